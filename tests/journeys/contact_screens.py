"""The screens about contacts: the form for one family, for one still to be chosen and for a group, and the timeline."""

from __future__ import annotations

from collections.abc import Iterator

from gezinscoach_desktop.views.contact.places import contact_form
from gezinscoach_desktop.views.family.places import family_page
from tests.journeys.driver import Driver


def around_contacts(driver: Driver) -> Iterator[str]:
    """From an empty timeline to one with a contact, changed and taken away."""
    driver.press("Ctrl+2")
    driver.press("Ctrl+F")
    driver.press("Down")
    driver.press("Return")
    family_id = driver.page.family_id
    assert family_id is not None
    driver.frame.go(family_page(family_id, "contacts"))
    driver.settle()
    yield "contacts of a family, none yet"
    driver.press("Ctrl+L")
    yield "contact form, untouched"
    driver.press("Ctrl+Return")
    yield "contact form, no kind chosen"
    driver.press("1")
    driver.press("T")
    driver.write_note("Samen de brief van de school gelezen.")
    driver.press("Alt+V")
    driver.type_text("ooit")
    driver.press("Alt+G")
    driver.type_text("3,50")
    driver.press("Ctrl+Return")
    yield "contact form, an expense without what it was for"
    driver.press("Tab")
    driver.type_text("Busticket")
    driver.press("Ctrl+Return")
    yield "contact form, a day that cannot be read"
    driver.press("Alt+Left")
    driver.press("Ctrl+L")
    driver.press("Alt+V")
    driver.press("Ctrl+A")
    driver.type_text("vrijdag")
    driver.press("Ctrl+Return")
    yield "contacts of a family"
    driver.press("Return")
    yield "a contact, to change it"
    driver.press("Esc")
    driver.press("Ctrl+F")
    driver.type_text("bestaat niet")
    yield "contacts of a family, nothing found"
    driver.frame.go(contact_form(None))
    driver.settle()
    yield "contact form, the family still to be chosen"
    driver.press("Return")
    driver.press("8")
    driver.click("Nog een gezin toevoegen")
    yield "contact form, another family"
    driver.press("Return")
    yield "contact form, a group"
    driver.choose("Meer", "Klad weggooien")
    yield "contact form, thrown away"
