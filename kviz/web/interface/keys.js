/** Keys: the player's own go no further, those of fields and of the surroundings are left alone. */

/** @param {KeyboardEvent} event */
export const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;

export const nothingFocused = () => !document.activeElement || document.activeElement === document.body;

const TYPED = "textarea, input:not([type=checkbox], [type=radio], [type=button], [type=file], [type=range])";

/**
 * Whether what is typed goes into it, and is taken back by itself.
 * @param {EventTarget | null} target
 */
export function isField(target) {
  const node = /** @type {HTMLElement | null} */ (target);
  return Boolean(node && (node.isContentEditable || node.matches?.(TYPED)));
}

/**
 * Take something back, or do it again: Ctrl+Z, Cmd+Shift+Z, Ctrl+Y.
 * @param {KeyboardEvent} event
 * @returns {"" | "undo" | "redo"}
 */
export function undoKey(event) {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return "";
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && !event.shiftKey ? "redo" : "";
}

const CLICKER = ["PageDown", "PageUp"]; // what a presenter's clicker sends, wherever the focus is

/**
 * Fields, selects and buttons keep the keys they need; the player's own slider does not, and only text keeps those
 * of a clicker.
 * @param {EventTarget | null} target
 * @param {string} key
 * @param {HTMLElement | null} slider
 */
export function ownsKey(target, key, slider) {
  const node = /** @type {HTMLInputElement | null} */ (target);
  if (!node || node === slider) return false;
  if (CLICKER.includes(key)) return node.isContentEditable || Boolean(node.matches?.("textarea"));
  if (node.isContentEditable || node.matches?.("textarea, select")) return true;
  if (node.matches?.("input")) return !["checkbox", "button"].includes(node.type) || key === " ";
  return key === " " && Boolean(node.matches?.("button, summary, a, [role=button]"));
}

/**
 * Keep keys from being shortcuts of the notebook around; returns what ends it.
 *
 * JupyterLab hears of a key after us, Notebook 7 before us: there only this mark keeps "d d" from deleting the cell.
 * It stands on the very element that has the key, for that one is asked first.
 * @param {HTMLElement} keyRoot
 * @param {(event: KeyboardEvent) => boolean} ours
 */
export function keepKeys(keyRoot, ours) {
  const shield = (/** @type {KeyboardEvent} */ event) => {
    const node = /** @type {HTMLElement} */ (event.target);
    if (keyRoot.contains(node)) node.toggleAttribute("data-lm-suppress-shortcuts", ours(event));
  };
  const hold = (/** @type {KeyboardEvent} */ event) => {
    if (ours(event)) event.stopPropagation();
  };
  window.addEventListener("keydown", shield, true);
  keyRoot.addEventListener("keydown", hold);
  return () => {
    window.removeEventListener("keydown", shield, true);
    keyRoot.removeEventListener("keydown", hold);
  };
}

/** @typedef {{pageKeys?: boolean, undoes?: boolean}} KeyOptions */

/**
 * Hear the keys in keyRoot, and with options.pageKeys those that nobody has the focus for; returns what ends it.
 * @param {HTMLElement} keyRoot
 * @param {HTMLElement} slider
 * @param {KeyOptions} options undoes: keyRoot takes things back itself
 * @param {(key: string) => boolean} perform tells whether the key is one of the player's
 */
export function listenToKeys(keyRoot, slider, options, perform) {
  /** @param {KeyboardEvent} event */
  const ours = (event) =>
    isPlain(event) || Boolean(undoKey(event) && (options.undoes || isField(event.target)));

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (!isPlain(event) || event.defaultPrevented || ownsKey(event.target, event.key, slider)) return;
    if (perform(event.key.length === 1 ? event.key.toLowerCase() : event.key)) event.preventDefault();
  }
  /** @param {KeyboardEvent} event */
  const onPageKey = (event) => {
    if (nothingFocused()) onKey(event);
  };

  const free = keepKeys(keyRoot, ours);
  keyRoot.addEventListener("keydown", onKey);
  if (options.pageKeys) document.addEventListener("keydown", onPageKey);
  return () => {
    free();
    document.removeEventListener("keydown", onPageKey);
    keyRoot.removeEventListener("keydown", onKey);
  };
}

/**
 * After a choice in a list by mouse the keys are for what it was chosen for; returns what ends it.
 * @param {HTMLElement} root
 * @param {() => HTMLElement} target
 */
export function returnFocus(root, target) {
  let pointed = false;
  const onPointer = () => {
    pointed = true;
  };
  const onKey = () => {
    pointed = false;
  };
  const onChange = (/** @type {Event} */ event) => {
    const chosen = /** @type {HTMLElement} */ (event.target);
    if (pointed && chosen.matches("select")) target().focus({ preventScroll: true });
  };
  root.addEventListener("pointerdown", onPointer, true);
  root.addEventListener("keydown", onKey, true);
  root.addEventListener("change", onChange);
  return () => {
    root.removeEventListener("pointerdown", onPointer, true);
    root.removeEventListener("keydown", onKey, true);
    root.removeEventListener("change", onChange);
  };
}
