"""The agenda and the actions over many families, and the calendar file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import icalendar
import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.action import ActionInput, ActionState
from gezinscoach_desktop.domain.agenda import monday_of
from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentState
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart
from gezinscoach_desktop.services.action import add_action, close_action, remove_action
from gezinscoach_desktop.services.agenda import MOST_DUE, agenda, export_calendar, open_actions
from gezinscoach_desktop.services.appointment import (
    add_appointment,
    remove_appointment,
    settle_appointment,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import change_phase
from tests.data.office_factory import TODAY, add_colleague, assign, at_desk, register
from tests.offices import ON_FILE, NewDesk
from tests.services.colleague import signed_in
from tests.services.test_family import counted_queries
from tests.services.test_plan import home

MONDAY = monday_of(TODAY)  # TODAY is a Sunday
COACH = OfficeRole.COACH


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def agree(desk: Desk, family_id: UUID, details: AppointmentInput) -> UUID:
    appointment_id = add_appointment(desk, family_id, details).id
    assert appointment_id is not None
    return appointment_id


def do(desk: Desk, family_id: UUID, what: str, due_on: date | None = None) -> UUID:
    action_id = add_action(desk, family_id, ActionInput(what, due_on=due_on)).id
    assert action_id is not None
    return action_id


@ON_FILE
def test_a_week_holds_its_appointments_in_time_and_the_actions_that_fall_due(desk: Desk) -> None:
    family_id = home(desk)
    for day, begins_at in ((0, 900), (0, None), (0, 540), (6, 600), (7, 540), (-1, 540)):
        agree(desk, family_id, AppointmentInput(MONDAY + timedelta(day), begins_at))
    for what, due in (("voor", -1), ("maandag", 0), ("zondag", 6), ("na", 7)):
        do(desk, family_id, what, MONDAY + timedelta(due))
    do(desk, family_id, "ooit")
    week = agenda(desk, MONDAY)
    assert [
        (each.record.details.on.weekday(), each.record.details.begins_at) for each in week.appointments
    ] == [(0, None), (0, 540), (0, 900), (6, 600)]
    assert [each.record.details.what for each in week.actions] == ["maandag", "zondag"]
    first = week.appointments[0]
    assert (first.family.id, first.family.title, first.whose) == (family_id, "Gezin Peeters", "An")
    (today,) = agenda(desk, TODAY, 1).appointments
    assert today.record.details.begins_at == 600


@ON_FILE
def test_what_was_taken_away_or_is_done_is_gone_from_both(desk: Desk) -> None:
    family_id = home(desk)
    gone = agree(desk, family_id, AppointmentInput(TODAY, 540))
    remove_appointment(desk, gone, 1)
    kept = agree(desk, family_id, AppointmentInput(TODAY, 600))
    settle_appointment(desk, kept, 1, AppointmentState.CANCELLED)
    remove_action(desk, do(desk, family_id, "weg", TODAY), 1)
    close_action(desk, do(desk, family_id, "gedaan", TODAY), 1, ActionState.DONE)
    close_action(desk, do(desk, family_id, "niet nodig", TODAY), 1, ActionState.DROPPED)
    found = agenda(desk, MONDAY)
    assert [each.record.id for each in found.appointments] == [kept]
    assert found.actions == ()
    assert open_actions(desk).actions == ()


@ON_FILE
def test_open_actions_stand_by_their_day_those_without_one_last(desk: Desk) -> None:
    first, second = home(desk), home(desk, "Janssens")
    do(desk, first, "ooit")
    do(desk, second, "morgen", TODAY + timedelta(1))
    do(desk, first, "te laat", TODAY - timedelta(30))
    found = open_actions(desk).actions
    assert [each.record.details.what for each in found] == ["te laat", "morgen", "ooit"]
    assert [each.family.name for each in found] == ["Peeters", "Janssens", "Peeters"]
    assert [each.coach for each in found] == ["An"] * 3


def test_a_coach_sees_own_families_only_also_with_an_own_login(desk: Desk) -> None:
    own, other = home(desk), home(desk, "Janssens")
    for family_id in (own, other):
        do(desk, family_id, "iets", TODAY)
        agree(desk, family_id, AppointmentInput(TODAY, 540))
    with signed_in(desk, "Bo", COACH) as bo:
        assign(desk, own, bo, AssignmentKind.SECOND, TODAY)
        week = agenda(bo, MONDAY)
        assert {each.family.id for each in week.appointments} == {own}
        assert {each.family.id for each in week.actions} == {own}
        assert {each.family.id for each in open_actions(bo).actions} == {own}
        assert (week.colleagues, open_actions(bo).colleagues) == ((), ())
        assert agenda(bo, MONDAY, of=bo.account.id) == week
        with pytest.raises(NotAllowed):
            agenda(bo, MONDAY, of=desk.account.id)
        with pytest.raises(NotAllowed):
            open_actions(bo, of=desk.account.id)


def test_a_coordinator_chooses_whose(desk: Desk) -> None:
    ann, joint = home(desk), home(desk, "Janssens")
    bo = at_desk(add_colleague(desk, "Bo", COACH))
    assign(desk, joint, bo, AssignmentKind.SECOND, TODAY)
    boss = at_desk(add_colleague(desk, "Cas", OfficeRole.COORDINATOR))
    for family_id in (ann, joint):
        do(desk, family_id, "iets", TODAY)
    found = open_actions(boss)
    assert {each.family.id for each in found.actions} == {ann, joint}
    assert [each.name for each in found.colleagues] == ["An", "Bo"]
    assert {each.family.id for each in open_actions(boss, of=bo.account.id).actions} == {joint}
    assert open_actions(boss, of=boss.account.id).actions == ()


def test_an_appointment_stands_in_the_agenda_it_was_made_for_and_with_the_family(desk: Desk) -> None:
    family_id = home(desk)
    bo = at_desk(add_colleague(desk, "Bo", COACH))
    agree(desk, family_id, AppointmentInput(TODAY, 540, account_id=bo.account.id))
    (seen,) = agenda(desk, MONDAY, of=bo.account.id).appointments
    assert (seen.whose_id, seen.whose) == (bo.account.id, "Bo")
    (with_family,) = agenda(desk, MONDAY, of=desk.account.id).appointments
    assert with_family.whose == "Bo"
    assert agenda(bo, MONDAY).appointments == ()  # Bo does not support that family
    with signed_in(desk, "Cas", OfficeRole.COORDINATOR) as boss:
        agree(boss, family_id, AppointmentInput(TODAY, 600))
        assert len(agenda(boss, MONDAY, of=boss.account.id).appointments) == 1


def test_families_that_are_to_be_measured_that_week_are_named(desk: Desk) -> None:
    due, later, closed, never = (home(desk, name) for name in ("Due", "Later", "Closed", "Never"))
    for family_id in (due, later, closed):
        day = date(2026, 8, 23) if family_id == later else date(2026, 8, 19)
        register(desk, family_id, day, {(None, "income"): 2})
    change_phase(desk, closed, PhaseStart(Phase.CLOSED, TODAY))
    week = agenda(desk, MONDAY)
    assert [(each.family.id, each.on) for each in week.due] == [(due, date(2026, 11, 19))]
    assert week.due_count == 1
    following = agenda(desk, MONDAY + timedelta(7))
    assert [each.family.id for each in following.due] == [later]
    assert never not in {each.family.id for each in (*week.due, *following.due)}


@ON_FILE
def test_of_many_families_to_be_measured_the_first_are_named_and_all_are_counted(desk: Desk) -> None:
    for number in range(MOST_DUE + 2):
        register(desk, home(desk, f"Gezin {number:02}"), date(2026, 8, 19), {(None, "income"): 2})
    week = agenda(desk, MONDAY)
    assert (len(week.due), week.due_count) == (MOST_DUE, MOST_DUE + 2)
    assert week.due[0].family.name == "Gezin 00"


def test_an_agenda_costs_a_fixed_number_of_queries(desk: Desk) -> None:
    with counted_queries() as few:
        agenda(desk, MONDAY)
        open_actions(desk)
    for number in range(4):
        family_id = home(desk, f"Gezin {number}")
        do(desk, family_id, "iets", TODAY)
        agree(desk, family_id, AppointmentInput(TODAY, 540))
    with counted_queries() as many:
        agenda(desk, MONDAY)
        open_actions(desk)
    assert len(few) == len(many) <= 14


# ------------------------------------------------------------------------------------------------- the calendar file


def events(path: Path) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(path.read_bytes()).events)


@ON_FILE
def test_own_appointments_go_along_without_a_family(desk: Desk, tmp_path: Path) -> None:
    family_id = home(desk, "Vandevelde")
    bo = at_desk(add_colleague(desk, "Bo", COACH))
    agree(desk, family_id, AppointmentInput(TODAY, 540, what="bij Éva thuis"))
    agree(desk, family_id, AppointmentInput(TODAY + timedelta(20), 600))
    agree(desk, family_id, AppointmentInput(TODAY, 600, account_id=bo.account.id))
    agree(desk, family_id, AppointmentInput(TODAY - timedelta(1), 600))
    done = agree(desk, family_id, AppointmentInput(TODAY, 660))
    settle_appointment(desk, done, 1, AppointmentState.KEPT)
    path = tmp_path / "agenda.ics"
    assert export_calendar(desk, path, 2) == 1
    (event,) = events(path)
    assert str(event["SUMMARY"]) == "Afspraak: huisbezoek"
    content = path.read_text("utf-8")
    assert not any(word in content for word in ("Vandevelde", "Éva", "G-2026", str(family_id)))
    assert export_calendar(desk, path, 4) == 2


def test_an_export_is_noted_without_any_content(desk: Desk, tmp_path: Path) -> None:
    agree(desk, home(desk), AppointmentInput(TODAY, 540))
    export_calendar(desk, tmp_path / "agenda.ics", 8)
    entry = [each for each in desk.office.read(audit.entries) if each.action == AuditAction.EXPORT][-1]
    assert entry.family_id is None
    assert entry.details == {"kind": "calendar", "appointments": 1, "weeks": 8}


def test_a_coach_with_an_own_login_takes_the_own_agenda_along(desk: Desk, tmp_path: Path) -> None:
    family_id = home(desk)
    path = tmp_path / "agenda.ics"
    with signed_in(desk, "Bo", COACH) as bo:
        assign(desk, family_id, bo, AssignmentKind.SECOND, TODAY)
        agree(bo, family_id, AppointmentInput(TODAY, 540))
        agree(desk, family_id, AppointmentInput(TODAY, 600))
        assert export_calendar(bo, path, 1) == 1


def test_a_file_that_cannot_be_written_is_said_and_a_strange_number_of_weeks_too(
    desk: Desk, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput) as refused:
        export_calendar(desk, tmp_path / "bestaat niet" / "agenda.ics", 4)
    assert refused.value.field == "path"
    for weeks in (0, 53):
        with pytest.raises(InvalidInput):
            export_calendar(desk, tmp_path / "agenda.ics", weeks)
    assert not (tmp_path / "agenda.ics").exists()


def test_of_a_family_that_was_handed_over_nothing_is_seen_any_more(desk: Desk) -> None:
    bo = at_desk(add_colleague(desk, "Bo", COACH))
    family_id = home(desk)
    assign(desk, family_id, bo, AssignmentKind.SECOND, TODAY - timedelta(30), TODAY)
    agree(desk, family_id, AppointmentInput(TODAY, 540, account_id=bo.account.id))
    assert agenda(bo, MONDAY).appointments == ()
    before = replace(bo, today=lambda: TODAY - timedelta(1))
    assert len(agenda(before, MONDAY).appointments) == 1
