/** Plays by itself: one step after the other, until the end, a question or a pause. */

const LEAST = 4000; // ms that a step stays on screen
const WORD = 330; // ms to read a word

/**
 * How long it takes to read what is said of steps, in milliseconds.
 * @param {import("./film.js").Step[]} steps
 */
export function readingTime(steps) {
  const words = steps.flatMap(({ sentence }) => sentence.split(/\s+/)).length;
  return Math.max(LEAST, WORD * words);
}

const FIRST = 0.5; // of the usual wait, before the first step of a run that was set going

export class Clock {
  /**
   * @param {() => number} wait milliseconds that the step on screen stays
   * @param {() => boolean} advance go one step on; false where there is nothing to go on to
   * @param {(act: () => void) => void} [whenFree] a step waits for the hand that presses a button
   */
  constructor(wait, advance, whenFree = (act) => act()) {
    this.wait = wait;
    this.advance = advance;
    this.whenFree = whenFree;
    this.timer = 0;
  }

  get isRunning() {
    return this.timer !== 0;
  }

  start() {
    this.timer = setTimeout(this.#tick, FIRST * this.wait());
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  #tick = () =>
    this.whenFree(() => {
      if (this.isRunning && this.advance()) this.timer = setTimeout(this.#tick, this.wait());
    });
}
