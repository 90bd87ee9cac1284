"""An export that is ended leaves nothing half-written, and says by its exit status what ended it."""

import signal
import subprocess
import sys
import time

import pytest

from kviz.cli.signals import unmasked

LATER = (0.3, 0.7, 1.2, 1.7)  # seconds: while it loads, reads, draws and writes
COMMAND = """
import sys
import kviz.__main__ as command
sys.argv = ["kviz", *sys.argv[1:]]
print("begun", flush=True)
command.main()
"""
EARLY = """
import os, signal, sys
sys.modules.pop("kviz.cli", None)

class Sender:  # a signal in the middle of the first import of the command
    def find_spec(self, name, path, target=None):
        if name == "kviz.cli":
            os.kill(os.getpid(), int(sys.argv[1]))

sys.meta_path.insert(0, Sender())
import kviz.__main__ as command
command.main()
"""

MASKED = """
import builtins, os, signal, sys
import kviz.__main__ as command
from kviz.cli import Commands

def import_in_c(self, ctx, name):
    try:
        os.kill(os.getpid(), int(sys.argv[2]))
        signal.pause()
    except BaseException as reason:
        raise getattr(builtins, sys.argv[1])("initialization failed") from reason

Commands.get_command = import_in_c
command.main()
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """``whole(name)``: the bytes of a file that nobody has disturbed; the same in every export."""
    known = {}

    def bytes_of(name):
        if name not in known:
            folder = tmp_path_factory.mktemp("whole")
            subprocess.run(
                [sys.executable, "-c", COMMAND, "export", "customers", name], cwd=folder, check=True
            )
            known[name] = (folder / name).read_bytes()
        return known[name]

    return bytes_of


@pytest.mark.slow
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("name", ["run.png", "run.gif", "run.mp4"])
def test_a_signal_at_any_moment_ends_an_export_in_order(tmp_path, whole, name, number, status):
    """The file is whole, or there is none; it may be whole when the signal comes a moment before the end."""
    for wait in LATER:
        folder = tmp_path / str(wait)
        folder.mkdir()
        command = [sys.executable, "-c", COMMAND, "export", "customers", name]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(command, cwd=folder, text=True, **pipes) as process:
            process.stdout.readline()
            time.sleep(wait)
            process.send_signal(number)
            complaints = process.communicate(timeout=60)[1]

        assert "Traceback" not in complaints
        assert process.returncode in (0, status), f"after {wait} s: {complaints}"
        left = [path.name for path in folder.iterdir()]
        assert left == [name] or (left == [] and process.returncode == status), (
            f"after {wait} s: {complaints}"
        )
        assert not left or (folder / name).read_bytes() == whole(name)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_in_the_middle_of_the_first_import_is_not_lost(number, status):
    done = subprocess.run(
        [sys.executable, "-c", EARLY, str(int(number))], capture_output=True, text=True, timeout=60
    )

    assert (done.returncode, done.stderr) == (status, "")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("error", ["ImportError", "OSError", "ValueError"])
def test_a_signal_that_c_code_turned_into_an_error_ends_the_command_quietly(number, status, error):
    """As when a module in C is ended while it is imported: "initialization failed"."""
    done = subprocess.run(
        [sys.executable, "-c", MASKED, error, str(int(number))], capture_output=True, text=True, timeout=60
    )

    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert "initialization failed" not in done.stderr


def test_an_error_after_anything_else_than_a_signal_stays_what_it_is():
    with pytest.raises(ValueError, match="of its own"), unmasked():
        try:
            raise GeneratorExit
        except BaseException:
            raise ValueError("of its own")  # noqa: B904  # the chain is what is tested
