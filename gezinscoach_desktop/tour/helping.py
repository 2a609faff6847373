"""The tour's walk through help: a page, what was found, the keys, help beside a form, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide

_FIRST = 332


def help_itself(guide: Guide) -> None:
    """From F1 on Start."""
    from gezinscoach_desktop.rooms import START
    from gezinscoach_desktop.tour.hands import over
    from gezinscoach_desktop.views.frame import HELP
    from gezinscoach_desktop.views.help.about_dialog import AboutDialog
    from gezinscoach_desktop.views.help.keys_sheet import KeysSheet
    from gezinscoach_desktop.views.help.window import HelpWindow
    from gezinscoach_desktop.views.help_page import HelpPage
    from gezinscoach_desktop.views.page import Destination

    frame = guide.frame
    frame.go(Destination(START))
    with guide.numbered(_FIRST):
        guide.press("F1")
        guide.picture("hulp")
        guide.press("Ctrl+F")
        guide.type("reservekopie")
        guide.picture("hulp-zoeken")
        frame.go(Destination(HELP, part="agenda"))
        guide.settle()
        guide.press("Ctrl+?")
        sheet = over(frame, KeysSheet)
        guide.picture("sneltoetsen", sheet)
        sheet.reject()
        page = guide.page
        if isinstance(page, HelpPage):
            page.tell_about()
        about = over(frame, AboutDialog)
        guide.settle()
        guide.picture("over-gezinscoach", about)
        guide.press("F1")
        guide.picture("hulp-naast-een-venster", over(about, HelpWindow))
        about.reject()
    frame.go(Destination(START))
