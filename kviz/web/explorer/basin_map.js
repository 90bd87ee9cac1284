/** The basin map: one start centroid at every place of the plane, coloured by the end that it leads to. */
import { button, make, rest, rests } from "../interface/elements.js";
import { Choice, field, section, term } from "../interface/fields.js";
import { inFigures } from "../interface/numbers.js";
import { clusterLetter } from "../messages.js";
import { percent, say } from "../words.js";

/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./view.js").View} View */

/** From the best end to the worst: lightness alone tells them apart. */
const SHADES = [
  "#2b6cb0",
  "#f2c14e",
  "#d9793d",
  "#b3403a",
  "#8c2f5a",
  "#6a2c70",
  "#4a2c6a",
  "#3a2c55",
  "#2c2a44",
  "#1f2233",
];
const CELL = 12; // CSS pixels of a place

export class BasinForm {
  /** @param {Tell} tell */
  constructor(tell) {
    this.choice = new Choice([{ name: "0", title: "A" }], () => {});
    this.go = button(say("page.basins.draw"), () => {
      if (rests(this.go)) return;
      rest(this.go, true);
      tell({ do: "basins", cluster: Number(this.choice.value) });
    });
    const about = say("page.basins.about");
    const low = make("div", { className: "kviz-field kviz-low" }, this.go);
    this.box = section(
      say("page.basins.title"),
      false,
      make("p", { className: "kviz-about" }, about),
      make("div", { className: "kviz-pair" }, field("basins", say("page.basins.start"), this.choice), low),
    );
  }

  /** @param {View} view */
  update({ settings }) {
    rest(this.go, false);
    const letters = Array.from({ length: settings.k }, (_, j) => ({
      name: String(j),
      title: clusterLetter(j),
    }));
    this.choice.offer(letters, Number(this.choice.value) < settings.k ? this.choice.value : "0");
  }

  done() {
    rest(this.go, false);
  }
}

export class BasinMap {
  /** @param {Tell} tell */
  constructor(tell) {
    this.tell = tell;
    this.box = make("section", {
      className: "kviz-starts kviz-basins",
      "aria-label": say("page.basins.title"),
      hidden: true,
    });
    this.shownFor = "";
  }

  /**
   * @param {Message} found
   * @param {DataView<ArrayBuffer>} cells
   */
  show(found, cells) {
    const which = new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength);
    const A = found.cluster;
    const said =
      found.costs.length === 1
        ? say("page.basins.one_end", { A })
        : say("page.basins.best", { share: found.shares[0] });
    this.box.hidden = false;
    this.box.replaceChildren(
      make("h2", {}, say("page.basins.where", { A, k: found.k })),
      make("p", { className: "kviz-said", "aria-live": "polite" }, said),
      make("div", { className: "kviz-basin-pair" }, this.#map(found, which), this.#ends(found, which)),
      button(say("player.close"), () => {
        this.box.hidden = true;
      }),
    );
    this.box.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {Message} found
   * @param {Uint8Array} which
   */
  #map(found, which) {
    const { rows, columns, cluster } = found;
    const canvas = make("canvas", {
      width: columns * CELL,
      height: rows * CELL,
      className: "kviz-basin-map",
    });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", say("page.basins.map"));
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    which.forEach((end, cell) => {
      pen.fillStyle = SHADES[end % SHADES.length];
      pen.fillRect((cell % columns) * CELL, (rows - 1 - Math.floor(cell / columns)) * CELL, CELL, CELL);
    });
    drawMarks(pen, canvas.width, canvas.height, found);
    canvas.addEventListener("click", (event) => {
      const edge = canvas.getBoundingClientRect();
      const column = Math.min(columns - 1, Math.floor((columns * (event.clientX - edge.left)) / edge.width));
      const row = Math.min(rows - 1, Math.floor((rows * (event.clientY - edge.top)) / edge.height));
      this.tell({ do: "basin start", cluster, cell: (rows - 1 - row) * columns + column });
    });
    return canvas;
  }

  /**
   * The ends with their shares; each can be run from the place nearest to the middle of its own, without a mouse.
   * @param {Message} found
   * @param {Uint8Array} which
   */
  #ends(found, which) {
    const rows = found.costs.map((/** @type {[number, number]} */ [low, high], /** @type {number} */ end) => {
      const cost =
        high - low <= 1e-5 * high
          ? inFigures(low)
          : say("page.range", { low: inFigures(low), high: inFigures(high) });
      const places = [...which.keys()].filter((cell) => which[cell] === end);
      const show = button(
        say("page.run"),
        () =>
          this.tell({
            do: "basin start",
            cluster: found.cluster,
            cell: places[Math.floor(places.length / 2)],
          }),
        "kviz-chip",
      );
      show.setAttribute("aria-label", say("page.basins.run", { cost }));
      const shade = make("span", { className: "kviz-shade" });
      shade.style.setProperty("background", SHADES[end % SHADES.length]);
      return make(
        "tr",
        {},
        make("th", { scope: "row" }, shade, cost),
        make("td", {}, percent(found.shares[end])),
        make("td", {}, show),
      );
    });
    const cost = term(say("page.final", { cost: found.cost_name }), say("page.cost.meaning.euclidean"));
    const head = [cost, say("page.basins.places"), say("page.show")].map((name) =>
      make("th", { scope: "col" }, name),
    );
    return make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
  }

  /**
   * The map belongs to one data set, k and start; another one makes it old, except a start that the map gave.
   * @param {View} view
   */
  update({ settings }) {
    const { data, k, scale, metric, on_empty, drawn, edits } = settings;
    const now = JSON.stringify([data, k, scale, metric, on_empty, drawn, edits]);
    if (this.shownFor && this.shownFor !== now) this.box.hidden = true;
    this.shownFor = now;
  }
}

/**
 * The points, and the start centroids that stay where they are, over the map.
 * @param {CanvasRenderingContext2D} pen
 * @param {number} width
 * @param {number} height
 * @param {Message} found
 */
function drawMarks(pen, width, height, { points, start, cluster }) {
  pen.fillStyle = "rgba(255, 255, 255, 0.8)";
  pen.strokeStyle = "#1d2128";
  for (const [u, v] of points) {
    pen.beginPath();
    pen.arc(u * width, (1 - v) * height, 3, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
  pen.font = "bold 16px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  start.forEach((/** @type {[number, number]} */ [u, v], /** @type {number} */ j) => {
    if (j === cluster) return;
    pen.fillStyle = "#ffffff";
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(u * width, (1 - v) * height, 13, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
    pen.fillStyle = "#1d2128";
    pen.fillText(clusterLetter(j), u * width, (1 - v) * height);
  });
}
