"""The part of the tour about contacts: the timeline, registering one by keys, a group, and changing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 110


def walk_contacts(guide: Guide, name: str) -> None:
    """From the timeline into the form and back, all of it by keys."""
    from gezinscoach_desktop.views.contact.change_dialog import ChangeContactDialog
    from gezinscoach_desktop.views.contact.places import contact_form
    from gezinscoach_desktop.views.family.places import family_page

    family = guide.family(name)
    with guide.numbered(_FIRST):
        guide.frame.go(family_page(family, "contacts"))
        guide.picture("contacten")
        guide.press("Ctrl+F")
        guide.type("woning")
        guide.picture("contacten-zoeken")
        guide.press("Escape")
        guide.press("Ctrl+L")
        guide.picture("contact-nieuw")
        _fill_in(guide)
        guide.picture("contact-ingevuld")
        guide.resize(_NARROW)
        guide.picture("contact-ingevuld-1024")
        guide.press("Ctrl+Return")
        guide.picture("contact-geregistreerd-1024")
        guide.resize(_WIDE)
        guide.press("Return")
        guide.picture("contact-wijzigen", over(guide.page, ChangeContactDialog))
        over(guide.page, ChangeContactDialog).reject()
        guide.frame.go(contact_form(None))
        guide.type("pee")
        guide.picture("contact-gezin-kiezen")
        guide.press("Return")
        _make_group(guide)
        guide.picture("contact-groep")
        guide.page.discard()  # type: ignore[attr-defined]
        guide.frame.toast.panel.dismiss()
        guide.frame.go(family_page(family))


def _fill_in(guide: Guide) -> None:
    """A home visit with a note, an appointment, something to follow up and an expense."""
    guide.type("1")
    guide.type("t")
    guide.type("Alle dozen staan klaar. Lina pakte haar eigen kamer in.")
    guide.press("Alt+V")
    guide.type("donderdag")
    guide.press("Tab")
    guide.type("14u")
    guide.press("Alt+O")
    guide.type("Gas en water laten opnemen")
    guide.press("Alt+G")
    guide.type("3,5")
    guide.press("Tab")
    guide.type("IJsje")


def _make_group(guide: Guide) -> None:
    """A group activity: another family takes part, with a note of its own."""
    guide.type("8")
    form = guide.page.form  # type: ignore[attr-defined]
    form.more_button.click()
    guide.settle()
    guide.type("amrani")
    guide.press("Return")
    form.parts.parts[1].note.setFocus()
    guide.type("Bilal maakte soep.")


def look_at_contacts(guide: Guide, name: str) -> None:
    """The same screens at another scale."""
    from gezinscoach_desktop.views.contact.places import contact_form
    from gezinscoach_desktop.views.family.places import family_page

    family = guide.family(name)
    with guide.numbered(_FIRST):
        guide.frame.go(family_page(family, "contacts"))
        guide.picture("contacten")
        guide.frame.go(contact_form(family))
        _fill_in(guide)
        guide.picture("contact-ingevuld")
        guide.page.discard()  # type: ignore[attr-defined]
        guide.frame.toast.panel.dismiss()
