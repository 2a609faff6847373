"""From a first start to a first registered snapshot: the real windows by keys and clicks, with passwords as dear as they are.

Counts what somebody does besides typing texts, and the seconds that the program takes for it.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings

from benchmarks.measure import Line
from gezinscoach_desktop.app import Program
from gezinscoach_desktop.views.application import make_application
from tests.journeys import first_start
from tests.journeys.driver import Answers, Driver


def _back_up(driver: Driver) -> None:
    stick = Path(os.environ["GEZINSCOACH_HOME"]) / "stick"
    stick.mkdir()
    first_start.make_first_backup(driver, stick)


_STEPS: tuple[tuple[str, Callable[[Driver], None]], ...] = (
    ("organisation, place, account, office made", first_start.make_office_here),
    ("recovery sheet left out with a reason", first_start.leave_out_the_sheet),
    ("a colleague added", first_start.add_colleague),
    ("second place, first backup read back", _back_up),
    ("into the form of a family", first_start.enter_with_first_family),
    ("family with a consent", first_start.register_family),
    ("first snapshot finished", first_start.register_snapshot),
)
_MOST_ACTIONS, _MOST_SECONDS = 45, 20.0
"""Of all of it: what a person with little time still does, and a program that is never waited for."""


class Counter(Driver):
    """Texts that are typed are the user's own; all else is what the program asks."""

    letters = 0

    def type_text(self, text: str) -> None:
        self.letters += len(text)
        super().type_text(text)

    @property
    def actions(self) -> int:
        return self.interactions - self.letters


def run(families: int) -> list[Line]:  # noqa: ARG001 - every benchmark gets the size
    """Offscreen, in a home that is thrown away."""
    application = make_application(["benchmarks"])
    before = os.environ["GEZINSCOACH_HOME"]
    with tempfile.TemporaryDirectory() as home:
        os.environ["GEZINSCOACH_HOME"] = home
        settings = QSettings(str(Path(home) / "instellingen.ini"), QSettings.Format.IniFormat)
        dialogs = Answers()
        program = Program(settings, dialogs)
        driver = Counter(application, program, dialogs)
        try:
            program.show_opening()
            driver.settle()
            return _walk(driver)
        finally:
            program.leave()
            driver.settle()
            if program.opening is not None:
                program.opening.close()
            program.close()
            os.environ["GEZINSCOACH_HOME"] = before


def _walk(driver: Counter) -> list[Line]:
    lines, total = [], 0.0
    for what, do_it in _STEPS:
        actions, began = driver.actions, time.perf_counter()
        do_it(driver)
        seconds = time.perf_counter() - began
        total += seconds
        done = driver.actions - actions
        told = f"first start: {what} ({done} keys and clicks besides typing)"
        lines.append(Line("first_start", told, seconds, _MOST_SECONDS, "s"))
    if not driver.sees("Dit is de nulmeting"):
        raise RuntimeError("The first snapshot was not finished.")
    whole = "first start: from the first window to a first registered snapshot"
    return [
        *lines,
        Line("first_start", f"{whole}, the program's time", total, _MOST_SECONDS, "s"),
        Line("first_start", f"{whole}, besides typing", driver.actions, _MOST_ACTIONS, "keys and clicks"),
    ]
