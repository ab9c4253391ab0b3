"""An interrupt that a library swallows or turns into another error still ends the run."""

import os
import signal
import threading
from contextlib import suppress

import pytest

from flows.interrupts import Interrupts, interrupts


def ask(number: signal.Signals = signal.SIGINT) -> None:
    os.kill(os.getpid(), number)
    for _ in range(1000):  # Python hears of it between two instructions
        pass


@pytest.fixture(autouse=True)
def _usual_ctrl_c():  # type: ignore[no-untyped-def]
    """Where these tests run in the background of a script it would be ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_interrupt(number: signal.Signals) -> None:
    with interrupts() as heard, pytest.raises(KeyboardInterrupt):
        ask(number)
    assert heard.asked


def test_an_interrupt_that_somebody_swallowed_comes_again_at_the_end_of_the_block() -> None:
    with interrupts() as heard, pytest.raises(KeyboardInterrupt), heard.heeded(), suppress(BaseException):
        ask()


def test_an_interrupt_that_became_another_error_is_an_interrupt_again() -> None:
    with interrupts() as heard, pytest.raises(KeyboardInterrupt), heard.heeded():
        try:
            ask()
        except KeyboardInterrupt:
            raise ValueError("Error building `model` serializer: KeyboardInterrupt") from None


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ValueError, match="no interrupt"), Interrupts().heeded():
        raise ValueError("no interrupt")


def test_what_a_shell_has_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with interrupts() as heard:
        ask()
    assert not heard.asked


def test_handlers_are_as_they_were_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with interrupts():
        assert signal.getsignal(signal.SIGINT) != before[0]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_in_another_thread_nothing_changes() -> None:
    seen = []

    def enter() -> None:
        with interrupts() as heard:
            seen.append(heard.asked)

    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert seen == [False]
