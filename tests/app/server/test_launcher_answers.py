"""What the server says to requests that are not a person opening the page."""

import re

import pytest

from kviz.app.server.host_names import own_names

WORD = "open-sesame-1001-nights"


@pytest.mark.parametrize(
    "path", ["/nope", "/kviz.ipynb", "/voila/render/kviz.ipynb", "/api/contents", "/../etc/passwd"]
)
def test_an_unknown_address_gets_a_helpful_page_and_no_kernel(stub_server, path):
    before = len(stub_server.kernels())

    answer = stub_server.ask(path)

    assert answer.status == 404
    assert '<a href="/">Open it here.</a>' in answer.text
    assert len(stub_server.kernels()) == before


def test_head_is_answered_without_a_kernel(stub_server):
    before = len(stub_server.kernels())

    answer = stub_server.ask("/", "HEAD")

    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert len(stub_server.kernels()) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Dest": "image"},
        {"Sec_Fetch_Dest": "empty"},
        {"Sec_Purpose": "prefetch"},
        {"Sec_Purpose": "prefetch;prerender"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Dest": "iframe"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Dest": "iframe"},
    ],
)
def test_a_page_that_nobody_looks_at_gets_no_kernel(stub_server, headers):
    """Another site may name our address as a picture a hundred times; a browser may guess."""
    before = len(stub_server.kernels())

    assert stub_server.ask("/", **headers).status == 403
    assert len(stub_server.kernels()) == before


@pytest.mark.parametrize(
    "query",
    ["?template=nope", "?theme=dark", "?template=reveal&theme=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"],
)
def test_the_address_changes_neither_template_nor_theme_and_is_never_markup(stub_server, query):
    strip = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|0x[0-9a-f]+|\b\d{2,}\b")

    plain, queried = (strip.sub("", stub_server.ask(f"/{extra}").text) for extra in ("", query))

    assert queried == plain
    assert "alert(1)" not in queried


def test_no_answer_names_another_machine(stub_server):
    """Not the page, not an error, not a style sheet: there is no CDN to wait for."""
    page = stub_server.ask().text
    inside = re.findall(r'(?:href|src)="([^"]+)"', page)

    texts = [
        page,
        stub_server.ask("/nope").text,
        *(stub_server.ask(link).text for link in inside if ".css" in link),
    ]

    assert inside
    assert not [
        link
        for text in texts
        for link in re.findall(r"(?:https?:)?//(?!www\.w3\.org/)[\w-]+\.\w[^\s\"']*", text)
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nope",
        "/voila/static/voila.js",
        "/voila/static/nope",
        "/voila/templates/kviz/static/page.css",
        "/kviz/alive?kernel=x",
        "/voila/files/stub.ipynb",
    ],
)
def test_every_answer_carries_the_content_policy(stub_server, path):
    headers = stub_server.ask(path).headers

    assert "default-src 'self'; script-src 'self' blob:;" in headers["Content-Security-Policy"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/stub.ipynb",
        "/voila/files/secret.png",
        "/voila/files/.hidden.png",
        "/voila/static/../../stub.ipynb",
        "/voila/templates/kviz/static/../index.html.j2",
    ],
)
def test_no_file_of_the_machine_is_served(stub_server, stub_notebook, path):
    for name in ("secret.png", ".hidden.png"):
        (stub_notebook.parent / name).write_text("secret")

    answer = stub_server.ask(path)

    assert answer.status in (403, 404)
    assert "secret" not in answer.text and "rendered_cells" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example"]
)
def test_a_stranger_s_name_is_refused(stub_server, host):
    """DNS rebinding: the browser believes that evil.example is this machine, and sends that name."""
    before = len(stub_server.kernels())

    for path in ("/", "/kviz/alive?kernel=x", "/voila/static/voila.js"):
        answer = stub_server.ask(path, Host=host)
        assert answer.status == 403
        assert "does not answer to the name" in answer.text
    assert len(stub_server.kernels()) == before


@pytest.mark.parametrize(
    ("host", "name", "ours"),
    [
        ("localhost", "localhost", True),
        ("localhost", "127.0.0.1", True),
        ("localhost", "192.168.1.7", False),
        ("localhost", "kviz.school", False),
        ("0.0.0.0", "192.168.1.7", True),
        ("0.0.0.0", "[fe80::1]", True),
        ("0.0.0.0", "evil.example", False),
        ("0.0.0.0", "kviz.school", True),
        ("0.0.0.0", "kviz-school", False),
    ],
)
def test_names_this_machine_answers_to(host, name, ours):
    pattern = own_names(host, ["KVIZ.school"] if host == "0.0.0.0" else [])

    assert bool(re.match(pattern, name)) is ours


@pytest.mark.parametrize(
    "path",
    [
        "/voila/templates/x",
        "/voila/templates/../x",
        "/api/kernels/0-0-0-0-0",
        "/voila/api/themes/x",
        "/voila/labextensions/%00",
        "/%ff",
        "/kviz/alive",
        "/api/kernels/0-0-0-0-0/channels",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PUT"])
def test_no_request_is_answered_with_the_server_s_inside(stub_server, path, method):
    answer = stub_server.ask(path, method)

    assert answer.status in (200, 400, 403, 404, 405, 500)
    assert (
        "Traceback" not in answer.text and "site-packages" not in answer.text and 'File "' not in answer.text
    )


@pytest.mark.parametrize("path", ["/login", "/logout", "/login?next=/"])
def test_there_is_no_login_page(stub_server, path):
    """Voila's would let whoever comes first choose a password."""
    assert stub_server.ask(path).status == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_on_another_site_leads_to_one_more_click(stub_server, site):
    """Another site can open our address unseen, again and again; only a person clicks on our page."""
    before = len(stub_server.kernels())

    answer = stub_server.ask('/?k=3&x="><script>', Sec_Fetch_Site=site, Sec_Fetch_Dest="document")

    assert answer.status == 200
    assert 'href="/?k=3&amp;x=' in answer.text and "><script>" not in answer.text
    assert "Open kviz" in answer.text
    assert len(stub_server.kernels()) == before
    assert stub_server.ask("/", Sec_Fetch_Site="same-origin", Sec_Fetch_Dest="document").status == 200


def test_health_is_told_without_a_kernel_and_without_a_token(start, stub_notebook):
    server = start("--notebook", str(stub_notebook), "--token", WORD)

    answer = server.ask("/healthz")

    assert (answer.status, answer.text) == (200, '{"status": "ok"}')
    assert server.kernels() == []


@pytest.mark.parametrize(
    ("limit", "status", "said"),
    [("--per-address", 429, "--per-address"), ("--people", 503, "Every seat is taken")],
)
def test_whoever_finds_no_seat_is_asked_to_come_back(start, stub_notebook, limit, status, said):
    server = start("--notebook", str(stub_notebook), limit, "1")
    assert server.ask().status == 200

    second = server.ask()

    assert second.status == status
    assert second.headers["Retry-After"] == "30"
    assert said in second.text
    assert len(server.kernels()) == 1


def test_with_a_token_only_who_knows_it_comes_in(start, stub_notebook):
    server = start("--notebook", str(stub_notebook), "--token", WORD, "--public")
    assert server.address.endswith(f"/?token={WORD}")

    assert server.ask("/").status == 403
    assert server.ask("/?token=wrong").status == 403
    assert server.ask("/kviz/alive?kernel=x").status == 403
    assert server.kernels() == []

    entry = server.ask(f"/?token={WORD}&k=4")
    assert entry.status == 302
    assert (
        entry.headers["Location"] == "/?k=4"
    )  # the word does not stay in the address, where it would be shared
    cookies = "; ".join(cookie.partition(";")[0] for cookie in entry.headers.get_all("Set-Cookie"))
    assert server.ask("/?k=4", Cookie=cookies).status == 200


def test_alive_tells_a_kernel_from_none(stub_server):
    path = re.search(r'data-kviz-alive="([^"]+)"', stub_server.ask().text).group(1)

    assert stub_server.ask(path).text in (
        '{"alive": true, "state": "idle"}',
        '{"alive": true, "state": "starting"}',
    )
    assert stub_server.ask("/kviz/alive?kernel=nobody").text == '{"alive": false, "state": "dead"}'
    assert stub_server.ask(path).headers["Cache-Control"] == "no-store"
