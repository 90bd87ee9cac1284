/** Two runs on one timeline. */
import { make } from "../interface/elements.js";
import { Choice, field, section } from "../interface/fields.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./view.js").View} View */

const HINT =
  "A second run on the same data and the same timeline. Compare two seedings, two random seeds, or raw against standardized data.";

export class CompareForm {
  /** @param {Tell} tell */
  constructor(tell) {
    this.versus = new Choice([], (versus) => tell({ do: "change", changes: { versus } }));
    this.said = make("p", { className: "kviz-about kviz-verdictline", "aria-live": "polite" });
    this.box = section("Compare", false, field("versus", "Beside this run", this.versus, HINT), this.said);
    /** The same beside the pictures, once both have ended. */
    this.line = make("p", { className: "kviz-verdictline", hidden: true });
    this.index = 0;
    this.last = 0;
  }

  /** @param {number} index */
  show(index) {
    this.index = index;
    this.line.hidden = !this.line.textContent || index < this.last;
  }

  /** @param {View} view */
  update({ settings, inits, verdict, tables }) {
    this.said.textContent = this.line.textContent = verdict;
    this.last = Math.max(...tables.map((table) => table.length)) - 1;
    this.show(this.index);
    const other = settings.scale === "raw" ? "standardized" : "raw";
    const asked = settings.versus.startsWith("seed:") ? [Number(settings.versus.slice(5))] : [];
    const seeds = [...new Set([settings.seed + 1, ...asked])];
    const seedings = inits.filter(({ name }) => name !== settings.init);
    this.versus.offer(
      [
        { name: "", title: "nothing" },
        {
          group: "another seeding",
          sets: seedings.map(({ name, title }) => ({ name: `init:${name}`, title })),
        },
        {
          group: "another random seed",
          sets: seeds.map((n) => ({ name: `seed:${n}`, title: `random seed ${n}` })),
        },
        {
          group: "the other scale",
          sets: [{ name: `scale:${other}`, title: other === "raw" ? "as measured" : "standardized" }],
        },
      ],
      settings.versus,
    );
    this.box.open ||= Boolean(settings.versus);
  }
}
