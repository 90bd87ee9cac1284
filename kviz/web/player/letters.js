/** A sentence whose clusters carry their colour and their mark beside the letter. */
import { FACTS } from "../facts.js";
import { make } from "../interface/elements.js";
import { mark } from "../interface/marks.js";

const DRAWING = "http://www.w3.org/2000/svg";

/**
 * The pieces of a sentence as nodes; without pieces the sentence is plain text.
 * @param {{sentence: string, parts?: import("../messages.js").Piece[]}} step
 * @returns {(Node | string)[]}
 */
export const lettered = ({ sentence, parts }) =>
  parts?.map((part) =>
    Array.isArray(part) && part[0] === "cluster" ? letterOf(part[1], part[2]) : textOf(part),
  ) ?? [sentence];

/** @param {string | [string, string, number]} part */
const textOf = (part) => (Array.isArray(part) ? part[1] : part);

/**
 * @param {string} letter
 * @param {number} cluster
 */
export function letterOf(letter, cluster) {
  const { light, dark } = FACTS.colors;
  const svg = document.createElementNS(DRAWING, "svg");
  const path = document.createElementNS(DRAWING, "path");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", mark(cluster, 5));
  svg.append(path);
  const node = make("b", { className: "kviz-letter" });
  node.style.setProperty("--light", light[cluster % light.length]);
  node.style.setProperty("--dark", dark[cluster % dark.length]);
  node.append(svg, letter);
  return node;
}
