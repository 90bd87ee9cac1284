/** A cluster under the pointer, or with the focus, is lit wherever it is: its row in the table, its bar in the picture, its centroid. */
import { make } from "../interface/elements.js";
import { stepOf } from "../player/film.js";
import { boxStyle } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../player/player.js").Player} Player */

export class LitClusters {
  /**
   * @param {HTMLElement} root
   * @param {Player} player
   */
  constructor(root, player) {
    this.root = root;
    this.player = player;
    this.asked = false;
    /** @type {HTMLElement[]} */
    this.bars = [];
    for (const way of ["pointerover", "focusin"]) root.addEventListener(way, (event) => this.#light(event));
  }

  /** @param {View} view */
  update({ bars, inspected }) {
    this.asked = Boolean(inspected);
    for (const old of this.bars) old.remove();
    this.bars = bars.map((rows) => make("div", { "aria-hidden": "true" }, ...rows.map(barOf)));
    this.bars.forEach((node, f) => this.player.layers[f]?.append(node));
    this.show(this.player.index);
  }

  /** The sizes are in the picture once points were assigned, and while no point is asked. @param {number} index */
  show(index) {
    this.bars.forEach((node, f) => {
      const film = this.player.films[f];
      node.hidden = this.asked || !film || stepOf(film, index).iteration === 0;
    });
  }

  /** @param {Event} event */
  #light(event) {
    const under = /** @type {HTMLElement | null} */ (
      /** @type {HTMLElement} */ (event.target).closest("[data-cluster]")
    );
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (
      this.root.querySelectorAll("[data-cluster]")
    )) {
      node.classList.toggle("kviz-lit", node.dataset.cluster === under?.dataset.cluster);
    }
  }
}

/**
 * @param {import("./view.js").Box} box
 * @param {number} cluster
 */
function barOf(box, cluster) {
  return make("div", { className: "kviz-barrow", style: boxStyle(box), "data-cluster": cluster });
}
