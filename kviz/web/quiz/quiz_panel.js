/** Predict, then reveal: the question above the picture, its choices, and what became of the answer. */
import { button, make } from "../interface/elements.js";
import { isField, isPlain } from "../interface/keys.js";
import { stepOf } from "../player/film.js";
import { lettered } from "../player/letters.js";
import { say } from "../words.js";
import { judgePlace, Quiz } from "./quiz.js";
import { QuizMarks } from "./quiz_marks.js";

/** @typedef {import("../player/player.js").Player} Player */
/** @typedef {import("./quiz.js").Asked} Asked */
/** @typedef {import("./quiz.js").Open} Open */
/** @typedef {import("./quiz.js").Place} Place */

export class QuizPanel {
  /** @param {(on: boolean) => void} onToggle */
  constructor(onToggle) {
    this.quiz = new Quiz();
    /** @type {Asked[]} */
    this.runs = [];
    this.box = make("section", { className: "kviz-quiz", hidden: true });
    this.box.setAttribute("aria-label", say("quiz.region"));
    this.ticked = make("input", { type: "checkbox" });
    this.toggle = make("label", { title: say("quiz.predict_hint") }, this.ticked, ` ${say("quiz.predict")}`);
    /** @type {QuizMarks[]} */
    this.marks = [];
    /** @type {(Place | null)[]} */
    this.clicks = [];
    /** @type {number[]} */
    this.off = [];
    /** @type {Player | null} */
    this.player = null;
    this.ticked.addEventListener("change", () => {
      this.setRuns(this.runs);
      onToggle(this.ticked.checked);
    });
  }

  /**
   * Ask in a player: the switch among its own, the question above its picture.
   * @param {Player} player
   */
  connect(player) {
    this.player = player;
    player.controls.switches.prepend(this.toggle);
    player.controls.words.after(this.box);
    player.root.addEventListener("keydown", (event) => this.#onKey(event));
    this.setRuns(this.runs);
  }

  /**
   * What is asked of the runs on screen; none where nothing is asked.
   * @param {Asked[]} runs
   */
  setRuns(runs) {
    this.runs = runs;
    const asking = this.ticked.checked && runs.length > 0;
    this.quiz.setRuns(asking ? runs : []);
    this.player?.root.classList.toggle("kviz-predicting", asking);
    this.player?.keepBack(asking);
    this.#close();
  }

  #close() {
    this.box.hidden = true;
    this.quiz.close();
    for (const marks of this.marks) marks.remove();
    this.marks = [];
    if (this.player) this.#hold(this.player.index);
  }

  /** @param {number} index */
  #hold(index) {
    const { asked, answered } = this.quiz;
    const waits = this.quiz.due(index + 1) || (asked >= 0 && answered < 0);
    this.player?.root.classList.toggle("kviz-holding", waits);
  }

  /**
   * Whether step index has to wait for an answer.
   * @param {number} index
   */
  before(index) {
    const waits = this.quiz.ask(index);
    if (waits) this.#pose();
    else if (this.quiz.asked < 0) this.#close();
    return waits;
  }

  #pose() {
    const { questions } = this.quiz;
    this.clicks = questions.map(() => null);
    this.rows = questions.map((question, n) => this.#choices(question, n));
    const skip = button(say("quiz.skip"), () => this.player?.next(), "kviz-button kviz-skip");
    skip.title = say("quiz.skip_hint");
    this.rows[this.rows.length - 1].append(skip);
    const sides = questions.map((question, n) => {
      const text = make("p", { className: "kviz-question", id: `kviz-question-${n}` });
      text.append(...lettered({ sentence: question.text, parts: question.parts }));
      const row = /** @type {HTMLElement} */ (this.rows?.[n]);
      row.setAttribute("aria-labelledby", text.id);
      return make("div", {}, ...this.#name(question), text, row);
    });
    this.box.replaceChildren(make("div", { className: "kviz-posed" }, ...sides));
    this.box.hidden = false;
    for (const marks of this.marks) marks.remove();
    this.marks = questions.map((question, n) => {
      const layer = /** @type {Player} */ (this.player).layers[question.f];
      const marks = new QuizMarks(layer, question, this.runs[question.f]);
      marks.ask(
        (choice) => this.#choose(n, choice),
        (place, unit) => this.#click(n, place, unit),
      );
      return marks;
    });
    this.#focus(0);
    this.box.scrollIntoView({ block: "nearest" });
  }

  /** @param {Open} question of two runs, the name of its run */
  #name({ f }) {
    const films = this.player?.films ?? [];
    return films.length > 1 ? [make("p", { className: "kviz-about" }, films[f].title ?? "")] : [];
  }

  /**
   * @param {Open} question
   * @param {number} n
   */
  #choices(question, n) {
    const row = make("div", { className: "kviz-row", role: "group" });
    if (question.places?.length) {
      row.append(make("p", { className: "kviz-about" }, say("quiz.place_hint")));
      return row;
    }
    question.choices.forEach((choice, i) => {
      const node = button("", () => this.#choose(n, i));
      node.append(...lettered({ sentence: choice, parts: question.choice_parts?.[i] }));
      row.append(node);
    });
    return row;
  }

  /** @param {number} n */
  #focus(n) {
    const row = this.rows?.[n];
    const place = this.quiz.questions[n].places?.length ? this.marks[n].box : row?.querySelector("button");
    place?.focus({ preventScroll: true });
  }

  /**
   * @param {number} n
   * @param {Place} place
   * @param {number} unit
   */
  #click(n, place, unit) {
    const question = this.quiz.questions[n];
    const { choice, off } = judgePlace(question, place, this.runs[question.f].span, unit);
    this.clicks[n] = place;
    this.off[n] = off;
    this.#choose(n, choice);
  }

  /**
   * @param {number} n
   * @param {number} choice
   */
  #choose(n, choice) {
    if (this.quiz.answered >= 0) return;
    const buttons = [...(this.rows?.[n].querySelectorAll("button:not(.kviz-skip)") ?? [])];
    buttons.forEach((node, j) => node.setAttribute("aria-pressed", String(choice === j)));
    const open = this.quiz.choose(n, choice);
    if (open < 0) this.#reveal();
    else this.#focus(open);
  }

  #reveal() {
    const player = /** @type {Player} */ (this.player);
    const { right, total, answered, questions } = this.quiz;
    this.box.dispatchEvent(new CustomEvent("kviz-score", { bubbles: true, detail: { right, total } }));
    player.go(answered);
    const verdicts = questions.map((question, n) => make("div", {}, ...this.#verdict(question, n)));
    const score = make("b", { className: "kviz-score" }, say("quiz.score", { right, n: total }));
    verdicts[verdicts.length - 1].lastElementChild?.append(" ", score);
    const posed = make("div", { className: "kviz-posed", ariaLive: "polite" }, ...verdicts);
    this.box.replaceChildren(posed);
    this.marks.forEach((marks, n) => marks.reveal(this.clicks[n]));
    this.#hold(answered);
    player.controls.buttons.Next.focus({ preventScroll: true });
  }

  /**
   * @param {Open} question
   * @param {number} n
   */
  #verdict(question, n) {
    const choice = this.quiz.choices[n] ?? -1;
    const right = choice === question.answer;
    const d = this.off[n];
    const kind = question.places?.length ? "_place" : "";
    const said = say(`quiz.${right ? "right" : "wrong"}${kind}`, { d });
    const verdict = make("p", { className: "kviz-verdict" }, make("b", {}, said), " ");
    verdict.append(...lettered({ sentence: question.why, parts: question.why_parts }));
    const rule = right ? "" : (question.reasons?.[choice] ?? "");
    const films = /** @type {Player} */ (this.player).films;
    const step = stepOf(films[question.f], this.quiz.answered);
    const told = make(
      "p",
      { className: "kviz-stepped" },
      make("b", {}, step.heading),
      " ",
      ...lettered(step),
    );
    const because = rule ? [make("p", { className: "kviz-because" }, rule)] : [];
    return [...this.#name(question), verdict, ...because, told];
  }

  /** @param {number} index */
  show(index) {
    const what = this.quiz.seen(index);
    if (what === "close") this.#close();
    else this.#hold(index);
  }

  /**
   * The number keys choose, wherever the focus is.
   * @param {KeyboardEvent} event
   */
  #onKey(event) {
    const { asked, answered, questions, choices } = this.quiz;
    if (asked < 0 || answered >= 0 || !isPlain(event) || isField(event.target)) return;
    const n = choices.indexOf(null);
    const choice = Number(event.key) - 1;
    if (!(choice >= 0 && choice < questions[n].choices.length) || questions[n].places?.length) return;
    event.preventDefault();
    event.stopPropagation();
    this.#choose(n, choice);
  }
}
