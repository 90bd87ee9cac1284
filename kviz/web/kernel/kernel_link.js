/**
 * Frames over the widget's wire. The first ones come with the run; this asks for the rest, nearest first, two
 * requests on the way at most, and keeps what arrives in the model: a saved notebook plays without a kernel.
 */
import { asBlob } from "../player/frame_cache.js";
import { Player } from "../player/player.js";
import { TweenRequests } from "./tween_requests.js";

/** @typedef {import("../player/film.js").Film} Film */
/** @typedef {import("../player/frame_cache.js").Png} Png */
/** @typedef {import("../player/player.js").PlayerOptions} PlayerOptions */

/**
 * The part of an anywidget model that is used here.
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(content: Message, callbacks?: unknown, buffers?: ArrayBuffer[]) => void} send
 * @property {(event: string, act: (...given: any[]) => void) => void} on
 * @property {(event: string, act: (...given: any[]) => void) => void} off
 * @property {string} [contents] address of a page with links to all lessons and data sets
 * @property {() => boolean} [cancel] ends what Python is at; whether that is over at once
 * @property {Record<string, import("../interface/tabs.js").View>} [tabs] more views, which only this page has
 */

/** @typedef {{run: number, pictures: {f: number, i: number, png: Png, picture: Promise<ImageBitmap>}[]}} Ahead */
/** @typedef {Record<string, any>} Message */
/** @typedef {(message: Message, buffers?: ArrayBuffer[]) => void} Tell */

/**
 * @typedef {object} LinkOptions
 * @property {() => string} [address] the run that the page's address asks for
 * @property {(message: Message, buffers: DataView<ArrayBuffer>[]) => void} [onMessage] what is not a frame
 * @property {(films: Film[]) => void} [onRun] other runs are on screen
 */

const BATCH = 4; // frames in one request
const ON_THE_WAY = 2; // requests
const STEADY = 150; // ms that a size has to stay before pictures are drawn for it
const SILENCE = 10_000; // ms without an answer after which pictures that are not here are left out
/** What moves nothing: pictures that are kept, and what a drag asks for while the button is down. */
const STILL = ["ahead", "dragged", "points"];
const VEIL = 1500; // ms after which a picture that is not the right one yet is shown all the same

/** Whoever waits for a picture says that it could not be decoded. */
const noPicture = () => {};

/** Whether this is the page of its own, not a cell of a notebook. */
export const onPage = () => Boolean(document.body.dataset.voila);

/** A player, and the Python that draws for it. */
export class KernelLink {
  /**
   * @param {Model} model
   * @param {HTMLElement} root
   * @param {Omit<PlayerOptions, "films"> & LinkOptions} [options]
   */
  constructor(model, root, options = {}) {
    this.model = model;
    this.root = root;
    this.options = options;
    this.alive = true;
    this.flying = this.silence = 0;
    /** @type {number} the step that Python and the page know of */
    this.agreed = model.get("index");
    this.frames = model.get("frames");
    /** @type {Set<string>} */
    this.asked = new Set();
    /** @type {Ahead | null} */
    this.ahead = null;
    this.density = Math.min(2, Math.max(1, window.devicePixelRatio || 1));
    this.player = new Player(root, {
      films: this.#films(),
      index: model.get("index"),
      pageKeys: onPage(),
      ...options,
      onShow: (index) => this.#onShow(index),
      onSmooth: () => this.#pull(),
      onSettle: (index) => this.#onSettle(index),
    });
    this.ways = new TweenRequests(model, this.player, () => this.#pull());
    this.#veil();
    model.on("msg:custom", this.#onMessage);
    model.on("change:run", this.#onRun);
    model.on("change:index", this.#onIndex);
    this.room = this.#measured();
    this.waiting = 0;
    // the address is said once, and when somebody changes it: later the page may show what no address can hold
    this.ready(options.address?.());
    this.sizes = new ResizeObserver(() => this.#onSize());
    this.sizes.observe(this.player.view.room);
    this.themes = new MutationObserver(() => this.#onTheme());
    this.themes.observe(root, { attributes: true, attributeFilter: ["data-theme"] });
    this.#pull();
  }

  /** No flash of a white picture, or of another run than the address asks for. */
  #veil() {
    if (this.#look().theme === this.root.dataset.theme && !this.options.address?.()) return;
    this.root.classList.add("kviz-veiled");
    setTimeout(() => this.root.classList.remove("kviz-veiled"), VEIL);
  }

  #look() {
    return this.model.get("look") ?? {};
  }

  /** The room for pictures, in CSS pixels. */
  #measured() {
    const { clientWidth: width, clientHeight: height } = this.player.view.room;
    return { width, height };
  }

  /** Another size: pictures for it are drawn when it stays. */
  #onSize() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      const { width, height } = this.#measured();
      if (!width || !height || (width === this.room.width && height === this.room.height)) return;
      this.room = { width, height };
      this.ready();
    }, STEADY);
  }

  #onTheme() {
    if (this.root.dataset.theme !== this.#look().theme) this.ready();
  }

  /** Tell Python for which screen to draw, and which run is wanted. */
  ready(address = "") {
    const { density, room } = this;
    this.#send({
      do: "ready",
      density,
      theme: this.root.dataset.theme,
      ...(room.width && room.height ? room : {}),
      address,
    });
  }

  #films() {
    const frames = this.model.get("frames");
    const films = /** @type {Film[]} */ (this.model.get("films") ?? []);
    const begun = this.#arrived(frames);
    return films.map((film, f) => ({ ...film, frames: frames[f] ?? [], begun: begun[f] }));
  }

  /**
   * What came ahead of this run takes its place among the frames, and is being decoded already.
   * @param {(Png | null)[][]} frames
   */
  #arrived(frames) {
    /** @type {Map<number, Promise<ImageBitmap>>[]} */
    const begun = frames.map(() => new Map());
    if (this.ahead?.run !== this.model.get("run")) return begun;
    for (const { f, i, png, picture } of this.ahead?.pictures ?? []) {
      if (!frames[f]) continue;
      frames[f][i] = png; // in place: kept for saving, not sent back
      begun[f].set(i, picture);
    }
    this.ahead = null;
    return begun;
  }

  /**
   * The first picture of a run that is still to come.
   * @param {Message} message
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  #expect({ run, frames }, buffers) {
    for (const { picture } of this.ahead?.pictures ?? []) picture.then((old) => old.close(), noPicture);
    const pictures = /** @type {number[][]} */ (frames).map(([f, i], at) => {
      const picture = createImageBitmap(asBlob(buffers[at]));
      picture.catch(noPicture);
      return { f, i, png: buffers[at], picture };
    });
    this.ahead = { run, pictures };
  }

  #missing() {
    const frames = this.model.get("frames");
    const films = /** @type {Film[]} */ (this.model.get("films"));
    const all = films.flatMap((film, f) =>
      film.steps.map((_, i) => [f, i]).filter(([, i]) => !frames[f]?.[i] && !this.asked.has(`${f}:${i}`)),
    );
    const here = this.player.index;
    const far = (/** @type {number[]} */ [, i]) => (i >= here ? i - here : 2 * (here - i));
    return all.sort((a, b) => far(a) - far(b)).slice(0, BATCH);
  }

  #pull() {
    while (this.alive && this.ways && this.flying < ON_THE_WAY) {
      const batch = this.#missing();
      if (!batch.length && this.flying) return;
      if (!batch.length) batch.push(...this.ways.missing());
      if (!batch.length) return;
      for (const [f, i] of batch) this.asked.add(`${f}:${i}`);
      this.flying += 1;
      this.#listen();
      this.#send({ do: "want", run: this.model.get("run"), frames: batch });
    }
  }

  /** In a notebook nobody may be there who draws: then the player does without the pictures that it lacks. */
  #listen() {
    clearTimeout(this.silence);
    if (!onPage()) this.silence = setTimeout(() => this.player.leaveOut(true), SILENCE);
  }

  /**
   * @param {Message} message
   * @param {ArrayBuffer[]} [buffers]
   */
  #send(message, buffers) {
    try {
      this.model.send(message, undefined, buffers);
    } catch {
      this.alive = false; // a saved notebook without a kernel: what is in the model is all there is
      this.player?.leaveOut(true);
    }
  }

  /** @type {Tell} */
  tell = (message, buffers) => {
    this.ways.wait();
    this.#send(message, buffers);
  };

  /**
   * @param {Message} message
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  #onMessage = (message, buffers) => {
    const hear = () => this.#hear(message, buffers);
    if (STILL.includes(message.type)) hear();
    else this.player.hand.whenFree(hear);
  };

  /**
   * @param {Message} message
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  #hear(message, buffers) {
    if (message.type === "ahead") {
      this.#expect(message, buffers);
      return;
    }
    if (message.type !== "frames") {
      this.options.onMessage?.(message, buffers);
      return;
    }
    if (message.run !== this.model.get("run")) return;
    clearTimeout(this.silence);
    if (this.player.leavesOut) this.player.leaveOut(false);
    this.flying = Math.max(0, this.flying - 1);
    const frames = this.model.get("frames");
    /** @type {number[][]} */ (message.frames).forEach(([f, i, ...part], at) => {
      if (part.length) {
        this.ways.keep(f, i, part, buffers[at]);
        return;
      }
      if (frames[f]) frames[f][i] = buffers[at]; // in place: kept for saving, not sent back
      this.player.setFrame(f, i, buffers[at]);
    });
    this.#pull();
  }

  #onRun = () => this.player.hand.whenFree(() => this.#changeRun());

  #changeRun() {
    this.asked = new Set();
    this.flying = 0;
    this.ways.forget();
    this.#emptyFrames();
    this.root.classList.remove("kviz-veiled");
    this.player.setFilms(this.#films(), this.#indexNow());
    this.options.onRun?.(this.model.get("films"));
    this.#pull();
  }

  /** The step that Python wants to be seen; where it has not chosen another one, the step on screen. */
  #indexNow() {
    const index = this.model.get("index");
    if (index === this.agreed) return this.player.index;
    this.agreed = index;
    return index;
  }

  /** @param {number} index */
  #onShow(index) {
    this.options.onShow?.(index);
    if (this.player?.smooth) this.#pull();
  }

  /** @param {number} index */
  #onSettle(index) {
    this.agreed = index;
    if (this.model.get("index") !== index) {
      this.model.set("index", index);
      try {
        this.model.save_changes();
      } catch {
        this.alive = false;
      }
    }
    this.options.onSettle?.(index);
  }

  /** To Python two runs of one length have equal lists of no pictures, and it sends none: ours is full of the last run's. */
  #emptyFrames() {
    const frames = /** @type {(Png | null)[][]} */ (this.model.get("frames"));
    if (frames === this.frames) for (const row of frames) row.fill(null);
    this.frames = frames;
  }

  #onIndex = () => this.player.hand.whenFree(() => this.#follow());

  #follow() {
    const index = this.model.get("index"); // agreed on when it settles, or with the run that it belongs to
    if (index !== this.agreed && index !== this.player.index) this.player.go(index);
  }

  stop() {
    this.alive = false;
    clearTimeout(this.silence);
    this.ways.forget();
    this.themes.disconnect();
    clearTimeout(this.waiting);
    this.sizes.disconnect();
    this.model.off("msg:custom", this.#onMessage);
    this.model.off("change:run", this.#onRun);
    this.model.off("change:index", this.#onIndex);
    this.player.destroy();
  }
}
