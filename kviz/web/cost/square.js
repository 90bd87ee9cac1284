/** The square on a line. */

/** @typedef {[number, number]} Pixel */

/**
 * Corners of the square on the way from a point to its centroid: on the side where more of it is on the stage.
 * @param {Pixel} point
 * @param {Pixel} centroid
 * @param {number} wide
 * @param {number} tall
 * @returns {Pixel[]}
 */
export function squareOn([x, y], [u, v], wide, tall) {
  const sides = [1, -1].map((side) => {
    const [across, up] = [-(v - y) * side, (u - x) * side];
    return /** @type {Pixel[]} */ ([
      [x, y],
      [u, v],
      [u + across, v + up],
      [x + across, y + up],
    ]);
  });
  const beside = (/** @type {Pixel[]} */ corners) =>
    corners.reduce(
      (sum, [a, b]) =>
        sum + Math.max(0, -a) + Math.max(0, a - wide) + Math.max(0, -b) + Math.max(0, b - tall),
      0,
    );
  return beside(sides[0]) <= beside(sides[1]) ? sides[0] : sides[1];
}
