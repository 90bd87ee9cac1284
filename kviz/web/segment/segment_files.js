/** The segments as files, and the code that found them. */
import { FACTS } from "../facts.js";
import { button, make } from "../interface/elements.js";
import { saveFile } from "../interface/files.js";
import { say } from "../words.js";

/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./result.js").Found} Found */

export class SegmentFiles {
  /** @param {Tell} tell */
  constructor(tell) {
    this.tell = tell;
    /** @type {Record<string, HTMLButtonElement>} */
    this.buttons = {};
    this.row = make("div", { className: "kviz-row" });
    this.message = make("p", { className: "kviz-message", role: "alert" });
    this.code = make("code");
    const region = { tabIndex: 0, role: "region", "aria-label": say("page.segments.code") };
    const code = make("pre", { className: "kviz-scroll kviz-snippet", ...region }, this.code);
    this.parts = [this.row, this.message, code];
  }

  /** @param {Found} found */
  show(found) {
    this.code.textContent = found.code;
    this.message.textContent = "";
    this.buttons = Object.fromEntries(found.files.map((suffix) => [suffix, this.#button(suffix)]));
    this.row.replaceChildren(...Object.values(this.buttons));
  }

  /** @param {string} suffix */
  #button(suffix) {
    const node = button(suffix.slice(1).toUpperCase(), () => {
      this.message.textContent = "";
      node.disabled = true;
      this.tell({ do: "segment file", suffix });
    });
    node.dataset.suffix = suffix;
    node.setAttribute("aria-label", say("page.take.download", { title: FACTS.segmentFiles[suffix] }));
    return node;
  }

  /**
   * @param {Message} found
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  onFile(found, buffers) {
    if (found.suffix in this.buttons) this.buttons[found.suffix].disabled = false;
    if (found.fault) this.message.textContent = found.fault;
    else saveFile(found.name, buffers[0]);
  }
}
