/** The page without a server: the first run plays at once, Python comes behind it and takes over. */
import explorer from "../explorer/explorer.js";
import { FACTS } from "../facts.js";
import { surroundingTheme } from "../interface/theme.js";
import { catalogue } from "../messages.js";
import { Arrival } from "./arrival.js";
import { embed, embedForm, isEmbedded, prepare } from "./embed.js";
import { readBuild, textOf } from "./files.js";
import { keepFiles } from "./keep_files.js";
import { OwnCode } from "./own_code.js";
import { Python } from "./python.js";
import { WorkerModel } from "./worker_model.js";

const AWAITING = "kviz-awaiting"; // of the body: another run than the first one is asked for

/** The run that the page's address asks for, or "". */
const asked = () => (location.hash || location.search).slice(1);

/**
 * Of the rooms that first pictures were drawn for, the one that is most like the window.
 * @param {string[]} rooms
 */
function roomOf(rooms) {
  const unlike = (/** @type {string} */ room) => {
    const [width, height] = room.split("x").map(Number);
    return Math.abs(Math.log(width / innerWidth)) + Math.abs(Math.log(height / innerHeight));
  };
  return rooms.reduce((best, room) => (unlike(room) < unlike(best) ? room : best));
}

class Site {
  constructor() {
    this.build = readBuild();
    this.words = catalogue(FACTS.site.words);
    this.main = /** @type {HTMLElement} */ (document.querySelector("main"));
    this.arrival = new Arrival(this.words, () => this.#begin("site.arriving"));
    this.python = new Python(this.build, {
      message: (text, buffers) => this.model?.receive(text, buffers),
      part: (part) => this.arrival.progress(part),
      up: () => this.#onUp(),
      fault: (fault) => this.#onFault(fault),
    });
    this.there = false; // Python was there once
  }

  async open() {
    const place = this.build.files[`first-${surroundingTheme()}-${roomOf(this.build.rooms)}`];
    const first = JSON.parse(await textOf(place));
    const wanted = asked();
    const [run, step] = wanted.split("&step=");
    const isFirst = !run || run === first.choices.address || !run.includes("data=");
    this.wanted = isFirst ? "" : wanted;
    document.body.classList.toggle(AWAITING, !isFirst);
    first.index = (isFirst && Number(step)) || 0;
    this.model = new WorkerModel(first);
    this.model.onCancel = () => this.#cancel();
    const title = this.words.say("site.own_tab");
    this.model.tabs = { own: { title, panel: new OwnCode(this.model, this.words).box, keys: false } };
    prepare();
    explorer.render({ model: this.model, el: this.main });
    if (isEmbedded()) embed(this.main, this.model);
    else this.main.querySelector(".kviz-downloads")?.parentElement?.append(embedForm(this.words));
    this.main.querySelector(".kviz-page")?.append(this.arrival.box);
    document.getElementById("kviz-starting")?.remove();
    this.#begin(isFirst ? "site.arriving" : "site.asked");
  }

  /** @param {string} message */
  #begin(message) {
    this.arrival.begin(message);
    this.python.start();
  }

  #onUp() {
    this.there = true;
    this.arrival.arrived();
    this.model?.connect(this.python.post, this.wanted ?? "");
    this.wanted = "";
    document.body.classList.remove(AWAITING);
    keepFiles(this.build);
  }

  /** What Python is busy with cannot be interrupted: it is ended, and begun again with the run on screen. */
  #cancel() {
    if (!this.python.busy) return false;
    this.python.end();
    this.model?.disconnect();
    this.#begin("site.restored");
    return true;
  }

  /** @param {string} fault */
  #onFault(fault) {
    console.error(fault);
    this.python.end();
    this.model?.disconnect();
    this.arrival.ended(this.there ? "" : fault);
  }
}

new Site().open();
