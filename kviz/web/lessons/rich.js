/** Words with a little markup, cut into pieces by Python; and what a lesson is made of, as the browser gets it. */
import { make } from "../interface/elements.js";

/** @typedef {[string, string][]} Rich kind ("", "em", "strong", "code") and words */
/**
 * @typedef {object} Asked
 * @property {string} name
 * @property {Rich} text
 * @property {{text: Rich, rule: Rich}[]} choices
 * @property {number} answer
 * @property {Rich} why
 */
/**
 * @typedef {object} Slide
 * @property {Rich} title
 * @property {Rich[]} words
 * @property {Rich[]} points
 * @property {string} sentence
 * @property {string} code
 * @property {Rich} pause
 * @property {Rich[]} notes
 * @property {number} minutes
 * @property {Asked | null} question
 * @property {string[]} [runs] titles of the runs in the picture that a page can open in its player
 * @property {{index: number, size: [number, number], alt: string}} [picture]
 */

/**
 * @param {Rich} pieces
 * @returns {(Node | string)[]}
 */
export function rich(pieces) {
  return pieces.map(([kind, words]) => {
    if (kind === "code") return make("code", {}, words);
    const kept = words.replaceAll("k-means", "k\u2011means"); // never broken at its hyphen
    return kind ? make(/** @type {"em" | "strong"} */ (kind), {}, kept) : kept;
  });
}

/** @param {Rich} pieces */
export const textOf = (pieces) => pieces.map(([, words]) => words).join("");
