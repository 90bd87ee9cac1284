/** Python in its worker: begun, spoken to, ended where nothing else stops it, begun again. */
import { forWorker, unpackedText } from "./files.js";

/**
 * @typedef {object} Hear
 * @property {(text: string, buffers: Uint8Array<ArrayBuffer>[]) => void} message of the bridge
 * @property {(part: number) => void} part of the way
 * @property {() => void} up Python is there
 * @property {(fault: string) => void} fault it has ended, or a message could not be taken
 */

export class Python {
  /**
   * @param {import("../bridge/build.js").Build} build
   * @param {Hear} hear
   */
  constructor(build, hear) {
    this.build = build;
    this.hear = hear;
    /** @type {Worker | null} */
    this.worker = null;
    this.script = "";
    this.told = 0; // messages that Python has not answered yet
  }

  get busy() {
    return this.told > 0;
  }

  async start() {
    this.end();
    const { files, late } = this.build;
    try {
      if (!this.script) {
        const text = await unpackedText(files.worker);
        this.script = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      }
      const worker = new Worker(this.script);
      this.worker = worker;
      worker.onmessage = ({ data }) => this.worker === worker && this.#hear(data);
      worker.onerror = (event) => this.worker === worker && this.hear.fault(event.message);
      const places = Object.entries(late).map(([name, place]) => [name, forWorker(place)]);
      const first = ["wasm", "stdlib", "core", "kviz"].map((name) => [name, forWorker(files[name])]);
      worker.postMessage({ start: { ...Object.fromEntries(first), late: Object.fromEntries(places) } });
    } catch (error) {
      this.hear.fault(String(error));
    }
  }

  /** @param {Record<string, any>} data */
  #hear(data) {
    if (data.text !== undefined) this.hear.message(data.text, data.buffers);
    if (data.part !== undefined) this.hear.part(data.part);
    if (data.up) this.hear.up();
    if (data.done) this.told -= 1;
    if (data.fault) this.hear.fault(data.fault);
  }

  /** @type {import("../bridge/bridge_model.js").Post} */
  post = (text, buffers) => {
    this.told += 1;
    this.worker?.postMessage({ text, buffers });
  };

  end() {
    this.worker?.terminate();
    this.worker = null;
    this.told = 0;
  }
}
