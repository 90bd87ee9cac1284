/** The segments in a table, with names that can be changed. */
import { make } from "../interface/elements.js";
import { term } from "../interface/fields.js";
import { scrolled } from "./told.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./result.js").Found} Found */
/** @typedef {import("./result.js").Segment} Segment */

const CAPTION =
  "Mean ± standard deviation (lowest to highest) in the data's own units; * clustered by. Names can be changed.";
const LONGEST = 60; // letters of a name

export class SegmentNames {
  /** @param {Tell} tell */
  constructor(tell) {
    this.tell = tell;
    /** @type {HTMLInputElement[]} */
    this.inputs = [];
    this.head = make("tr");
    this.rows = make("tbody");
    const table = make("table", {}, make("caption", {}, CAPTION), make("thead", {}, this.head), this.rows);
    this.box = scrolled("Segments", table);
  }

  /** @param {Found} found */
  show(found) {
    this.inputs = [];
    const columns = Object.keys(found.segments.at(-1)?.cells ?? {});
    const size = term("Size", "How many rows belong to the segment, and their part of all rows.");
    const names = columns.map((name) => (found.features.includes(name) ? `${name} *` : name));
    this.head.replaceChildren(
      ...["Segment", size, ...names].map((inside) => make("th", { scope: "col" }, inside)),
    );
    this.rows.replaceChildren(...found.segments.map((segment) => this.#row(found, segment, columns)));
  }

  /**
   * @param {Found} found
   * @param {Segment} segment
   * @param {string[]} columns
   */
  #row(found, segment, columns) {
    const { cluster, letter, size, share, cells } = segment;
    const everyone = cluster < 0;
    const style = `background:${found.colors[cluster]}`;
    const swatch = make("span", { className: "kviz-swatch", style, ariaHidden: "true" });
    const inside = everyone ? [segment.name] : [swatch, `${letter} `, this.#input(segment)];
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, make("span", { className: "kviz-named" }, ...inside)),
      make("td", {}, `${size} (${(100 * share).toFixed(1)} %)`),
      ...columns.map((name) => inTwoLines(cells[name])),
    );
  }

  /** @param {Segment} segment */
  #input({ cluster, letter, name }) {
    const label = `Name of segment ${letter}`;
    const input = make("input", { type: "text", value: name, maxLength: LONGEST, "aria-label": label });
    this.inputs[cluster] = input;
    input.addEventListener("change", () => {
      this.tell({ do: "segment names", names: Array.from(this.inputs, (node) => node?.value ?? "") });
    });
    return input;
  }

  /** @param {string[]} names A first */
  put(names) {
    this.inputs.forEach((input, j) => {
      input.value = names[j];
    });
  }
}

/** @param {string} text "mean ± deviation (lowest to highest)" */
function inTwoLines(text) {
  const at = text.lastIndexOf(" (");
  return make("td", {}, text.slice(0, at), make("br"), make("small", {}, text.slice(at + 1)));
}
