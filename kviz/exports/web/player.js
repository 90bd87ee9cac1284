/**
 * The one player of kviz: matplotlib drew the frames, this replays them. No build step, no dependencies, no requests.
 * It is one module in three files: this one, parts.js (what stands on the page) and frames.js (decoded pictures).
 *
 * createPlayer(root, options) -> player
 *   options.films    one or two of {title, steps, lines, frames, size}:
 *                    steps  [{phase, iteration, heading, sentence, line, events: [[kind, text], ...]}, ...]
 *                    lines  the pseudocode or source, may be []; steps[i].line is an index into it, or null
 *                    frames PNG bytes of every step (Uint8Array, DataView, ArrayBuffer, Blob or a base64 string);
 *                           null where they are still to come (see player.setFrame)
 *                    size   css pixels of a frame; without it options.size, or [960, 600]
 *   options.index    the step to begin with
 *   options.theme    "light" or "dark"; without it the surroundings decide
 *   options.keyRoot  the element whose keys are the player's, the root itself by default
 *   options.pageKeys true: the keys also work while nothing has the focus
 *   options.onShow(index)   a step is on screen          options.onSettle(index)  it was reached by pause or seek
 *   options.onWant(index)   frames near index are needed options.before(index)    true: not yet, something is asked first
 * player: index, length, root, panes, layers, extras, go(i), play(), pause(), setFilms(films, i), setFrame(film, i, png),
 *         lend(film, png), refresh(), set({loop, speed}), setTheme(theme), present(on), destroy()
 */
export function createPlayer(root, options) {
  const size = options.size ?? [960, 600];
  const page = playerParts(root, size), keyRoot = options.keyRoot ?? root;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let reels = [], films = [], wanted = 0, shown = -1, timer = 0, settling = 0, fade = 0, wasFullscreen = false, lent = 0, painted = 0;

  const length = () => Math.max(...films.map((film) => film.steps.length));
  const own = (f, i) => Math.min(i, films[f].steps.length - 1);

  function setFilms(next, index = 0) {
    reels.forEach((reel) => reel.close());
    films = next;
    shown = -1;
    reels = films.map((film) => frameReel(film.frames ?? [], render));
    page.arrange(films);
    page.slider.max = length() - 1;
    arrived();
    go(index, false);
  }

  function setFrame(f, i, png) {
    reels[f]?.set(i, png);
    arrived();
    if (own(f, wanted) === i) render();
  }

  function arrived() {
    const all = films.reduce((sum, film) => sum + film.steps.length, 0);
    const here = reels.reduce((sum, reel) => sum + reel.count(), 0);
    page.progress(here / all);
  }

  function render() {
    reels.forEach((reel, f) => reel.near(own(f, wanted)));
    const pictures = reels.map((reel, f) => reel.picture(own(f, wanted)));
    const ready = pictures.every(Boolean);
    root.classList.toggle("kviz-waiting", !ready);
    if (!ready) {
      if (reels.some((reel, f) => !reel.has(own(f, wanted)))) options.onWant?.(wanted);
      return;
    }
    if (shown === wanted) return;
    const glide = page.smooth.checked && !calm.matches && shown >= 0 && Math.abs(wanted - shown) === 1;
    cancelAnimationFrame(fade);
    if (glide) fade = crossFade(page.canvases, pictures, (id) => (fade = id));
    else pictures.forEach((picture, f) => paint(page.canvases[f], picture));
    shown = wanted;
    page.tell(films.map((film, f) => film.steps[own(f, shown)]), shown, length());
    options.onShow?.(shown);
  }

  function go(index, settle = true) {
    wanted = Math.max(0, Math.min(length() - 1, Math.round(index)));
    page.slider.value = wanted;
    render();
    if (settle && !timer) {
      clearTimeout(settling);
      settling = setTimeout(() => options.onSettle?.(wanted), 120);
    }
  }

  const seek = (index) => { pause(); go(index); };

  function skip() {
    const here = iterationAt(wanted);
    let i = wanted;
    while (i < length() - 1 && iterationAt(i) === here) i += 1;
    seek(i);
  }
  const iterationAt = (i) => Math.max(...films.map((film, f) => film.steps[own(f, i)].iteration));

  function tick() {
    if (shown === wanted) {
      if (wanted >= length() - 1) {
        if (!page.loop.checked) return pause();
        go(0);
      } else if (options.before?.(wanted + 1)) return pause();
      else go(wanted + 1);
    }
    timer = setTimeout(tick, 1200 / Number(page.speed.value));
  }

  function play() {
    if (timer) return;
    page.playing(true);
    if (wanted >= length() - 1) go(0);
    timer = setTimeout(tick, 600 / Number(page.speed.value));
  }

  function pause() {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    page.playing(false);
    options.onSettle?.(wanted);
  }

  function present(on = !root.classList.contains("kviz-present")) {
    root.classList.toggle("kviz-present", on);
    if (on) root.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement === root) document.exitFullscreen();
    (on ? page.slider : page.presentButton).focus({ preventScroll: true });
  }

  function onFullscreen() {
    const inside = document.fullscreenElement === root;
    if (wasFullscreen && !inside) root.classList.remove("kviz-present");
    wasFullscreen = inside;
  }

  const actions = {
    First: () => seek(0), Back: () => seek(wanted - 1), Next: () => options.before?.(wanted + 1) || seek(wanted + 1), Last: () => seek(length() - 1),
    Play: () => (timer ? pause() : play()), skip, present: () => present(),
  };
  const keys = {
    ArrowRight: actions.Next, " ": actions.Next, PageDown: actions.Next, ArrowLeft: actions.Back, PageUp: actions.Back,
    Home: actions.First, End: actions.Last, p: actions.Play, i: skip, f: actions.present,
  };

  const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
  // JupyterLab hears of a key after us, Notebook 7 before us: there only this mark keeps "d d" from deleting the cell.
  // It stands on the very element that has the key, for that one is asked first.
  const shield = (event) => {
    if (keyRoot.contains(event.target)) event.target.toggleAttribute("data-lm-suppress-shortcuts", isPlain(event));
  };

  function onKey(event) {
    const plain = isPlain(event);
    if (plain && event.currentTarget === keyRoot) event.stopPropagation();
    if (!plain || event.defaultPrevented || ownsKey(event.target, event.key, page.slider)) return;
    if (event.key === "Escape" && root.classList.contains("kviz-present")) return present(false);
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }
  const onPageKey = (event) => { if (nothingFocused()) onKey(event); };

  page.wire(actions, (index) => seek(index));
  window.addEventListener("keydown", shield, true);
  keyRoot.addEventListener("keydown", onKey);
  if (options.pageKeys) document.addEventListener("keydown", onPageKey);
  document.addEventListener("fullscreenchange", onFullscreen);
  const stopWatching = watchTheme(root, options.theme);
  setFilms(options.films, options.index ?? 0);

  return {
    root, panes: page.panes, get layers() { return page.layers; }, extras: page.extras, canvases: page.canvases,
    get index() { return wanted; }, get length() { return length(); },
    go: seek, play, pause, setFilms, setFrame, present,
    async lend(f, png, still = () => true) { // another picture in the place of the step on screen, until it is refreshed
      const mine = (lent += 1);
      const picture = await createImageBitmap(asBlob(png));
      if (mine > painted && still()) {
        painted = mine;
        paint(page.canvases[f], picture);
      }
      picture.close();
    },
    refresh() { shown = -1; render(); },
    set({ loop, speed }) {
      if (loop !== undefined) page.loop.checked = loop;
      if (speed !== undefined) page.speed.value = String(speed);
    },
    setTheme: (theme) => { root.dataset.theme = theme; },
    destroy() {
      pause();
      clearTimeout(settling);
      cancelAnimationFrame(fade);
      window.removeEventListener("keydown", shield, true);
      document.removeEventListener("keydown", onPageKey);
      document.removeEventListener("fullscreenchange", onFullscreen);
      keyRoot.removeEventListener("keydown", onKey);
      stopWatching();
      reels.forEach((reel) => reel.close());
    },
  };
}
