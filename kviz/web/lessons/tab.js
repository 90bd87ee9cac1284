/** The tab Lessons: a list of lessons, and one of them as slides, drawn by Python when it is opened. */
import { FACTS } from "../facts.js";
import { button, make } from "../interface/elements.js";
import { catalogue } from "../messages.js";
import { Deck } from "./deck.js";

/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {{number: number, name: string, title: string, question: string, minutes: number}} Unit */

export class LessonsPart {
  /** @param {Tell} tell */
  constructor(tell) {
    this.tell = tell;
    this.say = catalogue(FACTS.lessonWords).say;
    this.said = make("p", { className: "kviz-message", role: "status" });
    this.list = make("ol", { className: "kviz-lessons" });
    this.place = make("div");
    this.about = make("p", { className: "kviz-about" }, this.say("presentation.about"));
    this.leave = button(this.say("presentation.leave"), () => this.#close());
    this.leave.hidden = true;
    this.box = make("div", { className: "kviz-lessonspart" });
    this.box.append(this.leave, this.about, this.said, this.list, this.place);
    /** @type {Deck | null} */
    this.deck = null;
    /** @type {string[]} */
    this.addresses = [];
  }

  /** @param {boolean} on */
  show(on) {
    if (on && !this.list.children.length) this.tell({ do: "lessons" });
  }

  /**
   * @param {Message} message the list, or the slides of one lesson with their pictures
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  onMessage(message, buffers) {
    this.said.textContent = "";
    if (message.fault) this.said.textContent = this.say("presentation.failed");
    else if (message.type === "lessons") this.list.replaceChildren(...message.units.map(this.#row));
    else this.#open(message, buffers);
  }

  /** @param {Unit} unit */
  #row = (unit) => {
    const open = button(this.say("presentation.open"), () => this.#ask(unit), "kviz-button kviz-lessonopen");
    open.setAttribute("aria-label", `${this.say("presentation.open")}: ${unit.title}`);
    const minutes = this.say("presentation.minutes", { n: unit.minutes });
    const title = make("h2", {}, `${unit.number} · ${unit.title} `, make("small", {}, minutes));
    return make("li", {}, make("div", {}, title, make("p", {}, unit.question)), open);
  };

  /** @param {Unit} unit */
  #ask(unit) {
    this.said.textContent = this.say("presentation.loading");
    this.tell({ do: "lesson", name: unit.name });
  }

  /**
   * @param {Message} message
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  #open(message, buffers) {
    this.#forget();
    this.addresses = buffers.map((png) => URL.createObjectURL(new Blob([png], { type: "image/png" })));
    const root = make("div", { tabIndex: -1, "aria-label": message.title });
    this.place.replaceChildren(root);
    this.deck = new Deck(root, message.slides, {
      say: this.say,
      picture: (index) => this.addresses[index],
      minutes: message.minutes,
      keys: root,
    });
    this.#swap(true);
    this.deck.show(0, true);
  }

  #close() {
    this.#forget();
    this.#swap(false);
    this.list.querySelector("button")?.focus();
  }

  /** @param {boolean} playing */
  #swap(playing) {
    this.leave.hidden = !playing;
    this.list.hidden = playing;
    this.about.hidden = playing;
  }

  #forget() {
    this.deck?.stop();
    this.deck = null;
    for (const address of this.addresses) URL.revokeObjectURL(address);
    this.addresses = [];
    this.place.replaceChildren();
  }

  stop() {
    this.#forget();
  }
}
