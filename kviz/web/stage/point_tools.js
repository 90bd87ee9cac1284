/** Tools for single points, above the picture: move, add, spray, delete; by mouse, finger and keyboard. */
import { button, make } from "../interface/elements.js";
import { say } from "../words.js";
import { clamp, movedByKey, placeUnder, putAt } from "./places.js";

/** @typedef {import("../explorer/view.js").Place} Place */
/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {"move" | "add" | "spray" | "delete"} Tool */

/** @type {Tool[]} */
const TOOLS = ["move", "add", "spray", "delete"];
/** @type {Record<string, Tool>} */
export const TOOL_KEYS = { m: "move", a: "add", s: "spray", d: "delete" };
const NUDGE = 0.02; // of the stage, for one press of an arrow key
const REACH = { mouse: 10, touch: 22 }; // CSS pixels from a point that still mean it
const SPREAD = 0.03; // of the stage: how far sprayed points lie from the pointer
const BETWEEN = 60; // ms between two sprayed points while the pointer rests
const SPRAYED = 150; // points of one spray, at most
const BURST = 8; // points of a spray by keyboard
const STILL = 4; // CSS pixels; a hand that moved less has clicked

/** @typedef {{tool: Tool, row: number, start: Place, moved: boolean, places: Place[], rows: Set<number>, timer: number, at: Place}} Gesture */

export class PointTools {
  /**
   * @param {HTMLElement} stage
   * @param {Tell} tell
   * @param {{busy: () => boolean, pause: () => void, inspect: (at: Place) => void}} page busy: something else is being done on the stage
   */
  constructor(stage, tell, page) {
    this.stage = stage;
    this.tell = tell;
    this.page = page;
    /** @type {Tool} */
    this.tool = "move";
    this.run = -1;
    this.stale = true;
    /** @type {Float32Array} */
    this.places = new Float32Array(0);
    /** @type {Gesture | null} */
    this.gesture = null;
    this.swallow = false;
    this.carried = -1;
    /** @type {Place} */
    this.aim = [0.5, 0.5];
    this.layer = make("div", { className: "kviz-marks kviz-pointmarks" });
    this.cross = make("div", { className: "kviz-cross", hidden: true });
    this.buttons = TOOLS.map((name) => this.#button(name));
    this.box = make("span", { className: "kviz-toolgroup kviz-pointtools" }, ...this.buttons);
    this.said = make("p", { className: "kviz-toolsaid", "aria-live": "polite" });
    stage.append(this.layer, this.cross, this.said);
    this.#listen();
    this.label();
  }

  /** @param {Tool} name */
  #button(name) {
    const node = button(say(`page.edit.${name}`), (event) => this.choose(name, event.detail === 0));
    node.title = say(`page.edit.${name}_hint`);
    node.dataset.tool = name;
    return node;
  }

  #listen() {
    const { stage } = this;
    stage.addEventListener("mousedown", (event) => {
      if (!this.page.busy() && event.target === stage) event.preventDefault(); // the keys stay where they were
    });
    stage.addEventListener("pointerenter", () => this.#ask());
    stage.addEventListener("focus", () => this.#ask());
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#go(event));
    stage.addEventListener("pointerup", (event) => this.#up(event));
    stage.addEventListener("pointercancel", () => this.#end());
    stage.addEventListener("dblclick", (event) => this.#double(event));
    stage.addEventListener("keydown", (event) => this.#onKey(event));
    stage.addEventListener("blur", () => this.#rest());
    stage.addEventListener("touchstart", (event) => this.#hold(event), { passive: false });
  }

  /** A finger on a point moves the point, and not the page. @param {TouchEvent} event */
  #hold(event) {
    if (this.page.busy() || this.tool !== "move" || event.touches.length !== 1) return;
    const [touch] = event.touches;
    if (this.#near(this.#pixel(touch.clientX, touch.clientY), REACH.touch) >= 0) event.preventDefault();
  }

  /** What the stage is for a keyboard. */
  label() {
    const what = say(`page.edit.do_${this.tool}`);
    const aria = { tabIndex: 0, role: "application", ariaLabel: say("page.edit.stage", { what }) };
    Object.assign(this.stage, aria);
    this.stage.dataset.tool = this.tool;
    for (const node of this.buttons) {
      node.setAttribute("aria-pressed", String(node.dataset.tool === this.tool));
    }
  }

  /**
   * @param {Tool} tool
   * @param {boolean} byKey then the cross comes up at once
   */
  choose(tool, byKey) {
    this.page.pause();
    this.tool = tool;
    this.#rest();
    this.label();
    this.said.textContent = "";
    this.#ask();
    if (!byKey) return;
    this.said.textContent = say("page.edit.by_key", { what: say(`page.edit.do_${tool}`) });
    this.stage.focus({ preventScroll: true });
    this.cross.hidden = false;
    putAt(this.cross, this.aim);
  }

  /** Another run is here. @param {number} run */
  update(run) {
    if (run === this.run) return;
    this.run = run;
    this.stale = true;
    this.#end();
    this.carried = -1;
    if (this.stage.matches(":hover, :focus")) this.#ask();
  }

  #ask() {
    if (!this.stale) return;
    this.stale = false;
    this.tell({ do: "points" });
  }

  /**
   * @param {Message} message
   * @param {DataView<ArrayBuffer> | undefined} bytes
   */
  onPoints({ run }, bytes) {
    if (run !== this.run || !bytes) {
      this.places = new Float32Array(0);
      return;
    }
    const { buffer, byteOffset, byteLength } = bytes;
    this.places = new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
    const { gesture } = this;
    if (gesture?.tool === "move" && gesture.row < 0 && !gesture.moved)
      gesture.row = this.#near(gesture.start, REACH.touch);
  }

  /** @param {number} x @param {number} y @returns {Place} */
  #pixel(x, y) {
    const box = this.stage.getBoundingClientRect();
    return [clamp((x - box.left) / box.width), clamp((y - box.top) / box.height)];
  }

  /** The point at a place, -1 for none. @param {Place} place @param {number} reach CSS pixels */
  #near([u, v], reach) {
    const { clientWidth: wide, clientHeight: tall } = this.stage;
    let best = reach;
    let row = -1;
    for (let i = 0; i < this.places.length / 2; i += 1) {
      const far = Math.hypot((this.places[2 * i] - u) * wide, (this.places[2 * i + 1] - v) * tall);
      if (far <= best) [best, row] = [far, i];
    }
    return row;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (this.page.busy() || event.button || event.target !== this.stage) return;
    this.#ask();
    const start = placeUnder(this.stage, event);
    const reach = event.pointerType === "touch" ? REACH.touch : REACH.mouse;
    const row = this.tool === "move" ? this.#near(start, reach) : -1;
    const { tool } = this;
    if (tool === "move" && row < 0 && this.places.length) return;
    this.gesture = { tool, row, start, moved: false, places: [], rows: new Set(), timer: 0, at: start };
    if (tool === "spray" || tool === "delete") {
      this.page.pause();
      this.stage.setPointerCapture(event.pointerId);
      this.#sweep(start);
    }
    if (tool === "spray") this.gesture.timer = setInterval(() => this.#sweep(), BETWEEN);
  }

  /** @param {PointerEvent} event */
  #go(event) {
    const { gesture } = this;
    if (!gesture) return;
    const at = placeUnder(this.stage, event);
    const { clientWidth: wide, clientHeight: tall } = this.stage;
    const far = Math.hypot((at[0] - gesture.start[0]) * wide, (at[1] - gesture.start[1]) * tall);
    if (!gesture.moved && far < STILL) return;
    if (!gesture.moved && gesture.row >= 0) {
      this.page.pause();
      this.stage.setPointerCapture(event.pointerId);
    }
    gesture.moved = true;
    gesture.at = at;
    if (gesture.tool === "spray" || gesture.tool === "delete") this.#sweep(at);
    else if (gesture.row >= 0) this.#ghosts([at]);
  }

  /** Spray a point, or mark those under the pointer. @param {Place} [at] */
  #sweep(at) {
    const { gesture } = this;
    if (!gesture) return;
    if (at) gesture.at = at;
    if (gesture.tool === "spray") {
      if (gesture.places.length < SPRAYED) gesture.places.push(aroundOf(gesture.at));
      this.#ghosts(gesture.places);
      return;
    }
    const row = this.#near(gesture.at, REACH.touch);
    if (row >= 0) gesture.rows.add(row);
    this.#ghosts(
      [...gesture.rows].map((i) => [this.places[2 * i], this.places[2 * i + 1]]),
      true,
    );
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const { gesture } = this;
    if (!gesture) return;
    const { tool, row, moved, at, places, rows } = gesture;
    this.#end();
    if (tool === "move" && row >= 0 && moved) this.#edit({ move: [row, at] });
    else if (tool === "move" && row >= 0 && event.pointerType === "touch") this.page.inspect(at);
    else if (tool === "add" && !moved) this.#edit({ add: [at] });
    else if (tool === "spray") this.#edit({ add: places });
    else if (tool === "delete" && rows.size) this.#edit({ delete: [...rows] });
    else if (tool === "move" || tool === "add") return;
    this.swallow = true; // the click that follows was this
    setTimeout(() => {
      this.swallow = false;
    });
  }

  /** Whether a click on the stage asks about a point. */
  get looks() {
    return this.tool === "move" && !this.swallow;
  }

  /** @param {MouseEvent} event */
  #double(event) {
    if (this.page.busy() || this.tool !== "move" || event.target !== this.stage) return;
    const at = placeUnder(this.stage, event);
    if (this.#near(at, REACH.mouse) < 0) this.#edit({ add: [at] });
  }

  /** @param {Message} change */
  #edit(change) {
    this.tell({ do: "edit", run: this.run, ...change });
  }

  #end() {
    clearInterval(this.gesture?.timer);
    this.gesture = null;
    this.layer.replaceChildren();
  }

  #rest() {
    this.said.textContent = "";
    this.#end();
    this.carried = -1;
    this.cross.hidden = true;
  }

  /** @param {Place[]} places @param {boolean} [gone] */
  #ghosts(places, gone = false) {
    const dots = places.map((place) => {
      const dot = make("span", { className: gone ? "kviz-dot kviz-gone" : "kviz-dot" });
      putAt(dot, place);
      return dot;
    });
    this.layer.replaceChildren(...dots);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (this.page.busy() || event.target !== this.stage) return;
    const to = movedByKey(this.aim, event, NUDGE);
    if (to) {
      this.aim = to;
      this.cross.hidden = false;
      putAt(this.cross, to);
      if (this.carried >= 0) this.#ghosts([to]);
    } else if (event.key === "Enter" || event.key === " ") this.#act();
    else if (event.key === "Escape") {
      this.tool = "move";
      this.#rest();
      this.label();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** What Enter does at the cross. */
  #act() {
    const { aim, tool } = this;
    const row = this.#near(aim, REACH.touch);
    if (tool === "add") this.#edit({ add: [aim] });
    else if (tool === "spray") this.#edit({ add: Array.from({ length: BURST }, () => aroundOf(aim)) });
    else if (this.carried >= 0) {
      this.#edit({ move: [this.carried, aim] });
      this.#end();
      this.carried = -1;
    } else if (row < 0) this.said.textContent = say("page.edit.near_none");
    else if (tool === "delete") this.#edit({ delete: [row] });
    else {
      this.carried = row;
      this.said.textContent = say("page.edit.taken", { p: row });
      this.#ghosts([aim]);
    }
  }
}

/** A place near another one: most are close to it. @param {Place} place @returns {Place} */
function aroundOf([u, v]) {
  const far = SPREAD * Math.sqrt(-2 * Math.log(1 - Math.random()));
  const turn = 2 * Math.PI * Math.random();
  return [clamp(u + far * Math.cos(turn)), clamp(v + far * Math.sin(turn))];
}
