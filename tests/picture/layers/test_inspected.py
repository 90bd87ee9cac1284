"""The point inspector on the stage: lines to every centroid, and numbers that hide nothing."""

import itertools

import numpy as np
import pytest
from clouds import cloud, step_of

import kviz
from kviz.picture.render.style import STYLES
from kviz.picture.render.text_outlines import outline

RUNS = {
    "tutorial": lambda: kviz.run(kviz.datasets["tutorial"](), k=2, init=[[2.0, 4.75], [9.0, 7.0]]),
    "customers": lambda: kviz.run(kviz.datasets["customers"](), k=5, init="random", rng=3),
    "crowded": lambda: kviz.run(cloud(900, 6), k=6, rng=1),
    "manhattan": lambda: kviz.run(kviz.datasets["noise"](), k=5, metric="manhattan", rng=0),
    "line": lambda: kviz.run(np.arange(20.0)[:, None], k=3, rng=0),
    "three columns": lambda: kviz.run(np.random.default_rng(0).normal(size=(60, 3)), k=4, rng=0),
}


def numbers(ax):
    """Boxes (left, bottom, right, top) of the numbers in typographic points, and points per data unit."""
    marks = [mark for mark in ax.get_children() if (mark.get_gid() or "").startswith("inspected")]
    words = [word for mark in marks for word in getattr(mark, "words", ())]
    unit = ax.get_window_extent().width * 72 / ax.figure.dpi / np.ptp(ax.get_xlim())
    boxes = []
    for word in words:
        path, advance = outline(word.words, STYLES["light"], word.weight)
        low, high = path.vertices[:, 1].min(), path.vertices[:, 1].max()
        middle = np.array([word.x, word.y]) * unit + word.shift
        boxes.append((*(middle + np.array([-advance / 2, low]) * word.size),
                      *(middle + np.array([advance / 2, high]) * word.size)))  # fmt: skip
    return [word.words for word in words], np.array(boxes).reshape(-1, 4), unit


def apart(box, places, half):
    left, bottom, right, top = box
    return ((places + half <= (left, bottom)) | (places - half >= (right, top))).any(axis=1)


@pytest.mark.parametrize("name", RUNS)
def test_numbers_hide_no_mark_and_no_number(name):
    trace = RUNS[name]()
    written = 0
    for row, phase in itertools.product(
        range(0, len(trace.X), max(1, len(trace.X) // 8)), ("assign", "update")
    ):
        i = step_of(trace, phase)
        ax = kviz.draw(trace, i, inspect=row)
        _, boxes, unit = numbers(ax)
        written += len(boxes)
        parts = {mark.get_gid(): mark for mark in ax.get_children() if mark.get_gid()}
        centroids = np.asarray(parts["centroids-1"].get_offsets()) * unit
        points = [mark.get_xydata() * unit for gid, mark in parts.items() if gid.startswith("points")]
        points, (xmin, xmax), (ymin, ymax) = np.concatenate(points), ax.get_xlim(), ax.get_ylim()
        for box in boxes:
            assert apart(box, points, 0.0).all()
            assert apart(box, centroids, 7.0).all()
            assert box[0] >= xmin * unit and box[2] <= xmax * unit
            assert box[1] >= ymin * unit and box[3] <= ymax * unit
        for a, b in itertools.combinations(boxes, 2):
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]

    assert written > 10


def test_the_numbers_are_the_distances():
    trace = RUNS["tutorial"]()
    i = step_of(trace, "assign")
    said, _, _ = numbers(kviz.draw(trace, i, inspect=9))

    far = np.hypot(*(trace[i].centroids - trace.X[9]).T)
    assert {text[0]: float(text[2:]) for text in said} == pytest.approx(
        dict(zip("AB", far, strict=True)), abs=2e-3
    )


def test_a_line_leads_to_every_centroid_and_the_nearest_one_is_boldest():
    trace = RUNS["customers"]()
    i = step_of(trace, "assign")
    ax = kviz.draw(trace, i, inspect=17)
    (lines,) = [mark for mark in ax.get_children() if mark.get_gid() == "inspected-1"]
    ends = np.array([segment[1] for segment in lines.get_segments()])

    np.testing.assert_array_equal(ends, trace[i].centroids)
    assert int(np.argmax(lines.get_linewidths())) == trace[i].labels[17]
