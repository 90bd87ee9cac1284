/** The pseudocode, or the source of a student's generator, of every run on screen, with the line that made the step lit. */
import { make } from "../interface/elements.js";
import { say } from "../words.js";

/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./film.js").Step} Step */
/** @typedef {{steps: Step[], lines: HTMLElement[], scroll: HTMLElement}} Listed */

export class Listing {
  constructor() {
    this.box = make("div", { className: "kviz-listings" });
    /** @type {Listed[]} */
    this.runs = [];
  }

  /** @param {Film[]} films */
  setFilms(films) {
    this.box.replaceChildren();
    this.runs = films.map((film) => this.#add(film, films.length > 1));
  }

  /**
   * @param {Film} film
   * @param {boolean} several
   */
  #add(film, several) {
    const lines = film.lines.map((text) => make("li", {}, make("code", {}, text || " ")));
    const ariaLabel = several ? say("player.listing_of", { title: film.title }) : say("player.listing");
    const scroll = make(
      "div",
      { className: "kviz-scroll", tabIndex: 0, role: "region", ariaLabel },
      make("ol", { className: "kviz-lines" }, ...lines),
    );
    this.box.append(make("div", {}, ...(several ? [make("h3", {}, film.title ?? "")] : []), scroll));
    return { steps: film.steps, lines, scroll };
  }

  /** @param {number} index */
  show(index) {
    for (const run of this.runs) light(run, index);
  }
}

/**
 * @param {Listed} run
 * @param {number} index
 */
function light({ steps, lines, scroll }, index) {
  const running = steps[Math.min(index, steps.length - 1)]?.line;
  lines.forEach((line, i) => {
    if (i !== running) {
      line.removeAttribute("aria-current");
      return;
    }
    line.setAttribute("aria-current", "true");
    const low = line.offsetTop - scroll.clientHeight + line.clientHeight;
    if (scroll.scrollTop > line.offsetTop || scroll.scrollTop < low) {
      scroll.scrollTop = line.offsetTop - scroll.clientHeight / 2;
    }
  });
}
