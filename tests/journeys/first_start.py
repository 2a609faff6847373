"""Each part of a first start, for the journey and for the benchmark that counts its keys and seconds."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.driver import Driver
from tests.offices import PASSWORD


def make_office_here(driver: Driver) -> None:
    """The first three steps, on this PC in the place that the program proposes."""
    driver.press("1")
    driver.type_text("OCMW Testdorp")
    driver.press("Tab")
    driver.type_text("Geel")
    driver.press("Return")
    driver.click("Volgende")
    driver.type_text("Nadia Bensaïd")
    driver.press("Tab")
    driver.press("Tab")
    driver.type_text(PASSWORD)
    driver.press("Tab")
    driver.type_text(PASSWORD)
    driver.press("Return")


def leave_out_the_sheet(driver: Driver) -> None:
    """On purpose, with a reason."""
    driver.click("Later doen")
    driver.type_text("De printer is er pas morgen.")
    driver.press("Return")


def add_colleague(driver: Driver) -> None:
    """An account with a code, and on to the next step."""
    driver.click("Collega toevoegen…")
    driver.type_text("Bea Wouters")
    driver.press("Tab")
    driver.type_text("bea")
    driver.press("Return")
    driver.click("Klaar")
    driver.click("Volgende")


def make_first_backup(driver: Driver, stick: Path) -> None:
    """The second place, a first backup there, read back, and on to the next step."""
    driver.dialogs.will_answer(stick)
    driver.click("Map of stick kiezen…")
    driver.wait_until(lambda: driver.sees("is helemaal teruggelezen") and driver.is_shown("Volgende"))
    driver.click("Volgende")


def enter_with_first_family(driver: Driver) -> None:
    """From the last step into the form of a new family."""
    driver.click("Eerste gezin registreren")


def register_family(driver: Driver) -> None:
    """A name, a first person, and the consent."""
    driver.type_text("Özdemir")
    driver.fill("Voornaam, gezinslid 1", "Fatma")
    driver.click("Het gezin stemt in met begeleiding")
    driver.press("Ctrl+Return")


def register_snapshot(driver: Driver) -> None:
    """A first measurement of three items, finished."""
    driver.press("Ctrl+M")
    driver.press("2")
    driver.press("Return")
    driver.press("3")
    driver.press("PgDown")
    driver.press("4")
    driver.press("Ctrl+Return")
