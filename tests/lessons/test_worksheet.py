"""k-means with a pencil: whole points, means with one decimal, and a key that is right."""

import re
import subprocess

import numpy as np
import pytest
from readers import need
from unit_files import read

from kviz.lessons.worksheet.plot import bisector
from kviz.lessons.worksheet.problem import problem

SEEDS = range(40)


def by_hand(points, centroids):
    """Plain k-means, written here: lists of (centroids, labels) until nothing changes."""
    rounds = []
    while True:
        squares = [[sum((p - c) ** 2 for p, c in zip(point, centroid, strict=True)) for centroid in centroids]
                   for point in points]  # fmt: skip
        labels = [0 if a < b else 1 for a, b in squares]
        rounds.append((centroids, squares, labels))
        if len(rounds) > 1 and rounds[-2][2] == labels:
            return rounds
        centroids = []
        for cluster in (0, 1):
            members = [p for p, label in zip(points, labels, strict=True) if label == cluster]
            centroids.append([sum(column) / len(members) for column in zip(*members, strict=True)])


def pages(path):
    need("pdftotext")
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    return text.split("\f")[:-1]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_worksheet_works_out_by_hand(seed):
    given = problem(seed)
    points, start = given.points.tolist(), given.centroids(1).tolist()

    rounds = by_hand(points, start)

    assert 6 <= len(points) <= 8
    assert all(value == int(value) and 0 < value < 10 for row in [*points, *start] for value in row)
    assert len(rounds) == 3 and rounds[0][2] != rounds[1][2]
    for number, (centroids, squares, labels) in enumerate(rounds, 1):
        assert np.allclose(given.centroids(number), centroids)
        assert np.allclose(given.squares(number), squares)
        assert given.labels(number).tolist() == labels
        assert all(abs(10 * value - round(10 * value)) < 1e-9 for row in centroids for value in row)
        assert min(abs(a - b) for a, b in squares) >= 2, "a ruler is enough to decide"


def test_every_seed_has_another_worksheet():
    assert len({str(problem(seed).points.tolist()) for seed in SEEDS}) == len(SEEDS)


def test_the_border_is_the_perpendicular_bisector():
    centroids = problem(3).centroids(1)
    line = bisector(centroids)
    for place in (line[0], line[1], line.mean(axis=0)):
        assert np.ptp(np.sqrt(((place - centroids) ** 2).sum(axis=1))) < 1e-9
    assert abs((line[1] - line[0]) @ (centroids[1] - centroids[0])) < 1e-9


@pytest.mark.parametrize("seed", [0, 7])
def test_the_key_has_the_numbers_of_the_run_and_the_sheet_has_none(tmp_path, seed):
    lesson, given = read("unplugged"), problem(seed)
    found = pages(lesson.export(tmp_path / "sheet.pdf", seed=seed))
    half = len(found) // 2
    sheet, key = "\n".join(found[:half]), "\n".join(found[half:])
    rounds = by_hand(given.points.tolist(), given.centroids(1).tolist())

    assert "Key for the teacher" in key and "Key for the teacher" not in sheet
    for _, squares, labels in rounds[:2]:
        for i, ((a, b), label) in enumerate(zip(squares, labels, strict=True), 1):
            assert re.search(rf"P{i} +\(\d, \d\) +{a:g} +{b:g} +{'AB'[label]}", key), i
            assert re.search(rf"P{i} +\(\d, \d\)(?! +\d)", sheet)
    for centroids, _, _ in rounds[1:]:
        for x, y in centroids:
            assert f"({x:.1f}, {y:.1f})" in key and f"({x:.1f}, {y:.1f})" not in sheet
    centroids, squares, labels = rounds[-1]
    assert f"WCSS is {sum(row[label] for row, label in zip(squares, labels, strict=True)):g}." in key


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_it_fits_the_paper_and_a_copier(tmp_path, paper, size):
    """A4 or Letter to the point, fonts inside, and no colour that a copier would lose."""
    need("pdfinfo")
    path = read("how-k-means-works").export(tmp_path / "sheet.pdf", paper=paper)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    width, height = map(float, re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told).groups())
    assert (width, height) == pytest.approx(size, abs=2)
    subprocess.run(["pdftoppm", "-r", "40", "-png", path, tmp_path / "page"], check=True)
    from PIL import Image

    for picture in sorted(tmp_path.glob("page*.png")):
        pixels = np.asarray(Image.open(picture).convert("RGB")).astype(int)
        assert (pixels.max(axis=2) - pixels.min(axis=2)).max() <= 8, "grey only"
        assert (pixels[:, :10].min() > 250) and (pixels[:, -10:].min() > 250), "nothing in the margin"


@pytest.mark.parametrize("name", ["how-k-means-works", "break-it"])
def test_no_text_leaves_the_page(name, tmp_path):
    """Words are wrapped by their measured width: pdftotext finds none outside the column."""
    need("pdftotext")
    for file in ("sheet.pdf", "guide.pdf"):
        path = read(name).export(tmp_path / file)
        boxes = subprocess.run(
            ["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True
        ).stdout
        width = float(re.search(r'page width="([\d.]+)"', boxes)[1])
        ends = [float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)]
        assert max(ends) < width - 30


def test_without_the_key_only_the_sheet_is_written(tmp_path):
    lesson = read("unplugged")
    with_key, without = (pages(lesson.export(tmp_path / f"{key}.pdf", key=key)) for key in (True, False))
    assert len(with_key) == 2 * len(without)
