/** The timeline: a slider over one tick for every step, the iterations as named bands, and how much has arrived. */
import { make } from "../interface/elements.js";
import { say } from "../words.js";

/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./film.js").Step} Step */
/** @typedef {{name: string, first: number, last: number}} Band */

const START = "start"; // the name of the band before the first iteration

const LETTER = 0.028; // of the timeline; a band that is narrower than this for each letter has no room for its name

export class Timeline {
  /** @param {(index: number) => void} seek */
  constructor(seek) {
    this.seek = seek;
    const range = { type: "range", min: 0, max: 0, value: 0, step: 1 };
    this.slider = make("input", { ...range, "aria-label": say("player.step") });
    this.slider.addEventListener("input", () => seek(Number(this.slider.value)));
    this.bar = make("progress", { max: 1, value: 0, "aria-label": say("player.received") });
    /** @type {Band[]} */
    this.known = [];
    this.ticks = make("div", { className: "kviz-ticks", ariaHidden: "true" });
    this.bands = make("div", { className: "kviz-bands", ariaHidden: "true" });
    this.box = make("div", { className: "kviz-timeline" }, this.bar, this.bands, this.ticks, this.slider);
    /** @type {Film[]} */
    this.films = [];
    this.kept = false;
    this.reach = 0;
  }

  /** @param {Film[]} films */
  arrange(films) {
    this.films = films;
    this.reach = 0;
    this.#lay();
  }

  /**
   * Show no more of a run than has been on screen: how much is still to come would answer questions.
   * @param {boolean} on
   */
  keepBack(on) {
    if (this.kept === on) return;
    this.kept = on;
    this.#lay();
  }

  /** Whether it shows the run to its end. */
  get whole() {
    return !this.kept || this.reach >= lengthOf(this.films) - 1;
  }

  #lay() {
    const longest = this.films.reduce((a, b) => (b.steps.length > a.steps.length ? b : a)).steps;
    const shown = this.whole ? longest : longest.slice(0, this.reach + 1);
    this.slider.max = String(shown.length - 1);
    this.ticks.replaceChildren(
      ...this.films.map((film) => ticksOf(film.steps.slice(0, shown.length), shown.length)),
    );
    this.known = bandsOf(shown);
    this.bands.replaceChildren(...this.known.map((band) => this.#band(band, shown.length)));
  }

  /**
   * @param {Band} band
   * @param {number} total
   */
  #band({ name, first, last }, total) {
    const edge = (/** @type {number} */ at) => Math.min(1, Math.max(0, total > 1 ? at / (total - 1) : at));
    const [left, right] = total > 1 ? [edge(first - 0.5), edge(last + 0.5)] : [0, 1];
    const word = name === START ? say("player.start") : name;
    const shown = right - left >= LETTER * word.length ? word : "";
    const node = make(
      "span",
      { className: "kviz-band", title: name === START ? word : say("player.iteration", { i: name }) },
      shown,
    );
    Object.assign(node.style, { left: `${100 * left}%`, width: `${100 * (right - left)}%` });
    node.addEventListener("click", () => this.seek(first));
    return node;
  }

  /**
   * Pale the steps that cannot be shown.
   * @param {boolean[]} missing one for every step
   */
  leaveOut(missing) {
    for (const row of this.ticks.children)
      for (const [i, tick] of [...row.children].entries())
        tick.classList.toggle("kviz-left-out", Boolean(missing[i]));
  }

  /** @param {number} part of the frames that is here */
  progress(part) {
    this.bar.value = part;
    this.bar.classList.toggle("kviz-done", part >= 1);
  }

  /**
   * @param {Step[]} steps
   * @param {number} index
   * @param {number} total
   */
  tell(steps, index, total) {
    if (index > this.reach) {
      this.reach = index;
      if (this.kept) this.#lay();
    }
    this.slider.value = String(index);
    const headings = steps.map((step) => step.heading).join("; ");
    this.slider.setAttribute(
      "aria-valuetext",
      say("player.at_step", { place: placeOf(index, this.whole ? total : 0), headings }),
    );
    this.known.forEach(({ first, last }, i) => {
      this.bands.children[i].classList.toggle("kviz-now", first <= index && index <= last);
    });
  }
}

/** @param {Film[]} films */
const lengthOf = (films) => Math.max(...films.map((film) => film.steps.length));

/**
 * Where a step is in its run; without a total, how many are to come is not told.
 * @param {number} index
 * @param {number} total
 */
export const placeOf = (index, total) =>
  total ? say("player.step_of", { i: index + 1, count: total }) : say("player.step_so_far", { i: index + 1 });

/**
 * The start and the iterations of a run, as stretches of the timeline.
 * @param {Step[]} steps
 * @returns {Band[]}
 */
export function bandsOf(steps) {
  /** @type {Band[]} */
  const bands = [];
  for (const [i, { iteration }] of steps.entries()) {
    const name = iteration === 0 ? START : String(iteration);
    const last = bands.at(-1);
    if (last?.name === name) last.last = i;
    else bands.push({ name, first: i, last: i });
  }
  return bands;
}

/**
 * One coloured tick for every step; a dot above it where something happened that should not pass in silence.
 * @param {Step[]} steps
 * @param {number} total
 */
function ticksOf(steps, total) {
  const row = make("div", { className: "kviz-tickrow" });
  for (const [i, step] of steps.entries()) {
    const tick = make("i", { title: step.heading });
    tick.dataset.phase = step.phase;
    if (step.events?.length) {
      tick.dataset.event = step.events[0][0];
      const events = step.events.map((event) => event[1]).join(" ");
      tick.title = say("player.tick", { heading: step.heading, events });
    }
    tick.style.left = `${total > 1 ? (100 * i) / (total - 1) : 0}%`;
    row.append(tick);
  }
  return row;
}
