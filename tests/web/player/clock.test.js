import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "../../../kviz/web/player/clock.js";

test("the clock waits as long as each step asks for, and stops where there is nothing to go on to", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const waits = [1000, 3000, 500];
  let step = 0;
  const clock = new Clock(
    () => waits[step],
    () => {
      step += 1;
      return step < 2;
    },
  );
  clock.start();
  context.mock.timers.tick(500);
  assert.equal(step, 1, "the first step waits half as long");
  context.mock.timers.tick(2999);
  assert.equal(step, 1);
  context.mock.timers.tick(1);
  assert.equal(step, 2);
  context.mock.timers.tick(60_000);
  assert.equal(step, 2);
});

test("a clock that was stopped does not go on", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const clock = new Clock(
    () => 100,
    () => assert.fail("it goes on"),
  );
  clock.start();
  assert.ok(clock.isRunning);
  clock.stop();
  context.mock.timers.tick(1000);
  assert.ok(!clock.isRunning);
});
