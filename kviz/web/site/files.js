/** The files that Python in the browser is made of. */
import { textOf } from "../bridge/build.js";

/**
 * What a worker is told of a file: its address, or its bytes in base64.
 * @param {string} place
 */
export function forWorker(place) {
  if (!place.startsWith("#")) return new URL(place, document.baseURI).href;
  return document.getElementById(place.slice(1))?.textContent ?? "";
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
