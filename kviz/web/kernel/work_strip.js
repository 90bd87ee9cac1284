/** What Python is at, where it takes long: a bar, and a button that ends it. */
import { FACTS } from "../facts.js";
import { button, make } from "../interface/elements.js";
import { say } from "../words.js";

const LONG = 1000; // ms after which it is told

/** @typedef {import("./kernel_link.js").Message} Message */

export class WorkStrip {
  /**
   * @param {(() => boolean) | null} cancel ends what Python is at, and says whether it is over at once; null where
   *     nobody can
   */
  constructor(cancel) {
    this.number = 0;
    /** @type {Map<number, string>} what Python has not answered yet, in its order */
    this.open = new Map();
    this.timer = 0;
    this.text = make("p", {});
    this.bar = make("progress", { max: 1, "aria-label": say("page.work.bar") });
    this.cancel = button(say("page.work.cancel"), () => {
      if (!cancel?.()) return;
      this.open.clear();
      this.#show();
    });
    this.cancel.hidden = !cancel;
    this.box = make("div", { className: "kviz-work", hidden: true }, this.bar, this.text, this.cancel);
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", say("page.work.region"));
  }

  /**
   * Number a request that can take long; any other one stays as it is.
   * @param {Message} message
   * @returns {Message}
   */
  begin(message) {
    const name = FACTS.tasks[message.do];
    if (!name) return message;
    this.number += 1;
    this.open.set(this.number, name);
    if (this.open.size === 1) this.timer = setTimeout(() => this.#show(true), LONG);
    return { ...message, task: this.number };
  }

  /** @param {Message} message how far Python is, or that it has ended a task */
  hear({ type, task, part }) {
    if (type === "part") {
      this.bar.value = part;
      return;
    }
    this.open.delete(task);
    clearTimeout(this.timer);
    if (this.open.size) this.timer = setTimeout(() => this.#show(true), this.box.hidden ? LONG : 0);
    else this.#show();
  }

  /** The line was cut: nobody answers any more. */
  forget() {
    this.open.clear();
    this.#show();
  }

  #show(on = false) {
    clearTimeout(this.timer);
    const [name] = this.open.values();
    this.box.hidden = !(on && name);
    this.bar.removeAttribute("value");
    if (name) this.text.textContent = say(`page.work.${name}`);
  }
}
