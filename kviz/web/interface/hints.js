/** Explanations that come on hover and on focus: above everything, and never over what they explain. */
import { make } from "./elements.js";

/** @typedef {"left" | "right" | "above" | "below"} Side */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Edges */

const WAIT = 500; // ms that a pointer rests before anything comes up
const EDGE = 4; // CSS pixels that stay free at the edge of the window

/**
 * An explanation of a part of the page; it belongs inside that part, so that a pointer can go over to it.
 * @param {"p" | "span"} tag
 * @param {string} text
 */
export function hintOf(tag, text) {
  return make(tag, { className: "kviz-hint", role: "tooltip", popover: "auto" }, text);
}

/**
 * Show a hint while the pointer or the keyboard is at what it explains; Escape or a tap elsewhere puts it away.
 * @param {HTMLElement} part what the hint is about and never covers
 * @param {HTMLElement} hint
 * @param {() => Side[]} sides where it may stand, the best first
 */
export function explains(part, hint, sides) {
  let waiting = 0;
  const hide = () => {
    clearTimeout(waiting);
    if (hint.isConnected && hint.matches(":popover-open")) hint.hidePopover();
  };
  const show = () => {
    if (!hint.isConnected || hint.matches(":popover-open")) return;
    hint.showPopover();
    const { width, height } = hint.getBoundingClientRect();
    const [left, top] = placeBeside(part.getBoundingClientRect(), width, height, sides(), window);
    Object.assign(hint.style, { left: `${left}px`, top: `${top}px` });
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, WAIT);
  };
  part.addEventListener("pointerenter", (event) => event.pointerType !== "touch" && soon());
  part.addEventListener("pointerleave", hide);
  part.addEventListener("click", (event) => {
    const finger = /** @type {PointerEvent} */ (event).pointerType === "touch";
    if (finger && !(/** @type {HTMLElement} */ (event.target).closest("select, input, button"))) soon();
  });
  part.addEventListener("focusin", (event) => {
    if (/** @type {HTMLElement} */ (event.target).matches(":focus-visible")) soon();
  });
  part.addEventListener("focusout", hide);
}

/**
 * Left and top of a box beside another one: on the first side that has the room, else where there is most of it.
 * @param {Edges} about
 * @param {number} width
 * @param {number} height
 * @param {Side[]} sides
 * @param {{innerWidth: number, innerHeight: number}} window
 * @returns {[number, number]}
 */
export function placeBeside(about, width, height, sides, { innerWidth, innerHeight }) {
  /** @type {Record<Side, number>} */
  const spare = {
    left: about.left - width,
    right: innerWidth - about.right - width,
    above: about.top - height,
    below: innerHeight - about.bottom - height,
  };
  const best = sides.find((side) => spare[side] >= EDGE) ?? sides.toSorted((a, b) => spare[b] - spare[a])[0];
  const within = (/** @type {number} */ at, /** @type {number} */ length, /** @type {number} */ all) =>
    Math.max(EDGE, Math.min(at, all - length - EDGE));
  const x = within(about.left, width, innerWidth);
  const y = within(about.top, height, innerHeight);
  if (best === "left") return [about.left - width, y];
  if (best === "right") return [about.right, y];
  return best === "above" ? [x, about.top - height] : [x, about.bottom];
}
