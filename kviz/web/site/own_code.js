/** Check my k-means: an editor, and what comes of the program in it: its film, its running line, its faults. */
import { button, freshId, make } from "../interface/elements.js";
import { Listing } from "../player/listing.js";
import { Player } from "../player/player.js";

/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Model} Model */
/** @typedef {ReturnType<typeof import("../messages.js").catalogue>} Words */

const KEPT = "kviz-own-code"; // where the browser keeps the program
const TAB = "    ";
const PROGRAMS = ["holes", "whole", "blank"];

export class OwnCode {
  /**
   * @param {Model} model
   * @param {Words} words
   */
  constructor(model, words) {
    this.model = model;
    this.words = words;
    const say = words.say;
    const label = make("label", { className: "kviz-label" }, say("site.own_label"));
    this.editor = make("textarea", {
      className: "kviz-editor",
      id: freshId("code"),
      rows: 20,
      spellcheck: false,
    });
    label.htmlFor = this.editor.id;
    this.editor.setAttribute("autocapitalize", "off");
    this.editor.value = kept() ?? say("site.program.holes");
    this.editor.addEventListener("keydown", this.#onKey);
    this.editor.addEventListener("input", () => keep(this.editor.value));
    this.run = button(say("site.own_run"), () => this.#run(), "kviz-button kviz-fresh");
    this.end = button(say("site.own_stop"), () => this.#stop());
    this.end.hidden = true;
    const programs = PROGRAMS.map((name) => button(say(`site.own_${name}`), () => this.#put(name)));
    const start = make(
      "div",
      { className: "kviz-row" },
      make("span", {}, say("site.own_begin")),
      ...programs,
    );
    this.verdict = make("div", { className: "kviz-verdict", "aria-live": "polite" });
    this.playing = make("section", { "aria-label": say("site.own_film"), hidden: true });
    this.listing = new Listing();
    this.listing.box.hidden = true;
    const writing = make(
      "div",
      {},
      start,
      label,
      this.editor,
      make("div", { className: "kviz-row" }, this.run, this.end),
    );
    const shown = make("div", {}, this.verdict, this.playing, this.listing.box);
    this.box = make("div", { className: "kviz-own" }, make("p", {}, say("site.own_about")), writing, shown);
    /** @type {Player | null} */
    this.player = null;
    model.on(
      "msg:custom",
      (/** @type {Message} */ message, /** @type {DataView<ArrayBuffer>[]} */ buffers) => {
        if (message.type === "own code") this.#show(message, buffers);
      },
    );
  }

  /** @param {string} name */
  #put(name) {
    this.editor.value = this.words.say(`site.program.${name}`);
    keep(this.editor.value);
    this.editor.focus();
  }

  #run() {
    this.#busy(true);
    this.#tell([this.words.say("site.own_running")], "");
    this.model.send({ do: "own code", source: this.editor.value });
  }

  #stop() {
    this.#busy(false);
    this.model.send({ do: "own code cancel" });
    this.#tell([this.words.say("site.own_stopped")], "bad");
  }

  /** @param {boolean} on */
  #busy(on) {
    this.end.hidden = !on;
    this.run.disabled = on;
  }

  /**
   * @param {string[]} lines
   * @param {string} kind "good", "bad" or ""
   */
  #tell(lines, kind) {
    const [first, ...rest] = lines;
    const list = make("ul", { hidden: !rest.length }, ...rest.map((line) => make("li", {}, line)));
    this.verdict.className = `kviz-verdict ${kind && `kviz-${kind}`}`;
    this.verdict.replaceChildren(make("p", {}, first), list);
  }

  /**
   * @param {Message} message
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  #show(message, buffers) {
    this.#busy(false);
    const { say } = this.words;
    this.playing.hidden = this.listing.box.hidden = !message.film;
    if (message.fault) {
      this.#tell([message.fault], "bad");
      return;
    }
    const { findings, notes, printed } = message;
    const first = message.ok ? say("site.own_right") : say("site.own_wrong", { n: findings.length });
    const said = printed ? [say("site.own_printed", { text: printed })] : [];
    this.#tell([first, ...findings, ...notes, ...said], message.ok ? "good" : "bad");
    if (!message.film) return;
    const film = { ...message.film, frames: buffers };
    this.listing.setFilms([film]);
    const index = Math.min(message.step ?? 0, film.steps.length - 1);
    if (this.player) this.player.setFilms([film], index);
    else {
      const onShow = (/** @type {number} */ i) => this.listing.show(i);
      this.player = new Player(this.playing, { films: [film], index, onShow });
    }
    this.listing.show(index);
  }

  /**
   * The Tab key indents; after Escape it leaves the editor, as without a mouse one must.
   * @param {KeyboardEvent} event
   */
  #onKey = (event) => {
    event.stopPropagation();
    if (event.key === "Escape") this.leaving = true;
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#run();
    else if (event.key === "Tab" && !event.shiftKey && !this.leaving) {
      event.preventDefault();
      const { selectionStart: from, selectionEnd: to } = this.editor;
      this.editor.setRangeText(TAB, from, to, "end");
      keep(this.editor.value);
    } else if (event.key !== "Shift") this.leaving = false;
  };
}

const kept = () => {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // a browser that keeps nothing
  }
};

/** @param {string} text */
const keep = (text) => {
  try {
    localStorage.setItem(KEPT, text);
  } catch {
    // a browser that keeps nothing
  }
};
