/** From a table to named segments: inspect, choose, search, name, take away. Text from a table is only ever text. */
const SEGMENT = {
  scales: [{ name: "auto", title: "where spreads differ much" }, { name: "yes", title: "yes, equal spread" }, { name: "no", title: "no, own units" }],
  files: { ".csv": "CSV, the rows and their segments", ".html": "HTML, the report", ".pdf": "PDF, the report on one page", ".py": "Python, the code" },
  elbow: [
    ["k", "The number of segments."], ["WCSS", "Within-cluster sum of squares: all squared distances to the own centroid, added up. More segments always lower it."],
    ["Silhouette", "How much nearer rows are to their own segment than to the next one, on average: 1 is clear cut, 0 is none."], ["The run", ""],
  ],
  kinds: { number: "numbers", id: "ID", category: "category", text: "text", constant: "constant", date: "date" },
};

export function segmentPart(tell, { opened }) {
  const about = make("p", { className: "kviz-about" }), notes = make("ul", { className: "kviz-told" });
  const columns = make("tbody"), message = make("p", { className: "kviz-message", role: "alert" });
  const scale = choice(SEGMENT.scales, () => {}), missing = choice(NAMES.missing, () => {});
  const k = choice([{ name: "", title: "as the elbow says" }, ...Array.from({ length: 12 }, (_, i) => ({ name: String(i + 1), title: String(i + 1) }))], () => {});
  const go = button("Find segments", () => {
    if (rests(go)) return;
    message.textContent = "";
    busy(true, 0, "");
    tell({ do: "segment", features: chosen(), scale: scale.value, missing: missing.value, k: k.value, narrow: narrow() });
  }, "kviz-button kviz-main-button");
  const stop = button("Cancel", () => tell({ do: "segment cancel" }));
  const bar = make("progress", { max: 1, value: 0, "aria-label": "Searching segments" });
  const said = make("p", { className: "kviz-about", role: "status" });
  const working = make("div", { className: "kviz-working", hidden: true }, bar, stop);
  const missingField = field("segment missing", "Rows with missing values", missing);
  const result = segmentResult(tell);
  const box = make("div", { className: "kviz-segment" },
    make("h2", {}, "1 · Inspect the table and choose features"), about, notes,
    scrolled("Columns", make("table", { className: "kviz-told-table" },
      make("thead", {}, make("tr", {}, ...["Cluster by", "Kind", "Missing"].map((text) => make("th", { scope: "col" }, text)))), columns)),
    make("h2", {}, "2 · Scale, and how many"),
    make("div", { className: "kviz-asked" }, field("segment scale", "Equal spread for the features", scale),
      field("segment k", "Number of segments", k), missingField),
    make("div", { className: "kviz-row" }, go), working, said, message, result.box);
  const narrow = () => box.clientWidth > 0 && box.clientWidth < 480;
  let active = false, seen = "", theme = "", shape = false;
  const redraw = () => { if (!result.box.hidden) tell({ do: "segment pictures", narrow: narrow() }); };
  const widths = new ResizeObserver(() => {
    if (!box.clientWidth || narrow() === shape) return;
    shape = narrow();
    redraw();
  });
  widths.observe(box);

  const chosen = () => [...columns.querySelectorAll("input:checked")].map((tick) => tick.value);
  function busy(on, part, text) {
    if (!on && working.contains(document.activeElement)) go.focus({ preventScroll: true });
    working.hidden = !on;
    rest(go, on);
    bar.value = part;
    said.textContent = text;
  }

  function showTable(table) {
    about.textContent = table.name;
    if (!table.fresh) return;
    result.box.hidden = true;
    busy(false, 0, "");
    message.textContent = "";
    const twins = table.duplicates === 1 ? "1 row is there twice." : table.duplicates ? `${table.duplicates} rows are there more than once.` : "No row is there twice.";
    list(notes, [...table.notes, twins]);
    missing.value = table.missing;
    missingField.hidden = !table.columns.some((column) => column.missing);
    k.value = "";
    scale.value = "auto";
    columns.replaceChildren(...table.columns.map((column) => {
      const tick = make("input", { type: "checkbox", value: column.name, checked: column.chosen, disabled: !column.numeric });
      return make("tr", {}, make("th", { scope: "row" }, make("label", {}, tick, ` ${column.name}`), make("small", {}, column.advice)),
        make("td", {}, SEGMENT.kinds[column.kind] ?? column.kind), make("td", {}, column.missing ? String(column.missing) : "none"));
    }));
  }

  function look() {
    if (!active) return;
    seen = wanted;
    tell({ do: "segment look" });
  }
  let wanted = "";
  function update(view, shade) {
    wanted = JSON.stringify([view.settings.data, view.settings.drawn]);
    if (theme && theme !== shade) redraw();
    theme = shade;
    if (wanted !== seen) look();
  }
  function show(on) {
    active = on;
    if (wanted !== seen) look();
  }

  function onMessage(told, buffers) {
    if (told.type === "segment table") showTable(told);
    else if (told.type === "segmenting") busy(true, told.part, told.text);
    else if (told.type === "segment cancelled") busy(false, 0, "Cancelled; nothing has changed.");
    else if (told.type === "segment fault") {
      busy(false, 0, "");
      message.textContent = told.text;
    } else if (told.type === "segmented") {
      busy(false, 1, `Found ${told.k} segment${told.k === 1 ? "" : "s"}.`);
      list(notes, Object.fromEntries(told.told).Inspect);
      result.show(told);
    } else if (told.type === "segment opened") opened();
    else result.onMessage(told, buffers);
  }
  return { box, update, show, onMessage, stop: () => widths.disconnect() };
}

const list = (place, sentences) => place.replaceChildren(...sentences.map((text) => make("li", {}, text)));
const scrolled = (label, ...inside) => make("div", { className: "kviz-scroll", tabIndex: 0, role: "region", "aria-label": label }, ...inside);

function segmentResult(tell) {
  const pictures = Object.fromEntries(["elbow", "starts", "segments", "profile"].map((name) => [name, make("img", { className: "kviz-drawing", alt: "", hidden: true })]));
  const told = Object.fromEntries(["Scale", "Choose k", "Run"].map((name) => [name, make("ul", { className: "kviz-told" })]));
  const dots = make("div", { "aria-hidden": "true" }); // for a mouse; the table beside it is for everybody
  let ks = [];
  const points = make("tbody"), head = make("tr"), rows = make("tbody"), code = make("code");
  const files = make("div", { className: "kviz-row" }), message = make("p", { className: "kviz-message", role: "alert" });
  const table = (caption, top, body) => make("table", {}, make("caption", {}, caption), make("thead", {}, top), body);
  const elbowHead = make("tr", {}, ...SEGMENT.elbow.map(([text, hint]) => make("th", { scope: "col" }, hint ? term(text, hint) : text)));
  const box = make("div", { className: "kviz-found", hidden: true },
    told.Scale,
    make("h2", {}, "3 · The elbow"), told["Choose k"],
    make("div", { className: "kviz-duo" }, make("div", { className: "kviz-curve" }, pictures.elbow, dots), scrolled("Points of the curve", table("Every point of the curve is a run that can be watched.", elbowHead, points))),
    make("h2", {}, "4 · The run"), told.Run, pictures.starts,
    make("h2", {}, "5 · Who they are"),
    scrolled("Segments", table("Mean ± standard deviation (lowest to highest) in the data's own units; * clustered by. Names can be changed.", head, rows)),
    make("div", { className: "kviz-duo" }, pictures.segments, pictures.profile),
    make("h2", {}, "6 · Take away"), files, message,
    make("pre", { className: "kviz-scroll kviz-snippet", tabIndex: 0, role: "region", "aria-label": "The code that did it" }, code));

  const names = () => [...rows.querySelectorAll("input")].reduce((all, input) => { all[Number(input.dataset.cluster)] = input.value; return all; }, []);
  const open = (number) => {
    const node = button(`Open k = ${number}`, () => tell({ do: "segment open", k: number }));
    node.append(make("span", { className: "kviz-unseen" }, " in the player"));
    return node;
  };

  const twoLines = (text) => {
    const at = text.lastIndexOf(" (");
    return make("td", {}, text.slice(0, at), make("br"), make("small", {}, text.slice(at + 1)));
  };

  function segmentRow(found, segment, columns) {
    const everyone = segment.cluster < 0;
    const input = everyone ? null : make("input", { type: "text", value: segment.name, maxLength: 60, "aria-label": `Name of segment ${segment.letter}` });
    if (input) {
      input.dataset.cluster = segment.cluster;
      input.addEventListener("change", () => tell({ do: "segment names", names: Array.from(names(), (name) => name ?? "") }));
    }
    const swatch = everyone ? [] : [make("span", { className: "kviz-swatch", style: `background:${found.colors[segment.cluster]}`, ariaHidden: "true" }), `${segment.letter} `];
    return make("tr", {}, make("th", { scope: "row" }, make("span", { className: "kviz-named" }, ...swatch, input ?? segment.name)),
      make("td", {}, `${segment.size} (${(100 * segment.share).toFixed(1)} %)`), ...columns.map((name) => twoLines(segment.cells[name])));
  }

  function show(found) {
    for (const picture of Object.values(pictures)) picture.hidden = true;
    const steps = Object.fromEntries(found.told);
    for (const [name, place] of Object.entries(told)) list(place, steps[name]);
    const { costs, silhouettes, best_k } = found.elbow;
    ks = found.elbow.ks;
    dots.replaceChildren();
    points.replaceChildren(...ks.map((number, i) => make("tr", number === found.k ? { className: "kviz-taken" } : {},
      make("th", { scope: "row" }, number === best_k ? `${number}, the elbow` : String(number)), make("td", {}, inFigures(costs[i])),
      make("td", {}, number in silhouettes ? silhouettes[number].toFixed(3) : "–"), make("td", {}, open(number)))));
    const columns = Object.keys(found.segments.at(-1).cells);
    const size = term("Size", "How many rows belong to the segment, and their part of all rows.");
    head.replaceChildren(...["Segment", size, ...columns.map((name) => (found.features.includes(name) ? `${name} *` : name))].map((inside) => make("th", { scope: "col" }, inside)));
    rows.replaceChildren(...found.segments.map((segment) => segmentRow(found, segment, columns)));
    code.textContent = found.code;
    message.textContent = "";
    files.replaceChildren(...found.files.map((suffix) => {
      const node = button(suffix.slice(1).toUpperCase(), () => {
        message.textContent = "";
        node.disabled = true;
        tell({ do: "segment file", suffix });
      });
      node.dataset.suffix = suffix;
      node.setAttribute("aria-label", `Download ${SEGMENT.files[suffix]}`);
      return node;
    }));
    box.hidden = false;
  }

  function put(found, bytes) {
    const picture = pictures[found.name];
    URL.revokeObjectURL(picture.src);
    picture.src = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    picture.alt = found.alternative;
    picture.style.width = `${found.width}px`;
    picture.hidden = false;
    if (found.name !== "elbow") return;
    dots.replaceChildren(...found.points.map(([left, top], i) => {
      const dot = button("", () => tell({ do: "segment open", k: ks[i] }), "kviz-curvepoint");
      Object.assign(dot, { tabIndex: -1, title: `Open k = ${ks[i]} in the player` });
      Object.assign(dot.style, { left: `${100 * left}%`, top: `${100 * top}%` });
      return dot;
    }));
  }

  function onMessage(found, buffers) {
    if (found.type === "segment picture") put(found, buffers[0]);
    else if (found.type === "segment names") {
      code.textContent = found.code;
      for (const input of rows.querySelectorAll("input")) input.value = found.names[input.dataset.cluster];
    } else if (found.type === "segment file") {
      files.querySelectorAll("button").forEach((node) => { if (node.dataset.suffix === found.suffix) node.disabled = false; });
      if (found.fault) message.textContent = found.fault;
      else saveFile(found.name, buffers[0]);
    }
  }
  return { box, show, onMessage };
}
