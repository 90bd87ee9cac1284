/** What the point that was clicked has to tell, step by step. */
import { button, make } from "../interface/elements.js";
import { inFigures } from "../interface/numbers.js";
import { say } from "../words.js";

const DELETE = "kviz-button kviz-deletepoint";

/** @typedef {import("../explorer/view.js").View} View */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */

export class Inspector {
  /** @param {Tell} tell */
  constructor(tell) {
    this.tell = tell;
    this.index = 0;
    /** @type {View | null} */
    this.view = null;
    this.box = make("section", { className: "kviz-inspector", "aria-label": "Point", hidden: true });
  }

  /** @param {number} index */
  show(index) {
    this.index = index;
    const point = this.view?.inspected;
    this.box.hidden = !point;
    if (!point) return;
    const names = this.view?.names ?? [];
    const step = point.steps[Math.min(index, point.steps.length - 1)];
    const place = point.values.map((value, j) => `${names[j]} ${inFigures(value)}`).join(", ");
    const cluster = step.cluster ? `It belongs to cluster ${step.cluster}.` : "It belongs to no cluster yet.";
    const source = point.source.map((pair) => pair.join(": ")).join(" · ");
    this.box.replaceChildren(
      make("h2", {}, `Point ${point.row}`),
      make("p", {}, `${place}. ${cluster}`),
      distancesOf(step.distances),
      ...(source ? [make("p", { className: "kviz-about" }, source)] : []),
      button(say("page.edit.delete_point"), () => this.tell({ do: "edit", inspected: true }), DELETE),
      button("Close", () => this.tell({ do: "inspect", at: null })),
    );
  }

  /** @param {View} view */
  update(view) {
    this.view = view;
    this.show(this.index);
  }
}

/** @param {[string, number][]} distances */
function distancesOf(distances) {
  const shortest = Math.min(...distances.map(([, distance]) => distance));
  const rows = distances.map(([letter, distance]) => {
    const nearest = distance === shortest;
    const text = `${inFigures(distance)} to ${letter}${nearest ? ": the nearest" : ""}`;
    return make("li", { className: nearest ? "kviz-nearest" : "" }, text);
  });
  return make("ul", {}, ...rows);
}
