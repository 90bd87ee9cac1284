/** A question of a lesson in a notebook: the place for the answer, and what it was worth. */
import { FACTS } from "../facts.js";
import { make } from "../interface/elements.js";
import { isPlain, keepKeys } from "../interface/keys.js";
import { watchTheme } from "../interface/theme.js";
import { catalogue } from "../messages.js";
import { QuestionBox } from "./question.js";

/** @param {{model: import("../kernel/kernel_link.js").Model, el: HTMLElement}} place */
function render({ model, el }) {
  const { say } = catalogue(FACTS.lessonWords);
  const box = new QuestionBox(model.get("asked"), say, (choice) => {
    model.set("choices", [...model.get("choices"), choice]);
    model.save_changes();
  });
  const root = make("section", { className: "kviz", "aria-label": say("presentation.question") }, box.box);
  const stops = [keepKeys(root, isPlain), watchTheme(root)];
  el.append(root);
  return () => {
    for (const stop of stops) stop();
  };
}

export default { render };
