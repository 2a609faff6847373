"""From one office to another, and the practice office."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from gezinscoach_desktop.services import practice
from tests.journeys.conftest import StartProgram, unlock
from tests.journeys.driver import Driver
from tests.journeys.new_office import make_office
from tests.journeys.office import LATE


def test_a_wrong_password_is_said_and_the_right_one_still_opens(
    start_program: StartProgram, known_office: Path
) -> None:
    driver = start_program()
    driver.type_text("fout wachtwoord")
    driver.press("Return")
    assert driver.sees("De gebruikersnaam of het wachtwoord klopt niet.")
    driver.press("Ctrl+A")
    unlock(driver)
    assert driver.sees(LATE)


def test_the_office_is_closed_in_the_settings_and_another_one_opened(opened: Driver, tmp_path: Path) -> None:
    opened.press("M")
    opened.press("4")
    opened.click("Instellingen")
    opened.click("Kantoor sluiten")
    assert opened.program.opening is not None
    assert opened.focused_name == "Wachtwoord"

    make_office(opened, tmp_path / "anderdorp.gezinscoach", "OCMW Anderdorp", "", "tweede")
    assert opened.sees("OCMW Anderdorp")
    assert not opened.sees(LATE)

    opened.click("Instellingen")
    opened.click("Kantoor sluiten")
    opened.pick("Kantoor", "OCMW Proefdorp")
    opened.click("Wachtwoord")
    unlock(opened)
    assert opened.focused_name == "Verder met de momentopname", "the draft waited"


def test_the_practice_office_starts_over_from_its_bar(
    start_program: StartProgram, practice_office: Path
) -> None:
    driver = start_program()
    driver.click("Oefenen met verzonnen gezinnen")
    assert driver.sees("Deze gezinnen zijn verzonnen.")
    driver.press("Ctrl+N")
    driver.type_text("Zelfbedacht")
    driver.press("Ctrl+Return")
    driver.press("Ctrl+2")
    assert driver.sees("Zelfbedacht")
    driver.click("Opnieuw beginnen")
    assert driver.sees("Zelfbedacht"), "once is no more than a slip"
    driver.click("Zeker? Alles terugzetten")
    assert driver.sees("Deze gezinnen zijn verzonnen.")
    driver.press("Ctrl+2")
    assert driver.sees("103 gezinnen")
    assert not driver.sees("Zelfbedacht")
    assert not driver.sees("Nog te doen voor dit kantoor"), "nobody has to set up what is made up"
    driver.click("Echt beginnen…")
    assert driver.sees("Kies hieronder hoe je echt begint")
    assert driver.focused_name == "Een nieuw kantoor maken"


def test_a_real_office_has_no_practice_bar(opened: Driver) -> None:
    assert not opened.sees("Oefenen")
    assert not opened.is_shown("Opnieuw beginnen")


@pytest.fixture
def practice_office(own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Really made the first time; starting over then gets the same again, as it would on that day."""
    made, build = tmp_path / "zoals gemaakt", practice.build

    def build_once(file: Path, *, today: date | None = None, report: practice.Report | None = None) -> None:
        if made.exists():
            shutil.copytree(made, file.parent)
        else:
            build(file, today=today, report=report)
            shutil.copytree(file.parent, made)

    monkeypatch.setattr(practice, "build", build_once)
    return practice.practice_file()
