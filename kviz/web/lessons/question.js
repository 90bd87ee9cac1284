/** A question with its choices: choose, check, and read the reason of exactly the choice that was made. */
import { button, freshId, make } from "../interface/elements.js";
import { rich } from "./rich.js";

/** @typedef {import("./rich.js").Asked} Asked */
/** @typedef {(key: string, fields?: Record<string, any>) => string} Say */

export class QuestionBox {
  /**
   * @param {Asked} asked
   * @param {Say} say
   * @param {(choice: number) => void} [onAnswer] called with every choice that is checked
   */
  constructor(asked, say, onAnswer = () => {}) {
    this.asked = asked;
    this.say = say;
    this.onAnswer = onAnswer;
    const name = freshId("choice");
    this.rows = asked.choices.map(({ text }, i) => {
      const radio = make("input", { type: "radio", name, value: String(i) });
      return make("label", { className: "kviz-lesson-choice" }, radio, make("span", {}, ...rich(text)));
    });
    this.said = make("p", { className: "kviz-lesson-reason", role: "status" });
    this.check = button(say("presentation.check"), () => this.judge(), "kviz-button kviz-lesson-check");
    const legend = make("legend", {}, ...rich(asked.text));
    this.box = make(
      "fieldset",
      { className: "kviz-lesson-asked" },
      legend,
      ...this.rows,
      this.check,
      this.said,
    );
  }

  /** The choice that is made, -1 for none. */
  get chosen() {
    return this.rows.findIndex((row) => row.querySelector("input")?.checked);
  }

  judge() {
    const { asked, say, chosen } = this;
    if (chosen < 0) {
      this.said.textContent = say("presentation.choose");
      return;
    }
    this.onAnswer(chosen);
    const right = chosen === asked.answer;
    this.#mark(chosen);
    const verdict = make("strong", {}, say(right ? "presentation.right" : "presentation.wrong"));
    const reason = rich(right ? asked.why : asked.choices[chosen].rule);
    this.said.replaceChildren(verdict, " ", ...reason, right ? "" : ` ${say("presentation.again")}`);
  }

  /** Show which choice is right, and why. */
  reveal() {
    this.#mark(this.asked.answer);
    this.said.replaceChildren(...rich(this.asked.why));
    this.box.classList.add("kviz-lesson-revealed");
  }

  /** @param {number} choice */
  #mark(choice) {
    this.rows.forEach((row, i) => {
      row.classList.toggle("kviz-lesson-right", i === choice && i === this.asked.answer);
      row.classList.toggle("kviz-lesson-notright", i === choice && i !== this.asked.answer);
    });
  }
}
