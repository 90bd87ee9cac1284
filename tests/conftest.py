"""A real browser for every test that asks for ``page``, and proof that nothing in it left the machine."""

import os
import signal
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from hypothesis import settings
from windows import Windows, outside, watched

# a background job ignores Ctrl-C, under nohup the end of its terminal too: what the tests start inherits that
for number in (signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.default_int_handler)

# the same examples for everybody in continuous integration, new ones on every run elsewhere
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


NO_CHROMIUM = (
    "no Chromium on this machine: run python tests/programs/chromium.py, or name one in KVIZ_CHROMIUM"
)


class ExamplesInAFolder:
    """An example that writes ``run.gif`` writes it into a folder of its own."""

    @pytest.fixture(autouse=True)
    def _own_folder(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        if isinstance(request.node, pytest.DoctestItem):
            monkeypatch.chdir(request.getfixturevalue("tmp_path"))


def pytest_configure(config: pytest.Config) -> None:
    """The examples stand in kviz/, out of this file's reach: a plugin reaches them."""
    config.pluginmanager.register(ExamplesInAFolder())


# what a busy machine can do to a browser that does nothing wrong, and how many tests of a run it may do it to
SECOND_TRY = pytest.mark.flaky(
    reruns=1, only_rerun=["^TimeoutError: .*Timeout [0-9]+ms exceeded", "Locator expected"]
)
SECOND_TRIES = 3


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first: where files run side by side, the last to end should be a short one.

    What waits for a browser in vain is tried once more; the summary names it.
    """
    weight = Counter[Path]()
    for item in items:
        slow, browser = (item.get_closest_marker(name) is not None for name in ("slow", "browser"))
        weight[item.path] += 5 * slow + browser
        if browser:
            item.add_marker(SECOND_TRY)
    items.sort(key=lambda item: -weight[item.path])


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Many second tries are no accident of the machine: then the run has failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and len(reporter.stats.get("rerun", [])) > SECOND_TRIES:
        reporter.write_line(
            f"More than {SECOND_TRIES} tests needed a second try: look at what they share.", red=True
        )
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Only kviz has examples: what the tests import is not collected for them."""
    return True if collection_path.suffix == ".py" and collection_path.name[:5] != "test_" else None


@pytest.fixture(scope="session")
def tutorial():
    """The tutorial's run: two start centroids that are not data points."""
    import kviz

    data = kviz.datasets["tutorial"]()
    return kviz.run(data, k=2, init=data.start)


@pytest.fixture(scope="session")
def listened():
    """``listened(explorer)``: the explorer, which keeps what it sends beside its traits in ``sent``."""

    def listened(explorer):
        explorer.sent = []
        explorer.send = lambda content, buffers=None: explorer.sent.append((content, list(buffers or [])))
        return explorer

    return listened


@pytest.fixture
def explorer(listened):
    """The page's Python half."""
    import kviz

    return listened(kviz.explore())


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser; without one a test fails where CI is set, and is skipped on a person's machine."""
    path = chromium.find()
    if path is None and os.environ.get("CI"):
        pytest.fail(NO_CHROMIUM)
    if path is None:
        pytest.skip(NO_CHROMIUM)
    return path


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[object]:
    """A headless Chromium for which every outside host hangs: it answers nothing, and refuses nothing.

    One process draws all pages of a host: another one for every test would cost more than most tests do.
    """
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)
    with socket.create_server(("127.0.0.1", 0)) as silence, sync_playwright() as playwright:
        port = silence.getsockname()[1]
        hang = f"--host-resolver-rules=MAP * 127.0.0.1:{port}, EXCLUDE localhost, EXCLUDE 127.0.0.1"
        flags = [*chromium.FLAGS, "--process-per-site", hang]
        browser = playwright.chromium.launch(executable_path=chromium_path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def context(browser) -> Iterator[object]:
    """A browser that was never used before. ``context.asked`` lists every address it asked for."""
    context = watched(browser.new_context(viewport={"width": 1280, "height": 720}))
    yield context
    context.close()
    assert outside(context) == [], "requests that left the machine"


@pytest.fixture(scope="session")
def windows(browser) -> Windows:
    """The browsers that are kept."""
    return Windows(browser)


@pytest.fixture
def page(windows) -> Iterator[object]:
    """A blank tab. ``page.errors`` lists what its scripts threw, ``page.context.asked`` what it asked for."""
    context = windows.context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    windows.leave(context)


@pytest.fixture
def phone(windows) -> Iterator[object]:
    """A blank tab of 360 by 740, for a finger."""
    context = windows.context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield context.new_page()
    windows.leave(context)
