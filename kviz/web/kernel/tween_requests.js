/**
 * What lies on the way to the next updates, for whoever wants to see centroids glide: asked for when all steps are
 * there and Python has nothing better to do, and not kept in a saved notebook.
 */
import { FACTS } from "../facts.js";

/** @typedef {import("../player/frame_cache.js").Png} Png */
/** @typedef {import("../player/player.js").Player} Player */
/** @typedef {import("./kernel_link.js").Model} Model */

const AT_ONCE = 3; // pictures
const AHEAD = 10; // steps
const KEPT = 24; // steps
const QUIET = 400; // ms

export class TweenRequests {
  /**
   * @param {Model} model
   * @param {Player} player
   * @param {() => void} pull ask for more
   */
  constructor(model, player, pull) {
    this.model = model;
    this.player = player;
    this.pull = pull;
    this.busy = 0;
    this.later = 0;
    /** @type {Map<string, [number, number, Png][]>} */
    this.found = new Map();
  }

  /** The next pictures to ask for: [film, step, part]. */
  missing() {
    if (!this.player.smooth) return [];
    clearTimeout(this.later);
    if (performance.now() < this.busy) {
      this.later = setTimeout(this.pull, QUIET);
      return [];
    }
    const films = this.model.get("films");
    for (let i = this.player.index + 1; i <= this.player.index + AHEAD; i += 1) {
      for (let f = 0; f < films.length; f += 1) {
        const have = this.found.get(`${f}:${i}`)?.length ?? 0;
        if (films[f].steps[i]?.phase !== "update" || have >= FACTS.tweenParts) continue;
        return Array.from({ length: Math.min(AT_ONCE, FACTS.tweenParts - have) }, (_, n) => [
          f,
          i,
          have + n + 1,
        ]);
      }
    }
    return [];
  }

  /**
   * @param {number} f
   * @param {number} i
   * @param {number[]} place part, left and top
   * @param {Png} png
   */
  keep(f, i, [part, left, top], png) {
    const key = `${f}:${i}`;
    const way = this.found.get(key) ?? [];
    if (part !== way.length + 1) return;
    const longer = [...way, /** @type {[number, number, Png]} */ ([left, top, png])];
    this.found.set(key, longer);
    if (part === FACTS.tweenParts) this.player.setWay(f, i, longer);
    if (this.found.size <= KEPT) return;
    const [oldest] = this.found.keys();
    this.found.delete(oldest);
    const [film, step] = oldest.split(":").map(Number);
    this.player.setWay(film, step, null);
  }

  /** Python has something else to do now. */
  wait() {
    this.busy = performance.now() + QUIET;
  }

  forget() {
    clearTimeout(this.later);
    this.found = new Map();
  }
}
