"""A program that was cut off: the next start tells it once, and a report for whoever helps is saved in two clicks."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gezinscoach_desktop.views.trouble.crash_notice import CrashNotice
from gezinscoach_desktop.views.trouble.crash_watch import CrashWatch
from gezinscoach_desktop.views.trouble.dialog import TroubleDialog
from tests.journeys.conftest import StartProgram
from tests.journeys.driver import Driver

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gezinscoach_desktop.app import Program, run

def start(program):
    program.show_opening()
    QTimer.singleShot(200, lambda: {act})

sys.exit(run(start))
"""
CUT_OFF = {"killed": "os.kill(os.getpid(), signal.SIGKILL)", "fallen": "os.abort()"}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="ends a program with a signal")


def run_until(act: str) -> int:
    """The real program in a process of its own, in this journey's home."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(act=act)],
        cwd=ROOT,
        env=os.environ.copy(),
        capture_output=True,
        check=False,
        timeout=120,
    ).returncode


def started(start_program: StartProgram) -> tuple[Driver, CrashNotice | None]:
    """The next start, watched over as the front door does it."""
    driver = start_program()
    program = driver.program
    program.crash = CrashWatch(program.tasks, program.dialogs, program.settings, program)
    assert program.opening is not None
    program.crash.stand_in(program.opening)
    driver.wait_until(lambda: program.tasks.is_at_rest)
    return driver, program.crash.notice


def end(driver: Driver) -> None:
    assert driver.program.crash is not None
    driver.program.crash.end()


@pytest.mark.parametrize("how", CUT_OFF)
def test_a_program_that_was_cut_off_is_told_of_and_reported(
    start_program: StartProgram, tmp_path: Path, how: str
) -> None:
    assert run_until(CUT_OFF[how]) != 0
    driver, notice = started(start_program)
    assert notice is not None
    assert "stopte het programma onverwacht (vandaag om" in notice.text_label.text()
    QTest.mouseClick(notice.report_button, Qt.MouseButton.LeftButton)
    driver.settle()
    assert driver.program.opening is not None
    (dialog,) = driver.program.opening.findChildren(TroubleDialog)
    driver.wait_until(dialog.view.save_button.isEnabled)
    driver.dialogs.will_answer(tmp_path / "verslag.zip")
    QTest.mouseClick(dialog.view.save_button, Qt.MouseButton.LeftButton)
    driver.wait_until((tmp_path / "verslag.zip").is_file)
    with zipfile.ZipFile(tmp_path / "verslag.zip") as packed:
        fall = packed.read("vorige-keer.txt").decode()
    assert ("Fatal Python error" in fall) == (how == "fallen")
    dialog.accept()
    QTest.mouseClick(notice.close_button, Qt.MouseButton.LeftButton)
    end(driver)

    again, second = started(start_program)
    assert second is None
    end(again)


def test_after_a_good_end_nothing_is_said(start_program: StartProgram) -> None:
    assert run_until("QApplication.quit()") == 0
    driver, notice = started(start_program)
    assert notice is None
    end(driver)
