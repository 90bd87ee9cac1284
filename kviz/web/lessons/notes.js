/** The teacher's side of a presentation: notes in a second window, and the time since it began. */
import { make } from "../interface/elements.js";
import { rich } from "./rich.js";

/** @typedef {import("./rich.js").Slide} Slide */
/** @typedef {import("./question.js").Say} Say */

/** @param {number} n */
const padded = (n) => String(n).padStart(2, "0");

/** The time since it was started, beside the time that was planned. */
export class Timer {
  /**
   * @param {Say} say
   * @param {number} planned minutes
   */
  constructor(say, planned) {
    this.say = say;
    this.planned = planned;
    this.begun = 0;
    this.now = () => Date.now();
  }

  get runs() {
    return this.begun > 0;
  }

  toggle() {
    this.begun = this.begun ? 0 : this.now();
  }

  /** What is shown: minutes and seconds of the minutes that were planned. */
  get text() {
    const seconds = this.begun ? Math.floor((this.now() - this.begun) / 1000) : 0;
    return this.say("presentation.time", {
      minutes: String(Math.floor(seconds / 60)),
      seconds: padded(seconds % 60),
      planned: this.planned,
    });
  }
}

/** Notes in a window of their own, for the screen that the class does not see. */
export class NotesWindow {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    /** @type {Window | null} */
    this.window = null;
  }

  /** @returns {boolean} whether the window is there */
  open() {
    if (!this.window || this.window.closed) {
      this.window = window.open("", "kviz-notes", "width=720,height=640");
    }
    this.window?.focus();
    return Boolean(this.window);
  }

  /**
   * @param {Slide} slide
   * @param {Slide | undefined} next
   * @param {string} time
   */
  show(slide, next, time) {
    if (!this.window || this.window.closed) return;
    const page = this.window.document;
    const title = slide.title.map(([, words]) => words).join("");
    page.title = this.say("presentation.notes_of", { title });
    page.documentElement.lang = document.documentElement.lang || "en";
    const parts = [make("p", {}, time), make("h1", {}, ...rich(slide.title))];
    for (const note of slide.notes) parts.push(make("p", {}, ...rich(note)));
    if (slide.sentence) parts.push(make("p", {}, slide.sentence));
    if (slide.pause.length) {
      parts.push(
        make("p", {}, make("strong", {}, this.say("presentation.pause"), ": "), ...rich(slide.pause)),
      );
    }
    if (slide.question) {
      const right = slide.question.choices[slide.question.answer];
      parts.push(
        make("p", {}, make("strong", {}, this.say("presentation.answer"), ": "), ...rich(right.text)),
      );
    }
    if (next) parts.push(make("p", {}, "→ ", ...rich(next.title)));
    page.body.replaceChildren(...parts.map((part) => page.adoptNode(part)));
    Object.assign(page.body.style, {
      font: "22px/1.5 system-ui, sans-serif",
      margin: "24px",
      maxWidth: "40em",
    });
  }

  close() {
    this.window?.close();
  }
}
