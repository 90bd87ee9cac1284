/**
 * What changes the run, one at a time and in the order it was asked for. What comes while Python works waits; what is
 * of one kind is gathered: twenty clicks on "more" are one change, twenty undos one journey.
 */
const IN_LINE = new Set(["change", "new seeds", "undo", "redo", "drop", "place", "draw", "upload", "columns", "reread", "segment open"]);
const COUNTED = new Set(["new seeds", "undo", "redo"]);
const PATIENCE = 30_000; // milliseconds; by then an answer is lost with the connection, or Python is very busy

function inLine(send, sent) {
  let busy = false, since = 0, waiting = [];
  function go([message, buffers]) {
    busy = true;
    since = performance.now();
    send({ ...message, number: (sent += 1) }, buffers);
  }
  function gathered(last, message) {
    if (last?.do !== message.do) return false;
    if (COUNTED.has(message.do)) last.times = (last.times ?? 1) + 1;
    else if (message.do !== "change") return false;
    else if (!("data" in message.changes)) Object.assign(last.changes, message.changes);
    else if (Object.keys(last.changes).join() !== "data") return false; // another data set brings its own k along
    else last.changes = message.changes;
    return true;
  }
  return {
    add(message, buffers) {
      if (!IN_LINE.has(message.do)) return send(message, buffers);
      if (gathered(waiting.at(-1)?.[0], message)) return undefined;
      waiting.push([message.changes ? { ...message, changes: { ...message.changes } } : { ...message }, buffers]);
      if (!busy || performance.now() - since > PATIENCE) go(waiting.shift());
      return undefined;
    },
    /** Whether everything was heard, so that the fields may show what Python made of it. */
    heard(number) {
      if (busy && number !== sent) return false;
      busy = false;
      if (waiting.length) go(waiting.shift());
      return !busy;
    },
  };
}
