"""Two carriers of the bridge, for tests: a notebook's comm here, a worker's messages from another process."""

import json
import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Connection, Listener

WORKER = """
import sys
from multiprocessing.connection import Client
from kviz.site.browser.stand_in import stand_in
stand_in()
import kviz
page = Client(sys.argv[1])
explorer = kviz.explore()
explorer.open(lambda text, buffers: page.send((text, buffers)))
while True:
    text, buffers = page.recv()
    if text is None:
        break
    explorer.receive(text, buffers)
    page.send(None)
"""


class Page:
    """What a browser knows: ``state``, ``messages`` with buffers, and ``updates``, the names in each."""

    def __init__(self):
        self.state, self.messages, self.updates = {}, [], []

    def hear(self, message, buffers):
        if message["method"] == "custom":
            self.messages.append((message["content"], list(buffers)))
            return
        self.updates.append(set(message["state"]))
        self.state.update(message["state"])
        for (name, *way), data in zip(message.get("buffer_paths", ()), buffers, strict=True):
            place = self.state[name]
            for key in way[:-1]:
                place = place[key]
            place[way[-1]] = bytes(data)


class OverComm(Page):
    """Jupyter: a recording comm, and what a kernel would do with a message."""

    def __init__(self, monkeypatch):
        super().__init__()
        import comm

        import kviz

        page = self

        class Recording(comm.base_comm.BaseComm):
            def publish_msg(self, kind, data=None, metadata=None, buffers=None, **keys):
                if kind == "comm_open" and "films" in data["state"]:  # not the box around it
                    page.hear(json.loads(json.dumps({"method": "update", **data})), buffers or ())
                elif kind == "comm_msg" and data.get("method") in ("update", "custom"):
                    page.hear(json.loads(json.dumps(data)), buffers or ())

        monkeypatch.setattr(comm, "create_comm", Recording)
        self.explorer = kviz.explore()

    def tell(self, message, buffers=()):
        data = {"method": "custom", "content": message} if "do" in message else message
        if data["method"] == "update":
            data["buffer_paths"] = []
        self.explorer.comm.handle_msg({"content": {"data": data}, "buffers": list(buffers)})

    def close(self):
        self.explorer.close()


class OverWorker(Page):
    """A process in which the stand-in is imported; what it posts comes through a pipe."""

    def __init__(self, folder):
        super().__init__()
        with Listener(str(folder / "page"), "AF_UNIX") as listener:
            self.process = subprocess.Popen([sys.executable, "-c", WORKER, str(folder / "page")])
            self.pipe: Connection = listener.accept()
        text, buffers = self.pipe.recv()
        self.hear(json.loads(text), buffers)

    def tell(self, message, buffers=()):
        data = {"method": "custom", "content": message} if "do" in message else message
        self.pipe.send((json.dumps(data), [bytes(part) for part in buffers]))
        while (said := self.pipe.recv()) is not None:
            self.hear(json.loads(said[0]), said[1])

    def close(self):
        with suppress(OSError):
            self.pipe.send((None, None))
        self.process.wait(timeout=20)
