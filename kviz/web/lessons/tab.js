/** The tab Lessons: a list of lessons, and one of them as slides, drawn by Python when it is opened. */
import { FACTS } from "../facts.js";
import { button, make } from "../interface/elements.js";
import { catalogue } from "../messages.js";
import { Deck } from "./deck.js";

/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/**
 * @typedef {object} PageHooks
 * @property {() => void} leave for the player
 * @property {() => void} keep the address of the page
 * @property {string} [contents] address of a page with links to all lessons and data sets
 * @property {boolean} runsPrograms whether the page has a place for a program of one's own
 */
/** @typedef {{number: number, name: string, title: string, question: string, minutes: number}} Unit */

/** The lesson and the slide that an address asks for: lesson=NAME&slide=4. @param {string} address */
export function lessonIn(address) {
  const found = /^#?lesson=([\w-]{1,60})(?:&slide=(\d{1,3}))?$/.exec(address);
  return found && { name: found[1], slide: Math.max(Number(found[2] ?? 1), 1) };
}

export class LessonsPart {
  /**
   * @param {Tell} tell
   * @param {PageHooks} page
   */
  constructor(tell, page) {
    this.tell = tell;
    this.page = page;
    this.shown = false;
    this.name = ""; // of the lesson that is open
    this.wanted = { name: "", slide: 1 };
    this.say = catalogue(FACTS.lessonWords).say;
    this.said = make("p", { className: "kviz-message", role: "status" });
    this.list = make("ol", { className: "kviz-lessons" });
    this.place = make("div");
    this.about = make("p", { className: "kviz-about" }, this.say("presentation.about"));
    this.leave = button(this.say("presentation.leave"), () => this.#close());
    this.leave.hidden = true;
    this.box = make("div", { className: "kviz-lessonspart" });
    this.more = make(
      "p",
      { className: "kviz-about" },
      page.runsPrograms ? "" : this.say("presentation.own_code"),
    );
    if (page.contents)
      this.more.append(make("a", { href: page.contents }, this.say("presentation.contents")));
    this.box.append(this.leave, this.about, this.said, this.list, this.more, this.place);
    /** @type {Deck | null} */
    this.deck = null;
    /** @type {string[]} */
    this.addresses = [];
  }

  /** @param {boolean} on */
  show(on) {
    if (on && !this.list.children.length) this.#load({ do: "lessons" });
    if (on !== this.shown) queueMicrotask(() => this.page.keep());
    this.shown = on;
  }

  /** The place of the open lesson, for the address of the page; "" where none is in front. */
  get address() {
    const { name, slide } = this.wanted;
    if (this.shown && name) return `lesson=${name}&slide=${slide}`;
    return this.shown && this.deck ? `lesson=${this.name}&slide=${this.deck.at + 1}` : "";
  }

  /** @param {{name: string, slide: number}} place */
  open(place) {
    this.wanted = place;
    if (this.deck && this.name === place.name) this.deck.show(place.slide - 1);
    else this.#load({ do: "lesson", name: place.name });
  }

  /** @param {Message} message */
  #load(message) {
    this.said.textContent = this.say(
      message.do === "lesson" ? "presentation.loading" : "presentation.listing",
    );
    this.tell(message);
  }

  /**
   * @param {Message} message the list, or the slides of one lesson with their pictures
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  onMessage(message, buffers) {
    if (message.type === "lesson" || !this.wanted.name) this.said.textContent = "";
    if (message.fault) {
      this.said.textContent = this.say("presentation.failed");
      this.wanted.name = "";
    } else if (message.type === "lessons") this.list.replaceChildren(...message.units.map(this.#row));
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
    this.open({ name: unit.name, slide: 1 });
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
      open: (slide, run) => {
        this.tell({ do: "lesson run", name: this.name, slide, run });
        this.page.leave();
      },
      onSlide: () => this.page.keep(),
    });
    this.name = message.name;
    this.#swap(true);
    this.deck.show(this.wanted.name === this.name ? this.wanted.slide - 1 : 0, true);
    this.wanted.name = "";
  }

  #close() {
    this.#forget();
    this.#swap(false);
    this.page.keep();
    this.list.querySelector("button")?.focus();
  }

  /** @param {boolean} playing */
  #swap(playing) {
    this.leave.hidden = !playing;
    this.list.hidden = playing;
    this.about.hidden = playing;
    this.more.hidden = playing;
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
