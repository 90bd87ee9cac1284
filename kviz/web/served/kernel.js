/** The Python of this page in a process of the server: asked for, spoken to through a socket, given back. */
import { PROTOCOL, readFrame, toComm } from "./frames.js";

const START = "kviz/kernel"; // address, beside the page's

/**
 * @typedef {object} Hear
 * @property {(message: Record<string, any>, buffers: Uint8Array<ArrayBuffer>[]) => void} message of the bridge
 * @property {() => void} up it is there, and can be spoken to
 * @property {(open: boolean) => void} line whether the socket is open
 * @property {(why: "full" | "address") => void} seatless the server has no seat for this page now
 * @property {(why: "failed" | "unreached") => void} fault it could not be started
 */

/** What the browser has to say to be believed that the page itself asks. */
export const fromHere = () => ({
  "X-XSRFToken": document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "",
});

export class Kernel {
  /** @param {Hear} hear */
  constructor(hear) {
    this.hear = hear;
    this.id = "";
    this.comm = "";
    this.session = crypto.randomUUID?.() ?? String(Math.random());
    /** @type {WebSocket | null} */
    this.socket = null;
    this.starting = false;
    this.was = false; // connected
    window.addEventListener("pagehide", this.#giveBack);
  }

  /** Ask for a process; the answer comes when it is there, which may take a while where many ask. */
  async start() {
    if (this.starting) return;
    this.starting = true;
    try {
      const answer = await fetch(START, { method: "POST", headers: fromHere(), cache: "no-store" });
      if (answer.status === 503 || answer.status === 429) {
        this.hear.seatless(answer.status === 503 ? "full" : "address");
        return;
      }
      const { kernel, comm } = answer.ok ? await answer.json() : {};
      if (!comm) {
        this.hear.fault("failed");
        return;
      }
      this.id = kernel;
      this.comm = comm;
      this.connect();
    } catch {
      this.hear.fault("unreached");
    } finally {
      this.starting = false;
    }
  }

  /** Open the socket, or open it again where the line was cut. */
  connect() {
    if (this.socket && this.socket.readyState <= WebSocket.OPEN) return;
    const address = new URL(`api/kernels/${this.id}/channels?session_id=${this.session}`, document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address, [PROTOCOL]);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.was = true;
      this.hear.line(true);
      this.hear.up();
    };
    socket.onclose = () => (this.was ? this.hear.line(false) : this.hear.fault("failed"));
    socket.onmessage = ({ data }) => this.#hear(data);
    this.socket = socket;
  }

  /** @param {ArrayBuffer} bytes */
  #hear(bytes) {
    const { type, content, buffers } = readFrame(bytes);
    if (type !== "comm_msg" || content.comm_id !== this.comm) return;
    const { data } = content;
    if (data.method === "update" || data.method === "custom") this.hear.message(data, buffers);
  }

  /** @type {import("../bridge/bridge_model.js").Post} */
  post = (text, buffers) => {
    if (this.socket?.readyState !== WebSocket.OPEN) return; // the line is cut: nobody hears it later, either
    this.socket.send(toComm(this.session, this.comm, text, buffers));
  };

  #giveBack = () => {
    if (!this.id) return;
    const address = `voila/api/shutdown/${this.id}`;
    fetch(address, { method: "POST", keepalive: true, headers: fromHere() }).catch(() => {});
  };
}
