"""``kviz`` and ``python -m kviz``: what ends the command is told by its exit status, from the start."""

import signal
import sys
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def _end(*_: int | FrameType | None) -> None:
    sys.exit(128 + signal.SIGTERM)


def main() -> None:
    """Run the command: Ctrl-C ends it with 130, SIGTERM with 143."""
    early: list[int] = []
    # raised in the middle of an import, it could be dropped there: it waits for the end of these
    ours = [number for number in SIGNALS if signal.getsignal(number) != signal.SIG_IGN]
    for number in ours:
        signal.signal(number, lambda number, _: early.append(number))
    from kviz.cli import main as command

    for number in ours:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else _end)
    try:
        if early:
            sys.exit(128 + early[0])
        command(prog_name="kviz")
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    finally:
        for number in SIGNALS:  # it is over: a second signal must not break what is being cleared away
            signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    main()
