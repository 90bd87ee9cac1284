/**
 * What Python and the browser both know: speeds, limits, sizes, names. Python owns the tables; the linker writes
 * them over this module, so that nothing in it has to be kept equal by hand.
 */

/**
 * @typedef {object} Facts
 * @property {number[]} speeds what the player can be slowed down or sped up to
 * @property {number} tweenParts pictures on the way to an update
 * @property {import("./messages.js").CatalogueData & import("./messages.js").Marks} words the sentences that this page says
 * @property {number} maxClusters
 * @property {number} maxSeed
 * @property {number} maxDrawn points that may be drawn by hand
 * @property {number} uploadLimit bytes
 * @property {{light: string[], dark: string[]}} colors of the clusters, in both themes
 * @property {string[]} queued what has to wait until Python has heard what came before
 * @property {string[]} counted of these, what is asked several times in a row is one message with "times"
 * @property {Record<string, string>} tasks what can take long, and the name of it
 * @property {Record<string, {name: string, title: string}[]>} choices the entries of the lists
 * @property {Record<string, string>} groups of data sets: the titles of their tabs
 * @property {Record<string, string>} columnKinds what a kind of column is called
 * @property {Record<string, string>} segmentFiles what the Segment part offers as files
 * @property {{points: [number, number][], words: import("./tour/guide.js").Course["words"], colors: import("./tour/guide.js").Course["colors"]}} tour
 * @property {{words: import("./messages.js").CatalogueData & import("./messages.js").Marks}} site what only the page without a server knows
 * @property {any} lessonWords the sentences of questions and presentations
 */

/** @type {Facts} */
export const FACTS = /** @type {Facts} */ ({});
