/** A lesson as slides: one thought, one picture or one question at a time, at the pace of the class. */
import { button, make, rest } from "../interface/elements.js";
import { isField, isPlain } from "../interface/keys.js";
import { NotesWindow, Timer } from "./notes.js";
import { QuestionBox } from "./question.js";
import { rich } from "./rich.js";

/** @typedef {import("./rich.js").Slide} Slide */
/** @typedef {import("./question.js").Say} Say */
/**
 * @typedef {object} DeckOptions
 * @property {Say} say
 * @property {(index: number) => string} picture the address of a picture
 * @property {number} minutes planned
 * @property {HTMLElement | Document} keys where keys are heard
 * @property {(slide: number, run: number) => void} [open] show a run of a slide in the player of the page
 * @property {(slide: number) => void} [onSlide] another slide is shown
 * @property {() => boolean} [listens] whether keys are for this deck now
 */

const WIDE = 1.9; // a picture so much wider than high stands below its words, and beside a question

export class Deck {
  /**
   * @param {HTMLElement} root
   * @param {Slide[]} slides
   * @param {DeckOptions} options
   */
  constructor(root, slides, options) {
    this.root = root;
    this.slides = slides;
    this.options = options;
    const { say } = options;
    this.at = 0;
    this.timer = new Timer(say, options.minutes);
    this.notes = new NotesWindow(say);
    /** @type {(QuestionBox | null)[]} */
    this.boxes = slides.map(({ question }) => (question ? new QuestionBox(question, say) : null));
    this.nodes = slides.map((slide, i) => this.#node(slide, i));
    this.place = make("span", { className: "kviz-place", role: "status" });
    this.clock = make("span", { className: "kviz-clock" });
    this.back = button(say("presentation.back"), () => this.step(-1), "kviz-button kviz-deckback");
    this.next = button(say("presentation.next"), () => this.step(1), "kviz-button kviz-decknext");
    const tools = [
      button(say("presentation.timer"), () => this.#time()),
      button(say("presentation.notes"), () => this.#openNotes()),
      button(say("presentation.print"), () => window.print()),
      button(say("presentation.full"), () => this.#full()),
    ];
    this.told = make("p", { className: "kviz-message", role: "status" });
    const moves = make("div", { className: "kviz-deckmoves" }, this.back, this.place, this.next);
    const bar = make("div", { className: "kviz-deckbar" }, moves, this.clock, ...tools);
    const keys = make("p", { className: "kviz-about kviz-deckkeys" }, say("presentation.keys"));
    root.classList.add("kviz-deck");
    root.append(make("div", { className: "kviz-slides" }, ...this.nodes), bar, this.told, keys);
    options.keys.addEventListener("keydown", this.#onKey);
    this.ticking = setInterval(() => this.#tick(), 1000);
    this.show(0);
  }

  /**
   * @param {Slide} slide
   * @param {number} i
   */
  #node(slide, i) {
    const { say } = this.options;
    const words = make("div", { className: "kviz-slidewords" });
    for (const text of slide.words) words.append(make("p", {}, ...rich(text)));
    if (slide.points.length) {
      words.append(make("ul", {}, ...slide.points.map((point) => make("li", {}, ...rich(point)))));
    }
    const box = this.boxes[i];
    if (box) words.append(box.box);
    if (slide.sentence) words.append(make("p", { className: "kviz-slidesentence" }, slide.sentence));
    words.append(...this.#opens(slide, i));
    if (slide.pause.length && !box) {
      const loud = make("strong", {}, say("presentation.pause"), ": ");
      words.append(make("p", { className: "kviz-lesson-pause" }, loud, ...rich(slide.pause)));
    }
    const title = make("h2", { tabIndex: -1 }, ...rich(slide.title));
    const notes = make("aside", { className: "kviz-slidenotes", "aria-label": say("presentation.notes") });
    for (const note of slide.notes) notes.append(make("p", {}, ...rich(note)));
    const label = say("presentation.slide", { n: i + 1, count: this.slides.length });
    const parts = make("div", { className: "kviz-slidebody" }, words);
    if (slide.code) parts.append(make("pre", { tabIndex: 0 }, make("code", {}, slide.code)));
    if (slide.picture) parts.append(this.#picture(slide.picture));
    const wide = !box && slide.picture && slide.picture.size[0] > WIDE * slide.picture.size[1];
    parts.classList.toggle("kviz-both", !wide && words.children.length > 0 && parts.children.length > 1);
    return make(
      "section",
      { className: "kviz-slide", hidden: true, "aria-label": label },
      title,
      parts,
      notes,
    );
  }

  /**
   * A button for each run in the picture, where there is a player to open it in.
   * @param {Slide} slide
   * @param {number} i
   */
  #opens({ runs = [] }, i) {
    const { say, open } = this.options;
    if (!open || !runs.length) return [];
    const buttons = runs.map((title, n) => {
      const words = say(runs.length > 1 ? "presentation.open_one" : "presentation.open_run", {
        n: n + 1,
        title,
      });
      return button(words, () => open(i, n));
    });
    return [make("div", { className: "kviz-deckopens" }, ...buttons)];
  }

  /** @param {{index: number, size: [number, number], alt: string}} picture */
  #picture({ index, size, alt }) {
    const [width, height] = size;
    return make("img", { src: this.options.picture(index), alt, width, height });
  }

  /** @param {number} way 1 or -1; a question gives its answer before the next slide */
  step(way) {
    const box = this.boxes[this.at];
    if (way > 0 && box && !box.box.classList.contains("kviz-lesson-revealed")) {
      box.reveal();
      this.#update();
    } else this.show(this.at + way, true);
  }

  /**
   * @param {number} index
   * @param {boolean} [focus] move the focus to the slide's title
   */
  show(index, focus = false) {
    this.at = Math.min(Math.max(index, 0), this.slides.length - 1);
    this.nodes.forEach((node, i) => {
      node.hidden = i !== this.at;
    });
    if (focus) this.nodes[this.at].querySelector("h2")?.focus({ preventScroll: true });
    this.#update();
    this.options.onSlide?.(this.at);
  }

  #update() {
    const { say } = this.options;
    const box = this.boxes[this.at];
    const hidden = box && !box.box.classList.contains("kviz-lesson-revealed");
    this.next.textContent = say(hidden ? "presentation.reveal" : "presentation.next");
    this.place.textContent = say("presentation.slide", { n: this.at + 1, count: this.slides.length });
    rest(this.back, this.at === 0);
    rest(this.next, this.at === this.slides.length - 1 && !hidden);
    this.#tick();
  }

  #tick() {
    this.clock.textContent = this.timer.runs ? this.timer.text : "";
    this.notes.show(this.slides[this.at], this.slides[this.at + 1], this.timer.text);
  }

  #time() {
    this.timer.toggle();
    this.#tick();
  }

  #openNotes() {
    this.told.textContent = this.notes.open() ? "" : this.options.say("presentation.blocked");
    this.#tick();
  }

  #full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen?.().catch(() => {});
  }

  /** @param {Event} event */
  #onKey = (event) => {
    const pressed = /** @type {KeyboardEvent} */ (event);
    const { target } = pressed;
    if (!isPlain(pressed) || pressed.defaultPrevented || !(this.options.listens?.() ?? true)) return;
    const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
    const typed = isField(target) || /** @type {HTMLElement} */ (target).matches?.("input[type=radio]");
    if (typed && !["PageDown", "PageUp"].includes(key)) return;
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowRight: () => this.step(1),
      PageDown: () => this.step(1),
      ArrowLeft: () => this.step(-1),
      PageUp: () => this.step(-1),
      Home: () => this.show(0, true),
      End: () => this.show(this.slides.length - 1, true),
      n: () => this.#openNotes(),
      t: () => this.#time(),
      f: () => this.#full(),
    };
    if (!acts[key]) return;
    pressed.preventDefault();
    pressed.stopPropagation();
    acts[key]();
  };

  stop() {
    clearInterval(this.ticking);
    this.options.keys.removeEventListener("keydown", this.#onKey);
    this.notes.close();
  }
}
