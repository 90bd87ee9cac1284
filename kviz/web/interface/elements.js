/** Elements of the page. Text is only ever text: nothing here reads markup. */

/**
 * Make an element: properties, then children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties] set as properties where the element has them, else as attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node && name !== "list") Object.assign(node, { [name]: value });
    else node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/**
 * A button that does one thing.
 * @param {string} label
 * @param {(event: MouseEvent) => void} onClick
 * @param {string} [className]
 */
export function button(label, onClick, className = "kviz-button") {
  const node = make("button", { type: "button", className }, label);
  node.addEventListener("click", onClick);
  return node;
}

const ICONS = {
  First: "M5 4v12M15 4l-8 6 8 6z",
  Back: "M14 4l-9 6 9 6z",
  Play: "M6 4l10 6-10 6z",
  Pause: "M6 4v12M13 4v12",
  Leave: "M5 5l10 10M15 5L5 15",
  Next: "M6 4l9 6-9 6z",
  Last: "M15 4v12M5 4l8 6-8 6z",
};
/** @typedef {keyof typeof ICONS} IconName */

/**
 * The sign of a button, drawn with one path.
 * @param {IconName} name
 */
export function icon(name) {
  const drawing = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(drawing, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(drawing, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * Let a button rest: it looks and is called disabled, but keeps the focus that a disabled one would lose.
 * @param {HTMLElement} node
 * @param {boolean} on
 */
export function rest(node, on) {
  node.classList.toggle("kviz-edge", on);
  node.setAttribute("aria-disabled", String(on));
}

/** @param {HTMLElement} node */
export const rests = (node) => node.getAttribute("aria-disabled") === "true";

let given = 0;

/**
 * An id that no other element of the page has.
 * @param {string} kind
 */
export function freshId(kind) {
  given += 1;
  return `kviz-${kind}-${given}`;
}

/**
 * A name that breaks between its words, in bill_length_mm and BillLength too, and inside a word only where one is long.
 * @param {string} name
 */
export function wordsOf(name) {
  const pieces = name.split(/(\s+)|(?<=[_/])|(?<=\p{Ll})(?=\p{Lu})/u).filter((piece) => piece);
  const words = pieces.map((piece) =>
    piece.trim() ? make("span", { className: "kviz-word" }, piece) : piece,
  );
  return make("span", { className: "kviz-name" }, ...words);
}
