/**
 * The web worker in which Python runs. Its text stands behind Pyodide's own scripts, in one Blob, so that the page's
 * content policy is the worker's too: what runs here, a pupil's own program included, reaches no other machine.
 *
 * From the page: {start: files}, then {text, buffers} of the bridge. To the page: {part} of the way there, {fault},
 * {up: true} when Python is there, {text, buffers} of the bridge, and {done: true} after each message of the page.
 */

/**
 * @typedef {object} Files where each file is: an address, or its bytes in base64
 * @property {string} wasm
 * @property {string} stdlib
 * @property {string} core
 * @property {string} kviz
 * @property {Record<string, string>} late
 */

const NOWHERE = "https://kviz.invalid/"; // Pyodide asks for its files by an address; this one is never asked
const LIBRARY = "/lib/python3.12/site-packages/";
const LOCK = {
  info: { arch: "wasm32", platform: "emscripten_3_1_58", version: "0.27.7", python: "3.12.7" },
  packages: {},
};
const scope = /** @type {any} */ (self);
const ask = scope.fetch.bind(scope);
/** @type {any} */
let page = null;

/** @param {string} file */
const isAddress = (file) => /^https?:/.test(file);

/** @param {string} text */
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * The bytes of a file as they come.
 * @param {string} file
 * @returns {Promise<ReadableStream<any>>}
 */
async function streamOf(file) {
  if (!isAddress(file)) return /** @type {any} */ (new Blob([fromBase64(file)]).stream());
  const answer = await ask(file);
  if (!answer.ok) throw new Error(`${file} answered ${answer.status}`);
  return answer.body;
}

/** @param {string} file */
const unpacked = async (file) => (await streamOf(file)).pipeThrough(new DecompressionStream("gzip"));

/**
 * The packed bytes of what is needed late; Python waits for them.
 * @param {string} file
 */
function packedNow(file) {
  if (!isAddress(file)) return fromBase64(file);
  const request = new XMLHttpRequest();
  request.open("GET", file, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${file} answered ${request.status}`);
  return new Uint8Array(request.response);
}

/**
 * Write the files of a pack where Python finds them: a length, a list of names and sizes, then all bytes.
 * @param {any} FS
 * @param {ArrayBuffer} pack
 */
function writeFiles(FS, pack) {
  const length = new DataView(pack).getUint32(0, true);
  const list = JSON.parse(new TextDecoder().decode(new Uint8Array(pack, 4, length)));
  const made = new Set();
  let at = 4 + length;
  for (const [name, size] of list) {
    const folder = LIBRARY + name.slice(0, name.lastIndexOf("/") + 1);
    if (!made.has(folder)) FS.mkdirTree(folder.slice(0, -1));
    made.add(folder);
    FS.writeFile(LIBRARY + name, new Uint8Array(pack, at, size), { canOwn: true });
    at += size;
  }
}

/** @param {Files} files */
async function start(files) {
  const packs = [files.core, files.kviz].map(async (file) =>
    new Response(await unpacked(file)).arrayBuffer(),
  );
  /** @type {Record<string, () => Promise<Response>>} */
  const own = {
    "pyodide.asm.wasm": async () =>
      new Response(await unpacked(files.wasm), { headers: { "Content-Type": "application/wasm" } }),
    "python_stdlib.zip": async () => new Response(await streamOf(files.stdlib)),
    "pyodide-lock.json": async () => new Response(JSON.stringify(LOCK)),
  };
  scope.fetch = (/** @type {string} */ address) => own[String(address).slice(NOWHERE.length)]();
  const python = await scope.loadPyodide({ indexURL: NOWHERE, env: { HOME: "/home/pyodide" } });
  scope.fetch = ask;
  postMessage({ part: 0.4 });
  for (const pack of packs) writeFiles(python.FS, await pack);
  postMessage({ part: 0.5 });
  python.registerJsModule("kviz_page", {
    post: (/** @type {string} */ text, /** @type {Uint8Array<ArrayBuffer>[]} */ buffers) =>
      scope.postMessage(
        { text, buffers },
        buffers.map(({ buffer }) => buffer),
      ),
    part: (/** @type {number} */ part) => postMessage({ part }),
    late: (/** @type {string} */ name) => packedNow(files.late[name]),
  });
  page = python.pyimport("kviz.site.browser.start").start();
  postMessage({ up: true });
}

/** @param {MessageEvent} event */
self.onmessage = async ({ data }) => {
  try {
    if (data.start) await start(data.start);
    else {
      page(
        data.text,
        data.buffers.map((/** @type {ArrayBuffer} */ bytes) => new Uint8Array(bytes)),
      );
      postMessage({ done: true });
    }
  } catch (error) {
    postMessage({ fault: String(error) });
  }
};
