/** Predict, then reveal: what is asked before a step, what was answered, and how many answers were right. */

/** @typedef {import("../messages.js").Piece} Piece */
/** @typedef {[number, number]} Place a share of the stage, from its left and upper edge */

/**
 * @typedef {object} Question
 * @property {string} text
 * @property {Piece[]} [parts] of the text
 * @property {string[]} choices
 * @property {Piece[][]} [choice_parts]
 * @property {number} answer
 * @property {string} why
 * @property {Piece[]} [why_parts]
 * @property {string[]} [reasons] for each wrong choice, the rule that may have led to it
 * @property {Place[]} at points to be ringed, and numbered where there are several
 * @property {Place[]} [places] the choices, where they are places
 * @property {number} [tolerance] how far a click may be away, in the units of the run
 * @property {Line[]} [lines] distances to be drawn with the answer
 * @property {string[]} [hide] what gives the answer away
 * @property {string} [kind]
 */

/** @typedef {{ends: [Place, Place], cluster: number, text: string}} Line from a point to a centroid */

/**
 * All that is asked of one run.
 * @typedef {object} Asked
 * @property {[number, number, number, number]} stage left, top, width and height, in per cent of the frame
 * @property {[number, number]} span width and height of the stage in the units of the run
 * @property {Record<string, Question>} questions by the step that answers them
 */

/** @typedef {Question & {f: number}} Open a question that is asked, and the number of its run */

const FINGER = 16; // CSS pixels; a click may always be so far away

export class Quiz {
  constructor() {
    this.right = this.total = 0;
    /** The step that waits, and the one whose answer is shown; -1 for none. */
    this.asked = -1;
    this.answered = -1;
    /** @type {Open[]} */
    this.questions = [];
    /** @type {(number | null)[]} -1 is a place that no choice names */
    this.choices = [];
    /** @type {Asked[]} */
    this.runs = [];
    /** @type {Set<number>} steps whose questions were answered or passed */
    this.done = new Set();
  }

  /**
   * Other runs, or the same with other questions.
   * @param {Asked[]} runs
   */
  setRuns(runs) {
    this.runs = runs;
    this.done = new Set();
    this.close();
  }

  close() {
    this.asked = -1;
    this.answered = -1;
    this.questions = [];
    this.choices = [];
  }

  /**
   * Whether there is something to ask before step index; of two runs, of either.
   * @param {number} index
   */
  due(index) {
    return !this.done.has(index) && this.runs.some(({ questions }) => questions[index]);
  }

  /**
   * Whether step index has to wait for an answer. Going on while it waits passes the question: nothing is counted.
   * @param {number} index
   */
  ask(index) {
    if (this.asked === index && this.answered < 0) {
      this.done.add(index);
      this.close();
      return false;
    }
    if (!this.due(index)) return false;
    this.asked = index;
    this.answered = -1;
    this.questions = this.runs.flatMap(({ questions }, f) =>
      questions[index] ? [{ ...questions[index], f }] : [],
    );
    this.choices = this.questions.map(() => null);
    return true;
  }

  /**
   * Choose an answer to question n; returns the question that is still open, -1 where all are answered.
   * @param {number} n
   * @param {number} choice
   */
  choose(n, choice) {
    this.choices[n] = choice;
    const open = this.choices.indexOf(null);
    if (open >= 0) return open;
    this.total += this.questions.length;
    this.right += this.questions.filter((question, i) => this.choices[i] === question.answer).length;
    this.answered = this.asked;
    this.done.add(this.asked);
    return -1;
  }

  /**
   * A question goes when its step has gone by; its answer when the one after it comes.
   * @param {number} index the step on screen
   * @returns {"keep" | "answer" | "close"}
   */
  seen(index) {
    if (this.asked < 0) return "keep";
    if (this.answered >= 0) return index === this.answered ? "answer" : "close";
    return index === this.asked - 1 ? "keep" : "close";
  }
}

/**
 * The choice that a click means, judged by its distance from the places; -1 where it is near to none.
 * @param {Question} question
 * @param {Place} click
 * @param {[number, number]} span of the stage, in the units of the run
 * @param {number} unit how much of these a CSS pixel is
 * @returns {{choice: number, off: number}} off: the distance from the right place
 */
export function judgePlace(question, [u, v], [width, height], unit) {
  const gaps = (question.places ?? []).map(([x, y]) => Math.hypot((u - x) * width, (v - y) * height));
  const nearest = gaps.indexOf(Math.min(...gaps));
  const reach = Math.max(question.tolerance ?? 0, FINGER * unit);
  return { choice: gaps[nearest] <= reach ? nearest : -1, off: gaps[question.answer] };
}
