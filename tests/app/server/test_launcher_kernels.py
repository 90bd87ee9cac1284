"""The processes behind open pages: one each, and none too many."""

import asyncio
import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import NoSuchKernel
from playwright.sync_api import expect

from kviz.app.server import kernel_manager
from kviz.app.server.guard.visits import Visitor
from kviz.app.server.kernel_manager import Kernels, OneKernelSpec

pytestmark = pytest.mark.browser


def pid_in(page) -> int:
    return int(re.search(r"of (\d+)", page.get_by_text("step").inner_text()).group(1))


def parent_of(pid) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])


def opened(page, server, path="/"):
    page.goto(server.address.rstrip("/") + path)
    page.get_by_role("button", name="Next").wait_for()
    return page


def test_loading_the_page_again_leaves_one_kernel_and_closing_it_none(start, stub_notebook, page, eventually):
    server = start("--notebook", str(stub_notebook))
    opened(page, server)
    first = pid_in(page)

    page.reload()
    page.get_by_role("button", name="Next").wait_for()
    second = pid_in(page)

    assert first != second
    assert eventually(lambda: server.kernels() == [second])
    page.close(run_before_unload=True)
    assert eventually(lambda: server.kernels() == [])


def test_two_tabs_share_nothing(stub_server, page):
    one, other = (opened(tab, stub_server) for tab in (page, page.context.new_page()))

    one.get_by_role("button", name="Next").click()
    one.get_by_text("step 1").wait_for()

    assert pid_in(one) != pid_in(other)
    expect(other.get_by_text("step 0")).to_be_visible()


def test_a_kernel_that_died_is_told_and_its_seat_is_free(start, stub_notebook, page, eventually):
    server = start("--notebook", str(stub_notebook), "--people", "1")
    opened(page, server)
    ask = page.locator("[data-kviz-alive]").get_attribute("data-kviz-alive")
    assert '"alive": true' in server.ask(ask).text

    os.kill(pid_in(page), signal.SIGKILL)

    assert eventually(lambda: server.ask(ask).text == '{"alive": false, "state": "dead"}', 5)
    assert eventually(lambda: server.ask("/", "GET").status == 200, 40)


def test_pages_still_open_when_the_forkserver_is_gone(start, stub_notebook, page):
    server = start("--notebook", str(stub_notebook))
    opened(page, server)
    first = pid_in(page)
    forkserver = parent_of(first)

    os.kill(forkserver, signal.SIGKILL)
    page.get_by_role("button", name="Next").click()
    page.get_by_text("step 1").wait_for()
    time.sleep(1.5)
    assert Path(f"/proc/{first}").exists(), "a kernel does not need the forkserver any more"
    opened(page, server)

    assert pid_in(page) != first


def test_a_forkserver_that_died_is_started_again(start, stub_notebook, page, eventually):
    """It loads anew in the background, and pages come from it again."""
    server = start("--notebook", str(stub_notebook))
    opened(page, server)

    before = parent_of(pid_in(page))
    os.kill(before, signal.SIGKILL)

    def comes_from_another() -> bool:
        parent = parent_of(pid_in(opened(page, server)))
        return parent != before and "server.forkserver" in Path(f"/proc/{parent}/cmdline").read_text(
            encoding="utf-8"
        )

    assert eventually(comes_from_another, 40)


def test_kernels_draw_different_random_numbers(start, tmp_path):
    """They are copies of one process, up to its random state."""
    path = tmp_path / "luck.ipynb"
    cell = nbformat.v4.new_code_cell(
        "import numpy, random; f'luck {numpy.random.random()} {random.random()}'"
    )
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    server = start("--notebook", str(path))

    first, second = (re.findall(r"luck ([\d.]+) ([\d.]+)", server.ask().text)[0] for _ in range(2))

    assert first[0] != second[0]
    assert first[1] != second[1]


def test_a_kernel_has_a_limit_of_memory_and_of_threads(start, tmp_path):
    """One person's million clusters end one process; forty people do not start forty times all cores."""
    path = tmp_path / "limit.ipynb"
    code = """import os, resource
f"{resource.getrlimit(resource.RLIMIT_AS)} {os.environ['OPENBLAS_NUM_THREADS']} threads" """
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)]), path)
    server = start("--notebook", str(path))

    assert f"({4 << 30}, {4 << 30}) 1 threads" in server.ask().text


@pytest.fixture
def clock(monkeypatch):
    """Kernels with one kernel called "k", and a clock to turn."""

    class Clock:
        now = 1000.0

        def monotonic(self) -> float:
            return self.now

        time = monotonic

    class Kernel:
        class last_activity:
            timestamp = staticmethod(lambda: 1000.0)

    clock = Clock()
    monkeypatch.setattr(kernel_manager, "time", clock)
    clock.kernels = Kernels()
    clock.kernels._kernels["k"] = Kernel
    clock.kernels._kernel_connections["k"] = 0
    clock.reason = lambda: clock.kernels._reason_to_end("k")
    return clock


def test_a_page_that_never_arrives_costs_its_kernel(clock):
    """Somebody else's robot asked for the page, or the person left at once."""
    assert clock.reason() is None
    clock.now += 44
    assert clock.reason() is None
    clock.now += 2
    assert clock.reason() == "its page is away for 46 s"


def test_a_page_may_be_away_for_half_a_minute(clock):
    """16 s until its silence is noticed, 35 s, 5 s until somebody looks: its seat is free in a minute."""
    clock.kernels.notify_connect("k")
    clock.now += 500
    assert clock.reason() is None
    clock.kernels.notify_disconnect("k")
    assert clock.reason() is None
    clock.now += 34
    assert clock.reason() is None
    clock.now += 2
    assert clock.reason() == "its page is away for 36 s"


def test_a_page_that_came_back_is_not_away(clock):
    clock.kernels.notify_connect("k")
    clock.kernels.notify_disconnect("k")
    clock.reason()
    clock.now += 30
    clock.kernels.notify_connect("k")
    clock.reason()
    clock.kernels.notify_disconnect("k")
    clock.now += 30
    assert clock.reason() is None


def test_a_forgotten_page_gives_its_kernel_back_after_two_hours(clock):
    clock.kernels.notify_connect("k")
    clock.now += 7200
    assert clock.reason() is None
    clock.now += 1
    assert clock.reason() == "nothing happened for 7201 s"


def test_the_server_knows_its_own_python_only():
    """A kernel called python3 that somebody installed may belong to a Python without kviz."""
    specs = OneKernelSpec()

    assert list(specs.get_all_specs()) == ["python3"]
    assert specs.get_kernel_spec("python3").argv[1:3] == ["-m", "kviz.app.server.kernel_process"]
    with pytest.raises(NoSuchKernel):
        specs.get_kernel_spec("ir")


def test_a_page_that_fails_to_start_says_so_and_keeps_no_kernel(start, tmp_path, eventually):
    path = tmp_path / "broken.ipynb"
    cells = [nbformat.v4.new_code_cell("import os; os._exit(1)")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    server = start("--notebook", str(path))
    began = time.monotonic()

    answer = server.ask()

    assert "The page could not be started" in answer.text
    assert "Traceback" not in answer.text
    assert time.monotonic() - began < 60
    assert eventually(lambda: server.kernels() == [])


def test_an_error_in_the_notebook_is_told_without_its_inside(start, tmp_path, eventually):
    path = tmp_path / "raises.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("secret_name")]), path)
    server = start("--notebook", str(path))

    answer = server.ask()

    assert "The page could not be started: Python reported an error" in answer.text
    assert "secret_name" not in answer.text and "NameError" not in answer.text
    # the log comes through a pipe of its own, so it may be a moment later than the answer
    assert eventually(lambda: any("NameError" in line for line in server.lines)), server.lines


def test_pages_are_made_a_few_at_a_time_in_the_order_of_their_visitors(monkeypatch):
    """Where a class comes at once, the first need not wait for the last; who leaves gives the turn away."""
    started = []

    async def start_kernel(self, kernel_id, **_):
        started.append(kernel_id)

    monkeypatch.setattr(kernel_manager, "AT_ONCE", 2)
    monkeypatch.setattr(Kernels, "start_kernel", start_kernel)
    monkeypatch.setattr(Kernels, "get_kernel", lambda self, kernel_id: kernel_id)

    async def come():
        kernels = Kernels()
        visits = [kernels.begin(Visitor("a", "10.0.0.1")) for _ in range(5)]
        await asyncio.sleep(0.05)
        assert started == [kernel_id for kernel_id, _ in visits[:2]]
        kernels.settled(*visits[2])  # left while waiting
        kernels.settled(*visits[0])
        await asyncio.sleep(0.05)
        assert started == [visits[i][0] for i in (0, 1, 3)]
        assert visits[2][1].cancelled()
        kernels.settled(*visits[1])
        kernels.settled(*visits[1])  # told twice, it counts once
        await asyncio.sleep(0.05)
        assert started == [visits[i][0] for i in (0, 1, 3, 4)]

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, come()).result()
