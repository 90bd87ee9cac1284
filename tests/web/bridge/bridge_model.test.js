import assert from "node:assert/strict";
import { test } from "node:test";
import { BridgeModel } from "../../../kviz/web/bridge/bridge_model.js";

const first = () => ({
  index: 0,
  run: 0,
  films: [],
  frames: [["a"]],
  offers: { files: 1 },
  choices: { address: "data=blobs&k=3" },
});

/** A Python that keeps what it is told, as requests or as parts of the state. */
function python() {
  const told = [];
  const post = (text, buffers) => {
    const { content, state } = JSON.parse(text);
    told.push({ ...(content ?? state), ...(buffers.length ? { buffers } : {}) });
  };
  return { told, post };
}

const update = (state, paths = []) => JSON.stringify({ method: "update", state, buffer_paths: paths });

test("what is asked for before Python is there is said when it comes, after the step and the screen", () => {
  const model = new BridgeModel(first());
  const { told, post } = python();
  model.send({ do: "ready", width: 300, address: "old" });
  model.send({ do: "change", changes: { k: 4 }, number: 1 });
  model.send({ do: "ready", width: 400 });
  model.set("index", 2);
  model.save_changes();
  assert.deepEqual(told, []);
  model.connect(post, "");
  assert.deepEqual(told, [
    { index: 2 },
    { do: "ready", width: 400, address: "", number: 1 },
    { do: "change", changes: { k: 4 }, number: 1 },
  ]);
});

test("the first state of Python moves nothing on screen, and corrects what it knows better", () => {
  const model = new BridgeModel(first());
  const changed = [];
  model.on("change:index change:frames change:offers", () => changed.push(model.get("offers").files));
  model.receive(update({ index: 9, frames: [[null]], offers: { files: 2 } }), []);
  assert.equal(model.get("index"), 0);
  model.connect(python().post, "");
  assert.deepEqual([model.get("index"), model.get("frames"), changed], [0, [["a"]], [2]]);
});

test("bytes come back to their places, and a change is told when all of it is there", () => {
  const model = new BridgeModel(first());
  model.connect(python().post, "");
  const seen = [];
  model.on("change:run", () => seen.push(model.get("frames")[0][1].getUint8(0)));
  model.receive(update({ run: 1, frames: [[null, null]] }, [["frames", 0, 1]]), [new Uint8Array([7])]);
  assert.deepEqual(seen, [7]);
});

test("another Python is given the tables and the run on screen", () => {
  const model = new BridgeModel(first());
  model.connect(python().post, "");
  model.send({ do: "upload", name: "a.csv", number: 3 }, undefined, [new Uint8Array([1]).buffer]);
  model.set("index", 5);
  model.disconnect();
  model.send({ do: "undo", number: 4 });
  const { told, post } = python();
  model.connect(post, "");
  assert.deepEqual(
    told.map(({ buffers, ...words }) => words),
    [
      { do: "upload", name: "a.csv" },
      { do: "ready", address: "data=blobs&k=3&step=5", number: 4 },
      { do: "undo", number: 4 },
    ],
  );
  assert.deepEqual([...new Uint8Array(told[0].buffers[0])], [1]);
});

test("a search is cancelled by ending a busy Python; one that waits is only told", () => {
  const model = new BridgeModel(first());
  const { told, post } = python();
  model.connect(post, "");
  told.length = 0;
  const answers = [];
  model.on("msg:custom", (message) => answers.push(message.type));
  model.onCancel = () => true;
  model.send({ do: "segment cancel" });
  assert.deepEqual([told, answers], [[], ["segment cancelled"]]);
  model.onCancel = () => false;
  model.send({ do: "segment cancel" });
  assert.deepEqual(told, [{ do: "segment cancel" }]);
});
