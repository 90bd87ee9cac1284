/** The timeline: a slider over one tick for every step, and how much of the run has arrived. */
import { make } from "../interface/elements.js";

/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./film.js").Step} Step */

export class Timeline {
  constructor() {
    const range = { type: "range", min: 0, max: 0, value: 0, step: 1 };
    this.slider = make("input", { ...range, "aria-label": "Step" });
    this.bar = make("progress", { max: 1, value: 0, "aria-label": "Frames received" });
    this.ticks = make("div", { className: "kviz-ticks", ariaHidden: "true" });
    this.box = make("div", { className: "kviz-timeline" }, this.bar, this.ticks, this.slider);
  }

  /** @param {Film[]} films */
  arrange(films) {
    const longest = Math.max(...films.map((film) => film.steps.length));
    this.slider.max = String(longest - 1);
    this.ticks.replaceChildren(...films.map((film) => ticksOf(film.steps, longest)));
  }

  /** @param {number} part of the frames that is here */
  progress(part) {
    this.bar.value = part;
    this.bar.classList.toggle("kviz-done", part >= 1);
  }

  /**
   * @param {Step[]} steps
   * @param {number} index
   * @param {number} total
   */
  tell(steps, index, total) {
    const headings = steps.map((step) => step.heading).join("; ");
    this.slider.setAttribute("aria-valuetext", `${index + 1} of ${total}: ${headings}`);
  }
}

/**
 * One coloured tick for every step; a dot above it where something happened that should not pass in silence.
 * @param {Step[]} steps
 * @param {number} total
 */
function ticksOf(steps, total) {
  const row = make("div", { className: "kviz-tickrow" });
  for (const [i, step] of steps.entries()) {
    const tick = make("i", { title: step.heading });
    tick.dataset.phase = step.phase;
    if (step.events?.length) {
      tick.dataset.event = step.events[0][0];
      tick.title += `: ${step.events.map((event) => event[1]).join(" ")}`;
    }
    tick.style.left = `${total > 1 ? (100 * i) / (total - 1) : 0}%`;
    row.append(tick);
  }
  return row;
}
