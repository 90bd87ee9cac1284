/** k-means on a few points in the plane, for what a learner does by hand. Ties go to the lower cluster, as in Python. */

/** @typedef {[number, number]} Point */

const COIN_TOSS = 0.95; // two distances nearer to each other than this ratio cannot be told apart by eye

/** @param {Point} a @param {Point} b */
export const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** @param {Point} a @param {Point} b */
const squared = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;

/**
 * The cluster of the nearest centroid, for every point: the assignment step.
 * @param {Point[]} points @param {Point[]} centroids
 */
export function assign(points, centroids) {
  return points.map((point) => {
    let nearest = 0;
    for (let j = 1; j < centroids.length; j += 1) {
      if (squared(point, centroids[j]) < squared(point, centroids[nearest])) nearest = j;
    }
    return nearest;
  });
}

/**
 * The mean of each cluster's points: the update step. A cluster without points keeps its centroid.
 * @param {Point[]} points @param {number[]} labels @param {Point[]} centroids
 * @returns {Point[]}
 */
export function update(points, labels, centroids) {
  return centroids.map((centroid, j) => {
    const members = points.filter((_, i) => labels[i] === j);
    if (!members.length) return centroid;
    const sum = members.reduce((total, point) => [total[0] + point[0], total[1] + point[1]], [0, 0]);
    return [sum[0] / members.length, sum[1] / members.length];
  });
}

/**
 * The sum of the squared distances from each point to its centroid.
 * @param {Point[]} points @param {number[]} labels @param {Point[]} centroids
 */
export const wcss = (points, labels, centroids) =>
  points.reduce((total, point, i) => total + (labels[i] < 0 ? 0 : squared(point, centroids[labels[i]])), 0);

/**
 * Both steps in turn until no point changes cluster.
 * @param {Point[]} points @param {Point[]} start
 * @returns {{centroids: Point[], labels: number[], cost: number, iterations: number}}
 */
export function run(points, start) {
  let centroids = start,
    labels = /** @type {number[]} */ ([]);
  for (let iterations = 1; iterations <= 300; iterations += 1) {
    const next = assign(points, centroids);
    if (next.every((label, i) => label === labels[i])) {
      return { centroids, labels, cost: wcss(points, labels, centroids), iterations };
    }
    labels = next;
    centroids = update(points, labels, centroids);
  }
  return { centroids, labels, cost: wcss(points, labels, centroids), iterations: 300 };
}

/**
 * How clear it is which centroid is nearest: distance to the nearest over distance to the second, 0 to 1.
 * @param {Point} point @param {Point[]} centroids
 */
export function closeness(point, centroids) {
  const [first, second] = centroids.map((centroid) => distance(point, centroid)).sort((a, b) => a - b);
  return second > 0 ? first / second : 1;
}

/**
 * Points worth asking about: neither obvious nor a coin toss, the best first, and never two of one cluster in a row
 * where the other cluster has one left.
 * @param {Point[]} points @param {Point[]} centroids @param {number} count
 */
export function worthAsking(points, centroids, count) {
  const labels = assign(points, centroids);
  const doubt = points.map((point) => Math.abs(closeness(point, centroids) - 0.72));
  const toss = points.map((point) => closeness(point, centroids) > COIN_TOSS);
  const ranked = points.map((_, i) => i).sort((a, b) => doubt[a] - doubt[b] || a - b);
  const chosen = /** @type {number[]} */ ([]);
  while (chosen.length < Math.min(count, points.length)) {
    const last = chosen.at(-1);
    const free = ranked.filter((i) => !chosen.includes(i));
    const fair = free.filter((i) => !toss[i]);
    const left = fair.length ? fair : free;
    chosen.push(left.find((i) => last === undefined || labels[i] !== labels[last]) ?? left[0]);
  }
  return chosen;
}

/**
 * The perpendicular bisector of two centroids inside a box, as its two ends; null where both are in one place.
 * @param {Point} a @param {Point} b @param {{low: Point, high: Point}} box
 * @returns {[Point, Point] | null}
 */
export function bisector(a, b, { low, high }) {
  const way = [b[0] - a[0], b[1] - a[1]],
    middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  if (!way[0] && !way[1]) return null;
  const along = [-way[1], way[0]];
  let from = -Infinity,
    to = Infinity;
  for (const axis of [0, 1]) {
    if (along[axis]) {
      const ends = [(low[axis] - middle[axis]) / along[axis], (high[axis] - middle[axis]) / along[axis]];
      from = Math.max(from, Math.min(...ends));
      to = Math.min(to, Math.max(...ends));
    } else if (middle[axis] < low[axis] || middle[axis] > high[axis]) return null;
  }
  /** @param {number} t @returns {Point} */
  const at = (t) => [middle[0] + t * along[0], middle[1] + t * along[1]];
  return from < to ? [at(from), at(to)] : null;
}
