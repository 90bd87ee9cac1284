import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { judgePlace, Quiz } from "../../../kviz/web/quiz/quiz.js";

/** @type {(answer: number) => import("../../../kviz/web/quiz/quiz.js").Question} */
const question = (answer) => ({ text: "?", choices: ["a", "b"], answer, why: ".", at: [] });
/** @type {(questions: Record<string, any>) => import("../../../kviz/web/quiz/quiz.js").Asked} */
const run = (questions) => ({ stage: [0, 0, 100, 100], span: [10, 5], questions });

/** @type {Quiz} */
let quiz;
beforeEach(() => {
  quiz = new Quiz();
  quiz.setRuns([run({ 3: question(1) })]);
});

test("a step without a question does not wait", () => {
  assert.equal(quiz.ask(2), false);
});

test("a step waits once; going on again passes its question, and nothing is counted", () => {
  assert.equal(quiz.ask(3), true);
  assert.equal(quiz.ask(3), false);
  assert.equal(quiz.ask(3), false);
  assert.equal(quiz.total, 0);
});

test("a question that was answered is not asked again in the same run", () => {
  quiz.ask(3);
  assert.equal(quiz.choose(0, 1), -1);
  quiz.close();

  assert.equal(quiz.ask(3), false);
});

test("right and wrong answers are counted over several runs", () => {
  quiz.ask(3);
  quiz.choose(0, 1);
  quiz.setRuns([run({ 3: question(1) })]);
  quiz.ask(3);
  quiz.choose(0, 0);

  assert.deepEqual([quiz.right, quiz.total], [1, 2]);
});

test("of two runs both have to be answered, and an answer can be changed until then", () => {
  quiz.setRuns([run({ 3: question(1) }), run({ 3: question(0) })]);
  quiz.ask(3);
  assert.equal(quiz.choose(0, 0), 1);
  assert.equal(quiz.choose(0, 1), 1);
  assert.equal(quiz.choose(1, 0), -1);

  assert.deepEqual([quiz.right, quiz.total], [2, 2]);
});

test("a question stays while its step is to come, its answer while the step is on screen", () => {
  quiz.ask(3);
  assert.equal(quiz.seen(2), "keep");
  assert.equal(quiz.seen(1), "close");
  quiz.choose(0, 1);
  assert.equal(quiz.seen(3), "answer");
  assert.equal(quiz.seen(4), "close");
});

test("a click counts as the place that is near, and its distance is told in the units of the run", () => {
  /** @type {import("../../../kviz/web/quiz/quiz.js").Question} */
  const land = {
    ...question(0),
    places: [
      [0.5, 0.5],
      [0.8, 0.5],
    ],
    tolerance: 0.5,
  };
  const unit = 0.001;

  const near = judgePlace(land, [0.53, 0.58], [10, 5], unit);
  assert.deepEqual([near.choice, near.off.toFixed(6)], [0, "0.500000"]);
  assert.equal(judgePlace(land, [0.79, 0.5], [10, 5], unit).choice, 1);
  assert.equal(judgePlace(land, [0.5, 0.9], [10, 5], unit).choice, -1);
});
