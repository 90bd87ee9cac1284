/** The segments with their names, which can be changed, and one sentence each. */
import { make } from "../interface/elements.js";
import { letterOf } from "../player/letters.js";
import { say } from "../words.js";

/** @typedef {import("./result.js").Found} Found */
/** @typedef {import("./result.js").Segment} Segment */

const LONGEST = 60; // letters of a name

export class SegmentList {
  /** @param {(names: string[]) => void} rename the names, A first */
  constructor(rename) {
    this.rename = rename;
    /** @type {HTMLInputElement[]} */
    this.inputs = [];
    this.box = make("ul", { className: "kviz-segments" });
  }

  /** @param {Found} found */
  show(found) {
    this.inputs = [];
    const segments = found.segments.filter(({ cluster }) => cluster >= 0);
    this.box.replaceChildren(...segments.map((segment) => this.#card(segment)));
  }

  /** @param {Segment} segment */
  #card({ cluster, letter, name, sentence }) {
    const label = say("page.segment_name", { A: cluster });
    const input = make("input", { type: "text", value: name, maxLength: LONGEST, "aria-label": label });
    this.inputs[cluster] = input;
    input.addEventListener("change", () => {
      this.rename(Array.from(this.inputs, (node) => node?.value ?? ""));
    });
    const named = make("span", { className: "kviz-renamed" }, letterOf(letter, cluster), input);
    return make("li", { "data-cluster": cluster }, named, make("p", {}, sentence));
  }

  /** @param {string[]} names A first */
  put(names) {
    this.inputs.forEach((input, j) => {
      input.value = names[j];
    });
  }
}
