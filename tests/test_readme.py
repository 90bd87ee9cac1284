"""What the README promises is there: snippets run, pictures and links exist, commands are real."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")]


def blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.S)


SNIPPETS = [
    snippet for page in ("README.md", "notebooks/docs/using.md") for snippet in blocks(ROOT / page, "python")
]


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_every_python_snippet_of_the_readme_runs(snippet, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(compile(snippet, "README.md", "exec"), {"__name__": "readme"})


def test_the_first_snippet_is_five_lines():
    first = blocks(ROOT / "README.md", "python")[0]
    assert len([line for line in first.splitlines() if line.strip()]) == 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_image_and_link_inside_the_project_exists(page):
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text)
    for target in (a or b for a, b in targets):
        if not re.match(r"[a-z]+:|#", target):
            assert (ROOT / target.split("#")[0]).exists(), target


def test_the_readmes_two_commands_are_targets_of_the_makefile():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("app", "test"):
        assert f"make {target}" in text
        assert re.search(rf"^{target}:", makefile, re.M)


def test_ci_runs_exactly_the_readmes_test_command():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -euo pipefail" in script
    assert re.search(r"^make check\nmake test\n?\Z", script, re.M), "the summary of pytest is the last line"


def test_make_test_fails_below_the_coverage_that_was_reached():
    """A part that is run by hand, without --cov, is not judged."""
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    recipe = re.search(r"^test:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)[1]

    assert settings.getint("coverage:report", "fail_under") >= 93
    assert " --cov\n" in recipe
    assert "--cov" not in settings.get("tool:pytest", "addopts")


def test_the_citation_names_this_version():
    from kviz import __version__

    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in text


def test_every_file_that_contributing_walks_through_exists():
    """A walk past rooms that were moved leads a newcomer astray."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:kviz|tests)/[\w./]*)`", text))

    assert len(paths) > 15
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_the_readmes_first_screen_has_the_questions_and_the_peers():
    """One picture, one sentence, two commands, what three people ask, and what else there is."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    screen = "\n".join(lines[:38])  # 950 pixels high where it is 880 wide

    for part in (
        "assets/tutorial.gif",
        "make app",
        "**A teacher:**",
        "**A student:**",
        "**An author:**",
        "Orange",
    ):
        assert part in screen, part
    assert len(lines) < 140
