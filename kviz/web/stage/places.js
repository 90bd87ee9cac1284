/**
 * Places on the stage: shares from its left and upper edge. Python turns them into data and checks them again.
 */

/** @typedef {import("../explorer/view.js").Place} Place */

/** @param {number} share */
export const clamp = (share) => Math.min(1, Math.max(0, share));

/**
 * Where a pointer is on the stage.
 * @param {HTMLElement} stage
 * @param {MouseEvent} event
 * @returns {Place}
 */
export function placeUnder(stage, event) {
  const box = stage.getBoundingClientRect();
  return [clamp((event.clientX - box.left) / box.width), clamp((event.clientY - box.top) / box.height)];
}

/**
 * Put a mark at a place.
 * @param {HTMLElement} node
 * @param {Place} place
 */
export function putAt(node, [u, v]) {
  node.style.left = `${100 * u}%`;
  node.style.top = `${100 * v}%`;
}

/**
 * A place moved by an arrow key; null where the key is none. With Shift it goes five times as far.
 * @param {Place} place
 * @param {KeyboardEvent} event
 * @param {number} by
 * @returns {Place | null}
 */
export function movedByKey([u, v], event, by) {
  const far = event.shiftKey ? 5 * by : by;
  /** @type {Record<string, Place>} */
  const ways = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] };
  const way = ways[event.key];
  return way ? [clamp(u + way[0]), clamp(v + way[1])] : null;
}
