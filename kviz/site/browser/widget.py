"""The bridge between page and Python, and its carrier where there is no Jupyter: a web worker's messages.

Page and Python speak the same few words over both carriers, the comm of a kernel and the messages of a
worker. A message is a JSON object with bytes beside it (``buffers``):

======================================================  ==========================================
from Python to the page
======================================================  ==========================================
``{"method": "update", "state": {name: value, …},       parts of the state that changed; bytes in it
"buffer_paths": [[name, place, …], …]}``                 are None, and come as the buffers of these paths
``{"method": "custom", "content": {"type": …, …}}``     an answer: frames, a file, a fault
======================================================  ==========================================

======================================================  ==========================================
from the page to Python
======================================================  ==========================================
``{"method": "update", "state": {"index": 3}}``         the step on screen, the one thing a page may set
``{"method": "custom", "content": {"do": …, …}}``       a request, as in ``Player.actions``
======================================================  ==========================================

The first update carries the whole state. What the page has set is not sent back to it, unless Python made
something else of it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from traitlets import HasTraits

Post = Callable[[str, list[bytes]], object]
Handler = Callable[[Any, Any, Sequence[Any]], object]


class AnyWidget(HasTraits):
    """Stands in for ``anywidget.AnyWidget``: the traits with ``sync=True`` are the state of a page."""

    def __init__(self, **traits: Any) -> None:
        self._post: Post | None = None
        self._handlers: list[Handler] = []
        self._due: dict[str, None] | None = None
        self._set_by_page: dict[str, Any] = {}
        super().__init__(**traits)

    @property
    def keys(self) -> list[str]:
        """The names of the state."""
        return list(self.traits(sync=True))

    def open(self, post: Post) -> None:
        """Send the whole state with ``post(text, buffers)``, and from now on what changes."""
        self._post = post
        self._send_state(self.keys)

    def receive(self, text: str, buffers: Sequence[Any] = ()) -> None:
        """Take a message of the page."""
        message = json.loads(text)
        if message.get("method") == "update":
            self.set_state(message["state"])
        elif message.get("method") == "custom":
            for act in self._handlers:
                act(self, message["content"], buffers)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take parts of the state as the page has them."""
        known = {name: value for name, value in sync_data.items() if name in self.keys}
        self._set_by_page = known
        try:
            with self.hold_sync():
                for name, value in known.items():
                    setattr(self, name, value)
        finally:
            self._set_by_page = {}

    def on_msg(self, callback: Handler) -> None:
        """Call ``callback(widget, content, buffers)`` with every request."""
        self._handlers.append(callback)

    def send(self, content: Any, buffers: Sequence[Any] | None = None) -> None:
        """Answer a request, or tell something."""
        self._say({"method": "custom", "content": content}, [bytes(part) for part in buffers or ()])

    @contextmanager
    def hold_sync(self) -> Iterator[None]:
        """Send what changes in this block as one message, at its end."""
        if self._due is not None:
            yield
            return
        self._due = {}
        try:
            yield
        finally:
            due, self._due = self._due, None
            self._send_state(list(due))

    def notify_change(self, change: Any) -> None:
        """Send a part of the state that changed, at once or at the end of a block."""
        super().notify_change(change)
        if change["name"] not in self.keys:
            return
        if self._due is None:
            self._send_state([change["name"]])
        else:
            self._due[change["name"]] = None

    def _send_state(self, names: list[str]) -> None:
        known = self._set_by_page
        state = {name: getattr(self, name) for name in names}
        news = {name: value for name, value in state.items() if name not in known or known[name] != value}
        if not news:
            return
        paths: list[list[str | int]] = []
        buffers: list[bytes] = []
        bare = {name: _without_bytes(value, [name], paths, buffers) for name, value in news.items()}
        self._say({"method": "update", "state": bare, "buffer_paths": paths}, buffers)

    def _say(self, message: dict[str, Any], buffers: list[bytes]) -> None:
        if self._post:
            self._post(json.dumps(message, ensure_ascii=False, separators=(",", ":")), buffers)


def _without_bytes(value: Any, path: list, paths: list, buffers: list[bytes]) -> Any:
    """The value with None in the place of bytes, which go to ``buffers``, and their places to ``paths``."""
    if isinstance(value, bytes | bytearray | memoryview):
        paths.append(path)
        buffers.append(bytes(value))
        return None
    if isinstance(value, dict):
        return {key: _without_bytes(inner, [*path, key], paths, buffers) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without_bytes(inner, [*path, i], paths, buffers) for i, inner in enumerate(value)]
    return value
