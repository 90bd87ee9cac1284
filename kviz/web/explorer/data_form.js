/** The data set: one of the list, or a table of one's own. */
import { make } from "../interface/elements.js";
import { Choice, field, section } from "../interface/fields.js";
import { UploadForm } from "./upload_form.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./view.js").View} View */

export class DataForm {
  /** @param {Tell} tell */
  constructor(tell) {
    this.data = new Choice([], (data) => tell({ do: "change", changes: { data } }));
    this.about = make("p", { className: "kviz-about" });
    this.notes = make("p", { className: "kviz-about" });
    this.upload = new UploadForm(tell);
    const { fileField, table } = this.upload;
    this.box = section(
      "Data",
      true,
      field("data", "Data set", this.data),
      this.about,
      this.notes,
      fileField,
      table,
    );
  }

  /**
   * A file may be dropped anywhere: beside a small target the browser would leave the page to show it.
   * @param {Document | HTMLElement} root
   */
  takeDrops(root) {
    const holdsFiles = (/** @type {DragEvent} */ event) =>
      event.dataTransfer?.types.includes("Files") ?? false;
    /** @param {string} kind @param {(event: DragEvent) => void} act */
    const on = (kind, act) => root.addEventListener(kind, (event) => act(/** @type {DragEvent} */ (event)));
    on("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      this.box.classList.add("kviz-dropping");
    });
    on("dragleave", (event) => {
      if (!root.contains(/** @type {Node | null} */ (event.relatedTarget)))
        this.box.classList.remove("kviz-dropping");
    });
    on("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      this.box.classList.remove("kviz-dropping");
      this.box.open = true;
      this.upload.send(event.dataTransfer?.files[0]);
    });
  }

  /** @param {View} view */
  update(view) {
    this.data.offer(view.groups, view.settings.data);
    this.about.textContent = view.about;
    this.notes.textContent = view.notes.join(" ");
    this.notes.hidden = !view.notes.length;
    this.upload.update(view.upload);
  }
}
