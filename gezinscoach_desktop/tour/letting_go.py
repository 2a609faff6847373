"""The part of the tour about keeping and letting go: the lists, the terms, the code that is typed, a family's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 283


def walk_letting_go(guide: Guide, guest: str) -> None:
    """What is past its term and what waits; nothing is let go of on the way."""
    from gezinscoach_desktop.views.letting_go.places import letting_go, own_data_of

    with guide.numbered(_FIRST):
        guide.frame.go(letting_go())
        guide.picture("bewaren-en-loslaten")
        _dialog(guide, "change_terms", "bewaartermijnen")
        guide.frame.go(letting_go("waiting"))
        guide.resize(_NARROW)
        guide.picture("wacht-op-goedkeuring-1024")
        guide.resize(_WIDE)
        _dialog(guide, "approve", "goedkeuren")
        guide.frame.go(letting_go("requests"))
        guide.picture("vragen-over-eigen-gegevens")
        guide.frame.go(own_data_of(guide.family(guest)))
        guide.picture("eigen-gegevens")


def look_at_letting_go(guide: Guide, guest: str) -> None:
    """The same at another size."""
    from gezinscoach_desktop.views.letting_go.places import letting_go, own_data_of

    guide.frame.go(letting_go())
    guide.picture("bewaren-en-loslaten")
    guide.frame.go(own_data_of(guide.family(guest)))
    guide.picture("eigen-gegevens")


def _dialog(guide: Guide, open_with: str, name: str) -> None:
    from PySide6.QtWidgets import QApplication

    page = guide.frame.current_page
    getattr(page, open_with)()
    guide.settle()
    shown = QApplication.activeModalWidget()
    if shown is not None:
        guide.picture(name, shown)
        guide.press("Escape")
