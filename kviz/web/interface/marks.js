/** The marks of the clusters as SVG paths around (0, 0): the same shapes, in the same order, as the picture's. */

/** @param {number} corners @param {number} radius @param {number} turn degrees from pointing up */
function polygon(corners, radius, turn = 0) {
  const at = (/** @type {number} */ i) => ((turn - 90 + (360 * i) / corners) * Math.PI) / 180;
  const places = Array.from(
    { length: corners },
    (_, i) => `${radius * Math.cos(at(i))},${radius * Math.sin(at(i))}`,
  );
  return `M${places.join("L")}Z`;
}

/** @param {number} corners @param {number} radius */
function star(corners, radius) {
  const places = Array.from({ length: 2 * corners }, (_, i) => {
    const r = i % 2 ? radius * 0.45 : radius,
      at = (-90 + (180 * i) / corners) * (Math.PI / 180);
    return `${r * Math.cos(at)},${r * Math.sin(at)}`;
  });
  return `M${places.join("L")}Z`;
}

/** @param {number} r @param {number} turn degrees */
function cross(r, turn) {
  const a = r * 0.36,
    corners = [
      [-a, -r],
      [a, -r],
      [a, -a],
      [r, -a],
      [r, a],
      [a, a],
      [a, r],
      [-a, r],
      [-a, a],
      [-r, a],
      [-r, -a],
      [-a, -a],
    ];
  const c = Math.cos((turn * Math.PI) / 180),
    s = Math.sin((turn * Math.PI) / 180);
  return `M${corners.map(([x, y]) => `${x * c - y * s},${x * s + y * c}`).join("L")}Z`;
}

/** @type {((r: number) => string)[]} */
const SHAPES = [
  (r) => `M${-r},0A${r},${r} 0 1 0 ${r},0A${r},${r} 0 1 0 ${-r},0Z`,
  (r) => polygon(4, r * 1.25, 45),
  (r) => polygon(3, r * 1.3),
  (r) => polygon(4, r * 1.3),
  (r) => polygon(3, r * 1.3, 180),
  (r) => cross(r * 1.15, 0),
  (r) => cross(r * 1.2, 45),
  (r) => polygon(5, r * 1.2),
  (r) => polygon(3, r * 1.3, 270),
  (r) => polygon(6, r * 1.15),
  (r) => polygon(3, r * 1.3, 90),
  (r) => star(5, r * 1.4),
];

/** The path of a cluster's mark; a point without a cluster (-1) is a circle. @param {number} cluster @param {number} r */
export const mark = (cluster, r) => SHAPES[Math.max(cluster, 0) % SHAPES.length](r);
