import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { setTimeout as passed } from "node:timers/promises";
import { Hand } from "../../kviz/web/kernel/hand.js";

/** @type {EventTarget} */
let page;
/** @type {Hand} */
let hand;
/** @type {string[]} */
let done;

beforeEach(() => {
  page = new EventTarget();
  hand = new Hand(page);
  done = [];
});

test("with no button down a change is made at once", () => {
  hand.whenFree(() => done.push("moved"));

  assert.deepEqual(done, ["moved"]);
});

for (const end of ["pointerup", "pointercancel"]) {
  test(`what would move the page under a hand waits for ${end}, and for the click that follows it`, async () => {
    page.addEventListener("click", () => done.push("clicked"));
    page.dispatchEvent(new Event("pointerdown"));
    hand.whenFree(() => done.push("first"));
    hand.whenFree(() => done.push("last"));
    assert.deepEqual(done, []);
    page.dispatchEvent(new Event(end));
    page.dispatchEvent(new Event("click"));
    await passed(1);

    assert.deepEqual(done, ["clicked", "last"]);
  });
}
