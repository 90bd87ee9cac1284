"""The Segment part without a browser: every wrong claim, failure and cancel is answered."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from asking import ask
from segmenting import FEATURES, TABLE, answers, search

from kviz.app.explorer.background_task import Cancelled, Search
from kviz.app.explorer.settings import MAX_K


def test_missing_values_are_refused_or_handled_by_choice(explorer):
    ask(explorer, "upload", [memoryview(TABLE + b"99,y,,3\n")], name="gaps.csv")
    ask(explorer, "columns", missing="drop")
    [fault] = answers(search(explorer), "segment fault")
    [said] = answers(search(explorer, missing="drop"), "segmented")

    assert "income" in fault["text"]
    assert said["segments"][-1]["size"] == 36
    [(_, [data])] = ask(explorer, "segment file", suffix=".csv")
    assert data.decode().splitlines()[-1].endswith(",,")


@pytest.mark.parametrize(
    "wrong",
    [
        {"features": []},
        {"features": "income"},
        {"features": None},
        {"features": ["sort"]},
        {"features": [["income"]]},
        {"k": 0},
        {"k": MAX_K + 1},
        {"k": "many"},
        {"k": [3]},
        {"k": float("nan")},
        {"scale": True},
        {"scale": ["auto"]},
        {"missing": "guess"},
        {"missing": {}},
    ],
    ids=str,
)
def test_a_wrong_search_is_answered_in_words(uploaded, wrong):
    sent = search(uploaded, **{"features": FEATURES, **wrong})

    assert len(answers(sent, "segment fault")) == 1
    assert uploaded.segmenting.found is None


UNFIT = (
    {"do": "segment open", "k": 11},
    {"do": "segment open", "k": "x"},
    {"do": "segment open"},
    {"do": "segment file", "suffix": ".exe"},
    {"do": "segment file", "suffix": ["a"]},
    {"do": "segment names", "names": "abc"},
    {"do": "segment names", "names": ["a"] * 9},
    {"do": "segment names", "names": [None, {"a": 1}]},
)


def test_nothing_that_a_visitor_sends_changes_the_run_or_raises(found):
    before = found.settings, found.segmenting.found.k
    for message in UNFIT:
        found._receive(found, message, [])
        assert (found.settings, found.segmenting.found.k) == before, message


@pytest.mark.parametrize("do", ["segment open", "segment file", "segment names", "segment pictures"])
def test_before_a_search_there_is_nothing_to_take(explorer, do):
    assert ask(explorer, do, k=2, suffix=".csv", names=["a"]) == []


def test_a_failure_is_told_without_a_traceback(uploaded, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("a secret of the server")

    monkeypatch.setattr("kviz.app.explorer.actions.segment.segment", fail)
    [fault] = answers(search(uploaded), "segment fault")

    assert "secret" not in fault["text"]


def test_a_cancelled_search_leaves_what_was_found_before(found, monkeypatch):
    """Cancelled after the first k: nothing is told any more."""
    before = found.segmenting.found
    send = found.send

    def send_and_cancel(content, buffers=None):
        send(content, buffers)
        if content["type"] == "segmenting" and content["part"] > 0:
            found._receive(found, {"do": "segment cancel"}, [])

    monkeypatch.setattr(found, "send", send_and_cancel)
    sent = search(found)

    kinds = [content["type"] for content, _ in sent]
    assert kinds == ["segmenting", "segmenting", "segment cancelled"]
    assert found.segmenting.found is before


def test_a_cancelled_search_tells_nothing():
    told = []
    search = Search()
    search.cancel()
    search.tell(lambda: told.append(1))
    search.start(search.go_on)

    assert told == []
    with pytest.raises(Cancelled):
        search.go_on()


def test_work_beside_a_loop_is_told_in_the_loops_own_thread():
    """Widgets may be written to from one thread only."""

    async def page():
        told, threads = asyncio.Event(), []
        search = Search()

        def work():
            threads.append(threading.current_thread())
            search.tell(lambda: threads.append(threading.current_thread()))
            search.tell(told.set)

        search.start(work)
        await asyncio.wait_for(told.wait(), 20)
        return threads

    with ThreadPoolExecutor(1) as own:
        worker, teller = own.submit(asyncio.run, page()).result()
        assert teller is own.submit(threading.current_thread).result()

    assert worker is not teller
