/** Two runs on one timeline. */
import { FACTS } from "../facts.js";
import { make } from "../interface/elements.js";
import { Choice, field, section } from "../interface/fields.js";
import { say } from "../words.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./view.js").View} View */

export class CompareForm {
  /** @param {Tell} tell */
  constructor(tell) {
    this.versus = new Choice([], (versus) => tell({ do: "change", changes: { versus } }));
    this.said = make("p", { className: "kviz-about kviz-verdictline", "aria-live": "polite" });
    this.box = section(
      say("page.compare.title"),
      false,
      field("versus", say("page.compare.beside"), this.versus, say("page.compare.hint")),
      this.said,
    );
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
        { name: "", title: say("page.compare.nothing") },
        {
          group: say("page.compare.seeding"),
          sets: seedings.map(({ name, title }) => ({ name: `init:${name}`, title })),
        },
        {
          group: say("page.compare.seeds"),
          sets: seeds.map((n) => ({
            name: `seed:${n}`,
            title: say("page.compare.seed", { value: String(n) }),
          })),
        },
        {
          group: say("page.compare.scale"),
          sets: FACTS.choices.scale
            .filter(({ name }) => name === other)
            .map(({ name, title }) => ({ name: `scale:${name}`, title })),
        },
      ],
      settings.versus,
    );
    this.box.open ||= Boolean(settings.versus);
  }
}
