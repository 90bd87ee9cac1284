/** A page does not move under a hand: between press and release, what would move it waits. */

export class Hand {
  #down = false;
  /** @type {(() => void) | null} */
  #later = null;

  /** @param {EventTarget} page where presses are seen before anybody answers them */
  constructor(page) {
    const onDown = () => {
      this.#down = true;
    };
    // the release comes before the click that it makes: only then may the page move
    const onUp = () => setTimeout(() => this.#free());
    page.addEventListener("pointerdown", onDown, true);
    for (const end of ["pointerup", "pointercancel"]) page.addEventListener(end, onUp, true);
    this.end = () => {
      page.removeEventListener("pointerdown", onDown, true);
      for (const end of ["pointerup", "pointercancel"]) page.removeEventListener(end, onUp, true);
    };
  }

  /**
   * Now, or when the hand is up; of what waits, only the last is done.
   * @param {() => void} act
   */
  whenFree(act) {
    if (this.#down) this.#later = act;
    else act();
  }

  #free() {
    this.#down = false;
    const act = this.#later;
    this.#later = null;
    act?.();
  }
}
