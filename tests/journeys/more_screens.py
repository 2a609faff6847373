"""The way past the screens about expenses, stories and signals, and past Ctrl+K, for the tests that look at all screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.journeys.driver import Driver


def around_more(driver: Driver, folder: Path) -> Iterator[str]:
    """Within an office, of the family that is found first."""
    driver.press("Ctrl+K")
    yield "find, nothing typed"
    driver.type_text("gezn")
    yield "find, misspelt"
    driver.press("Esc")
    driver.press("Ctrl+K")
    driver.type_text("xqzwq")
    yield "find, nothing found"
    driver.press("Esc")
    driver.press("Ctrl+K")
    driver.type_text("onkosten")
    driver.press("Return")
    yield "expenses of all, none yet"
    driver.press("Ctrl+K")
    driver.type_text("celik")
    driver.press("Return")
    driver.choose("Meer", "Onkost noteren…")
    yield "expense, new"
    driver.press("Return")
    yield "expense, refused"
    driver.press("Esc")
    driver.choose("Meer", "Moment van trots noteren…")
    yield "pride, new"
    driver.press("Ctrl+Return")
    yield "pride, refused"
    driver.press("Esc")
    driver.press("Ctrl+Shift+S")
    yield "signal, new"
    driver.type_text("Bel 0470 12 34 56")
    yield "signal, with a number"
    driver.press("Alt+V")
    driver.press("Return")
    yield "signals, told"
    driver.press("Ctrl+K")
    driver.type_text("signalen")
    driver.press("Return")
    yield "signals"
    driver.press("Return")
    yield "signal, changed"
    driver.press("Esc")
    yield from around_sections(driver)
    driver.press("Ctrl+K")
    driver.type_text("onkosten")
    driver.press("Return")
    yield "expenses of all"
    driver.dialogs.will_answer(folder / "onkosten.csv")
    driver.click("Exporteren…")
    yield "expenses of all, exported"


def around_sections(driver: Driver) -> Iterator[str]:
    """Onkosten and Verhalen of the dossier, empty and filled."""
    driver.press("Ctrl+K")
    driver.type_text("celik")
    driver.press("Return")
    driver.press("Alt+D")
    driver.click("Onderdelen van het dossier")
    driver.press("End")
    driver.press("Up")
    yield "stories, none yet"
    driver.click("Moment van trots noteren")
    driver.type_text("Alles is betaald.")
    driver.press("Ctrl+Return")
    yield "stories"
    driver.click("Verhaal toevoegen")
    yield "story, new"
    driver.click("Mag anoniem in het jaarverslag: het gezin ging akkoord")
    yield "story, may go out"
    driver.press("Esc")
    driver.click("Onderdelen van het dossier")
    driver.press("Up")
    yield "expenses, none yet"
    driver.press("Return")
    driver.type_text("6,50")
    driver.press("Tab")
    driver.type_text("ijsje")
    driver.press("Return")
    yield "expenses"
    driver.click("Budget bepalen…")
    yield "budget"
    driver.press("Esc")
