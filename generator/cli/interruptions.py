"""Ctrl-C, a console that closes, a polite kill: until the first file has its name they end the run, from then on it
goes to its end. So whoever reads 没有写出文件 can rely on it.
"""

from __future__ import annotations

import signal
from types import FrameType

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
_put_off: list[int] = []


def heed() -> None:
    """From now on each of them raises KeyboardInterrupt, but for one that whoever started us ignores (nohup)."""
    _put_off.clear()
    for number in SIGNALS:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _end)


def give_way() -> None:
    """To be called between steps of saving. From the first call on what comes is put off until the next one; after the
    last one nothing disturbs the run any more, which has only moments to go.
    """
    if _put_off:
        raise KeyboardInterrupt
    _wait()


def _wait() -> None:
    for number in SIGNALS:
        if signal.getsignal(number) is _end:
            signal.signal(number, _note)


def _end(number: int, frame: FrameType | None) -> None:
    # Nothing is to disturb what is said now, however often somebody presses.
    _wait()
    raise KeyboardInterrupt


def _note(number: int, frame: FrameType | None) -> None:
    _put_off.append(number)
