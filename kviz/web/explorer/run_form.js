/** The run: everything that shapes the film. */
import { FACTS } from "../facts.js";
import { button, make } from "../interface/elements.js";
import { Choice, field, section, WholeNumber } from "../interface/fields.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./view.js").View} View */

const HINTS = {
  init: "How the first centroids are chosen. k-means++ draws a point with probability D²/ΣD²; farthest-first takes the point farthest from all seeds, and is not k-means++.",
  seed: "The same number gives the same run again.",
  scale:
    "Standardized: every column gets mean 0 and standard deviation 1 before distances are measured. It matters where the columns have different units.",
  metric: "Euclidean distance goes with the mean; Manhattan distance goes with the median (k-medians).",
  empty: "What happens to a centroid that no point belongs to.",
};

export class RunForm {
  /** @param {Tell} tell */
  constructor(tell) {
    const change = (/** @type {string} */ name) => (/** @type {string} */ value) =>
      tell({ do: "change", changes: { [name]: value } });
    this.k = new WholeNumber(1, FACTS.maxClusters, change("k"), ["Fewer clusters", "More clusters"]);
    this.init = new Choice([], change("init"));
    this.metric = new Choice(FACTS.choices.metric, change("metric"));
    this.seed = new WholeNumber(0, FACTS.maxSeed, change("seed"));
    this.scale = new Choice(FACTS.choices.scale, change("scale"));
    this.empty = new Choice(FACTS.choices.on_empty, change("on_empty"));
    const fresh = button("New seeds", () => tell({ do: "new seeds" }));
    const seedField = field("seed", "Random seed", this.seed, HINTS.seed);
    this.box = section(
      "Run",
      true,
      field("k", "Clusters, k", this.k, `How many clusters to look for, from 1 to ${FACTS.maxClusters}.`),
      field("init", "Seeding", this.init, HINTS.init),
      make(
        "div",
        { className: "kviz-pair" },
        seedField,
        make("div", { className: "kviz-field kviz-low" }, fresh),
      ),
      field("scale", "Scale", this.scale, HINTS.scale),
      field("metric", "Distance", this.metric, HINTS.metric),
      field("on_empty", "An empty cluster", this.empty, HINTS.empty),
    );
  }

  /** @param {number} by */
  clusters(by) {
    this.k.move(by);
  }

  /** @param {View} view */
  update({ settings, inits }) {
    this.k.put(settings.k);
    this.seed.put(settings.seed);
    this.init.offer(inits, settings.init);
    this.metric.value = settings.metric;
    this.scale.value = settings.scale;
    this.empty.value = settings.on_empty;
  }
}
