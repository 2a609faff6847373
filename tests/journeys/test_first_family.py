"""The first day with the program."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.conftest import StartProgram
from tests.journeys.new_office import make_office, to_the_place
from tests.offices import PASSWORD


def test_from_a_new_office_to_a_family_with_a_first_incomplete_measurement(
    start_program: StartProgram, tmp_path: Path
) -> None:
    driver = start_program()
    file = tmp_path / "testdorp.gezinscoach"
    make_office(driver, file, "OCMW Testdorp", "Nadia Bensaïd", "nadia")
    assert file.exists()

    assert driver.sees("Hier zie je straks wie je het best eerst bezoekt.")
    assert driver.sees("OCMW Testdorp  ·  Nadia Bensaïd")
    driver.press("Ctrl+N")
    assert driver.focused_name == "Naam van het gezin"
    driver.type_text("Özdemir")
    driver.fill("Gemeente", "Geel")
    driver.fill("Voornaam, gezinslid 1", "Fatma")
    driver.fill("Geboortedatum, gezinslid 1", "3/4/1991")
    driver.fill("Voornaam, gezinslid 2", "Can")
    driver.fill("Geboortedatum, gezinslid 2", "12022019")
    driver.click("Het gezin stemt in met begeleiding")
    driver.press("Ctrl+Return")

    assert driver.sees("Gezin Özdemir")
    assert driver.sees("een eerste momentopname: de nulmeting.")
    driver.press("Ctrl+M")
    assert driver.sees("De eerste meting mag onvolledig zijn.")
    driver.press("2")
    driver.press("Return")
    driver.press("3")
    driver.press("PgDown")
    driver.press("4")
    driver.press("Ctrl+Return")

    assert driver.sees("Dit is de nulmeting")
    assert driver.sees("3 items ingevuld.")
    driver.click("Naar het gezin")
    assert driver.sees("Gezin Özdemir")
    assert driver.sees("3 items ingevuld")
    driver.press("Alt+M")
    assert driver.sees("nulmeting")
    driver.press("Alt+G")
    assert driver.sees("Fatma")
    assert driver.sees("12/02/2019")
    driver.press("Ctrl+1")
    assert driver.sees("Özdemir")


def test_a_new_office_says_what_is_still_missing_and_keeps_what_was_typed(
    start_program: StartProgram, tmp_path: Path
) -> None:
    driver = start_program()
    driver.click("Een nieuw kantoor maken")
    driver.press("Return")
    assert driver.sees("Vul de naam van je organisatie in.")
    driver.press("Esc")
    to_the_place(driver, "OCMW Testdorp")
    driver.dialogs.will_answer(tmp_path / "testdorp.gezinscoach")
    driver.click("Plaats kiezen…")
    driver.click("Volgende")
    driver.press("Return")
    assert driver.sees("Kies een gebruikersnaam.")
    driver.fill("Gebruikersnaam, verplicht", "nadia")
    driver.fill("Wachtwoord, verplicht", "te kort")
    driver.press("Return")
    assert driver.sees("Kies een wachtwoord van minstens 12 tekens; vier woorden na elkaar is goed.")
    driver.fill("Wachtwoord, verplicht", PASSWORD)
    driver.fill("Wachtwoord nog eens, verplicht", f"{PASSWORD}!")
    driver.press("Return")
    assert driver.sees("De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw.")
    driver.click("Vorige")
    driver.click("Vorige")
    assert driver.sees("OCMW Testdorp")
    assert not (tmp_path / "testdorp.gezinscoach").exists()
