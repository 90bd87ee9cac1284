/**
 * Whether the connection to Python is open. On a page of its own, whoever has the socket tells it in an attribute of
 * the document (page.js, or served/kernel.js); in a notebook nobody tells, and the line counts as open.
 */
export const lineIsCut = () => document.documentElement.dataset.kvizLine === "cut";

/** @param {boolean} open */
export function tellLine(open) {
  document.documentElement.dataset.kvizLine = open ? "open" : "cut";
}

/**
 * Call back when the line is cut or comes back.
 * @param {(cut: boolean) => void} tell
 */
export function watchLine(tell) {
  let before = lineIsCut();
  const watcher = new MutationObserver(() => {
    if (lineIsCut() === before) return;
    before = !before;
    tell(before);
  });
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ["data-kviz-line"] });
  return () => watcher.disconnect();
}

const ways = {
  /** Left alone, Jupyter waits longer after every try. */
  connect: async () => {
    const app = /** @type {any} */ (window).jupyterapp;
    const manager = await app?.widgetManagerPromise?.promise;
    await manager?.kernel?.reconnect();
  },
};

/** @param {() => Promise<void>} connect how this page connects anew */
export function reconnectBy(connect) {
  ways.connect = connect;
}

/** Connect anew now that the server answers again. */
export const reconnect = () => ways.connect();
