/** A quiet line that tells how far Python has come, and what to do where it has ended. */
import { button, make } from "../interface/elements.js";

const SLOW = 12_000; // ms after which the line says how much is here

/** @typedef {ReturnType<typeof import("../messages.js").catalogue>} Words */

export class Arrival {
  /**
   * @param {Words} words
   * @param {() => void} again start Python anew
   */
  constructor(words, again) {
    this.words = words;
    this.text = make("p", {});
    this.bar = make("progress", { max: 1, value: 0, "aria-label": "Python" });
    this.again = button(words.say("site.again"), again);
    this.box = make("div", { className: "kviz-arrival", "aria-live": "polite", hidden: true });
    this.box.append(this.bar, this.text, this.again);
    this.since = 0;
  }

  /** @param {string} message of the catalogue */
  begin(message) {
    this.since = performance.now();
    this.bar.value = 0;
    this.#show(this.words.say(message), false);
  }

  /** @param {number} part of the way, 0 to 1 */
  progress(part) {
    this.bar.value = part;
    if (performance.now() - this.since > SLOW) this.text.textContent = this.words.say("site.slow", { part });
  }

  arrived() {
    this.box.hidden = true;
  }

  /** @param {string} [why] it could not even start */
  ended(why) {
    this.#show(why ? this.words.say("site.failed", { why }) : this.words.say("site.ended"), true);
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
