/** From one step to the next within half a second: centroids that travel where there are pictures of it, else a blend. */
import { asBlob, paint, penOf } from "./frame_cache.js";

/** @typedef {import("./frame_cache.js").Png} Png */
/** @typedef {[number, number, Png][]} Way [left, top, png]: each is painted over the one before it */
/** @typedef {{left: number, top: number, picture: ImageBitmap}} Patch */

const SPAN = 490; // ms
const BLEND = 300; // ms
const TRAVEL = 0.78; // the part of SPAN in which things move; in the rest the step itself appears, with its arrows

/** The ways of one film, by the number of the step they lead to. Those of one step are kept decoded. */
export class TweenCache {
  /** @param {Record<number, Way>} ways */
  constructor(ways) {
    this.ways = ways;
    this.step = -1;
    this.turn = 0;
    /** @type {Patch[]} */
    this.patches = [];
  }

  #leave() {
    this.turn += 1;
    this.step = -1;
    for (const patch of this.patches) patch.picture.close();
    this.patches = [];
  }

  /**
   * Decode what lies on the way to step i.
   * @param {number} i
   */
  async near(i) {
    if (i === this.step || !this.ways[i]) return;
    this.#leave();
    this.step = i;
    const mine = this.turn;
    for (const [left, top, png] of this.ways[i]) {
      const picture = await createImageBitmap(asBlob(png)).catch(() => null);
      if (mine !== this.turn || !picture) {
        picture?.close();
        return;
      }
      this.patches.push({ left, top, picture });
    }
  }

  /**
   * The decoded pictures of step i, for whoever shows and closes them; null where they are not there.
   * @param {number} i
   */
  take(i) {
    if (i !== this.step || this.patches.length < this.ways[i].length) return null;
    const taken = this.patches;
    this.patches = [];
    this.#leave();
    return taken;
  }

  /**
   * @param {number} i
   * @param {Way | null} way
   */
  set(i, way) {
    if (way) this.ways[i] = way;
    else delete this.ways[i];
  }

  close() {
    this.#leave();
  }
}

/** Go to the pictures of a step from those on the canvases. The last frame is the step itself, pixel for pixel. */
export class Glide {
  /**
   * @param {HTMLCanvasElement[]} canvases
   * @param {ImageBitmap[]} pictures
   * @param {(Patch[] | null)[]} taken the patches on the way, one list for each canvas
   * @param {number} atMost ms
   */
  constructor(canvases, pictures, taken, atMost) {
    this.canvases = canvases;
    this.pictures = pictures;
    this.taken = taken;
    this.painted = taken.map(() => 0);
    this.began = performance.now();
    this.span = Math.min(taken.some(Boolean) ? SPAN : BLEND, atMost);
    this.over = false;
    this.frame = requestAnimationFrame(this.#draw);
  }

  /** @param {number} now */
  #draw = (now) => {
    const part = Math.min(1, Math.max(0, (now - this.began) / this.span));
    for (const f of this.canvases.keys()) {
      const patches = this.taken[f];
      if (patches) this.#travel(f, patches, part);
      else this.#fade(f, part);
    }
    if (part < 1) this.frame = requestAnimationFrame(this.#draw);
    else this.stop();
  };

  /**
   * @param {number} f
   * @param {Patch[]} patches
   * @param {number} part
   */
  #travel(f, patches, part) {
    const due = Math.min(patches.length, 1 + Math.floor((part / TRAVEL) * patches.length));
    const pen = penOf(this.canvases[f]);
    for (; this.painted[f] < due; this.painted[f] += 1) {
      const { left, top, picture } = patches[this.painted[f]];
      pen.drawImage(picture, left, top);
    }
    if (part > TRAVEL) this.#fade(f, (part - TRAVEL) / (1 - TRAVEL));
  }

  /**
   * @param {number} f
   * @param {number} part
   */
  #fade(f, part) {
    if (!this.pictures[f].width) return; // it was let go meanwhile
    paint(this.canvases[f], this.pictures[f], part < 1 ? Math.max(0.05, part * part) : 1);
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.over = true;
    for (const patches of this.taken) for (const patch of patches ?? []) patch.picture.close();
  }
}
