import assert from "node:assert/strict";
import { test } from "node:test";
import { isField, isPlain, ownsKey, undoKey } from "../../../kviz/web/interface/keys.js";

const key = (/** @type {string} */ name, held = {}) =>
  /** @type {any} */ ({ key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

/** An element of which only a selector list matters: tag names, and for inputs a type. */
const node = (/** @type {string} */ tag, type = "") =>
  /** @type {any} */ ({
    type,
    isContentEditable: false,
    matches: (/** @type {string} */ selectors) =>
      selectors
        .replace(/:not\([^)]*\)/g, "")
        .split(/\s*,\s*/)
        .includes(tag) &&
      !(selectors.includes(":not(") && tag === "input" && selectors.includes(`[type=${type}]`)),
  });

test("undo and redo by the keys of every system", () => {
  assert.equal(undoKey(key("z", { ctrlKey: true })), "undo");
  assert.equal(undoKey(key("Z", { metaKey: true, shiftKey: true })), "redo");
  assert.equal(undoKey(key("y", { ctrlKey: true })), "redo");
  assert.equal(undoKey(key("z")), "");
  assert.equal(undoKey(key("z", { ctrlKey: true, altKey: true })), "");
});

test("a key with Ctrl, Cmd or Alt is not the player's", () => {
  assert.ok(isPlain(key("ArrowRight", { shiftKey: true })));
  for (const held of ["ctrlKey", "metaKey", "altKey"])
    assert.ok(!isPlain(key("ArrowRight", { [held]: true })));
});

test("lists and text keep their keys, buttons only the space bar, the timeline none", () => {
  const slider = node("input", "range");

  assert.ok(ownsKey(node("select"), "ArrowDown", slider));
  assert.ok(ownsKey(node("textarea"), "a", slider));
  assert.ok(ownsKey(node("input", "number"), "ArrowUp", slider));
  assert.ok(ownsKey(node("input", "checkbox"), " ", slider));
  assert.ok(!ownsKey(node("input", "checkbox"), "ArrowRight", slider));
  assert.ok(ownsKey(node("button"), " ", slider));
  assert.ok(!ownsKey(node("button"), "PageDown", slider));
  assert.ok(!ownsKey(slider, "ArrowRight", slider));
});

test("only what takes text takes its own undo", () => {
  assert.ok(isField(node("textarea")));
  assert.ok(isField(node("input", "number")));
  assert.ok(!isField(node("input", "range")));
  assert.ok(!isField(node("button")));
});
