/** The stage under a finger: drag a centroid, ask a point, place the start, draw points. */
import { button, make } from "../interface/elements.js";
import { say } from "../words.js";
import { CentroidHandles } from "./centroid_handles.js";
import { Drawing } from "./drawing.js";
import { placeUnder } from "./places.js";
import { PointTools } from "./point_tools.js";

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
    this.run = -1;
    /** @type {View | null} */
    this.view = null;
    this.marks = make("div", { className: "kviz-marks" });
    this.box = make("div", { className: "kviz-touch" }, this.marks);
    const leave = () => {
      this.points.label();
      this.#lay(true);
    };
    this.drawing = new Drawing(
      this.box,
      this.marks,
      player.root,
      (mode, at) => tell({ do: mode, at }),
      leave,
    );
    this.handles = new CentroidHandles(this.box, this.marks, tell, player);
    this.handles.onCancel = () => this.#lay(false);
    const inspect = (/** @type {import("../explorer/view.js").Place} */ at) => tell({ do: "inspect", at });
    this.points = new PointTools(this.box, tell, {
      busy: () => Boolean(this.drawing.mode) || !this.view,
      pause: () => player.pause(),
      inspect,
    });
    this.box.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest(".kviz-handle")) return;
      if (this.drawing.mode) this.drawing.click(event);
      else if (this.view && this.points.looks) inspect(placeUnder(this.box, event));
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
    if (!this.view) return;
    this.drawing.enter(mode, this.view.settings.k, mode === "draw" ? this.view.drawn : []);
  }

  /**
   * @param {View} next
   * @param {number} run
   */
  update(next, run) {
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
    if (run !== this.run) this.handles.reset(); // else a drag by keyboard goes on
    this.run = run;
    this.points.update(run);
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
  /**
   * @param {(mode: "place" | "draw") => void} enter
   * @param {Tell} tell
   */
  constructor(enter, tell) {
    const place = button(say("page.edit.place"), () => enter("place"));
    const draw = button(say("page.edit.blank"), () => enter("draw"));
    const message = make("p", { className: "kviz-message", "aria-live": "polite" });
    this.more = make("span", { className: "kviz-toolgroup kviz-stagetools" }, place, draw);
    /** On a small screen the tools need two lines; the second one comes when it is asked for. */
    this.unfold = button(say("page.edit.more"), () => this.#unfold(), "kviz-button kviz-moretools");
    this.unfold.setAttribute("aria-expanded", "false");
    this.copied = make("span");
    const back = button(say("page.edit.put_back"), () => tell({ do: "change", changes: { edits: "" } }));
    this.copy = make("div", { className: "kviz-copy", hidden: true }, this.copied, back);
    this.copy.setAttribute("aria-live", "polite");
    this.box = make(
      "div",
      { className: "kviz-tools", role: "group" },
      this.unfold,
      this.more,
      this.copy,
      message,
    );
    this.box.setAttribute("aria-label", say("page.edit.tools"));
    this.box.dataset.field = "hands";
  }

  #unfold() {
    const open = this.unfold.getAttribute("aria-expanded") === "true";
    this.unfold.setAttribute("aria-expanded", String(!open));
  }

  /** @param {import("./point_tools.js").PointTools} points */
  offer(points) {
    this.box.prepend(points.box);
  }

  /** @param {View} view */
  update(view) {
    this.copy.hidden = !view.copy;
    if (view.copy) this.copied.textContent = say("page.edit.copy", view.copy);
  }
}
