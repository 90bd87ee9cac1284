/** Where the files of the page are: beside it, or inside it. */

/**
 * What the page's head says.
 * @typedef {object} Build
 * @property {Record<string, string>} files address of each file by its name; inside the page "#" and an id
 * @property {string[]} rooms widths and heights of the rooms that first pictures were drawn for
 * @property {Record<string, string>} late the packs that come when they are needed, where Python is in the browser
 * @property {string} [contents] address of the page that lists all lessons and data sets
 * @property {string} [keeper] address of the service worker
 */

/** @returns {Build} */
export const readBuild = () => JSON.parse(document.getElementById("kviz-build")?.textContent ?? "{}");

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
