import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FACTS } from "../../../kviz/web/facts.js";
import { MessageQueue } from "../../../kviz/web/kernel/message_queue.js";

Object.assign(FACTS, { queued: ["change", "new seeds", "undo", "upload"], counted: ["new seeds", "undo"] });

/** @type {import("../../../kviz/web/kernel/kernel_link.js").Message[]} */
let sent;
/** @type {MessageQueue} */
let queue;

beforeEach(() => {
  sent = [];
  queue = new MessageQueue((message) => sent.push(message), 7);
});

test("what changes nothing is sent at once, without a number", () => {
  queue.add({ do: "undo" });
  queue.add({ do: "drag", at: [] });

  assert.deepEqual(sent, [
    { do: "undo", number: 8 },
    { do: "drag", at: [] },
  ]);
});

test("what comes while Python works waits until Python has heard the last one", () => {
  queue.add({ do: "change", changes: { k: 4 } });
  queue.add({ do: "upload", name: "a.csv" });
  assert.equal(sent.length, 1);

  assert.equal(queue.heard(7), false, "an answer to an older message frees nobody");
  assert.equal(sent.length, 1);
  assert.equal(queue.heard(8), false, "the upload is on its way now");
  assert.deepEqual(sent[1], { do: "upload", name: "a.csv", number: 9 });
  assert.equal(queue.heard(9), true);
});

test("twenty clicks on more are one change, the last value counts", () => {
  queue.add({ do: "undo" });
  for (let k = 4; k < 24; k += 1) queue.add({ do: "change", changes: { k } });
  queue.heard(8);

  assert.deepEqual(sent[1], { do: "change", changes: { k: 23 }, number: 9 });
});

test("undos in a row are counted, and a change between them parts them", () => {
  queue.add({ do: "change", changes: { k: 4 } });
  for (const message of [
    { do: "undo" },
    { do: "undo" },
    { do: "change", changes: { k: 9 } },
    { do: "undo" },
  ]) {
    queue.add(message);
  }
  for (const number of [8, 9, 10, 11]) queue.heard(number);

  assert.deepEqual(
    sent.slice(1).map(({ do: what, times }) => [what, times]),
    [
      ["undo", 2],
      ["change", undefined],
      ["undo", undefined],
    ],
  );
});

test("another data set is never mixed with other choices: it brings its own k along", () => {
  queue.add({ do: "undo" });
  queue.add({ do: "change", changes: { k: 5 } });
  queue.add({ do: "change", changes: { data: "moons" } });
  queue.add({ do: "change", changes: { data: "iris" } });
  for (const number of [8, 9, 10]) queue.heard(number);

  assert.deepEqual(
    sent.slice(1).map(({ changes }) => changes),
    [{ k: 5 }, { data: "iris" }],
  );
});

test("what was given stays as it was, however long it waits", () => {
  const mine = { do: "change", changes: { k: 2 } };
  queue.add({ do: "undo" });
  queue.add(mine);
  queue.add({ do: "change", changes: { seed: 3 } });

  assert.deepEqual(mine, { do: "change", changes: { k: 2 } });
});

test("what is clicked while the line is cut is dropped, and so is what waited", async () => {
  let open = true;
  let drops = 0;
  queue = new MessageQueue(
    (message) => sent.push(message),
    7,
    () => open,
    () => {
      drops += 1;
    },
  );
  queue.add({ do: "change", changes: { k: 4 } });
  queue.add({ do: "change", changes: { k: 5 } });
  open = false;
  queue.drop();
  for (let k = 6; k < 9; k += 1) queue.add({ do: "change", changes: { k } });
  await Promise.resolve();
  assert.equal(drops, 4, "and the fields show again what is");
  open = true;
  assert.equal(queue.heard(8), true, "nothing is sent when the line is back");
  queue.add({ do: "undo" });

  assert.deepEqual(sent, [
    { do: "change", changes: { k: 4 }, number: 8 },
    { do: "undo", number: 9 },
  ]);
});
