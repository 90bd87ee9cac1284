"""One of each kind, added from outside by the steps that CONTRIBUTING gives, is there on every surface."""

from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import kviz
from kviz.app.explorer.actions.download import download
from kviz.cli import main
from kviz.cli.check_one import judged
from kviz.data.builtin import BuiltIn
from kviz.data.dataset import as_dataset
from kviz.engine.seeding.registry import SEEDINGS, Seeding
from kviz.engine.students.mistakes.phase import by_places
from kviz.engine.students.mistakes.registry import MISTAKES
from kviz.exports.formats import FORMATS, Format
from kviz.exports.output import written_at_once
from kviz.lessons.catalog import FOLDER as LESSONS
from kviz.lessons.kinds import KINDS, Kind
from kviz.lessons.numbers.measures import MEASURES
from kviz.lessons.pictures.charts import CHARTS, Chart
from kviz.picture.parts import PARTS, Part
from kviz.picture.render.marks import Dots
from kviz.picture.render.style import STYLES, Style
from kviz.story.catalogue import _ADDED, add_language
from kviz.story.formatting import LANGUAGES
from kviz.story.pseudocode import listing

X = np.array([[1.0, 2.0], [1.0, 4.0], [2.0, 3.0], [8.0, 8.0], [9.0, 6.0], [8.0, 7.0], [5.0, 1.0]])
SMALL = {"size": (360, 260), "progress": False}


@pytest.fixture(autouse=True)
def removed_again():
    """Whatever a test adds to a table is gone after it."""
    tables = (SEEDINGS, kviz.datasets, FORMATS, PARTS, STYLES, LANGUAGES, _ADDED)
    before, mistakes = [dict(table) for table in tables], list(MISTAKES)
    yield
    MISTAKES[:] = mistakes
    for table, rows in zip(tables, before, strict=True):
        for name in set(table) - set(rows):
            del table[name]


def command(*words):
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def last_rows(X, k, rng):
    """The last rows of the table."""
    return X[-k:]


def in_turn(ground, rng):
    yield from range(ground.k)


@pytest.mark.parametrize(
    ("row", "title", "rows"),
    [
        (last_rows, "mine", (5, 6)),
        (Seeding("mine", "rows in turn", "The first rows.", in_turn, drawn=False), "rows in turn", (0, 1)),
    ],
    ids=["function", "row"],
)
def test_a_seeding(row, title, rows, tmp_path):
    SEEDINGS["mine"] = row

    trace = kviz.run(X, 2, init="mine")

    assert trace[1].centroids.tolist() == X[list(rows)].tolist()
    assert f"by {title}." in kviz.tell(trace, 0).sentence
    assert title in listing(trace)[0]
    page = kviz.explore(X, k=2)
    assert {"name": "mine", "title": title} in page.view["inits"]
    page._receive(None, {"do": "change", "changes": {"init": "mine"}}, [])
    assert page.view["init_says"] == SEEDINGS["mine"].about
    assert "mine" in command("export", "--help")
    assert "steps" in command("export", "blobs", tmp_path / "run.csv", "--init", "mine")


def ladder():
    """Steps of a ladder."""
    return np.arange(12.0).reshape(6, 2)


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (ladder, "mine"),
        (BuiltIn("mine", "A ladder", "gentle", "Steps of a ladder.", 2, make=ladder), "A ladder"),
    ],
    ids=["function", "row"],
)
def test_a_data_set(row, title, tmp_path):
    kviz.datasets["mine"] = row

    dataset = kviz.datasets["mine"]()
    page = kviz.explore(dataset)
    offered = [one for group in page.view["groups"] for one in group["sets"]]

    assert dataset.points.tolist() == ladder().tolist()
    assert {"name": "mine", "title": title, "about": "Steps of a ladder."} in offered
    assert f"k = {dataset.k} {title}" in command("datasets")
    assert "Steps of a ladder." in command("datasets", "mine")
    command("export", "mine", tmp_path / "run.csv")
    assert (tmp_path / "run.csv").read_text().count("\n") == 7
    assert kviz.tell(kviz.run(dataset), -1).heading.startswith("Finished")


def crosses(scene):
    yield Dots(scene.places, "x", 9.0, "none", scene.ink, 2.0, 3.2)


@pytest.mark.parametrize("presets", [(), ("lesson",)], ids=["where asked for", "always"])
def test_a_drawn_part(presets, tmp_path):
    trace = kviz.run(X, 2, rng=0)
    plain = kviz.export(trace, tmp_path / "without.png", **SMALL).read_bytes()

    PARTS["mine"] = Part("a cross at every centroid", crosses, presets=presets)
    show = {} if presets else {"show": "mine"}
    drawn = kviz.draw(trace, -1, **show)

    assert any((mark.get_gid() or "").startswith("mine") for mark in drawn.get_children())
    assert kviz.export(trace, tmp_path / "with.png", **SMALL, **show).read_bytes() != plain
    assert kviz.export(trace, tmp_path / "hidden.png", **SMALL, hide="mine").read_bytes() == plain
    assert ", mine" in command("export", "--help")
    command("export", "blobs", tmp_path / "blobs.svg", "--show", "mine")
    assert 'id="mine' in (tmp_path / "blobs.svg").read_text("utf-8")


SHEET = "figure.facecolor: 102030\naxes.prop_cycle: cycler('color', ['AA2233', '445566'])\n"


@pytest.mark.parametrize("named", ["path", "row of a path", "row of a style", "style"])
def test_a_style(named, tmp_path):
    sheet = tmp_path / "mine.mplstyle"
    sheet.write_text(SHEET)
    if named.startswith("row"):
        STYLES["mine"] = str(sheet) if named == "row of a path" else Style.read(sheet)
    style = {"path": str(sheet), "style": Style.read(sheet)}.get(named, "mine")
    trace = kviz.run(X, 2, rng=0)

    corner = Image.open(kviz.export(trace, tmp_path / "run.png", style=style, **SMALL)).convert("RGB")
    page = kviz.export(trace, tmp_path / "run.html", style=style, **SMALL).read_text("utf-8")

    assert corner.getpixel((0, 0)) == (0x10, 0x20, 0x30)
    assert 'data-theme="dark"' in page
    assert "#aa2233" in kviz.export(trace, tmp_path / "run.svg", style=style, **SMALL).read_text("utf-8")
    if named != "style":
        command("export", "tutorial", tmp_path / "c.png", "--style", style, "--size", "360x260")
        assert Image.open(tmp_path / "c.png").convert("RGB").getpixel((0, 0)) == (0x10, 0x20, 0x30)
        assert ("projector, mine" in command("export", "--help")) == named.startswith("row")


@written_at_once
def words(output, content):
    """Write the sentences of a run."""
    output.open().write("\n".join(content.sentence(step) for step in content.steps).encode())


def test_an_export_format(tmp_path):
    FORMATS[".words"] = Format("Words, what happened", "data", words, "itself")
    trace = kviz.run(X, 2, rng=0)

    page, sent = kviz.explore(X, k=2), []
    page.send = lambda content, buffers=None: sent.append((content, buffers))
    download(page, {"suffix": ".words", "step": 0}, None)

    assert kviz.export(trace, tmp_path / "run.words").read_text("utf-8").count("\n") == len(trace) - 1
    assert "Words, what happened" in str(page.view["downloads"])
    assert b"Finished" in sent[-1][1][0]
    assert ".words Words, what happened" in command("export", "--help")
    command("export", "tutorial", tmp_path / "c.words")
    assert "Finished" in (tmp_path / "c.words").read_text("utf-8")


PROGRAM = """
import numpy as np
def kmeans(X, k):
    centroids = X[:k].copy()
    for _ in range(50):
        labels = ((X[:, None] - centroids) ** 2).sum(axis=2).argmin(axis=1)
        yield labels, centroids.copy()
        new = np.array([X[labels == j].max(axis=0) for j in range(k)])
        yield labels, new.copy()
        if np.array_equal(new, centroids):
            break
        centroids = new
"""


def corner(phase):
    return np.array([phase.X[phase.labels == j].max(axis=0) for j in range(phase.k)])


def test_a_mistake(tmp_path):
    (tmp_path / "student.py").write_text(PROGRAM)
    names = {}
    exec(PROGRAM, names)
    said = "Cause: it is the upper right corner of the cluster."

    MISTAKES.append(replace(by_places("corner", corner), said=said))
    report = kviz.check(names["kmeans"](X, 2), X)
    graded = judged(tmp_path / "student.py", as_dataset(X), 2, "euclidean", 30)

    assert report.first.kind == "corner"
    assert said in str(report)
    assert graded["kind"] == "corner"
    assert said in graded["verdict"]


def test_a_language(tmp_path):
    (tmp_path / "qps.toml").write_text(
        '[language]\nlang = "qps"\ndecimal = ","\nthousands = "."\n'
        '[narration.cost.euclidean]\nfell = "WCSS sinkt von {x:number} auf {y:number}."\n'
    )
    numbers = add_language(tmp_path / "qps.toml")
    trace = kviz.run(X, 2, init=X[:2])
    told = [kviz.tell(trace, i, numbers).sentence for i in range(len(trace))]

    assert "WCSS sinkt von" in " ".join(told)
    assert (
        '<html lang="qps"' in kviz.export(trace, tmp_path / "run.html", language="qps", **SMALL).read_text()
    )
    assert "qps" in command("export", "--help")
    command("export", "tutorial", tmp_path / "c.vtt", "--language", "qps")
    assert "WCSS sinkt von" in (tmp_path / "c.vtt").read_text("utf-8")


def test_a_lesson(tmp_path):
    """A file of one's own, from anywhere."""
    text = (LESSONS / "unplugged.toml").read_text("utf-8").replace("Groups by hand", "My groups")
    (tmp_path / "mine.toml").write_text(text, "utf-8")

    assert kviz.lesson(tmp_path / "mine.toml").content.title == "My groups"
    command("lesson", tmp_path / "mine.toml", tmp_path / "c.ipynb")
    assert "# My groups" in (tmp_path / "c.ipynb").read_text("utf-8")


def summary(lesson, file, options):
    file.write("\n".join(lesson.content.recap).encode())


def test_a_kind_of_file_that_a_lesson_becomes(tmp_path):
    KINDS.append(Kind("summary", "Summary on one page", ".txt", summary))
    try:
        unit = kviz.lesson("unplugged")
        assert unit.export(tmp_path / "x.txt").read_text("utf-8") == "\n".join(unit.content.recap)
        assert "Summary on one page" in command("lesson", "--help")
        command("lesson", "0", tmp_path / "c.txt")
        assert (tmp_path / "c.txt").exists()
    finally:
        KINDS.pop()


def test_a_chart_and_a_measure_of_lessons(tmp_path):
    def drawn(lesson, names):
        return [(kviz.draw(lesson.trace(names[0]), 0).figure, "The points.")]

    CHARTS["mine"] = Chart(drawn, lambda lesson, names: [f"kviz.draw({names[0]}, 0)"])
    MEASURES["mine"] = lambda options: {"half": options["of"] / 2}
    try:
        text = (LESSONS / "unplugged.toml").read_text("utf-8")
        text = text.replace('chart = "points"', 'chart = "mine"')
        text = text.replace("Take a pen", "Half are {m.half}. Take a pen")
        (tmp_path / "mine.toml").write_text(f'{text}\n[measures.m]\nwhat = "mine"\nof = 8\n', "utf-8")
        unit = kviz.lesson(tmp_path / "mine.toml")
        assert "Half are 4." in unit.content.parts[0].words
        assert "kviz.draw(dots, 0)" in unit.export(tmp_path / "x.ipynb").read_text("utf-8")
        assert "The points." in unit.export(tmp_path / "x.html").read_text("utf-8")
    finally:
        del CHARTS["mine"], MEASURES["mine"]
