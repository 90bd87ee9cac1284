/**
 * The state of a page that is there before its Python: the same model that Jupyter would give, over the bridge that
 * kviz/site/browser/widget.py describes. It begins with a state that was made before; what is asked for before
 * Python is there waits for it. Who brings the messages, a worker or the socket of a server, is the carrier's affair.
 */

/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Model} Model */
/** @typedef {(text: string, buffers: ArrayBuffer[]) => void} Post */
/** @typedef {(...given: any[]) => void} Act */

const KEPT = ["upload", "columns", "reread"]; // requests that another Python has to hear again
const OURS = ["index", "films", "frames", "run", "look"]; // what the page has, and a Python that opens has not

/** @implements {Model} */
export class BridgeModel {
  /** @param {Record<string, any>} state of the first run, all of its pictures included */
  constructor(state) {
    this.state = state;
    /** @type {Map<string, Set<Act>>} */
    this.listeners = new Map();
    /** @type {Set<string>} */
    this.changed = new Set(["index"]);
    /** @type {Post | null} */
    this.post = null;
    /** @type {{message: Message, buffers: ArrayBuffer[]}[]} */
    this.waiting = [];
    /** @type {{message: Message, buffers: ArrayBuffer[]}[]} */
    this.kept = [];
    /** @type {Record<string, any> | undefined} */
    this.opening = undefined;
    this.number = 0; // of the last request that says its number
    this.lost = false; // a Python has ended
    /** @type {Record<string, import("../interface/tabs.js").View>} */
    this.tabs = {};
    /** @type {string | undefined} address of the page that lists all lessons and data sets */
    this.contents = undefined;
    /** @type {(() => boolean) | undefined} */
    this.cancel = undefined;
    /** @type {() => boolean} whether Python was busy, and has been ended */
    this.onCancel = () => false;
  }

  /** @param {string} name */
  get(name) {
    return this.state[name];
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  set(name, value) {
    if (this.state[name] === value) return;
    this.state[name] = value;
    this.changed.add(name);
    this.#fire(`change:${name}`);
  }

  save_changes() {
    if (!this.post || !this.changed.size) return;
    const state = Object.fromEntries([...this.changed].map((name) => [name, this.state[name]]));
    this.changed.clear();
    this.post(JSON.stringify({ method: "update", state }), []);
  }

  /**
   * @param {Message} message
   * @param {unknown} [_callbacks]
   * @param {ArrayBuffer[]} [buffers]
   */
  send(message, _callbacks, buffers = []) {
    if (message.do === "own code cancel") {
      this.onCancel();
      return;
    }
    if (message.do === "segment cancel" && this.onCancel()) {
      this.#fire("msg:custom", { type: "segment cancelled" }, []);
      return;
    }
    this.number = message.number ?? this.number;
    if (message.do === "ready") this.ready = message;
    if (message.do === "thumbnails" && this.state.thumbnails) {
      this.#fire("msg:custom", { type: "thumbnails", sets: this.state.thumbnails }, []);
      return;
    }
    if (KEPT.includes(message.do))
      this.kept.push({ message, buffers: buffers.map((bytes) => bytes.slice(0)) });
    if (this.post) this.#say(message, buffers);
    else if (message.do !== "ready") this.waiting.push({ message, buffers });
  }

  /**
   * @param {Message} content
   * @param {ArrayBuffer[]} [buffers]
   */
  #say(content, buffers = []) {
    this.post?.(JSON.stringify({ method: "custom", content }), buffers);
  }

  /**
   * Python is there and has sent its state: say where the page is, then what has been asked for meanwhile.
   * @param {Post} post
   * @param {string} address the run to go on with, "" for the one on screen
   */
  connect(post, address) {
    this.post = post;
    let run = address;
    if (this.lost) run = this.#again();
    else this.#take(this.opening ?? {});
    if (!run) this.save_changes();
    this.changed.delete("index");
    this.#say({ ...this.ready, do: "ready", address: run, number: this.number });
    for (const { message, buffers } of this.waiting.splice(0)) this.#say(message, buffers);
  }

  /** Give another Python what the last one was given; returns the run on screen. */
  #again() {
    for (const { message, buffers } of this.kept) {
      this.#say(
        { ...message, number: undefined },
        buffers.map((bytes) => bytes.slice(0)),
      );
    }
    return `${this.state.choices.address}&step=${this.state.index}`;
  }

  /** @param {Record<string, any>} opening the state of Python, which knows better than what was made before */
  #take(opening) {
    const names = Object.keys(opening).filter((name) => !OURS.includes(name));
    const other = names.filter((name) => JSON.stringify(opening[name]) !== JSON.stringify(this.state[name]));
    for (const name of other) this.state[name] = opening[name];
    for (const name of other) this.#fire(`change:${name}`);
  }

  /** Python has ended; what is asked for now waits for the next one. */
  disconnect() {
    this.post = null;
    this.lost = true;
    this.opening = undefined;
  }

  /**
   * A message of Python.
   * @param {string} text
   * @param {Uint8Array<ArrayBuffer>[]} buffers
   */
  receive(text, buffers) {
    this.take(JSON.parse(text), buffers);
  }

  /**
   * The same, read already.
   * @param {Record<string, any>} message
   * @param {Uint8Array<ArrayBuffer>[]} buffers
   */
  take(message, buffers) {
    const views = buffers.map(
      ({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength),
    );
    if (message.method === "custom") {
      this.#fire("msg:custom", message.content, views);
      return;
    }
    putBack(message.state, message.buffer_paths, views);
    if (!this.post) {
      this.opening ??= message.state;
      return;
    }
    Object.assign(this.state, message.state);
    for (const name of Object.keys(message.state)) this.#fire(`change:${name}`);
  }

  /**
   * @param {string} events
   * @param {Act} act
   */
  on(events, act) {
    for (const event of events.split(" ")) {
      const acts = this.listeners.get(event) ?? new Set();
      this.listeners.set(event, acts.add(act));
    }
  }

  /**
   * @param {string} events
   * @param {Act} act
   */
  off(events, act) {
    for (const event of events.split(" ")) this.listeners.get(event)?.delete(act);
  }

  /**
   * @param {string} event
   * @param {...unknown} given
   */
  #fire(event, ...given) {
    for (const act of [...(this.listeners.get(event) ?? [])]) act(...given);
  }
}

/**
 * Put bytes back where they were taken from.
 * @param {Record<string, any>} state
 * @param {(string | number)[][]} paths
 * @param {DataView[]} views
 */
function putBack(state, paths, views) {
  for (const [n, path] of paths.entries()) {
    /** @type {any} */
    let place = state;
    for (const key of path.slice(0, -1)) place = place[key];
    place[path[path.length - 1]] = views[n];
  }
}
