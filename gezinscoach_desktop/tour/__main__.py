"""One walk of the tour in this process: `python -m gezinscoach_desktop.tour PART DIRECTORY`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.accounts import walk_accounts
from gezinscoach_desktop.tour.guide import Guide
from gezinscoach_desktop.tour.joining import walk_joining
from gezinscoach_desktop.tour.practice import walk_practice, walk_practice_large
from gezinscoach_desktop.tour.server import walk_server, walk_server_large
from gezinscoach_desktop.tour.setup import walk_setup, walk_setup_large
from gezinscoach_desktop.tour.trouble import walk_trouble, walk_trouble_large

if TYPE_CHECKING:
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs

_WALKS: dict[str, Callable[[Guide, ScriptedDialogs, Path], None]] = {
    "whole": walk_practice,
    "accounts": walk_accounts,
    "joining": walk_joining,
    "large": walk_practice_large,
    "setup": walk_setup,
    "setup-large": walk_setup_large,
    "trouble": walk_trouble,
    "trouble-large": walk_trouble_large,
    "server": walk_server,
    "server-large": walk_server_large,
}


def walk(part: str, directory: Path) -> None:
    """The scale was set by whoever started it."""
    from PySide6.QtCore import QSettings, qInstallMessageHandler

    from gezinscoach_desktop.app import Program
    from gezinscoach_desktop.views.application import make_application
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs
    from gezinscoach_desktop.views.theme import Appearance, theme

    qInstallMessageHandler(_say_of_qt)
    application = make_application(sys.argv[:1])
    theme().use_appearance(Appearance.LIGHT)
    home = Path(os.environ["GEZINSCOACH_HOME"])
    settings = QSettings(str(home / f"{part}.ini"), QSettings.Format.IniFormat)
    dialogs = ScriptedDialogs()
    program = Program(settings, dialogs)
    guide = Guide(application, program, directory)
    try:
        _WALKS[part](guide, dialogs, directory)
    finally:
        program.close()


def _say_of_qt(kind: object, context: object, text: str) -> None:  # noqa: ARG001 - as Qt calls it
    """Qt's warnings go to the terminal, but for one that only says that there is no window manager."""
    if not text.startswith("This plugin does not support"):
        print(text, file=sys.stderr)


if __name__ == "__main__":
    walk(sys.argv[1], Path(sys.argv[2]))
