/** Predict, then reveal: a question before a step is shown, one for each run. Going on again passes it. */
import { button, make } from "../interface/elements.js";
import { boxStyle } from "./view.js";

/** @typedef {import("../player/player.js").Player} Player */
/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Question & {f: number}} Asked a question, and the run it is about */

/** What was asked and answered, without a page: which step waits, and how many predictions were right. */
export class Quiz {
  constructor() {
    this.right = this.total = 0;
    /** @type {number} */
    this.asked = -1;
    /** @type {number} */
    this.answered = -1;
    this.close();
  }

  close() {
    this.asked = this.answered = -1;
    /** @type {Asked[]} */
    this.questions = [];
    /** @type {(number | null)[]} */
    this.choices = [];
  }

  /**
   * Whether step index has to wait for an answer; of two runs, for both. Asking twice lets it pass.
   * @param {Record<string, import("./view.js").Question>[]} questions of every run, by step
   * @param {number} index
   */
  ask(questions, index) {
    const mine = questions.flatMap((ofRun, f) => (ofRun[index] ? [{ ...ofRun[index], f }] : []));
    if (!mine.length || this.asked === index) return false;
    this.asked = index;
    this.questions = mine;
    this.choices = mine.map(() => null);
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
    return -1;
  }

  /**
   * A question goes when its step has gone by; its answer when the one after it comes.
   * @param {number} index the step on screen
   * @returns {"keep" | "answer" | "close"}
   */
  seen(index) {
    if (this.asked < 0 || index === this.asked - 1) return "keep";
    return index === this.answered ? "answer" : "close";
  }
}

/** The quiz on the page. */
export class QuizPanel {
  constructor() {
    this.quiz = new Quiz();
    this.box = make("section", { className: "kviz-quiz", "aria-label": "Prediction", hidden: true });
    this.ticked = make("input", { type: "checkbox" });
    this.toggle = make("label", {}, this.ticked, " Predict first");
    /** @type {HTMLElement[]} */
    this.rings = [];
    /** @type {View | null} */
    this.view = null;
    /** @type {Player | null} */
    this.player = null;
    this.ticked.addEventListener("change", () => this.#close());
  }

  #close() {
    this.box.hidden = true;
    this.quiz.close();
    this.#ring([]);
  }

  /**
   * Show in every picture which points its question speaks of.
   * @param {Asked[]} questions
   */
  #ring(questions) {
    for (const layer of this.rings) layer.remove();
    this.rings = questions.map(({ f, at }) => {
      const rings = at.map(([u, v]) =>
        make("span", { className: "kviz-ring", style: `left:${100 * u}%;top:${100 * v}%` }),
      );
      const stage = this.view?.stages[f] ?? [0, 0, 100, 100];
      const layer = make("div", { className: "kviz-marks", style: boxStyle(stage) }, ...rings);
      this.player?.layers[f].append(layer);
      return layer;
    });
  }

  /** @param {(question: Asked, n: number) => Node[]} parts */
  #sideBySide(parts) {
    const titles = this.view && this.view.questions.length > 1 ? this.view.titles : null;
    const named = (/** @type {Asked} */ { f }) =>
      titles ? [make("p", { className: "kviz-about" }, titles[f])] : [];
    const sides = this.quiz.questions.map((question, n) =>
      make("div", {}, ...named(question), ...parts(question, n)),
    );
    return make("div", { className: "kviz-posed" }, ...sides);
  }

  /**
   * Whether step index has to wait for an answer.
   * @param {number} index
   */
  before(index) {
    if (!this.ticked.checked || !this.view || !this.quiz.ask(this.view.questions, index)) return false;
    const rows = this.quiz.questions.map((question, n) => {
      const choices = question.choices.map((text, i) => button(text, () => this.#choose(rows, n, i)));
      return make("div", { className: "kviz-row" }, ...choices);
    });
    const posed = (/** @type {Asked} */ question, /** @type {number} */ n) => [
      make("p", { className: "kviz-question" }, question.text),
      rows[n],
    ];
    this.box.replaceChildren(this.#sideBySide(posed));
    this.box.hidden = false;
    this.#ring(this.quiz.questions);
    focusFirst(rows[0]);
    this.box.scrollIntoView({ block: "nearest" });
    return true;
  }

  /**
   * @param {HTMLElement[]} rows
   * @param {number} n
   * @param {number} choice
   */
  #choose(rows, n, choice) {
    [...rows[n].children].forEach((node, j) => node.setAttribute("aria-pressed", String(choice === j)));
    const open = this.quiz.choose(n, choice);
    if (open < 0) this.#reveal();
    else focusFirst(rows[open]);
  }

  #reveal() {
    const { right, total, answered, choices } = this.quiz;
    const verdict = (/** @type {Asked} */ question, /** @type {number} */ n) => {
      const said = choices[n] === question.answer ? "Yes. " : `No: ${question.choices[question.answer]}. `;
      const rule = question.reasons?.[choices[n] ?? -1] ?? "";
      const why = rule ? `${question.why} ${rule}` : question.why;
      return [make("p", { className: "kviz-verdict", "aria-live": "polite" }, make("b", {}, said), why)];
    };
    const score = make("p", { className: "kviz-about" }, `${right} of ${total} predicted.`);
    this.box.replaceChildren(this.#sideBySide(verdict), score);
    this.player?.go(answered);
    this.player?.controls.buttons.Next.focus({ preventScroll: true });
  }

  /** @param {number} index */
  show(index) {
    const what = this.quiz.seen(index);
    if (what === "close") this.#close();
    else if (what === "answer") this.#ring([]);
  }

  /** @param {Player} player */
  connect(player) {
    this.player = player;
  }

  /** @param {View} view */
  update(view) {
    this.view = view;
    this.#close();
  }
}

/** @param {HTMLElement} row */
function focusFirst(row) {
  /** @type {HTMLElement} */ (row.firstChild).focus({ preventScroll: true });
}
