"""An export that is ended leaves nothing half-written, and says by its exit status what ended it."""

import signal
import subprocess
import sys
import time

import pytest

LATER = (0.3, 0.7, 1.2, 1.7)  # seconds: while it loads, reads, draws and writes
COMMAND = """
import sys
import kviz.__main__ as command
sys.argv = ["kviz", "export", "customers", sys.argv[1]]
print("begun", flush=True)
command.main()
"""


@pytest.mark.slow
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("name", ["run.png", "run.gif", "run.mp4"])
def test_a_signal_at_any_moment_ends_an_export_in_order(tmp_path, name, number, status):
    """Either it was faster and the file is whole, or there is none, and the status tells why."""
    for wait in LATER:
        folder = tmp_path / str(wait)
        folder.mkdir()
        command = [sys.executable, "-c", COMMAND, name]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(command, cwd=folder, text=True, **pipes) as process:
            process.stdout.readline()
            time.sleep(wait)
            process.send_signal(number)
            complaints = process.communicate(timeout=30)[1]

        assert "Traceback" not in complaints
        if process.returncode == 0:
            assert [path.name for path in folder.iterdir()] == [name]
        else:
            assert process.returncode == status, f"after {wait} s: {complaints}"
            assert list(folder.iterdir()) == [], f"after {wait} s: {complaints}"
