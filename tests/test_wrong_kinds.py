"""Whatever is given of the wrong kind is refused with a sentence of kviz's own, never from the depths."""

import ast
import inspect
import io
import json
import math
import traceback
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import kviz
from kviz.engine.runfile import RunFileError, checksum, dumps, loads

HOME = str(Path(kviz.__file__).parent)
X = [[1.0, 2.0], [1.0, 4.0], [8.0, 8.0], [9.0, 6.0], [2.0, 2.5]]
TRACE = kviz.run(X, k=2, rng=0)
CURVE = kviz.elbow(X, [1, 2, 3], 2, 0)
TABLE = b"a,b\n1.5,2\n3,4\n5,7\n9,9\n8,3.5\n"

THINGS = [
    None, True, 3, -1, 0, 2.5, math.nan, math.inf, 10**400, "x", "", b"x", [], {}, (1,), [1, 2], ["a"],
    {"a": 1}, {1}, object, object(), len, np.array([1.0, 2.0]), np.array(3), np.zeros((0, 2)), np.array("a"),
    "\ud800", TRACE, [TRACE, 3], kviz.Dataset(X, ("a", "b")), range(3), 1j, [None],
]  # fmt: skip


SEGMENTS = kviz.segment(TABLE, k=2, n_init=1)
LESSON = kviz.lesson("unplugged")
HALF = "\ud800"  # of a pair of UTF-16: Python holds it, no file can


def steps():
    yield [0, 0, 1, 1, 0], [[1.0, 2.0], [8.0, 8.0]]


def one_cluster():
    yield [0] * 5, [[1.0, 2.0]]


NOWHERE = "a folder that is not there"


def site(pyodide, **given):
    """Without a folder the official release is fetched, which no test does."""
    return kviz.site(pyodide=NOWHERE if pyodide is None else pyodide, **given)


WRONG = kviz.check(one_cluster(), X)


def first_frame(**given):
    return next(iter(kviz.film(**given)))


# what is called -> its sound arguments, the function whose parameters are tried, and more of them
CALLS = {
    "kmeans": (lambda **given: [*kviz.kmeans(**given)], {"X": X, "k": 2, "rng": 0}, kviz.kmeans, ("tol",)),
    "run": (kviz.run, {"X": X, "k": 2, "rng": 0}, kviz.run, ("n_clusters", "n_init", "tol")),
    "record": (kviz.record, {"steps": X, "X": X}, kviz.record, ()),
    "draw": (kviz.draw, {"trace": TRACE, "i": 1}, kviz.draw, ()),
    "film": (first_frame, {"trace": TRACE, "size": (200, 160)}, kviz.film, ()),
    "gallery": (kviz.gallery, {"trace": TRACE, "steps": [1]}, kviz.gallery, ("preset", "hide", "numbers")),
    "play": (kviz.play, {"trace": TRACE}, kviz.play, ()),
    "show": (kviz.show, {"trace": TRACE, "path": "run.html", "browser": False}, kviz.show, ()),
    "tutorial": (kviz.tutorial, {}, kviz.tutorial, ()),
    "seedings": (kviz.seedings, {}, kviz.seedings, ()),
    "explore": (kviz.explore, {"X": X, "k": 2}, kviz.explore, ()),
    "export": (
        kviz.export,
        {"trace": TRACE, "path": "run.csv", "progress": False},
        kviz.export,
        (
            "size",
            "density",
            "style",
            "language",
            "title",
            "caption",
            "first",
            "step",
            "speed",
            "hold",
            "paper",
        ),
    ),
    "save": (kviz.save, {"trace": TRACE, "path": "run.json"}, kviz.save, ()),
    "load": (kviz.load, {}, kviz.load, ()),
    "elbow": (kviz.elbow, {"X": X, "ks": [1, 2], "n_init": 1, "rng": 0}, kviz.elbow, ()),
    "elbow.draw": (CURVE.draw, {}, CURVE.draw, ()),
    "elbow.trace": (CURVE.trace, {}, CURVE.trace, ()),
    "check": (kviz.check, {"steps": X, "X": X}, kviz.check, ()),
    "read_table": (
        kviz.read_table,
        {"source": TABLE},
        kviz.read_table,
        ("sep", "decimal", "thousands", "encoding", "header", "na", "bad_cells", "trim", "fill_short"),
    ),
    "segment": (kviz.segment, {"source": TABLE, "k": 2, "n_init": 1}, kviz.segment, ()),
    "tell": (kviz.tell, {"trace": TRACE, "index": 1}, kviz.tell, ()),
    "ask": (kviz.ask, {"trace": TRACE, "index": 2}, kviz.ask, ()),
    "Dataset": (kviz.Dataset, {"points": X, "names": ("a", "b")}, kviz.Dataset, ()),
    "predict": (TRACE.predict, {}, TRACE.predict, ()),
    "to_dataframe": (TRACE.dataset.to_dataframe, {}, TRACE.dataset.to_dataframe, ("more",)),
    "write": (SEGMENTS.write, None, None, ()),
    "renamed": (SEGMENTS.renamed, {}, SEGMENTS.renamed, ()),
    "check.draw": (WRONG.draw, {}, WRONG.draw, ()),
    "lesson": (kviz.lesson, {}, kviz.lesson, ()),
    "lesson.export": (LESSON.export, {"path": "quiz.gift"}, LESSON.export, ("seed",)),
    "lesson.ask": (LESSON.ask, {}, LESSON.ask, ()),
    "lesson.trace": (LESSON.trace, {}, LESSON.trace, ()),
    "site": (site, {"folder": "site", "pyodide": NOWHERE}, kviz.site, ()),
    "trace[i]": (TRACE.__getitem__, None, None, ()),
}


@cache
def raised_at(path):
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    return [(node.lineno, node.end_lineno) for node in ast.walk(tree) if isinstance(node, ast.Raise)]


def from_the_depths(fault):
    """Whether an error was raised by Python, numpy or matplotlib instead of a line of ours."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    ours = last.filename.startswith(HOME)
    return not (ours and any(first <= last.lineno <= end for first, end in raised_at(last.filename)))


def named(call):
    function, sound, signed, more = CALLS[call]
    if sound is None:
        return [(function, None, None)]
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    known = [p.name for p in inspect.signature(signed).parameters.values() if p.kind in kinds]
    return [(function, sound, name) for name in dict.fromkeys([*known, *more])]


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_kind_is_refused_in_our_own_words(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stderr", io.StringIO())
    raw = []
    for function, sound, name in named(call):
        for thing in THINGS:
            try:
                function(thing) if sound is None else function(**{**sound, name: thing})
            except Exception as fault:
                if from_the_depths(fault) or not isinstance(
                    fault, TypeError | ValueError | IndexError | OSError
                ):
                    raw.append((name, repr(thing)[:30], repr(fault)[:90]))
    assert raw == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: kviz.save([TRACE], "r.json"), "give one trace"),
        (lambda: kviz.save(TRACE, 3), "path=3 is not a path; give a text such as 'run.json'"),
        (lambda: kviz.load(3), "path=3 is not a path"),
        (lambda: kviz.load("nowhere.json"), "There is no file 'nowhere.json'; check the name"),
        (lambda: kviz.draw(TRACE, ax={}), "give a matplotlib Axes, or leave it out"),
        (lambda: kviz.gallery(TRACE, columns="x"), "columns is a whole number from 1 to 60"),
        (lambda: next(iter(kviz.film(TRACE, density=math.nan))), "density=nan is out of range; use a number"),
        (lambda: kviz.elbow(X, init=np.array([[1.0, 2.0]])), "init is one of k-means\\+\\+"),
        (lambda: kviz.export(TRACE, "run.gif", format=(1, 2)), "format"),
        (lambda: kviz.save(TRACE, f"{HALF}.json"), "has a character that no file name can have; write it"),
        (lambda: kviz.load("a\0b.json"), "has a character that no file name can have; write it again"),
        (lambda: kviz.Dataset(X, (HALF, "b")), "names='.*' has half a character in it; write it again"),
        (lambda: kviz.export(TRACE, "run.gif", title=HALF), "title='.*' has half a character in it"),
        (lambda: kviz.site("site", data="cars.csv"), r"give one, as in data=\['cars.csv'\]"),
        (lambda: TRACE.dataset.to_dataframe(c=[1]), "is not a column of 5 values; give one for each point"),
        (lambda: SEGMENTS.write(3), "path=3 is not a path; give a text such as 'run.json'"),
        (lambda: kviz.lesson(99), "there is no unit '99'; use one of 0 unplugged, 1 how"),
        (lambda: kviz.lesson(LESSON.packed()[:-9]), "the packed lesson is damaged; copy its whole line"),
        (lambda: kviz.run(X, 2, init=len), "is called as init\\(X, k, rng\\)"),
        (lambda: kviz.elbow(X, progress=3), "progress=3 is neither True nor False"),
        (lambda: kviz.draw(TRACE, numbers="es"), "numbers='es' is unknown; use one of en, de, fr, plain"),
        (lambda: kviz.datasets["blob"], "there is no data set 'blob'; there are tutorial"),
    ],
)
def test_a_refusal_says_what_is_allowed(wrong, sentence):
    with pytest.raises((TypeError, ValueError, OSError, KeyError), match=sentence):
        wrong()


FORGED = [
    (("steps", 0, "chosen"), []),
    (("steps", 0, "chosen"), 99),
    (("steps", 0, "method"), {}),
    (("steps", 0, "probabilities"), {"only": 99}),
    (("steps", 1, "probabilities", "seeds"), 0),
    (("steps", 1, "centroids", 0, 0), 1e308),
    (("data", "offset", 0), 1e308),
    (("data", "factor", 0), 0),
    (("data", "title"), []),
    (("source",), -1),
    (("lines",), [1]),
    (("settings", "k"), "x"),
]


@pytest.mark.parametrize(("place", "value"), FORGED, ids=lambda part: str(part)[:40])
def test_a_forged_run_is_refused_when_it_is_read_not_when_it_is_drawn(place, value):
    body = json.loads(dumps(TRACE))
    body.pop("checksum")
    inner = body
    for part in place[:-1]:
        inner = inner[part]
    inner[place[-1]] = value
    body["checksum"] = checksum(body)

    with pytest.raises(RunFileError, match="is damaged"):
        loads(json.dumps(body))
