/** Present: picture and sentence alone, in the whole screen where the browser lets us. */

export class Presentation {
  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} inside what has the focus while it lasts
   */
  constructor(root, inside) {
    this.root = root;
    this.inside = inside;
    this.wasFullscreen = false;
    /** @type {Element | null} */
    this.before = null;
    document.addEventListener("fullscreenchange", this.#onFullscreen);
  }

  get isOn() {
    return this.root.classList.contains("kviz-present");
  }

  present(on = !this.isOn) {
    if (on === this.isOn) return;
    if (on) this.before = document.activeElement;
    this.#show(on);
    if (on) this.root.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement === this.root) document.exitFullscreen();
  }

  /** @param {boolean} on */
  #show(on) {
    this.root.classList.toggle("kviz-present", on);
    document.documentElement.classList.toggle("kviz-presenting", on);
    const target = on ? this.inside : this.before;
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  }

  #onFullscreen = () => {
    const inside = document.fullscreenElement === this.root;
    if (this.wasFullscreen && !inside && this.isOn) this.#show(false);
    this.wasFullscreen = inside;
  };

  stop() {
    if (this.isOn) this.#show(false);
    document.removeEventListener("fullscreenchange", this.#onFullscreen);
  }
}
