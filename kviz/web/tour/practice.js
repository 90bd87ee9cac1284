/** Be the algorithm: the learner does every step on the data on screen, and each move is marked with its reason. */

import { Guide } from "./guide.js";
import { assign, distance, update, wcss, worthAsking } from "./kmeans.js";
import { boxOf, stateAt } from "./screens.js";

/** @typedef {import("./kmeans.js").Point} Point */
/** @typedef {import("./screens.js").State} State */
/** @typedef {import("./screens.js").Words} Words */

const ASKED = 5,
  MOVED = 3;
const CLOSE = 0.03; // of the picture's width: a mean put by hand so near to the exact one is right

/** @param {State} state */
const width = ({ box }) => box.high[0] - box.low[0];

/** @param {State} state @param {boolean} right @param {Words[]} said */
function markMove(state, right, said) {
  if (!state.task.helped) {
    state.task.moves += 1;
    state.task.right += right ? 1 : 0;
  }
  state.said = said;
}

/** Ask for the points that change cluster first, then for others that are neither obvious nor a coin toss. @param {State} state */
function beginAssign(state) {
  const { points, centroids, labels, task } = state,
    next = assign(points, centroids);
  const changing = next.flatMap((label, i) => (labels[i] >= 0 && label !== labels[i] ? [i] : []));
  const others = worthAsking(points, centroids, ASKED).filter((i) => !changing.includes(i));
  const asked = [...changing, ...others].slice(0, ASKED);
  Object.assign(task, {
    phase: "assign",
    hand: "",
    asked,
    at: 0,
    shown: null,
    ghosts: [],
    iteration: task.iteration + 1,
  });
}

/** Ask for the centroids that move farthest; the others move by themselves. @param {State} state */
function beginMean(state) {
  const { points, labels, centroids, task } = state,
    target = update(points, labels, centroids);
  const far = centroids.map((c, j) => ({ j, way: distance(c, target[j]) })).filter(({ way }) => way > 0);
  const clusters = far
    .sort((a, b) => b.way - a.way || a.j - b.j)
    .slice(0, MOVED)
    .map(({ j }) => j);
  Object.assign(task, {
    phase: "mean",
    hand: "place",
    target,
    clusters,
    at: 0,
    shown: null,
    from: centroids,
    ghosts: [],
  });
  if (!clusters.length) beginStop(state);
}

/** @param {State} state */
function beginStop(state) {
  const { task, centroids } = state;
  state.centroids = task.target;
  task.ghosts = task.from.map((/** @type {Point} */ from, /** @type {number} */ j) => ({
    from,
    to: task.target[j],
    arrow: true,
  }));
  Object.assign(task, { phase: "stop", hand: "" });
  if (!centroids.length) state.done = true;
}

/** @param {State} state @param {number} picked */
function joinCluster(state, picked) {
  const { task, points, centroids } = state,
    row = task.asked[task.at],
    [right] = assign([points[row]], centroids);
  const fields = {
    A: right,
    B: picked,
    near: distance(points[row], centroids[right]),
    far: distance(points[row], centroids[picked]),
  };
  markMove(state, picked === right, [
    { key: picked === right ? "tour.joined" : "tour.joined_wrong", fields },
  ]);
  state.labels = state.labels.map((label, i) => (i === row ? right : label));
  Object.assign(task, { at: task.at + 1, shown: row, against: [right, picked] });
}

/** @param {State} state @param {Point} where */
function moveCentroid(state, where) {
  const { task, centroids } = state,
    j = task.clusters[task.at],
    off = distance(where, task.target[j]);
  const middle = /** @type {Point} */ (
    [0, 1].map(
      (axis) =>
        task.from.reduce((/** @type {number} */ sum, /** @type {Point} */ c) => sum + c[axis], 0) /
        task.from.length,
    )
  );
  const close = off <= CLOSE * width(state),
    key = close
      ? "mean_right"
      : distance(where, middle) <= 2 * CLOSE * width(state)
        ? "mean_between_all"
        : "mean_off";
  markMove(state, close, [{ key: `tour.${key}`, fields: { A: j, off } }]);
  task.ghosts = [...task.ghosts, { from: centroids[j], to: task.target[j], arrow: true }];
  state.centroids = centroids.map((c, i) => (i === j ? task.target[j] : c));
  task.at += 1;
  if (task.at === task.clusters.length) beginStop(state);
}

/** @param {State} state */
const moving = ({ points, centroids, labels }) =>
  assign(points, centroids).filter((label, i) => label !== labels[i]).length;

/** @param {State} state @param {boolean} yes */
function judgeStop(state, yes) {
  const n = moving(state),
    right = yes === n > 0,
    cost = wcss(state.points, state.labels, state.centroids);
  markMove(state, right, [
    { key: right ? "tour.repeat_right" : "tour.repeat_wrong" },
    n ? { key: "tour.will_switch", fields: { n } } : { key: "tour.repeat_done", fields: { cost } },
  ]);
  if (n) beginAssign(state);
  else Object.assign(state, { done: true, task: { ...state.task, ghosts: [], shown: null } });
}

/** @param {State} state */
function joinRest(state) {
  state.labels = assign(state.points, state.centroids);
  state.said = [];
  beginMean(state);
}

/** @type {import("./screens.js").Screen} */
const SCREEN = {
  id: "practice",
  hand: "",
  start: (state) => {
    state.labels = state.points.map(() => -1);
    state.task = { moves: 0, right: 0, iteration: 0 };
    beginAssign(state);
  },
  ask: ({ task }) => {
    if (task.phase === "mean") return { key: "tour.mean", fields: { A: task.clusters[task.at] } };
    if (task.phase === "stop") return { key: "tour.repeat" };
    return { key: task.at < task.asked.length ? "tour.join" : "tour.nearest_rest" };
  },
  act: (state, { choice = "", place }) => {
    const { task } = state,
      asking = task.phase === "assign" && task.at < task.asked.length;
    if (state.done) return;
    if (asking && choice.startsWith("cluster")) joinCluster(state, Number(choice.slice(7)));
    else if (task.phase === "assign" && !asking && choice === "rest") joinRest(state);
    else if (task.phase === "mean" && place) moveCentroid(state, place);
    else if (task.phase === "stop" && ["yes", "no"].includes(choice)) judgeStop(state, choice === "yes");
  },
  solve: (state) => {
    const { task, points, centroids } = state;
    if (task.phase === "mean") return { place: task.target[task.clusters[task.at]] };
    if (task.phase === "stop") return { choice: moving(state) ? "yes" : "no" };
    return {
      choice:
        task.at < task.asked.length
          ? `cluster${assign([points[task.asked[task.at]]], centroids)[0]}`
          : "rest",
    };
  },
  choices: ({ done, task, centroids }) => {
    if (done || task.phase === "mean") return [];
    if (task.phase === "stop")
      return ["yes", "no"].map((id) => ({ id, words: { key: `tour.choice_${id}` } }));
    if (task.at === task.asked.length) return [{ id: "rest", words: { key: "tour.choice_rest" } }];
    return centroids.map((_, j) => ({
      id: `cluster${j}`,
      words: { key: "tour.choice_cluster", fields: { A: j } },
    }));
  },
};

export const PRACTICE = [SCREEN];

/** @param {Point[]} points @param {Point[]} start @returns {State} */
export function beginning(points, start) {
  return {
    points,
    centroids: start,
    labels: points.map(() => -1),
    said: [],
    done: false,
    slips: {},
    box: boxOf([...points, ...start]),
    task: {},
  };
}

/**
 * Practise on these points from these start centroids.
 * @param {HTMLElement} place
 * @param {{points: Point[], start: Point[], words: import("./guide.js").Course["words"], colors: import("./guide.js").Course["colors"]}} data
 * @param {import("./guide.js").Hooks} hooks
 */
export function practice(place, data, hooks) {
  return new Guide(
    place,
    {
      words: data.words,
      colors: data.colors,
      title: "tour.practice",
      screens: PRACTICE,
      stateAt: () => stateAt(PRACTICE, beginning(data.points, data.start), 0),
      progress: ({ task }) => ({
        key: task.moves ? "tour.score" : "tour.score_none",
        fields: { i: task.iteration, right: task.right, count: task.moves },
      }),
      verdict: ({ task }) => [
        { key: "tour.score", fields: { i: task.iteration, right: task.right, count: task.moves } },
        { key: "tour.practice_same" },
      ],
      again: () => [{ label: "tour.practice_again", screen: 0 }],
      doors: ["explore"],
    },
    hooks,
  );
}
