"""Whatever ends this process, short of a kill, ends what it started."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

# Those of them that the platform has: SIGHUP is a closed terminal, SIGBREAK a closed console window on Windows.
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


@contextlib.contextmanager
def stop_on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call ``stop`` when the block ends, by itself, by an error, or by a signal that asks the process to end.

    The signal becomes ``SystemExit`` (``KeyboardInterrupt`` for Ctrl-C) in the block; a signal that was ignored before
    (nohup) stays ignored; further signals wait until ``stop`` is done. Outside the main thread only ``stop`` is called.
    """
    if threading.current_thread() is not threading.main_thread():
        try:
            yield
        finally:
            stop()
        return
    caught = {number: signal.getsignal(number) for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN}
    for number in caught:
        signal.signal(number, _leave)
    if getattr(signal, "SIGHUP", None) in caught:
        _watch_terminal()
    try:
        yield
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_IGN)
        try:
            stop()
        finally:
            for number, handler in caught.items():
                signal.signal(number, handler)


def exit_on_signals() -> None:
    """From now on SIGTERM and a closed terminal end the process in order, so that what ``atexit`` knows of is done.

    Only signals that nobody has handled or ignored yet, and only in the main thread.
    """
    if threading.current_thread() is threading.main_thread():
        for number in ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _leave)


def _watch_terminal() -> None:
    """Give this process its SIGHUP when its terminal closes, also below a program that keeps it to itself.

    The system tells only the first process of a terminal; where that is make (``ssh -t host make demo``), make waits for us.
    """
    if hasattr(select, "poll") and os.isatty(0) and os.tcgetpgrp(0) == os.getpgrp():
        threading.Thread(target=_await_hangup, daemon=True).start()


def _await_hangup() -> None:
    poll = select.poll()
    poll.register(0, 0)
    if any(event & select.POLLHUP for _, event in poll.poll()):
        os.kill(os.getpid(), signal.SIGHUP)


def _leave(number: int, frame: FrameType | None) -> None:
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)
