"""``kviz site``: what it says is what it made."""

import pytest
from click.testing import CliRunner

from kviz.cli import main


@pytest.mark.no_cover
def test_the_last_line_names_the_page_and_what_it_weighs(pyodide, tmp_path):
    result = CliRunner().invoke(main, ["site", str(tmp_path), "--pyodide", str(pyodide), "-q"])

    assert result.exit_code == 0, result.output
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    assert result.output.splitlines()[-1] == f"{tmp_path / 'index.html'}: {len(files)} files, {size:.1f} MB"


def test_a_folder_without_pyodide_is_refused_in_one_line(tmp_path):
    result = CliRunner().invoke(main, ["site", str(tmp_path / "out"), "--pyodide", str(tmp_path)])

    assert result.exit_code == 2
    assert "pyodide-lock.json is missing in" in result.output
    assert not (tmp_path / "out").exists()
