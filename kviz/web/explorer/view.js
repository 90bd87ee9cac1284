/**
 * What Python says about the runs on screen, as the browser receives it.
 * @module
 */

/** @typedef {import("../interface/fields.js").Entry} Entry */
/** @typedef {import("../interface/fields.js").EntryGroup} EntryGroup */
/** @typedef {[number, number]} Place a share of the stage, from its left and upper edge */
/** @typedef {[number, number, number, number]} Box left, top, width and height, in per cent of the frame */

/**
 * @typedef {object} Settings
 * @property {string} data
 * @property {number} k
 * @property {string} init
 * @property {string} metric
 * @property {number} seed
 * @property {string} scale
 * @property {string} on_empty
 * @property {string} versus
 * @property {Place[]} drawn
 * @property {string} edits changes to single points
 */

/**
 * @typedef {object} Upload
 * @property {string} name
 * @property {string[]} columns
 * @property {string[][]} rows
 * @property {Record<string, string>} how
 * @property {boolean} [unread] it is not a table yet
 * @property {string} [x]
 * @property {string} [y]
 * @property {string} [missing]
 */

/** @typedef {[number, number | null, ...number[]]} ClusterRow size, share of the cost, and the centroid */

/**
 * @typedef {object} Inspected
 * @property {number} row
 * @property {number[]} values
 * @property {[string, string][]} source
 * @property {{cluster: string | null, distances: [string, number][]}[]} steps
 */

/** The parts of the state that Python keeps for the page; each is sent when it changed. */
const PARTS = ["status", "choices", "offers", "about", "clusters", "places", "given", "point"];

/**
 * All parts as one.
 * @param {import("../kernel/kernel_link.js").Model} model
 * @returns {View}
 */
export const viewOf = (model) => Object.assign({}, ...PARTS.map((part) => model.get(part)));

/** The events of a model that tell of a change. */
export const VIEW_CHANGES = [...PARTS, "challenge"].map((part) => `change:${part}`).join(" ");

/**
 * @typedef {object} View
 * @property {Settings} settings
 * @property {EntryGroup[]} groups
 * @property {string} about
 * @property {string[]} names
 * @property {string[]} notes
 * @property {number} d
 * @property {{title: string, text: string, label: string, changes: Record<string, unknown>} | null} remedy
 * @property {{title: string, n: number} | null} copy what was changed of the data, and in how many places
 * @property {Entry[]} inits
 * @property {string} init_says how this start chooses
 * @property {boolean} by_chance whether the random seed decides anything
 * @property {string[]} titles
 * @property {Record<string, string>} messages
 * @property {number} heard
 * @property {boolean} undo
 * @property {boolean} redo
 * @property {string} address
 * @property {boolean} shareable
 * @property {Upload | null} upload
 * @property {ClusterRow[][][]} tables
 * @property {string[]} colors
 * @property {number[][]} letters for every run, whose letter each of its clusters has
 * @property {string} verdict how the ends of two runs compare
 * @property {Box[]} stages
 * @property {Box[][]} bars the rows of the clusters' sizes, for every picture
 * @property {Place[][]} handles
 * @property {string} snippet
 * @property {{title: string, files: Record<string, string>}[]} downloads
 * @property {Place[]} drawn
 * @property {Inspected | null} inspected
 */

/**
 * Where a stage lies on its frame, as a style.
 * @param {Box} box
 */
export const boxStyle = ([left, top, width, height]) =>
  `inset:auto;left:${left}%;top:${top}%;width:${width}%;height:${height}%`;
