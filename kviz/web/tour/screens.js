/**
 * The guided opening as eight screens. Each is a row of pure functions over one state, so that a screen can be tried
 * without a browser. Words are keys of the catalogue with their numbers: nothing here is a sentence.
 */

import { assign, bisector, distance, run, update, wcss, worthAsking } from "./kmeans.js";

/** @typedef {import("./kmeans.js").Point} Point */
/** @typedef {{key: string, fields?: Record<string, unknown>}} Words */
/** @typedef {{id: string, words: Words}} Choice */
/** @typedef {{choice?: string, place?: Point, tap?: number}} Action */
/** @typedef {{from: Point, to: Point, dashed?: boolean, arrow?: boolean}} Line */
/** @typedef {{centroids: Point[], labels: number[], cost: number, share: number}} End */

/**
 * What the learner has done so far. ``labels`` are -1 where a dot has no colour yet; ``task`` belongs to one screen.
 * @typedef {object} State
 * @property {Point[]} points
 * @property {Point[]} centroids
 * @property {number[]} labels
 * @property {Words[]} said what kviz answered last
 * @property {boolean} done whether this screen's one thing is done
 * @property {Record<string, number>} slips how often each idea went wrong: assign, border, mean, stop
 * @property {boolean} [helped] whether kviz did a step for the learner
 * @property {{low: Point, high: Point}} box
 * @property {Record<string, any>} task
 */

/**
 * @typedef {object} Screen
 * @property {string} id
 * @property {(state: State) => void} start makes the screen ready; what earlier screens left is there
 * @property {(state: State) => Words} ask what to do now
 * @property {(state: State, action: Action) => void} act
 * @property {(state: State) => Action | null} solve the next right action, for "Do it for me"
 * @property {(state: State) => Choice[]} choices
 * @property {"place" | "tap" | ""} hand what a touch on the plane means
 */

export const GUESSES = 2;
const ASKED = 4,
  PLACES = 3,
  ENDS = 4; // of many starts, shown as small pictures

/** Three groups of six dots for the last screen: about a third of random starts end badly here. */
const CENTERS = /** @type {Point[]} */ ([
  [1.5, 2],
  [3, 6.5],
  [8.5, 4],
]);
const AROUND = /** @type {Point[]} */ ([
  [-0.6, 0.2],
  [0.1, 0.7],
  [0.6, -0.1],
  [-0.2, -0.6],
  [0.3, 0.2],
  [-0.1, 0.1],
]);
export const GROUPS = CENTERS.flatMap(([x, y]) =>
  AROUND.map(([dx, dy]) => /** @type {Point} */ ([x + dx, y + dy])),
);
/** Rows of GROUPS that a careless start chose: two in one group, so that one centroid has to serve two groups. */
export const BAD_START = [14, 16, 5];

/** @param {State} state */
const width = (state) => state.box.high[0] - state.box.low[0];

/** @param {State} state @param {string} key @param {Record<string, unknown>} [fields] */
const say = (state, key, fields = {}) => {
  state.said = [...state.said, { key: `tour.${key}`, fields }];
};

/** @param {string} id @param {Record<string, unknown>} [fields] @returns {Choice} */
const choice = (id, fields = {}) => ({ id, words: { key: `tour.choice_${id.replace(/\d+$/, "")}`, fields } });

/** @param {number} j */
const letterChoice = (j) => ({ id: `cluster${j}`, words: { key: "tour.choice_cluster", fields: { A: j } } });

/** @param {State} state @param {string} idea */
const slip = (state, idea) => {
  state.slips[idea] = (state.slips[idea] ?? 0) + 1;
};

/** @type {Screen} */
const look = {
  id: "look",
  hand: "",
  start: (state) => {
    state.labels = state.points.map(() => -1);
    state.centroids = [];
  },
  ask: (state) => ({ key: "tour.look", fields: { n: state.points.length } }),
  act: (state, { choice: chosen }) => {
    if (!chosen) return;
    state.said = [];
    say(state, chosen === "groups2" ? "look_two" : "look_other");
    state.done = true;
  },
  solve: () => ({ choice: "groups2" }),
  choices: (state) => (state.done ? [] : [2, 3, 4].map((n) => choice(`groups${n}`, { n }))),
};

/** @type {Screen} */
const place = {
  id: "place",
  hand: "place",
  start: (state) => {
    state.centroids = [];
    state.labels = state.points.map(() => -1);
  },
  ask: (state) => ({ key: state.centroids.length ? "tour.place_second" : "tour.place_first" }),
  act: (state, { place: where, choice: chosen }) => {
    if (chosen === "again") Object.assign(state, { centroids: [], done: false, said: [] });
    if (!where || state.centroids.length === GUESSES) return;
    state.said = [];
    const centroids = [...state.centroids, where];
    if (centroids.length === GUESSES && distance(centroids[0], centroids[1]) < 0.1 * width(state))
      return say(state, "place_close");
    const labels = assign(state.points, centroids);
    const lonely = centroids.findIndex((_, j) => !labels.includes(j));
    if (centroids.length === GUESSES && lonely >= 0) return say(state, "place_empty", { A: lonely });
    state.centroids = centroids;
    state.done = centroids.length === GUESSES;
    if (state.done) say(state, "place_done");
  },
  solve: (state) => {
    const { low, high } = state.box,
      part = [
        [0.2, 0.5],
        [0.8, 0.8],
      ][state.centroids.length];
    return { place: [low[0] + part[0] * (high[0] - low[0]), low[1] + part[1] * (high[1] - low[1])] };
  },
  choices: (state) => (state.centroids.length ? [choice("again")] : []),
};

/** @type {Screen} */
const nearest = {
  id: "nearest",
  hand: "",
  start: (state) => {
    state.labels = state.points.map(() => -1);
    state.task = { asked: worthAsking(state.points, state.centroids, ASKED), at: 0, shown: null };
  },
  ask: (state) => ({ key: state.task.at < state.task.asked.length ? "tour.nearest" : "tour.nearest_rest" }),
  act: (state, { choice: chosen }) => {
    const { task, points, centroids } = state;
    if (chosen === "rest") {
      state.labels = assign(points, centroids);
      Object.assign(state, { done: true, said: [] });
      task.shown = null;
      return say(state, "nearest_done", {
        first: state.labels.filter((j) => j === 0).length,
        second: state.labels.filter((j) => j === 1).length,
      });
    }
    if (!chosen?.startsWith("cluster") || task.at >= task.asked.length) return;
    const row = task.asked[task.at],
      [right] = assign([points[row]], centroids),
      picked = Number(chosen.slice(7));
    state.said = [];
    const away = [distance(points[row], centroids[right]), distance(points[row], centroids[1 - right])];
    say(state, picked === right ? "nearest_right" : "nearest_wrong", {
      A: right,
      B: 1 - right,
      near: away[0],
      far: away[1],
    });
    if (picked !== right) slip(state, "assign");
    state.labels = state.labels.map((label, i) => (i === row ? right : label));
    Object.assign(task, { at: task.at + 1, shown: row });
  },
  solve: ({ task, points, centroids }) =>
    task.at < task.asked.length
      ? { choice: `cluster${assign([points[task.asked[task.at]]], centroids)[0]}` }
      : { choice: "rest" },
  choices: (state) =>
    state.done
      ? []
      : state.task.at < state.task.asked.length
        ? state.centroids.map((_, j) => letterChoice(j))
        : [choice("rest")],
};

/** @type {Screen} */
const border = {
  id: "border",
  hand: "place",
  start: (state) => {
    state.task = { places: [], tried: null };
  },
  ask: (state) => ({ key: "tour.border", fields: { n: PLACES - state.task.places.length } }),
  act: (state, { place: where }) => {
    if (!where || state.done) return;
    const [a, b] = state.centroids,
      away = [distance(where, a), distance(where, b)];
    const fits = Math.abs(away[0] - away[1]) <= 0.04 * width(state);
    state.said = [];
    state.task.tried = where;
    if (!fits) {
      slip(state, "border");
      return say(state, "border_wrong", {
        A: away[0] < away[1] ? 0 : 1,
        near: Math.min(...away),
        far: Math.max(...away),
      });
    }
    state.task.places.push(where);
    state.done = state.task.places.length === PLACES;
    say(state, state.done ? "border_done" : "border_right", { near: away[0] });
  },
  solve: ({ centroids, box, task }) => {
    const ends = bisector(centroids[0], centroids[1], box);
    if (!ends) return null;
    const t = [0.25, 0.5, 0.75][task.places.length];
    return {
      place: [ends[0][0] + t * (ends[1][0] - ends[0][0]), ends[0][1] + t * (ends[1][1] - ends[0][1])],
    };
  },
  choices: () => [],
};

/** @type {Screen} */
const mean = {
  id: "mean",
  hand: "place",
  start: (state) => {
    state.task = {
      at: 0,
      ghosts: [],
      from: state.centroids,
      target: update(state.points, state.labels, state.centroids),
      before: wcss(state.points, state.labels, state.centroids),
    };
  },
  ask: (state) => ({ key: "tour.mean", fields: { A: Math.min(state.task.at, GUESSES - 1) } }),
  act: (state, { place: where }) => {
    const { task, centroids } = state;
    if (!where || state.done) return;
    const j = task.at,
      off = distance(where, task.target[j]),
      close = off <= 0.05 * width(state);
    const between = /** @type {Point} */ (
      [0, 1].map((axis) => (task.from[0][axis] + task.from[1][axis]) / 2)
    );
    const middle = !close && distance(where, between) <= 0.06 * width(state);
    if (!close) slip(state, "mean");
    state.said = [];
    say(state, close ? "mean_right" : middle ? "mean_between" : "mean_off", { A: j, off });
    task.ghosts.push({ from: centroids[j], to: task.target[j], guess: where });
    state.centroids = centroids.map((c, i) => (i === j ? task.target[j] : c));
    task.at += 1;
    state.done = task.at === GUESSES;
    if (state.done)
      say(state, "mean_done", {
        before: task.before,
        after: wcss(state.points, state.labels, state.centroids),
      });
  },
  solve: ({ task }) => ({ place: task.target[task.at] }),
  choices: () => [],
};

/** @param {State} state */
const strays = (state) => {
  const labels = assign(state.points, state.centroids);
  return labels.flatMap((label, i) => (label !== state.labels[i] ? [i] : []));
};

/** @type {Screen} */
const switching = {
  id: "switching",
  hand: "tap",
  start: (state) => {
    state.task = { strays: strays(state), tapped: [], checked: false };
    if (!state.task.strays.length) {
      state.done = true;
      say(state, "switching_none");
    }
  },
  ask: () => ({ key: "tour.switching" }),
  act: (state, { tap, choice: chosen }) => {
    const { task } = state;
    if (tap !== undefined && !state.done) {
      task.tapped = task.tapped.includes(tap)
        ? task.tapped.filter((/** @type {number} */ i) => i !== tap)
        : [...task.tapped, tap];
      state.said = [];
    }
    if (chosen !== "check") return;
    state.said = [];
    const extra = task.tapped.filter((/** @type {number} */ i) => !task.strays.includes(i));
    const missing = task.strays.filter((/** @type {number} */ i) => !task.tapped.includes(i));
    if (extra.length || missing.length) {
      slip(state, "assign");
      if (extra.length) say(state, "switching_extra", { n: extra.length });
      if (missing.length) say(state, "switching_missing", { n: missing.length });
      return;
    }
    state.labels = assign(state.points, state.centroids);
    state.done = true;
    say(state, "switching_done", { n: task.strays.length });
  },
  solve: ({ task }) => {
    const wrong = task.tapped.find((/** @type {number} */ i) => !task.strays.includes(i));
    const next = wrong ?? task.strays.find((/** @type {number} */ i) => !task.tapped.includes(i));
    return next === undefined ? { choice: "check" } : { tap: next };
  },
  choices: (state) => (state.done ? [] : [choice("check")]),
};

/** @type {Screen} */
const repeat = {
  id: "repeat",
  hand: "",
  start: (state) => {
    state.task = { rounds: 0, ghosts: [] };
    moveAll(state);
  },
  ask: () => ({ key: "tour.repeat" }),
  act: (state, { choice: chosen }) => {
    if (state.done || !["yes", "no"].includes(chosen ?? "")) return;
    const moving = strays(state),
      right = (chosen === "yes") === moving.length > 0;
    state.said = [];
    if (!right) slip(state, "stop");
    say(state, right ? "repeat_right" : "repeat_wrong");
    if (moving.length) {
      say(state, "repeat_moved", { n: moving.length });
      state.labels = assign(state.points, state.centroids);
      state.task.rounds += 1;
      moveAll(state);
    } else {
      state.done = true;
      state.task.ghosts = [];
      say(state, "repeat_done", { cost: wcss(state.points, state.labels, state.centroids) });
    }
  },
  solve: (state) => ({ choice: strays(state).length ? "yes" : "no" }),
  choices: (state) => (state.done ? [] : [choice("yes"), choice("no")]),
};

/** The update step, with the arrows that show it. @param {State} state */
function moveAll(state) {
  const moved = update(state.points, state.labels, state.centroids);
  state.task.ghosts = state.centroids.map((from, j) => ({ from, to: moved[j] }));
  state.centroids = moved;
}

/** @type {Screen} */
const starts = {
  id: "starts",
  hand: "",
  start: (state) => {
    state.points = GROUPS;
    state.centroids = BAD_START.map((row) => GROUPS[row]);
    state.labels = GROUPS.map(() => -1);
    state.box = boxOf(GROUPS);
    state.task = { ends: null, played: false };
  },
  ask: (state) => ({ key: state.task.played ? "tour.starts_try" : "tour.starts" }),
  act: (state, { choice: chosen }) => {
    if (chosen === "play") {
      const end = run(state.points, state.centroids);
      Object.assign(state, { centroids: end.centroids, labels: end.labels, said: [] });
      state.task.played = true;
      say(state, "starts_played", { cost: end.cost });
    }
    if (chosen === "try") {
      const all = tryStarts(state.points, 3, 20),
        [best] = all,
        worst = /** @type {End} */ (all.at(-1));
      state.task.ends = all.length > ENDS ? [...all.slice(0, ENDS - 1), worst] : all;
      Object.assign(state, { centroids: best.centroids, labels: best.labels, done: true, said: [] });
      say(state, "starts_done", { n: Math.round(20 * best.share), best: best.cost, worst: worst.cost });
    }
  },
  solve: (state) => (state.task.played ? { choice: "try" } : { choice: "play" }),
  choices: (state) => (state.done ? [] : state.task.played ? [choice("try")] : [choice("play")]),
};

/**
 * Run from random dots and group the ends by cost, best first.
 * @param {Point[]} points @param {number} k @param {number} times @returns {End[]}
 */
export function tryStarts(points, k, times) {
  let seed = 2;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const found = /** @type {Map<string, End>} */ (new Map());
  for (let i = 0; i < times; i += 1) {
    const rows = /** @type {number[]} */ ([]);
    while (rows.length < k) {
      const row = Math.floor(random() * points.length);
      if (!rows.includes(row)) rows.push(row);
    }
    const end = run(
        points,
        rows.map((row) => points[row]),
      ),
      key = end.cost.toPrecision(6);
    const known = found.get(key) ?? { ...end, share: 0 };
    found.set(key, { ...known, share: known.share + 1 / times });
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost);
}

/** A box around points with a margin. @param {Point[]} points @returns {{low: Point, high: Point}} */
export function boxOf(points) {
  const low = /** @type {Point} */ ([Infinity, Infinity]),
    high = /** @type {Point} */ ([-Infinity, -Infinity]);
  for (const point of points) {
    for (const axis of [0, 1]) {
      low[axis] = Math.min(low[axis], point[axis]);
      high[axis] = Math.max(high[axis], point[axis]);
    }
  }
  const room = 0.12 * Math.max(high[0] - low[0], high[1] - low[1]) || 1;
  return { low: [low[0] - room, low[1] - room], high: [high[0] + room, high[1] + room] };
}

/** @type {Screen[]} */
export const SCREENS = [look, place, nearest, border, mean, switching, repeat, starts];

/** A state before the first screen. @param {Point[]} points @returns {State} */
export function fresh(points) {
  return {
    points,
    centroids: [],
    labels: points.map(() => -1),
    said: [],
    done: false,
    slips: {},
    box: boxOf(points),
    task: {},
  };
}

/**
 * The state at the beginning of screen ``number``, with everything before it done as kviz would do it.
 * @param {Screen[]} screens @param {State} state before the first screen @param {number} number 0 for the first
 */
export function stateAt(screens, state, number) {
  for (let at = 0; at <= number; at += 1) {
    enter(screens, state, at);
    if (at < number) finish(screens, state, at);
  }
  return state;
}

/** @param {Screen[]} screens @param {State} state @param {number} at */
export function enter(screens, state, at) {
  Object.assign(state, { said: [], done: false, task: {} });
  screens[at].start(state);
}

/** Do what is left of a screen; what kviz does is not counted for the learner. @param {Screen[]} screens @param {State} state @param {number} at */
export function finish(screens, state, at) {
  state.helped = state.task.helped = true;
  for (let step = 0; step < 1000 && !state.done; step += 1) {
    const action = screens[at].solve(state);
    if (!action) break;
    screens[at].act(state, action);
  }
}
