"""Every sentence and event of thousands of runs is true: its numbers are read back and worked out again."""

import re
from collections import Counter

import numpy as np
import pytest
from claims import check_of, untrue
from pseudo import CODE, write_language
from random_runs import own_run, programs
from sentence_reader import PIECES, Reader

import kviz
from kviz.engine.seeding.registry import SEEDINGS, Seeding
from kviz.story import catalogue
from kviz.story.formatting import ENGLISH
from kviz.story.narration.events import event_sentence

RUNS = 2000
SELDOM = {  # said where a person places centroids, of an old file, of a seeding or a step from outside
    "narration.by_hand.euclidean", "narration.by_hand.manhattan", "narration.start.method_drawn",
    "narration.end.cut.euclidean", "narration.end.cut.manhattan",
}  # fmt: skip


@pytest.fixture
def pseudo(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "_ADDED", {})
    return catalogue.add_language(write_language(tmp_path / f"{CODE}.toml"))


def judge(traces, numbers):
    """What is untrue in the sentences of these runs, and how often each message was said."""
    reader, wrong, said = Reader(numbers), [], Counter()
    for name, trace in traces:
        for i in range(len(trace)):
            frame = kviz.tell(trace, i, numbers)
            if found := untrue(trace, i, reader, frame.sentence):
                wrong.append(f"{name}, step {i}: {found}")
            assert frame.sentence.endswith(frame.outlook)
            assert all(event_sentence(event, numbers) in frame.sentence for event in frame.events)
            said.update(candidates[0].key for candidates in reader.read(frame.sentence))
    return wrong, said


@pytest.fixture(scope="module")
def of_own_runs():
    return judge(((f"run {seed}", own_run(seed)) for seed in range(RUNS)), ENGLISH)


@pytest.fixture(scope="module")
def of_programs():
    return judge(programs(), ENGLISH)


def test_every_sentence_of_every_run_is_true(of_own_runs):
    assert of_own_runs[0] == []


def test_every_sentence_about_somebodys_program_is_true(of_programs):
    assert of_programs[0] == []


def test_the_same_is_true_in_another_language(pseudo):
    wrong, said = judge(((f"run {seed}", own_run(seed)) for seed in range(0, RUNS, 10)), pseudo)

    assert wrong == []
    assert len(said) > 60


def test_every_message_was_said_and_judged(of_own_runs, of_programs):
    """A message that no run says is not proved by them, and one without a check cannot be."""
    known = {
        key for key in catalogue.catalogue("en").messages if key.split(".")[0] in ("narration", "events")
    }

    assert known - SELDOM - PIECES - set(of_own_runs[1]) - set(of_programs[1]) == set()
    assert all(check_of(key) for key in known - SELDOM - PIECES)


def test_a_sentence_that_is_not_true_is_noticed():
    """Every number of these sentences, made larger by 3: the judge sees it."""
    reader, lies = Reader(ENGLISH), 0
    for seed in range(8):
        trace = own_run(seed)
        for i in range(len(trace)):
            sentence = str(kviz.tell(trace, i).sentence)
            for number in re.finditer(r"(?<![\d.,×])(\d+\.\d+|\d+)(?![\d.,×]*\d|×)", sentence):
                lie = sentence[: number.start()] + f"{float(number[0]) + 3:g}" + sentence[number.end() :]
                lies += 1
                assert noticed(trace, i, reader, lie), lie
    assert lies > 100


def noticed(trace, i, reader, sentence):
    try:
        return untrue(trace, i, reader, sentence)
    except (IndexError, AssertionError):  # a point that is not there, or what is not a sentence
        return True


def test_what_is_left_to_say_of_a_seeding_from_outside():
    """A row of its own that draws by chances of its own: the chance is said, no rule is claimed."""

    def squares(ground, rng):
        chances = np.arange(1.0, len(ground.X) + 1) / sum(range(len(ground.X) + 1))
        for _ in range(ground.k):
            row = int(rng.choice(len(ground.X), p=chances))
            yield ground.take_row(row, draw=0.5, probabilities=lambda: chances)

    SEEDINGS["mine"] = Seeding("mine", "later rows", "Later rows are likelier.", squares)
    try:
        trace = kviz.run([[0.0], [1.0], [3.0]], k=2, init="mine", rng=0)
        sentence = kviz.tell(trace, 1).sentence
    finally:
        del SEEDINGS["mine"]
    row = trace[1].chosen

    assert sentence.startswith(f"Point {row} is drawn as start centroid B by later rows.")
    assert f"Its chance was {ENGLISH.percent((row + 1) / 6)}." in sentence
