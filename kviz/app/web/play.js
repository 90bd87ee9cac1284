/** kviz.play: the player and nothing else. */
function render({ model, el }) {
  const root = make("section", { "aria-label": "k-means" });
  el.append(root);
  const feed = attachPlayer(model, root);
  const { autoplay, loop, speed } = model.get("options") ?? {};
  feed.player.set({ loop, speed });
  if (autoplay) feed.player.play();
  return () => feed.stop();
}
export default { render };
