"""The way past Bewaren en loslaten and a family's own data, for the tests that look at all screens."""

from __future__ import annotations

from collections.abc import Iterator

from gezinscoach_desktop.views.letting_go.places import letting_go, own_data_of
from tests.journeys.driver import Driver


def around_letting_go(driver: Driver) -> Iterator[str]:
    """Within an office, as who has every role: first with nothing to let go of, then with what a family asks."""
    driver.frame.go(letting_go())
    driver.settle()
    yield "letting go, nothing"
    driver.click("Bewaartermijnen…")
    driver.fill("Heel het dossier: maanden na het afsluiten", "vijf")
    driver.press("Return")
    yield "terms, refused"
    driver.press("Esc")
    driver.press("Ctrl+K")
    driver.type_text("celik")
    driver.press("Return")
    family_id = driver.page.family_id
    assert family_id is not None
    driver.frame.go(own_data_of(family_id))
    driver.settle()
    yield "own data, nothing"
    driver.click("Vraag noteren")
    driver.press("Return")
    yield "question, refused"
    driver.pick("Wat vraagt de persoon?", "Wissen")
    driver.fill("Wie vraagt het?", "de moeder")
    driver.press("Return")
    driver.click("Eigen visie toevoegen")
    driver.click("Toevoegen")
    yield "own view, refused"
    driver.press("Esc")
    yield "own data"
    driver.frame.go(letting_go())
    driver.settle()
    yield "letting go"
    driver.click("Langer bewaren…")
    driver.click("Bewaren")
    yield "longer, refused"
    driver.press("Esc")
    driver.click("Wissen voorstellen")
    driver.frame.go(letting_go("waiting"))
    driver.settle()
    yield "waiting for approval"
    driver.click("Goedkeuren…")
    yield "approve"
    driver.press("Esc")
    driver.click("Voorstel intrekken")
    driver.frame.go(letting_go("requests"))
    driver.settle()
    yield "questions"
