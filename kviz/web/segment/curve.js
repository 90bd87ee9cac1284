/** The elbow's curve: every point of it is a run that can be opened in the player. */
import { button, make } from "../interface/elements.js";
import { term } from "../interface/fields.js";
import { inFigures } from "../interface/numbers.js";
import { format, say } from "../words.js";
import { scrolled } from "./told.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./result.js").Found} Found */

const COLUMNS = [
  [say("page.curve.k"), say("page.curve.k_hint")],
  [say("page.curve.wcss"), say("page.curve.wcss_hint")],
  [say("page.curve.run"), ""],
];
const SILHOUETTE = [say("page.curve.silhouette"), say("page.curve.silhouette_hint")];

export class SegmentCurve {
  /**
   * @param {Tell} tell
   * @param {HTMLElement} picture
   */
  constructor(tell, picture) {
    this.tell = tell;
    /** @type {number[]} */
    this.ks = [];
    this.points = make("tbody");
    this.dots = make("div", { "aria-hidden": "true" }); // for a mouse; the table beside it is for everybody
    const head = COLUMNS.map(([text, hint]) => make("th", { scope: "col" }, hint ? term(text, hint) : text));
    const caption = make("caption", {}, say("page.curve.caption"));
    const table = make("table", {}, caption, make("thead", {}, make("tr", {}, ...head)), this.points);
    const curve = make("div", { className: "kviz-curve" }, picture, this.dots);
    this.silhouetteRows = make("tbody");
    const terms = [COLUMNS[0], SILHOUETTE].map(([text, hint]) =>
      make("th", { scope: "col" }, term(text, hint)),
    );
    /** Silhouette for every k, in a table of its own. */
    this.silhouettes = make(
      "table",
      { className: "kviz-silhouettes" },
      make("thead", {}, make("tr", {}, ...terms)),
      this.silhouetteRows,
    );
    this.box = make("div", { className: "kviz-duo" }, curve, scrolled(say("page.curve.points"), table));
  }

  /** @param {number} k */
  #open(k) {
    const node = button(say("page.curve.open", { k }), () => this.tell({ do: "segment open", k }));
    node.setAttribute("aria-label", say("page.curve.open_player", { k }));
    return node;
  }

  /** @param {Found} found */
  show(found) {
    const { k, elbow } = found;
    this.#showSilhouettes(found);
    this.ks = elbow.ks;
    this.dots.replaceChildren();
    this.points.replaceChildren(
      ...elbow.ks.map((number, i) =>
        make(
          "tr",
          number === k ? { className: "kviz-taken" } : {},
          make(
            "th",
            { scope: "row" },
            number === elbow.best_k ? say("page.curve.elbow", { k: number }) : String(number),
          ),
          make("td", {}, inFigures(elbow.costs[i])),
          make("td", {}, this.#open(number)),
        ),
      ),
    );
  }

  /** @param {Found} found */
  #showSilhouettes({ k, elbow }) {
    const rows = elbow.ks.filter((number) => number in elbow.silhouettes);
    this.silhouetteRows.replaceChildren(
      ...rows.map((number) =>
        make(
          "tr",
          number === k ? { className: "kviz-taken" } : {},
          make("th", { scope: "row" }, String(number)),
          make("td", {}, format(elbow.silhouettes[number])),
        ),
      ),
    );
  }

  /** @param {[number, number][]} points where the curve's points are on its picture, as shares */
  place(points) {
    this.dots.replaceChildren(
      ...points.map(([left, top], i) => {
        const k = this.ks[i];
        const dot = button("", () => this.tell({ do: "segment open", k }), "kviz-curvepoint");
        Object.assign(dot, { tabIndex: -1, title: say("page.curve.open_player", { k }) });
        Object.assign(dot.style, { left: `${100 * left}%`, top: `${100 * top}%` });
        return dot;
      }),
    );
  }
}
