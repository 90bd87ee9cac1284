/** Two runs on one timeline. */
import { Choice, field, section } from "../interface/fields.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./view.js").View} View */

const HINT =
  "A second run on the same data and the same timeline. Compare two seedings, two random seeds, or raw against standardized data.";

export class CompareForm {
  /** @param {Tell} tell */
  constructor(tell) {
    this.versus = new Choice([], (versus) => tell({ do: "change", changes: { versus } }));
    this.box = section("Compare", false, field("versus", "Beside this run", this.versus, HINT));
  }

  /** @param {View} view */
  update({ settings, inits }) {
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
