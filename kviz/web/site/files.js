/** Where the files of the page are: beside it, or inside it. */

/**
 * What the page's head says.
 * @typedef {object} Build
 * @property {Record<string, string>} files address of each file by its name; inside the page "#" and an id
 * @property {Record<string, string>} late the packs that come when they are needed
 * @property {string} [keeper] address of the service worker
 * @property {string[]} rooms widths and heights of the rooms that first pictures were drawn for
 */

/** @returns {Build} */
export const readBuild = () => JSON.parse(document.getElementById("kviz-build")?.textContent ?? "{}");

/**
 * What a worker is told of a file: its address, or its bytes in base64.
 * @param {string} place
 */
export function forWorker(place) {
  if (!place.startsWith("#")) return new URL(place, document.baseURI).href;
  return document.getElementById(place.slice(1))?.textContent ?? "";
}

/**
 * The text of a file.
 * @param {string} place
 */
export async function textOf(place) {
  if (place.startsWith("#")) return document.getElementById(place.slice(1))?.textContent ?? "";
  const answer = await fetch(place);
  if (!answer.ok) throw new Error(`${place} answered ${answer.status}`);
  return await answer.text();
}

/**
 * The text of a packed file.
 * @param {string} place
 */
export async function unpackedText(place) {
  const bytes = place.startsWith("#")
    ? new Blob([Uint8Array.from(atob(await textOf(place)), (letter) => letter.charCodeAt(0))])
    : await (await fetch(place)).blob();
  return await new Response(bytes.stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
