"""Pupils without a browser: they ask the server for what a browser asks, and leave the processor to it."""

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from uuid import uuid4

from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
SCREEN = {"do": "ready", "density": 1, "theme": "light", "width": 900, "height": 400}


@dataclass
class Pupil:
    """One pupil: seconds until the first run was there and until Python answered, and what came."""

    address: str
    began: float = field(default_factory=time.perf_counter)
    picture: float = 0.0
    interactive: float = 0.0
    requests: int = 0
    bytes: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    line: WebSocketClientConnection | None = None
    comm: str = ""

    async def ask(self, path: str, method: str = "GET") -> bytes:
        """One request; the bytes as they came through the line."""
        request = HTTPRequest(
            self.address + path,
            method,
            headers={**self.headers, "Accept-Encoding": "gzip"},
            body=b"" if method == "POST" else None,
            decompress_response=False,
            request_timeout=120,
        )
        answer = await AsyncHTTPClient(max_clients=200).fetch(request)
        self.requests += 1
        self.bytes += len(answer.body)
        if cookies := answer.headers.get_list("Set-Cookie"):
            known = "; ".join(cookie.partition(";")[0] for cookie in cookies)
            self.headers = {"Cookie": known, "X-XSRFToken": re.search(r"_xsrf=([^;]+)", known).group(1)}
        return answer.body

    async def visit(self) -> "Pupil":
        """Open the page: its files, the first run among them, then the kernel behind it."""
        page = (await self.ask("")).decode()
        places = json.loads(re.search(r'id="kviz-build">(.*?)</script>', page).group(1))["files"]
        needed = ("script", "style", "first-light-1280x720")
        await asyncio.gather(*(self.ask(places[name].lstrip("/")) for name in needed))
        self.picture = time.perf_counter() - self.began
        started = json.loads(await self.ask("kviz/kernel", "POST"))
        self.comm = started["comm"]
        base = self.address.replace("http", "ws")
        place = f"{base}api/kernels/{started['kernel']}/channels?session_id=load"
        self.line = await websocket_connect(
            HTTPRequest(place, headers=self.headers), subprotocols=[PROTOCOL], max_message_size=1 << 26
        )
        self.requests += 1
        await self.tell(SCREEN)
        self.interactive = time.perf_counter() - self.began
        return self

    async def tell(self, content: dict) -> None:
        """Ask the page's Python for something that changes the run; wait for the new run's picture."""
        header = {"msg_id": uuid4().hex, "msg_type": "comm_msg", "session": "load", "username": ""}
        header |= {"version": "5.3", "date": "2026-01-01T00:00:00Z"}
        body = {"comm_id": self.comm, "data": {"method": "custom", "content": content}}
        parts = [json.dumps(part).encode() for part in (header, {}, {}, body)]
        await self.line.write_message(serialize_msg_to_ws_v1(parts, "shell"), binary=True)
        while (message := await self.line.read_message()) is not None:
            _, (head, _, _, told, *_) = deserialize_msg_from_ws_v1(message)
            if json.loads(head)["msg_type"] != "comm_msg":
                continue
            if "run" in json.loads(told)["data"].get("state", {}):
                return
        raise ConnectionError("the line was cut")

    async def change(self, until: float, delay: float, every: float) -> list[float]:
        """Change k again and again; seconds from each change to the first picture of its run."""
        await asyncio.sleep(delay)
        times, k = [], 3
        while time.perf_counter() < until:
            k = 3 + (k - 2) % 4
            begin = time.perf_counter()
            await self.tell({"do": "change", "changes": {"k": k}})
            times.append(time.perf_counter() - begin)
            await asyncio.sleep(max(0.0, every - times[-1]))
        return times
