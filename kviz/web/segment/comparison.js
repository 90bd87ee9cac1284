/** The segments side by side, in numbers: every column of the table, everyone in the last row. */
import { make, wordsOf } from "../interface/elements.js";
import { term } from "../interface/fields.js";
import { letterOf } from "../player/letters.js";
import { percent, say } from "../words.js";
import { listInto, scrolled } from "./told.js";

/** @typedef {import("./result.js").Category} Category */
/** @typedef {import("./result.js").Found} Found */
/** @typedef {import("./result.js").Segment} Segment */

export class Comparison {
  constructor() {
    this.head = make("tr");
    this.rows = make("tbody");
    /** @type {HTMLElement[]} */
    this.names = [];
    const table = make("table", {}, make("thead", {}, this.head), this.rows);
    const about = ["page.segment_caption", "page.segment_starred"].map((key) => say(key)).join(" ");
    this.about = make("p", { className: "kviz-about" }, about);
    this.told = make("ul", { className: "kviz-told" });
    this.parts = [this.about, scrolled(say("page.segment_compare"), table), this.told];
  }

  /** @param {Found} found */
  show(found) {
    this.names = [];
    const columns = Object.keys(found.segments.at(-1)?.cells ?? {});
    const size = term(say("page.segments.size"), say("page.segment_size_hint"));
    const heads = [
      say("page.segments.segment"),
      size,
      ...columns.map((name) => wordsOf(found.features.includes(name) ? `${name} *` : name)),
      ...found.categories.map(({ name }) => wordsOf(name)),
    ];
    this.head.replaceChildren(...heads.map((inside) => make("th", { scope: "col" }, inside)));
    const rows = found.segments.map((segment, i) => this.#row(segment, i, columns, found.categories));
    this.rows.replaceChildren(...rows);
    listInto(this.told, found.compared);
  }

  /**
   * @param {Segment} segment
   * @param {number} i its row
   * @param {string[]} columns
   * @param {Category[]} categories
   */
  #row({ cluster, letter, name, size, share, cells }, i, columns, categories) {
    const title = make("span", {}, name);
    if (cluster >= 0) this.names[cluster] = title;
    const named = cluster < 0 ? [title] : [letterOf(letter, cluster), " ", title];
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, make("span", { className: "kviz-named" }, ...named)),
      make("td", {}, say("page.segments.size_share", { n: size, share })),
      ...columns.map((column) => inTwoLines(cells[column])),
      ...categories.map((category) => sharesOf(category, i)),
    );
  }

  /** @param {string[]} names A first */
  put(names) {
    this.names.forEach((node, j) => {
      node.textContent = names[j];
    });
  }
}

/** @param {string} text "mean ± deviation (lowest to highest)" */
function inTwoLines(text) {
  const at = text.lastIndexOf(" (");
  return make("td", {}, text.slice(0, at), make("br"), make("small", {}, text.slice(at + 1)));
}

/**
 * How often each value of a category is there, one below the other.
 * @param {Category} category
 * @param {number} row
 */
function sharesOf({ values, shares }, row) {
  const lines = values.flatMap((value, j) => {
    const share = shares[row][j];
    const text = say("page.segments.value_share", { value, share: share === null ? "–" : percent(share) });
    return j ? [make("br"), text] : [text];
  });
  return make("td", {}, ...lines);
}
