/**
 * The one player of kviz: matplotlib drew the frames, this replays them. No build step, no dependencies, no requests.
 * It is one module in six files: this one, parts.js (what stands on the page), keys.js, present.js, frames.js (decoded
 * pictures) and glide.js (what lies between two steps).
 *
 * createPlayer(root, options) -> player
 *   options.films    one or two of {title, steps, lines, frames, size}:
 *                    steps  [{phase, iteration, heading, sentence, line, events: [[kind, text], ...]}, ...]
 *                    lines  the pseudocode or source, may be []; steps[i].line is an index into it, or null
 *                    frames PNG bytes of every step (Uint8Array, DataView, ArrayBuffer, Blob or a base64 string);
 *                           null where they are still to come (see player.setFrame)
 *                    ways   optional {step: [[left, top, PNG bytes], ...]}: what changes on the way to a step, in device
 *                           pixels, each picture over the one before it; where there are none, steps are blended
 *                    size   css pixels of a frame; without it options.size, or [960, 600]
 *   options.index    the step to begin with
 *   options.theme    "light" or "dark"; without it the surroundings decide
 *   options.keyRoot  the element whose keys are the player's, the root itself by default
 *   options.pageKeys true: the keys also work while nothing has the focus
 *   options.undoes   true: the element takes things back itself, so that Ctrl+Z is not for the notebook around it
 *   options.onShow(index)   a step is on screen          options.onSettle(index)  it was reached by pause or seek
 *   options.onWant(index)   frames near index are needed options.before(index)    true: not yet, something is asked first
 *   options.onSmooth()      Smooth was switched on or off
 * player: index, length, smooth, root, panes, layers, extras, go(i), play(), pause(), setFilms(films, i), setFrame(film, i, png),
 *         setWay(film, i, way), lend(film, png), refresh(), set({loop, speed, smooth}), setTheme(theme), present(on), destroy()
 */
export function createPlayer(root, options) {
  const size = options.size ?? [960, 600];
  const page = playerParts(root, size), stage = presenter(root, page);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let reels = [], ways = [], films = [], wanted = 0, shown = -1, timer = 0, settling = 0, moving = null, moved = 0, lent = 0, painted = 0;

  const length = () => Math.max(...films.map((film) => film.steps.length));
  const own = (f, i) => Math.min(i, films[f].steps.length - 1);

  function setFilms(next, index = 0) {
    reels.forEach((reel) => reel.close());
    films = next;
    shown = -1;
    reels = films.map((film) => frameReel(film.frames ?? [], render));
    ways.forEach((way) => way.close());
    ways = films.map((film) => wayReel(film.ways ?? {}));
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
    move(pictures);
    shown = wanted;
    lookAhead();
    page.tell(films.map((film, f) => film.steps[own(f, shown)]), shown, length());
    options.onShow?.(shown);
  }

  const smooth = () => page.smooth.checked && !calm.matches;

  /** Show the pictures of the wanted step. A key that comes while things move shows its step at once. */
  function move(pictures) {
    const now = performance.now(), hurried = (moving && !moving.over) || now - moved < 250;
    const neighbours = shown >= 0 && Math.abs(wanted - shown) === 1;
    moving?.stop();
    moved = now;
    if (smooth() && neighbours && !hurried) moving = glide(page.canvases, pictures, taken(), 900 / Number(page.speed.value));
    else pictures.forEach((picture, f) => paint(page.canvases[f], picture));
  }

  /** The pictures on the way from the step on screen to the wanted one, which begin on a clean picture of the first. */
  function taken() {
    return ways.map((way, f) => {
      const before = reels[f].picture(own(f, shown));
      const patches = wanted > shown && before ? way.take(wanted) : null;
      if (patches) paint(page.canvases[f], before);
      return patches;
    });
  }
  function lookAhead() { if (smooth()) ways.forEach((way) => way.near(wanted + 1)); }

  function setWay(f, i, way) {
    ways[f]?.set(i, way);
    if (i === wanted + 1) lookAhead();
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

  const actions = {
    First: () => seek(0), Back: () => seek(wanted - 1), Next: () => options.before?.(wanted + 1) || seek(wanted + 1), Last: () => seek(length() - 1),
    Play: () => (timer ? pause() : play()), skip, present: () => stage.present(),
  };
  const keys = {
    ArrowRight: actions.Next, " ": actions.Next, PageDown: actions.Next, ArrowLeft: actions.Back, PageUp: actions.Back,
    Home: actions.First, End: actions.Last, p: actions.Play, i: skip, f: actions.present,
  };

  function perform(key) {
    if (key === "Escape" && stage.isOn()) stage.present(false);
    else if (keys[key]) keys[key]();
    else return false;
    return true;
  }

  page.wire(actions, (index) => seek(index));
  const quieten = () => { page.smooth.disabled = calm.matches; };
  quieten();
  calm.addEventListener("change", quieten);
  page.smooth.addEventListener("change", () => { lookAhead(); options.onSmooth?.(); });
  const deafen = listenToKeys(options.keyRoot ?? root, page.slider, options, perform);
  const stopWatching = watchTheme(root, options.theme);
  setFilms(options.films, options.index ?? 0);

  return {
    root, panes: page.panes, get layers() { return page.layers; }, extras: page.extras, canvases: page.canvases,
    get index() { return wanted; }, get length() { return length(); }, get smooth() { return smooth(); },
    go: seek, play, pause, setFilms, setFrame, setWay, present: stage.present,
    async lend(f, png, still = () => true) { // another picture in the place of the step on screen, until it is refreshed
      const mine = (lent += 1);
      const picture = await createImageBitmap(asBlob(png));
      if (mine > painted && still()) {
        moving?.stop();
        painted = mine;
        paint(page.canvases[f], picture);
      }
      picture.close();
    },
    refresh() { shown = -1; render(); },
    set({ loop, speed, smooth }) {
      if (smooth !== undefined) page.smooth.checked = smooth;
      if (loop !== undefined) page.loop.checked = loop;
      if (speed !== undefined) page.speed.value = String(speed);
    },
    setTheme: (theme) => { root.dataset.theme = theme; },
    destroy() {
      pause();
      clearTimeout(settling);
      moving?.stop();
      deafen();
      calm.removeEventListener("change", quieten);
      stage.stop();
      stopWatching();
      [...reels, ...ways].forEach((reel) => reel.close());
    },
  };
}
