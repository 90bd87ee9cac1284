/** Buttons, switches and words of the player. */

import { FACTS } from "../facts.js";
import { icon, make } from "../interface/elements.js";
import { format, say } from "../words.js";
import { lettered } from "./letters.js";
import { placeOf } from "./timeline.js";

/** @typedef {import("./film.js").Step} Step */
/** @typedef {"First" | "Back" | "Play" | "Next" | "Last"} StepButton */

/** @type {StepButton[]} */
const NAMES = ["First", "Back", "Next", "Last", "Play"];

export class Controls {
  constructor() {
    this.buttons = /** @type {Record<StepButton, HTMLButtonElement>} */ (
      Object.fromEntries(NAMES.map((name) => [name, playerButton(nameOf(name), icon(name))]))
    );
    for (const [name, node] of Object.entries(this.buttons)) node.classList.add(`kviz-${name.toLowerCase()}`);
    this.skip = playerButton(say("player.skip"));
    this.present = playerButton(say("player.present"));
    this.leave = playerButton("", icon("Leave"));
    this.leave.classList.add("kviz-leave");
    Object.assign(this.leave, { title: say("player.leave_hint"), ariaLabel: say("player.leave") });
    const speeds = FACTS.speeds.map((speed) =>
      make("option", { value: speed }, say("player.times", { speed: format(speed) })),
    );
    this.speed = make(
      "select",
      { "aria-label": say("player.speed"), title: say("player.speed_hint") },
      ...speeds,
    );
    this.speed.value = "1";
    this.loop = make("input", { type: "checkbox" });
    this.smooth = make("input", { type: "checkbox", checked: false });
    this.heading = make("p", { className: "kviz-heading" });
    this.count = make("span", { className: "kviz-count" });
    this.sentence = make("p", { className: "kviz-sentence", role: "status" });
    this.words = make("div", { className: "kviz-words" }, this.heading, this.sentence);
    const row = make("div", { className: "kviz-buttons" }, ...Object.values(this.buttons));
    this.switches = make(
      "div",
      { className: "kviz-switches" },
      make("label", { title: say("player.smooth_hint") }, this.smooth, ` ${say("player.smooth")}`),
      this.present,
    );
    this.box = make("div", { className: "kviz-controls" }, row, this.speed, this.count, this.switches);
    this.extras = make(
      "div",
      { className: "kviz-extras" },
      this.skip,
      make("label", {}, this.loop, ` ${say("player.loop")}`),
    );
  }

  /**
   * Say what the steps on screen are.
   * @param {Step[]} steps
   * @param {number} index
   * @param {number} total 0 where it is not told
   */
  tell(steps, index, total) {
    const many = steps.length > 1;
    const events = (steps[0].events ?? []).map(([kind, text, name]) =>
      make("span", { className: "kviz-event", title: text }, name ?? kind),
    );
    this.heading.replaceChildren(...(many ? [] : [steps[0].heading, ...events]));
    this.heading.dataset.phase = steps[0].phase;
    this.count.textContent = placeOf(index, total);
    this.sentence.dataset.count = String(steps.length);
    const focused = this.sentence.contains(document.activeElement);
    this.sentence.replaceChildren(...(many ? steps.map(halfOf) : lettered(steps[0])));
    const term = /** @type {HTMLElement | null} */ (this.sentence.querySelector(".kviz-wcss"));
    if (focused) (term ?? this.buttons.Next).focus({ preventScroll: true });
    this.edges(0, total - 1, index);
  }

  /**
   * Pale the buttons that lead nowhere from here.
   * @param {number} first
   * @param {number} last
   * @param {number} index
   */
  edges(first, last, index) {
    for (const name of /** @type {StepButton[]} */ (["First", "Back"])) {
      this.buttons[name].classList.toggle("kviz-edge", index === first);
    }
    for (const name of /** @type {StepButton[]} */ (["Next", "Last"])) {
      this.buttons[name].classList.toggle("kviz-edge", index === last);
    }
  }

  /**
   * Say what would be, while something is dragged: for the eyes, not read aloud at every move.
   * @param {string} heading
   * @param {string} sentence
   */
  imagine(heading, sentence) {
    this.sentence.setAttribute("aria-live", "off");
    this.heading.replaceChildren(heading);
    this.sentence.replaceChildren(sentence);
  }

  /** @param {boolean} on */
  playing(on) {
    const name = on ? "Pause" : "Play";
    this.buttons.Play.replaceChildren(icon(name), make("span", {}, nameOf(name)));
    this.sentence.setAttribute("aria-live", on ? "off" : "polite");
  }
}

/** @param {StepButton | "Pause"} name */
const nameOf = (name) => say(`player.${name.toLowerCase()}`);

/**
 * @param {string} label
 * @param {...Node} sign
 */
function playerButton(label, ...sign) {
  return make("button", { type: "button", className: "kviz-button" }, ...sign, make("span", {}, label));
}

/** @param {Step} step of one of two runs */
const halfOf = (step) =>
  make("span", { className: "kviz-half" }, make("b", {}, step.heading), " ", ...lettered(step), " ");
