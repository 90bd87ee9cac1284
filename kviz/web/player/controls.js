/** What stands on the page: elements, buttons, timeline, words, and the surroundings they fit into. */

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
  Leave: "M5 5l10 10M15 5L5 15", Next: "M6 4l9 6-9 6z", Last: "M15 4v12M5 4l8 6-8 6z",
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
  const leaveButton = button("Leave", "");
  leaveButton.classList.add("kviz-leave");
  Object.assign(leaveButton, { title: "Leave the presentation (Esc)", ariaLabel: "Leave the presentation" });
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
    make("label", {}, "Speed ", speed), make("label", {}, loop, " Loop"), make("label", { title: "Centroids glide to their new places. Off where your system asks for less motion." }, smooth, " Smooth"), presentButton);
  const canvases = [], layers = [];
  root.replaceChildren(
    panes,
    make("div", { className: "kviz-timeline" }, bar, ticks, slider),
    make("div", { className: "kviz-controls" }, make("div", { className: "kviz-buttons" }, ...Object.values(buttons)), count, heading),
    make("div", { className: "kviz-words" }, sentence),
    extras,
    leaveButton,
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
    for (const node of [presentButton, leaveButton]) node.addEventListener("click", actions.present);
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
