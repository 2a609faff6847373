"""The way past every screen about updates, for the tests that look at all screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.domain.update import SIGNATURE
from gezinscoach_desktop.services import update
from gezinscoach_desktop.services.update import Installation
from tests.journeys.driver import Driver
from tests.updates import NEWER, PATIENCE_SECONDS, TEST_PUBLIC, fill, manifest

OFFERED = f"Versie {NEWER} van Gezinscoach staat klaar."


def around_updates(driver: Driver, folder: Path) -> Iterator[str]:
    """Within an office, as somebody who may choose the folder; leaves it without one."""
    place = folder / "bijwerkingen"
    fill(place, manifest(database=schema.VERSION + 1))
    keeper = driver.program.updates
    before = keeper.installation
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(update, "trusted_keys", lambda: (TEST_PUBLIC,))
        patch.setattr(update, "READ_SECONDS", PATIENCE_SECONDS)
        keeper.installation = Installation.OWN
        keeper.look()  # before, there was no key to trust, and the card asked for no folder
        driver.settle()
        driver.click("Instellingen")
        driver.wait_until(lambda: driver.is_shown("Map kiezen…"))
        driver.dialogs.will_answer(place)
        driver.click("Map kiezen…")
        driver.wait_until(lambda: driver.sees(OFFERED))
        driver.click("Melding sluiten")  # it lies over the lowest card
        yield "update, offered"
        driver.click("Wat is er nieuw")
        yield "update, what is new"
        driver.press("Esc")
        driver.click("Bijwerken bij het afsluiten")
        driver.wait_until(lambda: driver.sees("Als je het programma sluit"))
        yield "update, going to be installed"
        driver.click("Toch niet")
        keeper.installation = Installation.PORTABLE
        driver.click("Nu kijken")
        driver.wait_until(lambda: driver.sees("pak de nieuwe versie zelf uit"))
        yield "update, to be installed by hand"
        (place / SIGNATURE).write_text("AAAA")
        driver.click("Nu kijken")
        driver.wait_until(lambda: driver.sees("Haal de bijwerking opnieuw op"))
        yield "update, refused"
        driver.click("Wat nu?")
        yield "update, what to do about it"
        driver.press("Esc")
        driver.click("Geen map meer")
        driver.wait_until(lambda: not driver.sees("Haal de bijwerking opnieuw op"))
    keeper.installation = before
