/**
 * The stage under a finger: drag a centroid, ask a point, place the start, draw points.
 * Places are shares of the stage from its left and upper edge; Python turns them into data and checks them again.
 */
export function stageTouch(tell, player) {
  const stage = make("div", { className: "kviz-touch" });
  const marks = make("div", { className: "kviz-marks" });
  const cross = make("div", { className: "kviz-cross", hidden: true });
  stage.append(marks, cross);
  const bar = make("div", { className: "kviz-modebar", hidden: true });
  let view = null, index = 0, mode = "", placed = [], pending = null, waiting = 0, dragging = -1, at = [], aim = [0.5, 0.5];

  const clamp = (share) => Math.min(1, Math.max(0, share));
  const under = (event) => {
    const box = stage.getBoundingClientRect();
    return [clamp((event.clientX - box.left) / box.width), clamp((event.clientY - box.top) / box.height)];
  };
  const put = (node, [u, v]) => { node.style.left = `${100 * u}%`; node.style.top = `${100 * v}%`; };

  function ask() { // one picture is drawn while another travels; more would queue up and lag behind the finger
    if (waiting > 1 || !pending) return;
    waiting += 1;
    tell({ do: "drag", step: index, at: pending });
    pending = null;
  }
  function onDragged(png) {
    waiting = Math.max(0, waiting - 1);
    ask(); // Python draws the next one while this one is decoded
    if (dragging >= 0 && png) player.lend(0, png, () => dragging >= 0);
  }

  function move(j, place) {
    at[j] = place;
    put(marks.children[j], place);
    pending = at.map((pair) => [...pair]);
    ask();
  }
  function drop() {
    if (dragging < 0) return;
    dragging = -1;
    pending = null;
    tell({ do: "drop", step: index, at });
  }
  function cancel() {
    dragging = -1;
    pending = null;
    player.refresh();
    show(index);
  }

  function handle(j, place) {
    const node = make("button", { type: "button", className: "kviz-handle", "aria-label": `Centroid ${letterOf(j)}`, title: "Drag it, or move it with the arrow keys and press Enter" });
    put(node, place);
    node.addEventListener("pointerdown", (event) => {
      if (mode || event.button) return;
      node.setPointerCapture(event.pointerId);
      player.pause();
      dragging = j;
    });
    let moved = false;
    node.addEventListener("pointermove", (event) => {
      if (dragging !== j || !node.hasPointerCapture(event.pointerId)) return;
      moved = true;
      move(j, under(event));
    });
    node.addEventListener("pointerup", () => {
      if (dragging !== j) return;
      if (moved) drop();
      else dragging = -1;
      moved = false;
    });
    node.addEventListener("pointercancel", cancel);
    node.addEventListener("keydown", (event) => {
      const by = event.shiftKey ? 0.05 : 0.01;
      const way = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key];
      if (way) {
        dragging = j;
        move(j, [clamp(at[j][0] + way[0]), clamp(at[j][1] + way[1])]);
      } else if (event.key === "Enter" && dragging === j) drop();
      else if (event.key === "Escape" && dragging === j) cancel();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    node.addEventListener("blur", () => { if (dragging === j) cancel(); });
    return node;
  }

  function show(next) {
    index = next;
    if (mode || dragging >= 0 || !view) return;
    at = (view.handles[index] ?? []).map((pair) => [...pair]);
    const focused = [...marks.children].indexOf(document.activeElement);
    if (marks.children.length !== at.length || mode !== stage.dataset.shown) marks.replaceChildren(...at.map((place, j) => handle(j, place)));
    else at.forEach((place, j) => put(marks.children[j], place));
    stage.dataset.shown = mode;
    if (focused >= 0) marks.children[focused]?.focus({ preventScroll: true });
  }

  const dots = () => placed.map((place, j) => {
    const dot = make("span", { className: "kviz-dot" }, mode === "place" ? letterOf(j) : "");
    put(dot, place);
    return dot;
  });

  function redraw() {
    marks.replaceChildren(...dots());
    stage.dataset.shown = mode;
    const left = mode === "place" ? view.settings.k - placed.length : 0;
    const [told, done] = bar.parts;
    told.textContent = mode === "place"
      ? `Click where centroid ${letterOf(placed.length)} shall start: ${left} to go. By keyboard: arrow keys and Enter.`
      : `Click to add points (${placed.length} so far). By keyboard: arrow keys and Enter.`;
    done.hidden = mode === "place";
    done.disabled = placed.length < 2;
  }

  function add(place) {
    if (mode === "draw" && placed.length >= 300) return;
    placed.push(place);
    redraw();
    if (mode === "place" && placed.length === view.settings.k) finish();
  }
  function takeBack() { placed.pop(); redraw(); }
  function finish() {
    const places = placed;
    const message = mode === "place" ? { do: "place", at: places } : { do: "draw", at: places };
    leave();
    tell(message);
  }
  function leave() {
    mode = "";
    placed = [];
    bar.hidden = cross.hidden = true;
    stage.classList.remove("kviz-blank");
    delete player.root.dataset.mode;
    stage.removeAttribute("tabindex");
    stage.removeAttribute("role");
    stage.removeAttribute("aria-label");
    show(index);
  }
  function enter(next) {
    if (mode) leave();
    player.pause();
    if (next === "place" && view.d !== 2) return;
    mode = next;
    placed = next === "draw" ? view.drawn.map((pair) => [...pair]) : [];
    bar.hidden = false;
    stage.classList.toggle("kviz-blank", mode === "draw");
    player.root.dataset.mode = mode;
    Object.assign(stage, { tabIndex: 0, role: "application", ariaLabel: mode === "draw" ? "Draw points" : "Place start centroids" });
    redraw();
    put(cross, aim);
    stage.focus({ preventScroll: true });
    bar.parentNode.scrollIntoView({ block: "nearest" });
    bar.scrollIntoView({ block: "nearest" });
  }

  stage.addEventListener("click", (event) => {
    if (event.target.closest(".kviz-handle")) return;
    if (mode) add(under(event));
    else if (view) tell({ do: "inspect", at: under(event) });
  });
  stage.addEventListener("keydown", (event) => {
    if (!mode || event.target !== stage) return;
    const by = event.shiftKey ? 0.1 : 0.02;
    const way = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key];
    const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (way) {
      aim = [clamp(aim[0] + way[0]), clamp(aim[1] + way[1])];
      cross.hidden = false;
      put(cross, aim);
    } else if (event.key === "Enter" || event.key === " ") add([...aim]);
    else if (event.key === "Backspace" || undo) takeBack();
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  bar.parts = [make("p", {}), button("Run on these points", finish), button("Take one back", takeBack), button("Cancel", leave)];
  bar.append(...bar.parts);

  function update(next) {
    const moved = view && (view.settings.data !== next.settings.data || view.settings.scale !== next.settings.scale);
    view = next;
    if (mode === "place" && moved) leave(); // these places were meant for other data
    const [left, top, width, height] = view.stage;
    Object.assign(stage.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    if (mode === "place" && view.settings.k !== placed.length) redraw();
    if (!player.layers[0].contains(stage)) player.layers[0].append(stage);
    player.layers[0].parentNode.after(bar);
    dragging = -1;
    pending = null;
    waiting = 0;
    show(index);
  }
  return { bar, show, update, enter, onDragged };
}

export const letterOf = (j) => (j < 26 ? "" : letterOf(Math.floor(j / 26) - 1)) + String.fromCharCode(65 + (j % 26));

/** What the point that was clicked has to tell, step by step. */
export function inspector(tell) {
  const box = make("section", { className: "kviz-inspector", "aria-label": "Point", hidden: true });
  let view = null, index = 0;
  function show(next) {
    index = next;
    const point = view?.inspected;
    box.hidden = !point;
    if (!point) return;
    const step = point.steps[Math.min(index, point.steps.length - 1)];
    const shortest = Math.min(...step.distances.map(([, distance]) => distance));
    const place = point.values.map((value, j) => `${view.names[j]} ${inFigures(value)}`).join(", ");
    box.replaceChildren(
      make("h2", {}, `Point ${point.row}`),
      make("p", {}, `${place}. ${step.cluster ? `It belongs to cluster ${step.cluster}.` : "It belongs to no cluster yet."}`),
      make("ul", {}, ...step.distances.map(([letter, distance]) => make("li", { className: distance === shortest ? "kviz-nearest" : "" },
        `${inFigures(distance)} to ${letter}${distance === shortest ? ": the nearest" : ""}`))),
      ...(point.source.length ? [make("p", { className: "kviz-about" }, point.source.map((pair) => pair.join(": ")).join(" · "))] : []),
      button("Close", () => tell({ do: "inspect", at: null })),
    );
  }
  return { box, show, update(next) { view = next; show(index); } };
}
