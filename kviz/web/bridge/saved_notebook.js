/**
 * A notebook that a program has run, as an HTML page: its players play with no kernel and no network. Everything is in
 * the page already; what such a page would fetch from outside to show a widget is not needed for ours.
 */

const STATE = "application/vnd.jupyter.widget-state+json";
const VIEW = "application/vnd.jupyter.widget-view+json";

/** @typedef {{state: Record<string, any>, buffers?: {path: (string | number)[], data: string}[]}} Saved */

/** @param {string} type @param {ParentNode} [within] */
const written = (type, within = document) =>
  /** @type {HTMLElement[]} */ ([...within.querySelectorAll(`script[type="${type}"]`)]);

/** @type {Record<string, Saved>} */
const models = Object.assign(
  {},
  ...written(STATE).map((script) => JSON.parse(script.textContent ?? "{}").state ?? {}),
);

/**
 * The model of a saved widget: it changes nothing outside the page, and nobody answers.
 * @param {Saved} saved
 */
function modelOf({ state, buffers = [] }) {
  for (const { path, data } of buffers) {
    /** @type {any} */
    let place = state;
    for (const key of path.slice(0, -1)) place = place[key];
    place[path[path.length - 1]] = data;
  }
  return {
    /** @param {string} name */
    get: (name) => state[name],
    /** @param {string} name @param {unknown} value */
    set: (name, value) => Object.assign(state, { [name]: value }),
    save_changes() {},
    on() {},
    off() {},
    send() {
      throw new Error("no Python answers in a saved notebook");
    },
  };
}

for (const view of written(VIEW)) {
  const saved = models[JSON.parse(view.textContent ?? "{}").model_id];
  if (!saved?.state._anywidget_id?.startsWith("kviz.")) continue;
  const el = document.createElement("div");
  const style = document.createElement("style");
  style.textContent = saved.state._css;
  view.replaceWith(style, el);
  const script = URL.createObjectURL(new Blob([saved.state._esm], { type: "text/javascript" }));
  import(script).then((module) => module.default.render({ model: modelOf(saved), el }));
}
