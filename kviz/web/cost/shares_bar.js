/** The cost as one bar: a slice for every point, in the order of the clusters. Any slice can be pointed at, or reached by keys. */
import { make } from "../interface/elements.js";

/** @typedef {import("./cost_panel.js").Cost} Cost */

const TALL = 26; // CSS pixels
const GAP = 0.8; // CSS pixels between two slices, where they are wide enough to be told apart

export class SharesBar {
  /**
   * @param {(row: number) => void} onPoint a point was chosen, -1 for none
   * @param {(row: number) => string} wordsOf a point
   * @param {string} label
   */
  constructor(onPoint, wordsOf, label) {
    this.onPoint = onPoint;
    this.wordsOf = wordsOf;
    this.canvas = make("canvas", { height: TALL, ariaHidden: "true" });
    this.box = make("div", { className: "kviz-sharesbar", role: "slider", tabIndex: 0 }, this.canvas);
    this.box.setAttribute("aria-label", label);
    this.at = -1;
    /** @type {Cost | null} */
    this.cost = null;
    /** @type {number[]} rows in the order of the slices */
    this.rows = [];
    /** @type {number[]} where the slices end, as shares of the bar */
    this.ends = [];
    /** @type {string[]} */
    this.colors = [];
    this.box.addEventListener("pointermove", (event) => this.#choose(this.#under(event)));
    this.box.addEventListener("pointerleave", () => this.#choose(-1));
    this.box.addEventListener("keydown", (event) => this.#onKey(event));
    this.box.addEventListener("blur", () => this.#choose(-1));
  }

  /**
   * @param {Cost} cost
   * @param {string[]} colors of the clusters
   * @param {number} whole what the whole width stands for
   */
  show(cost, colors, whole) {
    this.cost = cost;
    this.colors = colors;
    const { labels, shares } = cost;
    this.rows = [...labels.keys()].sort((a, b) => labels[a] - labels[b] || shares[b] - shares[a]);
    let sum = 0;
    this.ends = this.rows.map((row) => {
      sum += shares[row];
      return whole > 0 ? sum / whole : 0;
    });
    this.at = -1;
    this.#describe();
    this.paint();
  }

  /** @param {PointerEvent} event */
  #under(event) {
    const edge = this.canvas.getBoundingClientRect();
    const share = (event.clientX - edge.left) / edge.width;
    return this.ends.findIndex((end) => share <= end);
  }

  /** @param {number} at */
  #choose(at) {
    if (at === this.at) return;
    this.at = at;
    this.#describe();
    this.paint();
    this.onPoint(at < 0 ? -1 : this.rows[at]);
  }

  /** Light up the slice of a point that was chosen elsewhere. @param {number} row */
  light(row) {
    this.at = this.rows.indexOf(row);
    this.#describe();
    this.paint();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const last = this.rows.length - 1;
    /** @type {Record<string, number>} */
    const ways = {
      ArrowRight: Math.min(this.at + 1, last),
      ArrowLeft: Math.max(this.at - 1, 0),
      Home: 0,
      End: last,
    };
    if (!(event.key in ways)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#choose(ways[event.key]);
  }

  #describe() {
    const said = this.at < 0 ? "–" : this.wordsOf(this.rows[this.at]);
    const values = { valuemin: 0, valuemax: this.rows.length, valuenow: this.at + 1, valuetext: said };
    for (const [name, value] of Object.entries(values)) this.box.setAttribute(`aria-${name}`, String(value));
  }

  paint() {
    const { cost } = this;
    if (!cost) return;
    const wide = this.box.clientWidth || 280;
    const sharp = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: Math.round(wide * sharp), height: TALL * sharp });
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    pen.scale(sharp, sharp);
    let from = 0;
    this.rows.forEach((row, i) => {
      const to = this.ends[i] * wide;
      const gap = to - from > 3 * GAP ? GAP : 0;
      pen.globalAlpha = this.at < 0 || i === this.at ? 1 : 0.45;
      pen.fillStyle = this.colors[cost.labels[row]];
      pen.fillRect(from, 0, Math.max(to - from - gap, 0.2), TALL);
      if (i === this.at) this.#frame(pen, from, to);
      from = to;
    });
  }

  /** @param {CanvasRenderingContext2D} pen @param {number} from @param {number} to */
  #frame(pen, from, to) {
    pen.strokeStyle = getComputedStyle(this.box).color;
    pen.lineWidth = 2;
    pen.strokeRect(Math.max(from - 0.5, 1), 1, Math.max(to - from, 3), TALL - 2);
  }
}
