/**
 * The one player of kviz: matplotlib drew the frames, this replays them. No build step, no dependencies, no requests.
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
    const glide = page.smooth.checked && shown >= 0 && Math.abs(wanted - shown) === 1;
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

  function onKey(event) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
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
      document.removeEventListener("keydown", onPageKey);
      document.removeEventListener("fullscreenchange", onFullscreen);
      keyRoot.removeEventListener("keydown", onKey);
      stopWatching();
      reels.forEach((reel) => reel.close());
    },
  };
}

/** Make an element: properties, then children; text is only ever text. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node && name !== "list") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const ICONS = {
  First: "M5 4v12M15 4l-8 6 8 6z", Back: "M14 4l-9 6 9 6z", Play: "M6 4l10 6-10 6z", Pause: "M6 4v12M13 4v12",
  Next: "M6 4l9 6-9 6z", Last: "M15 4v12M5 4l8 6-8 6z",
};

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  svg.firstChild.setAttribute("d", ICONS[name]);
  return svg;
}

function playerParts(root, size) {
  root.classList.add("kviz-player", "kviz");
  const button = (name, label = name) => make("button", { type: "button", className: "kviz-button" }, ...(ICONS[name] ? [icon(name)] : []), make("span", {}, label));
  const buttons = Object.fromEntries(["First", "Back", "Play", "Next", "Last"].map((name) => [name, button(name)]));
  const skipButton = button("skip", "Skip iteration");
  const presentButton = button("present", "Present");
  const slider = make("input", { type: "range", min: 0, max: 0, value: 0, step: 1, "aria-label": "Step" });
  const speed = make("select", { "aria-label": "Speed" }, ...[0.5, 1, 2, 4].map((s) => make("option", { value: s }, `${s}×`)));
  speed.value = "1";
  const loop = make("input", { type: "checkbox" });
  const smooth = make("input", { type: "checkbox", checked: false });
  const bar = make("progress", { max: 1, value: 0, "aria-label": "Frames received" });
  const panes = make("div", { className: "kviz-panes" });
  const ticks = make("div", { className: "kviz-ticks", ariaHidden: "true" });
  const heading = make("p", { className: "kviz-heading" });
  const count = make("span", { className: "kviz-count" });
  const sentence = make("p", { className: "kviz-sentence", role: "status" });
  const extras = make("div", { className: "kviz-extras" }, skipButton,
    make("label", {}, "Speed ", speed), make("label", {}, loop, " Loop"), make("label", {}, smooth, " Smooth"), presentButton);
  const canvases = [], layers = [];
  root.replaceChildren(
    panes,
    make("div", { className: "kviz-timeline" }, bar, ticks, slider),
    make("div", { className: "kviz-controls" }, make("div", { className: "kviz-buttons" }, ...Object.values(buttons)), count, heading),
    make("div", { className: "kviz-words" }, sentence),
    extras,
  );

  function arrange(films) {
    while (canvases.length > films.length) { canvases.pop(); layers.pop(); panes.lastChild.remove(); }
    while (canvases.length < films.length) {
      const canvas = make("canvas", { width: size[0], height: size[1], role: "img" });
      const layer = make("div", { className: "kviz-layer" });
      canvases.push(canvas);
      layers.push(layer);
      panes.append(make("figure", { className: "kviz-pane" }, make("figcaption"), make("div", { className: "kviz-picture" }, canvas, layer)));
    }
    const [width, height] = films[0].size ?? size;
    root.style.setProperty("--kviz-ratio", width / height);
    root.style.setProperty("--kviz-width", `${width * films.length}px`);
    films.forEach((film, f) => {
      panes.children[f].firstChild.textContent = film.title ?? "";
      panes.children[f].firstChild.hidden = films.length < 2;
    });
    panes.dataset.count = sentence.dataset.count = films.length;
    ticks.replaceChildren(...films.map((film) => phaseTicks(film.steps, Math.max(...films.map((other) => other.steps.length)))));
  }

  function tell(steps, index, total) {
    const many = steps.length > 1;
    heading.textContent = many ? "" : steps[0].heading;
    heading.dataset.phase = steps[0].phase;
    count.textContent = `${index + 1} / ${total}`;
    sentence.replaceChildren(...steps.map((step, f) => many
      ? make("span", { className: "kviz-half" }, make("b", {}, step.heading), ` ${step.sentence} `) : step.sentence));
    slider.setAttribute("aria-valuetext", `${index + 1} of ${total}: ${steps.map((step) => step.heading).join("; ")}`);
    canvases.forEach((canvas, f) => canvas.setAttribute("aria-label", `${steps[f].heading}. ${steps[f].sentence}`));
    for (const [names, edge] of [[["First", "Back"], index === 0], [["Next", "Last"], index === total - 1]])
      names.forEach((name) => buttons[name].classList.toggle("kviz-edge", edge));
  }

  function playing(on) {
    buttons.Play.replaceChildren(icon(on ? "Pause" : "Play"), make("span", {}, on ? "Pause" : "Play"));
    sentence.setAttribute("aria-live", on ? "off" : "polite");
  }

  function wire(actions, seek) {
    for (const [name, node] of Object.entries(buttons)) node.addEventListener("click", actions[name]);
    skipButton.addEventListener("click", actions.skip);
    presentButton.addEventListener("click", actions.present);
    slider.addEventListener("input", () => seek(Number(slider.value)));
  }

  const progress = (part) => { bar.value = part; bar.classList.toggle("kviz-done", part >= 1); };
  return { panes, canvases, layers, slider, speed, loop, smooth, extras, presentButton, arrange, tell, playing, wire, progress };
}

/** One coloured tick for every step; a dot above it where something happened that should not pass in silence. */
function phaseTicks(steps, total) {
  const row = make("div", { className: "kviz-tickrow" });
  const place = (i) => `${total > 1 ? (100 * i) / (total - 1) : 0}%`;
  for (const [i, step] of steps.entries()) {
    const tick = make("i", { title: step.heading });
    tick.dataset.phase = step.phase;
    if (step.events?.length) {
      tick.dataset.event = step.events[0][0];
      tick.title += `: ${step.events.map((event) => event[1]).join(" ")}`;
    }
    tick.style.left = place(i);
    row.append(tick);
  }
  return row;
}

/** The encoded frames of one film and a window of decoded ones: ten on either side of the one on screen. */
function frameReel(frames, onReady) {
  const bitmaps = new Map(), failed = new Set();
  let decoding = 0, queue = [], centre = 0, closed = false;
  const reach = (globalThis.devicePixelRatio ?? 1) > 1.5 ? 6 : 10;

  function near(i) {
    centre = i;
    for (const [j, picture] of bitmaps) if (Math.abs(j - i) > reach) { picture.close(); bitmaps.delete(j); }
    const offsets = Array.from({ length: 2 * reach + 1 }, (_, o) => (o % 2 ? (o + 1) / 2 : -o / 2));
    queue = offsets.map((o) => i + o).filter((j) => frames[j] && !bitmaps.has(j) && !failed.has(j));
    while (decoding < 2 && queue.length) decode(queue.shift());
  }

  async function decode(j) {
    decoding += 1;
    failed.add(j);
    const png = frames[j];
    try {
      const picture = await createImageBitmap(asBlob(png));
      if (closed || frames[j] !== png || Math.abs(j - centre) > reach) picture.close();
      else bitmaps.set(j, picture);
      failed.delete(j);
    } catch (error) {
      console.error(`kviz: frame ${j} could not be decoded`, error);
    }
    decoding -= 1;
    if (closed) return;
    if (j === centre) onReady();
    else near(centre);
  }

  return {
    near, picture: (i) => bitmaps.get(i), has: (i) => Boolean(frames[i]), count: () => frames.filter(Boolean).length,
    set(i, png) {
      frames[i] = png;
      bitmaps.get(i)?.close();
      bitmaps.delete(i);
      failed.delete(i);
      if (Math.abs(i - centre) <= reach) near(centre);
    },
    close() { closed = true; bitmaps.forEach((picture) => picture.close()); bitmaps.clear(); },
  };
}

function asBlob(png) {
  if (png instanceof Blob) return png;
  if (typeof png === "string") png = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  return new Blob([png], { type: "image/png" });
}

function paint(canvas, picture, alpha = 1) {
  if (canvas.width !== picture.width || canvas.height !== picture.height) {
    canvas.width = picture.width;
    canvas.height = picture.height;
  }
  const pen = canvas.getContext("2d");
  pen.globalAlpha = alpha;
  pen.drawImage(picture, 0, 0);
  pen.globalAlpha = 1;
}

/** Blend into the new pictures within 0.3 s; the last blend is the new picture itself, pixel for pixel. */
function crossFade(canvases, pictures, remember) {
  const began = performance.now();
  const draw = (now) => {
    const part = Math.min(1, Math.max(0, (now - began) / 300));
    pictures.forEach((picture, f) => picture.width && paint(canvases[f], picture, part < 1 ? Math.max(0.05, part * part) : 1));
    if (part < 1) remember(requestAnimationFrame(draw));
  };
  return requestAnimationFrame(draw);
}

/** Fields, selects and buttons keep the keys they need; the player's own slider does not. */
function ownsKey(target, key, slider) {
  if (target === slider) return false;
  if (target.isContentEditable || target.matches?.("textarea, select")) return true;
  if (target.matches?.("input")) return !["checkbox", "button"].includes(target.type) || key === " ";
  return key === " " && target.matches?.("button, summary, a, [role=button]");
}

const nothingFocused = () => !document.activeElement || document.activeElement === document.body;

/** What the surroundings look like: JupyterLab, VS Code, else the system. */
export function surroundingTheme() {
  const body = document.body;
  if (body.dataset.jpThemeLight && !body.dataset.voila) return body.dataset.jpThemeLight === "true" ? "light" : "dark";
  if (body.dataset.vscodeThemeKind) return /dark|high-contrast$/.test(body.dataset.vscodeThemeKind) ? "dark" : "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function watchTheme(root, theme) {
  const apply = () => { root.dataset.theme = theme ?? surroundingTheme(); };
  apply();
  if (theme) return () => {};
  const query = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(apply);
  query.addEventListener("change", apply);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-vscode-theme-kind"] });
  return () => { query.removeEventListener("change", apply); observer.disconnect(); };
}
