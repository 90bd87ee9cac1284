/** The tabs in which the learner acts: the guided opening, and being the algorithm on the data on screen. */
import { FACTS } from "../facts.js";
import { make } from "../interface/elements.js";
import { practice } from "./practice.js";
import { tour } from "./tour.js";

/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./guide.js").Guide} Guide */

/** The screen of the opening that an address asks for, 0 for none. @param {string} address */
export const tourIn = (address) => Number(/^#?tour=(\d{1,2})$/.exec(address)?.[1] ?? 0);

export class Learn {
  /**
   * @param {Tell} tell
   * @param {{leave: (where: string) => void, keep: (address: string) => void}} page
   */
  constructor(tell, page) {
    this.tell = tell;
    this.page = page;
    this.opening = make("div");
    this.practising = make("div");
    this.said = make("p", { className: "kviz-message", role: "status" });
    /** @type {Guide | null} */
    this.tour = null;
    /** @type {Guide | null} */
    this.practice = null;
    this.screen = 1;
  }

  /** @param {boolean} on */
  showTour(on) {
    if (!on) return;
    this.tour ??= tour(this.opening, FACTS.tour, {
      doors: ["lessons", "table"],
      onLeave: (where) => {
        if (where === "explore") this.tell({ do: "change", changes: { data: "tutorial" } }); // the dots of the opening
        this.page.leave(where);
      },
      onScreen: (screen) => {
        this.screen = screen;
        this.page.keep(`tour=${screen}`);
      },
    });
    this.tour.open(this.screen);
  }

  /** @param {boolean} on */
  showPractice(on) {
    this.practice?.stop();
    this.practice = null;
    this.said.textContent = "";
    this.practising.replaceChildren(this.said);
    if (on) this.tell({ do: "practice" });
  }

  /** @param {Message} message the points and start centroids, or why there is no practice with this run */
  onMessage(message) {
    this.said.textContent = message.fault ?? "";
    if (message.fault || this.practising.closest("[hidden]")) return;
    this.practice?.stop();
    this.practice = practice(
      this.practising,
      { points: message.points, start: message.start, words: FACTS.tour.words, colors: FACTS.tour.colors },
      { onLeave: (where) => this.page.leave(where) },
    );
    this.practice.open(1);
  }

  stop() {
    this.tour?.stop();
    this.practice?.stop();
  }
}
