/**
 * What a player plays.
 * @module
 */

/** @typedef {import("./frame_cache.js").Png} Png */
/** @typedef {import("./tween.js").Way} Way */

/**
 * @typedef {object} Step
 * @property {string} phase "seed", "assign", "update", "converged" or "stopped"
 * @property {number} iteration
 * @property {string} heading
 * @property {string} sentence
 * @property {(string | [string, string, number])[]} [parts] the sentence in pieces: a text, or kind ("cluster", "point"), text, number
 * @property {string} [outlook] the end of the sentence that speaks of the next step
 * @property {number | null} line index into the film's lines
 * @property {[string, string, string?][]} [events] kind, text and name of what should not pass in silence
 */

/**
 * @typedef {object} Film
 * @property {string} [title]
 * @property {Step[]} steps
 * @property {string[]} lines the pseudocode or source, may be empty
 * @property {(Png | null)[]} [frames] one for every step; null where it is still to come
 * @property {Map<number, Promise<ImageBitmap>>} [begun] pictures that are being decoded already, by step
 * @property {Record<number, Way>} [ways] what changes on the way to a step, in device pixels; without, steps are blended
 * @property {[number, number]} [size] CSS pixels of a frame
 */

/**
 * The step of a film at a place of the timeline; a shorter run waits at its last step.
 * @param {Film} film
 * @param {number} index
 */
export const stepOf = (film, index) => film.steps[Math.min(index, film.steps.length - 1)];
