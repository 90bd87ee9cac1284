import assert from "node:assert/strict";
import { test } from "node:test";
import {
  assign,
  bisector,
  closeness,
  distance,
  run,
  update,
  wcss,
  worthAsking,
} from "../../../kviz/web/tour/kmeans.js";
import { beginning, PRACTICE } from "../../../kviz/web/tour/practice.js";
import {
  BAD_START,
  enter,
  finish,
  fresh,
  GROUPS,
  SCREENS,
  stateAt,
  tryStarts,
} from "../../../kviz/web/tour/screens.js";
import { sightOf } from "../../../kviz/web/tour/sight.js";

/** @typedef {import("../../../kviz/web/tour/kmeans.js").Point} Point */

/** @type {Point[]} */
const DOTS = [
  [0, 0],
  [0, 2],
  [1, 1],
  [3, 1],
  [6, 1],
  [7, 0],
  [7, 2],
  [5, 3],
];
const number = (/** @type {number} */ value) => value.toFixed(2);

test("a tie goes to the lower cluster", () => {
  assert.deepEqual(
    assign(
      [[1, 0]],
      [
        [0, 0],
        [2, 0],
      ],
    ),
    [0],
  );
});

test("a cluster without points keeps its centroid", () => {
  assert.deepEqual(
    update(
      [
        [0, 0],
        [2, 0],
      ],
      [0, 0],
      [
        [5, 5],
        [9, 9],
      ],
    ),
    [
      [1, 0],
      [9, 9],
    ],
  );
});

test("neither step raises WCSS, and the run ends where nothing changes", () => {
  /** @type {Point[]} */
  let centroids = [
    [0, 0],
    [0, 2],
  ];
  let before = Infinity;
  for (let i = 0; i < 6; i += 1) {
    const labels = assign(DOTS, centroids);
    assert.ok(wcss(DOTS, labels, centroids) <= before + 1e-12);
    centroids = update(DOTS, labels, centroids);
    before = wcss(DOTS, labels, centroids);
  }
  assert.deepEqual(
    run(DOTS, [
      [0, 0],
      [0, 2],
    ]).centroids,
    centroids,
  );
});

test("every place on the bisector is equally far from both centroids", () => {
  /** @type {Point} */
  const a = [1, 2];
  /** @type {Point} */
  const b = [4, -1];
  const ends = bisector(a, b, { low: [-5, -5], high: [5, 5] });
  assert.ok(ends);
  for (const end of ends) assert.ok(Math.abs(distance(end, a) - distance(end, b)) < 1e-9);
  assert.equal(bisector(a, a, { low: [-5, -5], high: [5, 5] }), null);
});

test("points that are asked about are no coin toss where the data has clearer ones", () => {
  /** @type {Point[]} */
  const centroids = [
    [0, 1],
    [7, 1],
  ];
  const chosen = worthAsking([...DOTS, [3.5, 1]], centroids, 3);
  assert.ok(!chosen.includes(8), "the point in the middle is a coin toss");
  assert.equal(new Set(chosen).size, 3);
  for (const i of chosen)
    assert.ok(closeness([...DOTS, /** @type {Point} */ ([3.5, 1])][i], centroids) < 0.95);
});

test("every screen can be done by kviz, makes no slip, and shows what it speaks of", () => {
  const state = fresh(DOTS);
  for (const [at, screen] of SCREENS.entries()) {
    enter(SCREENS, state, at);
    assert.ok(screen.ask(state).key.startsWith("tour."));
    sightOf(state, screen.id, number, null);
    finish(SCREENS, state, at);
    assert.ok(state.done, screen.id);
    assert.ok(state.said.length, `${screen.id} says nothing`);
    sightOf(state, screen.id, number, null);
  }
  assert.deepEqual(state.slips, {});
});

test("the seventh screen ends where the two steps change nothing", () => {
  const state = stateAt(SCREENS, fresh(DOTS), 6);
  finish(SCREENS, state, 6);
  assert.deepEqual(state.labels, assign(state.points, state.centroids));
  assert.deepEqual(state.centroids, update(state.points, state.labels, state.centroids));
});

test("the bad start really ends worse, and some of twenty starts end at the best", () => {
  const bad = run(
    GROUPS,
    BAD_START.map((row) => GROUPS[row]),
  );
  const ends = tryStarts(GROUPS, 3, 20);
  assert.ok(bad.cost > 5 * ends[0].cost);
  assert.ok(ends.length > 1);
  assert.ok(Math.abs(ends.reduce((sum, end) => sum + end.share, 0) - 1) < 1e-9);
});

test("a wrong answer is counted and told with both distances", () => {
  const state = stateAt(SCREENS, fresh(DOTS), 2);
  const right = Number(SCREENS[2].solve(state)?.choice?.slice(7));
  SCREENS[2].act(state, { choice: `cluster${1 - right}` });
  assert.equal(state.slips.assign, 1);
  assert.equal(state.said[0].key, "tour.nearest_wrong");
  assert.ok(Number(state.said[0].fields?.near) <= Number(state.said[0].fields?.far));
});

test("two guesses in one place, or one without dots, are refused with a reason", () => {
  const state = stateAt(SCREENS, fresh(DOTS), 1);
  SCREENS[1].act(state, { place: [0, 0] });
  SCREENS[1].act(state, { place: [0.1, 0] });
  assert.equal(state.said[0].key, "tour.place_close");
  SCREENS[1].act(state, { place: [-40, -40] });
  assert.equal(state.said[0].key, "tour.place_empty");
  assert.equal(state.centroids.length, 1);
});

test("be the algorithm: from every start it ends as the real run does, and only the learner's moves count", () => {
  for (const rows of [
    [0, 1, 2],
    [0, 4, 7],
    [3, 4, 5],
  ]) {
    const start = rows.map((row) => DOTS[row]);
    const state = stateAt(PRACTICE, beginning(DOTS, start), 0);
    PRACTICE[0].act(
      state,
      /** @type {import("../../../kviz/web/tour/screens.js").Action} */ (PRACTICE[0].solve(state)),
    );
    assert.deepEqual([state.task.moves, state.task.right], [1, 1]);
    finish(PRACTICE, state, 0);
    assert.ok(state.done);
    assert.deepEqual([state.task.moves, state.task.right], [1, 1]);
    assert.deepEqual(state.labels, run(DOTS, start).labels);
    assert.deepEqual(state.centroids, run(DOTS, start).centroids);
  }
});
