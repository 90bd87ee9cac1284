/** Two ways to put something on the stage, click by click: the start centroids, or points of one's own. */
import { FACTS } from "../facts.js";
import { button, make } from "../interface/elements.js";
import { clusterLetter } from "../messages.js";
import { say } from "../words.js";
import { movedByKey, placeUnder, putAt } from "./places.js";

/** @typedef {import("../explorer/view.js").Place} Place */
/** @typedef {"" | "place" | "draw"} Mode */

const NUDGE = 0.02; // of the stage, for one press of an arrow key

export class Drawing {
  /**
   * @param {HTMLElement} stage
   * @param {HTMLElement} marks
   * @param {HTMLElement} root gets the mode as data-mode
   * @param {(mode: Mode, places: Place[]) => void} onDone
   * @param {() => void} onLeave
   */
  constructor(stage, marks, root, onDone, onLeave) {
    this.stage = stage;
    this.marks = marks;
    this.root = root;
    this.onDone = onDone;
    this.onLeave = onLeave;
    /** @type {Mode} */
    this.mode = "";
    this.k = 0;
    /** @type {Place[]} */
    this.placed = [];
    /** @type {Place} */
    this.aim = [0.5, 0.5];
    this.cross = make("div", { className: "kviz-cross", hidden: true });
    stage.append(this.cross);
    this.told = make("p");
    this.done = button(say("page.draw.run"), () => this.finish());
    const back = button(say("page.draw.back"), () => this.takeBack());
    const cancel = button(say("page.heart.cancel"), () => this.leave());
    this.bar = make("div", { className: "kviz-modebar", hidden: true }, this.told, this.done, back, cancel);
    stage.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /**
   * @param {"place" | "draw"} mode
   * @param {number} k
   * @param {Place[]} placed what is there already
   */
  enter(mode, k, placed) {
    if (this.mode) this.leave();
    this.mode = mode;
    this.k = k;
    this.placed = placed.map(([u, v]) => [u, v]);
    this.bar.hidden = false;
    this.stage.classList.toggle("kviz-blank", mode === "draw");
    this.root.dataset.mode = mode;
    Object.assign(this.stage, { tabIndex: 0, role: "application", ariaLabel: say(`page.draw.${mode}`) });
    this.#redraw();
    putAt(this.cross, this.aim);
    this.stage.focus({ preventScroll: true });
    this.bar.parentElement?.scrollIntoView({ block: "nearest" });
    this.bar.scrollIntoView({ block: "nearest" });
  }

  leave() {
    this.mode = "";
    this.placed = [];
    this.bar.hidden = this.cross.hidden = true;
    this.stage.classList.remove("kviz-blank");
    delete this.root.dataset.mode;
    for (const name of ["tabindex", "role", "aria-label"]) this.stage.removeAttribute(name);
    this.marks.replaceChildren();
    this.onLeave();
  }

  /** @param {number} k */
  expect(k) {
    this.k = k;
    if (this.mode === "place") this.#redraw();
  }

  #redraw() {
    const placing = this.mode === "place";
    const dots = this.placed.map((place, j) => {
      const dot = make("span", { className: "kviz-dot" }, placing ? clusterLetter(j) : "");
      putAt(dot, place);
      return dot;
    });
    this.marks.replaceChildren(...dots);
    const A = this.placed.length;
    this.told.textContent = placing
      ? say("page.draw.click_place", { A, n: this.k - A })
      : say("page.draw.click_draw", { n: A });
    this.done.hidden = placing;
    this.done.disabled = this.placed.length < 2;
  }

  /** @param {MouseEvent} event */
  click(event) {
    this.#add(placeUnder(this.stage, event));
  }

  /** @param {Place} place */
  #add(place) {
    if (this.mode === "draw" && this.placed.length >= FACTS.maxDrawn) return;
    this.placed.push(place);
    this.#redraw();
    if (this.mode === "place" && this.placed.length === this.k) this.finish();
  }

  takeBack() {
    this.placed.pop();
    this.#redraw();
  }

  finish() {
    const { mode, placed } = this;
    this.leave();
    this.onDone(mode, placed);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (!this.mode || event.target !== this.stage) return;
    const to = movedByKey(this.aim, event, NUDGE);
    const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (to) {
      this.aim = to;
      this.cross.hidden = false;
      putAt(this.cross, this.aim);
    } else if (event.key === "Enter" || event.key === " ") this.#add([...this.aim]);
    else if (event.key === "Backspace" || undo) this.takeBack();
    else if (event.key === "Escape") this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
