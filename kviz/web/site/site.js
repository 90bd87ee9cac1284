/** The page without a server: the first run plays at once, Python comes behind it and takes over. */
import { Arrival } from "../bridge/arrival.js";
import { readBuild } from "../bridge/build.js";
import { awaitRun, firstRun } from "../bridge/first_run.js";
import explorer from "../explorer/explorer.js";
import { FACTS } from "../facts.js";
import { catalogue } from "../messages.js";
import { say } from "../words.js";
import { embed, embedForm, isEmbedded, prepare } from "./embed.js";
import { keepFiles } from "./keep_files.js";
import { OwnCode } from "./own_code.js";
import { Python } from "./python.js";

class Site {
  constructor() {
    this.build = readBuild();
    this.words = catalogue(FACTS.site.words);
    this.main = /** @type {HTMLElement} */ (document.querySelector("main"));
    this.arrival = new Arrival(() => this.#begin(say("page.arrival.playing")));
    this.python = new Python(this.build, {
      message: (text, buffers) => this.model?.receive(text, buffers),
      part: (part) => this.arrival.progress(part, this.words.say("site.slow", { part })),
      up: () => this.#onUp(),
      fault: (fault) => this.#onFault(fault),
    });
    this.there = false; // Python was there once
  }

  async open() {
    const { model, wanted } = await firstRun(this.build);
    this.model = model;
    this.wanted = wanted;
    this.model.onCancel = () => this.#cancel();
    this.model.cancel = () => this.#cancel();
    const title = this.words.say("site.own_tab");
    this.model.tabs = { own: { title, panel: new OwnCode(this.model, this.words).box, keys: false } };
    this.model.contents = this.build.contents;
    prepare();
    explorer.render({ model: this.model, el: this.main });
    if (isEmbedded()) embed(this.main, this.model);
    else this.main.querySelector(".kviz-downloads")?.parentElement?.append(embedForm(this.words));
    this.main.querySelector(".kviz-page")?.append(this.arrival.box);
    document.getElementById("kviz-starting")?.remove();
    this.#begin(say(`page.arrival.${wanted ? "asked" : "playing"}`));
  }

  /** @param {string} text */
  #begin(text) {
    this.arrival.begin(text);
    this.python.start();
  }

  #onUp() {
    this.there = true;
    this.arrival.arrived();
    this.model?.connect(this.python.post, this.wanted ?? "");
    this.wanted = "";
    awaitRun(false);
    keepFiles(this.build);
  }

  /** What Python is busy with cannot be interrupted: it is ended, and begun again with the run on screen. */
  #cancel() {
    if (!this.python.busy) return false;
    this.python.end();
    this.model?.disconnect();
    this.#begin(this.words.say("site.restored"));
    return true;
  }

  /** @param {string} fault */
  #onFault(fault) {
    console.error(fault);
    this.python.end();
    this.model?.disconnect();
    const { say: told } = this.words;
    this.arrival.ended(this.there ? told("site.ended") : told("site.failed", { why: fault }));
  }
}

new Site().open();
