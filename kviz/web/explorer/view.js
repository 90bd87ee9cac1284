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
 */

/**
 * @typedef {object} Upload
 * @property {string} name
 * @property {string[]} columns
 * @property {string[][]} rows
 * @property {Record<string, string>} how
 * @property {boolean} [unread] it is no table yet
 * @property {string} [x]
 * @property {string} [y]
 * @property {string} [missing]
 */

/**
 * @typedef {object} ClusterRow
 * @property {string} letter
 * @property {number} size
 * @property {number[]} centroid
 * @property {number | null} share
 */

/**
 * @typedef {object} Question
 * @property {string} text
 * @property {string[]} choices
 * @property {number} answer
 * @property {string} why
 * @property {Place[]} at
 */

/**
 * @typedef {object} Inspected
 * @property {number} row
 * @property {number[]} values
 * @property {[string, string][]} source
 * @property {{cluster: string | null, distances: [string, number][]}[]} steps
 */

/**
 * @typedef {object} View
 * @property {Settings} settings
 * @property {EntryGroup[]} groups
 * @property {string} about
 * @property {string[]} names
 * @property {string[]} notes
 * @property {number} d
 * @property {Entry[]} inits
 * @property {string[]} titles
 * @property {Record<string, string>} messages
 * @property {number} heard
 * @property {number} undo
 * @property {number} redo
 * @property {string} address
 * @property {boolean} shareable
 * @property {Upload | null} upload
 * @property {ClusterRow[][][]} tables
 * @property {string[]} colors
 * @property {Box[]} stages
 * @property {Place[][]} handles
 * @property {string} snippet
 * @property {Record<string, string>} downloads
 * @property {Place[]} drawn
 * @property {Record<string, Question>[]} questions
 * @property {Inspected | null} inspected
 */

/**
 * Where a stage lies on its frame, as a style.
 * @param {Box} box
 */
export const boxStyle = ([left, top, width, height]) =>
  `inset:auto;left:${left}%;top:${top}%;width:${width}%;height:${height}%`;
