"""One bridge, two carriers: a notebook's comm and a worker's messages give a page the same answers."""

import pytest
from carriers import OverComm, OverWorker

CSV = b"height,weight\n" + b"".join(b"%d,%d\n" % (i % 7, i * i % 11) for i in range(40))
JUPYTERS = {"layout", "tabbable", "tooltip"}


@pytest.fixture(scope="module")
def comm():
    with pytest.MonkeyPatch.context() as monkeypatch:
        page = OverComm(monkeypatch)
        yield page
        page.close()


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    page = OverWorker(tmp_path_factory.mktemp("w"))
    yield page
    page.close()


@pytest.fixture(params=["comm", "worker"])
def page(request):
    """The page with the tutorial's run on screen, whatever a test before has done."""
    page = request.getfixturevalue(request.param)
    page.tell({"do": "change", "changes": {"data": "blobs", "k": 3}})
    page.tell({"do": "change", "changes": {"data": "tutorial"}})
    page.tell({"method": "update", "state": {"index": 0}})
    page.messages.clear()
    page.updates.clear()
    return page


def without_sizes(state):
    """What two carriers must agree on: frames as whether they are there."""
    frames = [[picture is not None and picture[:4] for picture in film] for film in state["frames"]]
    ours = {name: value for name, value in state.items() if name[0] != "_" and name not in JUPYTERS}
    return {**ours, "frames": frames}


def test_both_carriers_open_with_the_same_state(comm, worker):
    assert without_sizes(comm.state) == without_sizes(worker.state)


def test_the_first_picture_comes_ahead_of_the_state(page):
    page.tell({"do": "change", "changes": {"data": "blobs"}})
    content, pictures = page.messages[0]

    assert content == {"type": "ahead", "run": page.state["run"], "frames": [[0, page.state["index"]]]}
    assert [bytes(picture[:4]) for picture in pictures] == [b"\x89PNG"]
    assert page.state["frames"][0] == [None] * len(page.state["films"][0]["steps"])


def test_frames_come_as_buffers_of_an_answer(page):
    page.tell({"do": "want", "run": page.state["run"], "frames": [[0, 2], [0, 1]]})

    [(content, pictures)] = page.messages
    assert content == {"type": "frames", "run": page.state["run"], "frames": [[0, 2], [0, 1]]}
    assert [picture[:4] for picture in pictures] == [b"\x89PNG"] * 2


def test_another_k_is_one_message_that_names_what_changed(page):
    page.tell({"do": "change", "changes": {"k": 4}})

    assert page.state["choices"]["settings"]["k"] == 4
    assert sum("run" in names for names in page.updates) == 1
    assert all("offers" not in names for names in page.updates)


def test_what_the_page_has_set_is_not_sent_back(page):
    page.tell({"method": "update", "state": {"index": 3}})

    assert page.updates == []


def test_a_step_beyond_the_run_is_put_right(page):
    page.tell({"method": "update", "state": {"index": 999}})

    assert page.state["index"] == len(page.state["films"][0]["steps"]) - 1


def test_a_part_of_the_state_that_is_not_the_pages_stays(page):
    page.tell({"method": "update", "state": {"run": 77, "films": []}})

    assert page.state["run"] != 77
    page.tell({"do": "want", "run": page.state["run"], "frames": [[0, 0]]})
    assert page.messages[0][0]["run"] == page.state["run"]


def test_bytes_of_the_page_reach_python(page):
    page.tell({"do": "upload", "name": "people.csv"}, [CSV])

    assert page.state["given"]["upload"]["columns"] == ["height", "weight"]
    assert page.state["about"]["n"] == 40


def test_a_file_comes_as_bytes(page):
    page.tell({"do": "download", "suffix": ".csv", "step": 0})

    content, [file] = page.messages[-1]
    assert content["name"] == "kviz-tutorial-k2.csv"
    assert file.startswith(b"M1,M2,")


def test_a_request_that_was_heard_says_its_number(page):
    page.tell({"do": "change", "changes": {"k": 2}, "number": 41})

    assert page.state["status"]["heard"] == 41


def test_what_goes_wrong_in_python_is_said_in_words(page):
    page.tell({"do": "change", "changes": 5})

    assert "error in Python" in page.state["status"]["messages"]["page"]
