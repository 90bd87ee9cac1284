/** The stage under a finger: drag a centroid, ask a point, place the start, draw points. */
import { button, make } from "../interface/elements.js";
import { CentroidHandles } from "./centroid_handles.js";
import { Drawing } from "./drawing.js";
import { placeUnder } from "./places.js";

/** @typedef {import("../explorer/view.js").View} View */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("../player/player.js").Player} Player */

export class Stage {
  /**
   * @param {Tell} tell
   * @param {Player} player
   */
  constructor(tell, player) {
    this.tell = tell;
    this.player = player;
    this.index = 0;
    /** @type {View | null} */
    this.view = null;
    this.marks = make("div", { className: "kviz-marks" });
    this.box = make("div", { className: "kviz-touch" }, this.marks);
    const leave = () => this.#lay(true);
    this.drawing = new Drawing(
      this.box,
      this.marks,
      player.root,
      (mode, at) => tell({ do: mode, at }),
      leave,
    );
    this.handles = new CentroidHandles(this.box, this.marks, tell, player);
    this.handles.onCancel = () => this.#lay(false);
    this.box.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest(".kviz-handle")) return;
      if (this.drawing.mode) this.drawing.click(event);
      else if (this.view) tell({ do: "inspect", at: placeUnder(this.box, event) });
    });
  }

  /** @param {boolean} anew */
  #lay(anew) {
    if (this.view) this.handles.show(this.index, this.view.handles[this.index] ?? [], anew);
  }

  /** @param {number} index */
  show(index) {
    this.index = index;
    if (!this.drawing.mode) this.#lay(false);
  }

  /** @param {"place" | "draw"} mode */
  enter(mode) {
    this.player.pause();
    if (!this.view || (mode === "place" && this.view.d !== 2)) return;
    this.drawing.enter(mode, this.view.settings.k, mode === "draw" ? this.view.drawn : []);
  }

  /** @param {View} next */
  update(next) {
    const before = this.view?.settings;
    const { data, scale, k } = next.settings;
    const moved = before && (before.data !== data || before.scale !== scale);
    this.view = next;
    if (this.drawing.mode === "place" && moved) this.drawing.leave(); // these places were meant for other data
    if (this.drawing.mode === "place" && k !== this.drawing.k) this.drawing.expect(k);
    const [left, top, width, height] = next.stages[0];
    const style = { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` };
    Object.assign(this.box.style, style);
    const [layer] = this.player.layers;
    if (!layer.contains(this.box)) layer.append(this.box);
    layer.parentElement?.after(this.drawing.bar);
    this.handles.reset();
    this.show(this.index);
  }

  /**
   * @param {import("../kernel/kernel_link.js").Message} told
   * @param {DataView<ArrayBuffer> | undefined} png
   */
  onDragged(told, png) {
    this.handles.onDragged(told, png);
  }
}

/** What can be done on the picture, above it. */
export class StageForm {
  /** @param {(mode: "place" | "draw") => void} enter */
  constructor(enter) {
    this.place = button("Place start centroids", () => enter("place"));
    const draw = button("Draw your own points", () => enter("draw"));
    const label = make(
      "span",
      { className: "kviz-about" },
      "Drag and draw: drag a centroid, click a point, or",
    );
    const message = make("p", { className: "kviz-message", "aria-live": "polite" });
    this.more = make("span", { className: "kviz-toolgroup" });
    this.box = make(
      "div",
      { className: "kviz-tools", role: "group" },
      label,
      this.place,
      draw,
      this.more,
      message,
    );
    this.box.setAttribute("aria-label", "Drag and draw");
    this.box.dataset.field = "hands";
  }

  /** @param {View} view */
  update(view) {
    this.place.disabled = view.d !== 2;
  }
}
