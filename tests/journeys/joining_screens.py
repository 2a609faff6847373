"""The way past every screen about joining an office, for the tests that look at all screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.journeys.driver import Driver


def around_joining(driver: Driver, folder: Path) -> Iterator[str]:
    """From the opening screen, and back to it; `folder` is anywhere."""
    driver.click("Bij een kantoor aansluiten…")
    yield "joining"
    driver.click("Verder")
    yield "joining, nothing chosen"
    empty = folder / "leeg"
    empty.mkdir()
    driver.dialogs.will_answer(empty)
    driver.click("Gedeelde map kiezen…")
    driver.wait_until(lambda: driver.sees("is leeg"))
    driver.settle()
    yield "joining, an empty folder"
    driver.click("Het kantoor staat op een server…")
    yield "joining, a server"
    driver.press("Return")
    yield "joining, a server without a name"
    driver.press("Esc")


def around_shortcuts(driver: Driver, folder: Path) -> Iterator[str]:
    """Within an office, as somebody who sees the accounts."""
    driver.click("Accounts")
    driver.click("Snelkoppeling voor collega’s…")
    yield "shortcut"
    driver.dialogs.will_answer(folder)
    driver.press("Return")
    yield "shortcut, made"
    driver.press("Return")
