/** What a question marks on the picture: rings with numbers, distance lines, and the place that was clicked. */
import { make } from "../interface/elements.js";
import { movedByKey, placeUnder, putAt } from "../stage/places.js";
import { count, say } from "../words.js";

/** @typedef {import("./quiz.js").Asked} Asked */
/** @typedef {import("./quiz.js").Line} Line */
/** @typedef {import("./quiz.js").Open} Open */
/** @typedef {import("./quiz.js").Place} Place */

const DRAWING = "http://www.w3.org/2000/svg";
const NUDGE = 0.02; // of the stage, for one press of an arrow key
const ALONG = [0.5, 0.62, 0.38, 0.74, 0.26]; // of a line, where its length may be written
const BESIDE = [0, 16, -16, 30, -30]; // CSS pixels on either side of it
const NAMED = 2; // the nearest centroids, whose distances are written
const RIM = 14; // CSS pixels around a point and a centroid that no line crosses

export class QuizMarks {
  /**
   * @param {HTMLElement} layer of a picture
   * @param {Open} question
   * @param {Asked} run
   */
  constructor(layer, question, run) {
    this.question = question;
    this.run = run;
    this.box = make("div", { className: "kviz-quizmarks" });
    const [left, top, width, height] = run.stage;
    this.box.style.cssText = `left:${left}%;top:${top}%;width:${width}%;height:${height}%`;
    layer.append(this.box);
  }

  /**
   * While it is asked: nothing below can be touched, for it may tell the answer.
   * @param {(choice: number) => void} choose
   * @param {(place: Place, unit: number) => void} click
   */
  ask(choose, click) {
    this.box.classList.add("kviz-asked");
    const { at, choices, places } = this.question;
    const several = at.length > 1;
    this.rings = at.map((place, i) => {
      const ring = several
        ? make("button", { type: "button", ariaLabel: choices[i] }, make("b", {}, count(i + 1)))
        : make("span");
      ring.className = "kviz-ring";
      putAt(ring, place);
      if (several) ring.addEventListener("click", () => choose(i));
      return ring;
    });
    this.box.replaceChildren(...this.rings);
    if (places?.length) this.#aim(click);
  }

  /**
   * A place is asked for: by a click, or with a cross that the arrow keys move.
   * @param {(place: Place, unit: number) => void} click
   */
  #aim(click) {
    const { box } = this;
    Object.assign(box, { tabIndex: 0, role: "application", ariaLabel: say("quiz.picture") });
    /** @type {Place} */
    let aim = [0.5, 0.5];
    const cross = make("div", { className: "kviz-aim", hidden: true });
    box.append(cross);
    const take = (/** @type {Place} */ place) => {
      aim = place;
      cross.hidden = false;
      putAt(cross, place);
      click(place, this.run.span[0] / box.getBoundingClientRect().width);
    };
    box.addEventListener("click", (event) => take(placeUnder(box, event)));
    box.addEventListener("keydown", (event) => {
      const to = movedByKey(aim, event, NUDGE);
      if (to) {
        aim = to;
        cross.hidden = false;
        putAt(cross, to);
      } else if (event.key === "Enter" || event.key === " ") take(aim);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /**
   * With the answer: the rings stay, the distances are drawn, and the place that was clicked.
   * @param {Place | null} clicked
   */
  reveal(clicked) {
    this.box.classList.remove("kviz-asked");
    for (const name of ["tabindex", "role", "aria-label"]) this.box.removeAttribute(name);
    const { at, lines = [] } = this.question;
    const rings = at.map((place, i) => {
      const ring = make("span", { className: "kviz-ring" });
      if (at.length > 1) ring.append(make("b", {}, count(i + 1)));
      putAt(ring, place);
      return ring;
    });
    const cross = make("div", { className: "kviz-aim", hidden: !clicked });
    if (clicked) putAt(cross, clicked);
    const long = (/** @type {Line} */ line) => this.#ends(line).long;
    const nearestFirst = [...lines].sort((a, b) => long(a) - long(b));
    this.box.replaceChildren(this.#drawn(lines), ...rings, cross);
    this.#write(nearestFirst, rings);
  }

  /**
   * The ends of a line beside its point and its centroid, as shares of the stage; long: its length in CSS pixels.
   * @param {Line} line
   */
  #ends({ ends: [[x1, y1], [x2, y2]] }) {
    const { width, height } = this.box.getBoundingClientRect();
    const long = Math.hypot((x2 - x1) * width, (y2 - y1) * height);
    const cut = Math.min(0.4, RIM / Math.max(long, 1));
    const between = (/** @type {number} */ share) => [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
    return { long, from: between(cut), to: between(1 - cut) };
  }

  /** @param {Line[]} lines */
  #drawn(lines) {
    const svg = document.createElementNS(DRAWING, "svg");
    svg.setAttribute("aria-hidden", "true");
    for (const name of ["kviz-casing", "kviz-distance"]) {
      for (const given of lines) {
        const line = document.createElementNS(DRAWING, "line");
        const { from, to } = this.#ends(given);
        for (const [side, share] of Object.entries({ x1: from[0], y1: from[1], x2: to[0], y2: to[1] }))
          line.setAttribute(side, `${100 * share}%`);
        line.setAttribute("class", name);
        svg.append(line);
      }
    }
    return svg;
  }

  /**
   * Write the shortest lengths of every point where they hide neither each other nor a ring nor a centroid.
   * @param {Line[]} lines the shortest first
   * @param {HTMLElement[]} rings
   */
  #write(lines, rings) {
    const { width, height, left, top } = this.box.getBoundingClientRect();
    const marked = rings
      .flatMap((ring) => [ring, ...ring.children])
      .map((node) => node.getBoundingClientRect());
    const centroids = lines.map(
      ({ ends: [, [u, v]] }) => new DOMRect(left + u * width - RIM, top + v * height - RIM, 2 * RIM, 2 * RIM),
    );
    const taken = [...marked, ...centroids];
    const most = Math.max(NAMED, rings.length);
    for (const { ends, text } of lines.slice(0, most)) {
      const node = make("span", { className: "kviz-length" }, text);
      this.box.append(node);
      const free = spots(ends, width, height).some((spot) => {
        putAt(node, spot);
        const box = node.getBoundingClientRect();
        return !taken.some((other) => overlap(box, other));
      });
      if (free) taken.push(node.getBoundingClientRect());
      else node.remove();
    }
  }

  remove() {
    this.box.remove();
  }
}

/**
 * Where the length of a line may be written: on it, or beside it.
 * @param {[Place, Place]} ends
 * @param {number} width of the stage
 * @param {number} height
 * @returns {Place[]}
 */
function spots([[x1, y1], [x2, y2]], width, height) {
  const [dx, dy] = [(x2 - x1) * width, (y2 - y1) * height];
  const long = Math.hypot(dx, dy) || 1;
  return BESIDE.flatMap((aside) =>
    ALONG.map(
      (share) =>
        /** @type {Place} */ ([
          x1 + share * (x2 - x1) - (aside * dy) / long / width,
          y1 + share * (y2 - y1) + (aside * dx) / long / height,
        ]),
    ),
  );
}

/**
 * @param {DOMRect} a
 * @param {DOMRect} b
 */
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
