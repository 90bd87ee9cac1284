/** Beside the picture: the listing with its running line lit, and the clusters in numbers. */
import { make, wordsOf } from "../interface/elements.js";
import { term } from "../interface/fields.js";
import { inFigures } from "../interface/numbers.js";
import { clusterLetter } from "../messages.js";
import { Listing } from "../player/listing.js";
import { count, percent, say } from "../words.js";

/** @typedef {import("../player/film.js").Film} Film */
/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").ClusterRow} ClusterRow */

const COLUMNS = 4; // of the data that are shown

export class WordsPanel {
  constructor() {
    this.source = new Listing();
    this.tables = make("div", { className: "kviz-tables" });
    this.listing = part("listing", say("player.algorithm"), this.source.box);
    this.clusters = part("clusters", say("page.clusters.title"), this.tables);
    this.index = 0;
    /** @type {View | null} */
    this.view = null;
  }

  /** @param {Film[]} films */
  setFilms(films) {
    this.source.setFilms(films);
  }

  /** @param {number} index */
  show(index) {
    this.index = index;
    const { view } = this;
    if (!view) return;
    this.source.show(index);
    const titles = view.tables.length > 1 ? view.titles : [""];
    const rows = view.tables.map((table) => table[Math.min(index, table.length - 1)]);
    this.tables.replaceChildren(
      ...rows.map((row, f) => tableOfClusters(view, row, titles[f], view.letters[f])),
    );
  }

  /** @param {View} view */
  update(view) {
    this.view = view;
    this.show(this.index);
  }
}

/**
 * @param {string} name
 * @param {string} title
 * @param {HTMLElement} inside
 */
function part(name, title, inside) {
  return make(
    "section",
    { className: `kviz-card kviz-${name}`, "aria-label": title },
    make("h2", {}, title),
    inside,
  );
}

/**
 * @param {View} view
 * @param {ClusterRow[]} rows
 * @param {string} title
 * @param {number[]} letters
 */
function tableOfClusters(view, rows, title, letters) {
  const names = view.names.slice(0, COLUMNS);
  const head = [
    make("th", { scope: "col" }, say("page.clusters.cluster")),
    make("th", { scope: "col" }, term(say("page.clusters.points"), say("page.clusters.points_hint"))),
    make("th", { scope: "col" }, term(say("page.clusters.share"), say("page.clusters.share_hint"))),
    ...names.map((name) =>
      make("th", { scope: "col" }, term(wordsOf(name), say("page.clusters.place_hint"))),
    ),
  ];
  const caption = title ? [make("caption", {}, title)] : [];
  const order = [...rows.keys()].sort((a, b) => letters[a] - letters[b]);
  const body = order.map((j) => clusterRow(rows[j], letters[j], view.colors[letters[j]], names.length));
  return make(
    "table",
    {},
    ...caption,
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...body),
  );
}

/**
 * @param {ClusterRow} row
 * @param {number} j
 * @param {string} color
 * @param {number} columns
 */
function clusterRow([size, share, ...centroid], j, color, columns) {
  const swatch = make("span", { className: "kviz-swatch", style: `background:${color}`, ariaHidden: "true" });
  const cells = [
    count(size),
    share === null ? "–" : percent(share),
    ...centroid.slice(0, columns).map(inFigures),
  ];
  const letter = make("th", { scope: "row" }, swatch, clusterLetter(j));
  return make("tr", { "data-cluster": j }, letter, ...cells.map((text) => make("td", {}, text)));
}
