/** The square of one point over the picture: on the line to its centroid, its area is what the point adds to the cost. */
import { clusterLetter } from "../messages.js";
import { say } from "../words.js";
import { squareOn } from "./square.js";

/** @typedef {import("./cost_panel.js").Cost} Cost */
/** @typedef {import("./square.js").Pixel} Pixel */

const SPACE = "http://www.w3.org/2000/svg";
const NEAR = 16; // CSS pixels from a point that still mean it

/** @param {string} tag @param {Record<string, string | number>} attributes */
function draw(tag, attributes) {
  const node = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}

/** What a point adds to the cost, in words. @param {Cost} cost @param {number} row */
export function wordsOfPoint(cost, row) {
  const share = cost.shares[row];
  const fields = {
    p: row,
    A: cost.labels[row],
    share,
    part: cost.cost > 0 ? share / cost.cost : 0,
    letter: clusterLetter(cost.labels[row]),
  };
  return say(`page.cost.point.${cost.geometry}`, fields);
}

export class PointSquare {
  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.stage = stage;
    this.layer = /** @type {SVGElement} */ (draw("svg", { class: "kviz-square", "aria-hidden": "true" }));
    stage.append(this.layer);
  }

  /**
   * The point under a pointer, -1 for none.
   * @param {MouseEvent} event
   * @param {Cost} cost
   */
  under(event, { places }) {
    const box = this.stage.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best = NEAR;
    let row = -1;
    for (let i = 0; i < places.length / 2; i += 1) {
      const far = Math.hypot(places[2 * i] * box.width - x, places[2 * i + 1] * box.height - y);
      if (far < best) [best, row] = [far, i];
    }
    return row;
  }

  hide() {
    this.layer.replaceChildren();
  }

  /**
   * @param {Cost} cost
   * @param {number} row
   * @param {[number, number]} centroid as shares of the stage
   * @param {string} color
   */
  show(cost, row, centroid, color) {
    const { clientWidth: wide, clientHeight: tall } = this.stage;
    const point = /** @type {Pixel} */ ([cost.places[2 * row] * wide, cost.places[2 * row + 1] * tall]);
    const end = /** @type {Pixel} */ ([centroid[0] * wide, centroid[1] * tall]);
    const straight = cost.geometry === "euclidean";
    const way = straight ? [point, end] : [point, [end[0], point[1]], end];
    const line = draw("polyline", { points: way.join(" "), class: "kviz-square-line", stroke: color });
    const text = draw("text", { class: "kviz-square-text" });
    text.textContent = say(`page.cost.share.${cost.geometry}`, { share: cost.shares[row] });
    let [x, y] = [(point[0] + end[0]) / 2, (point[1] + end[1]) / 2];
    /** @type {Node[]} */
    const shapes = [];
    if (straight && cost.plane) {
      const corners = squareOn(point, end, wide, tall);
      shapes.push(
        draw("polygon", { points: corners.join(" "), class: "kviz-square-area", fill: color, stroke: color }),
      );
      [x, y] = [0, 1].map((axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / 4);
    }
    const half = 36;
    text.setAttribute("x", String(Math.min(Math.max(x, half), wide - half)));
    text.setAttribute("y", String(Math.min(Math.max(y, 14), tall - 8)));
    this.layer.replaceChildren(...shapes, line, text);
  }
}
