"""When the Python behind a page ends, the page says so, goes on playing, and can be restored."""

import os
import signal

import pytest
from stepping import press, sentence, settled, step, visit

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_dead_kernel_is_told_while_replay_goes_on_and_the_run_can_be_restored(page, start):
    server = start()
    visit(page, server, "#data=iris&k=3&init=k-means%2B%2B&seed=4&step=3")
    page.wait_for_function("() => document.querySelector('[role=status]').textContent.includes('A gets 67')")
    settled(page)
    before = sentence(page)
    for kernel in server.kernels():
        os.kill(kernel, signal.SIGKILL)

    page.get_by_role("alert").get_by_text("has ended").wait_for(timeout=12_000)
    press(page, "Next")
    assert step(page) == 4
    press(page, "Back")
    page.wait_for_function("() => location.hash.endsWith('step=3')")
    press(page, "Restore this run")
    restored = "text => document.querySelector('[role=status]')?.textContent === text"
    page.wait_for_function(restored, arg=before)
    assert page.get_by_label("Data set").input_value() == "iris"


@pytest.mark.slow
def test_a_lost_server_is_told_and_replay_goes_on(page, start):
    server = start()
    visit(page, server)
    server.stop()

    page.get_by_role("alert").get_by_text("connection").wait_for(timeout=12_000)
    press(page, "Next")
    assert step(page) == 1

    press(page, "Restore this run")
    page.get_by_text("still no answer").wait_for()
    press(page, "Next")
    assert step(page) == 2, "loading the page anew from nobody would have ended the replay, too"


def test_two_tabs_share_nothing_but_pictures_of_built_in_data(page, context, server):
    visit(page, server)
    drawn = {path.name for path in server.folder.glob("kviz-*/pictures/*")}
    other = context.new_page()
    visit(other, server)
    assert drawn
    assert {path.name for path in server.folder.glob("kviz-*/pictures/*")} == drawn, (
        "pictures of built-in data"
    )
    page.get_by_label("Clusters, k").fill("5")
    page.wait_for_function("() => location.hash.includes('k=5')")

    assert other.get_by_label("Clusters, k").input_value() == "2"
    assert "k=5" not in other.url
