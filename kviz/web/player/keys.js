/** Keys: the player's own go no further, those of fields and of the surroundings are left alone. */

const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
const nothingFocused = () => !document.activeElement || document.activeElement === document.body;
/** Whether what is typed goes into it, and is taken back by itself. */
export const isField = (node) => node.isContentEditable || node.matches?.("textarea, input:not([type=checkbox], [type=radio], [type=button], [type=file], [type=range])");

/** Take something back, or do it again: Ctrl+Z, Cmd+Shift+Z, Ctrl+Y. */
export function undoKey(event) {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return "";
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && !event.shiftKey ? "redo" : "";
}

/** Fields, selects and buttons keep the keys they need; the player's own slider does not. */
function ownsKey(target, key, slider) {
  if (target === slider) return false;
  if (target.isContentEditable || target.matches?.("textarea, select")) return true;
  if (target.matches?.("input")) return !["checkbox", "button"].includes(target.type) || key === " ";
  return key === " " && target.matches?.("button, summary, a, [role=button]");
}

/**
 * Hear the keys in keyRoot, and with options.pageKeys those that nobody has the focus for.
 * perform(key) tells whether the key is one of the player's; options.undoes says that keyRoot takes things back itself.
 */
function listenToKeys(keyRoot, slider, options, perform) {
  const ours = (event) => isPlain(event) || (undoKey(event) && (options.undoes || isField(event.target)));

  // JupyterLab hears of a key after us, Notebook 7 before us: there only this mark keeps "d d" from deleting the cell.
  // It stands on the very element that has the key, for that one is asked first.
  const shield = (event) => {
    if (keyRoot.contains(event.target)) event.target.toggleAttribute("data-lm-suppress-shortcuts", Boolean(ours(event)));
  };

  function onKey(event) {
    if (event.currentTarget === keyRoot && ours(event)) event.stopPropagation();
    if (!isPlain(event) || event.defaultPrevented || ownsKey(event.target, event.key, slider)) return;
    if (perform(event.key.length === 1 ? event.key.toLowerCase() : event.key)) event.preventDefault();
  }
  const onPageKey = (event) => { if (nothingFocused()) onKey(event); };

  window.addEventListener("keydown", shield, true);
  keyRoot.addEventListener("keydown", onKey);
  if (options.pageKeys) document.addEventListener("keydown", onPageKey);
  return () => {
    window.removeEventListener("keydown", shield, true);
    document.removeEventListener("keydown", onPageKey);
    keyRoot.removeEventListener("keydown", onKey);
  };
}
