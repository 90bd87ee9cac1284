/**
 * What changes the run, one at a time and in the order it was asked for. What comes while Python works waits; what is
 * of one kind is gathered: twenty clicks on "more" are one change, twenty undos one journey.
 */
import { FACTS } from "../facts.js";

/** @typedef {import("./kernel_link.js").Message} Message */
/** @typedef {import("./kernel_link.js").Tell} Tell */

const PATIENCE = 30_000; // ms; by then an answer is lost with the connection, or Python is very busy

export class MessageQueue {
  /**
   * @param {Tell} send
   * @param {number} sent the number of the last message that Python has heard
   * @param {() => boolean} [open] whether the line to Python is open
   * @param {() => void} [onDrop] what was asked for is forgotten: the fields show what is
   */
  constructor(send, sent, open = () => true, onDrop = () => {}) {
    this.send = send;
    this.sent = sent;
    this.open = open;
    this.onDrop = onDrop;
    this.busy = false;
    this.since = 0;
    /** @type {{message: Message, buffers?: ArrayBuffer[]}[]} */
    this.waiting = [];
  }

  /** @type {Tell} */
  add = (message, buffers) => {
    if (!FACTS.queued.includes(message.do)) {
      this.send(message, buffers);
      return;
    }
    if (!this.open()) {
      this.drop(); // nobody wants it any more when the line is back
      return;
    }
    const last = this.waiting.at(-1)?.message;
    if (last && gather(last, message)) return;
    const mine = message.changes ? { ...message, changes: { ...message.changes } } : { ...message };
    this.waiting.push({ message: mine, buffers });
    if (!this.busy || performance.now() - this.since > PATIENCE) this.#go();
  };

  /** The line was cut: what waits is dropped, and no answer is waited for. */
  drop() {
    this.waiting = [];
    this.busy = false;
    queueMicrotask(this.onDrop);
  }

  #go() {
    const next = this.waiting.shift();
    if (!next) return;
    this.busy = true;
    this.since = performance.now();
    this.sent += 1;
    this.send({ ...next.message, number: this.sent }, next.buffers);
  }

  /**
   * Whether everything was heard, so that the fields may show what Python made of it.
   * @param {number} number of the last message that Python has heard
   */
  heard(number) {
    if (this.busy && number !== this.sent) return false;
    this.busy = false;
    this.#go();
    return !this.busy;
  }
}

/**
 * Add a message to the one before it, where both together are one.
 * @param {Message} last
 * @param {Message} message
 */
function gather(last, message) {
  if (last.do !== message.do) return false;
  if (FACTS.counted.includes(message.do)) last.times = (last.times ?? 1) + 1;
  else if (message.do !== "change") return false;
  else if (!("data" in message.changes)) Object.assign(last.changes, message.changes);
  else if (Object.keys(last.changes).join() !== "data")
    return false; // another data set brings its own k along
  else last.changes = message.changes;
  return true;
}
