"""The signals that stop a command: told as one exception, and not heard while the site is exchanged."""

from __future__ import annotations

import signal
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def listen() -> None:
    """Let each signal raise `KeyboardInterrupt`, but for those that are ignored from outside, as by nohup."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def ignore() -> None:
    """Let no signal but a kill stop what follows."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
