"""The front door with a window: builds everything once and hands it over."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.app.program import Program as Program
from gezinscoach_desktop.data.home import why_not_kept
from gezinscoach_desktop.views.appearance import kept_appearance
from gezinscoach_desktop.views.application import make_application
from gezinscoach_desktop.views.cannot_start import CannotStart
from gezinscoach_desktop.views.dialogs import QtDialogs
from gezinscoach_desktop.views.tasks import breakdown_of
from gezinscoach_desktop.views.theme import theme
from gezinscoach_desktop.views.trouble.crash_watch import CrashWatch
from gezinscoach_desktop.views.windows_instance import WindowsInstance

if TYPE_CHECKING:
    from gezinscoach_desktop.services.one_window import Front

SETTINGS_FILE = "instellingen.ini"


def run(start: Callable[[Program], None] = Program.show_opening, front: Front | None = None) -> int:
    """Open the program; returns when its last window is closed. With `front` it answers who starts it again."""
    application = make_application(sys.argv[:1])
    if (problem := why_not_kept()) is not None:  # nothing that is typed would stay
        window = CannotStart(problem)
        window.show()
        application.exec()
        return 1
    settings = _settings()
    theme().use_appearance(kept_appearance(settings))
    program = Program(settings, QtDialogs())
    program.crash = CrashWatch(program.tasks, program.dialogs, settings, program)
    WindowsInstance(application, program.end_with_session)
    previous = sys.excepthook
    sys.excepthook = partial(_note_bug, program)
    try:
        start(program)
        if front is not None:  # once the window is there: who calls before waits for it
            QTimer.singleShot(0, program, partial(program.hear, front))
        return application.exec()
    finally:
        program.close()
        program.crash.end()
        sys.excepthook = previous


def run_demo() -> int:
    """Open the practice office in a window."""
    return run(Program.practise)


def run_tour(directory: Path) -> None:
    """Drive the real windows offscreen through the main job; writes pictures and dossiers into `directory`."""
    from gezinscoach_desktop.tour.start import make_tour

    make_tour(directory)


def _settings() -> QSettings:
    from gezinscoach_desktop.data.home import home

    return QSettings(str(home() / SETTINGS_FILE), QSettings.Format.IniFormat)


def _note_bug(
    program: Program, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """A bug in the window itself: noted without personal data, said calmly; what was typed is kept as a draft."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    program.tasks.broke.emit(breakdown_of(error.with_traceback(trace)))
