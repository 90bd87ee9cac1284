/** What the point that was clicked has to tell, step by step. */
import { button, make } from "../interface/elements.js";
import { inFigures } from "../interface/numbers.js";
import { joined, say, textOf } from "../words.js";

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
    this.box = make("section", {
      className: "kviz-inspector",
      "aria-label": say("page.point.title"),
      hidden: true,
    });
  }

  /** @param {number} index */
  show(index) {
    this.index = index;
    const point = this.view?.inspected;
    this.box.hidden = !point;
    if (!point) return;
    const names = this.view?.names ?? [];
    const step = point.steps[Math.min(index, point.steps.length - 1)];
    const values = point.values.map((value, j) =>
      say("page.point.value", { name: names[j], value: inFigures(value) }),
    );
    const cluster = step.cluster
      ? say("page.point.cluster", { name: step.cluster })
      : say("page.point.no_cluster");
    const source = point.source.map((pair) => pair.join(": ")).join(" · ");
    this.box.replaceChildren(
      make("h2", {}, say("page.point.row", { p: point.row })),
      make("p", {}, say("page.point.told", { place: textOf(joined(values, 99)), cluster })),
      distancesOf(step.distances),
      ...(source ? [make("p", { className: "kviz-about" }, source)] : []),
      button(say("page.edit.delete_point"), () => this.tell({ do: "edit", inspected: true }), DELETE),
      button(say("player.close"), () => this.tell({ do: "inspect", at: null })),
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
    const text = say(nearest ? "page.point.nearest" : "page.point.distance", {
      d: inFigures(distance),
      name: letter,
    });
    return make("li", { className: nearest ? "kviz-nearest" : "" }, text);
  });
  return make("ul", {}, ...rows);
}
