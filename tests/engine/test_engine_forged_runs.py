"""A run file somebody changed by hand, field by field: it is refused when it is read, or it can be used."""

import copy
import json

import numpy as np
import pytest

import kviz
from kviz.engine.runfile import RunFileError, checksum, dumps, loads

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [5.0, 5.0], [5.0, 6.0], [6.0, 5.0]])
FAR = [[0.0, 0.0], [5.0, 5.0], [99.0, 99.0]]


def lecture(X, k):
    for _ in range(2):
        yield [0, 0, 1, 1, 1, 1], X[:k]


RUNS = {
    "draws": kviz.run(X, 3, init="greedy-k-means++", rng=0),
    "an empty cluster": kviz.run(X, 3, init=FAR, on_empty="farthest", metric="manhattan"),
    "equal points": kviz.run(X[[0, 0, 1]], 3, rng=0),
    "rounds": kviz.run(X, 2, init="k-means||", rng=1),
}
LEFT_OUT = object()
VALUES = (LEFT_OUT, None, -1, 1.5, "x", [], {})


def places(thing, place=()):
    """Where every field of a file is; of points and labels the first one stands for all."""
    if isinstance(thing, dict):
        inside = thing.items()
    else:
        inside = enumerate(thing if place == ("steps",) else thing[:1]) if isinstance(thing, list) else ()
    for key, value in inside:
        yield (*place, key)
        yield from places(value, (*place, key))


def forged(body, place, value):
    body = copy.deepcopy(body)
    inner = body
    for part in place[:-1]:
        inner = inner[part]
    inner.pop(place[-1]) if value is LEFT_OUT else inner.__setitem__(place[-1], value)
    body.pop("checksum", None)
    return json.dumps({**body, "checksum": checksum(body)})


def use(trace, draw):
    """All that is told, asked and written of a run."""
    assert trace == loads(dumps(trace))
    assert len(repr(trace)) > 20 and trace.sizes.sum() <= len(trace.X)
    assert all(str(kviz.tell(trace, i).sentence) for i in range(len(trace)))
    assert all(kviz.ask(trace, i) is None or kviz.ask(trace, i).text for i in range(len(trace)))
    if draw:
        assert all(kviz.film(trace, size=(200, 160)))


@pytest.mark.parametrize("name", RUNS)
def test_a_forged_field_is_refused_by_name_or_does_no_harm(name):
    body = json.loads(dumps(RUNS[name]))
    usable = 0
    for place in places(body):
        for value in VALUES:
            try:
                trace = loads(forged(body, place, value))
            except RunFileError as refusal:
                assert str(refusal).endswith(".") or str(refusal).endswith(")."), (place, value)
                assert "Error(" not in str(refusal), "an error of Python is not a sentence"
                continue
            usable += 1
            use(trace, draw=usable % 25 == 0)
    assert usable > 10


def test_names_of_settings_cannot_bring_code_into_a_notebook():
    """A notebook writes the settings as arguments."""
    body = json.loads(dumps(RUNS["draws"]))

    with pytest.raises(RunFileError, match=r"a field .* that is unknown"):
        loads(forged(body, ("settings", "k=1)\nimport os #"), 1))
