"""The program in a process of its own, as a double-click starts it; says when its window is there, and what it is asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.app import Program, run
from gezinscoach_desktop.domain.call import Call
from gezinscoach_desktop.services.one_window import come_in
from gezinscoach_desktop.views.joining.dialog import JoinDialog

READY, CALLED, ASKS = "ready", "called", "asks"


def _say(*words: str) -> None:
    os.write(sys.stdout.fileno(), ("\t".join(words) + "\n").encode())


def _start(program: Program) -> None:
    program.show_opening()
    answer = program.second_start.answer

    def told(call: Call) -> None:
        window = program.opening
        assert window is not None
        if not call.path:
            window.showMinimized()
        answer(call)
        _say(CALLED, call.path, "hidden" if window.isMinimized() or not window.isVisible() else "seen")

    program.second_start.answer = told  # type: ignore[method-assign]
    looking = QTimer(program, interval=20)

    def look() -> None:
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, JoinDialog) and dialog.isVisible():
                looking.stop()
                _say(ASKS)

    looking.timeout.connect(look)
    looking.start()
    QTimer.singleShot(0, program, lambda: _say(READY))


def main(arguments: list[str]) -> int:
    front = come_in(Path(arguments[0]) if arguments else None)
    return 0 if front is None else run(_start, front)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
