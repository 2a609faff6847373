"""The part of the tour about the plan of a family, the agenda and the actions over all families."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 120


def walk_plan(guide: Guide, name: str) -> None:
    """From the plan of a family to the agenda and the actions, by keys."""
    from gezinscoach_desktop.views.agenda.export_dialog import CalendarDialog
    from gezinscoach_desktop.views.family.places import family_page
    from gezinscoach_desktop.views.plan.appointment_dialog import AppointmentDialog
    from gezinscoach_desktop.views.plan.goal_dialog import GoalDialog

    family = guide.family(name)
    with guide.numbered(_FIRST):
        guide.frame.go(family_page(family, "plan"))
        guide.settle()
        guide.type("Attest van gezinssamenstelling vragen @gezin #admin tegen vrijdag")
        guide.picture("plan")
        guide.press("Return")
        guide.resize(_NARROW)
        guide.picture("plan-1024")
        guide.resize(_WIDE)
        guide.page.plan.add_goal()  # type: ignore[attr-defined]
        guide.settle()
        guide.picture("doel-nieuw", over(guide.page, GoalDialog))
        over(guide.page, GoalDialog).reject()
        guide.press("Ctrl+3")
        guide.press("Shift+Right")
        guide.press("Left")
        guide.press("Left")
        guide.picture("agenda-week")
        guide.press("N")
        guide.type("claes")
        guide.picture("afspraak-nieuw", over(guide.page, AppointmentDialog))
        over(guide.page, AppointmentDialog).reject()
        guide.press("D")
        guide.picture("agenda-dag")
        guide.press("W")
        guide.resize(_NARROW)
        guide.picture("agenda-week-1024")
        guide.resize(_WIDE)
        guide.page.export_calendar()  # type: ignore[attr-defined]
        guide.settle()
        guide.picture("agenda-naar-gsm", over(guide.page, CalendarDialog))
        over(guide.page, CalendarDialog).reject()
        guide.press("Ctrl+4")
        guide.press("Down")
        guide.press("Space")
        guide.picture("acties")
        guide.frame.toast.panel.action_button.click()
        guide.settle()
        guide.frame.go(family_page(family))


def look_at_plan(guide: Guide, name: str) -> None:
    """The same screens as they stand, for another scale or the dark."""
    from gezinscoach_desktop.views.agenda.places import agenda, open_actions
    from gezinscoach_desktop.views.family.places import family_page

    with guide.numbered(_FIRST):
        guide.frame.go(family_page(guide.family(name), "plan"))
        guide.picture("plan")
        guide.frame.go(agenda())
        guide.settle()
        guide.press("Shift+Right")
        guide.picture("agenda-week")
        guide.frame.go(open_actions())
        guide.picture("acties")
