"""A second language is one file: with it no English is left, neither on a picture nor in a file."""

import os
import re
import subprocess
import sys

import pytest
from pseudo import CODE, PLAIN, write_language

import kviz
from kviz.story import catalogue
from kviz.story.formatting import LANGUAGES

# names that stay as they are: of the data, of the program, letters of clusters, formulas, keys of settings
KEPT = re.compile(
    r"kviz|\bM[12]\b|\b[A-D]\b|\bk-means\+\+|\b(init|metric|seed|max_iter|on_empty|euclidean|keep|own|given|k)\b|\d[\d.,\u202f×e+-]*"
)


@pytest.fixture
def language(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "_ADDED", {})
    monkeypatch.setitem(LANGUAGES, CODE, None)
    catalogue.add_language(write_language(tmp_path / f"{CODE}.toml"))
    return CODE


@pytest.fixture(scope="module")
def traces():
    data = kviz.datasets["tutorial"]()
    empty = kviz.run(data.points, 3, init=[[2.0, 4.0], [9.0, 7.0], [40.0, 40.0]])
    runs = [
        kviz.run(data.points, 3, init=init, rng=1)
        for init in ("k-means++", "greedy-k-means++", "farthest-first")
    ]
    return [*runs, empty]


def english(texts):
    """What is left of plain English letters once the names that stay are taken out."""
    found = (KEPT.sub("", text) for text in texts)
    return sorted({text.strip() for text in found if re.search(f"[{PLAIN}]{{2}}", text)})


def written(trace, path, **options):
    return kviz.export(trace, path, language=CODE, progress=False, **options)


def test_a_picture_is_in_the_language(language, traces, tmp_path):
    for number, trace in enumerate(traces):
        written(trace, tmp_path / f"{number}.svg", numbered=True)
        for file in tmp_path.glob(f"{number}*.svg"):
            texts = re.findall(r"<text[^>]*>([^<]+)", file.read_text("utf-8"))
            assert len(texts) > 5
            assert english(texts) == [], file.name


@pytest.mark.browser
def test_an_exported_page_is_in_the_language(language, traces, tmp_path, page):
    for number, trace in enumerate(traces):
        file = written(trace, tmp_path / f"{number}.html", predict=True)
        page.goto(file.as_uri())
        page.wait_for_selector("canvas[aria-label]")
        assert page.evaluate("document.documentElement.lang") == language
        for _ in range(len(trace) * 2):
            page.keyboard.press("ArrowRight")
            if page.locator(".kviz-quiz:not([hidden]) .kviz-question").count():
                assert english(spoken(page)) == []
                page.keyboard.press("1")
            assert english(spoken(page)) == []


def spoken(page):
    """All that is written on a page, read aloud or shown as a hint."""
    return page.evaluate(
        """() => {
          const said = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const { parentElement: holder, textContent } = walker.currentNode;
            if (!holder.closest("script, style, noscript, h1, dl")) said.push(textContent);
          }
          for (const node of document.querySelectorAll("*"))
            for (const name of ["title", "aria-label", "aria-valuetext", "alt", "placeholder"])
              if (node.hasAttribute(name)) said.push(node.getAttribute(name));
          return said.filter((text) => text.trim());
        }"""
    )


@pytest.mark.parametrize(
    "command",
    [
        ["datasets"],
        ["datasets", "moons"],
        ["elbow", "tutorial", "--most", "4", "-q"],
        ["segment", "iris", "out.csv", "-k", "3"],
        ["export", "tutorial", "run.csv", "--metric", "manhattan"],
    ],
)
def test_what_the_command_prints_is_in_the_language(command, tmp_path):
    """The names of files, commands, data sets and columns stay, and so does where a set is from."""
    spoken = {**os.environ, "KVIZ_LANGUAGE": str(write_language(tmp_path / f"{CODE}.toml"))}
    done = subprocess.run(
        [sys.executable, "-m", "kviz", *command], cwd=tmp_path, env=spoken, capture_output=True, text=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    data = re.compile(
        r"(?:out|run)\.csv|(?:iris|iris\.csv)\b|'[^']*'"
        r"|made for kviz, BSD-3-Clause|^  [a-z-]+ |\([a-z-]+\)|--\w+|\b[xy]\b|WCSS"
        r"|(?i:(?:sepal|petal) (?:length|width)(?: \(cm\))?)|\bSpecies\b|\bk(?:viz)?\b"
    )
    lines = [data.sub("", line) for line in (done.stdout + done.stderr).splitlines()]
    assert len(lines) >= 1
    assert english(lines) == []


def test_hand_outs_and_captions_are_in_the_language(language, traces, tmp_path):
    captions = written(traces[0], tmp_path / "run.vtt").read_text("utf-8")
    assert english(re.sub("WEBVTT|.*-->.*", "", captions).splitlines()) == []
    sheet = written(traces[0], tmp_path / "run.pdf", sheet=True)
    command = ["pdftotext", str(sheet), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    settings = next(line for line in text.splitlines() if "init=" in line)
    assert "⟦" in text
    assert english(text.replace(settings, "").split("\n")) == []
