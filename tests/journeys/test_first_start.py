"""From the first start of the program to a first registered family, without anybody's help."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from tests.journeys.conftest import StartProgram
from tests.journeys.driver import Driver
from tests.journeys.first_start import (
    add_colleague,
    enter_with_first_family,
    leave_out_the_sheet,
    make_first_backup,
    make_office_here,
    register_family,
    register_snapshot,
)
from tests.offices import PASSWORD

SYNCHRONISED = "Deze map wordt gesynchroniseerd door OneDrive"


def text_of(driver: Driver, field: str) -> str:
    found = driver.find(field)
    assert isinstance(found, QLineEdit)
    return found.text()


def test_from_a_first_start_to_a_first_snapshot(
    start_program: StartProgram, tmp_path: Path, own_home: Path
) -> None:
    driver = start_program()
    stick = tmp_path / "stick"
    stick.mkdir()
    make_office_here(driver)
    [office] = (own_home / "Gezinscoach").glob("*.gezinscoach")
    assert office.name == "OCMW Testdorp.gezinscoach"
    assert driver.sees("Niemand kan een wachtwoord terughalen")
    leave_out_the_sheet(driver)
    add_colleague(driver)
    make_first_backup(driver, stick)
    assert list(stick.rglob("*.gezinscoach-backup")), "the copy really is on the stick"
    enter_with_first_family(driver)
    register_family(driver)
    register_snapshot(driver)
    assert driver.sees("Dit is de nulmeting")

    driver.press("Ctrl+1")
    assert driver.sees("Overgeslagen: “De printer is er pas morgen.”")
    assert not driver.sees("Er is nog geen gezin geregistreerd.")
    driver.click("Herstelblad maken")
    assert driver.is_shown("Herstelblad maken…")
    driver.press("Esc")
    assert driver.sees("Nog te doen voor dit kantoor")


def test_stopping_in_the_middle_loses_nothing_but_the_password(
    start_program: StartProgram, own_home: Path
) -> None:
    driver = start_program()
    driver.press("1")
    driver.type_text("OCMW Testdorp")
    driver.fill("Gemeenten waarvoor je werkt", "Geel, Mol")
    driver.press("Return")
    driver.press("Return")
    driver.type_text("Nadia Bensaïd")
    driver.fill("Wachtwoord, verplicht", PASSWORD)
    driver.press("Esc")
    assert driver.sees("Je begon aan “OCMW Testdorp”.")

    again = start_program()
    assert again.sees("Je begon aan “OCMW Testdorp”.")
    again.press("1")
    assert again.sees("Waar het kantoor komt")
    again.click("Volgende")
    assert text_of(again, "Je naam") == "Nadia Bensaïd"
    assert text_of(again, "Gebruikersnaam, verplicht") == "nadia"
    assert text_of(again, "Wachtwoord, verplicht") == ""
    again.fill("Wachtwoord, verplicht", PASSWORD)
    again.fill("Wachtwoord nog eens, verplicht", PASSWORD)
    again.press("Return")
    leave_out_the_sheet(again)
    assert again.is_shown("Collega toevoegen…")

    # The program is stopped here, as by a power cut: the office itself tells how far it was.
    third = start_program()
    assert third.sees("Dit kantoor is nog niet helemaal klaar.")
    third.type_text(PASSWORD)
    third.press("Return")
    assert third.is_shown("Collega toevoegen…")
    third.click("Ik werk alleen")
    third.click("Later doen")
    third.click("Naar het kantoor")
    assert third.sees("Er is nog geen reservekopie op een tweede plaats.")
    assert not third.sees("Je bent nog de enige met een account.")
    assert not third.sees("Voor welke gemeenten werk je?")
    third.click("Niet nodig: reservekopie")
    assert not third.sees("Er is nog geen reservekopie op een tweede plaats.")


def test_a_shared_folder_that_is_synchronised_is_refused_and_another_one_taken(
    start_program: StartProgram, tmp_path: Path
) -> None:
    driver = start_program()
    cloud, share = tmp_path / "OneDrive - OCMW Testdorp", tmp_path / "gedeeld"
    cloud.mkdir()
    share.mkdir()
    driver.press("1")
    driver.type_text("OCMW Testdorp")
    driver.press("Return")
    driver.dialogs.will_answer(cloud / "testdorp.gezinscoach")
    driver.click("Plaats kiezen…")
    assert driver.sees(SYNCHRONISED)
    driver.click("In een gedeelde map op het netwerk")
    driver.dialogs.will_answer(cloud)
    driver.click("Plaats kiezen…")
    driver.wait_until(lambda: driver.sees(SYNCHRONISED))
    driver.click("Volgende")
    assert driver.sees("Laat deze map eerst uitproberen.")
    driver.dialogs.will_answer(share)
    driver.click("Plaats kiezen…")
    driver.wait_until(lambda: driver.sees("Deze map is geschikt"))
    assert driver.sees("Vrije ruimte:")
    driver.click("Volgende")
    driver.type_text("Nadia Bensaïd")
    driver.fill("Wachtwoord, verplicht", PASSWORD)
    driver.fill("Wachtwoord nog eens, verplicht", PASSWORD)
    driver.press("Return")
    leave_out_the_sheet(driver)
    driver.click("Snelkoppeling maken…")
    driver.click("Snelkoppeling maken")
    driver.click("Klaar")
    assert driver.sees("staat klaar: je collega’s dubbelklikken erop.")
    assert list(share.glob("*.gezinscoach"))
    driver.click("Later verder")
    assert driver.sees("Nog te doen voor dit kantoor")
    driver.program.leave()
    driver.settle()
