/** The data set: one of the list, or a table of one's own; what is worth seeing in it, and what helps where k-means fails. */
import { button, make } from "../interface/elements.js";
import { Choice, field } from "../interface/fields.js";
import { say } from "../words.js";
import { Thumbnails } from "./thumbnails.js";
import { UploadForm } from "./upload_form.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("../explorer/view.js").View} View */

export class DataForm {
  /** @param {Tell} tell */
  constructor(tell) {
    const choose = (/** @type {string} */ data) => tell({ do: "change", changes: { data } });
    this.data = new Choice([], choose);
    this.thumbnails = new Thumbnails(choose);
    this.about = make("p", { className: "kviz-about" });
    this.notes = make("p", { className: "kviz-about" });
    this.remedyText = make("p", { className: "kviz-about" });
    this.remedy = button("", () => tell({ do: "change", changes: this.changes }));
    /** @type {Record<string, unknown>} */
    this.changes = {};
    this.remedyTitle = make("b");
    this.instead = make(
      "div",
      { className: "kviz-instead", hidden: true },
      this.remedyTitle,
      this.remedyText,
      this.remedy,
    );
    this.upload = new UploadForm(tell);
    const list = field("data", say("page.data_set"), this.data);
    this.choices = [list, this.thumbnails.box];
    /** What the Segment part needs as well. */
    this.shared = {
      list,
      file: this.upload.fileField,
      table: this.upload.table,
      rereading: this.upload.rereading,
    };
    this.told = [this.about, this.notes, this.instead, this.upload.table];
  }

  /**
   * A file may be dropped anywhere: beside a small target the browser would leave the page to show it.
   * @param {Document | HTMLElement} root
   * @param {HTMLElement} mark what shows that it may be dropped
   */
  takeDrops(root, mark) {
    const holdsFiles = (/** @type {DragEvent} */ event) =>
      event.dataTransfer?.types.includes("Files") ?? false;
    /** @param {string} kind @param {(event: DragEvent) => void} act */
    const on = (kind, act) => root.addEventListener(kind, (event) => act(/** @type {DragEvent} */ (event)));
    on("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      mark.classList.add("kviz-dropping");
    });
    on("dragleave", (event) => {
      if (!root.contains(/** @type {Node | null} */ (event.relatedTarget)))
        mark.classList.remove("kviz-dropping");
    });
    on("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      mark.classList.remove("kviz-dropping");
      this.upload.send(event.dataTransfer?.files[0]);
    });
  }

  /** @param {View} view */
  update(view) {
    this.data.offer(view.groups, view.settings.data);
    this.thumbnails.offer(view.groups, view.settings.data);
    this.about.textContent = view.about;
    this.notes.textContent = view.notes.join(" ");
    this.notes.hidden = !view.notes.length;
    this.upload.update(view.upload, view.messages);
    this.instead.hidden = !view.remedy;
    if (!view.remedy) return;
    this.remedyTitle.textContent = view.remedy.title;
    this.remedyText.textContent = view.remedy.text;
    this.remedy.textContent = view.remedy.label;
    this.changes = view.remedy.changes;
    const settings = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (view.settings));
    this.remedy.hidden = Object.entries(this.changes).every(([name, value]) => settings[name] === value);
  }
}
