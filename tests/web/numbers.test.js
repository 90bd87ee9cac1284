import assert from "node:assert/strict";
import { test } from "node:test";
import { inFigures } from "../../kviz/web/interface/numbers.js";
import { clusterLetter } from "../../kviz/web/messages.js";

test("numbers have about four significant digits", () => {
  const written = [0, 0.12345, 3.21098, 32.1098, 1234.56, 123456.7, 2.5e8, 0.00001].map(inFigures);

  assert.deepEqual(written, ["0", "0.123", "3.211", "32.11", "1,234.6", "123,457", "2.50e+8", "1.00e-5"]);
});

test("after Z comes AA", () => {
  assert.deepEqual([0, 25, 26, 51, 52].map(clusterLetter), ["A", "Z", "AA", "AZ", "BA"]);
});
