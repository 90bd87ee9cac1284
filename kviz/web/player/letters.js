/** A sentence whose clusters carry their colour and their mark beside the letter. */
import { FACTS } from "../facts.js";
import { make } from "../interface/elements.js";
import { explains, hintOf } from "../interface/hints.js";
import { mark } from "../interface/marks.js";
import { say } from "../words.js";

const DRAWING = "http://www.w3.org/2000/svg";

/**
 * The pieces of a sentence as nodes; without pieces the sentence is plain text.
 * @param {{sentence: string, parts?: import("../messages.js").Piece[]}} step
 * @returns {(Node | string)[]}
 */
export const lettered = ({ sentence, parts }) =>
  parts?.flatMap((part) =>
    Array.isArray(part) && part[0] === "cluster" ? [letterOf(part[1], part[2])] : explained(textOf(part)),
  ) ?? [sentence];

const TERM = "WCSS";
/** @type {HTMLElement | null} one explanation serves every sentence */
let meaning = null;

/** The short name of the cost: what it means comes up for a pointer, for a finger and with the focus. */
function costTerm() {
  const text = say("player.wcss");
  meaning ??= hintOf("p", text);
  const hint = meaning;
  if (hint.isConnected && hint.matches(":popover-open")) hint.hidePopover(); // its sentence is gone
  const term = make("abbr", { className: "kviz-wcss", tabIndex: 0, ariaDescription: text }, TERM);
  const come = () => term.closest(".kviz")?.append(hint);
  for (const way of ["pointerenter", "focusin", "click"]) term.addEventListener(way, come);
  explains(term, hint, () => ["below", "above"]);
  return term;
}

/** A text in which the short name of the cost says what it is. @param {string} text @returns {(Node | string)[]} */
const explained = (text) =>
  text.split(TERM).flatMap((piece, i) => {
    if (!i) return piece ? [piece] : [];
    const term = costTerm();
    return piece ? [term, piece] : [term];
  });

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
