/** A guide: one caption, one plane, one thing to do. Everything works without a kernel and by keyboard. */
import { button, make, rest, rests } from "../interface/elements.js";
import { catalogue } from "../messages.js";
import { assign } from "./kmeans.js";
import { drawPlane } from "./plane.js";
import { enter, finish } from "./screens.js";
import { sightOf } from "./sight.js";

/** @typedef {import("./kmeans.js").Point} Point */
/** @typedef {import("./screens.js").Action} Action */
/** @typedef {import("./screens.js").Screen} Screen */
/** @typedef {import("./screens.js").State} State */
/** @typedef {import("./screens.js").Words} Words */

/**
 * What is walked through: the opening, or a practice on any data.
 * @typedef {object} Course
 * @property {import("../messages.js").CatalogueData & import("../messages.js").Marks} words the messages of the section "tour"
 * @property {{light: string[], dark: string[]}} colors of the clusters, in both themes
 * @property {string} title key of its name
 * @property {Screen[]} screens
 * @property {(number: number) => State} stateAt the state in which screen ``number`` (0 for the first) begins
 * @property {(state: State, at: number) => Words} progress
 * @property {(state: State) => Words[]} verdict what is said at the end
 * @property {(state: State) => {label: string, screen: number}[]} again what may be repeated
 * @property {string[]} doors where the learner may go from the end
 */

/** @typedef {{onLeave: (where: string) => void, onScreen?: (number: number) => void}} Hooks */

const DRAWING = "http://www.w3.org/2000/svg";

export class Guide {
  /**
   * @param {HTMLElement} place
   * @param {Course} course
   * @param {Hooks} hooks
   */
  constructor(place, course, hooks) {
    this.course = course;
    this.hooks = hooks;
    this.words = catalogue(course.words);
    this.at = 0;
    this.state = course.stateAt(0);
    /** @type {string[]} what Back restores, one saved state for each screen that was left */
    this.past = [];
    /** @type {Point | null} where the keyboard's cross stands */
    this.cross = null;
    /** @type {import("./plane.js").Scale | null} */
    this.scale = null;
    const { say } = this.words;
    this.progress = make("p", { className: "kviz-tour-progress" });
    this.caption = make("h2", { className: "kviz-tour-caption", tabIndex: -1 });
    this.answer = make("p", { className: "kviz-tour-answer", role: "status" });
    this.svg = document.createElementNS(DRAWING, "svg");
    this.stage = make("div", { className: "kviz-tour-stage" }, this.svg);
    this.choices = make("div", {
      className: "kviz-tour-choices",
      role: "group",
      "aria-label": say("tour.answers"),
    });
    this.ends = make("div", { className: "kviz-tour-ends" });
    this.back = button(say("tour.back"), () => this.#goBack());
    this.solve = button(say("tour.solve"), () => this.#doItForMe());
    this.next = button(say("tour.next"), () => this.#goOn(), "kviz-button kviz-primary");
    this.box = make("section", { className: "kviz-tour", "aria-label": say(course.title) });
    this.#build(place);
    this.svg.addEventListener("click", (event) => this.#onClick(event));
    this.svg.addEventListener("keydown", (event) => this.#onKey(event));
    this.watch = new ResizeObserver(() => this.#paint());
    this.watch.observe(this.stage);
  }

  /** @param {HTMLElement} place */
  #build(place) {
    const { say } = this.words;
    const skip = button(say("tour.skip"), () => this.hooks.onLeave("page"));
    const steps = make(
      "footer",
      { className: "kviz-tour-steps" },
      this.back,
      this.choices,
      this.solve,
      this.next,
    );
    const head = make("header", {}, this.progress, skip);
    this.box.append(head, this.caption, this.answer, this.stage, this.ends, steps);
    for (const [theme, colors] of Object.entries(this.course.colors)) {
      for (const [j, color] of colors.entries()) this.box.style.setProperty(`--${theme}-${j}`, color);
    }
    place.append(this.box);
  }

  get screen() {
    return this.course.screens[this.at];
  }

  /** What a touch on the plane means now. */
  get hand() {
    return this.state.done ? "" : (this.state.task.hand ?? this.screen.hand);
  }

  /** @param {Words} said */
  #told({ key, fields }) {
    return this.words.parts(key, fields).map((part) => (Array.isArray(part) ? marked(part) : part));
  }

  /** @param {Words[]} said */
  #toldAll(said) {
    return said.flatMap((one) => [...this.#told(one), " "]);
  }

  /** @param {Action} action */
  #act(action) {
    this.screen.act(this.state, action);
    this.#draw();
    if (this.state.done) this.next.focus({ preventScroll: true });
  }

  #draw() {
    const { state, screen } = this;
    const last = this.at === this.course.screens.length - 1;
    this.progress.replaceChildren(...this.#told(this.course.progress(state, this.at)));
    this.caption.replaceChildren(
      ...this.#told(state.done ? { key: `tour.${screen.id}_over` } : screen.ask(state)),
    );
    this.answer.replaceChildren(...this.#toldAll(state.said));
    this.#describe();
    this.#paint();
    this.choices.replaceChildren(...screen.choices(state).map((choice) => this.#choice(choice)));
    this.ends.replaceChildren(
      ...(state.task.ends ?? []).map((/** @type {import("./screens.js").End} */ end) =>
        this.#endPicture(end),
      ),
    );
    rest(this.back, this.at === 0);
    rest(this.solve, state.done);
    rest(this.next, !state.done);
    this.solve.hidden = this.next.hidden = false;
    this.next.textContent = this.words.say(last ? "tour.finish" : "tour.next");
  }

  /** @param {import("./screens.js").Choice} choice */
  #choice({ id, words }) {
    const node = button("", () => this.#act({ choice: id }));
    node.append(...this.#told(words));
    return node;
  }

  #describe() {
    const { svg, hand } = this;
    svg.setAttribute("class", `kviz-tour-plane kviz-tour-${hand || "look"}`);
    svg.setAttribute("role", hand === "place" ? "application" : hand === "tap" ? "group" : "img");
    svg.setAttribute("aria-label", this.words.say(`tour.plane_${hand || "look"}`));
    if (hand === "place") svg.setAttribute("tabindex", "0");
    else svg.removeAttribute("tabindex");
  }

  #paint() {
    const { width, height } = this.stage.getBoundingClientRect();
    if (!width || !height) return;
    const { state } = this;
    const sight = sightOf(state, this.screen.id, this.words.number, this.cross);
    this.scale = drawPlane(this.svg, sight, width, height, {
      onTap: (row) => this.#tap(row),
      dotName: (row) =>
        this.words.say("tour.dot", { at: state.points[row], A: Math.max(state.labels[row], 0) }),
    });
  }

  /** One end of many runs as a small picture. @param {import("./screens.js").End} end */
  #endPicture(end) {
    const { points, box } = this.state;
    const svg = document.createElementNS(DRAWING, "svg");
    const labels = assign(points, end.centroids);
    drawPlane(svg, { points, labels, centroids: end.centroids, box }, 300, 200);
    svg.setAttribute("aria-hidden", "true");
    const said = this.words.say("tour.end", { n: Math.round(20 * end.share), cost: end.cost });
    const figure = make("figure");
    figure.append(svg, make("figcaption", {}, said));
    return figure;
  }

  /** @param {boolean} [focus] */
  #open(focus = true) {
    this.cross = null;
    this.#draw();
    this.hooks.onScreen?.(this.at + 1);
    if (focus) this.caption.focus({ preventScroll: true });
  }

  /**
   * Open a screen, 1 for the first: what comes before it is done as kviz would do it.
   * @param {number} number
   * @param {boolean} [focus] give the caption the focus; a tab that opens a guide keeps its own
   */
  open(number, focus = false) {
    this.at = Math.min(Math.max(Math.trunc(number) || 1, 1), this.course.screens.length) - 1;
    this.past = [];
    this.state = this.course.stateAt(this.at);
    this.#open(focus);
  }

  #goOn() {
    if (rests(this.next)) return;
    if (this.at === this.course.screens.length - 1) {
      this.#end();
      return;
    }
    this.past.push(JSON.stringify(this.state));
    this.at += 1;
    enter(this.course.screens, this.state, this.at);
    this.#open();
  }

  #goBack() {
    if (rests(this.back)) return;
    this.at -= 1;
    const saved = this.past.pop();
    this.state = saved ? JSON.parse(saved) : this.course.stateAt(this.at);
    this.#open();
  }

  #doItForMe() {
    if (rests(this.solve)) return;
    finish(this.course.screens, this.state, this.at);
    this.#draw();
    this.next.focus({ preventScroll: true });
  }

  #end() {
    const { say } = this.words;
    this.caption.textContent = say(`${this.course.title}_over`);
    this.answer.replaceChildren(...this.#toldAll(this.course.verdict(this.state)));
    const again = this.course
      .again(this.state)
      .map(({ label, screen }) => button(say(label), () => this.open(screen + 1, true)));
    const doors = this.course.doors.map((door) =>
      button(say(`tour.door_${door}`), () => this.hooks.onLeave(door), "kviz-button kviz-primary"),
    );
    this.choices.replaceChildren(...again, ...doors);
    this.ends.replaceChildren();
    this.solve.hidden = this.next.hidden = true;
    this.caption.focus({ preventScroll: true });
  }

  /** @param {number} row */
  #tap(row) {
    this.#act({ tap: row });
    /** @type {SVGElement | null} */ (this.svg.querySelector(`[data-row="${row}"]`))?.focus();
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    if (this.hand !== "place" || !this.scale) return;
    const edge = this.svg.getBoundingClientRect();
    this.#act({ place: this.scale.meant([event.clientX - edge.left, event.clientY - edge.top]) });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const handled = this.hand === "place" ? this.#crossKey(event) : this.#tapKey(event);
    if (handled) event.preventDefault();
    if (handled || !["Tab", "Escape"].includes(event.key)) event.stopPropagation();
  }

  /** @param {KeyboardEvent} event */
  #crossKey(event) {
    /** @type {Record<string, Point | undefined>} */
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const { low, high } = this.state.box;
    const from = this.cross ?? [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
    const way = ways[event.key];
    if (event.key === "Enter" || event.key === " ") this.#act({ place: from });
    else if (way) {
      const step = (high[0] - low[0]) * (event.shiftKey ? 0.1 : 0.02);
      /** @param {0 | 1} axis */
      const moved = (axis) => Math.min(Math.max(from[axis] + step * way[axis], low[axis]), high[axis]);
      this.cross = [moved(0), moved(1)];
      this.svg.setAttribute("aria-label", this.words.say("tour.cross", { at: this.cross }));
      this.#paint();
    } else return false;
    return true;
  }

  /** @param {KeyboardEvent} event */
  #tapKey(event) {
    const { row } = /** @type {SVGElement} */ (event.target).dataset;
    if (row === undefined || !["Enter", " "].includes(event.key)) return false;
    this.#tap(Number(row));
    return true;
  }

  stop() {
    this.watch.disconnect();
    this.box.remove();
  }
}

/** A cluster's letter in its colour. @param {(string | number)[]} part */
function marked([kind, text, value]) {
  const cluster = kind === "cluster" ? value : -1;
  return make("b", { className: `kviz-tour-name kviz-cluster-${cluster}` }, String(text));
}
