/** kviz.play: the player, and below it what runs; open at once where it is somebody's own source. */
import { make } from "../interface/elements.js";
import { KernelLink } from "../kernel/kernel_link.js";
import { Listing } from "./listing.js";

/** @param {{model: import("../kernel/kernel_link.js").Model, el: HTMLElement}} place */
function render({ model, el }) {
  const root = make("section", { "aria-label": "k-means" });
  el.append(root);
  const source = new Listing();
  source.setFilms(model.get("films"));
  const link = new KernelLink(model, root, {
    onShow: (index) => source.show(index),
    onRun: (films) => source.setFilms(films),
  });
  const { autoplay, loop, speed, smooth, source: open } = model.get("options") ?? {};
  const summary = make("summary", {}, "The algorithm");
  root.append(make("details", { className: "kviz-source", open: Boolean(open) }, summary, source.box));
  link.player.set({ loop, speed, smooth });
  if (autoplay) link.player.play();
  return () => link.stop();
}

export default { render };
