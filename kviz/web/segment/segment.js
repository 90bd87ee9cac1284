/** From a table to named segments: inspect, choose, search, name, take away. Text from a table is only ever text. */
import { FACTS } from "../facts.js";
import { button, make, rest, rests } from "../interface/elements.js";
import { Choice, field } from "../interface/fields.js";
import { say } from "../words.js";
import { ChooseTable } from "./choose_table.js";
import { SegmentResult } from "./result.js";
import { TableForm } from "./table_form.js";
import { listInto } from "./told.js";

/** @typedef {import("../explorer/view.js").View} View */
/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */

const SAMPLE = "customers";
const NARROW = 480; // CSS pixels; below, the pictures get another shape

export class SegmentPart {
  /**
   * @param {Tell} tell
   * @param {() => void} opened a run is to be seen in the player
   * @param {import("./choose_table.js").DataControls} controls of the data, which are here while this is in front
   */
  constructor(tell, opened, controls) {
    this.tell = tell;
    this.opened = opened;
    this.active = this.shape = this.eager = false;
    this.seen = this.wanted = this.theme = this.data = "";
    /** @type {import("../explorer/view.js").Upload | null} */
    this.upload = null;
    this.choose = new ChooseTable(controls, () => this.#trySample());
    this.table = new TableForm();
    this.message = make("p", { className: "kviz-message", role: "alert" });
    this.scale = new Choice(FACTS.choices.segmentScale, () => {});
    this.missing = new Choice(FACTS.choices.missing, () => {});
    this.missingField = field("segment missing", say("page.upload.missing"), this.missing);
    const ks = Array.from({ length: FACTS.maxClusters }, (_, i) => ({
      name: String(i + 1),
      title: String(i + 1),
    }));
    this.k = new Choice([{ name: "", title: say("page.segments.elbow") }, ...ks], () => {});
    this.go = button(say("page.segments.find"), () => this.#search(), "kviz-button kviz-main-button");
    const stop = button(say("page.heart.cancel"), () => tell({ do: "segment cancel" }));
    this.bar = make("progress", { max: 1, value: 0, "aria-label": say("page.segments.searching") });
    this.said = make("p", { className: "kviz-about", role: "status" });
    this.working = make("div", { className: "kviz-working", hidden: true }, this.bar, stop);
    this.result = new SegmentResult(tell, (k) => this.#take(k));
    this.options = make(
      "details",
      { className: "kviz-choosing" },
      make("summary", {}, say("page.segment_options")),
      ...this.table.parts,
      make(
        "div",
        { className: "kviz-asked" },
        field("segment scale", say("page.segments.scale"), this.scale),
        field("segment k", say("page.segments.k"), this.k),
        this.missingField,
      ),
    );
    this.box = make(
      "div",
      { className: "kviz-segment" },
      this.choose.box,
      make("div", { className: "kviz-row kviz-at-hand" }, this.table.about, this.go),
      this.options,
      this.working,
      this.said,
      this.message,
      this.result.box,
    );
    this.widths = new ResizeObserver(() => this.#onWidth());
    this.widths.observe(this.box);
  }

  get #narrow() {
    return this.box.clientWidth > 0 && this.box.clientWidth < NARROW;
  }

  #onWidth() {
    if (!this.box.clientWidth || this.#narrow === this.shape) return;
    this.shape = this.#narrow;
    this.#redraw();
  }

  #redraw() {
    if (!this.result.box.hidden) this.tell({ do: "segment pictures", narrow: this.#narrow });
  }

  /** The sample customers, with their segments at once. */
  #trySample() {
    if (this.data !== SAMPLE) this.tell({ do: "change", changes: { data: SAMPLE } });
    else this.#search();
  }

  /** @param {number} k */
  #take(k) {
    this.k.value = String(k);
    this.#search();
  }

  #search() {
    if (rests(this.go)) return;
    this.message.textContent = "";
    this.#busy(true, 0, "");
    const [features, scale, k] = [this.table.chosen, this.scale.value, this.k.value];
    const missing = this.upload?.missing ?? this.missing.value;
    this.tell({ do: "segment", features, scale, missing, k, narrow: this.#narrow });
  }

  /**
   * @param {boolean} on
   * @param {number} part
   * @param {string} text
   */
  #busy(on, part, text) {
    if (!on && this.working.contains(document.activeElement)) this.go.focus({ preventScroll: true });
    this.working.hidden = !on;
    rest(this.go, on);
    this.bar.value = part;
    this.said.textContent = text;
  }

  /** @param {import("./table_form.js").Table} table */
  #showTable(table) {
    this.table.about.textContent = say("page.segment_table", { name: table.name, n: table.rows });
    const eager = this.eager;
    this.eager = false;
    if (!table.fresh) return;
    this.result.box.hidden = true;
    this.#busy(false, 0, "");
    this.message.textContent = "";
    this.table.show(table);
    this.missing.value = table.missing;
    this.missingField.hidden = Boolean(this.upload) || !table.columns.some((column) => column.missing);
    this.k.value = "";
    this.scale.value = "auto";
    // one of kviz's own sets was chosen to see k-means in it, not to segment it
    this.choose.fold(table.own || eager);
    this.options.open = table.own && !eager;
    if (eager) this.#search();
  }

  #look() {
    if (!this.active || this.wanted === this.seen) return;
    this.seen = this.wanted;
    this.tell({ do: "segment look" });
  }

  /**
   * @param {View} view
   * @param {string} theme
   */
  update(view, theme) {
    this.data = view.settings.data;
    this.upload = view.upload?.unread ? null : view.upload;
    this.wanted = JSON.stringify([view.settings.data, view.settings.drawn]);
    this.eager ||= this.active && this.wanted !== this.seen; // chosen here: the answer is what is wanted
    if (this.theme && this.theme !== theme) this.#redraw();
    this.theme = theme;
    this.#look();
  }

  /** @param {boolean} on */
  show(on) {
    this.active = on;
    this.choose.show(on);
    this.#look();
  }

  /**
   * @param {Message} told
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  onMessage(told, buffers) {
    if (told.type === "segment table") this.#showTable(/** @type {any} */ (told));
    else if (told.type === "segmenting") this.#busy(true, told.part, told.text);
    else if (told.type === "segment cancelled") this.#busy(false, 0, say("page.segments.cancelled"));
    else if (told.type === "segment opened") this.opened();
    else if (told.type === "segment fault") {
      this.#busy(false, 0, "");
      this.message.textContent = told.text;
    } else if (told.type === "segmented") {
      this.#busy(false, 1, "");
      this.choose.fold(true);
      this.options.open = false;
      listInto(this.table.notes, told.told.inspect);
      this.result.show(/** @type {any} */ (told));
    } else this.result.onMessage(told, buffers);
  }

  stop() {
    this.widths.disconnect();
  }
}
