/**
 * Frames over the widget's wire. The first ones come with the run; this asks for the rest, nearest first, two
 * requests on the way at most, and keeps what arrives in the model: a saved notebook plays without a kernel.
 */
export const onPage = () => Boolean(document.body.dataset.voila);

/**
 * What lies on the way to the next updates, for whoever wants to see centroids glide: asked for when all steps are
 * there and Python has nothing better to do, and not kept in a saved notebook.
 */
function waysAhead(model, player, pull) {
  const PARTS = 12, AT_ONCE = 3, AHEAD = 10, KEPT = 24, QUIET = 400; // pictures, pictures, steps, steps, ms
  let found = new Map(), busy = 0, later = 0;

  function missing() {
    if (!player.smooth) return [];
    clearTimeout(later);
    if (performance.now() < busy) {
      later = setTimeout(pull, QUIET);
      return [];
    }
    const films = model.get("films");
    for (let i = player.index + 1; i <= player.index + AHEAD; i += 1) {
      for (let f = 0; f < films.length; f += 1) {
        const have = found.get(`${f}:${i}`)?.length ?? 0;
        if (films[f].steps[i]?.phase !== "update" || have >= PARTS) continue;
        return Array.from({ length: Math.min(AT_ONCE, PARTS - have) }, (_, n) => [f, i, have + n + 1]);
      }
    }
    return [];
  }

  function keep(f, i, [part, left, top], png) {
    const key = `${f}:${i}`, way = found.get(key) ?? [];
    if (part !== way.length + 1) return;
    found.set(key, [...way, [left, top, png]]);
    if (part === PARTS) player.setWay(f, i, found.get(key));
    if (found.size <= KEPT) return;
    const [oldest] = found.keys();
    found.delete(oldest);
    player.setWay(...oldest.split(":").map(Number), null);
  }
  return {
    missing, keep,
    wait() { busy = performance.now() + QUIET; },
    forget() { clearTimeout(later); found = new Map(); },
  };
}

export function attachPlayer(model, root, options = {}) {
  const BATCH = 4;
  let player = null, asked = new Set(), flying = 0, alive = true, ways = null;
  const frames = () => model.get("frames");
  const films = () => (model.get("films") ?? []).map((film, f) => ({ ...film, frames: frames()[f] ?? [] }));

  function missing() {
    const all = [];
    model.get("films").forEach((film, f) => film.steps.forEach((_, i) => {
      if (!frames()[f]?.[i] && !asked.has(`${f}:${i}`)) all.push([f, i]);
    }));
    const here = player?.index ?? model.get("index");
    const far = ([, i]) => (i >= here ? i - here : 2 * (here - i));
    return all.sort((a, b) => far(a) - far(b)).slice(0, BATCH);
  }

  function pull() {
    while (alive && player && flying < 2) {
      const batch = missing();
      if (!batch.length && (flying || !ways)) return;
      if (!batch.length) batch.push(...ways.missing());
      if (!batch.length) return;
      batch.forEach(([f, i]) => asked.add(`${f}:${i}`));
      flying += 1;
      tell({ do: "want", run: model.get("run"), frames: batch });
    }
  }

  function tell(message, buffers) {
    try {
      model.send(message, undefined, buffers);
    } catch {
      alive = false; // a saved notebook without a kernel: what is in the model is all there is
    }
  }

  function onMessage(message, buffers) {
    if (message.type !== "frames") return options.onMessage?.(message, buffers);
    if (message.run !== model.get("run")) return;
    flying = Math.max(0, flying - 1);
    message.frames.forEach(([f, i, ...part], at) => {
      if (part.length) return ways.keep(f, i, part, buffers[at]);
      if (frames()[f]) frames()[f][i] = buffers[at]; // in place: kept for saving, not sent back
      player.setFrame(f, i, buffers[at]);
    });
    pull();
  }

  function onRun() {
    asked = new Set();
    flying = 0;
    ways.forget();
    root.classList.remove("kviz-veiled");
    const changed = model.get("films");
    player.setFilms(films(), model.get("index"));
    options.onRun?.(changed);
    pull();
  }

  function settle(index) {
    if (model.get("index") === index) return;
    model.set("index", index);
    try { model.save_changes(); } catch { alive = false; }
  }
  const onIndex = () => { if (model.get("index") !== player.index) player.go(model.get("index")); };

  player = createPlayer(root, {
    films: films(), index: model.get("index"), pageKeys: onPage(), ...options,
    onShow: (index) => { options.onShow?.(index); if (ways && player.smooth) pull(); },
    onSmooth: () => pull(),
    onSettle: (index) => { settle(index); options.onSettle?.(index); },
  });
  ways = waysAhead(model, player, pull);
  const density = Math.min(2, Math.max(1, window.devicePixelRatio || 1));
  const look = model.get("look") ?? {};
  if (look.theme !== root.dataset.theme || options.address?.()) { // no flash of a white picture, or of another run
    root.classList.add("kviz-veiled");
    setTimeout(() => root.classList.remove("kviz-veiled"), 1500);
  }
  model.on("msg:custom", onMessage);
  model.on("change:run", onRun);
  model.on("change:index", onIndex);
  const NARROW = 560; // css pixels; below, a picture of its own shape keeps its words readable
  let narrow = root.clientWidth > 0 && root.clientWidth < NARROW;
  // the address is said once, and when somebody changes it: later the page may show what no address can hold
  const ready = (address = "") => tell({ do: "ready", density, theme: root.dataset.theme, narrow, address });
  ready(options.address?.());
  const widths = new ResizeObserver(() => {
    if (!root.clientWidth || root.clientWidth < NARROW === narrow) return;
    narrow = !narrow;
    ready();
  });
  widths.observe(root);
  const themes = new MutationObserver(() => { if (root.dataset.theme !== (model.get("look") ?? {}).theme) ready(); });
  themes.observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  pull();

  return {
    player, ready,
    tell(message, buffers) {
      ways.wait();
      tell(message, buffers);
    },
    stop() {
      alive = false;
      ways.forget();
      themes.disconnect();
      widths.disconnect();
      model.off("msg:custom", onMessage);
      model.off("change:run", onRun);
      model.off("change:index", onIndex);
      player.destroy();
    },
  };
}
