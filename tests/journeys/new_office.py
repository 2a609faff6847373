"""From the first window into a new office, as somebody does it who wants to look around first."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.driver import Driver
from tests.offices import PASSWORD


def to_the_place(driver: Driver, name: str) -> None:
    """To the second step of the checklist."""
    driver.click("Een nieuw kantoor maken")
    driver.fill("Naam van de organisatie, verplicht", name)
    driver.press("Return")


def type_account(driver: Driver, display_name: str, user_name: str) -> None:
    """From the place to the third step, and the office is made."""
    driver.click("Volgende")
    driver.fill("Je naam", display_name)
    driver.fill("Gebruikersnaam, verplicht", user_name)
    driver.fill("Wachtwoord, verplicht", PASSWORD)
    driver.fill("Wachtwoord nog eens, verplicht", PASSWORD)
    driver.press("Return")


def make_office(driver: Driver, file: Path, name: str, display_name: str, user_name: str) -> None:
    """Into the new office, everything else left for later."""
    to_the_place(driver, name)
    driver.dialogs.will_answer(file)
    driver.click("Plaats kiezen…")
    type_account(driver, display_name, user_name)
    driver.click("Later verder")
