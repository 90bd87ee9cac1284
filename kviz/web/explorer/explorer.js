/** kviz.explore: the player, and everything that shapes what it plays. */

function render({ model, el }) {
  const paged = onPage();
  const root = make("div", { className: "kviz kviz-page" });
  root.classList.toggle("kviz-paged", paged);
  const unwatch = watchTheme(root);
  const player = make("section", { "aria-label": "Picture" });
  const messages = make("div", { className: "kviz-notices" });
  let feed = null;
  const line = inLine((message, buffers) => feed.tell(message, buffers), model.get("view").heard);
  const tell = line.add;

  const watching = make("div"), segments = segmentPart(tell, { opened: () => views.select("Step through", true) });
  const views = tabs(root, { "Step through": { panel: watching }, Segment: { panel: segments.box, show: segments.show, keys: false } });
  const undo = button("Undo", () => tell({ do: "undo" })), redo = button("Redo", () => tell({ do: "redo" }));
  const top = make("header", { className: "kviz-top" },
    make(paged ? "h1" : "h2", { className: "kviz-title" }, "kviz ", make("small", {}, "see k-means think")),
    views.list,
    make("div", { className: "kviz-tools" }, undo, redo, button("Keys", () => help.showModal())));
  for (const where of ["address", "undo", "page"]) {
    const notice = make("div", {}, make("p", { className: "kviz-message", "aria-live": "polite" }));
    notice.dataset.field = where;
    messages.append(notice);
  }
  const words = wordsPanel();
  const parts = [dataChoices(tell), runChoices(tell), touchChoices((mode) => touch.enter(mode)), compareChoices(tell)];
  const many = startsChoices(tell), gallery = startsGallery(tell), help = keysHelp();
  const takeaway = takeawayChoices(tell, { paged, step: () => feed.player.index });
  parts.push(many, takeaway, gallery);
  const point = inspector(tell), quiz = predictions();
  let touch = null;
  const side = make("section", { className: "kviz-side", "aria-label": "Choices" }, ...parts.slice(0, -1).map((part) => part.box));
  watching.append(player, point.box, gallery.box, words.box);
  root.append(top, messages, make("div", { className: "kviz-columns" }, make("div", { className: "kviz-main" }, watching, segments.box), side));
  root.append(help);
  parts[0].takeDrops(paged ? document : root);
  el.append(root);
  const silence = paged ? heartbeat(messages) : () => {};

  function update() {
    const view = model.get("view");
    if (line.heard(view.heard)) parts.forEach((part) => part.update(view));
    segments.update(view, root.dataset.theme);
    words.update(view);
    point.update(view);
    quiz.update(view);
    touch?.update(view);
    showMessages(root, view.messages);
    rest(undo, !view.undo);
    rest(redo, !view.redo);
  }

  function keepAddress() {
    if (!paged) return;
    const view = model.get("view");
    if (view.shareable) history.replaceState(null, "", `${location.pathname}#${view.address}&step=${feed.player.index}`);
  }
  const onView = () => { update(); if (feed) keepAddress(); };
  const onHash = () => feed.ready(location.hash.slice(1));
  const onUndoKey = (event) => {
    const way = undoKey(event);
    if (!way || isField(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    tell({ do: way });
  };
  function onMessage(message, buffers) {
    if (message.type === "dragged") touch?.onDragged(buffers[0]);
    else if (message.type === "starts") {
      many.done();
      if (message.fault) showMessages(root, { starts: message.fault });
      else gallery.show(message);
    } else if (message.type.startsWith("segment")) segments.onMessage(message, buffers);
    else takeaway.onMessage(message, buffers);
  }
  function onLetter(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || ownsKey(event.target, event.key, null)) return;
    const { clusters } = parts[1];
    const act = { "?": () => help.showModal(), n: () => tell({ do: "new seeds" }), k: () => clusters(1), K: () => clusters(-1) }[event.key];
    if (act && !help.open) act();
  }
  const onPageLetter = (event) => {
    if (!nothingFocused()) return;
    onUndoKey(event);
    onLetter(event);
  };

  feed = attachPlayer(model, player, {
    address: () => (paged ? (location.hash || location.search).slice(1) : ""),
    onShow: (index) => { words.show(index); point.show(index); quiz.show(index); touch?.show(index); },
    onMessage, keyRoot: root, undoes: true,
    before: (index) => quiz.before(index),
    onSettle: keepAddress,
    onRun: (films) => { words.setFilms(films); keepAddress(); },
  });
  touch = stageTouch(tell, feed.player);
  quiz.connect(feed.player);
  feed.player.extras.append(quiz.toggle);
  feed.player.extras.before(quiz.box);
  words.setFilms(model.get("films"));
  update();
  model.on("change:view", onView);
  root.addEventListener("keydown", onUndoKey);
  root.addEventListener("keydown", onLetter);
  if (paged) document.addEventListener("keydown", onPageLetter);
  if (paged) window.addEventListener("hashchange", onHash);

  return () => {
    window.removeEventListener("hashchange", onHash);
    model.off("change:view", onView);
    document.removeEventListener("keydown", onPageLetter);
    silence();
    views.stop();
    segments.stop();
    unwatch();
    feed.stop();
  };
}
export default { render };
