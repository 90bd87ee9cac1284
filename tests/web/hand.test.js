import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Hand } from "../../kviz/web/kernel/hand.js";

/** @type {EventTarget} */
let page;
/** @type {Hand} */
let hand;
/** @type {string[]} */
let done;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  page = new EventTarget();
  page.addEventListener("click", () => done.push("clicked"));
  hand = new Hand(page);
  done = [];
});

afterEach(() => mock.timers.reset());

/**
 * Something happens on the page.
 * @param {string} kind
 * @param {Record<string, unknown>} [about]
 */
const happens = (kind, about = {}) => page.dispatchEvent(Object.assign(new Event(kind), about));

/** @param {string} what */
const waits = (what) => hand.whenFree(() => done.push(what));

test("with no button down a change is made at once", () => {
  waits("moved");

  assert.deepEqual(done, ["moved"]);
});

for (const end of ["pointerup", "pointercancel"]) {
  test(`what would move the page under a hand waits for ${end} and the click after it, and keeps its order`, () => {
    happens("pointerdown", { button: 0 });
    waits("first");
    waits("last");
    assert.deepEqual(done, []);
    happens(end);
    happens("click");
    mock.timers.runAll();

    assert.deepEqual(done, ["clicked", "first", "last"]);
  });
}

test("a finger's click comes long after it went up, and is waited for", () => {
  happens("pointerdown", { button: 0 });
  waits("moved");
  happens("pointerup", { pointerType: "touch" });
  mock.timers.tick(100);
  assert.deepEqual(done, []);
  happens("click");
  mock.timers.tick(0);

  assert.deepEqual(done, ["clicked", "moved"]);
});

test("a click that a program makes does not let the hand go", () => {
  happens("pointerdown", { button: 0 });
  happens("click");
  mock.timers.runAll();
  waits("moved");

  assert.deepEqual(done, ["clicked"]);
});

test("a second press goes on with the wait", () => {
  happens("pointerdown", { button: 0 });
  waits("moved");
  happens("pointerup", { pointerType: "touch" });
  happens("pointerdown", { button: 0 });
  mock.timers.tick(1000);
  assert.deepEqual(done, []);
  happens("pointerup");
  mock.timers.runAll();

  assert.deepEqual(done, ["moved"]);
});

for (const [what, about] of /** @type {[string, Record<string, unknown>][]} */ ([
  ["another button than the first", { button: 2 }],
  ["a list, which opens a window of its own", { button: 0, target: { matches: () => true } }],
])) {
  test(`nothing waits for ${what}`, () => {
    const event = new Event("pointerdown");
    for (const [name, value] of Object.entries(about)) Object.defineProperty(event, name, { value });
    page.dispatchEvent(event);
    waits("moved");

    assert.deepEqual(done, ["moved"]);
  });
}

test("a hand that was let go where nobody saw it holds nothing up", () => {
  happens("pointerdown", { button: 0 });
  waits("moved");
  happens("pointermove", { buttons: 1 });
  mock.timers.runAll();
  assert.deepEqual(done, []);
  happens("pointermove", { buttons: 0 });
  mock.timers.runAll();

  assert.deepEqual(done, ["moved"]);
});

test("a hand that is gone does nothing any more", () => {
  happens("pointerdown", { button: 0 });
  waits("moved");
  hand.end();
  happens("pointerup");
  mock.timers.runAll();

  assert.deepEqual(done, []);
});
