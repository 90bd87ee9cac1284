/** The keys, in a dialog. */
import { say } from "../words.js";
import { button, make } from "./elements.js";

// the keys, and the name of the sentence that says what they do
const KEYS = [
  ["→  Space  PageDown", "next"],
  ["←  PageUp", "back"],
  ["Home  End", "ends"],
  ["I", "skip"],
  ["P", "play"],
  ["F", "present"],
  ["1  2  3  4", "answer"],
  ["K  Shift+K", "clusters"],
  ["N", "start"],
  ["M  A  S  D", "points"],
  ["Ctrl+Z  Ctrl+Shift+Z", "undo"],
  ["?", "help"],
];

export function keysHelp() {
  const rows = KEYS.map(([key, what]) =>
    make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, say(`player.key.${what}`))),
  );
  const dialog = make(
    "dialog",
    { className: "kviz-keys", "aria-label": say("player.keys") },
    make("h2", {}, say("player.keys")),
    make("table", {}, make("tbody", {}, ...rows)),
    make("p", { className: "kviz-about" }, say("player.key.clicker")),
    button(say("player.close"), () => dialog.close()),
  );
  // the run waits
  dialog.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  });
  return dialog;
}
