/** The plane as an SVG picture: dots, centroids, lines and rings, drawn anew for every state and every width. */

import { mark } from "../interface/marks.js";
import { clusterLetter } from "../messages.js";
import { bisector } from "./kmeans.js";

/** @typedef {import("./kmeans.js").Point} Point */

/**
 * What is to be seen.
 * @typedef {object} Sight
 * @property {Point[]} points
 * @property {number[]} labels
 * @property {Point[]} centroids
 * @property {{low: Point, high: Point}} box
 * @property {number[]} [rings] rows with a ring; one alone is bold
 * @property {{from: Point, to: Point, text?: string, arrow?: boolean}[]} [lines]
 * @property {Point[]} [spots] places that the learner found
 * @property {boolean} [border] whether the border between the two centroids is drawn
 * @property {number} [bright] the cluster that stays bright while the others fade
 * @property {boolean} [tappable] whether dots are buttons
 * @property {number[]} [tapped]
 * @property {Point | null} [cross] where the keyboard's cross stands
 */

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name @param {Record<string, string | number>} [marks] @param {...(Node | string)} children */
function shape(name, marks = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(marks)) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

/** How data becomes pixels: one scale for both axes, so that near looks near. @param {Sight["box"]} box @param {number} width @param {number} height */
export function scaleOf({ low, high }, width, height) {
  const scale = Math.min(width / (high[0] - low[0]), height / (high[1] - low[1]));
  const left = (width - scale * (high[0] - low[0])) / 2,
    bottom = height - (height - scale * (high[1] - low[1])) / 2;
  return {
    scale,
    /** @param {Point} p @returns {Point} */
    seen: (p) => [left + scale * (p[0] - low[0]), bottom - scale * (p[1] - low[1])],
    /** @param {Point} p @returns {Point} */
    meant: (p) => [low[0] + (p[0] - left) / scale, low[1] + (bottom - p[1]) / scale],
  };
}

/** @typedef {ReturnType<typeof scaleOf>} Scale */

/**
 * @param {SVGElement} svg @param {Sight} sight @param {number} width @param {number} height CSS pixels
 * @param {{onTap?: (row: number) => void, dotName?: (row: number) => string}} [hands]
 */
export function drawPlane(svg, sight, width, height, hands = {}) {
  const scale = scaleOf(sight.box, width, height),
    unit = width < 480 ? 0.85 : 1;
  const dot = Math.max(3, 7 - Math.max(0, Math.log2(sight.points.length / 40))) * unit;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.replaceChildren(
    ...regions(sight, scale, width, height),
    ...lines(sight, scale),
    ...dots(sight, scale, dot, hands),
    ...spots(sight, scale, unit),
    ...centroids(sight, scale, 14 * unit),
    ...cross(sight, scale),
  );
  return scale;
}

/** @param {Sight} sight @param {Scale} scale @param {number} width @param {number} height */
function regions({ border, centroids: [a, b], points, labels }, scale, width, height) {
  if (!border || !b) return [];
  const [from, to] = [scale.meant([-width, 2 * height]), scale.meant([2 * width, -height])];
  const ends = bisector(a, b, { low: from, high: to });
  if (!ends) return [];
  const [p, q] = ends.map(scale.seen);
  const [ca, cb] = [a, b].map(scale.seen);
  const middle = [(ca[0] + cb[0]) / 2, (ca[1] + cb[1]) / 2];
  const used = points.length && labels.some((label) => label >= 0);
  const way = [cb[0] - ca[0], cb[1] - ca[1]],
    length = Math.hypot(way[0], way[1]) || 1;
  const [u, v] = [
    [way[0] / length, way[1] / length],
    [-way[1] / length, way[0] / length],
  ].map(([x, y]) => [10 * x, 10 * y]);
  const corner = `M${middle[0] + u[0]},${middle[1] + u[1]}l${v[0]},${v[1]}l${-u[0]},${-u[1]}`;
  return [
    ...(used ? [halfPlane(p, q, ca, width, height, 0), halfPlane(p, q, cb, width, height, 1)] : []),
    shape("line", { class: "kviz-tour-join", x1: ca[0], y1: ca[1], x2: cb[0], y2: cb[1] }),
    shape("line", { class: "kviz-tour-border", x1: p[0], y1: p[1], x2: q[0], y2: q[1] }),
    shape("path", { class: "kviz-tour-corner", d: corner }),
  ];
}

/** The side of a line on which a centroid lies, as a tint. @param {Point} p @param {Point} q @param {Point} side @param {number} width @param {number} height @param {number} j */
function halfPlane(p, q, side, width, height, j) {
  const normal = [-(q[1] - p[1]), q[0] - p[0]],
    far = (4 * Math.max(width, height)) / (Math.hypot(normal[0], normal[1]) || 1);
  const sign = Math.sign(normal[0] * (side[0] - p[0]) + normal[1] * (side[1] - p[1])) * far;
  const corners = [
    p,
    q,
    [q[0] + sign * normal[0], q[1] + sign * normal[1]],
    [p[0] + sign * normal[0], p[1] + sign * normal[1]],
  ];
  return shape("polygon", {
    class: `kviz-tour-side kviz-cluster-${j}`,
    points: corners.map((c) => c.join(",")).join(" "),
  });
}

/** @param {Sight} sight @param {Scale} scale */
function lines({ lines: wanted = [] }, scale) {
  return wanted.flatMap(({ from, to, text, arrow }) => {
    const [a, b] = [scale.seen(from), scale.seen(to)];
    const line = shape("line", {
      class: arrow ? "kviz-tour-arrow" : "kviz-tour-line",
      x1: a[0],
      y1: a[1],
      x2: b[0],
      y2: b[1],
    });
    if (arrow) return [line, head(a, b)];
    if (!text) return [line];
    return [
      line,
      shape("text", { class: "kviz-tour-number", x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2 - 6 }, text),
    ];
  });
}

/** The tip of an arrow. @param {Point} a @param {Point} b */
function head(a, b) {
  const turn = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  const tip = Math.hypot(b[0] - a[0], b[1] - a[1]) > 24 ? -16 : 0;
  return shape("path", {
    class: "kviz-tour-head",
    d: `M${tip},0l-10,-6v12z`,
    transform: `translate(${b[0]} ${b[1]}) rotate(${turn})`,
  });
}

/** @param {Sight} sight @param {Scale} scale @param {number} radius @param {{onTap?: (row: number) => void, dotName?: (row: number) => string}} hands */
function dots(sight, scale, radius, { onTap, dotName }) {
  const { points, labels, rings = [], bright, tappable, tapped = [] } = sight;
  return points.map((point, row) => {
    const [x, y] = scale.seen(point),
      faded = bright !== undefined && labels[row] !== bright;
    const dot = shape(
      "g",
      {
        class: `kviz-tour-dot kviz-cluster-${labels[row]}${faded ? " kviz-tour-faded" : ""}`,
        transform: `translate(${x} ${y})`,
      },
      shape("path", { d: mark(labels[row], radius) }),
    );
    if (rings.includes(row)) dot.append(shape("circle", { class: "kviz-tour-ring", r: radius + 7 }));
    if (tappable) {
      dot.prepend(shape("circle", { class: "kviz-tour-target", r: 18 }));
      for (const [key, value] of Object.entries({
        role: "button",
        tabindex: 0,
        "aria-pressed": tapped.includes(row),
        "data-row": row,
        "aria-label": dotName?.(row) ?? "",
      })) {
        dot.setAttribute(key, String(value));
      }
      dot.addEventListener("click", () => onTap?.(row));
      if (tapped.includes(row)) dot.append(shape("circle", { class: "kviz-tour-ring", r: radius + 7 }));
    }
    return dot;
  });
}

/** @param {Sight} sight @param {Scale} scale @param {number} unit */
const spots = ({ spots: found = [] }, scale, unit) =>
  found.map((place) => {
    const [x, y] = scale.seen(place);
    return shape("circle", { class: "kviz-tour-spot", cx: x, cy: y, r: 6 * unit });
  });

/** @param {Sight} sight @param {Scale} scale @param {number} radius */
function centroids({ centroids: places }, scale, radius) {
  return places.map((place, j) => {
    const [x, y] = scale.seen(place);
    return shape(
      "g",
      { class: `kviz-tour-centroid kviz-cluster-${j}`, transform: `translate(${x} ${y})` },
      shape("path", { d: mark(j, radius) }),
      shape("text", { class: "kviz-tour-letter", y: 5 }, clusterLetter(j)),
    );
  });
}

/** @param {Sight} sight @param {Scale} scale */
function cross({ cross: at }, scale) {
  if (!at) return [];
  const [x, y] = scale.seen(at);
  return [shape("path", { class: "kviz-tour-cross", d: `M${x - 16},${y}h32M${x},${y - 16}v32` })];
}
