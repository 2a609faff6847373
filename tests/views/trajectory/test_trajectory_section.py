"""Traject on screen: phases and coaches by keys and clicks, in a real office, each with a way back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import change_phase, read_family
from gezinscoach_desktop.views.consent.bar import Standing
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.family.phase_dialog import PhaseDialog
from gezinscoach_desktop.views.family.view import FamilyView
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.trajectory.coach_dialogs import CoachDialog, StepOutDialog
from gezinscoach_desktop.views.trajectory.section import TrajectorySection
from tests.data.office_factory import TODAY, add_colleague, assign
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.real_office import JUNE, MARCH, ViewOf, undo

FIRST = PhaseStart(Phase.GETTING_TO_KNOW, MARCH)


def standing(view: FamilyView) -> Standing:
    return view.consent_bar.standing


def section_of(view: FamilyView) -> TrajectorySection:
    section = view.dossier.section("trajectory")
    assert isinstance(section, TrajectorySection)
    return section


def test_the_line_the_phases_and_the_coaches_are_there(view_of: ViewOf, desk: Desk, family: UUID) -> None:
    change_phase(desk, family, PhaseStart(Phase.INTENSIVE, JUNE, "Veel tegelijk"))
    view = view_of(family, "dossier/trajectory")
    section = section_of(view)
    assert [row.start.phase for row in section.phases.shown_rows] == [Phase.INTENSIVE, Phase.GETTING_TO_KNOW]
    assert [row.until for row in section.phases.shown_rows] == [None, JUNE]
    assert [row.coach for row in section.coaches.shown_rows] == ["An"]
    assert section.chart.accessibleDescription() == (
        "Fasen: Kennismaking vanaf 02/03/2026, Intensief vanaf 01/06/2026. "
        "Coaches: An (verantwoordelijke coach) vanaf 02/03/2026. 0 momentopnamen en 0 dagen met contact."
    )
    assert_every_focusable_widget_is_named(view)


def test_a_phase_that_replaces_another_says_so_and_can_be_undone(
    view_of: ViewOf, desk: Desk, family: UUID, said: list[Message]
) -> None:
    kept = PhaseStart(Phase.INTENSIVE, TODAY, "Veel tegelijk")
    change_phase(desk, family, kept)
    view = view_of(family, "dossier/trajectory")
    section_of(view).change_button.click()
    [dialog] = view.findChildren(PhaseDialog)
    dialog.phase.set_value(Phase.PAUSED)
    dialog.reason.set_value("Lange reis")
    QTest.keyClick(dialog.since, Qt.Key.Key_Return)
    assert read_family(desk, family).phases == (FIRST, PhaseStart(Phase.PAUSED, TODAY, "Lange reis"))
    assert said[-1].text == "Fase pauze vanaf 22/11/2026. Dit vervangt “Intensief” van dezelfde dag."
    assert standing(view) is Standing.PAUSED
    undo(said)
    assert read_family(desk, family).phases == (FIRST, kept)
    assert standing(view) is Standing.FINE


def test_enter_on_a_phase_puts_it_right(
    view_of: ViewOf, desk: Desk, family: UUID, said: list[Message]
) -> None:
    wrong = PhaseStart(Phase.INTENSIVE, JUNE, "Veel tegelijk")
    change_phase(desk, family, wrong)
    view = view_of(family, "dossier/trajectory")
    QTest.keyClick(section_of(view).phase_table, Qt.Key.Key_Return)
    [dialog] = view.findChildren(PhaseDialog)
    dialog.since.set_value(JUNE - timedelta(days=7))
    dialog.submit()
    assert read_family(desk, family).phases[-1].since == JUNE - timedelta(days=7)
    undo(said)
    assert read_family(desk, family).phases == (FIRST, wrong)


def test_a_phase_is_taken_away_but_never_the_first(
    view_of: ViewOf, desk: Desk, family: UUID, said: list[Message]
) -> None:
    kept = PhaseStart(Phase.INTENSIVE, JUNE, "Veel tegelijk")
    change_phase(desk, family, kept)
    view = view_of(family, "dossier/trajectory")
    section = section_of(view)
    QTest.keyClick(section.phase_table, Qt.Key.Key_End)
    assert not section.take_back_button.isEnabled()
    QTest.keyClick(section.phase_table, Qt.Key.Key_Home)
    section.take_back_button.click()
    assert read_family(desk, family).phases == (FIRST,)
    undo(said)
    assert read_family(desk, family).phases == (FIRST, kept)


def test_closing_asks_why_and_the_family_returns_with_one_button(
    view_of: ViewOf, desk: Desk, family: UUID, said: list[Message]
) -> None:
    view = view_of(family, "dossier/trajectory")
    section_of(view).end_button.click()
    [dialog] = view.findChildren(PhaseDialog)
    dialog.submit()
    assert dialog.form.error_of("closing_reason") == "Kies waarom de begeleiding stopt."
    dialog.closing_reason.set_value(ClosingReason.GOALS_REACHED)
    dialog.reason.set_value("Alles in orde.")
    dialog.follow_up.set_value("Het CAW belt in januari.")
    dialog.submit()
    last = read_family(desk, family).phases[-1]
    assert (last.phase, last.closing_reason) == (Phase.CLOSED, ClosingReason.GOALS_REACHED)
    assert last.reason == "Alles in orde.\nWat nog loopt en wie opvolgt: Het CAW belt in januari."
    assert view.consent_bar.text == (
        "Dit gezin is afgesloten op 22/11/2026 (doelen bereikt). Alles wat er is, blijft."
    )
    view.consent_bar.button.click()
    assert read_family(desk, family).phase is Phase.INTENSIVE
    undo(said)
    assert read_family(desk, family).phases[-1] == last
    assert "An" in view.header.subtitle


def test_a_family_is_handed_over(view_of: ViewOf, desk: Desk, family: UUID, said: list[Message]) -> None:
    add_colleague(desk, "Bo", OfficeRole.COACH)
    add_colleague(desk, "Chris", OfficeRole.COACH)
    view = view_of(family)
    view.steps.hand_over()
    [dialog] = view.findChildren(CoachDialog)
    dialog.submit()
    assert dialog.form.error_of("to") == "Kies een coach."
    QTest.keyClicks(dialog.to, "B")
    dialog.reason.set_value("An gaat met verlof")
    dialog.stays_second.click()
    QTest.keyClick(dialog.on, Qt.Key.Key_Return)
    assert [
        (each.coach, each.kind) for each in read_family(desk, family).assignments if each.until is None
    ] == [
        ("Bo", AssignmentKind.RESPONSIBLE),
        ("An", AssignmentKind.SECOND),
    ]
    assert " · Bo met An · " in view.header.subtitle
    assert said[-1].text == "Bo is vanaf 22/11/2026 de verantwoordelijke coach."
    undo(said)
    assert [each.coach for each in read_family(desk, family).assignments] == ["An"]


def test_a_second_coach_steps_in_and_stops(
    view_of: ViewOf, desk: Desk, family: UUID, said: list[Message]
) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    assign(desk, family, bo, AssignmentKind.SECOND, JUNE)
    view = view_of(family, "dossier/trajectory")
    section = section_of(view)
    section.coach_table.choose((bo.account.id, AssignmentKind.SECOND, JUNE))
    section.step_out_button.click()
    [dialog] = view.findChildren(StepOutDialog)
    dialog.submit()
    assert read_family(desk, family).assignments[-1].until == TODAY
    undo(said)
    assert read_family(desk, family).assignments[-1].until is None
    add_colleague(desk, "Chris", OfficeRole.COACH)
    section.step_in_button.click()
    [adding] = view.findChildren(CoachDialog)
    QTest.keyClicks(adding.to, "C")
    adding.submit()
    assert [each.coach for each in read_family(desk, family).assignments if each.until is None] == [
        "An",
        "Bo",
        "Chris",
    ]


def test_a_coach_is_not_offered_to_hand_over(
    desk: Desk, family: UUID, tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages
) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    view = FamilyView(tasks, bo, dialogs, messages, family)
    menu = view.header.more_button.menu()
    assert menu is not None
    assert "Gezin overdragen…" not in [action.text() for action in menu.actions()]
