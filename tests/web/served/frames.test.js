import assert from "node:assert/strict";
import { test } from "node:test";
import { readFrame, toComm } from "../../../kviz/web/served/frames.js";

test("a message for Python is read back as it was written, bytes beside it included", () => {
  const bytes = toComm("me", "c1", JSON.stringify({ method: "custom", content: { do: "é" } }), [
    new Uint8Array([1, 2, 3]).buffer,
    new Uint8Array([]).buffer,
  ]);
  const { type, content, buffers } = readFrame(bytes.buffer);
  assert.equal(type, "comm_msg");
  assert.deepEqual(content, { comm_id: "c1", data: { method: "custom", content: { do: "é" } } });
  assert.deepEqual(
    buffers.map((part) => [...part]),
    [[1, 2, 3], []],
  );
});

test("its table says how many parts there are and where each begins, and ends with the message", () => {
  const bytes = toComm("me", "c1", "{}", []);
  const numbers = new DataView(bytes.buffer);
  const count = Number(numbers.getBigUint64(0, true));
  const places = Array.from({ length: count }, (_, i) => Number(numbers.getBigUint64(8 * (i + 1), true)));
  assert.equal(count, 6);
  assert.equal(places[0], 8 * (count + 1));
  assert.equal(places.at(-1), bytes.length);
  assert.deepEqual(
    [...places].sort((a, b) => a - b),
    places,
  );
  assert.equal(new TextDecoder().decode(bytes.subarray(places[0], places[1])), "shell");
});
