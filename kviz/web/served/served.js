/** The page of a server: the first run plays at once, a process of the server comes behind it and takes over. */
import { Arrival } from "../bridge/arrival.js";
import { readBuild } from "../bridge/build.js";
import { awaitRun, firstRun } from "../bridge/first_run.js";
import explorer from "../explorer/explorer.js";
import { reconnectBy, tellLine } from "../kernel/line.js";
import { say } from "../words.js";
import { Kernel } from "./kernel.js";

const AGAIN = 20; // s after which a seat is asked for again

class Served {
  constructor() {
    this.main = /** @type {HTMLElement} */ (document.querySelector("main"));
    this.arrival = new Arrival(() => this.#begin());
    this.kernel = new Kernel({
      message: (message, buffers) => this.model?.take(message, buffers),
      up: () => this.#onUp(),
      line: (open) => tellLine(open),
      seatless: (why) => this.#onSeatless(why),
      fault: (why) => this.arrival.ended(say(`page.arrival.${why}`)),
    });
    this.wanted = "";
    this.again = 0;
  }

  async open() {
    const { model, wanted } = await firstRun(readBuild());
    this.model = model;
    this.wanted = wanted;
    explorer.render({ model, el: this.main });
    this.main.querySelector(".kviz-page")?.append(this.arrival.box);
    this.#begin();
  }

  /** Nobody looks at a page in a tab behind: it waits until it is seen. */
  #begin() {
    this.arrival.begin(say(`page.arrival.${this.wanted ? "asked" : "playing"}`));
    this.arrival.unmeasured();
    if (!document.hidden) this.kernel.start();
    else document.addEventListener("visibilitychange", () => this.#begin(), { once: true });
  }

  #onUp() {
    if (this.main.dataset.kvizKernel) return; // the line was cut, and is back
    const { id } = this.kernel;
    reconnectBy(async () => this.kernel.connect());
    this.model?.connect(this.kernel.post, this.wanted);
    this.wanted = "";
    awaitRun(false);
    this.main.dataset.kvizAlive = `kviz/alive?kernel=${id}`;
    this.main.dataset.kvizCancel = `kviz/cancel?kernel=${id}`;
    this.main.dataset.kvizKernel = id;
    this.arrival.arrived();
  }

  /**
   * Watching needs no seat: what was drawn before is shown, whatever the address asks for.
   * @param {"full" | "address"} why
   */
  #onSeatless(why) {
    awaitRun(false);
    const link = this.wanted ? ` ${say("page.arrival.link")}` : "";
    this.arrival.ended(say(`page.arrival.${why}`, { n: AGAIN }) + link);
    clearTimeout(this.again);
    this.again = setTimeout(() => this.kernel.start(), 1000 * AGAIN);
  }
}

// a page that the browser had kept has given its Python back
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
new Served().open();
