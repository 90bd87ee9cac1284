/** Why the cost never rises, as a small plot: the cost for fixed clusters over the true cost, touching it. */
import { say } from "../words.js";

/** @typedef {{places: number[], fixed: number[], true: number[], at: number, moving: number[]}} Descent */

const SPACE = "http://www.w3.org/2000/svg";
const WIDE = 280;
const TALL = 150;
const LEFT = 8;
const RIGHT = 8;
const TOP = 10;
const FOOT = 24;

/** @param {string} tag @param {Record<string, string | number>} attributes @param {...(Node | string)} children */
function draw(tag, attributes, ...children) {
  const node = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** @param {Descent} descent @returns {{x: (t: number) => number, y: (cost: number) => number}} */
function scales({ places, fixed, true: lowest }) {
  const top = Math.max(...fixed);
  const bottom = Math.min(...lowest);
  const room = top - bottom || 1;
  const [first, last] = [places[0], places[places.length - 1]];
  return {
    x: (t) => LEFT + ((WIDE - LEFT - RIGHT) * (t - first)) / (last - first),
    y: (cost) => TOP + (TALL - TOP - FOOT) * (1 - (cost - bottom) / room),
  };
}

/** @param {number[]} values @param {number[]} places @param {number} t */
const valueAt = (values, places, t) => values[places.findIndex((place) => place >= t - 1e-9)];

/** @param {Descent} descent */
export function descentPlot(descent) {
  const { places, fixed, true: lowest, at } = descent;
  const { x, y } = scales(descent);
  const line = (/** @type {number[]} */ values) =>
    `M${values.map((value, i) => `${x(places[i]).toFixed(1)},${y(value).toFixed(1)}`).join("L")}`;
  const stops = [0, 1].map((t) => {
    const where = x(t);
    const name = say(t ? "page.cost.after" : "page.cost.before");
    return draw(
      "g",
      {},
      draw("line", { x1: where, x2: where, y1: TOP, y2: TALL - FOOT, class: "kviz-descent-stop" }),
      draw("text", { x: where, y: TALL - 8, "text-anchor": "middle" }, name),
    );
  });
  const now = { cx: x(at), cy: y(valueAt(fixed, places, at)), r: 5, class: "kviz-descent-now" };
  const next = { cx: x(1), cy: y(valueAt(lowest, places, 1)), r: 3.5, class: "kviz-descent-next" };
  return draw(
    "svg",
    {
      viewBox: `0 0 ${WIDE} ${TALL}`,
      class: "kviz-descent",
      role: "img",
      "aria-label": say("page.cost.plot"),
    },
    ...stops,
    draw("path", { d: line(lowest), class: "kviz-descent-true" }),
    draw("path", { d: line(fixed), class: "kviz-descent-fixed" }),
    draw("circle", next),
    draw("circle", now),
  );
}
