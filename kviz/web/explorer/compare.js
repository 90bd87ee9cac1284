/** Two runs on one timeline, and many starts counted: where they end, and any of them replayed. */
export function compareChoices(tell) {
  const versus = choice([], (value) => tell({ do: "change", changes: { versus: value } }));
  const box = section("Compare", false, field("versus", "Beside this run", versus, "A second run on the same data and the same timeline. Compare two seedings, two random seeds, or raw against standardized data."));
  function update(view) {
    const chosen = view.settings, other = chosen.scale === "raw" ? "standardized" : "raw";
    const seeds = [...new Set([chosen.seed + 1, ...(chosen.versus.startsWith("seed:") ? [Number(chosen.versus.slice(5))] : [])])];
    versus.offer([
      { name: "", title: "nothing" },
      { group: "another seeding", sets: view.inits.filter((init) => init.name !== chosen.init).map((init) => ({ name: `init:${init.name}`, title: init.title })) },
      { group: "another random seed", sets: seeds.map((seed) => ({ name: `seed:${seed}`, title: `random seed ${seed}` })) },
      { group: "the other scale", sets: [{ name: `scale:${other}`, title: other === "raw" ? "as measured" : "standardized" }] },
    ], chosen.versus);
    box.open ||= Boolean(chosen.versus);
  }
  return { box, update };
}

export function startsChoices(tell) {
  const count = choice([20, 50, 100, 200].map((n) => ({ name: String(n), title: `${n} starts` })), () => {});
  const go = button("Try many starts", () => {
    if (rests(go)) return;
    rest(go, true);
    tell({ do: "starts", count: Number(count.value) });
  });
  const box = section("Restarts", false,
    make("p", { className: "kviz-about" }, "The same data and k from many random seeds: how often does it end at the best result?"),
    make("div", { className: "kviz-pair" }, field("starts", "How many", count), make("div", { className: "kviz-field kviz-low" }, go)));
  const done = () => rest(go, false);
  return { box, update: done, done };
}

/** A histogram of final costs, lying on its side: one row for every different end. */
export function startsGallery(tell) {
  const box = make("section", { className: "kviz-starts", "aria-label": "Many starts", hidden: true });
  let shownFor = "";
  const CHIPS = 24;

  function show(found) {
    box.hidden = false;
    const most = Math.max(...found.ends.map((end) => end.seeds.length));
    const percent = `${(100 * found.share).toFixed(0)} %`;
    const replay = (seed) => {
      const chip = button(String(seed), () => tell({ do: "change", changes: { init: found.init, seed } }), "kviz-chip");
      chip.setAttribute("aria-label", `Show the run with random seed ${seed}`);
      return chip;
    };
    function chips(seeds) {
      const box = make("span", { className: "kviz-chips" }, ...seeds.slice(0, CHIPS).map(replay));
      const rest = seeds.slice(CHIPS).map(replay);
      const more = button(`and ${rest.length} more`, () => { more.replaceWith(...rest); rest[0].focus(); }, "kviz-chip");
      if (rest.length) box.append(more);
      return box;
    }
    const row = (end, i) => make("tr", {},
      make("th", { scope: "row" }, end.low === end.high || (end.high - end.low) < 1e-5 * end.high ? inFigures(end.low) : `${inFigures(end.low)} to ${inFigures(end.high)}`),
      make("td", {}, String(end.seeds.length)),
      make("td", { className: "kviz-barcell" },
        make("span", { className: i ? "kviz-bar" : "kviz-bar kviz-best", style: `width:${(100 * end.seeds.length) / most}%` }),
        chips(end.seeds)));
    const said = found.ends.length === 1
      ? `All ${found.count} starts end at the same ${found.cost_name}.`
      : `${percent} of ${found.count} starts found the best ${found.cost_name}, ${inFigures(found.best)}; the worst ended at ${inFigures(found.worst)}. A run cannot know which it got.`;
    box.replaceChildren(
      make("h2", {}, `${found.count} starts with ${found.title}, k = ${found.k}`),
      make("p", { className: "kviz-said", "aria-live": "polite" }, said),
      make("div", { className: "kviz-scroll" }, make("table", {},
        make("thead", {}, make("tr", {},
          make("th", { scope: "col" }, term(`Final ${found.cost_name}`, "What these starts cost in the end: what k-means makes as small as it can from where it began.")),
          make("th", { scope: "col" }, term("Starts", "How many of the starts ended there.")), make("th", { scope: "col" }, "Random seeds: choose one to see its run"))),
        make("tbody", {}, ...found.ends.map(row)))),
      button("Close", () => { box.hidden = true; }));
    box.scrollIntoView({ block: "nearest" });
  }

  /** What was counted belongs to one data set, k and seeding; another choice makes it old. */
  function update(view) {
    const { data, k, scale, metric, on_empty } = view.settings;
    const now = JSON.stringify([data, k, scale, metric, on_empty, view.settings.drawn]);
    if (shownFor && shownFor !== now) box.hidden = true;
    shownFor = now;
  }
  return { box, show, update };
}
