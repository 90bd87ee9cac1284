"""A picture is encoded while the next is drawn, and nothing that goes wrong is lost on the way."""

import signal
import threading

import pytest

from kviz.exports.encoder_thread import encoder_thread


def alive():
    return [thread for thread in threading.enumerate() if thread.name == "kviz-export"]


def test_every_picture_arrives_in_order_in_another_thread():
    seen = []
    with encoder_thread(lambda picture: seen.append((picture, threading.current_thread().name))) as add:
        for number in range(20):
            add(number)

    assert seen == [(number, "kviz-export") for number in range(20)]
    assert alive() == []


def test_an_error_of_the_encoder_is_raised_here():
    def full(picture):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"), encoder_thread(full) as add:
        for number in range(100):
            add(number)

    assert alive() == []


def test_an_error_in_the_last_picture_is_raised_at_the_end():
    def full(picture):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"), encoder_thread(full) as add:
        add(0)


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ZeroDivisionError])
def test_after_a_fault_here_what_waits_is_let_go(fault):
    gate, seen = threading.Event(), []

    def slow(picture):
        gate.wait(10)
        seen.append(picture)

    with pytest.raises(fault), encoder_thread(slow) as add:
        add(0)
        add(1)
        threading.Timer(0.2, gate.set).start()
        raise fault

    assert seen == [0]
    assert alive() == []


def test_a_signal_while_the_last_picture_is_written_waits_for_the_thread():
    """Python that ends while a thread of its own is in C code may abort; the second signal is as patient."""
    main, seen = threading.main_thread().ident, []

    def slow(picture):
        for _ in range(2):
            signal.pthread_kill(main, signal.SIGTERM)
            threading.Event().wait(0.2)
        seen.append(picture)

    def stop(*_):
        raise SystemExit(143)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        with pytest.raises(SystemExit), encoder_thread(slow) as add:
            add(0)
    finally:
        signal.signal(signal.SIGTERM, before)

    assert seen == [0]
    assert alive() == []


def test_drawing_is_at_most_two_pictures_ahead():
    """However slow the encoder is: pictures may not pile up."""
    gate, drawn = threading.Semaphore(0), []
    with encoder_thread(lambda picture: gate.acquire(timeout=10)) as add:

        def draw():
            for number in range(10):
                drawn.append(number)
                add(number)

        drawing = threading.Thread(target=draw)
        drawing.start()
        drawing.join(0.3)
        assert len(drawn) <= 3
        gate.release(10)
        drawing.join(10)

    assert len(drawn) == 10
