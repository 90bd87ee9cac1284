/** The run: k and a new start at the top, the rest under More options. */
import { FACTS } from "../facts.js";
import { button, make } from "../interface/elements.js";
import { Choice, field, WholeNumber } from "../interface/fields.js";
import { say } from "../words.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./view.js").View} View */

export class RunForm {
  /**
   * @param {Tell} tell
   * @param {...Node} more what else belongs to the options
   */
  constructor(tell, ...more) {
    const change = (/** @type {string} */ name) => (/** @type {string} */ value) =>
      tell({ do: "change", changes: { [name]: value } });
    this.k = new WholeNumber(1, FACTS.maxClusters, change("k"), [say("page.fewer"), say("page.more")]);
    this.init = new Choice([], change("init"));
    this.metric = new Choice(FACTS.choices.metric, change("metric"));
    this.seed = new WholeNumber(0, FACTS.maxSeed, change("seed"));
    this.scale = new Choice(FACTS.choices.scale, change("scale"));
    this.empty = new Choice(FACTS.choices.on_empty, change("on_empty"));
    const fresh = button(say("page.new_start"), () => tell({ do: "new seeds" }), "kviz-button kviz-fresh");
    fresh.title = say("page.new_start_hint");
    this.parts = [
      field("k", say("page.k"), this.k, say("page.k_hint", { n: FACTS.maxClusters })),
      make("div", { className: "kviz-field kviz-low" }, fresh),
    ];
    const init = field("init", say("page.seeding"), this.init, " ");
    this.initHint = /** @type {HTMLElement} */ (init.querySelector(".kviz-hint"));
    const seed = field("seed", say("page.seed"), this.seed, say("page.seed_hint"));
    this.clusterCount = make("span", { className: "kviz-clustercount" });
    this.strip = make(
      "div",
      { className: "kviz-strip", role: "group", "aria-label": say("page.strip") },
      stripButton(say("page.fewer"), "−", () => this.k.move(-1)),
      this.clusterCount,
      stripButton(say("page.more"), "+", () => this.k.move(1)),
      button(say("page.new_start"), () => tell({ do: "new seeds" }), "kviz-button kviz-fresh"),
    );
    this.options = make(
      "details",
      { className: "kviz-options" },
      make("summary", {}, say("page.more_options")),
      make(
        "div",
        { className: "kviz-runoptions" },
        init,
        make(
          "div",
          { className: "kviz-pair" },
          seed,
          field("scale", say("page.scale"), this.scale, say("page.scale_hint")),
        ),
        field("metric", say("page.metric"), this.metric, say("page.metric_hint")),
        field("on_empty", say("page.on_empty"), this.empty, say("page.empty_hint")),
      ),
      ...more,
    );
  }

  /** @param {number} by */
  clusters(by) {
    this.k.move(by);
  }

  /** @param {View} view */
  update({ settings, inits, init_says, by_chance, messages }) {
    this.k.put(settings.k);
    this.clusterCount.textContent = say("page.k_is", { k: settings.k });
    this.seed.put(settings.seed);
    this.seed.node.disabled = !by_chance;
    this.init.offer(inits, settings.init);
    this.initHint.textContent = init_says;
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
