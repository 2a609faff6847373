"""The screens about the plan of a family, the agenda and the actions over all families."""

from __future__ import annotations

from collections.abc import Iterator

from gezinscoach_desktop.views.family.places import family_page
from tests.journeys.driver import Driver


def around_plans(driver: Driver) -> Iterator[str]:
    """From an empty plan to one with a request, a goal, actions and an appointment; then over all families."""
    yield from _around_rooms_without_anything(driver)
    driver.press("Ctrl+2")
    driver.press("Ctrl+F")
    driver.press("Down")
    driver.press("Return")
    family_id = driver.page.family_id
    assert family_id is not None
    driver.frame.go(family_page(family_id, "plan"))
    driver.settle()
    yield "plan of a family, nothing yet"
    driver.type_text("Attest vragen @gezin #werk tegen 1/1/2026")
    driver.press("Return")
    driver.type_text(
        "Een heel lange actie die zeker niet op één regel past, hoe breed het venster ook is, tegen morgen"
    )
    driver.press("Return")
    driver.click("Vraag")
    yield "a new request"
    driver.press("Ctrl+Return")
    yield "a new request without words"
    driver.write_note("Een huis met een tuin, waar de kinderen kunnen spelen en waar het niet binnenregent.")
    driver.press("Ctrl+Return")
    driver.click("Doel")
    yield "a new goal"
    driver.click("Doel bewaren")
    driver.click("Actie")
    yield "a new action"
    driver.press("Esc")
    driver.click("Afspraak")
    driver.type_text("ooit")
    driver.click("Afspraak bewaren")
    yield "a new appointment on a day that cannot be read"
    driver.press("Ctrl+A")
    driver.type_text("morgen")
    driver.click("Afspraak bewaren")
    yield "plan of a family"
    yield from _around_rooms(driver)


def _around_rooms_without_anything(driver: Driver) -> Iterator[str]:
    driver.press("Ctrl+3")
    driver.press("D")
    yield "agenda, a day without anything"
    driver.press("W")
    yield "agenda, a week"
    driver.press("Ctrl+4")
    yield "actions"


def _around_rooms(driver: Driver) -> Iterator[str]:
    driver.press("Ctrl+4")
    yield "actions, some"
    driver.press("Ctrl+N")
    yield "a new action, the family still to be chosen"
    driver.press("Esc")
    driver.press("Ctrl+F")
    driver.type_text("bestaat niet")
    yield "actions, nothing found"
    driver.click("Filters wissen")
    driver.press("Ctrl+3")
    driver.press("T")
    driver.press("Right")
    yield "agenda, a week with an appointment"
    driver.press("E")
    yield "an appointment, to change it"
    driver.press("Esc")
    driver.press("D")
    yield "agenda, a day"
    driver.press("W")
    driver.press("N")
    driver.type_text("a")
    yield "a new appointment, the family still to be chosen"
    driver.press("Esc")
    driver.press("Esc")
    driver.choose("Meer", "Overnemen naar je gsm…")
    yield "agenda, to the phone"
    driver.press("Esc")
