/** A hint stands beside what it explains, inside the window, and never over it. */
import assert from "node:assert/strict";
import test from "node:test";
import { placeBeside } from "../../../kviz/web/interface/hints.js";

const WINDOW = { innerWidth: 1000, innerHeight: 600 };
const WIDTH = 200;
const HEIGHT = 80;

/** @typedef {import("../../../kviz/web/interface/hints.js").Edges} Edges */
/** @typedef {import("../../../kviz/web/interface/hints.js").Side} Side */

/** @param {Edges} about @param {Side[]} sides */
function placed(about, sides) {
  const [left, top] = placeBeside(about, WIDTH, HEIGHT, sides, WINDOW);
  return { left, top, right: left + WIDTH, bottom: top + HEIGHT };
}

/** @param {Edges} a @param {Edges} b */
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

test("a hint takes the first side that has room", () => {
  const about = { left: 300, right: 400, top: 200, bottom: 240 };
  assert.equal(placed(about, ["left", "above"]).right, 300);
  assert.equal(placed(about, ["above", "left"]).bottom, 200);
  assert.equal(placed({ ...about, left: 100, right: 180 }, ["left", "above"]).bottom, 200);
  assert.equal(placed({ ...about, top: 10, bottom: 50 }, ["above", "below"]).top, 50);
});

test("wherever it is, a hint covers nothing of what it explains and stays in the window", () => {
  for (let x = 0; x <= 900; x += 60) {
    for (let y = 0; y <= 560; y += 40) {
      const about = { left: x, right: x + 100, top: y, bottom: y + 40 };
      for (const sides of /** @type {Side[][]} */ ([
        ["left", "above", "below"],
        ["above", "left", "right", "below"],
      ])) {
        const hint = placed(about, sides);
        assert.ok(!overlap(hint, about), `over ${JSON.stringify(about)}`);
        assert.ok(hint.left >= 0 && hint.top >= 0 && hint.right <= 1000 && hint.bottom <= 600);
      }
    }
  }
});
