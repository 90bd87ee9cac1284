/**
 * The page in a frame of another page: the picture, the player, and the choices that its author leaves.
 *
 * PAGE?embed=1&show=k,seed#data=… in the frame. To the page around it go {kviz: "size", height} and {kviz: "state",
 * step, steps, right, asked, address}, the latter when it changes and as the answer to {kviz: "ask"}.
 */
import { button, make } from "../interface/elements.js";

/** @typedef {import("../kernel/kernel_link.js").Model} Model */
/** @typedef {ReturnType<typeof import("../messages.js").catalogue>} Words */

/** What can be left to choose, and where it stands on the whole page. */
const CHOICES = {
  data: "[data-field=data]",
  k: "[data-field=k]",
  seed: ".kviz-low:has(.kviz-fresh)",
  init: "[data-field=init]",
  metric: "[data-field=metric]",
  scale: "[data-field=scale]",
};
const OFFERED = ["data", "k", "seed"]; // ready ticked in the snippet

const asked = () => new URLSearchParams(location.search);

export const isEmbedded = () => asked().has("embed");

/** Before the page is made: it looks different from the start. */
export function prepare() {
  if (isEmbedded()) document.body.dataset.embed = asked().get("show") ?? "";
}

/**
 * Show what is left of the page, and speak to the page around it.
 * @param {HTMLElement} main
 * @param {Model} model
 */
export function embed(main, model) {
  const show = (document.body.dataset.embed ?? "").split(",");
  const chosen = Object.entries(CHOICES).filter(([name]) => show.includes(name));
  const nodes = chosen
    .map(([, place]) => main.querySelector(`.kviz-side ${place}`))
    .filter((node) => node !== null);
  if (nodes.length)
    main.querySelector(".kviz-player")?.after(make("div", { className: "kviz-left" }, ...nodes));
  const score = { right: 0, asked: 0 };
  const tell = (/** @type {Record<string, unknown>} */ said) => {
    if (parent !== window) parent.postMessage(said, "*");
  };
  const state = () => {
    const steps = Math.max(...model.get("films").map((/** @type {any} */ film) => film.steps.length));
    const step = model.get("index");
    const address = `${model.get("choices").address}&step=${step}`; // that of the page is written later
    tell({ kviz: "state", step, steps, ...score, address });
  };
  main.addEventListener("kviz-score", (event) => {
    const { right, total } = /** @type {CustomEvent} */ (event).detail;
    Object.assign(score, { right, asked: total });
    state();
  });
  model.on("change:index change:run", () => queueMicrotask(state));
  window.addEventListener("message", (event) => {
    if (event.source === parent && event.data?.kviz === "ask") state();
  });
  new ResizeObserver(() =>
    tell({ kviz: "size", height: Math.ceil(main.getBoundingClientRect().height) }),
  ).observe(main);
}

/**
 * A section that makes the lines to paste into a course or a blog.
 * @param {Words} words
 */
export function embedForm(words) {
  const { say } = words;
  const boxes = Object.keys(CHOICES).map((name) => {
    const box = make("input", { type: "checkbox", value: name, checked: OFFERED.includes(name) });
    return make("label", { className: "kviz-check" }, box, ` ${say(`site.embed_${name}`)}`);
  });
  const code = make("textarea", {
    className: "kviz-editor",
    rows: 5,
    readOnly: true,
    "aria-label": say("site.embed_code"),
  });
  const copied = make("span", { "aria-live": "polite" });
  const fill = () => {
    const show = boxes.flatMap((label) => [...label.querySelectorAll("input")].filter((box) => box.checked));
    code.value = snippet(
      show.map((box) => box.value),
      say("site.embed_title"),
    );
  };
  const copy = button(say("site.embed_copy"), async () => {
    fill();
    code.select();
    await navigator.clipboard?.writeText(code.value).catch(() => {});
    copied.textContent = say("site.embed_copied");
  });
  const about = make("p", { className: "kviz-about" }, say("site.embed_about"));
  const box = make("details", { className: "kviz-options" }, make("summary", {}, say("site.embed")), about);
  box.append(
    make("div", { className: "kviz-row" }, ...boxes),
    code,
    make("div", { className: "kviz-row" }, copy, copied),
  );
  for (const event of ["toggle", "change"]) box.addEventListener(event, fill);
  return box;
}

/**
 * @param {string[]} show
 * @param {string} title
 */
function snippet(show, title) {
  const address = `${location.origin}${location.pathname}?embed=1${show.length ? `&show=${show.join()}` : ""}${location.hash}`;
  const escaped = address.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const hear =
    'addEventListener("message", (e) => { if (e.data?.kviz === "size") ' +
    'for (const f of document.querySelectorAll("iframe")) if (f.contentWindow === e.source) f.height = e.data.height; });';
  return `<iframe src="${escaped}" title="${title}" width="100%" height="700" style="border:0"></iframe>\n<script>${hear}</${"script"}>`;
}
