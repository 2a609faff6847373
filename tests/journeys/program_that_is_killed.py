"""A program of its own process: types two levels and half a note, says so, and then waits to be killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSettings

from gezinscoach_desktop.app import Program
from gezinscoach_desktop.views.application import make_application
from tests import cheap
from tests.journeys.driver import Answers, Driver
from tests.offices import PASSWORD

HALF_A_NOTE = "De huisbaas herstelt het dak, maar"
READY = "typed"


def main(settings_file: Path) -> None:
    cheap.passwords()
    application = make_application(["killed"])
    dialogs = Answers()
    program = Program(QSettings(str(settings_file), QSettings.Format.IniFormat), dialogs)
    driver = Driver(application, program, dialogs)
    program.show_opening()
    driver.type_text(PASSWORD)
    driver.press("Return")
    driver.press("M")
    driver.press("4")
    driver.press("Down")
    driver.press("1")
    driver.press("T")
    driver.write_note(HALF_A_NOTE)
    os.write(sys.stdout.fileno(), f"{READY}\n".encode())
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
