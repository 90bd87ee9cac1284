"""SVG as XML, PDF through poppler: vector graphics, text that is text, named parts."""

import re
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter

import numpy as np
import pytest
from exported import SMALL, names_in, psnr
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.text import Text
from PIL import Image
from readers import need

import kviz
from kviz.exports.documents.hand_out import balanced

SVG = "{http://www.w3.org/2000/svg}"


def drawn(trace, folder, **options):
    return ET.parse(kviz.export(trace, folder / "run.svg", progress=False, **options)).getroot()


def texts(root):
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def test_an_svg_is_well_formed_vector_graphics(trace, tmp_path):
    root = drawn(trace, tmp_path)

    assert (root.get("width"), root.get("height")) == ("960", "600")
    assert not list(root.iter(f"{SVG}image"))
    assert not list(root.iter(f"{SVG}script"))


def test_text_in_an_svg_is_text(trace, tmp_path):
    """It can be searched, edited and restyled; axis names, letters, heading and sentence alike."""
    said = texts(drawn(trace, tmp_path, step=3))

    assert {"M1", "M2", "A", "B", "Update · iteration 1"} <= set(said)
    assert any(line.startswith("Each centroid moves to the middle") for line in said)


def test_parts_of_an_svg_have_names_of_their_own(trace, tmp_path):
    ids = [node.get("id") for node in drawn(trace, tmp_path, step=3).iter() if node.get("id")]

    for part in (
        "regions",
        "borders",
        "points",
        "centroids",
        "arrows",
        "ghosts",
        "letter-text",
        "sentence-text",
    ):
        assert any(name.startswith(f"{part}-") for name in ids), part
    assert [name for name, count in Counter(ids).items() if count > 1] == []


def test_an_svg_tells_a_screen_reader_what_it_shows(trace, tmp_path):
    root = drawn(trace, tmp_path, step=3, title="A & B <i>")

    assert root.get("role") == "img"
    labels = {node.get("id"): node.text for node in root if node.get("id")}
    title, description = (labels[name] for name in root.get("aria-labelledby").split())
    assert title == "A & B <i>"
    assert description.startswith("Update · iteration 1. Each centroid moves")
    assert len(list(root.iter(f"{SVG}title"))) == 1


def test_every_text_of_an_svg_names_fonts_to_fall_back_on(trace, tmp_path):
    """The font that measured the words may be missing where they are read."""
    title = "font-family: 'Mine'"
    trace = kviz.run(kviz.Dataset(trace.X, (title, "y")), 2, rng=0)
    root = drawn(trace, tmp_path)
    styles = [node.get("style", "") for node in root.iter() if "font-family" in node.get("style", "")]

    assert styles
    for style in styles:
        assert re.search(r"font-family: '[^;]*', Verdana, [^;]*sans-serif", style), style
    assert title in texts(root), "a person's words stay as they are"


def test_names_from_a_file_are_data_in_an_svg(tmp_path):
    """Markup and formulas in a column's name are neither."""
    names = ("<script>alert(1)</script>", "income $x$ & $")
    trace = kviz.run(kviz.Dataset([[0.0, 0.0], [5.0, 5.0]], names), 2, rng=0)
    root = drawn(trace, tmp_path)

    assert not list(root.iter(f"{SVG}script"))
    assert set(names) <= set(texts(root))


def test_two_runs_in_an_svg_have_parts_of_their_own(trace, long_trace, tmp_path):
    ids = [node.get("id") for node in drawn([trace, long_trace], tmp_path).iter() if node.get("id")]

    assert {"run-1-stage", "run-2-stage", "run-1-name", "run-2-name", "run-2-regions-1"} <= set(ids)
    assert [name for name, count in Counter(ids).items() if count > 1] == []


def test_numbered_steps(trace, tmp_path):
    path = kviz.export(trace, tmp_path / "run.svg", progress=False, numbered=True)

    assert path == tmp_path / "run-01.svg"
    assert names_in(tmp_path) == [f"run-{n:02}.svg" for n in range(1, len(trace) + 1)]


def poppler(*command):
    need(command[0])
    return subprocess.run(command, capture_output=True, text=True, check=True)


def info(path):
    lines = poppler("pdfinfo", path).stdout.splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


@pytest.fixture(scope="module")
def slides(trace, tmp_path_factory):
    return kviz.export(trace, tmp_path_factory.mktemp("slides") / "run.pdf", progress=False)


def test_slides_are_one_page_a_step(slides, trace):
    told = info(slides)

    assert int(told["Pages"]) == len(trace)
    assert told["Page size"].startswith("691.2 x 432 pts"), "960 x 600 CSS pixels"
    assert told["Title"] == trace.dataset.title
    assert "22 points" in told["Subject"] and "k=2" in told["Keywords"]


def test_every_slide_has_its_heading_and_sentence_as_text(slides, trace):
    for page, step in enumerate(trace, 1):
        said = " ".join(poppler("pdftotext", "-f", str(page), "-l", str(page), slides, "-").stdout.split())
        heading = {"seed": "Start centroid", "assign": "Assign", "update": "Update", "converged": "Finished"}[
            step.phase
        ]
        assert said.startswith(heading)
    assert "No point changed cluster: finished after 3 iterations" in said


def test_slides_are_vector_graphics_with_their_fonts(slides):
    images = poppler("pdfimages", "-list", slides).stdout.splitlines()[2:]
    fonts = poppler("pdffonts", slides).stdout.splitlines()[2:]

    assert images == []
    assert fonts and all(" yes yes yes " in f"{line} " for line in fonts), "embedded, subset, searchable"


def test_poppler_draws_every_page(slides, trace, tmp_path):
    result = poppler("pdftoppm", "-r", "40", "-png", slides, tmp_path / "page")

    assert result.stderr == ""
    assert len(names_in(tmp_path)) == len(trace)


def test_a_hand_out_has_six_steps_a_page(trace, long_trace, tmp_path):
    short = kviz.export(trace, tmp_path / "short.pdf", sheet=True, progress=False)
    long = kviz.export(long_trace, tmp_path / "long.pdf", sheet=True, across=1, progress=False)

    assert int(info(short)["Pages"]) == -(-len(trace) // 6)
    assert int(info(long)["Pages"]) == -(-len(long_trace) // 3)
    assert "A4" in info(short)["Page size"]
    said = poppler("pdftotext", short, "-").stdout
    assert "Start centroid A" in said and "Finished · iteration 3" in said


def test_pages_show_what_the_film_shows(trace, long_trace, tmp_path):
    """Side by side as well: the panels, the cost staircase among them, stand where the pixels have them."""
    for runs in (trace, [trace, long_trace]):
        page = kviz.export(runs, tmp_path / "run.pdf", first=5, last=5, progress=False)
        poppler("pdftoppm", "-r", "100", "-png", "-singlefile", page, tmp_path / "page")
        film = kviz.export(runs, tmp_path / "film.png", step=5, progress=False)
        shown = np.asarray(Image.open(tmp_path / "page.png").convert("RGB"))
        painted = np.asarray(Image.open(film).convert("RGB"))

        assert shown.shape == painted.shape
        assert psnr(shown, painted) > 22, (
            "another step has 19: letters are drawn in another way, nothing else"
        )


def test_a_hand_out_names_its_runs_once_a_page_and_has_no_panels(trace, long_trace, tmp_path):
    """In a cell the staircase and the bars are too small to read; the plot has their room."""
    path = kviz.export([trace, long_trace], tmp_path / "run.pdf", sheet=True, progress=False, last=2)
    said = poppler("pdftotext", "-layout", path, "-").stdout

    assert said.count("never rises") == 0
    assert said.count("k 2") == said.count("k 6") == 1


@pytest.mark.parametrize(
    ("count", "most", "pages"),
    [(7, 6, [4, 3]), (6, 6, [6]), (13, 6, [5, 4, 4]), (1, 6, [1]), (12, 6, [6, 6])],
)
def test_pages_are_balanced(count, most, pages):
    assert balanced(count, most) == pages


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_a_hand_out_is_made_for_its_paper(trace, tmp_path, paper, size):
    """Room for the holes of a punch at the left, a line for the name, the settings in small type."""
    path = kviz.export(trace, tmp_path / "run.pdf", sheet=True, paper=paper, progress=False)
    width, height = map(float, re.findall(r"[\d.]+", info(path)["Page size"])[:2])
    layout = poppler("pdftotext", "-bbox", path, "-").stdout
    left = [float(place) for place in re.findall(r'<word xMin="([\d.]+)"', layout)]
    said = poppler("pdftotext", path, "-").stdout

    assert (width, height) == pytest.approx(size, abs=1.5)
    assert min(left) >= 20 / 25.4 * 72, "20 mm"
    assert "Name" in said and "Date" in said
    assert "metric=euclidean" in said and "Page 1 of 2, steps 1 to 4 of 7" in said


def test_nothing_on_a_hand_out_is_smaller_than_eight_points(trace, long_trace, monkeypatch, tmp_path):
    sizes = []

    class Watched(PdfPages):
        """Pages whose words are measured."""

        def savefig(self, figure, **options):
            words = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
            sizes.extend((text.get_fontsize(), text.get_text()) for text in words)
            super().savefig(figure, **options)

    monkeypatch.setattr("matplotlib.backends.backend_pdf.PdfPages", Watched)
    for runs in (trace, long_trace, [trace, long_trace]):
        kviz.export(runs, tmp_path / "run.pdf", sheet=True, progress=False)

    small = {(size, text) for size, text in sizes if size < 8 - 1e-6}  # the letters on centroids included
    assert {"A", "B"} <= {text for _, text in sizes} and small == set()


def test_paper_is_for_hand_outs(trace, tmp_path):
    with pytest.raises(ValueError, match="paper='a5' is unknown; use one of a4, letter"):
        kviz.export(trace, tmp_path / "run.pdf", sheet=True, paper="a5")
    with pytest.raises(ValueError, match=r"paper is for \.pdf, not for \.png"):
        kviz.export(trace, tmp_path / "run.png", sheet=True, paper="a4")


def test_a_part_of_the_run_is_a_part_of_the_pages(trace, tmp_path):
    path = kviz.export(trace, tmp_path / "run.pdf", first=2, last=3, progress=False)

    assert int(info(path)["Pages"]) == 2


def test_one_step_is_one_page(trace, tmp_path):
    path = kviz.export(trace, tmp_path / "run.pdf", step=3, progress=False)

    assert info(path)["Pages"] == "1"
    assert "Update · iteration 1" in poppler("pdftotext", path, "-").stdout


def test_an_elbow_is_a_figure(tmp_path):
    elbow = kviz.elbow(kviz.datasets["blobs"](), ks=range(1, 7), rng=0)
    for suffix in (".svg", ".pdf", ".png"):
        kviz.export(elbow, tmp_path / f"elbow{suffix}", **SMALL)
    table = kviz.export(elbow, tmp_path / "elbow.csv").read_text(encoding="utf-8").splitlines()

    assert "number of clusters k" in texts(ET.parse(tmp_path / "elbow.svg").getroot())
    assert "WCSS" in poppler("pdftotext", tmp_path / "elbow.pdf", "-").stdout
    assert table[0] == "k,WCSS"
    assert [float(line.split(",")[1]) for line in table[1:]] == elbow.costs.tolist()
    with pytest.raises(
        ValueError, match=r"\.gif is not a format for a figure; use one of \.png, \.svg, \.pdf"
    ):
        kviz.export(elbow, tmp_path / "elbow.gif")


def test_what_is_neither_run_nor_figure_is_named(tmp_path):
    with pytest.raises(TypeError, match="was given something of type dict; give it a run"):
        kviz.export({}, tmp_path / "run.png")
