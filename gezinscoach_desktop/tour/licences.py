"""The part of the tour about licences: the list, and one that was looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide

_FIRST = 310


def walk_licences(guide: Guide) -> None:
    """Which parts there are, with the text of one."""
    from gezinscoach_desktop.views.licences.page import LicencesPage
    from gezinscoach_desktop.views.licences.places import licences_page

    guide.frame.go(licences_page())
    guide.settle()
    page = guide.page
    if not isinstance(page, LicencesPage):
        raise TypeError("The licences did not come.")
    with guide.numbered(_FIRST):
        guide.press("Ctrl+F")
        guide.type("qt")
        guide.picture("licenties")
    page.search_field.clear()
