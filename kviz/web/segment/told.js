/** Sentences and tables of the Segment part. */
import { make } from "../interface/elements.js";

/**
 * Put sentences into a list.
 * @param {HTMLElement} place
 * @param {string[]} sentences
 */
export function listInto(place, sentences) {
  place.replaceChildren(...sentences.map((text) => make("li", {}, text)));
}

/**
 * A box that scrolls sideways, for keys too.
 * @param {string} label
 * @param {...Node} inside
 */
export function scrolled(label, ...inside) {
  return make(
    "div",
    { className: "kviz-scroll", tabIndex: 0, role: "region", "aria-label": label },
    ...inside,
  );
}
