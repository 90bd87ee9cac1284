"""The run file: the same run bit for bit, or a clear refusal."""

import json
from dataclasses import fields
from pathlib import Path

import lecture
import numpy as np
import pytest

import kviz
from kviz.engine.runfile import RunFileError, checksum, dumps, loads
from kviz.engine.seeding.registry import SEEDINGS
from kviz.story.frame import tell

X = lecture.blobs(20, seed=4)


def assert_same(a, b):
    """Every field of every step, bit for bit and type for type."""
    assert len(a) == len(b)
    assert (a.settings, a.source, a.lines, a.geometry) == (b.settings, b.source, b.lines, b.geometry)
    assert a.X.tobytes() == b.X.tobytes()
    assert (a.dataset.names, a.dataset.about, a.dataset.title) == (
        b.dataset.names,
        b.dataset.about,
        b.dataset.title,
    )
    for one, other in zip(a, b, strict=True):
        assert type(one) is type(other)
        for field in fields(one):
            x, y = getattr(one, field.name), getattr(other, field.name)
            assert type(x) is type(y), field.name
            if isinstance(x, np.ndarray):
                assert (x.dtype, x.shape, x.tobytes()) == (y.dtype, y.shape, y.tobytes()), field.name
            else:
                assert x == y, field.name


@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
@pytest.mark.parametrize("on_empty", ["keep", "farthest"])
@pytest.mark.parametrize("init", [*SEEDINGS, "array"])
def test_a_run_loads_bit_for_bit(init, on_empty, metric, tmp_path):
    start = X[:6] * 1.5
    for seed in range(3):
        trace = kviz.run(
            X, 6, init=start if init == "array" else init, rng=seed, metric=metric, on_empty=on_empty
        )
        path = kviz.save(trace, tmp_path / "run.json")

        assert_same(kviz.load(path), trace)


def test_a_run_that_was_cut_off_and_a_students_run_load_as_well():
    assert_same(*[f(kviz.run(X, 3, rng=1, max_iter=1)) for f in (lambda t: t, lambda t: loads(dumps(t)))])
    for steps in (lecture.kmeans(X, 3), lecture.whole_rounds(X, 3), lecture.in_place(X, 3)):
        trace = kviz.record(steps, X)
        assert_same(loads(dumps(trace)), trace)


def test_minus_zero_and_many_clusters_keep_their_bits():
    many = np.random.default_rng(0).normal(size=(400, 2))
    many[:, 1] = -0.0

    trace = kviz.run(many, 140, rng=0)

    assert trace.labels.dtype == np.int16
    assert_same(loads(dumps(trace)), trace)


def test_the_file_is_json_with_a_line_per_point_and_step():
    trace = kviz.run(X, 3, rng=0)
    text = dumps(trace)
    body = json.loads(text)

    assert (body["format"], body["version"]) == ("kviz-run", 2)
    assert body["settings"]["seed"] == 0
    assert body["about"].startswith("Trace: ")
    assert body["steps"][0]["phase"] == "seed"
    assert len(text.splitlines()) < len(X) + len(trace) + 40
    assert len(text) < 60 * len(X) + 3000, "what did not change is not repeated"


def test_a_run_of_version_0_1_still_opens():
    """It tells its events in English, and they stay as it tells them."""
    trace = kviz.load(Path(__file__).with_name("run_of_0_1.json"))

    assert [event.kind for step in trace for event in step.events] == ["duplicate", "tie", "empty", "cap"]
    assert trace[1].events[0].numbers == {"text": "Seeds A and B are at the same place; ties go to A."}
    assert "Seeds A and B are at the same place" in tell(trace, 1).sentence
    assert_same(loads(dumps(trace)), trace)


def damaged(change):
    """A file whose content was changed and whose checksum fits: only looking at the content helps."""
    body = json.loads(dumps(kviz.run(X, 3, rng=0)))
    body.pop("checksum")
    change(body)
    return json.dumps({**body, "checksum": checksum(body)})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "damaged or not a run"),
        ("[" * 100_000, "damaged or not a run"),
        ("{}", 'begins with "format": "kviz-run"'),
        ('[{"format": "kviz-run"}]', "not a run of kviz"),
        (dumps(kviz.run(X, 3, rng=0))[:-200], "damaged or not a run"),
        (dumps(kviz.run(X, 3, rng=0)).replace("seed", "sead", 1), "changed after it was saved"),
        (
            dumps(kviz.run(X, 3, rng=0)).replace('"version": 2', '"version": 9'),
            "has version 9.*reads 1 and 2",
        ),
        (damaged(lambda b: b["steps"].clear()), "does not fit together"),
        (damaged(lambda b: b["steps"][3].update(labels=[9] * len(X))), "label without a centroid"),
        (damaged(lambda b: b["steps"][3].update(labels=[0])), "labels that do not fit"),
        (
            damaged(lambda b: b["steps"][0].update(centroids=[[1.0]])),
            "the centroids of step 0 are not numbers, 2 for each",
        ),
        (damaged(lambda b: b["steps"][0].update(phase="eval")), "does not fit together"),
        (
            damaged(lambda b: b["steps"][0].update(cost=float("nan"))),
            "cost=nan in step 0 does not fit the run",
        ),
        (damaged(lambda b: b["steps"][1].update(chosen=len(X))), "chosen=60 in step 1 does not fit the run"),
        (damaged(lambda b: b["steps"][4].update(shift=[1.0])), "a move that does not fit"),
        (damaged(lambda b: b["data"].update(offset=[0.0])), "offset has shape"),
        (damaged(lambda b: b["data"]["points"].pop()), "does not fit together"),
        (damaged(lambda b: b["data"]["points"][0].__setitem__(0, None)), "does not fit together"),
        (damaged(lambda b: b.update(metric="os.system")), "does not fit together"),
        (damaged(lambda b: b.pop("data")), "does not fit together"),
    ],
)
def test_a_foreign_or_damaged_file_is_refused(text, message, tmp_path):
    path = tmp_path / "foreign.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(RunFileError, match=rf"foreign\.json .*{message}"):
        kviz.load(path)


def test_a_mark_that_an_editor_puts_before_the_text_does_no_harm(tmp_path):
    trace = kviz.run(X, 3, rng=0)
    (tmp_path / "run.json").write_text(dumps(trace), encoding="utf-8-sig")

    assert dumps(kviz.load(tmp_path / "run.json")) == dumps(trace)


def test_a_trace_without_steps_is_not_saved(tmp_path):
    with pytest.raises(ValueError, match="the trace has no steps"):
        kviz.save(kviz.run(X, 3, rng=0)[:0], tmp_path / "run.json")

    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "picture.json"
    path.write_bytes(b"\x89PNG\xff\xfe")

    with pytest.raises(RunFileError, match=r"picture\.json is not text"):
        kviz.load(path)


def test_a_file_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    path = kviz.save(kviz.run(X, 3, rng=0), tmp_path / "run.json")
    before = path.read_text()
    monkeypatch.setattr("os.fsync", lambda handle: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        kviz.save(kviz.run(X, 4, rng=1), path)

    assert path.read_text() == before
    assert [p.name for p in tmp_path.iterdir()] == ["run.json"]


def test_what_is_no_run_is_not_saved(tmp_path):
    trace = kviz.run(X, 2, rng=0)

    with pytest.raises(TypeError, match="something of type list came; give one trace"):
        kviz.save([trace], tmp_path / "runs.json")
    assert list(tmp_path.iterdir()) == []
