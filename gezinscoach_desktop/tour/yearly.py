"""The part of the tour about the yearly report: words to read over, figures as they will be printed, and making it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import click

if TYPE_CHECKING:
    from pathlib import Path

    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs
    from gezinscoach_desktop.views.yearly.page import YearlyPage

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST, _FIRST_LARGE = 255, 261


def walk_yearly(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:
    """From last year's words to both files, which stand among the pictures."""
    with guide.numbered(_FIRST):
        page = _open(guide)
        guide.picture("jaarverslag")
        click(guide, page.blocks["foreword"].read_button)
        page.blocks["access"].setFocus()
        _show(guide, page, "reach")
        click(guide, page.blocks["reach"].figures_button)
        _show(guide, page, "reach")
        guide.picture("jaarverslag-cijfers")
        _show(guide, page, "stories")
        for field in page.stories.fields.values():
            if field.isEnabled():
                field.click()
        _show(guide, page, "stories")
        guide.picture("jaarverslag-verhalen")
        dialogs.will_answer(directory)
        click(guide, page.make.make_button)
        guide.picture("jaarverslag-klaar")
        guide.resize(_NARROW)
        _show(guide, page, "foreword")
        guide.picture("jaarverslag-1024")
        guide.resize(_WIDE)


def look_at_yearly(guide: Guide) -> None:
    """The same at another size."""
    with guide.numbered(_FIRST_LARGE):
        page = _open(guide)
        guide.picture("jaarverslag")
        click(guide, page.blocks["reach"].figures_button)
        _show(guide, page, "reach")
        guide.picture("jaarverslag-cijfers")


def _open(guide: Guide) -> YearlyPage:
    from gezinscoach_desktop.views.yearly.page import YearlyPage
    from gezinscoach_desktop.views.yearly.places import yearly_report

    guide.frame.go(yearly_report())
    guide.settle()
    page = guide.page
    if not isinstance(page, YearlyPage):
        raise TypeError("The yearly report did not come.")
    return page


def _show(guide: Guide, page: YearlyPage, key: str) -> None:
    page.show_block(key)
    guide.settle()
