/** Many starts counted: where they end, and any of them replayed. */
import { button, make, rest, rests } from "../interface/elements.js";
import { Choice, field, section, term } from "../interface/fields.js";
import { inFigures } from "../interface/numbers.js";
import { say } from "../words.js";
import { EndCards } from "./end_cards.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./view.js").View} View */
/** @typedef {{low: number, high: number, seeds: number[]}} End */
/**
 * @typedef {object} Starts
 * @property {number} count
 * @property {number} k
 * @property {string} init
 * @property {string} title
 * @property {string} cost_name
 * @property {string} metric
 * @property {number} best
 * @property {number} worst
 * @property {number} share
 * @property {End[]} ends
 */

const CHIPS = 24; // seeds of one end that are shown before "and … more"
const SAME = 1e-5; // ends nearer to each other than this part are written as one number

export class StartsForm {
  /** @param {Tell} tell */
  constructor(tell) {
    this.count = new Choice(
      [20, 50, 100, 200].map((n) => ({ name: String(n), title: say("page.starts.count", { n }) })),
      () => {},
    );
    this.go = button(say("page.starts.go"), () => {
      if (rests(this.go)) return;
      rest(this.go, true);
      tell({ do: "starts", count: Number(this.count.value) });
    });
    const about = say("page.starts.about");
    const low = make("div", { className: "kviz-field kviz-low" }, this.go);
    this.box = section(
      say("page.starts.title"),
      false,
      make("p", { className: "kviz-about" }, about),
      make("div", { className: "kviz-pair" }, field("starts", say("page.starts.how_many"), this.count), low),
    );
  }

  update() {
    this.done();
  }

  done() {
    rest(this.go, false);
  }
}

/** A histogram of final costs, lying on its side: one row for every different end. */
export class StartsGallery {
  /**
   * @param {Tell} tell
   * @param {() => void} look brings the picture into view
   */
  constructor(tell, look) {
    this.tell = tell;
    this.cards = new EndCards(tell, look);
    /** @type {View | null} */
    this.view = null;
    this.box = make("section", {
      className: "kviz-starts",
      "aria-label": say("page.starts.many"),
      hidden: true,
    });
    this.shownFor = "";
  }

  /**
   * @param {Starts} found
   * @param {DataView<ArrayBuffer>[]} pictures
   */
  show(found, pictures) {
    this.box.hidden = false;
    this.cards.show(found, pictures);
    if (this.view) this.cards.mark(this.view.settings);
    const most = Math.max(...found.ends.map((end) => end.seeds.length));
    const cost = say(`page.cost.meaning.${found.metric}`);
    const head = [
      make("th", { scope: "col" }, term(say("page.final", { cost: found.cost_name }), cost)),
      make("th", { scope: "col" }, term(say("page.starts.starts"), say("page.starts.starts_hint"))),
      make("th", { scope: "col" }, say("page.starts.seeds")),
    ];
    const rows = found.ends.map((end, i) => this.#row(found, end, most, i === 0));
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
    this.box.replaceChildren(
      make("h2", {}, say("page.starts.heading", { n: found.count, title: found.title, k: found.k })),
      make("p", { className: "kviz-said", "aria-live": "polite" }, summaryOf(found)),
      this.cards.box,
      make("div", { className: "kviz-scroll" }, table),
      button(say("player.close"), () => {
        this.box.hidden = true;
      }),
    );
    this.box.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {Starts} found
   * @param {End} end
   * @param {number} most
   * @param {boolean} best
   */
  #row(found, end, most, best) {
    const alike = end.high - end.low <= SAME * end.high;
    const costs = alike
      ? inFigures(end.low)
      : say("page.range", { low: inFigures(end.low), high: inFigures(end.high) });
    const style = `width:${(100 * end.seeds.length) / most}%`;
    const bar = make("span", { className: best ? "kviz-bar kviz-best" : "kviz-bar", style });
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, costs),
      make("td", {}, String(end.seeds.length)),
      make("td", { className: "kviz-barcell" }, bar, this.#chips(found.init, end.seeds)),
    );
  }

  /**
   * @param {string} init
   * @param {number[]} seeds
   */
  #chips(init, seeds) {
    const chips = seeds.map((seed) => {
      const chip = button(
        String(seed),
        () => this.tell({ do: "change", changes: { init, seed } }),
        "kviz-chip",
      );
      chip.setAttribute("aria-label", say("page.starts.show", { seed: String(seed) }));
      return chip;
    });
    const hidden = chips.slice(CHIPS);
    const box = make("span", { className: "kviz-chips" }, ...chips.slice(0, CHIPS));
    const more = button(
      say("page.starts.more", { n: hidden.length }),
      () => {
        more.replaceWith(...hidden);
        hidden[0].focus();
      },
      "kviz-chip",
    );
    if (hidden.length) box.append(more);
    return box;
  }

  /**
   * What was counted belongs to one data set, k and seeding; another choice makes it old.
   * @param {View} view
   */
  update(view) {
    const { settings } = view;
    this.view = view;
    this.cards.mark(settings);
    const { data, k, scale, metric, on_empty, drawn, edits } = settings;
    const now = JSON.stringify([data, k, scale, metric, on_empty, drawn, edits]);
    if (this.shownFor && this.shownFor !== now) this.box.hidden = true;
    this.shownFor = now;
  }
}

/** @param {Starts} found */
function summaryOf(found) {
  const { count: n, share, cost_name: cost, best, worst } = found;
  if (found.ends.length === 1) return say("page.starts.one_end", { n, cost });
  return say("page.starts.ends", { n, share, cost, best: inFigures(best), worst: inFigures(worst) });
}
