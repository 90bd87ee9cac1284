/** What each screen of the tour shows on the plane: from the learner's state to marks. */

import { distance } from "./kmeans.js";

/** @typedef {import("./screens.js").State} State */
/** @typedef {import("./plane.js").Sight} Sight */
/** @typedef {import("./kmeans.js").Point} Point */

/** @type {Record<string, (state: State, number: (value: number) => string) => Partial<Sight>>} */
const EXTRA = {
  nearest: ({ task, points, centroids, done }, number) => ({
    rings: task.at < task.asked.length ? [task.asked[task.at]] : [],
    lines:
      done || task.shown === null
        ? []
        : centroids.map((to) => ({
            from: points[task.shown],
            to,
            text: number(distance(points[task.shown], to)),
          })),
  }),
  border: ({ task, centroids, done }, number) => ({
    spots: task.places,
    border: done,
    lines:
      done || !task.tried
        ? []
        : centroids.map((to) => ({ from: task.tried, to, text: number(distance(task.tried, to)) })),
  }),
  mean: ({ task, done }) => ({
    bright: done ? undefined : task.at,
    lines: task.ghosts.map((/** @type {{from: Point, to: Point}} */ { from, to }) => ({
      from,
      to,
      arrow: true,
    })),
  }),
  switching: ({ task, done }) => ({
    border: true,
    tappable: !done,
    tapped: task.tapped,
    rings: done ? task.strays : [],
  }),
  practice: ({ task, points, centroids, done }, number) => ({
    rings:
      task.hand === "" && task.phase === "assign" && task.at < task.asked.length ? [task.asked[task.at]] : [],
    lines:
      task.shown === null
        ? task.ghosts
        : [...new Set(/** @type {number[]} */ (task.against))].map((j) => ({
            from: points[task.shown],
            to: centroids[j],
            text: number(distance(points[task.shown], centroids[j])),
          })),
    bright: task.phase === "mean" && !done ? task.clusters[task.at] : undefined,
  }),
  repeat: ({ task, done }) => ({
    border: done,
    lines: task.ghosts.map((/** @type {{from: Point, to: Point}} */ { from, to }) => ({
      from,
      to,
      arrow: true,
    })),
  }),
};

/** @param {State} state @param {string} id of the screen @param {(value: number) => string} number @param {Point | null} cross @returns {Sight} */
export function sightOf(state, id, number, cross) {
  const { points, labels, centroids, box } = state;
  return { points, labels, centroids, box, cross, ...EXTRA[id]?.(state, number) };
}
