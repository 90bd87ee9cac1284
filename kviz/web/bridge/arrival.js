/** A quiet line that tells how far Python has come, and what to do where it has ended. */
import { button, make } from "../interface/elements.js";
import { say } from "../words.js";

const SLOW = 12_000; // ms after which the line says how much is here

export class Arrival {
  /** @param {() => void} again start Python anew */
  constructor(again) {
    this.text = make("p", {});
    this.bar = make("progress", { max: 1, value: 0, "aria-label": "Python" });
    this.again = button(say("page.arrival.again"), again);
    this.box = make("div", { className: "kviz-arrival", "aria-live": "polite", hidden: true });
    this.box.append(this.bar, this.text, this.again);
    this.since = 0;
  }

  /** @param {string} text what is on its way, and what can be done meanwhile */
  begin(text) {
    this.since = performance.now();
    this.bar.value = 0;
    this.#show(text, false);
  }

  /** How far it has come is not known: the bar moves all the same. */
  unmeasured() {
    this.bar.removeAttribute("value");
  }

  /**
   * @param {number} part of the way, 0 to 1
   * @param {string} text said where it takes long
   */
  progress(part, text) {
    this.bar.value = part;
    if (performance.now() - this.since > SLOW) this.text.textContent = text;
  }

  arrived() {
    this.box.hidden = true;
  }

  /** @param {string} text why it has ended, or does not come */
  ended(text) {
    this.#show(text, true);
  }

  /**
   * @param {string} text
   * @param {boolean} over
   */
  #show(text, over) {
    this.text.textContent = text;
    this.bar.hidden = over;
    this.again.hidden = !over;
    this.box.classList.toggle("kviz-over", over);
    this.box.hidden = false;
  }
}
