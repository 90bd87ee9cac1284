/** Other numbers of segments as small pictures; a click takes that number. */
import { FACTS } from "../facts.js";
import { make } from "../interface/elements.js";
import { mark } from "../interface/marks.js";
import { say } from "../words.js";

/** @typedef {import("./result.js").Found} Found */

const DRAWING = "http://www.w3.org/2000/svg";
const WIDE = 160;
const HIGH = 112;
const EDGE = 8;
const RADIUS = 2.6;

export class SmallMaps {
  /** @param {(k: number) => void} choose */
  constructor(choose) {
    this.choose = choose;
    this.box = make("div", { className: "kviz-smallmaps", role: "group" });
    this.box.setAttribute("aria-label", say("page.segment_small"));
  }

  /** @param {Found} found */
  show({ k, small }) {
    const maps = Object.entries(small.labels).map(([number, labels]) =>
      this.#map(Number(number), small.places, labels, Number(number) === k),
    );
    this.box.replaceChildren(...maps);
  }

  /**
   * @param {number} k
   * @param {[number, number][]} places
   * @param {number[]} labels
   * @param {boolean} taken
   */
  #map(k, places, labels, taken) {
    const node = make("button", { type: "button", className: "kviz-thumbnail" });
    node.append(drawingOf(k, places, labels), make("span", {}, say("page.segment_small_one", { k })));
    node.setAttribute("aria-label", say("page.segment_small_label", { n: k }));
    node.setAttribute("aria-pressed", String(taken));
    node.addEventListener("click", () => this.choose(k));
    return node;
  }
}

/**
 * One path for each cluster, of its mark at the place of every row.
 * @param {number} k
 * @param {[number, number][]} places
 * @param {number[]} labels
 */
function drawingOf(k, places, labels) {
  const svg = document.createElementNS(DRAWING, "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDE} ${HIGH}`);
  svg.setAttribute("aria-hidden", "true");
  for (let cluster = 0; cluster < k; cluster += 1) {
    const group = document.createElementNS(DRAWING, "g");
    group.style.setProperty("--light", FACTS.colors.light[cluster]);
    group.style.setProperty("--dark", FACTS.colors.dark[cluster]);
    places.forEach(([x, y], i) => {
      if (labels[i] !== cluster) return;
      const path = document.createElementNS(DRAWING, "path");
      const [left, top] = [EDGE + ((WIDE - 2 * EDGE) * x) / 100, EDGE + ((HIGH - 2 * EDGE) * y) / 100];
      path.setAttribute("d", mark(cluster, RADIUS));
      path.setAttribute("transform", `translate(${left.toFixed(1)} ${top.toFixed(1)})`);
      group.append(path);
    });
    svg.append(group);
  }
  return svg;
}
