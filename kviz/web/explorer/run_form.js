/** Data and run: everything that shapes the film. */
const NAMES = {
  metric: [{ name: "euclidean", title: "Euclidean: means" }, { name: "manhattan", title: "Manhattan: medians" }],
  scale: [{ name: "raw", title: "as measured" }, { name: "standardized", title: "standardized" }],
  on_empty: [{ name: "keep", title: "keeps its centroid" }, { name: "farthest", title: "takes the farthest point" }],
  sep: [{ name: "", title: "as found" }, { name: "comma", title: "comma" }, { name: "semicolon", title: "semicolon" }, { name: "tab", title: "tab" }, { name: "bar", title: "vertical bar" }],
  decimal: [{ name: "", title: "as found" }, { name: "point", title: "point: 1.5" }, { name: "comma", title: "comma: 1,5" }],
  header: [{ name: "", title: "as found" }, { name: "yes", title: "holds the names" }, { name: "no", title: "is data" }],
  missing: [{ name: "refuse", title: "stop and tell me" }, { name: "drop", title: "leave these rows out" }, { name: "median", title: "fill in the median" }],
};

export function dataChoices(tell) {
  const change = (name) => (value) => tell({ do: "change", changes: { [name]: value } });
  const data = choice([], change("data"));
  const about = make("p", { className: "kviz-about" });
  const notes = make("p", { className: "kviz-about" });
  const file = make("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv" });
  const fileField = field("upload", "Your own table (CSV file)", file, "A CSV file of up to 5 MB with at least two columns of numbers. It goes only to the computer that runs this page.");
  const columns = (message) => tell({ do: "columns", ...message });
  const x = choice([], (value) => columns({ x: value })), y = choice([], (value) => columns({ y: value }));
  const missing = choice(NAMES.missing, (value) => columns({ missing: value }));
  const how = {};
  const reread = (where) => tell({ do: "reread", where, ...Object.fromEntries(Object.entries(how).map(([name, node]) => [name, node.value])) });
  for (const name of ["sep", "decimal", "header"]) how[name] = choice(NAMES[name], () => reread(name));
  const reading = make("summary", {}, "Read it otherwise");
  const otherwise = make("details", {}, reading,
    field("sep", "Columns are parted by", how.sep), field("decimal", "Decimal mark", how.decimal), field("header", "The first row", how.header));
  const preview = make("div", { className: "kviz-scroll" });
  const chosen = make("div", {}, make("div", { className: "kviz-pair" }, field("x", "x column", x), field("y", "y column", y)),
    field("columns", "Rows with missing values", missing));
  const first = make("details", {}, make("summary", {}, "First rows of the table"), preview);
  const table = make("div", { className: "kviz-upload", hidden: true }, chosen, first, otherwise);
  const box = section("Data", true, field("data", "Data set", data), about, notes, fileField, table);
  let limit = 5e6;

  const place = fileField.querySelector(".kviz-message");
  function say(text, busy = false) {
    place.textContent = text;
    place.toggleAttribute("data-busy", busy);
  }
  async function send(given) {
    if (!given) return;
    if (given.size > limit) {
      say(`${given.name} has ${(given.size / 1e6).toFixed(1)} MB, and the page takes up to ${limit / 1e6} MB. It was not sent; keep fewer rows or columns.`);
      return;
    }
    say(`Reading ${given.name} …`, true);
    try {
      tell({ do: "upload", name: given.name }, [await given.arrayBuffer()]);
    } catch {
      say(`${given.name} cannot be read: it is a folder, or it changed meanwhile. Choose it again.`);
    }
  }
  file.addEventListener("click", () => { file.value = ""; }); // else a file that was mended would not count as another
  file.addEventListener("change", () => send(file.files[0]));
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  /** A file may be dropped anywhere: beside a small target the browser would leave the page to show it. */
  function takeDrops(root) {
    root.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      box.classList.add("kviz-dropping");
    });
    root.addEventListener("dragleave", (event) => { if (!root.contains(event.relatedTarget)) box.classList.remove("kviz-dropping"); });
    root.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      box.classList.remove("kviz-dropping");
      box.open = true;
      send(event.dataTransfer.files[0]);
    });
  }

  function update(view) {
    limit = view.upload_limit;
    data.offer(view.groups, view.settings.data);
    about.textContent = view.about;
    notes.textContent = view.notes.join(" ");
    notes.hidden = !view.notes.length;
    table.hidden = !view.upload;
    if (!view.upload) return;
    const unread = Boolean(view.upload.unread);
    if (unread && !chosen.hidden) otherwise.open = first.open = true;
    chosen.hidden = unread;
    reading.textContent = unread ? `Read ${view.upload.name} otherwise` : "Read it otherwise";
    const offers = view.upload.columns.map((name) => ({ name, title: name }));
    x.offer(offers, view.upload.x);
    y.offer(offers, view.upload.y);
    missing.value = view.upload.missing;
    for (const [name, value] of Object.entries(view.upload.how)) how[name].value = value;
    otherwise.hidden = !Object.keys(view.upload.how).length;
    const [head, ...rows] = view.upload.rows;
    preview.replaceChildren(make("table", {},
      make("thead", {}, make("tr", {}, ...head.map((cell) => make("th", { scope: "col" }, cell)))),
      make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell)))))));
  }
  return { box, update, takeDrops };
}

export function runChoices(tell) {
  const change = (name) => (value) => tell({ do: "change", changes: { [name]: value } });
  const k = whole(1, 12, change("k"), ["Fewer clusters", "More clusters"]);
  const init = choice([], change("init"));
  const metric = choice(NAMES.metric, change("metric"));
  const seed = whole(0, 4294967295, change("seed"));
  const scale = choice(NAMES.scale, change("scale"));
  const empty = choice(NAMES.on_empty, change("on_empty"));
  const fresh = button("New seeds", () => tell({ do: "new seeds" }));
  const box = section("Run", true,
    field("k", "Clusters, k", k, "How many clusters to look for, from 1 to 12."),
    field("init", "Seeding", init, "How the first centroids are chosen. k-means++ draws a point with probability D²/ΣD²; farthest-first takes the point farthest from all seeds, and is not k-means++."),
    make("div", { className: "kviz-pair" },
      field("seed", "Random seed", seed, "The same number gives the same run again."),
      make("div", { className: "kviz-field kviz-low" }, fresh)),
    field("scale", "Scale", scale, "Standardized: every column gets mean 0 and standard deviation 1 before distances are measured. It matters where the columns have different units."),
    field("metric", "Distance", metric, "Euclidean distance goes with the mean; Manhattan distance goes with the median (k-medians)."),
    field("on_empty", "An empty cluster", empty, "What happens to a centroid that no point belongs to."));

  function update(view) {
    const chosen = view.settings;
    k.put(chosen.k);
    seed.put(chosen.seed);
    init.offer(view.inits, chosen.init);
    metric.value = chosen.metric;
    scale.value = chosen.scale;
    empty.value = chosen.on_empty;
  }
  return { box, update, clusters: k.move };
}

export function touchChoices(enter) {
  const box = section("Touch", false,
    make("p", { className: "kviz-about" }, "Drag a centroid on the stage to start a new run from there. Click a point to see its distances."),
    make("div", { className: "kviz-row" }, button("Place start centroids", () => enter("place")), button("Draw your own points", () => enter("draw"))));
  box.dataset.field = "hands";
  box.append(make("p", { className: "kviz-message", "aria-live": "polite" }));
  return { box, update(view) { box.querySelector("button").disabled = view.d !== 2; } };
}
