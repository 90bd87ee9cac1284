"""Whatever can take long tells how far it is, and that it has ended; the page gives it a number."""

import pytest
from asking import ask

from kviz.app.explorer.explorer import Explorer
from kviz.app.explorer.facts import TASKS

CSV = b"height,weight\n" + b"".join(b"%d,%d\n" % (i % 7, i * i % 11) for i in range(40))


def of_kind(sent, kind):
    return [content for content, _ in sent if content["type"] == kind]


@pytest.mark.parametrize("do", TASKS)
def test_every_task_is_something_that_python_does(do):
    assert do in Explorer.actions


@pytest.mark.parametrize(
    ("do", "message"),
    [
        ("starts", {"count": 20}),
        ("basins", {"cluster": 0}),
        ("download", {"suffix": ".gif", "step": 0}),
    ],
)
def test_a_task_tells_how_far_it_is_and_that_it_is_done(explorer, monkeypatch, do, message):
    monkeypatch.setattr("kviz.app.explorer.session.BETWEEN", -1.0)
    sent = ask(explorer, do, task=7, **message)

    parts = [told["part"] for told in of_kind(sent, "part")]
    assert parts and parts == sorted(parts) and parts[0] >= 0 and parts[-1] <= 1
    assert of_kind(sent, "done") == [{"type": "done", "task": 7, "cancelled": False}]


def test_a_table_and_a_change_of_k_are_told_when_they_are_done(explorer):
    for number, (do, buffers, message) in enumerate(
        [("upload", [CSV], {"name": "people.csv"}), ("change", [], {"changes": {"k": 4}})]
    ):
        sent = ask(explorer, do, buffers, task=number, **message)
        assert of_kind(sent, "done") == [{"type": "done", "task": number, "cancelled": False}]


def test_what_has_no_number_is_not_told(explorer):
    assert of_kind(ask(explorer, "starts", count=20), "done") == []


def test_a_cancelled_task_says_so_and_the_run_is_as_it_was(explorer, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("kviz.app.explorer.actions.restarts.settle_all", interrupted)
    before = explorer.trace

    sent = ask(explorer, "starts", count=20, task=3)

    assert of_kind(sent, "done") == [{"type": "done", "task": 3, "cancelled": True}]
    assert explorer.view["messages"]["page"] == "It was cancelled. The run is as it was."
    assert explorer.trace is before
