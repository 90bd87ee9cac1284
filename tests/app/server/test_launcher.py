"""``kviz`` as a person starts and ends it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from kviz.app.server.host_names import is_local, reachable_at
from kviz.app.server.serve import serve
from kviz.cli import main


def test_the_printed_address_answers_with_our_page(stub_server):
    answer = stub_server.ask()

    assert stub_server.lines[0] == f"kviz is ready at {stub_server.address} (Ctrl-C ends it)"
    assert answer.status == 200
    assert '<html lang="en">' in answer.text
    assert "<title>kviz: see k-means think</title>" in answer.text


def test_a_taken_port_is_said_in_one_line_and_no_other_is_used():
    with socket.create_server(("localhost", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "kviz", "--no-browser", "--port", str(port)],
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        f"Error: port {port} of localhost cannot be used (Address already in use); "
        "choose another with --port, or --port 0 for any free one."
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_server_and_kernels_and_leaves_no_folder(start, stub_notebook, eventually, number):
    server = start("--notebook", str(stub_notebook))
    server.ask()
    assert len(server.kernels()) == 1

    status = server.stop(number)

    assert status == 0, server.lines
    assert eventually(lambda: server.family() == [])
    assert list(server.folder.iterdir()) == []
    assert len(server.lines) == 1, server.lines


def test_a_killed_server_takes_its_kernels_and_its_folder_along(start, stub_notebook, eventually):
    server = start("--notebook", str(stub_notebook))
    server.ask()

    server.stop(signal.SIGKILL)

    assert eventually(lambda: server.family() == [])
    assert eventually(lambda: list(server.folder.iterdir()) == [])


def test_a_long_name_of_the_temporary_folder_is_no_obstacle(start, stub_notebook, tmp_path):
    """The path of a socket has room for 107 characters."""
    long = tmp_path / ("long" * 20)
    long.mkdir()

    server = start("--notebook", str(stub_notebook), TMPDIR=str(long))

    assert server.ask().status == 200


def test_a_signal_while_it_still_loads_leaves_nothing(eventually):
    tmp_path = Path(tempfile.mkdtemp(prefix="k-", dir="/tmp"))
    process = subprocess.Popen(
        [sys.executable, "-m", "kviz", "--no-browser", "--port", "0"],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert eventually(lambda: any(tmp_path.iterdir()))  # its folder is there: it has begun

    process.send_signal(signal.SIGTERM)
    _, complaints = process.communicate(timeout=20)

    assert (process.returncode, complaints) == (0, b"")
    assert eventually(lambda: list(tmp_path.iterdir()) == [])
    tmp_path.rmdir()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "kviz.example"])
def test_other_machines_are_let_in_only_when_asked(host):
    with pytest.raises(ValueError, match=r"add --token .* or --public"):
        serve(0, host=host, open_browser=False)


@pytest.mark.parametrize(
    ("host", "local"), [("localhost", True), ("127.0.0.2", True), ("::1", True), ("::", False)]
)
def test_only_loopback_counts_as_this_machine(host, local):
    assert is_local(host) is local


def test_a_public_server_tells_this_machine_and_the_others_where_it_is():
    here, there = reachable_at("0.0.0.0", 8866)

    assert here == "http://localhost:8866/"
    assert "0.0.0.0" not in there and there.endswith(":8866/")


def test_a_browser_is_opened_where_there_is_one(start, stub_notebook, tmp_path, eventually):
    browser = tmp_path / "browser"
    # moved into place whole: a file is there before its words are
    browser.write_text(f"#!/bin/sh\necho $1 > {tmp_path}/begun\nmv {tmp_path}/begun {tmp_path}/opened\n")
    browser.chmod(0o755)

    server = start("--notebook", str(stub_notebook), BROWSER=str(browser))

    assert eventually((tmp_path / "opened").exists)
    assert (tmp_path / "opened").read_text().strip() == server.address


def test_kviz_without_a_name_is_kviz_app(monkeypatch):
    calls = []
    monkeypatch.setattr("kviz.app.server.serve.serve", lambda **options: calls.append(options))

    CliRunner().invoke(main, [], catch_exceptions=False)
    CliRunner().invoke(main, ["--port", "9000", "--no-browser"], catch_exceptions=False)
    CliRunner().invoke(main, ["app", "--port", "9000", "--no-browser"], catch_exceptions=False)

    assert calls[0]["port"] == 8866 and calls[0]["open_browser"]
    assert calls[1] == calls[2]
    assert calls[1]["port"] == 9000 and not calls[1]["open_browser"]


def test_help_lists_the_commands_without_loading_what_they_need():
    code = (
        "import sys; from kviz.cli import main; main(['--help'], standalone_mode=False); "
        "assert not {'numpy', 'voila', 'matplotlib'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
    assert "app" in done.stdout and "export" in done.stdout


def test_settings_files_of_the_machine_change_nothing(start, stub_notebook, tmp_path):
    """A voila.json that lies about belongs to somebody else's page."""
    (tmp_path / "voila.json").write_text(
        '{"VoilaConfiguration": {"template": "reveal", "show_tracebacks": true}}'
    )

    server = start("--notebook", str(stub_notebook), JUPYTER_CONFIG_DIR=str(tmp_path))

    assert "<title>kviz: see k-means think</title>" in server.ask().text
