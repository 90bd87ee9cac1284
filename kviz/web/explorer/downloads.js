/** Files, a link and a few lines of Python to take away. */
import { button, make } from "../interface/elements.js";
import { section } from "../interface/fields.js";
import { saveFile } from "../interface/files.js";
import { say } from "../words.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("./view.js").View} View */

const COPIED = 1500; // ms that a button says so

export class DownloadForm {
  /**
   * @param {Tell} tell
   * @param {{paged: boolean, step: () => number}} place paged: the page's address tells the run
   */
  constructor(tell, { paged, step }) {
    this.tell = tell;
    this.step = step;
    this.offered = "";
    this.message = make("p", { className: "kviz-message", "aria-live": "polite" });
    this.bar = make("progress", { max: 1, value: 0, hidden: true, "aria-label": say("page.take.writing") });
    this.groups = make("div", { className: "kviz-downloads" });
    this.code = make("code");
    const lines = button(say("page.take.copy_lines"), () => this.#copy(this.code.textContent ?? "", lines));
    this.link = button(say("page.take.copy_link"), () => this.#copy(location.href, this.link));
    this.link.hidden = !paged;
    const region = { tabIndex: 0, role: "region", ariaLabel: say("page.take.lines") };
    this.box = section(
      say("page.take.title"),
      false,
      this.groups,
      this.bar,
      this.message,
      make("div", { className: "kviz-row" }, this.link, lines),
      make("pre", { className: "kviz-scroll kviz-snippet", ...region }, this.code),
    );
  }

  /**
   * @param {string} text
   * @param {HTMLButtonElement} node
   */
  async #copy(text, node) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      this.message.textContent = say("page.take.cannot", { text });
      return;
    }
    const label = node.textContent;
    node.textContent = say("page.take.copied");
    setTimeout(() => {
      node.textContent = label;
    }, COPIED);
  }

  /** @param {View} view */
  update(view) {
    this.bar.hidden = true;
    this.code.textContent = view.snippet;
    this.link.disabled = !view.shareable;
    this.link.title = view.shareable ? "" : say("page.take.no_link");
    const offered = JSON.stringify(view.downloads);
    if (this.offered === offered) return;
    this.offered = offered;
    this.groups.replaceChildren(...view.downloads.map((group) => this.#group(group)));
  }

  /** Nothing is written any more. */
  done() {
    this.bar.hidden = true;
  }

  /** @param {{title: string, files: Record<string, string>}} group */
  #group({ title, files }) {
    const buttons = Object.entries(files).map(([suffix, words]) => this.#file(suffix, words));
    return make("div", {}, make("h3", {}, title), make("div", { className: "kviz-row" }, ...buttons));
  }

  /**
   * @param {string} suffix
   * @param {string} title
   */
  #file(suffix, title) {
    const node = button(suffix.slice(1).toUpperCase(), () => {
      this.message.textContent = "";
      this.bar.hidden = false;
      this.bar.value = 0;
      this.tell({ do: "download", suffix, step: this.step() });
    });
    node.title = title;
    node.setAttribute("aria-label", say("page.take.download", { title }));
    return node;
  }

  /**
   * @param {Message} told
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  onMessage(told, buffers) {
    if (told.type === "writing") this.bar.value = told.part;
    if (told.type !== "file") return;
    this.bar.hidden = true;
    if (told.fault) this.message.textContent = told.fault;
    else saveFile(told.name, buffers[0]);
  }
}
