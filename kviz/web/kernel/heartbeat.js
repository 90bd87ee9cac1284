/** Ask every few seconds whether the Python behind the page still lives, and say it where it does not, or is stuck. */
import { button, make } from "../interface/elements.js";
import { say } from "../words.js";
import { lineIsCut, reconnect, watchLine } from "./line.js";

const EVERY = 4000; // ms
const PATIENCE = 3000; // ms
const LONG = 10_000; // ms of one piece of work after which it is offered to end it
const AGAIN = 30_000; // ms after which somebody who waits is asked again

export class Heartbeat {
  /**
   * @param {HTMLElement} place where it is said
   * @param {DOMStringMap} at kvizAlive, the address that tells whether Python lives, "" before there is one;
   *     kvizCancel, the address that ends what it is at
   * @param {(cut: boolean) => void} onLine the line was cut, or is back
   */
  constructor(place, at, onLine) {
    this.at = at;
    this.onLine = onLine;
    this.misses = 0;
    this.over = false;
    this.busySince = 0;
    this.patientUntil = 0;
    this.text = make("p", {});
    this.wait = button(say("page.heart.wait"), () => this.#wait());
    this.cancel = button(say("page.heart.cancel"), () => this.#cancel());
    this.restore = button(say("page.heart.restore"), () => this.#again());
    this.notice = make(
      "div",
      { className: "kviz-lost", role: "alert", hidden: true },
      this.text,
      this.wait,
      this.cancel,
      this.restore,
    );
    place.append(this.notice);
    this.timer = setInterval(() => this.#ask(), EVERY);
    document.addEventListener("visibilitychange", this.#onShow);
    this.unwatch = watchLine((cut) => {
      this.onLine(cut);
      this.#show();
      this.#ask();
    });
  }

  #onShow = () => {
    this.#ask();
  };

  /** Whether what is clicked now reaches Python. */
  get open() {
    return !this.over && !this.misses && !lineIsCut();
  }

  async #ask() {
    if (this.over || document.hidden || !this.at.kvizAlive) return;
    const { alive, state } = await this.#answer(this.at.kvizAlive);
    const reached = typeof alive === "boolean";
    if (reached === this.misses > 0) this.onLine(!reached);
    this.misses = reached ? 0 : this.misses + 1;
    this.over = alive === false;
    if (alive && lineIsCut()) reconnect().catch(() => {}); // and try again at the next beat
    const busy = alive && state === "busy";
    this.busySince = busy ? this.busySince || performance.now() : 0;
    if (!busy) this.patientUntil = 0;
    this.#show();
  }

  /**
   * @param {string} address
   * @returns {Promise<{alive?: boolean, state?: string}>}
   */
  async #answer(address) {
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE), cache: "no-store" });
      return await answer.json();
    } catch {
      return {}; // no answer, or none from kviz: the connection is lost
    }
  }

  #show() {
    const lost = this.misses > 0 || lineIsCut();
    const now = performance.now();
    const stuck = Boolean(this.busySince) && now - this.busySince >= LONG && now >= this.patientUntil;
    this.notice.hidden = !(this.over || lost || stuck);
    if (this.notice.hidden) return;
    this.text.textContent = say(`page.heart.${this.over ? "over" : lost ? "lost" : "busy"}`);
    this.wait.hidden = this.cancel.hidden = this.over || lost;
  }

  #wait() {
    this.patientUntil = performance.now() + AGAIN;
    this.#show();
  }

  async #cancel() {
    this.patientUntil = performance.now() + LONG; // what does not end by then is offered to be restored
    this.#show();
    await post(this.at.kvizCancel ?? "");
  }

  /** Load the page anew, but not from a server that does not answer: then even what still plays would be gone. */
  async #again() {
    this.restore.disabled = true;
    await this.#ask();
    this.restore.disabled = false;
    if (this.over || !this.misses) location.reload();
    else this.text.textContent = say("page.heart.still");
  }

  stop() {
    clearInterval(this.timer);
    this.unwatch();
    document.removeEventListener("visibilitychange", this.#onShow);
  }
}

/** @param {string} address */
export async function post(address) {
  const token = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
  await fetch(address, { method: "POST", headers: { "X-XSRFToken": token } }).catch(() => {});
}
