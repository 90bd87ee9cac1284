/**
 * Whether the connection to Python is open. On the page the server's own script (page.js) looks at the socket and
 * tells it in an attribute of the document; in a notebook nobody tells, and the line counts as open.
 */
export const lineIsCut = () => document.documentElement.dataset.kvizLine === "cut";

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

/** Connect anew now that the server answers again; left alone, Jupyter waits longer after every try. */
export async function reconnect() {
  const app = /** @type {any} */ (window).jupyterapp;
  const manager = await app?.widgetManagerPromise?.promise;
  await manager?.kernel?.reconnect();
}
