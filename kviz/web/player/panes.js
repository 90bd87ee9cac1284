/** The places of the pictures: one or two canvases, each under its title and below a layer for what lies on it. */
import { make } from "../interface/elements.js";
import { say } from "../words.js";
import { penOf } from "./frame_cache.js";

/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./film.js").Step} Step */

export class Panes {
  /**
   * @param {HTMLElement} root
   * @param {[number, number]} size CSS pixels of a frame whose film names none
   */
  constructor(root, size) {
    this.root = root;
    this.size = size;
    this.box = make("div", { className: "kviz-panes" });
    /** As large as the pictures may be, and invisible: for whoever draws them. */
    this.room = make("div", { className: "kviz-room", ariaHidden: "true" });
    this.frame = make("div", { className: "kviz-frame" }, this.room, this.box);
    /** @type {HTMLCanvasElement[]} */
    this.canvases = [];
    /** @type {HTMLElement[]} */
    this.layers = [];
    this.boxes = new ResizeObserver(() => {
      this.canvases.forEach(repaint);
      // once more when the new box has been shown: a busy browser may take it up after the first time
      requestAnimationFrame(() => requestAnimationFrame(() => this.canvases.forEach(repaint)));
    });
  }

  /**
   * Make room for as many films.
   * @param {Film[]} films
   */
  arrange(films) {
    while (this.canvases.length > films.length) {
      const canvas = this.canvases.pop();
      if (canvas) this.boxes.unobserve(canvas);
      this.layers.pop();
      this.box.lastChild?.remove();
    }
    while (this.canvases.length < films.length) this.#add();
    const [width, height] = films[0].size ?? this.size;
    this.root.style.setProperty("--kviz-ratio", String(width / height));
    this.root.style.setProperty("--kviz-width", `${width * films.length}px`);
    films.forEach((film, f) => {
      const caption = /** @type {HTMLElement} */ (this.box.children[f].firstChild);
      caption.textContent = film.title ?? "";
      caption.hidden = films.length < 2;
    });
    this.box.dataset.count = String(films.length);
  }

  #add() {
    const canvas = make("canvas", { width: this.size[0], height: this.size[1], role: "img" });
    const layer = make("div", { className: "kviz-layer" });
    const picture = make("div", { className: "kviz-picture" }, canvas, layer);
    this.canvases.push(canvas);
    this.layers.push(layer);
    this.box.append(make("figure", { className: "kviz-pane" }, make("figcaption"), picture));
    this.boxes.observe(canvas);
  }

  /** @param {Step[]} steps */
  tell(steps) {
    this.canvases.forEach((canvas, f) => {
      canvas.setAttribute("aria-label", toldOf(steps[f]));
    });
  }

  stop() {
    this.boxes.disconnect();
  }
}

/**
 * What a picture shows, in words; the sentence of a start centroid names it already.
 * @param {Step} step
 */
const toldOf = ({ phase, heading, sentence }) =>
  phase === "seed" ? sentence : say("player.told", { heading, sentence });

/**
 * Some browsers forget what a canvas shows when its box is made anew, and remember when it is touched.
 * @param {HTMLCanvasElement} canvas
 */
function repaint(canvas) {
  if (canvas.width && canvas.height) penOf(canvas).drawImage(canvas, 0, 0);
}
