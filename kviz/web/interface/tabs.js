/** Two views of one page: a list of tabs, and what belongs to each. */

import { say } from "../words.js";
import { button, freshId, make } from "./elements.js";
import { isPlain, nothingFocused } from "./keys.js";

/**
 * @typedef {object} View
 * @property {string} title what its tab says
 * @property {HTMLElement} panel
 * @property {(on: boolean) => void} [show] called when it comes or goes
 * @property {boolean} [keys] false: keys that step the run do nothing here
 */

export class Tabs {
  /**
   * @param {HTMLElement} root gets the name of the view in front as data-tab
   * @param {Record<string, View>} views
   * @param {string} [first] the view in front
   */
  constructor(root, views, first = Object.keys(views)[0]) {
    this.root = root;
    this.views = views;
    this.names = Object.keys(views);
    this.nodes = this.names.map((name, i) => this.#tab(name, i));
    this.list = make(
      "div",
      { className: "kviz-tabs", role: "tablist", "aria-label": say("player.tab.label") },
      ...this.nodes,
    );
    window.addEventListener("keydown", this.#hold, true);
    root.addEventListener("keydown", this.#holdInside);
    this.select(first);
  }

  /**
   * @param {string} name
   * @param {number} i
   */
  #tab(name, i) {
    const node = button(this.views[name].title, () => this.select(name), "kviz-tab");
    node.role = "tab";
    node.id = freshId("tab");
    const { panel } = this.views[name];
    panel.role = "tabpanel";
    panel.setAttribute("aria-labelledby", node.id);
    node.addEventListener("keydown", (event) => {
      /** @type {Record<string, number>} */
      const ways = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: -1 };
      const to = ways[event.key];
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      this.select(/** @type {string} */ (this.names.at(to % this.names.length)), true);
    });
    return node;
  }

  /**
   * Bring a view to the front.
   * @param {string} name
   * @param {boolean} [focus] give its tab the focus
   */
  select(name, focus = false) {
    this.root.dataset.tab = name;
    this.names.forEach((other, i) => {
      const on = other === name;
      this.nodes[i].setAttribute("aria-selected", String(on));
      this.nodes[i].tabIndex = on ? 0 : -1;
      this.views[other].panel.hidden = !on;
      this.views[other].show?.(on);
      if (on && focus) this.nodes[i].focus();
      if (on) this.list?.scrollTo({ left: this.nodes[i].offsetLeft - this.list.offsetLeft - 24 });
    });
  }

  /**
   * Keys that step the run belong to the view that shows it; "?" tells about keys everywhere.
   * @param {KeyboardEvent} event
   */
  #isForeign(event) {
    return this.views[this.root.dataset.tab ?? ""]?.keys === false && isPlain(event) && event.key !== "?";
  }

  /** @param {KeyboardEvent} event */
  #hold = (event) => {
    if (nothingFocused() && this.#isForeign(event)) event.stopImmediatePropagation();
  };

  /** @param {KeyboardEvent} event */
  #holdInside = (event) => {
    if (this.#isForeign(event)) event.stopImmediatePropagation();
  };

  stop() {
    window.removeEventListener("keydown", this.#hold, true);
  }
}
