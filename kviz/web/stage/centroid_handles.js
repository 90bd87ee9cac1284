/** The centroids on the picture, to be dragged by finger, mouse or arrow keys: a new run starts where they are let go. */
import { make } from "../interface/elements.js";
import { say } from "../words.js";
import { movedByKey, placeUnder, putAt } from "./places.js";

/** @typedef {import("../explorer/view.js").Place} Place */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("../player/player.js").Player} Player */

const NUDGE = 0.01; // of the stage, for one press of an arrow key
const ON_THE_WAY = 2; // pictures of a drag; more would queue up and lag behind the finger

const DRAGGED = "kviz-dragged"; // remembered, so that nobody is invited twice

function remembered() {
  try {
    return localStorage.getItem(DRAGGED) !== null;
  } catch {
    return false; // a browser that keeps nothing
  }
}

function remember() {
  for (const node of document.querySelectorAll(".kviz-invite")) node.classList.remove("kviz-invite");
  try {
    localStorage.setItem(DRAGGED, "1");
  } catch {
    // then the invitation comes back with the next page
  }
}

export class CentroidHandles {
  /**
   * @param {HTMLElement} stage
   * @param {HTMLElement} marks where the handles lie
   * @param {Tell} tell
   * @param {Player} player
   */
  constructor(stage, marks, tell, player) {
    this.stage = stage;
    this.marks = marks;
    this.tell = tell;
    this.player = player;
    this.index = 0;
    /** @type {Place[]} */
    this.at = [];
    /** @type {Place[] | null} */
    this.pending = null;
    this.waiting = 0;
    this.dragging = -1;
    this.moved = false;
  }

  /** A new run is here: what was on its way belongs to the old one. No run comes while a button is held down. */
  reset() {
    this.dragging = -1;
    this.pending = null;
    this.waiting = 0;
  }

  /**
   * Lay the handles of a step.
   * @param {number} index
   * @param {Place[]} places
   * @param {boolean} anew the marks there are no handles
   */
  show(index, places, anew) {
    this.index = index;
    if (this.dragging >= 0) return;
    this.at = places.map(([u, v]) => [u, v]);
    const focused = [...this.marks.children].indexOf(/** @type {Element} */ (document.activeElement));
    if (anew || this.marks.children.length !== this.at.length) {
      this.marks.replaceChildren(...this.at.map((place, j) => this.#handle(j, place)));
    } else {
      this.at.forEach((place, j) => putAt(this.#mark(j), place));
    }
    if (focused >= 0 && focused < this.at.length) this.#mark(focused).focus({ preventScroll: true });
  }

  /** @param {number} j */
  #mark(j) {
    return /** @type {HTMLElement} */ (this.marks.children[j]);
  }

  /**
   * @param {number} j
   * @param {Place} place
   */
  #handle(j, place) {
    const label = { "aria-label": say("page.draw.centroid", { A: j }), title: say("page.drag_hint") };
    const node = make("button", { type: "button", className: "kviz-handle", ...label });
    node.dataset.cluster = String(j);
    node.classList.toggle("kviz-invite", j === 0 && !remembered());
    node.dataset.invite = say("page.drag_me");
    putAt(node, place);
    node.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      node.setPointerCapture(event.pointerId);
      this.player.pause();
      this.dragging = j;
      this.moved = false;
    });
    node.addEventListener("pointermove", (event) => {
      if (this.dragging !== j || !node.hasPointerCapture(event.pointerId)) return;
      this.moved = true;
      this.#move(j, placeUnder(this.stage, event));
    });
    node.addEventListener("pointerup", () => {
      if (this.dragging !== j) return;
      if (this.moved) this.#drop();
      else this.dragging = -1;
    });
    node.addEventListener("pointercancel", () => this.#cancel());
    node.addEventListener("keydown", (event) => this.#onKey(j, event));
    node.addEventListener("blur", () => {
      if (this.dragging === j) this.#cancel();
    });
    return node;
  }

  /**
   * @param {number} j
   * @param {KeyboardEvent} event
   */
  #onKey(j, event) {
    const to = movedByKey(this.at[j], event, NUDGE);
    if (to) {
      this.dragging = j;
      this.#move(j, to);
    } else if (event.key === "Enter" && this.dragging === j) this.#drop();
    else if (event.key === "Escape" && this.dragging === j) this.#cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * @param {number} j
   * @param {Place} place
   */
  #move(j, place) {
    this.at[j] = place;
    putAt(this.#mark(j), place);
    this.pending = this.at.map(([u, v]) => [u, v]);
    this.#ask();
  }

  #ask() {
    if (this.waiting >= ON_THE_WAY || !this.pending) return;
    this.waiting += 1;
    this.tell({ do: "drag", step: this.index, at: this.pending });
    this.pending = null;
  }

  /**
   * @param {import("../kernel/kernel_link.js").Message} told
   * @param {DataView<ArrayBuffer> | undefined} png the picture of a drag, none where its run is gone
   */
  onDragged({ heading, sentence }, png) {
    this.waiting = Math.max(0, this.waiting - 1);
    this.#ask(); // Python draws the next one while this one is decoded
    if (this.dragging < 0 || !png) return;
    this.player.lend(0, png, () => this.dragging >= 0);
    if (this.player.films.length === 1) this.player.controls.imagine(heading, sentence);
  }

  #drop() {
    this.#release();
    remember();
    this.tell({ do: "drop", step: this.index, at: this.at });
  }

  #release() {
    this.dragging = -1;
    this.pending = null;
    this.player.controls.sentence.setAttribute("aria-live", "polite");
  }

  #cancel() {
    this.#release();
    this.onCancel?.();
    this.player.refresh();
  }

  /** @type {(() => void) | undefined} */
  onCancel;
}
