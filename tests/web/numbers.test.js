import assert from "node:assert/strict";
import { test } from "node:test";
import { FACTS } from "../../kviz/web/facts.js";
import { clusterLetter } from "../../kviz/web/messages.js";

FACTS.words = /** @type {typeof FACTS.words} */ ({ decimal: ",", thousands: ".", plural: "other" });
const { inFigures } = await import("../../kviz/web/interface/numbers.js");

test("numbers of tables have about four significant digits, and the marks of the language", () => {
  const written = [0, 0.12345, -3.21098, 32.1098, 1234.56, 123456.7, 2.5e8, 0.00001].map(inFigures);

  assert.deepEqual(written, ["0", "0,123", "−3,211", "32,11", "1.234,6", "123.457", "2,50×10⁸", "1,00×10⁻⁵"]);
});

test("after Z comes AA", () => {
  assert.deepEqual([0, 25, 26, 51, 52].map(clusterLetter), ["A", "Z", "AA", "AZ", "BA"]);
});
