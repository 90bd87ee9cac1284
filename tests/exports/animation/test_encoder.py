"""The video encoder is another program: missing, broken, or to be stopped with its command."""

import os
import signal
import subprocess
import sys
import time

import pytest
from exported import SMALL, names_in, untouched

import kviz


def test_a_missing_encoder_names_the_extra(trace, old, monkeypatch):
    from kviz.exports.animation import mp4

    monkeypatch.setattr(mp4, "find_spec", lambda name: None)
    monkeypatch.setattr(mp4.shutil, "which", lambda name: None)
    with pytest.raises(ValueError, match=r"MP4 needs ffmpeg, and none was found; .*kviz\[video\]"):
        kviz.export(trace, old / "run.mp4", **SMALL)

    assert untouched(old)


def test_an_ffmpeg_without_the_extra_will_do(trace, tmp_path, monkeypatch, ffprobe):
    from kviz.exports.animation import mp4

    monkeypatch.setattr(mp4, "find_spec", lambda name: None)

    assert ffprobe(kviz.export(trace, tmp_path / "run.mp4", **SMALL, first=-1))["codec_name"] == "h264"


@pytest.mark.parametrize("body", ["exit 3", "echo it broke >&2; exit 1", "cat >/dev/null; exit 1"])
def test_an_encoder_that_fails(trace, old, monkeypatch, tmp_path_factory, body):
    program = tmp_path_factory.mktemp("bin") / "ffmpeg"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    monkeypatch.setattr("kviz.exports.animation.mp4.find_ffmpeg", lambda: str(program))
    with pytest.raises(OSError, match=r"The video encoder stopped: (it broke|exit status)"):
        kviz.export(trace, old / "run.mp4", **SMALL)

    assert untouched(old)


def test_an_encoder_that_does_not_start(trace, old, monkeypatch, tmp_path_factory):
    program = tmp_path_factory.mktemp("bin") / "ffmpeg"
    program.write_bytes(b"\0no program")
    program.chmod(0o755)
    monkeypatch.setattr("kviz.exports.animation.mp4.find_ffmpeg", lambda: str(program))
    with pytest.raises(OSError, match="does not start"):
        kviz.export(trace, old / "run.mp4", **SMALL)

    assert untouched(old)


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=lambda s: s.name)
@pytest.mark.parametrize("suffix", [".gif", ".mp4", ".webp", ".html", ".pdf"])
def test_a_command_that_is_stopped(old, suffix, stop):
    """Ctrl-C goes to the whole group, as a terminal sends it; the encoder must not outlive the command."""
    command = [
        sys.executable,
        "-m",
        "kviz",
        "export",
        "noise",
        old / f"run{suffix}",
        "-k",
        "8",
        "--density",
        "2",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0)
    deadline = time.monotonic() + 60
    while not any(name.endswith(".part") for name in names_in(old)):
        assert process.poll() is None and time.monotonic() < deadline, process.stderr.read().decode()
        time.sleep(0.02)
    time.sleep(0.3)
    os.killpg(process.pid, stop)
    _, said = process.communicate(timeout=30)

    assert process.returncode != 0
    assert b"Traceback" not in said
    assert untouched(old)
    left = subprocess.run(["ps", "-eo", "args="], capture_output=True, text=True).stdout
    assert str(old) not in left


def test_a_stop_that_was_lost_below_c_code_is_asked_for_again():
    """What a signal raises while a destructor runs is dropped by Python; the command still ends."""
    code = """if True:
        import sys, time
        from kviz.cli.signals import in_order

        class Deaf:
            def __del__(self):
                sys.exit(143)

        with in_order():
            Deaf()
            time.sleep(20)
            print("never stopped")
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.returncode == 143
    assert done.stdout == ""
