"""A signal is a request: it is never lost, and never comes in the middle of something."""

import os
import signal

from kviz.app.server.shutdown import StopRequest, stop_on_signals


def test_a_request_that_came_early_is_told_late():
    request, told = StopRequest(), []

    request(signal.SIGTERM, None)
    request.tell(lambda: told.append("end"))

    assert request.came
    assert told == ["end"]


def test_a_request_is_told_when_it_comes():
    request, told = StopRequest(), []

    request.tell(lambda: told.append("end"))
    assert not request.came and told == []
    request(signal.SIGTERM, None)

    assert told == ["end"]


def test_signals_are_requests_and_then_what_they_were():
    before = signal.getsignal(signal.SIGTERM)

    with stop_on_signals() as request:
        os.kill(os.getpid(), signal.SIGTERM)
        assert request.came

    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_to_be_ignored_stays_ignored():
    """nohup kviz & goes on when the terminal is closed."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stop_on_signals() as request:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not request.came
    finally:
        signal.signal(signal.SIGHUP, before)
