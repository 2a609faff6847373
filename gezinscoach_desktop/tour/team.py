"""The part of the tour about the team: the caseload, redistributing, leave, the organisation and its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import click, over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.team.page import TeamPage

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 215


def walk_team(guide: Guide) -> None:
    """By keys and clicks, in the practice office."""
    with guide.numbered(_FIRST):
        page = _team(guide)
        guide.picture("team")
        guide.press("Down")
        for _ in range(4):
            guide.press("Right")
        guide.press("Return")
        guide.picture("team-gezinnen-achter-getal")
        guide.press("Escape")
        guide.resize(_NARROW)
        guide.picture("team-1024")
        _redistribute(guide, page)
        _leave(guide, page)
        guide.resize(_WIDE)
        _stand_in(guide, page)
        _organisation(guide)


def look_at_team(guide: Guide) -> None:
    """At 150 %."""
    with guide.numbered(_FIRST):
        page = _team(guide)
        guide.picture("team")
        _redistribute(guide, page)
        _organisation(guide)


def _team(guide: Guide) -> TeamPage:
    from gezinscoach_desktop.views.team.page import TeamPage
    from gezinscoach_desktop.views.team.places import team

    guide.frame.go(team())
    guide.settle()
    page = guide.page
    if not isinstance(page, TeamPage):
        raise TypeError("Team did not come.")
    return page


def _redistribute(guide: Guide, page: TeamPage) -> None:
    """Some families of the coach under the cursor, with what comes of it."""
    from gezinscoach_desktop.views.team.redistribute_dialog import RedistributeDialog

    page.table.selectRow(2)
    click(guide, page.redistribute_button)
    dialog = over(page, RedistributeDialog)
    for place in (0, 2, 4):
        dialog.picks.table.ticked.emit(dialog.picks.picks[place])
    dialog.picks.fields["to"].setCurrentIndex(3)
    click(guide, dialog.picks.apply_button)
    dialog.reason.set_value("Meer plaats bij een collega")
    guide.picture("herverdelen", dialog)
    dialog.reject()
    guide.settle()


def _leave(guide: Guide, page: TeamPage) -> None:
    from gezinscoach_desktop.views.organisation.staff_dialog import StaffDialog
    from gezinscoach_desktop.views.team.absence_dialog import AbsenceDialog

    page.absences.table.selectRow(0)
    click(guide, page.absences.change_button)
    guide.picture("afwezigheid", over(page, AbsenceDialog))
    over(page, AbsenceDialog).reject()
    click(guide, page.staff_button)
    guide.picture("medewerker", over(page, StaffDialog))
    over(page, StaffDialog).reject()
    guide.settle()


def _stand_in(guide: Guide, page: TeamPage) -> None:
    """The page of a family whose coach is away."""
    from gezinscoach_desktop.views.family.places import family_page

    line = page.absences.model.rows[0]
    guide.frame.go(family_page(line.stand_ins[0].family_id))
    guide.picture("gezin-waarneming")


def _organisation(guide: Guide) -> None:
    from PySide6.QtWidgets import QScrollArea

    from gezinscoach_desktop.views.organisation.places import organisation
    from gezinscoach_desktop.views.page import Destination

    guide.frame.go(organisation())
    guide.picture("gemeenten")
    guide.frame.go(organisation("staff"))
    guide.picture("medewerkers")
    guide.frame.go(Destination("settings"))
    guide.settle()
    for area in guide.page.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    guide.settle()
    guide.picture("onderdelen")
