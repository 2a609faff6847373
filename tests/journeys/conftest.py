"""For journeys: the real program on a copy of the prepared office, driven by keys and clicks."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.app import Program
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.views import messages as view_messages
from gezinscoach_desktop.views import practice_bar
from gezinscoach_desktop.views.recent_offices import remember_office
from tests.journeys.driver import Answers, Driver
from tests.journeys.office import prepare
from tests.offices import PASSWORD, USER
from tests.views.conftest import nothing_goes_unnoticed as nothing_goes_unnoticed
from tests.views.conftest import qapp as qapp

StartProgram = Callable[[], Driver]
OpenDesk = Callable[[], Desk]
_LONG_MS = 3600_000
_NOON = 12


@pytest.fixture(autouse=True)
def styled() -> None:
    """The program as it is, style sheet included (see tests/views/conftest.py)."""


@pytest.fixture(autouse=True)
def time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that goes by itself stays, and so does the question in a button: a slow machine reads no faster."""
    monkeypatch.setattr(view_messages, "_SECOND_MS", _LONG_MS)
    monkeypatch.setattr(practice_bar, "_SURE_MS", _LONG_MS)


@pytest.fixture(autouse=True)
def far_from_midnight(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In a zone where it is about noon of this same day: what is done today is read as done today."""
    now = datetime.now().astimezone()
    east = round((now.utcoffset() or timedelta()) / timedelta(hours=1)) + _NOON - now.hour
    with monkeypatch.context() as patch:
        patch.setenv("TZ", f"NOON{-east:+d}")  # what POSIX counts is west
        _use_zone()
        yield
    _use_zone()


def _use_zone() -> None:
    if sys.platform != "win32":
        time.tzset()


@pytest.fixture(scope="session")
def prepared_office(tmp_path_factory: pytest.TempPathFactory, cheap_passwords: None) -> Path:
    """Made once for all journeys."""
    path = tmp_path_factory.mktemp("prepared") / "proefdorp.gezinscoach"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEZINSCOACH_HOME", str(path.parent / "home"))
        prepare(path)
    return path


@pytest.fixture
def office_file(prepared_office: Path, own_home: Path, tmp_path: Path) -> Path:
    """This journey's own copy."""
    path = tmp_path / prepared_office.name
    for ending in ("", ".keys"):
        shutil.copy(f"{prepared_office}{ending}", f"{path}{ending}")
    return path


@pytest.fixture
def start_program(
    qapp: QApplication, nothing_goes_unnoticed: None, own_home: Path, tmp_path: Path
) -> Iterator[StartProgram]:
    """Start the program on the opening screen, as often as a journey likes; every one is a PC's own window."""
    started: list[Driver] = []

    def start() -> Driver:
        settings = QSettings(str(tmp_path / "instellingen.ini"), QSettings.Format.IniFormat)
        dialogs = Answers()
        program = Program(settings, dialogs)
        driver = Driver(qapp, program, dialogs)
        started.append(driver)
        program.show_opening()
        driver.settle()
        return driver

    yield start
    for driver in started:
        for window in (driver.program.frame, driver.program.opening):
            if window is not None:
                window.close()
                window.deleteLater()
        driver.program.close()


@pytest.fixture
def known_office(office_file: Path, tmp_path: Path) -> Path:
    """An office that was opened on this PC before."""
    settings = QSettings(str(tmp_path / "instellingen.ini"), QSettings.Format.IniFormat)
    remember_office(settings, str(office_file), USER)
    settings.sync()
    return office_file


@pytest.fixture
def opened(start_program: StartProgram, known_office: Path) -> Driver:
    """On the start screen of the prepared office, come in with the password."""
    driver = start_program()
    unlock(driver)
    return driver


@pytest.fixture
def look_inside(office_file: Path) -> Iterator[OpenDesk]:
    """A desk of one's own on the same office, to see what was really kept."""
    desks: list[Desk] = []

    def look() -> Desk:
        desks.append(open_office(str(office_file), user_name=USER, password=PASSWORD))
        return desks[-1]

    yield look
    for desk in desks:
        close_office(desk)


def unlock(driver: Driver) -> None:
    """From the opening screen, where the cursor waits in the password, into the office."""
    driver.type_text(PASSWORD)
    driver.press("Return")
