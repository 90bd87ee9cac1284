/** The built-in data sets as small pictures, in groups of which one is open. */
import { FACTS } from "../facts.js";
import { button, make } from "../interface/elements.js";
import { say } from "../words.js";

/** @typedef {import("../interface/fields.js").EntryGroup} EntryGroup */

const GROUPS = FACTS.groups;
const DRAWING = "http://www.w3.org/2000/svg";

export class Thumbnails {
  /** @param {(name: string) => void} choose */
  constructor(choose) {
    this.choose = choose;
    this.tabs = make("div", {
      className: "kviz-groups",
      role: "group",
      "aria-label": say("page.example_kinds"),
    });
    this.sets = make("div", {
      className: "kviz-thumbnails",
      role: "group",
      "aria-label": say("page.examples"),
    });
    this.box = make("div", {}, this.tabs, this.sets);
    /** @type {Record<string, [number, number][]>} */
    this.places = {};
    /** @type {EntryGroup[]} */
    this.groups = [];
    this.open = this.chosen = "";
  }

  /** @param {Record<string, [number, number][]>} places of every set, on a square of 100 */
  draw(places) {
    this.places = places;
    this.#lay();
  }

  /**
   * @param {EntryGroup[]} groups
   * @param {string} chosen
   */
  offer(groups, chosen) {
    const known = groups.filter(({ group }) => group in GROUPS);
    if (chosen !== this.chosen) {
      const mine = known.find(({ sets }) => sets.some(({ name }) => name === chosen));
      this.open = mine?.group ?? (this.open || known[0]?.group) ?? "";
    }
    const same = chosen === this.chosen && JSON.stringify(known) === JSON.stringify(this.groups);
    this.groups = known;
    this.chosen = chosen;
    if (!same) this.#lay();
  }

  #lay() {
    const had = this.box.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement)
      : null;
    const focused = had?.dataset.name;
    this.tabs.replaceChildren(...this.groups.map(({ group }) => this.#tab(group)));
    const sets = this.groups.find(({ group }) => group === this.open)?.sets ?? [];
    this.sets.replaceChildren(...sets.map((set) => this.#thumbnail(set)));
    if (!focused) return;
    const nodes = /** @type {NodeListOf<HTMLElement>} */ (this.box.querySelectorAll("[data-name]"));
    [...nodes].find((node) => node.dataset.name === focused)?.focus({ preventScroll: true });
  }

  /** @param {string} group */
  #tab(group) {
    const node = button(
      GROUPS[group],
      () => {
        this.open = group;
        this.#lay();
      },
      "kviz-group",
    );
    node.dataset.name = group;
    node.setAttribute("aria-pressed", String(group === this.open));
    return node;
  }

  /** @param {import("../interface/fields.js").Entry} set */
  #thumbnail({ name, title }) {
    const node = button("", () => this.choose(name), "kviz-thumbnail");
    node.append(dotsOf(this.places[name] ?? []), make("span", {}, title));
    node.dataset.name = name;
    node.setAttribute("aria-pressed", String(name === this.chosen));
    return node;
  }
}

/** @param {[number, number][]} places */
function dotsOf(places) {
  const svg = document.createElementNS(DRAWING, "svg");
  svg.setAttribute("viewBox", "0 0 100 100");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(DRAWING, "path");
  path.setAttribute("d", places.map(([x, y]) => `M${x} ${y}h0`).join(""));
  svg.append(path);
  return svg;
}
