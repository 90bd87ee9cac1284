"""How a signal ends a command: in order, so that drafts and encoders go, and never unheard."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

WINDOWS = sys.platform == "win32"


@contextmanager
def in_order() -> Iterator[None]:
    """Make SIGTERM as orderly as Ctrl-C, and ask again for a stop that got lost.

    What a signal raises is dropped where Python code runs below C code, such as an import's
    clean-up or a font file's reader.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before, told = signal.getsignal(signal.SIGTERM), sys.unraisablehook

    def again(lost: Any) -> None:
        if issubclass(lost.exc_type, KeyboardInterrupt | SystemExit):
            number = signal.SIGINT if lost.exc_type is KeyboardInterrupt else signal.SIGTERM
            # on Windows os.kill ends the process at once, and no handler runs
            how = (signal.raise_signal, (number,)) if WINDOWS else (os.kill, (os.getpid(), number))
            threading.Timer(0.01, *how).start()
        else:
            told(lost)

    if before != signal.SIG_IGN:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.unraisablehook = again
    try:
        yield
    finally:
        sys.unraisablehook = told
        signal.signal(signal.SIGTERM, before)


@contextmanager
def unmasked() -> Iterator[None]:
    """Raise what a signal raised, where C code turned it into an error of its own.

    A module in C whose import was ended says "initialization failed", with the reason as its cause.
    """
    try:
        yield
    except Exception as error:
        reason: BaseException | None = error
        while reason is not None and not isinstance(reason, KeyboardInterrupt | SystemExit):
            reason = reason.__cause__ or reason.__context__
        if reason is None:
            raise
        raise reason from None
