/** Challenges: a strip to choose one from, and beside the picture the goal, how far it is, and a hint. Python is the judge. */
import { button, make } from "../interface/elements.js";
import { say } from "../words.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {{names: string[], solved: string[], on: {name: string, goal: string, said: string, done: boolean} | null}} State */

const SOLVED = "kviz-solved"; // kept by the browser: the names, parted by blanks

/** The challenges that were solved in this browser, with those of ``names``; a browser that keeps nothing forgets them. @param {string[]} names */
function remembered(names) {
  try {
    const all = new Set([...(localStorage.getItem(SOLVED) ?? "").split(" "), ...names]);
    localStorage.setItem(SOLVED, [...all].join(" ").trim());
    return all;
  } catch {
    return new Set(names);
  }
}

export class Challenges {
  /**
   * @param {Tell} tell
   * @param {() => void} open shows the picture
   */
  constructor(tell, open) {
    this.tell = tell;
    this.open = open;
    this.shown = "";
    this.strip = make("section", { className: "kviz-challenges" });
    this.strip.setAttribute("aria-label", say("page.challenges.title"));
    this.goal = make("p", { className: "kviz-challengegoal" });
    this.said = make("p", { className: "kviz-challengesaid", "aria-live": "polite" });
    this.hint = make("p", { className: "kviz-about", hidden: true });
    this.hintButton = button(say("page.challenges.hint"), () => this.#showHint(Boolean(this.hint.hidden)));
    this.again = button(say("page.challenges.again"), () => this.#begin(this.shown));
    const stop = button(say("page.challenges.stop"), () => tell({ do: "challenge", name: "" }));
    const row = make("div", { className: "kviz-row" }, this.hintButton, this.again, stop);
    this.bar = make(
      "section",
      { className: "kviz-challenge", hidden: true },
      this.goal,
      this.said,
      row,
      this.hint,
    );
    this.bar.setAttribute("aria-label", say("page.challenges.title"));
  }

  /** @param {boolean} on */
  #showHint(on) {
    this.hint.hidden = !on;
    this.hintButton.setAttribute("aria-pressed", String(on));
  }

  /** @param {string} name */
  #begin(name) {
    this.tell({ do: "challenge", name });
    this.open();
  }

  /** @param {State} state */
  update({ names, solved, on }) {
    const title = make("b", {}, say("page.challenges.title"));
    const known = remembered(solved);
    const choices = names.map((name) => {
      const done = known.has(name);
      const state = make("small", {}, say(done ? "page.challenges.done" : "page.challenges.not_yet"));
      const node = button(say(`page.challenges.${name}.title`), () => this.#begin(name));
      node.append(done ? "✓" : "", state);
      return node;
    });
    const focused = [...this.strip.children].indexOf(/** @type {Element} */ (document.activeElement));
    this.strip.replaceChildren(title, ...choices);
    if (focused > 0) /** @type {HTMLElement} */ (this.strip.children[focused]).focus({ preventScroll: true });
    this.bar.hidden = !on;
    if (!on) {
      this.shown = "";
      return;
    }
    if (on.name !== this.shown) this.#showHint(false);
    this.shown = on.name;
    const name = make("b", {}, `${say(`page.challenges.${on.name}.title`)}: `);
    this.goal.replaceChildren(name, on.goal);
    this.hint.textContent = say(`page.challenges.${on.name}.hint`);
    const done = make("b", {}, on.done ? `✓ ${say("page.challenges.solved")} ` : "");
    this.said.replaceChildren(done, on.said);
    this.bar.classList.toggle("kviz-solved", on.done);
  }
}
