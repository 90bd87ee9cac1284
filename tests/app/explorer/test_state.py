"""The page's state travels in parts: what did not change is not sent again, and threads do not meet in it."""

import json
import threading
import time

import pytest
from asking import ask, change

import kviz
from kviz.app.explorer import view_model
from kviz.app.frame_store import FrameStore

PARTS = ["status", *view_model.PARTS]


@pytest.fixture
def wire(monkeypatch):
    """What goes to the browser: a list of the state that each message carries."""
    import comm

    sent = []

    class Recording(comm.base_comm.BaseComm):
        def publish_msg(self, kind, data=None, metadata=None, buffers=None, **keys):
            if (data or {}).get("method") == "update":
                sent.append(data["state"])

    monkeypatch.setattr(comm, "create_comm", Recording)
    return sent


@pytest.fixture
def watched(wire):
    explorer = kviz.explore()
    wire.clear()
    return explorer


def changed(wire):
    return {name for state in wire for name in state}


def test_a_step_sends_nothing_back(watched, wire):
    """The browser knows where it is."""
    watched.set_state({"index": 3})

    assert watched.index == 3
    assert changed(wire) <= {"index"}


def test_a_message_is_sent_alone(watched, wire):
    change(watched, k=99)

    assert changed(wire) == {"status"}
    assert "from 1 to 12" in wire[-1]["status"]["messages"]["k"]
    assert len(json.dumps(wire)) < 400


def test_a_request_that_was_heard_costs_its_number(watched, wire):
    change(watched, k=4)
    wire.clear()
    watched._receive(watched, {"do": "change", "changes": {"k": 4}, "number": 9}, [])

    assert [set(state) for state in wire] == [{"status"}]
    assert wire[0]["status"]["heard"] == 9


def test_another_k_does_not_send_data_sets_and_files_again(watched, wire):
    change(watched, k=3)

    assert changed(wire) & {"offers", "about", "given", "point"} == set()
    assert {"choices", "clusters", "places", "films", "frames", "run"} <= changed(wire)
    assert "asked" not in changed(wire), "questions go out to who predicts"


def test_a_clicked_point_sends_itself_and_its_pictures(watched, wire):
    places = view_model.parts_of(watched, watched.store)["places"]
    ask(watched, "inspect", at=places["handles"][-1][0])
    if watched.inspected is None:
        watched.inspect(0)

    assert changed(wire) & set(PARTS) == {"point"}


def test_every_part_is_a_trait_and_every_field_has_one_home(watched):
    names = [name for part in PARTS for name in getattr(watched, part)]

    assert len(names) == len(set(names))
    assert set(watched.view) == set(names)


def test_messages_on_several_threads_do_not_meet(watched, wire, monkeypatch):
    """JupyterLab delivers them beside the cell that runs; every picture and answer is of one run."""
    inside, most = [0], [0]
    draw = FrameStore.png

    def png(store, f, i):
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.002)
        picture = draw(store, f, i)
        inside[0] -= 1
        return picture

    answers = []
    monkeypatch.setattr(FrameStore, "png", png)
    monkeypatch.setattr(
        watched,
        "send",
        lambda content, buffers=None: answers.append((content, len(buffers or []), len(watched.store))),
    )

    def visitor(n):
        for i in range(6):
            change(watched, k=2 + (n + i) % 4)
            ask(watched, "want", run=watched.run, frames=[[0, 0], [0, 1], [0, 99]])
            watched.set_state({"index": i})
            watched.index = 1

    threads = [threading.Thread(target=visitor, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1]
    assert all(len(content["frames"]) == pictures for content, pictures, _ in answers)
    assert watched.view["messages"] == {}
    assert watched.settings.k == watched.trace.k == len(watched.clusters["colors"])
    assert len(watched.frames[0]) == len(watched.trace) == len(watched.films[0]["steps"])
    for state in wire:
        if "films" in state and "frames" in state:
            assert len(state["films"][0]["steps"]) == len(state["frames"][0])


def test_the_run_that_is_drawn_before_has_the_whole_state(explorer):
    """The page begins with it, and Python sends only what changes."""
    from kviz.app.first_run import first_runs

    jupyters = {"layout", "tabbable", "tooltip"}
    ours = {name for name in explorer.keys if name[0] != "_"} - jupyters
    state = json.loads(first_runs()["first-dark-360x740"])

    assert set(state) == ours | {"thumbnails"}
    assert state["look"]["theme"] == "dark"
    assert all(all(film) for film in state["frames"]), "every picture of it is there"
