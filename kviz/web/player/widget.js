/** kviz.play: the player, and below it what runs; open at once where it is somebody's own source. */
function render({ model, el }) {
  const root = make("section", { "aria-label": "k-means" });
  el.append(root);
  const source = listingOf();
  const feed = attachPlayer(model, root, {
    onShow: (index) => source.show(index),
    onRun: (films) => source.setFilms(films),
  });
  const { autoplay, loop, speed, smooth, source: open } = model.get("options") ?? {};
  source.setFilms(model.get("films"));
  root.append(make("details", { className: "kviz-source", open: Boolean(open) }, make("summary", {}, "What runs"), source.box));
  feed.player.set({ loop, speed, smooth });
  if (autoplay) feed.player.play();
  return () => feed.stop();
}
export default { render };
