"""A browser test that never ran must not look like one that passed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 error"), ("", "1 skipped")])
def test_a_missing_browser_fails_where_ci_is_set_and_skips_elsewhere(tmp_path, ci, outcome):
    ours = [str(TESTS), str(TESTS / "programs")]
    (tmp_path / "conftest.py").write_text(
        f"import sys; sys.path[:0] = {ours!r}; from conftest_of_kviz import *"
    )
    (tmp_path / "conftest_of_kviz.py").write_text((TESTS / "conftest.py").read_text())
    (tmp_path / "test_it.py").write_text("def test_it(page): pass")
    nothing = {
        "PATH": str(tmp_path),
        "KVIZ_CHROMIUM": "",
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path),
        "CI": ci,
    }

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", str(tmp_path)],
        env={**os.environ, **nothing, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert outcome in done.stdout
    assert "no Chromium on this machine" in done.stdout or not ci
