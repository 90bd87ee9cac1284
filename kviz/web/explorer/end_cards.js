/** The different ends of many starts as small pictures with their share; one of them can be looked at in full. */
import { button, make } from "../interface/elements.js";
import { inFigures } from "../interface/numbers.js";
import { say } from "../words.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("./restarts.js").Starts} Starts */
/** @typedef {import("./view.js").Settings} Settings */

export class EndCards {
  /**
   * @param {Tell} tell
   * @param {() => void} look brings the picture into view
   */
  constructor(tell, look) {
    this.tell = tell;
    this.look = look;
    this.box = make("div", { className: "kviz-ends", role: "group" });
    this.box.setAttribute("aria-label", say("page.ends.title"));
    /** @type {Starts | null} */
    this.found = null;
    /** @type {string[]} */
    this.addresses = [];
  }

  /**
   * @param {Starts} found
   * @param {DataView<ArrayBuffer>[]} pictures a PNG file for every end
   */
  show(found, pictures) {
    for (const address of this.addresses) URL.revokeObjectURL(address);
    this.addresses = pictures.map((png) => URL.createObjectURL(new Blob([png], { type: "image/png" })));
    this.found = found;
    this.box.replaceChildren(...found.ends.map((_, i) => this.#card(found, i)));
  }

  /**
   * @param {Starts} found
   * @param {number} i
   */
  #card({ ends, count, init, cost_name }, i) {
    const { low, seeds } = ends[i];
    const picture = make("img", { src: this.addresses[i], alt: "" });
    const cost = make("span", {}, say("page.ends.cost", { cost: cost_name, value: inFigures(low) }));
    const share = say("page.ends.share", { n: seeds.length, count, share: seeds.length / count });
    const node = button(
      "",
      () => {
        this.tell({ do: "show end", init, seed: seeds[0] });
        this.look();
      },
      "kviz-endcard",
    );
    node.append(picture, make("b", {}, share), cost);
    return node;
  }

  /** Mark the end that the run on screen has. @param {Settings} settings */
  mark({ init, seed }) {
    const { found } = this;
    [...this.box.children].forEach((card, i) => {
      const chosen = found?.init === init && found.ends[i].seeds.includes(seed);
      card.setAttribute("aria-pressed", String(Boolean(chosen)));
    });
  }
}
