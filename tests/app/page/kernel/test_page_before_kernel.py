"""First the picture, then the kernel: the page plays before there is one, and needs no seat for it."""

import gzip
import re
import socket

import pytest
from playwright.sync_api import expect
from serving import fetched
from stepping import press, sentence, step, there, visit

pytestmark = pytest.mark.browser

KERNEL = "**/kviz/kernel"


def cookies_of(answer):
    return "; ".join(part.partition(";")[0] for part in answer.headers.get_all("Set-Cookie"))


def asking(server):
    """The headers of a page that asks for its kernel."""
    known = cookies_of(server.ask())
    return {"Cookie": known, "X_XSRFToken": re.search(r"_xsrf=([^;]+)", known).group(1)}


def test_the_page_is_there_without_a_kernel(server):
    before = len(server.kernels())

    answer = server.ask()

    assert answer.status == 200
    assert "<title>kviz: see k-means think</title>" in answer.text
    assert len(server.kernels()) == before


def test_a_first_visit_is_small_and_asks_little(server, context):
    visit(context.new_page(), server)
    addresses = [url for url in dict.fromkeys(context.asked) if "/kviz/page/" in url]
    sizes = {}
    for url in addresses:
        answer, body = fetched(server, "/" + url.split("/", 3)[3], Accept_Encoding="gzip")
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
        assert gzip.decompress(body)
        sizes[url] = len(body)

    assert len(context.asked) <= 25, context.asked
    assert {url.rsplit(".", 1)[1] for url in sizes} == {"js", "css", "json"}
    assert sum(sizes.values()) < 1_300_000


def test_the_run_plays_before_its_kernel_which_takes_over_without_a_jump(server, page):
    """Step, sentence and focus stay; what was chosen meanwhile is done then."""
    held = []
    page.route(KERNEL, lambda route: held.append(route))
    before = len(server.kernels())
    page.goto(server.address)
    page.get_by_role("slider", name="Step").wait_for()
    for _ in range(3):
        press(page, "Next")
    page.wait_for_function("() => document.querySelector('input[aria-label=Step]').value === '3'")
    said = sentence(page)
    expect(page.locator(".kviz-arrival")).to_contain_text("in a few seconds")
    assert len(server.kernels()) == before
    page.wait_for_function("() => document.querySelector('canvas').width > 0")

    held[0].continue_()
    there(page)
    assert (step(page), sentence(page)) == (3, said)
    assert page.evaluate("document.activeElement.textContent.trim()") == "Next"
    press(page, "Next")
    page.wait_for_function("said => document.querySelector('[role=status]').textContent !== said", arg=said)
    assert page.errors == []


def test_what_is_chosen_before_the_kernel_is_there_is_done_when_it_comes(server, page):
    held = []
    page.route(KERNEL, lambda route: held.append(route))
    page.goto(server.address)
    page.get_by_label("Clusters, k").fill("5")
    page.wait_for_timeout(100)

    held[0].continue_()

    page.wait_for_function("() => location.hash.includes('k=5')")
    page.get_by_role("button", name="Undo", disabled=False).wait_for()


def test_a_link_to_another_run_waits_for_its_kernel(server, page):
    held = []
    page.route(KERNEL, lambda route: held.append(route))
    page.goto(server.address + "#data=blobs&k=3&init=k-means%2B%2B&seed=0&step=5")
    page.get_by_text("Python is coming to draw the run of this link").wait_for()
    expect(page.locator("canvas").first).to_be_hidden()

    held[0].continue_()

    page.wait_for_function("() => document.querySelector('input[aria-label=Step]').value === '5'")
    expect(page.get_by_label("Data set")).to_have_value("blobs")
    expect(page.locator("canvas").first).to_be_visible()


def test_watching_needs_no_seat_and_a_seat_that_is_free_is_taken(start, context, eventually):
    server = start("--people", "1")
    first, second = context.new_page(), context.new_page()
    visit(first, server)

    second.goto(server.address + "#data=blobs&k=3")
    second.get_by_text("Every seat of this server is taken").wait_for()
    press(second, "Next")
    second.wait_for_function("() => document.querySelector('input[aria-label=Step]').value === '1'")
    assert len(server.kernels()) == 1
    first.close(run_before_unload=True)

    assert eventually(lambda: server.kernels() == [])
    second.get_by_role("button", name="Start Python again").click()  # sooner than the page itself does
    there(second)
    second.wait_for_function("() => location.hash.includes('data=blobs&k=3')")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X_XSRFToken": "wrong"}, 403),
        ({"X_XSRFToken": ""}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
    ],
)
def test_no_other_site_can_ask_for_a_kernel(server, headers, status):
    before = len(server.kernels())

    answer = server.ask("/kviz/kernel", "POST", **{**asking(server), **headers})

    assert answer.status == status
    assert server.ask("/kviz/kernel").status == 405, "a link starts nothing"
    assert len(server.kernels()) == before


def test_a_page_that_leaves_while_it_waits_keeps_no_kernel(server, eventually):
    before = len(server.kernels())
    given = asking(server)
    words = [f"{name.replace('_', '-')}: {value}" for name, value in given.items()]
    request = ["POST /kviz/kernel HTTP/1.1", f"Host: localhost:{server.port}", "Content-Length: 0", *words]
    with socket.create_connection(("localhost", server.port)) as line:
        line.sendall("\r\n".join([*request, "", ""]).encode())

    assert eventually(lambda: len(server.kernels()) == before)


@pytest.mark.parametrize("name", ["places.json", "../forkserver", "script.js", "%2e%2e/pictures"])
def test_only_the_files_of_the_page_are_given_away(server, name):
    assert server.ask(f"/kviz/page/{name}").status == 404


def test_a_kernel_that_cannot_start_is_told_and_the_steps_play_on(start, page, tmp_path, eventually):
    path = tmp_path / "broken.ipynb"
    path.write_text(
        '{"cells": [{"cell_type": "code", "execution_count": null, "id": "a", "metadata": {}, "outputs": [], '
        '"source": "raise RuntimeError(\'a secret of the server\')"}], '
        '"metadata": {"kviz": {"shows": "explore"}}, "nbformat": 4, "nbformat_minor": 5}'
    )
    server = start("--notebook", str(path))
    page.goto(server.address)

    page.get_by_text("Python could not be started for this page").wait_for()
    press(page, "Next")
    assert step(page) == 1
    assert eventually(lambda: server.kernels() == [])
    assert eventually(lambda: any("a secret" in line for line in server.lines))
