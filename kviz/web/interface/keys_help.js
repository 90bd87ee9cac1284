/** The keys, in a dialog. */
import { button, make } from "./elements.js";

const KEYS = [
  ["→  Space  PageDown", "one step on"],
  ["←  PageUp", "one step back"],
  ["Home  End", "the first, the final step"],
  ["I", "skip to another iteration"],
  ["P", "play or pause"],
  ["F", "present: picture and sentence only; Escape leaves"],
  ["K  Shift+K", "one cluster more, one fewer"],
  ["N", "a new start"],
  ["M  A  S  D", "move, add, spray or delete points: arrow keys and Enter"],
  ["Ctrl+Z  Ctrl+Shift+Z", "undo, redo"],
  ["?", "these keys"],
];

export function keysHelp() {
  const rows = KEYS.map(([key, what]) =>
    make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, what)),
  );
  const clicker = "A presenter's clicker works too. While you type in a field, its keys are its own.";
  const dialog = make(
    "dialog",
    { className: "kviz-keys", "aria-label": "Keys" },
    make("h2", {}, "Keys"),
    make("table", {}, make("tbody", {}, ...rows)),
    make("p", { className: "kviz-about" }, clicker),
    button("Close", () => dialog.close()),
  );
  // the run waits
  dialog.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  });
  return dialog;
}
