"""`--first-window`: ends as soon as the first window has painted. For measuring how long a double-click takes."""

from __future__ import annotations

import os


def run() -> int:
    """Does not return: the program ends where a user would begin, so that tidying up is not measured."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    from gezinscoach_desktop import app

    class Stop(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - as Qt calls it
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(
                    0, self, lambda: os._exit(0)
                )  # when every widget of this window has painted
            return False

    stop = Stop()

    def start(program: app.Program) -> None:
        program.show_opening()
        if program.opening is not None:  # of the window only: one of everything is measured itself
            program.opening.installEventFilter(stop)

    return app.run(start)
