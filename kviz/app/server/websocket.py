"""The socket between an open page and its kernel."""

import json
from collections.abc import Callable
from itertools import pairwise

from tornado.iostream import StreamBufferFullError
from tornado.web import HTTPError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from kviz.app.server.guard.backlog import MOST_UNREAD, Backlog
from kviz.app.server.handlers import owns

PROTOCOL = "v1.kernel.websocket.jupyter.org"


def is_framed(message: bytes) -> bool:
    """Whether a message's table of offsets can be read: as many as it says, in order, inside the message.

    Readers of this table loop as often as its first 8 bytes say, which may be 2 to the power of 64. A message
    has six offsets at least: where the channel, its four parts and the last one's end are.
    """
    count = int.from_bytes(message[:8], "little")
    if not 6 <= count <= 4096 or len(message) < 8 * (count + 1):
        return False
    offsets = [int.from_bytes(message[8 * i : 8 * (i + 1)], "little") for i in range(1, count + 1)]
    return offsets == sorted(offsets) and offsets[0] >= 8 * (count + 1) and offsets[-1] <= len(message)


class Socket(VoilaKernelWebsocketHandler):
    """The kernel's socket, for well-formed messages of the current protocol, and not too many of them."""

    backlog: Backlog

    async def get(self, kernel_id: str) -> None:
        """Refuse the older protocol: its reader trusts the sizes that a message claims."""
        offered = [word.strip() for word in self.request.headers.get("Sec-WebSocket-Protocol", "").split(",")]
        if PROTOCOL not in offered:
            raise HTTPError(400, reason=f"The kernel's socket speaks {PROTOCOL} only")
        if kernel_id not in self.kernel_manager or not owns(self, kernel_id):
            # a page from before the last start of the server; it asks again and again, which is not news
            self.set_status(404)
            self.finish("This kernel has ended.")
            return
        await super().get(kernel_id)

    async def open(self, kernel_id: str) -> None:
        """Send every message at once: waiting to fill a packet costs a drag half its frames."""
        self.set_nodelay(True)
        self.backlog = Backlog()
        if stream := getattr(getattr(self, "ws_connection", None), "stream", None):
            stream.max_write_buffer_size = MOST_UNREAD
        await super().open(kernel_id)

    def on_message(self, message: str | bytes) -> None:
        """Pass a well-formed message to the kernel; end the connection over any other."""
        number = _number(message) if isinstance(message, bytes) and is_framed(message) else None
        if number is None:
            self.close(1002, "malformed message")
            return
        if not self.backlog.takes(number, len(message)):
            self.log.warning("A page asked for more than its kernel can do; its connection is cut.")
            self.close(1008, "too much at once")
            return
        super().on_message(message)

    def write_message(self, message: bytes | dict, binary: bool = False) -> object:
        """Pass the kernel's message to the page, unless it is a traceback: that goes to the log."""
        if isinstance(message, bytes):
            if not is_framed(message):
                return None
            header, parent, content = _parts(message)
            if header.get("msg_type") == "status" and content().get("execution_state") == "idle":
                self.backlog.done(str(parent().get("msg_id")))
            if header.get("msg_type") == "error":
                self.log.error(
                    "In the kernel of an open page:\n%s", "\n".join(content().get("traceback", []))
                )
                return None
            if header.get("msg_type") == "stream":
                self.log.error("An open page's kernel printed: %s", content().get("text", "").rstrip())
                return None
        try:
            return super().write_message(message, binary)
        except StreamBufferFullError:
            self.log.warning("A page does not read what it is sent; its connection is cut.")
            self.close(1008, "too much unread")
            return None


def _number(message: bytes) -> str | None:
    """The number that a page has given its message; None where its header cannot be read."""
    try:
        return str(_parts(message)[0]["msg_id"])
    except (ValueError, TypeError, KeyError):
        return None


Part = Callable[[], dict]


def _parts(message: bytes) -> tuple[dict, Part, Part]:
    """The header of a well-formed message; its parent's and its content on demand: few are looked at."""
    ends = [int.from_bytes(message[i : i + 8], "little") for i in range(16, 8 * 7, 8)]
    parts = [message[begin:end] for begin, end in pairwise(ends)]
    return json.loads(parts[0]), lambda: json.loads(parts[1]), lambda: json.loads(parts[3])
