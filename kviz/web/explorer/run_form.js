/** The run: k and a new start at the top, the rest under More options. */
import { FACTS } from "../facts.js";
import { button, make } from "../interface/elements.js";
import { Choice, field, WholeNumber } from "../interface/fields.js";
import { say } from "../words.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./view.js").View} View */

const HINTS = {
  init: "How the start centroids are chosen. k-means++ draws a point with probability D²/ΣD²; farthest-first takes the point farthest from all start centroids, and is not k-means++.",
  scale:
    "Standardized: every column gets mean 0 and standard deviation 1 before distances are measured. It matters where the columns have different units.",
  metric: "Euclidean distance goes with the mean; Manhattan distance goes with the median (k-medians).",
  empty: "What happens to a centroid that no point belongs to.",
};

export class RunForm {
  /**
   * @param {Tell} tell
   * @param {...Node} more what else belongs to the options
   */
  constructor(tell, ...more) {
    const change = (/** @type {string} */ name) => (/** @type {string} */ value) =>
      tell({ do: "change", changes: { [name]: value } });
    this.k = new WholeNumber(1, FACTS.maxClusters, change("k"), ["Fewer clusters", "More clusters"]);
    this.init = new Choice([], change("init"));
    this.metric = new Choice(FACTS.choices.metric, change("metric"));
    this.seed = new WholeNumber(0, FACTS.maxSeed, change("seed"));
    this.scale = new Choice(FACTS.choices.scale, change("scale"));
    this.empty = new Choice(FACTS.choices.on_empty, change("on_empty"));
    const fresh = button("New start", () => tell({ do: "new seeds" }), "kviz-button kviz-fresh");
    fresh.title = "Other start centroids: the next random seed (N)";
    this.parts = [
      field("k", "Clusters, k", this.k, `How many clusters to look for, from 1 to ${FACTS.maxClusters}.`),
      make("div", { className: "kviz-field kviz-low" }, fresh),
    ];
    const seed = field("seed", "Random seed", this.seed, say("page.seed_hint"));
    this.clusterCount = make("span", { className: "kviz-clustercount" });
    this.strip = make(
      "div",
      { className: "kviz-strip", role: "group", "aria-label": "Clusters and start" },
      stripButton("Fewer clusters", "−", () => this.k.move(-1)),
      this.clusterCount,
      stripButton("More clusters", "+", () => this.k.move(1)),
      button("New start", () => tell({ do: "new seeds" }), "kviz-button kviz-fresh"),
    );
    this.options = make(
      "details",
      { className: "kviz-options" },
      make("summary", {}, "More options"),
      make(
        "div",
        { className: "kviz-runoptions" },
        field("init", "Seeding", this.init, HINTS.init),
        make("div", { className: "kviz-pair" }, seed, field("scale", "Scale", this.scale, HINTS.scale)),
        field("metric", "Distance", this.metric, HINTS.metric),
        field("on_empty", "If a cluster is empty", this.empty, HINTS.empty),
      ),
      ...more,
    );
  }

  /** @param {number} by */
  clusters(by) {
    this.k.move(by);
  }

  /** @param {View} view */
  update({ settings, inits, by_chance, messages }) {
    this.k.put(settings.k);
    this.clusterCount.textContent = `k = ${settings.k}`;
    this.seed.put(settings.seed);
    this.seed.node.disabled = !by_chance;
    this.init.offer(inits, settings.init);
    this.metric.value = settings.metric;
    this.scale.value = settings.scale;
    this.empty.value = settings.on_empty;
    this.options.open ||= Object.keys(messages).some((name) => this.#holds(name));
  }

  /** @param {string} name of a field */
  #holds(name) {
    return Boolean(this.options.querySelector(`[data-field="${name}"]`));
  }
}

/**
 * @param {string} label
 * @param {string} sign
 * @param {() => void} act
 */
function stripButton(label, sign, act) {
  const node = button(sign, act);
  node.setAttribute("aria-label", label);
  return node;
}
