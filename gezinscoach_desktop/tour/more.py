"""The part of the tour about expenses, stories, signals, and finding anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import fill, over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 160


def walk_more(guide: Guide, name: str) -> None:
    """What is kept of a family besides, what is told from anywhere, and Ctrl+K."""
    from gezinscoach_desktop.views.expense.places import expenses_of, expenses_of_all
    from gezinscoach_desktop.views.family.places import family_page
    from gezinscoach_desktop.views.family.view import FamilyView
    from gezinscoach_desktop.views.find.palette import Palette
    from gezinscoach_desktop.views.signal.dialog import SignalDialog
    from gezinscoach_desktop.views.signal.places import signals
    from gezinscoach_desktop.views.story.dialog import StoryDialog
    from gezinscoach_desktop.views.story.section import StorySection

    family = guide.family(name)
    with guide.numbered(_FIRST):
        guide.frame.go(expenses_of(family))
        guide.picture("onkosten-gezin")
        guide.frame.go(family_page(family, "dossier/stories"))
        guide.picture("verhalen")
        page = guide.page
        section = page.dossier.section("stories") if isinstance(page, FamilyView) else None
        if not isinstance(section, StorySection):
            raise TypeError("The stories of the family did not come.")
        section.change(next(card.kept for card in section.cards if card.kept.details.is_released))
        guide.picture("verhaal-wijzigen", over(section, StoryDialog))
        over(section, StoryDialog).reject()
        guide.press("Ctrl+Shift+S")
        dialog = over(guide.frame, SignalDialog)
        dialog.what_field.setPlainText("Sofie belde al vijf keer en krijgt geen antwoord.")
        guide.picture("signaal-geven", dialog)
        dialog.reject()
        guide.frame.go(signals())
        guide.picture("signalen")
        guide.frame.go(expenses_of_all())
        guide.picture("onkosten")
        guide.resize(_NARROW)
        guide.picture("onkosten-1024")
        guide.resize(_WIDE)
        guide.press("Ctrl+K")
        palette = over(guide.frame, Palette)
        guide.picture("zoeken", palette)
        fill(guide, palette.field, "pieters")
        guide.picture("zoeken-verkeerd-geschreven", palette)
        palette.field.clear()
        fill(guide, palette.field, "onkost")
        guide.picture("zoeken-scherm", palette)
        palette.reject()


def look_at_more(guide: Guide, name: str) -> None:
    """The same once more, for another scale."""
    from gezinscoach_desktop.views.expense.places import expenses_of
    from gezinscoach_desktop.views.family.places import family_page
    from gezinscoach_desktop.views.find.palette import Palette
    from gezinscoach_desktop.views.signal.places import signals

    family = guide.family(name)
    with guide.numbered(_FIRST):
        guide.frame.go(expenses_of(family))
        guide.picture("onkosten-gezin")
        guide.frame.go(family_page(family, "dossier/stories"))
        guide.picture("verhalen")
        guide.frame.go(signals())
        guide.picture("signalen")
        guide.press("Ctrl+K")
        palette = over(guide.frame, Palette)
        fill(guide, palette.field, "pieters")
        guide.picture("zoeken", palette)
        palette.reject()
