/** The table that segments are searched in: its columns, and what to tell about them. */

import { FACTS } from "../facts.js";
import { make } from "../interface/elements.js";
import { count, say } from "../words.js";
import { listInto, scrolled } from "./told.js";

/**
 * @typedef {object} Column
 * @property {string} name
 * @property {string} kind
 * @property {number} missing
 * @property {string} advice
 * @property {boolean} numeric
 * @property {boolean} chosen
 */
/**
 * @typedef {object} Table
 * @property {boolean} fresh false where it is the one on the page already
 * @property {boolean} own somebody's own table, not one of kviz's sets
 * @property {string} name
 * @property {number} rows
 * @property {string[]} notes
 * @property {number} duplicates
 * @property {string} missing
 * @property {Column[]} columns
 */

export class TableForm {
  constructor() {
    this.about = make("p", { className: "kviz-about" });
    this.notes = make("ul", { className: "kviz-told" });
    this.columns = make("tbody");
    const names = ["by", "kind", "missing"].map((name) =>
      make("th", { scope: "col" }, say(`page.columns.${name}`)),
    );
    const head = make("thead", {}, make("tr", {}, ...names));
    const table = make("table", { className: "kviz-told-table" }, head, this.columns);
    this.parts = [this.about, this.notes, scrolled(say("page.columns.title"), table)];
  }

  /** The names of the columns that are ticked. */
  get chosen() {
    const ticks = /** @type {NodeListOf<HTMLInputElement>} */ (
      this.columns.querySelectorAll("input:checked")
    );
    return [...ticks].map((tick) => tick.value);
  }

  /** @param {Table} table */
  show(table) {
    const { duplicates } = table;
    const twins = say(duplicates ? "page.columns.twins" : "page.columns.no_twins", { n: duplicates });
    listInto(this.notes, [...table.notes, twins]);
    this.columns.replaceChildren(...table.columns.map(columnRow));
  }
}

/** @param {Column} column */
function columnRow({ name, kind, missing, advice, numeric, chosen }) {
  const tick = make("input", { type: "checkbox", value: name, checked: chosen, disabled: !numeric });
  const label = make("th", { scope: "row" }, make("label", {}, tick, ` ${name}`), make("small", {}, advice));
  const cells = [FACTS.columnKinds[kind] ?? kind, missing ? count(missing) : say("page.columns.none")];
  return make("tr", {}, label, ...cells.map((text) => make("td", {}, text)));
}
