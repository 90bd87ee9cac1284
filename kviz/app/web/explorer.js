/** kviz.explore: the player, and everything that shapes what it plays. */
function render({ model, el }) {
  const paged = onPage();
  const root = make("div", { className: "kviz kviz-page" });
  root.classList.toggle("kviz-paged", paged);
  const unwatch = watchTheme(root);
  const player = make("section", { "aria-label": "Picture" });
  const messages = make("div", { className: "kviz-notices" });
  let feed = null;
  const tell = (message, buffers) => feed.tell(message, buffers);

  const undo = button("Undo", () => tell({ do: "undo" })), redo = button("Redo", () => tell({ do: "redo" }));
  const top = make("header", { className: "kviz-top" },
    make(paged ? "h1" : "h2", { className: "kviz-title" }, "kviz ", make("small", {}, "see k-means think")),
    make("div", { className: "kviz-tools" }, undo, redo));
  for (const where of ["address", "undo"]) {
    const notice = make("div", {}, make("p", { className: "kviz-message", "aria-live": "polite" }));
    notice.dataset.field = where;
    messages.append(notice);
  }
  const words = wordsPanel();
  const parts = [dataChoices(tell), runChoices(tell)];
  const side = make("section", { className: "kviz-side", "aria-label": "Choices" }, ...parts.map((part) => part.box));
  root.append(top, messages, make("div", { className: "kviz-columns" }, make("div", { className: "kviz-main" }, player, words.box), side));
  el.append(root);

  function update() {
    const view = model.get("view");
    parts.forEach((part) => part.update(view));
    words.update(view);
    showMessages(root, view.messages);
    undo.disabled = !view.undo;
    redo.disabled = !view.redo;
  }

  function keepAddress() {
    if (!paged) return;
    const view = model.get("view");
    if (view.shareable) history.replaceState(null, "", `#${view.address}&step=${feed.player.index}`);
  }
  const onView = () => { update(); if (feed) keepAddress(); };
  const onHash = () => feed.ready();
  const onUndoKey = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    if (event.target.matches?.("input:not([type=range]):not([type=checkbox]), textarea")) return;
    event.preventDefault();
    event.stopPropagation();
    tell({ do: event.shiftKey ? "redo" : "undo" });
  };
  const hush = (event) => { if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); };

  feed = attachPlayer(model, player, {
    address: () => (paged ? location.hash.slice(1) : ""),
    onShow: (index) => words.show(index),
    onSettle: keepAddress,
    onRun: (films) => { words.setFilms(films); keepAddress(); },
  });
  words.setFilms(model.get("films"));
  update();
  model.on("change:view", onView);
  root.addEventListener("keydown", onUndoKey);
  root.addEventListener("keydown", hush);
  if (paged) window.addEventListener("hashchange", onHash);

  return () => {
    window.removeEventListener("hashchange", onHash);
    model.off("change:view", onView);
    unwatch();
    feed.stop();
  };
}
export default { render };
