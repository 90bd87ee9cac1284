"""The socket between page and kernel: what passes, and what cannot hurt the server."""

import asyncio
import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from socket import socketpair

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.iostream import IOStream, StreamBufferFullError
from tornado.websocket import WebSocketClosedError, websocket_connect

from kviz.app.server.guard.backlog import Backlog
from kviz.app.server.voila_app import MESSAGE_LIMIT
from kviz.app.server.websocket import PROTOCOL, Socket, VoilaKernelWebsocketHandler, is_framed

PARTS = ("header", "parent_header", "metadata", "content")
WORD = "open-sesame-1001-nights"
ENDLESS = (2**60).to_bytes(8, "little") + b"x" * 64


def run(coroutine):
    """Wait for a coroutine in a thread of its own: the browser of other tests keeps a loop in ours."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def number(value: int) -> bytes:
    return value.to_bytes(8, "little")


@given(
    st.lists(st.binary(max_size=50), min_size=4, max_size=12), st.sampled_from(["shell", "iopub", "control"])
)
def test_every_message_that_jupyter_writes_is_well_formed(parts, channel):
    assert is_framed(serialize_msg_to_ws_v1(parts, channel))


@given(st.lists(st.binary(max_size=50), min_size=4, max_size=6), st.integers(1, 40))
def test_a_message_that_lost_its_end_is_not(parts, lost):
    whole = serialize_msg_to_ws_v1(parts, "shell")

    assert not is_framed(whole[: max(0, len(whole) - lost)])


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"short",
        ENDLESS,
        b"\xff" * 64,
        number(5) + b"".join(map(number, [48] * 5)),  # too few parts
        number(6) + b"".join(map(number, [56, 58, 57, 60, 61, 62])) + b"x" * 6,  # not in order
        number(6) + b"".join(map(number, [8, 9, 10, 11, 12, 13])) + b"x" * 6,  # inside its own table
        number(6) + b"".join(map(number, [56, 57, 58, 59, 60, 10**15])) + b"x" * 6,  # beyond its end
    ],
)
def test_a_table_that_cannot_be_right_is_refused(message):
    assert not is_framed(message)


def test_messages_to_the_page_do_not_wait_for_more(monkeypatch):
    """TCP_NODELAY: without it, a drag has half its frames."""
    calls = []

    async def opened(self, kernel_id):
        calls.append("open")

    monkeypatch.setattr(VoilaKernelWebsocketHandler, "open", opened)
    monkeypatch.setattr(Socket, "set_nodelay", lambda self, value: calls.append(value))

    run(Socket.open(object.__new__(Socket), "kernel"))

    assert calls == [True, "open"]


@pytest.fixture
def socket(monkeypatch):
    """A socket without a network: what it passes on to the kernel, and why it was cut, are kept."""
    made = object.__new__(Socket)
    made.backlog, made.passed, made.cut = Backlog(most_bytes=1_000, most_messages=3), [], []
    monkeypatch.setattr(Socket, "log", logging.getLogger("kviz-test"))
    base = VoilaKernelWebsocketHandler
    monkeypatch.setattr(base, "on_message", lambda self, data: self.passed.append(data))
    monkeypatch.setattr(base, "write_message", lambda self, data, binary: "written")
    monkeypatch.setattr(Socket, "close", lambda self, code, reason: self.cut.append((code, reason)))
    return made


def framed(header, parent=None, content=None, beside=b""):
    parts = [json.dumps(part or {}).encode() for part in (header, parent, {}, content)]
    return serialize_msg_to_ws_v1([*parts, beside], "shell")


def test_a_page_that_asks_faster_than_its_kernel_answers_is_cut(socket):
    """Whatever it sends would wait in the memory of the server."""
    for number in "abc":
        socket.on_message(framed({"msg_id": number}))
    assert len(socket.passed) == 3
    done = framed({"msg_type": "status"}, {"msg_id": "b"}, {"execution_state": "idle"})
    assert socket.write_message(done, True) == "written"
    socket.on_message(framed({"msg_id": "d"}))
    assert (len(socket.passed), socket.cut) == (4, [])

    socket.on_message(framed({"msg_id": "e"}))

    assert (len(socket.passed), socket.cut) == (4, [(1008, "too much at once")])


def test_what_waits_for_the_kernel_is_counted_in_bytes_too(socket):
    socket.on_message(framed({"msg_id": "a"}, beside=b"x" * 600))
    socket.on_message(framed({"msg_id": "b"}, beside=b"x" * 600))

    assert len(socket.passed) == 1
    assert socket.cut == [(1008, "too much at once")]


def test_a_page_that_does_not_read_is_cut(socket, monkeypatch):
    def full(*_):
        raise StreamBufferFullError

    monkeypatch.setattr(VoilaKernelWebsocketHandler, "write_message", full)

    assert socket.write_message(framed({"msg_type": "comm_msg"}), True) is None
    assert socket.cut == [(1008, "too much unread")]


def test_the_line_itself_refuses_to_keep_more():
    """This pins the name of tornado's setting."""

    async def write():
        near, far = socketpair()
        with near, far:
            stream = IOStream(near)
            stream.max_write_buffer_size = 10
            with pytest.raises(StreamBufferFullError):
                await stream.write(b"x" * 11)
            stream.close()

    run(write())


@pytest.mark.parametrize("header", [b"{", b"\xff\xfe", b"[]", b"5"])
def test_a_message_without_a_header_is_malformed(socket, header):
    socket.on_message(serialize_msg_to_ws_v1([header, b"{}", b"{}", b"{}"], "shell"))

    assert (socket.passed, socket.cut) == ([], [(1002, "malformed message")])


def cookies_of(answer):
    return "; ".join(part.partition(";")[0] for part in answer.headers.get_all("Set-Cookie"))


def channel_of(server, path="/", **headers):
    """A request for the socket of a new page's kernel, with the cookies of the browser that opened it."""
    page = server.ask(path, **({"Cookie": headers["Cookie"]} if "Cookie" in headers else {}))
    known = "; ".join(filter(None, [headers.get("Cookie"), cookies_of(page)]))
    kernel_id = re.search(r'data-kviz-kernel="([^"]+)"', page.text).group(1)
    address = f"ws://localhost:{server.port}/api/kernels/{kernel_id}/channels?session_id=test"
    return HTTPRequest(address, headers={**headers, "Cookie": known})


def test_a_kernel_belongs_to_the_browser_that_opened_its_page(stub_server):
    """Whoever learns its number, from a log or over a shoulder, can neither use nor end it."""
    request = channel_of(stub_server)
    own = {"Cookie": request.headers["Cookie"]}
    kernel = request.url.split("/")[-2]
    stranger = {"Cookie": cookies_of(stub_server.ask())}
    token = re.search(r"_xsrf=([^;]+)", stranger["Cookie"]).group(1)

    assert stub_server.ask(f"/api/kernels/{kernel}", **own).status == 200
    for headers in ({}, stranger):
        assert stub_server.ask(f"/api/kernels/{kernel}", **headers).status == 404
        request.headers = headers
        with pytest.raises(HTTPClientError, match="404"):
            run(connect(request))
    ended = stub_server.ask(f"/voila/api/shutdown/{kernel}", "POST", X_XSRFToken=token, **stranger)
    assert ended.status == 204, "it is not told whether there is such a kernel"
    assert stub_server.ask(f"/api/kernels/{kernel}", **own).status == 200


def test_the_older_protocol_is_refused(stub_server):
    """Its first message with binary parts would hold the server for ever."""
    for offered in ([], ["v0"]):
        with pytest.raises(HTTPClientError, match="400"):
            run(connect(channel_of(stub_server), offered))


def test_another_site_cannot_open_the_socket(stub_server):
    with pytest.raises(HTTPClientError, match="403"):
        run(connect(channel_of(stub_server, Origin="http://evil.example"), [PROTOCOL]))


def test_a_page_of_an_earlier_server_is_told_quietly(start, stub_notebook):
    """It tries to reconnect for minutes, and each try would fill the log."""
    server = start("--notebook", str(stub_notebook))
    address = f"ws://localhost:{server.port}/api/kernels/00000000-0000-0000-0000-000000000000/channels"

    with pytest.raises(HTTPClientError, match="404"):
        run(connect(HTTPRequest(address)))
    server.ask("/api/kernels/00000000-0000-0000-0000-000000000000")
    server.ask("/", Cookie=f"username-localhost-{server.port}=signed-by-another-server")

    assert server.lines == [f"kviz is ready at {server.address} (Ctrl-C ends it)"]


def test_the_socket_asks_for_the_token_too(start, stub_notebook):
    server = start("--notebook", str(stub_notebook), "--token", WORD)
    entry = server.ask(f"/?token={WORD}")
    known = {"Cookie": cookies_of(entry)}
    request = channel_of(server, "/", **known)

    assert run(connect(request)).selected_subprotocol == PROTOCOL
    del request.headers["Cookie"]
    with pytest.raises(HTTPClientError, match="403"):
        run(connect(request))


async def connect(request, offered=(PROTOCOL,)):
    return await asyncio.wait_for(websocket_connect(request, subprotocols=list(offered)), 20)


@pytest.mark.parametrize("poison", [ENDLESS, b"", "text", "{}"], ids=["endless", "empty", "text", "json"])
def test_a_malformed_message_ends_its_own_connection_only(stub_server, poison):
    async def send() -> int | None:
        socket = await connect(channel_of(stub_server))
        await socket.write_message(poison, binary=isinstance(poison, bytes))
        while await asyncio.wait_for(socket.read_message(), 10) is not None:
            pass
        return socket.close_code

    assert run(send()) == 1002
    assert stub_server.ask("/kviz/alive?kernel=x").status == 200


def message(kind: str, content: dict, *buffers: bytes) -> bytes:
    whole = Session().msg(kind, content)
    parts = [json.dumps(whole[name], default=str).encode() for name in PARTS]
    return serialize_msg_to_ws_v1([*parts, *buffers], "shell")


async def answers_to(server, *messages: bytes) -> list[bytes]:
    """What the kernel says until it has told its comms, which is asked last."""
    socket = await connect(channel_of(server))
    for sent in [*messages, message("comm_info_request", {})]:
        await socket.write_message(sent, binary=True)
    heard = []
    while not any(b"comm_info_reply" in part for part in heard):
        heard.append(await asyncio.wait_for(socket.read_message(), 20))
        if heard[-1] is None:
            raise ConnectionError(socket.close_code)
    socket.close()
    return heard


def test_code_that_a_visitor_sends_is_never_run(stub_server, tmp_path):
    """The kernel answers what a widget asks, and stays silent to everything else."""
    mark = tmp_path / "mark"
    code = message("execute_request", {"code": f"open({str(mark)!r}, 'w')", "silent": False})

    heard = run(answers_to(stub_server, code))

    assert not any(b"execute_reply" in part for part in heard)
    assert not mark.exists()


@pytest.mark.parametrize(("size", "passes"), [(12 << 20, True), (MESSAGE_LIMIT, False)])
def test_an_upload_may_be_large_but_not_endless(stub_server, size, passes):
    upload = message("comm_msg", {"comm_id": "nobody", "data": {}}, b"x" * size)

    if passes:
        assert run(answers_to(stub_server, upload))
    else:
        with pytest.raises((ConnectionError, WebSocketClosedError)):
            run(answers_to(stub_server, upload))
    assert stub_server.ask("/kviz/alive?kernel=x").status == 200


@pytest.mark.browser
def test_a_traceback_goes_to_the_log_and_not_to_the_page(stub_server, page, eventually):
    heard = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(frame)))
    page.goto(stub_server.address)

    page.get_by_role("button", name="Fail").click()

    assert eventually(lambda: any("a secret of the server" in line for line in stub_server.lines))
    page.get_by_role("button", name="Next").click()
    page.get_by_text("step 1").wait_for()
    assert heard
    assert not [
        frame
        for frame in heard
        if "a secret" in (frame.decode(errors="replace") if isinstance(frame, bytes) else frame)
    ]
