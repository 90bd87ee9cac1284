/** Pictures: decoded ahead, and painted. */

/** @typedef {Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer> | string} Png PNG bytes; a string is base64 */

const AT_ONCE = 2; // pictures that are decoded at the same time

/** The encoded frames of one film, and a window of decoded ones on either side of the one on screen. */
export class FrameCache {
  /**
   * @param {(Png | null)[]} frames null where a frame is still to come
   * @param {() => void} onReady the frame that was asked for is decoded
   * @param {Map<number, Promise<ImageBitmap>>} [begun] pictures that are being decoded already
   */
  constructor(frames, onReady, begun = new Map()) {
    this.frames = frames;
    this.onReady = onReady;
    this.begun = begun;
    this.reach = (globalThis.devicePixelRatio ?? 1) > 1.5 ? 6 : 10;
    /** @type {Map<number, ImageBitmap>} */
    this.bitmaps = new Map();
    /** @type {Set<number>} */
    this.failed = new Set();
    /** @type {number[]} */
    this.queue = [];
    this.decoding = 0;
    this.centre = 0;
    this.closed = false;
  }

  /**
   * Keep the frames around frame i decoded, and let go of the others.
   * @param {number} i
   */
  near(i) {
    this.centre = i;
    for (const [j, picture] of this.bitmaps) {
      if (Math.abs(j - i) > this.reach) {
        picture.close();
        this.bitmaps.delete(j);
      }
    }
    const offsets = Array.from({ length: 2 * this.reach + 1 }, (_, o) => (o % 2 ? (o + 1) / 2 : -o / 2));
    const wanted = (/** @type {number} */ j) => this.has(j) && !this.bitmaps.has(j) && !this.failed.has(j);
    this.queue = offsets.map((offset) => i + offset).filter(wanted);
    while (this.decoding < AT_ONCE && this.queue.length)
      this.#decode(/** @type {number} */ (this.queue.shift()));
  }

  /** @param {number} j */
  async #decode(j) {
    this.decoding += 1;
    this.failed.add(j);
    const png = /** @type {Png} */ (this.frames[j]);
    try {
      const begun = this.begun.get(j);
      this.begun.delete(j);
      const picture = await (begun ?? createImageBitmap(asBlob(png)));
      if (this.closed || this.frames[j] !== png || Math.abs(j - this.centre) > this.reach) picture.close();
      else this.bitmaps.set(j, picture);
      this.failed.delete(j);
    } catch (error) {
      console.error(`kviz: frame ${j} could not be decoded`, error);
    }
    this.decoding -= 1;
    if (this.closed) return;
    if (j === this.centre) this.onReady();
    else this.near(this.centre);
  }

  /** @param {number} i */
  picture(i) {
    return this.bitmaps.get(i);
  }

  /** @param {number} i */
  has(i) {
    return Boolean(this.frames[i]);
  }

  count() {
    return this.frames.filter(Boolean).length;
  }

  /**
   * A frame has come, or another one in its place.
   * @param {number} i
   * @param {Png} png
   */
  set(i, png) {
    this.frames[i] = png;
    this.bitmaps.get(i)?.close();
    this.bitmaps.delete(i);
    this.failed.delete(i);
    if (Math.abs(i - this.centre) <= this.reach) this.near(this.centre);
  }

  close() {
    this.closed = true;
    for (const picture of this.bitmaps.values()) picture.close();
    this.bitmaps.clear();
  }
}

/**
 * PNG bytes as what a browser can decode.
 * @param {Png} png
 */
export function asBlob(png) {
  if (png instanceof Blob) return png;
  const bytes = typeof png === "string" ? Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0)) : png;
  return new Blob([bytes], { type: "image/png" });
}

/**
 * Paint a picture over a canvas, which takes its size.
 * @param {HTMLCanvasElement} canvas
 * @param {ImageBitmap} picture
 * @param {number} [alpha]
 */
export function paint(canvas, picture, alpha = 1) {
  if (canvas.width !== picture.width || canvas.height !== picture.height) {
    canvas.width = picture.width;
    canvas.height = picture.height;
  }
  const pen = penOf(canvas);
  pen.globalAlpha = alpha;
  pen.drawImage(picture, 0, 0);
  pen.globalAlpha = 1;
}

/** @param {HTMLCanvasElement} canvas */
export const penOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
