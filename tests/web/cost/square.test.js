import assert from "node:assert/strict";
import test from "node:test";
import { squareOn } from "../../../kviz/web/cost/square.js";

test("the square stands on the line, on the side that is on the stage", () => {
  assert.deepEqual(squareOn([10, 90], [40, 90], 100, 100), [
    [10, 90],
    [40, 90],
    [40, 60],
    [10, 60],
  ]);
  assert.deepEqual(squareOn([10, 5], [40, 5], 100, 100), [
    [10, 5],
    [40, 5],
    [40, 35],
    [10, 35],
  ]);
});
