"""How the page's files reach the browser: packed, once, and kept there."""

import gzip
import re

import pytest
from serving import fetched

from kviz.app.server.files.packed import Shelf


@pytest.fixture(scope="module")
def places(stub_server):
    """One file of ours and one of Voila's."""
    page = stub_server.ask().text
    return {
        "ours": re.search(r'href="([^"]+page\.css[^"]*)"', page).group(1),
        "Voila's": re.search(r'src="([^"]+voila\.js)"', page).group(1),
    }


@pytest.mark.parametrize("whose", ["ours", "Voila's"])
def test_files_come_packed_and_are_kept_for_good(stub_server, places, whose):
    plain, text = fetched(stub_server, places[whose])
    packed, body = fetched(stub_server, places[whose], Accept_Encoding="gzip, br")

    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == text
    assert len(body) == int(packed.headers["Content-Length"]) < len(text)
    assert packed.headers["Vary"] == "Accept-Encoding"
    for answer in (plain, packed):
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_the_browser_has_is_not_sent_again(stub_server, places):
    first, _ = fetched(stub_server, places["ours"], Accept_Encoding="gzip")
    again, body = fetched(
        stub_server, places["ours"], Accept_Encoding="gzip", If_None_Match=first.headers["Etag"]
    )

    assert again.status == 304
    assert body == b""


def test_part_of_a_file_is_sent_as_it_is(stub_server, places):
    answer, body = fetched(stub_server, places["Voila's"], Accept_Encoding="gzip", Range="bytes=0-9")

    assert answer.status == 206
    assert len(body) == 10


@pytest.mark.parametrize(
    "path", ["/voila/static/x/voila.js", "/voila/static/../voila.js", "/voila/static/%2e%2e/app.py"]
)
def test_packing_opens_no_other_place(stub_server, path):
    assert fetched(stub_server, path, Accept_Encoding="gzip")[0].status in (403, 404)


def test_a_file_is_packed_once_and_again_when_it_changes(tmp_path):
    shelf, path = Shelf(), tmp_path / "a.js"
    path.write_text("one" * 100)
    first = shelf.packed(path)

    assert shelf.packed(path) is first
    path.write_text("two" * 200)
    assert gzip.decompress(shelf.packed(path)) == b"two" * 200
    assert shelf.packed(tmp_path / "a.png") is None, "a picture is packed already"


def test_the_shelf_has_an_end(tmp_path):
    shelf = Shelf(most=200)
    for name in "abcdef":
        (tmp_path / f"{name}.js").write_bytes(bytes(range(256)))
        shelf.packed(tmp_path / f"{name}.js")

    assert len(shelf._files) == 1
