"""The screens about rights: of a family, along the list, and the list itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gezinscoach_desktop.views.family.places import family_page
from tests.journeys.driver import Driver

_WRONG = "naam;levensdomein\nPamperbank;Nergens\n"


def around_rights(driver: Driver, folder: Path) -> Iterator[str]:
    """From a family that nobody looked at rights for, to the office's list."""
    driver.press("Ctrl+2")
    driver.press("Ctrl+F")
    driver.press("Down")
    driver.press("Return")
    family_id = driver.page.family_id
    assert family_id is not None
    driver.frame.go(family_page(family_id, "rights"))
    driver.settle()
    yield "rights of a family, none yet"
    driver.press("Ctrl+N")
    yield "rights, a step"
    driver.press("Esc")
    driver.click("Rechten doorlopen")
    yield "rights walk, untouched"
    driver.press("4")
    yield "rights walk, granted"
    driver.press("Return")
    driver.press("5")
    yield "rights walk, refused"
    driver.click("Klaar voor nu")
    yield "rights of a family"
    driver.click("Naar de rechtenlijst")
    yield "list of rights"
    driver.press("Return")
    yield "a right of the list"
    driver.press("Esc")
    driver.press("Ctrl+F")
    driver.type_text("bestaat niet")
    yield "list of rights, nothing found"
    driver.click("Filters wissen")
    path = folder / "rechten.csv"
    path.write_text(_WRONG, encoding="utf-8")
    driver.dialogs.will_answer(path)
    driver.choose("Meer", "Lijst inlezen…")
    yield "list of rights, a file with errors"
    driver.press("Esc")
