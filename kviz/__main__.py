"""``kviz`` and ``python -m kviz``: what ends the command is told by its exit status, from the start."""

import signal
import sys
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def _end(*_: int | FrameType | None) -> None:
    sys.exit(128 + signal.SIGTERM)


def main() -> None:
    """Run the command: Ctrl-C ends it with 130, SIGTERM with 143."""
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _end)
    try:
        from kviz.cli import main as command

        command(prog_name="kviz")
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    finally:
        for number in SIGNALS:  # it is over: a second signal must not break what is being cleared away
            signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    main()
