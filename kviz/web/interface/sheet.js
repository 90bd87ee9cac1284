/** On a small screen some choices are a sheet that comes up when it is asked for; elsewhere they are simply there. */
import { say } from "../words.js";
import { button } from "./elements.js";

export class Sheet {
  /**
   * @param {HTMLElement} card
   * @param {string} label of the button that opens it
   * @param {() => HTMLElement} [seen] what stays in view above it
   */
  constructor(card, label, seen) {
    this.seen = seen;
    this.card = card;
    card.classList.add("kviz-sheet");
    this.opener = button(label, () => this.open(true));
    this.opener.setAttribute("aria-expanded", "false");
    this.closer = button(say("page.done"), () => this.open(false), "kviz-button kviz-closer");
    card.prepend(this.closer);
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.isOpen) return;
      event.stopPropagation();
      this.open(false);
    });
  }

  get isOpen() {
    return this.card.classList.contains("kviz-opened");
  }

  /** @param {boolean} on */
  open(on) {
    this.card.classList.toggle("kviz-opened", on);
    this.opener.setAttribute("aria-expanded", String(on));
    if (on) this.seen?.().scrollIntoView({ block: "start" });
    (on ? this.closer : this.opener).focus({ preventScroll: true });
  }
}
