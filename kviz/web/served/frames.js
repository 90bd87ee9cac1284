/**
 * Jupyter's messages as bytes, the way its socket takes them (v1.kernel.websocket.jupyter.org): how many offsets, the
 * offsets, then the channel, header, parent, metadata, content and what lies beside them.
 */

export const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const WORD = 8; // bytes of a number

/** @typedef {{type: string, content: any, buffers: Uint8Array<ArrayBuffer>[]}} Frame */

/**
 * @param {Uint8Array[]} parts
 * @returns {Uint8Array<ArrayBuffer>}
 */
function joined(parts) {
  const begin = WORD * (parts.length + 2);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, begin));
  const numbers = new DataView(bytes.buffer);
  let at = begin;
  numbers.setBigUint64(0, BigInt(parts.length + 1), true);
  for (const [i, part] of parts.entries()) {
    numbers.setBigUint64(WORD * (i + 1), BigInt(at), true);
    bytes.set(part, at);
    at += part.length;
  }
  numbers.setBigUint64(WORD * (parts.length + 1), BigInt(at), true);
  return bytes;
}

/**
 * A message for the widget behind a comm.
 * @param {string} session
 * @param {string} comm
 * @param {string} data as JSON, in the words of the bridge
 * @param {ArrayBuffer[]} buffers
 */
export function toComm(session, comm, data, buffers) {
  const header = {
    msg_id: crypto.randomUUID?.() ?? `${session}-${Math.random()}`,
    msg_type: "comm_msg",
    session,
    username: "",
    date: new Date().toISOString(),
    version: "5.3",
  };
  const content = `{"comm_id":${JSON.stringify(comm)},"data":${data}}`;
  const texts = ["shell", JSON.stringify(header), "{}", "{}", content];
  const encoder = new TextEncoder();
  return joined([
    ...texts.map((text) => encoder.encode(text)),
    ...buffers.map((bytes) => new Uint8Array(bytes)),
  ]);
}

/**
 * @param {ArrayBuffer} bytes of one message of the kernel
 * @returns {Frame}
 */
export function readFrame(bytes) {
  const numbers = new DataView(bytes);
  const count = Number(numbers.getBigUint64(0, true));
  const places = Array.from({ length: count }, (_, i) => Number(numbers.getBigUint64(WORD * (i + 1), true)));
  const parts = places.slice(0, -1).map((from, i) => new Uint8Array(bytes, from, places[i + 1] - from));
  const json = (/** @type {number} */ i) => JSON.parse(new TextDecoder().decode(parts[i]));
  return { type: json(1).msg_type, content: json(4), buffers: parts.slice(5) };
}
