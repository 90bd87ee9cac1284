/** What was found: the elbow, the run, who the segments are, and what to take away. */
import { make } from "../interface/elements.js";
import { SegmentCurve } from "./curve.js";
import { SegmentFiles } from "./segment_files.js";
import { SegmentNames } from "./segment_names.js";
import { listInto } from "./told.js";

/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */

/**
 * @typedef {object} Segment
 * @property {number} cluster below 0 for everyone
 * @property {string} letter
 * @property {string} name
 * @property {number} size
 * @property {number} share
 * @property {Record<string, string>} cells
 */
/**
 * @typedef {object} Found
 * @property {number} k
 * @property {[string, string[]][]} told headings and their sentences
 * @property {{ks: number[], costs: number[], best_k: number, silhouettes: Record<string, number>}} elbow
 * @property {string[]} features
 * @property {Segment[]} segments
 * @property {string[]} colors
 * @property {string[]} files
 * @property {string} code
 */

export class SegmentResult {
  /** @param {Tell} tell */
  constructor(tell) {
    const drawing = () => make("img", { className: "kviz-drawing", alt: "", hidden: true });
    /** @type {Record<string, HTMLImageElement>} */
    this.pictures = { elbow: drawing(), starts: drawing(), segments: drawing(), profile: drawing() };
    /** @type {Record<string, HTMLElement>} */
    this.told = {};
    for (const name of ["Scale", "Choose k", "Run"]) this.told[name] = make("ul", { className: "kviz-told" });
    this.curve = new SegmentCurve(tell, this.pictures.elbow);
    this.names = new SegmentNames(tell);
    this.files = new SegmentFiles(tell);
    const { starts, segments, profile } = this.pictures;
    this.box = make(
      "div",
      { className: "kviz-found", hidden: true },
      this.told.Scale,
      make("h2", {}, "3 · The elbow"),
      this.told["Choose k"],
      this.curve.box,
      make("h2", {}, "4 · The run"),
      this.told.Run,
      starts,
      make("h2", {}, "5 · Who they are"),
      this.names.box,
      make("div", { className: "kviz-duo" }, segments, profile),
      make("h2", {}, "6 · Take away"),
      ...this.files.parts,
    );
  }

  /** @param {Found} found */
  show(found) {
    for (const picture of Object.values(this.pictures)) picture.hidden = true;
    const steps = Object.fromEntries(found.told);
    for (const [name, place] of Object.entries(this.told)) listInto(place, steps[name]);
    this.curve.show(found);
    this.names.show(found);
    this.files.show(found);
    this.box.hidden = false;
  }

  /**
   * @param {Message} found
   * @param {DataView<ArrayBuffer>} bytes
   */
  #put(found, bytes) {
    const picture = this.pictures[found.name];
    URL.revokeObjectURL(picture.src);
    picture.src = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    picture.alt = found.alternative;
    picture.style.width = `${found.width}px`;
    picture.hidden = false;
    if (found.name === "elbow") this.curve.place(found.points);
  }

  /**
   * @param {Message} found
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  onMessage(found, buffers) {
    if (found.type === "segment picture") this.#put(found, buffers[0]);
    else if (found.type === "segment file") this.files.onFile(found, buffers);
    else if (found.type === "segment names") {
      this.files.code.textContent = found.code;
      this.names.put(found.names);
    }
  }
}
