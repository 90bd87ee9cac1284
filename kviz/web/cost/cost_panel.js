/** What the cost is made of, on demand: the sentence, the formula with its numbers, the bar of all points, and why it never rises. */

import { boxStyle } from "../explorer/view.js";
import { button, make } from "../interface/elements.js";
import { Choice } from "../interface/fields.js";
import { inFigures } from "../interface/numbers.js";
import { clusterLetter } from "../messages.js";
import { say } from "../words.js";
import { descentPlot } from "./descent_plot.js";
import { PointSquare, wordsOfPoint } from "./point_square.js";
import { SharesBar } from "./shares_bar.js";

/** @typedef {import("../explorer/view.js").View} View */
/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/**
 * @typedef {object} Cost what Python says about a step
 * @property {number} run
 * @property {number} film which of two runs, 0 for the left one
 * @property {number} step
 * @property {[number, number][]} centroids as shares of the stage; none where it does not show the distances
 * @property {"euclidean" | "manhattan"} geometry
 * @property {number[]} clusters what each adds; none before the first assignment
 * @property {number} cost
 * @property {number} within
 * @property {number} extra
 * @property {number | null} total
 * @property {number | null} between
 * @property {boolean} plane whether the picture shows the distances as they are
 * @property {boolean} points whether the points are told one by one
 * @property {import("./descent_plot.js").Descent | null} descent
 * @property {Float32Array} places
 * @property {Uint8Array} labels
 * @property {Float32Array} shares
 */

const NAMED = 0.2; // of the bar; a narrower piece has no room for its name, and the sentence below names both

export class CostPanel {
  /** @param {Tell} tell */
  constructor(tell) {
    this.tell = tell;
    this.on = false;
    this.index = 0;
    this.asked = false;
    this.again = false;
    /** @type {Cost | null} */
    this.cost = null;
    /** @type {View | null} */
    this.view = null;
    /** @type {PointSquare[]} one on each picture */
    this.squares = [];
    this.second = make("div", { className: "kviz-touch kviz-second" });
    /** @type {HTMLElement[]} */
    this.layers = [];
    this.toggle = button(say("page.cost.show"), () => this.#switch(!this.on));
    this.toggle.setAttribute("aria-pressed", "false");
    this.bar = new SharesBar(
      (row) => this.#mark(row),
      (row) => this.#words(row),
      say("page.cost.bar"),
    );
    this.said = make("p", { className: "kviz-about kviz-costpoint", "aria-live": "polite" });
    this.which = new Choice([{ name: "", title: say("page.cost.all") }], () => this.#ask());
    this.which.node.setAttribute("aria-label", say("page.cost.which"));
    this.inside = make("div", {});
    this.runs = new Choice([], () => this.#ask());
    this.runs.node.setAttribute("aria-label", say("page.cost.run"));
    const close = button(say("page.cost.hide"), () => this.#switch(false));
    const title = make("h2", {}, say("page.cost.title"));
    this.box = make("section", { className: "kviz-card kviz-cost", hidden: true });
    this.box.append(title, this.runs.node, this.inside, close);
    this.box.setAttribute("aria-label", say("page.cost.title"));
  }

  /**
   * @param {HTMLElement} stage of the left picture
   * @param {HTMLElement[]} layers over the pictures
   */
  connect(stage, layers) {
    this.layers = layers;
    [stage, this.second].forEach((place, film) => this.#watch(place, film));
  }

  /**
   * @param {HTMLElement} stage
   * @param {number} film
   */
  #watch(stage, film) {
    const square = new PointSquare(stage);
    this.squares.push(square);
    const point = (/** @type {PointerEvent} */ event) => {
      if (!this.on || !this.cost?.points || this.cost.film !== film) return;
      const row = square.under(event, this.cost);
      this.bar.light(row);
      this.#mark(row);
    };
    stage.addEventListener("pointermove", (event) => event.pointerType !== "touch" && point(event));
    stage.addEventListener("pointerdown", point);
    stage.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && this.#mark(-1));
  }

  /** @param {boolean} on */
  #switch(on) {
    this.on = on;
    this.toggle.setAttribute("aria-pressed", String(on));
    this.box.hidden = !on;
    this.#mark(-1);
    this.tell({ do: "show cost", on });
    if (on) this.#ask();
    else if (!this.toggle.checkVisibility?.()) return;
    else this.toggle.focus({ preventScroll: true });
  }

  /** One question at a time: steps that go by quickly are not asked about. */
  #ask() {
    if (!this.on) return;
    this.again = this.asked;
    if (this.asked) return;
    this.asked = true;
    this.tell({ do: "cost", step: this.index, film: Number(this.runs.value), cluster: this.which.value });
  }

  /** @param {number} index */
  show(index) {
    if (index === this.index) return;
    this.index = index;
    this.#mark(-1);
    this.#ask();
  }

  /** @param {View} view */
  update(view) {
    this.view = view;
    const letters = Array.from({ length: view.settings.k }, (_, j) => ({
      name: String(j),
      title: clusterLetter(j),
    }));
    const all = { name: "", title: say("page.cost.all") };
    const kept = letters.some(({ name }) => name === this.which.value) ? this.which.value : "";
    this.which.offer([all, ...letters], kept);
    const { titles, stages } = view;
    const runs = titles.map((title, f) => ({ name: String(f), title }));
    this.runs.offer(runs, Number(this.runs.value) < titles.length ? this.runs.value || "0" : "0");
    this.runs.node.hidden = titles.length < 2;
    this.second.hidden = titles.length < 2;
    if (stages[1]) {
      this.second.style.cssText = boxStyle(stages[1]);
      this.layers[1]?.append(this.second);
    }
    this.#mark(-1);
    this.#ask();
  }

  /**
   * @param {Message} message
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  onMessage(message, buffers) {
    this.asked = false;
    if (this.again) this.#ask();
    if (!this.on) return;
    const bytes = buffers.map((part) =>
      part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength),
    );
    const [places, labels, shares] = bytes;
    this.cost = /** @type {Cost} */ ({
      .../** @type {any} */ (message),
      points: Boolean(message.points),
      places: new Float32Array(places ?? new ArrayBuffer(0)),
      labels: new Uint8Array(labels ?? new ArrayBuffer(0)),
      shares: new Float32Array(shares ?? new ArrayBuffer(0)),
    });
    this.#lay(this.cost);
  }

  /** @param {number} row */
  #words(row) {
    return this.cost ? wordsOfPoint(this.cost, row) : "";
  }

  /** @param {number} row -1 for none */
  #mark(row) {
    const { cost, view } = this;
    const centroid = cost && row >= 0 ? cost.centroids[cost.labels[row]] : undefined;
    this.said.textContent = cost && row >= 0 ? wordsOfPoint(cost, row) : say("page.cost.point.none");
    for (const square of this.squares) square.hide();
    if (!cost || !centroid || !view) return;
    this.squares[cost.film]?.show(cost, row, centroid, view.colors[cost.labels[row]]);
  }

  /** @param {Cost} cost */
  #lay(cost) {
    const { geometry } = cost;
    const focused = [this.bar.box, this.which.node].some((node) => node === document.activeElement);
    const had = focused ? /** @type {HTMLElement} */ (document.activeElement) : null;
    const meaning = about(say(`page.cost.meaning.${geometry}`));
    if (!cost.clusters.length) {
      this.inside.replaceChildren(meaning, about(say("page.cost.early")));
      return;
    }
    const parts = [meaning, this.#formula(cost)];
    const { bars, said } = this.#split(cost);
    if (cost.points) parts.push(this.bar.box, ...bars, this.said, ...said);
    else parts.push(...bars, ...said);
    this.inside.replaceChildren(...parts, ...this.#why(cost));
    if (cost.points) {
      this.bar.show(cost, this.view?.colors ?? [], Math.max(cost.total ?? 0, cost.cost));
      this.#mark(-1);
    }
    had?.focus({ preventScroll: true });
  }

  /** @param {Cost} cost */
  #formula({ clusters, cost, geometry }) {
    const terms = clusters.flatMap((part, j) => {
      const swatch = make("span", { className: "kviz-swatch", ariaHidden: "true" });
      swatch.style.setProperty("background", this.view?.colors[j] ?? "none");
      const term = make(
        "span",
        { className: "kviz-sumterm" },
        swatch,
        `${clusterLetter(j)} ${inFigures(part)}`,
      );
      term.dataset.cluster = String(j);
      return j ? [" + ", term] : [term];
    });
    const start = make("span", {}, say(`page.cost.sum.${geometry}`));
    const end = make("b", {}, inFigures(cost));
    return make("p", { className: "kviz-formula" }, start, " = ", ...terms, " = ", end);
  }

  /** Total = within + between, drawn under the bar of the points and as long. @param {Cost} cost */
  #split({ within, between, total, extra, geometry, cost }) {
    const missing = extra > 1e-9 * cost ? [say(`page.cost.extra.${geometry}`, { extra, within })] : [];
    if (total === null || between === null) {
      return { bars: [], said: missing.map(about) };
    }
    const whole = Math.max(total, cost) || 1;
    const piece = (/** @type {string} */ name, /** @type {number} */ value) => {
      const text = value > NAMED * whole ? say(`page.cost.${name}`) : "";
      const node = make("span", { className: `kviz-splitpart kviz-${name}` }, text);
      node.style.setProperty("width", `${(100 * value) / whole}%`);
      return node;
    };
    const bars = make(
      "div",
      { className: "kviz-split", ariaHidden: "true" },
      piece("within", within),
      piece("between", between),
    );
    const said = [say("page.cost.total", { total, within, between }), ...missing];
    return { bars: [bars], said: said.map(about) };
  }

  /** @param {Cost} cost */
  #why({ descent, points, geometry }) {
    if (!points) return [];
    const title = make("h3", {}, say("page.cost.why"));
    const row = make("div", { className: "kviz-row" }, title, this.which.node);
    if (!descent) return [row, about(say("page.cost.still"))];
    const said = about(say(`page.cost.because.${geometry}`));
    return [row, descentPlot(descent), said];
  }
}

/** @param {string} text */
const about = (text) => make("p", { className: "kviz-about" }, text);
