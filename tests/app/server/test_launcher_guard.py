"""What keeps strangers out: the token, its waits, the log, the floors of what the server is built on."""

import configparser
import logging
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from tornado.httputil import HTTPHeaders

from kviz.app.server.guard import keeper, login
from kviz.app.server.guard.keeper import Keeper
from kviz.app.server.guard.log_lines import Harmless, harmless
from kviz.app.server.guard.login import Waits
from kviz.app.server.guard.seats import LEAST as LEAST_MEMORY
from kviz.app.server.guard.seats import SHARED, seats_for
from kviz.app.server.guard.token import token_of
from kviz.app.server.guard.visits import comes_from_elsewhere, is_opened_by_a_person, is_this_machine
from kviz.app.server.serve import serve

ROOT = Path(__file__).parents[3]


def test_a_token_that_is_made_up_has_128_bits():
    """22 characters of 6 bits; two are never the same."""
    made = {token_of("auto") for _ in range(50)}

    assert len(made) == 50
    assert {len(token) for token in made} == {22}


@pytest.mark.parametrize("word", ["", "sesame", "x" * 15])
def test_a_token_that_could_be_guessed_is_refused_before_anything_starts(word):
    with pytest.raises(
        ValueError, match=rf"has {len(word)} characters and could be guessed; give at least 16"
    ):
        serve(0, token=word, open_browser=False)


def test_wrong_tokens_are_answered_more_and_more_slowly(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(login.time, "monotonic", lambda: now[0])
    waits = Waits()

    assert [waits.wrong("1.2.3.4") for _ in range(8)] == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 8.0, 8.0]
    assert waits.wrong("5.6.7.8") == 0.2, "another address does not wait for this one"
    waits.right("1.2.3.4")
    assert waits.wrong("1.2.3.4") == 0.2
    now[0] += 601
    waits.wrong("5.6.7.8")
    assert waits.wrong("5.6.7.8") == 0.4, "what was wrong long ago is forgotten"


def test_only_so_many_addresses_are_remembered():
    waits = Waits()

    for number in range(2_000):
        waits.wrong(str(number))

    assert len(waits._wrong) == 1_000


@pytest.mark.parametrize(
    ("headers", "person", "elsewhere"),
    [
        ({}, True, False),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"}, True, False),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "iframe"}, True, False),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}, True, True),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "document"}, True, True),
        ({"Sec-Fetch-Dest": "script"}, False, False),
        ({"Sec-Purpose": "prefetch;anonymous-client-ip"}, False, False),
        ({"Purpose": "prefetch"}, False, False),
    ],
)
def test_what_the_browser_says_of_a_visit(headers, person, elsewhere):
    headers = HTTPHeaders(headers)

    assert is_opened_by_a_person(headers) is person
    assert comes_from_elsewhere(headers) is elsewhere


@pytest.mark.parametrize(("address", "here"), [("127.0.0.1", True), ("::1", True), ("10.0.0.7", False)])
def test_this_machine_may_stand_for_many(address, here):
    assert is_this_machine(address) is here


def test_what_visitors_send_cannot_forge_or_colour_a_line_of_the_log():
    forged = "GET /\x1b[31m\r\n[C 2026] kviz ended\u2028\u202egnp\x00"

    said = harmless(forged)

    assert said == "GET /\\x1b[31m\\r\n    [C 2026] kviz ended\\u2028\\u202egnp\\x00"
    assert len(harmless("x" * 10**6)) < 21_000


def test_a_traceback_stays_under_its_first_line():
    record = logging.LogRecord("a", logging.ERROR, "f", 1, "failed:\n%s", ("one\ntwo",), None)

    assert Harmless().format(record) == "ERROR a: failed:\n    one\n    two"


def test_a_rejected_request_is_one_line_where_lines_are_asked_for(start, stub_notebook, eventually):
    server = start("--notebook", str(stub_notebook), "--log-level", "warning")

    server.ask("/%1b%5b31mred%0d%0aforged")

    assert eventually(lambda: any("404" in line for line in server.lines))
    assert not any("\x1b" in line or line.startswith("forged") for line in server.lines)
    assert sum("forged" in line for line in server.lines) == 1


@pytest.mark.parametrize(
    ("name", "unsafe"),
    [
        ("jinja2", "3.1.5"),  # its sandbox could be left
        ("nbconvert", "7.16.6"),  # ran a program that lay in the folder it was started in
        ("jupyter_core", "5.7.2"),  # read settings that anybody of the machine could write
        ("tornado", "6.5.7"),
        ("jupyter_server", "2.19"),
        ("voila", "0.5.12"),
        ("pillow", "12.2"),
    ],
)
def test_no_version_with_a_known_hole_is_installed_with_kviz(name, unsafe):
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    rows = settings["options"]["install_requires"].splitlines()
    known = [
        row for row in map(Requirement, filter(_is_row, rows)) if not row.marker or row.marker.evaluate()
    ]
    floors = {row.name: row.specifier for row in known}

    assert not floors[name].contains(unsafe)
    assert floors[name].contains(Version(version(name)))


def _is_row(line):
    return bool(line.strip()) and not line.strip().startswith("#")


def test_the_address_can_be_read_by_a_phone(capsys):
    from kviz.app.server.serve import _show_code

    _show_code("http://192.0.2.7:8866/?token=" + "x" * 22)
    lines = capsys.readouterr().out.rstrip().splitlines()

    assert 15 < len(lines) < 30
    assert max(map(len, lines)) < 80


@pytest.mark.parametrize(
    ("people", "gigabytes", "seats"), [(40, 24, 40), (40, 12, 40), (100, 8, 28), (1, 1, 1), (5, 0.3, 1)]
)
def test_seats_are_checked_against_the_memory_of_the_machine(people, gigabytes, seats):
    """Together the kernels take no more than 90 %, and none less than it needs."""
    memory = int(gigabytes * 2**30)

    fit, limit, said = seats_for(people, memory)

    assert fit == seats
    assert limit >= SHARED + LEAST_MEMORY
    assert fit == 1 or fit * (limit - SHARED) <= 0.9 * memory
    assert bool(said) is (seats < people)


def test_where_nothing_is_known_of_the_machine_the_seats_are_as_asked():
    assert seats_for(40, None) == (40, SHARED + (2 << 30), "")


def test_a_process_that_dies_is_started_again_and_ends_with_us(monkeypatch, eventually):
    monkeypatch.setattr(keeper, "PAUSE", 0.1)

    with Keeper(["cat"]) as kept:
        first = kept.process
        first.kill()
        assert eventually(lambda: kept.process is not first, 10)
        second = kept.process
        assert second.poll() is None

    assert second.wait(timeout=5) != 0
    assert kept.process is second, "what we end stays ended"
