"""Waiting for something that comes from a worker: as short as it takes, never a fixed time."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, QTimer

PATIENCE_MS = 60_000
_LOOK_EVERY_MS = 2


def wait_until(condition: Callable[[], bool]) -> None:
    """Let the window live until the condition holds; fails after a minute."""
    held = False
    loop = QEventLoop()
    look = QTimer(interval=_LOOK_EVERY_MS)

    def check() -> None:
        nonlocal held
        held = held or condition()  # what holds once may begin something after which it does not
        if held:
            loop.quit()

    look.timeout.connect(check)
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    check()
    if not held:
        look.start()
        loop.exec()
        look.stop()
    assert held


def destroy(thing: QObject) -> None:
    """The C++ side is gone, as when a window is closed."""
    shiboken6.delete(thing)
