"""A signal is a wish: it is never lost, and never comes in the middle of something."""

import os
import signal

from kviz.app.server.shutdown import Wish, wish_of_signals


def test_a_wish_that_came_early_is_told_late():
    wish, told = Wish(), []

    wish(signal.SIGTERM, None)
    wish.tell(lambda: told.append("end"))

    assert wish.came
    assert told == ["end"]


def test_a_wish_is_told_when_it_comes():
    wish, told = Wish(), []

    wish.tell(lambda: told.append("end"))
    assert not wish.came and told == []
    wish(signal.SIGTERM, None)

    assert told == ["end"]


def test_signals_are_wishes_and_then_what_they_were():
    before = signal.getsignal(signal.SIGTERM)

    with wish_of_signals() as wish:
        os.kill(os.getpid(), signal.SIGTERM)
        assert wish.came

    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_to_be_ignored_stays_ignored():
    """nohup kviz & goes on when the terminal is closed."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with wish_of_signals() as wish:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not wish.came
    finally:
        signal.signal(signal.SIGHUP, before)
