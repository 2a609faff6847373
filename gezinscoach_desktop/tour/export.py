"""The part of the tour about writing out: for whom, small groups, and what went out of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import click, fill

if TYPE_CHECKING:
    from pathlib import Path

    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs
    from gezinscoach_desktop.views.exchange.export_page import ExportPage

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 265


def walk_export(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:
    """An export for research, from an empty form to its entry in the list."""
    from gezinscoach_desktop.views.exchange.export_page import Part

    with guide.numbered(_FIRST):
        page = _open(guide)
        fill(guide, page.form.project_field, "Kansen voor gezinnen 2026")
        fill(guide, page.form.recipient_field, "Hogeschool van Proefstad")
        fill(guide, page.form.purpose_field, "Onderzoek naar huisvesting")
        guide.picture("exporteren-kleine-groepen")
        click(guide, page.groups.apply_button)
        guide.picture("exporteren-voorstel-overgenomen")
        dialogs.will_answer(directory / "kansen-voor-gezinnen.xlsx")
        click(guide, page.export_button)
        guide.picture("exporteren-klaar")
        guide.resize(_NARROW)
        guide.picture("exporteren-1024")
        guide.resize(_WIDE)
        page.form.recognisable_field.click()
        page.form.confirmation_field.setFocus()
        guide.picture("exporteren-herkenbaar")
        page.form.disguised_field.click()
        page.go_to(Part.LOG)
        guide.picture("wat-uit-het-kantoor-ging")


def look_at_export(guide: Guide) -> None:
    """The same at another size."""
    from gezinscoach_desktop.views.exchange.export_page import Part

    with guide.numbered(_FIRST + 6):
        page = _open(guide)
        guide.picture("exporteren")
        page.go_to(Part.LOG)
        guide.picture("wat-uit-het-kantoor-ging")


def _open(guide: Guide) -> ExportPage:
    from gezinscoach_desktop.views.exchange.export_page import ExportPage
    from gezinscoach_desktop.views.family.places import export_window

    guide.frame.go(export_window())
    guide.settle()
    page = guide.page
    if not isinstance(page, ExportPage):
        raise TypeError("The page for exporting did not come.")
    return page
