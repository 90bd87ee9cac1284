/** Where a table comes from: dropped, chosen as a file, the sample customers, or a built-in set. */
import { Borrowed } from "../interface/borrowed.js";
import { button, make } from "../interface/elements.js";
import { say } from "../words.js";

/** @typedef {{file: HTMLElement, list: HTMLElement, table: HTMLElement, rereading: HTMLElement}} DataControls */

export class ChooseTable {
  /**
   * @param {DataControls} controls that stand beside the picture otherwise
   * @param {() => void} trySample
   */
  constructor({ file, list, table, rereading }, trySample) {
    this.title = make("h2", {}, say("page.segment_drop"));
    const sample = button(say("page.segment_sample"), trySample, "kviz-button kviz-main-button");
    const [files, sets, tables] = [make("div"), make("div"), make("div")];
    const or = make("p", { className: "kviz-or" }, say("page.segment_or"));
    const others = make("div", { className: "kviz-others" }, make("div", {}, or, sample), sets);
    const zone = make("div", { className: "kviz-dropzone" }, files, others);
    this.box = make(
      "details",
      { className: "kviz-choose", open: true },
      make("summary", {}, this.title),
      zone,
      tables,
    );
    this.borrowed = new Borrowed([
      [file, files],
      [list, sets],
      [table, tables],
      [rereading, tables],
    ]);
  }

  /** @param {boolean} on */
  show(on) {
    if (on) this.borrowed.take();
    else this.borrowed.giveBack();
  }

  /** There is a table, and the way to another one is a line; or none was given, and its place comes first. @param {boolean} on */
  fold(on) {
    this.box.open = !on;
    this.box.classList.toggle("kviz-folded", on);
    this.title.textContent = say(on ? "page.segment_another" : "page.segment_drop");
  }
}
