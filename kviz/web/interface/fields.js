/** Native controls with a label, an explanation on hover and focus, and a place for the message about them. */
import { freshId, make } from "./elements.js";
import { explains, hintOf } from "./hints.js";

/** @typedef {{node: HTMLElement, box?: HTMLElement}} Control the control itself, and what stands for it on the page */
/** @typedef {{name: string, title: string}} Entry */
/** @typedef {{group: string, sets: Entry[]}} EntryGroup */

/**
 * A control under its label.
 * @param {string} name what messages about it are called
 * @param {string} label
 * @param {Control} control
 * @param {string} [hint]
 */
export function field(name, label, control, hint = "") {
  const id = freshId("field");
  control.node.id = id;
  const message = make("p", { className: "kviz-message", "aria-live": "polite", id: `${id}-message` });
  const parts = [make("label", { htmlFor: id }, label), control.box ?? control.node, message];
  const explained = hint && hintOf("p", hint);
  if (explained) parts.push(Object.assign(explained, { id: `${id}-hint` }));
  control.node.setAttribute("aria-describedby", hint ? `${id}-hint ${id}-message` : `${id}-message`);
  const box = make("div", { className: "kviz-field" }, ...parts);
  box.dataset.field = name;
  if (explained) {
    const beside = () => Boolean(box.closest(".kviz-side"));
    explains(box, explained, () => (beside() ? ["left", "above", "below"] : ["above", "below", "right"]));
  }
  return box;
}

/** A list to choose one entry from. */
export class Choice {
  /**
   * @param {(Entry | EntryGroup)[]} entries
   * @param {(value: string) => void} onChange
   */
  constructor(entries, onChange) {
    this.node = make("select");
    this.node.addEventListener("change", () => onChange(this.node.value));
    this.offered = "";
    const [first] = entries;
    this.offer(entries, first && "name" in first ? first.name : "");
  }

  get value() {
    return this.node.value;
  }

  set value(value) {
    this.node.value = value;
  }

  /**
   * Offer other entries, if they are other ones, and choose one.
   * @param {(Entry | EntryGroup)[]} entries
   * @param {string} value
   */
  offer(entries, value) {
    const wanted = JSON.stringify(entries);
    if (this.offered !== wanted) {
      this.offered = wanted;
      this.node.replaceChildren(...entries.map(optionOf));
    }
    this.node.value = value;
  }
}

/**
 * @param {Entry | EntryGroup} entry
 * @returns {HTMLOptGroupElement | HTMLOptionElement}
 */
function optionOf(entry) {
  if ("group" in entry) return make("optgroup", { label: entry.group }, ...entry.sets.map(optionOf));
  return make("option", { value: entry.name }, entry.title);
}

const TYPING = 250; // ms; a number that is still being typed is not asked for

/** A whole number: typed, stepped, or changed with the two buttons beside it. */
export class WholeNumber {
  /**
   * @param {number} low
   * @param {number} high
   * @param {(value: string) => void} onChange
   * @param {string[]} [steppers] names of the two buttons, less and more
   */
  constructor(low, high, onChange, [less, more] = []) {
    this.low = low;
    this.high = high;
    this.onChange = onChange;
    this.waiting = 0;
    this.known = "";
    this.node = make("input", { type: "number", min: low, max: high, step: 1, inputMode: "numeric" });
    this.node.addEventListener("input", () => {
      clearTimeout(this.waiting);
      if (this.node.value !== "") this.waiting = setTimeout(() => this.commit(), TYPING);
    });
    this.node.addEventListener("change", () => this.commit());
    this.box = less
      ? make(
          "span",
          { className: "kviz-stepper" },
          this.#stepper(less, "−", -1),
          this.node,
          this.#stepper(more, "+", 1),
        )
      : this.node;
  }

  /**
   * @param {string} label
   * @param {string} sign
   * @param {number} by
   */
  #stepper(label, sign, by) {
    const node = make("button", { type: "button", className: "kviz-button", "aria-label": label }, sign);
    node.addEventListener("click", () => this.move(by));
    return node;
  }

  commit() {
    clearTimeout(this.waiting);
    if (this.node.value === "") this.node.value = this.known; // nothing typed, or no number: as it was
    this.onChange(this.node.value);
  }

  /** @param {number} by */
  move(by) {
    this.node.value = String(Math.max(this.low, Math.min(this.high, Number(this.node.value) + by)));
    this.commit();
  }

  /**
   * Show what Python has; but leave alone what is being typed.
   * @param {number} value
   */
  put(value) {
    this.known = String(value);
    if (document.activeElement !== this.node || this.node.value === "") this.node.value = this.known;
  }
}

/**
 * A part of the choices that can be folded away.
 * @param {string} title
 * @param {boolean} open
 * @param {...(Node | string)} children
 */
export function section(title, open, ...children) {
  const summary = make("summary", {}, make("h2", {}, title));
  return make("details", { className: "kviz-section", open }, summary, ...children);
}

/**
 * A word that explains the numbers below it, on hover and on focus.
 * @param {string | Node} text
 * @param {string} hint
 */
export function term(text, hint) {
  const explained = hintOf("span", hint);
  const node = make("span", { className: "kviz-term", tabIndex: 0 }, text, explained);
  explains(node, explained, () => ["above", "left", "right", "below"]);
  return node;
}

/**
 * Messages stand at the control that they are about, and vanish when it is solved.
 * @param {HTMLElement} root
 * @param {Record<string, string>} messages
 */
export function showMessages(root, messages) {
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-field]"))) {
    const text = messages[box.dataset.field ?? ""] ?? "";
    const place = box.querySelector(".kviz-message");
    place?.removeAttribute("data-busy");
    if (place && place.textContent !== text) place.textContent = text;
  }
}
