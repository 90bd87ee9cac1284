import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FrameCache } from "../../../kviz/web/player/frame_cache.js";

/** @type {{of: Blob, closed: boolean}[]} */
let decoded;
let broken = "";

beforeEach(() => {
  decoded = [];
  broken = "";
  globalThis.createImageBitmap = /** @type {any} */ (
    async (/** @type {Blob} */ blob) => {
      if (broken && (await blob.text()) === broken) throw new Error("not a picture");
      const picture = { of: blob, closed: false, close: () => Object.assign(picture, { closed: true }) };
      decoded.push(picture);
      return picture;
    }
  );
});

const pngs = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => btoa(String(i)));
const settled = () => new Promise((done) => setTimeout(done, 20));

test("the frame that is asked for is decoded first, then its neighbours, ten on either side", async () => {
  const cache = new FrameCache(pngs(60), () => {});
  cache.near(30);
  await settled();

  assert.equal(await decoded[0].of.text(), "30");
  const there = Array.from({ length: 60 }, (_, i) => i).filter((i) => cache.picture(i));
  assert.deepEqual(
    there,
    Array.from({ length: 21 }, (_, i) => 20 + i),
  );
});

test("a picture that is being decoded already is not decoded again", async () => {
  const ahead = createImageBitmap(new Blob(["2"]));
  let told = false;
  const cache = new FrameCache(
    pngs(5),
    () => {
      told = true;
    },
    new Map([[2, ahead]]),
  );
  cache.near(2);
  await settled();

  assert.equal(cache.picture(2), await ahead);
  assert.equal(decoded.length, 5);
  assert.ok(told);
});

test("what is far behind is let go", async () => {
  const cache = new FrameCache(pngs(60), () => {});
  cache.near(0);
  await settled();
  const early = cache.picture(0);
  cache.near(40);
  await settled();

  assert.equal(cache.picture(0), undefined);
  assert.equal(/** @type {any} */ (early).closed, true);
});

test("readiness is told for the frame on screen only", async () => {
  let told = 0;
  const cache = new FrameCache(pngs(5), () => {
    told += 1;
  });
  cache.near(2);
  await settled();

  assert.equal(told, 1);
});

test("a frame that comes later is decoded when it is near, and one that came before is replaced", async () => {
  const frames = /** @type {(string | null)[]} */ ([btoa("a"), null]);
  const cache = new FrameCache(frames, () => {});
  cache.near(0);
  await settled();
  assert.deepEqual([cache.has(1), cache.count()], [false, 1]);

  cache.set(1, btoa("b"));
  cache.set(0, btoa("c"));
  await settled();
  assert.equal(cache.count(), 2);
  assert.equal(await /** @type {any} */ (cache.picture(0)).of.text(), "c");
  assert.equal(await /** @type {any} */ (cache.picture(1)).of.text(), "b");
});

test("a frame that cannot be decoded is not tried for ever, and does not stop the others", async (context) => {
  context.mock.method(console, "error", () => {});
  broken = "1";
  const cache = new FrameCache(pngs(4), () => {});
  cache.near(0);
  await settled();

  assert.equal(cache.picture(1), undefined);
  assert.ok(cache.picture(3));
});

test("after it is closed nothing is kept, not even what was being decoded", async () => {
  const cache = new FrameCache(pngs(3), () => assert.fail("nobody listens any more"));
  cache.near(0);
  cache.close();
  await settled();

  assert.ok(decoded.every((picture) => picture.closed));
});
