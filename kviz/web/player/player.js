/**
 * The one player of kviz: matplotlib drew the frames, this replays them. No dependencies, no requests.
 */
import { make } from "../interface/elements.js";
import { listenToKeys, returnFocus } from "../interface/keys.js";
import { watchTheme } from "../interface/theme.js";
import { Hand } from "../kernel/hand.js";
import { say } from "../words.js";
import { Clock, readingTime } from "./clock.js";
import { Controls } from "./controls.js";
import { stepOf } from "./film.js";
import { asBlob, FrameCache, paint } from "./frame_cache.js";
import { Presentation } from "./fullscreen.js";
import { Panes } from "./panes.js";
import { Timeline } from "./timeline.js";
import { Glide, TweenCache } from "./tween.js";

/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./frame_cache.js").Png} Png */
/** @typedef {import("./tween.js").Way} Way */

/**
 * @typedef {object} PlayerOptions
 * @property {Film[]} films one or two
 * @property {number} [index] the step to begin with
 * @property {[number, number]} [size] CSS pixels of a frame whose film names none
 * @property {string} [theme] "light" or "dark"; without it the surroundings decide
 * @property {HTMLElement} [keyRoot] the element whose keys are the player's, the root itself by default
 * @property {boolean} [pageKeys] the keys also work while nothing has the focus
 * @property {boolean} [undoes] the element takes things back itself, so that Ctrl+Z is not for the notebook around it
 * @property {(index: number) => void} [onShow] a step is on screen
 * @property {(index: number) => void} [onSettle] it was reached by pause or seek
 * @property {(index: number) => void} [onWant] frames near index are needed
 * @property {(index: number) => boolean} [before] true: not yet, something is asked first
 * @property {() => void} [onSmooth] Smooth was switched on or off
 */

const HURRIED = 250; // ms; a step that comes sooner after another is shown at once
const SETTLED = 120; // ms
const GLIDE = 900; // ms at most for a glide, at the usual speed

export class Player {
  /**
   * @param {HTMLElement} root
   * @param {PlayerOptions} options
   */
  constructor(root, options) {
    this.root = root;
    this.options = options;
    root.classList.add("kviz-player", "kviz");
    this.hand = new Hand(window);
    this.view = new Panes(root, options.size ?? [960, 600]);
    this.timeline = new Timeline((index) => this.go(index));
    this.controls = new Controls();
    /** A place between the words and the picture, for what can be done with the picture. */
    this.tools = make("div", { className: "kviz-playertools" });
    const { box, words, extras, leave } = this.controls;
    root.replaceChildren(words, this.tools, this.view.frame, this.timeline.box, box, extras, leave);
    /** Where it is told that pictures are missing. */
    this.missing = make(
      "p",
      { className: "kviz-missing", role: "note", hidden: true },
      say("player.missing"),
    );
    this.timeline.box.after(this.missing);
    this.presentation = new Presentation(root, this.timeline.slider);
    this.clock = new Clock(
      () => readingTime(this.films.map((film) => stepOf(film, this.wanted))) / this.speed,
      () => this.#advance(),
      (act) => this.hand.whenFree(act),
    );
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    /** @type {Film[]} */
    this.films = [];
    /** @type {FrameCache[]} */
    this.frames = [];
    /** @type {TweenCache[]} */
    this.ways = [];
    /** @type {Glide | null} */
    this.moving = null;
    this.moved = this.wanted = this.settling = this.lent = this.painted = 0;
    this.shown = -1;
    this.#wire();
    this.stopReturning = returnFocus(options.keyRoot ?? root, () => this.timeline.slider);
    this.stopWatching = watchTheme(root, options.theme);
    this.setFilms(options.films, options.index ?? 0);
  }

  #wire() {
    /** @type {Record<string, () => void>} */
    const actions = {
      First: () => this.go(0),
      Back: () => this.go(this.wanted - 1),
      Next: () => this.next(),
      Last: () => this.go(this.length - 1),
      Play: () => (this.clock.isRunning ? this.pause() : this.play()),
    };
    const present = () => this.present();
    const skip = () => this.skip();
    for (const [name, node] of Object.entries(this.controls.buttons))
      node.addEventListener("click", actions[name]);
    this.controls.skip.addEventListener("click", skip);
    for (const node of [this.controls.present, this.controls.leave]) node.addEventListener("click", present);
    this.controls.smooth.addEventListener("change", () => {
      this.#lookAhead();
      this.options.onSmooth?.();
    });
    this.#quieten();
    this.calm.addEventListener("change", this.#quieten);
    this.keys = new Map([
      ["ArrowRight", actions.Next],
      [" ", actions.Next],
      ["PageDown", actions.Next],
      ["ArrowLeft", actions.Back],
      ["PageUp", actions.Back],
      ["Home", actions.First],
      ["End", actions.Last],
      ["p", actions.Play],
      ["i", skip],
      ["f", present],
    ]);
    const { slider } = this.timeline;
    this.deafen = listenToKeys(this.options.keyRoot ?? this.root, slider, this.options, (key) =>
      this.#perform(key),
    );
  }

  #quieten = () => {
    this.controls.smooth.disabled = this.calm.matches;
  };

  /** @param {string} key */
  #perform(key) {
    const act = this.keys?.get(key);
    if (key === "Escape" && this.presentation.isOn) this.present(false);
    else if (act) act();
    else return false;
    return true;
  }

  get panes() {
    return this.view.box;
  }

  get canvases() {
    return this.view.canvases;
  }

  get layers() {
    return this.view.layers;
  }

  get index() {
    return this.wanted;
  }

  get length() {
    return Math.max(...this.films.map((film) => film.steps.length));
  }

  get speed() {
    return Number(this.controls.speed.value);
  }

  get smooth() {
    return this.controls.smooth.checked && !this.calm.matches;
  }

  /**
   * The number of the step that film f shows at a place of the timeline.
   * @param {number} f
   * @param {number} i
   */
  #own(f, i) {
    return Math.min(i, this.films[f].steps.length - 1);
  }

  /**
   * Play other films.
   * @param {Film[]} films
   * @param {number} [index]
   */
  setFilms(films, index = 0) {
    for (const cache of [...this.frames, ...this.ways]) cache.close();
    this.films = films;
    this.shown = -1;
    const onReady = () => this.hand.whenFree(() => this.#render());
    this.frames = films.map((film) => new FrameCache(film.frames ?? [], onReady, film.begun));
    this.ways = films.map((film) => new TweenCache(film.ways ?? {}));
    this.view.arrange(films);
    this.timeline.arrange(films);
    this.#arrived();
    this.#seek(index, false);
  }

  /**
   * @param {number} f
   * @param {number} i
   * @param {Png} png
   */
  setFrame(f, i, png) {
    this.frames[f]?.set(i, png);
    this.#arrived();
    if (this.#own(f, this.wanted) === i) this.#render();
  }

  /**
   * What lies on the way to step i of film f; null where it is to be forgotten.
   * @param {number} f
   * @param {number} i
   * @param {Way | null} way
   */
  setWay(f, i, way) {
    this.ways[f]?.set(i, way);
    if (i === this.wanted + 1) this.#lookAhead();
  }

  /**
   * The pictures that are not here will not come, or are hoped for again: their steps are left out meanwhile.
   * @param {boolean} on
   */
  leaveOut(on) {
    this.missing.hidden = !on || this.#allHere();
    this.timeline.leaveOut(Array.from({ length: this.length }, (_, i) => on && !this.#here(i)));
    if (on && !this.#here(this.wanted)) this.#seek(this.wanted, false);
    if (this.shown >= 0) this.refresh();
  }

  /** Whether pictures are left out. */
  get leavesOut() {
    return !this.missing.hidden;
  }

  /** @param {number} i */
  #here(i) {
    return this.frames.every((cache, f) => cache.has(this.#own(f, i)));
  }

  #allHere() {
    return Array.from({ length: this.length }, (_, i) => this.#here(i)).every(Boolean);
  }

  /**
   * A step that can be shown: the one that is asked for, or the next one beyond it, or the one on screen.
   * @param {number} index
   */
  #reachable(index) {
    const wanted = Math.max(0, Math.min(this.length - 1, Math.round(index)));
    if (!this.leavesOut || this.#here(wanted)) return wanted;
    const way = Math.sign(wanted - this.wanted) || 1;
    for (let i = wanted; i >= 0 && i < this.length; i += way) if (this.#here(i)) return i;
    for (let i = wanted; i >= 0 && i < this.length; i -= way) if (this.#here(i)) return i;
    return wanted;
  }

  #arrived() {
    const all = this.films.reduce((sum, film) => sum + film.steps.length, 0);
    this.timeline.progress(this.frames.reduce((sum, cache) => sum + cache.count(), 0) / all);
  }

  #render() {
    this.frames.forEach((cache, f) => cache.near(this.#own(f, this.wanted)));
    const pictures = this.frames.map((cache, f) => cache.picture(this.#own(f, this.wanted)));
    const ready = pictures.every((picture) => picture !== undefined);
    this.root.classList.toggle("kviz-waiting", !ready);
    if (!ready) {
      const missing = this.frames.some((cache, f) => !cache.has(this.#own(f, this.wanted)));
      if (missing) this.options.onWant?.(this.wanted);
      return;
    }
    if (this.shown === this.wanted) return;
    this.#move(pictures);
    this.shown = this.wanted;
    this.#lookAhead();
    const steps = this.films.map((film) => stepOf(film, this.shown));
    for (const part of [this.view, this.timeline]) part.tell(steps, this.shown, this.length);
    this.controls.tell(steps, this.shown, this.timeline.whole ? this.length : 0);
    if (this.leavesOut) this.controls.edges(this.#reachable(0), this.#reachable(this.length - 1), this.shown);
    this.options.onShow?.(this.shown);
  }

  /**
   * Show the pictures of the wanted step. A key that comes while things move shows its step at once.
   * @param {ImageBitmap[]} pictures
   */
  #move(pictures) {
    const now = performance.now();
    const hurried = (this.moving && !this.moving.over) || now - this.moved < HURRIED;
    const neighbours = this.shown >= 0 && Math.abs(this.wanted - this.shown) === 1;
    this.moving?.stop();
    this.moved = now;
    if (this.smooth && neighbours && !hurried) {
      this.moving = new Glide(this.canvases, pictures, this.#taken(), GLIDE / this.speed);
    } else {
      pictures.forEach((picture, f) => paint(this.canvases[f], picture));
    }
  }

  /** The pictures on the way from the step on screen to the wanted one, which begin on a clean picture of the first. */
  #taken() {
    return this.ways.map((way, f) => {
      const before = this.frames[f].picture(this.#own(f, this.shown));
      const patches = this.wanted > this.shown && before ? way.take(this.wanted) : null;
      if (patches && before) paint(this.canvases[f], before);
      return patches;
    });
  }

  #lookAhead() {
    if (this.smooth) for (const way of this.ways) way.near(this.wanted + 1);
  }

  /**
   * @param {number} index
   * @param {boolean} [settle]
   */
  #seek(index, settle = true) {
    this.wanted = this.#reachable(index);
    this.timeline.slider.value = String(this.wanted);
    this.#render();
    if (!settle || this.clock.isRunning) return;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.options.onSettle?.(this.wanted), SETTLED);
  }

  /**
   * Show a step, and stop playing.
   * @param {number} index
   */
  go(index) {
    this.pause();
    this.#seek(index);
  }

  /** One step on, unless something is asked first. */
  next() {
    if (!this.options.before?.(this.wanted + 1)) this.go(this.wanted + 1);
  }

  /** On to another iteration. */
  skip() {
    const iteration = (/** @type {number} */ i) =>
      Math.max(...this.films.map((film) => stepOf(film, i).iteration));
    const here = iteration(this.wanted);
    let i = this.wanted;
    while (i < this.length - 1 && iteration(i) === here) i += 1;
    this.go(i);
  }

  #advance() {
    if (this.shown !== this.wanted) return true; // its picture is still to come
    if (this.wanted < this.length - 1) {
      if (!this.options.before?.(this.wanted + 1)) {
        this.#seek(this.wanted + 1);
        return true;
      }
    } else if (this.controls.loop.checked) {
      this.#seek(0);
      return true;
    }
    this.pause();
    return false;
  }

  play() {
    if (this.clock.isRunning) return;
    this.controls.playing(true);
    if (this.wanted >= this.length - 1) this.#seek(0);
    this.clock.start();
  }

  pause() {
    if (!this.clock.isRunning) return;
    this.clock.stop();
    this.controls.playing(false);
    this.options.onSettle?.(this.wanted);
  }

  /**
   * Tell nothing of what is still to come: questions are asked about it.
   * @param {boolean} on
   */
  keepBack(on) {
    this.timeline.keepBack(on);
    if (this.shown >= 0) this.refresh();
  }

  /** @param {boolean} [on] */
  present(on) {
    this.presentation.present(on);
  }

  /**
   * Another picture in the place of the step on screen, until it is refreshed.
   * @param {number} f
   * @param {Png} png
   * @param {() => boolean} [still] whether it is still wanted once it is decoded
   */
  async lend(f, png, still = () => true) {
    this.lent += 1;
    const mine = this.lent;
    const picture = await createImageBitmap(asBlob(png));
    if (mine > this.painted && still()) {
      this.moving?.stop();
      this.painted = mine;
      paint(this.canvases[f], picture);
    }
    picture.close();
  }

  refresh() {
    this.shown = -1;
    this.#render();
  }

  /** @param {{loop?: boolean, speed?: number, smooth?: boolean}} settings */
  set({ loop, speed, smooth }) {
    if (smooth !== undefined) this.controls.smooth.checked = smooth;
    if (loop !== undefined) this.controls.loop.checked = loop;
    if (speed !== undefined) this.controls.speed.value = String(speed);
  }

  destroy() {
    this.pause();
    clearTimeout(this.settling);
    this.hand.end();
    this.moving?.stop();
    this.deafen?.();
    this.calm.removeEventListener("change", this.#quieten);
    this.presentation.stop();
    this.view.stop();
    this.stopWatching();
    this.stopReturning();
    for (const cache of [...this.frames, ...this.ways]) cache.close();
  }
}
