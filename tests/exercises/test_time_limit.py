"""A time limit leaves no trace: signals lead where they led before, whether or not time was up."""

import signal
import time

import pytest

from helpers.exercises.guard import TimeUp, call_within
from tests.cases import each_case

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer signals on this system")


def quick():
    return 5


def slow():
    while time.monotonic():
        pass


@each_case("name", ["SIGALRM", "SIGINT"])
@each_case("call", [quick, slow])
def test_a_readers_handler_is_theirs_again(name, call):
    number, mine = getattr(signal, name), lambda *_: None
    before = signal.signal(number, mine)
    try:
        try:
            assert call_within(0.2, call) == 5 and call is quick
        except TimeUp:
            assert call is slow
        assert signal.getsignal(number) is mine
    finally:
        signal.signal(number, before)


def test_no_alarm_is_left():
    with pytest.raises(TimeUp):
        call_within(0.2, slow)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.SIGALRM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
