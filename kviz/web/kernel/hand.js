/**
 * A page does not move under a hand: between a press and the click that it makes, whatever would move or replace
 * something waits, and is done afterwards in the order in which it came.
 */

const TAP = 400; // ms after which a finger that went up makes no click any more

/** What begins with the press itself, or is over before a browser says so: a list is its own window. */
const AT_ONCE =
  "select, option, textarea, input:not([type=checkbox], [type=radio], [type=button], [type=file])";

const PRESSED = "button, summary, [role=button], input[type=checkbox]"; // by the space bar, when it is let go

export class Hand {
  /** @type {(() => void)[]} */
  #waiting = [];
  #down = false;
  #released = false;
  #timer = 0;

  /** @param {EventTarget} page where presses are seen before anybody answers them */
  constructor(page) {
    /** @type {Record<string, (event: any) => void>} */
    const heard = {
      pointerdown: (event) => this.#press(event),
      // the release comes before the click that it makes, a finger's much before it
      pointerup: (event) => this.#soon(event.pointerType === "touch" ? TAP : 0),
      click: () => this.#released && this.#soon(0),
      pointercancel: () => this.#soon(0),
      contextmenu: () => this.#soon(0),
      blur: (event) => event.target === page && this.#soon(0),
      pointermove: (event) => event.buttons === 0 && this.#soon(0), // it was let go where nobody saw it
      keydown: (event) => event.key === " " && event.target?.matches?.(PRESSED) && this.#hold(),
      keyup: () => this.#soon(0),
    };
    for (const [kind, act] of Object.entries(heard)) page.addEventListener(kind, act, true);
    this.end = () => {
      for (const [kind, act] of Object.entries(heard)) page.removeEventListener(kind, act, true);
      clearTimeout(this.#timer);
      this.#waiting = [];
    };
  }

  /**
   * Now, or when the hand is up.
   * @param {() => void} act
   */
  whenFree(act) {
    if (this.#down || this.#waiting.length) this.#waiting.push(act);
    else act();
  }

  /** @param {PointerEvent} event */
  #press({ button, target }) {
    if (!button && !(/** @type {Element | null} */ (target)?.matches?.(AT_ONCE))) this.#hold();
  }

  #hold() {
    clearTimeout(this.#timer);
    this.#down = true;
    this.#released = false;
  }

  /** @param {number} wait milliseconds */
  #soon(wait) {
    if (!this.#down) return;
    this.#released = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#free(), wait);
  }

  #free() {
    clearTimeout(this.#timer);
    this.#down = false;
    const acts = this.#waiting;
    this.#waiting = [];
    for (const act of acts) act();
  }
}
