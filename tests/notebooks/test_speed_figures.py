"""The page about speed and the README's lines say what was measured, and nothing else."""

import json
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "notebooks" / "docs"
sys.path.insert(0, str(DOCS))

import write_speed  # noqa: E402  its folder is not a package


@pytest.mark.parametrize("path", [write_speed.PAGE, write_speed.README], ids=lambda path: path.name)
def test_a_document_is_what_the_script_makes_of_the_kept_figures(path):
    assert path.read_text(encoding="utf-8") == write_speed.documents()[path]


def test_a_missed_budget_is_named_before_everything_else():
    kept = json.loads(write_speed.KEPT.read_text(encoding="utf-8"))
    figure = {"what": "a race", "value": 3.0, "unit": "s", "budget": 2, "at_least": False, "beside": {}}
    kept["engine"]["figures"] = [figure]

    page = write_speed.page(kept)

    assert "a race" in page.split("##")[0]
    assert "| a race | 3.00 s | ≤ 2 s | **missed** |" in page
    assert "**missed**" not in write_speed.part({**kept["engine"], "figures": [{**figure, "value": 2.0}]})


def test_the_readme_has_ten_lines_at_most_and_a_link():
    section = write_speed.section(json.loads(write_speed.KEPT.read_text(encoding="utf-8")))

    assert len([line for line in section.splitlines() if line]) <= 11, "ten lines below the heading"
    assert "(notebooks/docs/speed.md)" in section
