/** kviz.play: the player, and below it what runs; open at once where it is somebody's own source. */
import { make } from "../interface/elements.js";
import { KernelLink } from "../kernel/kernel_link.js";
import { QuizPanel } from "../quiz/quiz_panel.js";
import { say } from "../words.js";
import { Listing } from "./listing.js";

/** @param {{model: import("../kernel/kernel_link.js").Model, el: HTMLElement}} place */
function render({ model, el }) {
  const root = make("section", { "aria-label": say("player.region") });
  el.append(root);
  const source = new Listing();
  source.setFilms(model.get("films"));
  const { autoplay, loop, speed, smooth, source: open } = model.get("options") ?? {};
  const asked = model.get("asked") ?? [];
  const quiz = new QuizPanel((on) => link.tell({ do: "predict", on, step: link.player.index }));
  quiz.ticked.checked = asked.length > 0;
  quiz.runs = asked;
  const link = new KernelLink(model, root, {
    onShow: (index) => {
      source.show(index);
      quiz.show(index);
    },
    onRun: (films) => {
      source.setFilms(films);
      quiz.setRuns(model.get("asked"));
    },
    before: (index) => quiz.before(index),
  });
  quiz.connect(link.player);
  quiz.toggle.hidden = !asked.length;
  const summary = make("summary", {}, say("player.algorithm"));
  root.append(make("details", { className: "kviz-source", open: Boolean(open) }, summary, source.box));
  link.player.set({ loop, speed, smooth });
  if (autoplay) link.player.play();
  return () => link.stop();
}

export default { render };
