/** What was found, the answer first: the map and who is on it, other numbers, the elbow, and details for experts. */
import { make } from "../interface/elements.js";
import { say } from "../words.js";
import { Comparison } from "./comparison.js";
import { SegmentCurve } from "./curve.js";
import { SegmentFiles } from "./segment_files.js";
import { SegmentList } from "./segment_list.js";
import { SmallMaps } from "./small_maps.js";
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
 * @property {string} sentence
 * @property {Record<string, string>} cells
 */
/**
 * @typedef {object} Category
 * @property {string} name
 * @property {string[]} values
 * @property {(number | null)[][]} shares of every value, for each segment and for everyone
 */
/**
 * @typedef {object} Found
 * @property {number} k
 * @property {string} why
 * @property {string[]} opinions
 * @property {string[]} compared
 * @property {Category[]} categories
 * @property {{places: [number, number][], labels: Record<string, number[]>}} small
 * @property {Record<string, string[]>} told the sentences of every step
 * @property {{ks: number[], costs: number[], best_k: number, sentence: string, silhouettes: Record<string, number>}} elbow
 * @property {string[]} features
 * @property {Segment[]} segments
 * @property {string[]} files
 * @property {string} code
 */

const EXPERT = ["inspect", "features", "scale", "run"]; // steps that are told there

export class SegmentResult {
  /**
   * @param {Tell} tell
   * @param {(k: number) => void} take another number of segments
   */
  constructor(tell, take) {
    const drawing = () => make("img", { className: "kviz-drawing", alt: "", hidden: true });
    /** @type {Record<string, HTMLImageElement>} */
    this.pictures = { elbow: drawing(), starts: drawing(), segments: drawing(), profile: drawing() };
    this.answer = make("h2", { className: "kviz-answer" });
    this.why = make("p", { className: "kviz-about" });
    this.bend = make("p", { className: "kviz-about" });
    this.opinions = make("ul", { className: "kviz-told" });
    /** @type {Record<string, HTMLElement>} */
    this.told = Object.fromEntries(EXPERT.map((name) => [name, make("ul", { className: "kviz-told" })]));
    this.curve = new SegmentCurve(tell, this.pictures.elbow);
    this.list = new SegmentList((names) => tell({ do: "segment names", names }));
    this.small = new SmallMaps(take);
    this.comparison = new Comparison();
    this.files = new SegmentFiles(tell);
    const { segments, profile } = this.pictures;
    this.box = make(
      "div",
      { className: "kviz-found", hidden: true },
      this.answer,
      make("div", { className: "kviz-duo" }, segments, this.list.box),
      make("h3", {}, say("page.segment_small")),
      this.why,
      this.small.box,
      make("h2", {}, say("page.segment_compare")),
      ...this.comparison.parts,
      profile,
      make("h2", {}, say("page.segment_elbow")),
      this.bend,
      this.curve.box,
      this.#experts(),
      make("h2", {}, say("page.segment_take")),
      ...this.files.parts,
    );
  }

  #experts() {
    const { inspect, features, scale, run } = this.told;
    const part = (/** @type {string} */ key) => make("h3", {}, say(`page.${key}`));
    return make(
      "details",
      { className: "kviz-experts" },
      make("summary", {}, make("h2", {}, say("page.segment_experts"))),
      part("segment_opinions"),
      make("p", { className: "kviz-about" }, say("page.segment_opinions_intro")),
      this.opinions,
      this.curve.silhouettes,
      part("segment_run"),
      run,
      this.pictures.starts,
      part("segment_scale"),
      scale,
      part("segment_table_read"),
      inspect,
      features,
    );
  }

  /** @param {Found} found */
  show(found) {
    for (const picture of Object.values(this.pictures)) picture.hidden = true;
    for (const [name, place] of Object.entries(this.told)) listInto(place, found.told[name]);
    this.answer.textContent = say("page.segment_found", { n: found.segments.length - 1 });
    this.why.textContent = `${found.why} ${say("page.segment_why")}`;
    this.bend.textContent = found.elbow.sentence;
    listInto(this.opinions, found.opinions);
    for (const part of [this.curve, this.list, this.small, this.comparison, this.files]) part.show(found);
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
      this.list.put(found.names);
      this.comparison.put(found.names);
    }
  }
}
