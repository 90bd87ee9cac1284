/** A table of the learner outlives a refresh: this tab of the browser keeps it, and forgets it when it is closed. */

/** @typedef {import("../explorer/view.js").Upload} Upload */
/** @typedef {{name: string, x?: string, y?: string, missing?: string, how: Record<string, string>, address: string}} Chosen */

const BYTES = "kviz-table"; // of the browser's store: the file, packed
const CHOSEN = "kviz-table-chosen"; // what was chosen of it, and the run on screen
const PLACE = "own-table"; // the page's address, for this tab alone

/** Whether an address speaks of a table that this tab may have kept. @param {string} address */
export const keptIn = (address) => address.replace("#", "").split("&")[0] === PLACE;

export class KeptTable {
  constructor() {
    /** @type {Map<string, Promise<string>>} the files that were given, packed, by name */
    this.files = new Map();
    this.stored = "";
  }

  /** @param {File} file */
  take(file) {
    const packing = packed(file);
    packing.catch(() => {}); // a file that cannot be read is refused where it is sent
    this.files.set(file.name, packing);
  }

  /**
   * Keep the table on screen with its run; false where the browser has no room for it.
   * @param {Upload} upload
   * @param {string} address of the run
   */
  async keep({ name, x, y, missing, how }, address) {
    try {
      if (this.stored !== name) {
        const file = await this.files.get(name);
        if (!file) return false;
        this.stored = name;
        sessionStorage.setItem(BYTES, file);
      }
      sessionStorage.setItem(CHOSEN, JSON.stringify({ name, x, y, missing, how, address }));
      return true;
    } catch {
      this.forget();
      return false;
    }
  }

  forget() {
    this.stored = "";
    try {
      for (const key of [BYTES, CHOSEN]) sessionStorage.removeItem(key);
    } catch {
      // a browser that keeps nothing has nothing to forget
    }
  }

  /**
   * What was kept before the refresh, null for nothing.
   * @returns {Promise<{chosen: Chosen, bytes: ArrayBuffer} | null>}
   */
  async read() {
    try {
      const file = sessionStorage.getItem(BYTES);
      const chosen = JSON.parse(sessionStorage.getItem(CHOSEN) ?? "null");
      if (!file || !chosen) return null;
      const bytes = await unpacked(file);
      this.files.set(chosen.name, Promise.resolve(file));
      return { chosen, bytes };
    } catch {
      return null;
    }
  }

  /** @param {number} step */
  address(step) {
    return `${PLACE}&step=${step}`;
  }
}

/** @param {Blob} file @returns {Promise<string>} */
async function packed(file) {
  const zipped = await new Response(file.stream().pipeThrough(new CompressionStream("gzip"))).blob();
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(",")[1]);
    reader.onerror = fail;
    reader.readAsDataURL(zipped);
  });
}

/** @param {string} text */
function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
