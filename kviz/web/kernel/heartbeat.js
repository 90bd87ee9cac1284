/** Ask every few seconds whether the Python behind the page still lives; say it where it does not. */
import { button, make } from "../interface/elements.js";

const EVERY = 4000; // ms
const PATIENCE = 3000; // ms
const SAID = {
  over: "The Python behind this page has ended. The steps you have still play; to change the run, restore it.",
  lost: "The connection to kviz is lost. The steps you have still play; this message goes when the connection is back.",
  still:
    "There is still no answer from kviz. The steps you have still play; the page stays till the connection is back.",
};

export class Heartbeat {
  /**
   * @param {HTMLElement} place where it is said
   * @param {string} address that tells whether Python lives
   */
  constructor(place, address) {
    this.address = address;
    this.misses = 0;
    this.over = false;
    this.text = make("p", {});
    this.restore = button("Restore this run", () => this.#again());
    this.notice = make(
      "div",
      { className: "kviz-lost", role: "alert", hidden: true },
      this.text,
      this.restore,
    );
    place.append(this.notice);
    this.timer = setInterval(() => this.#ask(), EVERY);
    document.addEventListener("visibilitychange", this.#onShow);
  }

  #onShow = () => {
    this.#ask();
  };

  async #ask() {
    if (this.over || document.hidden) return;
    let alive = null;
    try {
      const answer = await fetch(this.address, { signal: AbortSignal.timeout(PATIENCE), cache: "no-store" });
      alive = (await answer.json()).alive;
    } catch {
      // no answer, or none from kviz: the connection is lost
    }
    this.misses = typeof alive === "boolean" ? 0 : this.misses + 1;
    this.over = alive === false;
    this.notice.hidden = !(this.over || this.misses);
    this.text.textContent = this.over ? SAID.over : SAID.lost;
  }

  /** Load the page anew, but not from a server that does not answer: then even what still plays would be gone. */
  async #again() {
    this.restore.disabled = true;
    await this.#ask();
    this.restore.disabled = false;
    if (this.over || !this.misses) location.reload();
    else this.text.textContent = SAID.still;
  }

  stop() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.#onShow);
  }
}
