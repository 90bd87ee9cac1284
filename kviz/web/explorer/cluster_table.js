/** Beside the picture: the listing with its running line lit, and the clusters in numbers. */
export function wordsPanel() {
  const source = listingOf();
  const listing = make("section", { className: "kviz-listing", "aria-label": "What runs" }, make("h2", {}, "What runs"), source.box);
  const tables = make("div", { className: "kviz-tables" });
  const clusters = make("section", { className: "kviz-clusters", "aria-label": "Clusters" }, make("h2", {}, "Clusters"), tables);
  const box = make("div", { className: "kviz-panel" }, listing, clusters);
  let films = [], view = null, index = 0;

  function setFilms(next) {
    films = next;
    source.setFilms(films);
  }

  const HINTS = {
    size: "How many points belong to this cluster.",
    place: "Where its centroid is, in the data's own units.",
    share: "The part of the cost that its points make up: the sum of their squared distances to the centroid (absolute distances with Manhattan), divided by the total.",
  };
  const head = (text, hint) => make("th", { scope: "col", className: hint === HINTS.place ? "kviz-name" : "" }, term(text, hint));

  function clusterTable(rows, title) {
    const names = view.names.slice(0, 4);
    const cells = (row) => [
      make("td", {}, String(row.size)),
      ...names.map((_, j) => make("td", {}, inFigures(row.centroid[j]))),
      make("td", {}, row.share === null ? "–" : `${(100 * row.share).toFixed(1)} %`),
    ];
    const swatch = (row, j) => make("span", { className: "kviz-swatch", style: `background:${view.colors[j]}`, ariaHidden: "true" });
    return make("table", {}, ...(title ? [make("caption", {}, title)] : []),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Cluster"), head("Points", HINTS.size),
        ...names.map((name) => head(name, HINTS.place)), head("Share of cost", HINTS.share))),
      make("tbody", {}, ...rows.map((row, j) => make("tr", {}, make("th", { scope: "row" }, swatch(row, j), row.letter), ...cells(row)))));
  }

  function show(at) {
    index = at;
    if (!view || !films.length) return;
    source.show(index);
    tables.replaceChildren(...view.tables.map((table, f) => clusterTable(table[Math.min(index, table.length - 1)], view.tables.length > 1 ? view.titles[f] : "")));
  }

  return { box, setFilms, show, update(next) { view = next; show(index); } };
}
