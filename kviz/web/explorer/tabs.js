/** Two views of one page: a list of tabs, and what belongs to each. */
export function tabs(root, views) {
  const names = Object.keys(views);
  const list = make("div", { className: "kviz-tabs", role: "tablist", "aria-label": "What to do" });
  const nodes = names.map((name, i) => {
    const node = button(name, () => select(name), "kviz-tab");
    node.role = "tab";
    node.id = `kviz-tab-${(fieldCount += 1)}`;
    Object.assign(views[name].panel, { role: "tabpanel" }).setAttribute("aria-labelledby", node.id);
    node.addEventListener("keydown", (event) => {
      const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      const next = names.at(to % names.length);
      select(next, true);
    });
    return node;
  });
  list.append(...nodes);

  function select(name, focus = false) {
    root.dataset.tab = name;
    names.forEach((other, i) => {
      const on = other === name;
      nodes[i].setAttribute("aria-selected", String(on));
      nodes[i].tabIndex = on ? 0 : -1;
      views[other].panel.hidden = !on;
      views[other].show?.(on);
      if (on && focus) nodes[i].focus();
    });
  }
  // keys that step the run belong to the view that shows it; "?" tells about keys everywhere
  const foreign = (event) => views[root.dataset.tab].keys === false && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== "?";
  const own = (event) => { if (nothingFocused() && foreign(event)) event.stopImmediatePropagation(); };
  window.addEventListener("keydown", own, true);
  root.addEventListener("keydown", (event) => { if (foreign(event)) event.stopImmediatePropagation(); });
  select(names[0]);
  return { list, select, stop: () => window.removeEventListener("keydown", own, true) };
}
