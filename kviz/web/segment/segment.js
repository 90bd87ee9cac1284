/** From a table to named segments: inspect, choose, search, name, take away. Text from a table is only ever text. */
import { FACTS } from "../facts.js";
import { button, make, rest, rests } from "../interface/elements.js";
import { Choice, field } from "../interface/fields.js";
import { SegmentResult } from "./result.js";
import { TableForm } from "./table_form.js";
import { listInto } from "./told.js";

/** @typedef {import("../explorer/view.js").View} View */
/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */

const NARROW = 480; // CSS pixels; below, the pictures get another shape

export class SegmentPart {
  /**
   * @param {Tell} tell
   * @param {() => void} opened a run is to be seen in the player
   */
  constructor(tell, opened) {
    this.tell = tell;
    this.opened = opened;
    this.active = this.shape = false;
    this.seen = this.wanted = this.theme = "";
    this.table = new TableForm();
    this.message = make("p", { className: "kviz-message", role: "alert" });
    this.scale = new Choice(FACTS.choices.segmentScale, () => {});
    this.missing = new Choice(FACTS.choices.missing, () => {});
    this.missingField = field("segment missing", "Rows with missing values", this.missing);
    const ks = Array.from({ length: FACTS.maxClusters }, (_, i) => ({
      name: String(i + 1),
      title: String(i + 1),
    }));
    this.k = new Choice([{ name: "", title: "as the elbow says" }, ...ks], () => {});
    this.go = button("Find segments", () => this.#search(), "kviz-button kviz-main-button");
    const stop = button("Cancel", () => tell({ do: "segment cancel" }));
    this.bar = make("progress", { max: 1, value: 0, "aria-label": "Searching segments" });
    this.said = make("p", { className: "kviz-about", role: "status" });
    this.working = make("div", { className: "kviz-working", hidden: true }, this.bar, stop);
    this.result = new SegmentResult(tell);
    this.box = make(
      "div",
      { className: "kviz-segment" },
      make("h2", {}, "1 · Inspect the table and choose features"),
      ...this.table.parts,
      make("h2", {}, "2 · Scale, and how many"),
      make(
        "div",
        { className: "kviz-asked" },
        field("segment scale", "Equal spread for the features", this.scale),
        field("segment k", "Number of segments", this.k),
        this.missingField,
      ),
      make("div", { className: "kviz-row" }, this.go),
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

  #search() {
    if (rests(this.go)) return;
    this.message.textContent = "";
    this.#busy(true, 0, "");
    const [features, scale, missing, k] = [
      this.table.chosen,
      this.scale.value,
      this.missing.value,
      this.k.value,
    ];
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
    this.table.about.textContent = table.name;
    if (!table.fresh) return;
    this.result.box.hidden = true;
    this.#busy(false, 0, "");
    this.message.textContent = "";
    this.table.show(table);
    this.missing.value = table.missing;
    this.missingField.hidden = !table.columns.some((column) => column.missing);
    this.k.value = "";
    this.scale.value = "auto";
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
    this.wanted = JSON.stringify([view.settings.data, view.settings.drawn]);
    if (this.theme && this.theme !== theme) this.#redraw();
    this.theme = theme;
    this.#look();
  }

  /** @param {boolean} on */
  show(on) {
    this.active = on;
    this.#look();
  }

  /**
   * @param {Message} told
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  onMessage(told, buffers) {
    if (told.type === "segment table") this.#showTable(/** @type {any} */ (told));
    else if (told.type === "segmenting") this.#busy(true, told.part, told.text);
    else if (told.type === "segment cancelled") this.#busy(false, 0, "Cancelled; nothing has changed.");
    else if (told.type === "segment opened") this.opened();
    else if (told.type === "segment fault") {
      this.#busy(false, 0, "");
      this.message.textContent = told.text;
    } else if (told.type === "segmented") {
      this.#busy(false, 1, `Found ${told.k} segment${told.k === 1 ? "" : "s"}.`);
      listInto(this.table.notes, Object.fromEntries(told.told).Inspect);
      this.result.show(/** @type {any} */ (told));
    } else this.result.onMessage(told, buffers);
  }

  stop() {
    this.widths.disconnect();
  }
}
