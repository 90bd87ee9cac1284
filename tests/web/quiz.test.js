import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Quiz } from "../../kviz/web/explorer/quiz.js";

const question = (/** @type {number} */ answer) => ({
  text: "?",
  choices: ["a", "b"],
  answer,
  why: ".",
  at: [],
});
const one = [{ 3: question(1) }];
const two = [{ 3: question(1) }, { 3: question(0) }];

/** @type {Quiz} */
let quiz;
beforeEach(() => {
  quiz = new Quiz();
});

test("a step without a question does not wait", () => {
  assert.equal(quiz.ask(one, 2), false);
});

test("a step waits once; going on again passes its question, and nothing is counted", () => {
  assert.equal(quiz.ask(one, 3), true);
  assert.equal(quiz.ask(one, 3), false);
  assert.equal(quiz.total, 0);
});

test("right and wrong answers are counted", () => {
  quiz.ask(one, 3);
  assert.equal(quiz.choose(0, 1), -1);
  quiz.close();
  quiz.ask(one, 3);
  quiz.choose(0, 0);

  assert.deepEqual([quiz.right, quiz.total], [1, 2]);
});

test("of two runs both have to be answered, and an answer can be changed until then", () => {
  quiz.ask(two, 3);
  assert.equal(quiz.choose(0, 0), 1);
  assert.equal(quiz.choose(0, 1), 1);
  assert.equal(quiz.choose(1, 0), -1);

  assert.deepEqual([quiz.right, quiz.total], [2, 2]);
});

test("a question stays while its step is to come, its answer while the step is on screen", () => {
  quiz.ask(one, 3);
  assert.equal(quiz.seen(2), "keep");
  assert.equal(quiz.seen(1), "close");
  quiz.choose(0, 1);
  assert.equal(quiz.seen(3), "answer");
  assert.equal(quiz.seen(4), "close");
});
