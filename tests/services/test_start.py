"""What stands on the start screen: what waits today, what was not heard of, what others changed, how each family is doing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.appointment import APPOINTMENTS
from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.action import ActionInput, ActionOwner, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentState
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart
from gezinscoach_desktop.services import start as start_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import (
    MemberInput,
    change_family,
    change_phase,
    note_opening,
    read_family,
)
from gezinscoach_desktop.services.start import Today, today
from tests.data.office_factory import TODAY, add_colleague, add_home, assign, at_desk, register
from tests.offices import ON_FILE, NewDesk
from tests.services.test_family import counted_queries

NOW = datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=10)
CHILD = MemberInput(given_name="Kim", role=Role.CHILD, birth_date=date(2019, 1, 2))
ADULT = MemberInput(given_name="Éva", birth_date=date(1990, 5, 4))


@pytest.fixture
def has_own_login() -> bool:
    """Colleagues work over the connection of one login."""
    return False


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return replace(at_desk(new_desk()), now=lambda: NOW)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def keep(desk: Desk, table: KeptTable[Any], family_id: UUID, *records: Any, at: datetime = NOW) -> list[UUID]:
    """Put records in the office as somebody who works at `desk` would."""
    ids = [uuid4() for _ in records]

    def run(session: Session) -> Done:
        for record_id, record in zip(ids, records, strict=True):
            table.add(session, record_id, record, family_id=family_id, at=at, by=desk.account.id)
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run, account_id=desk.account.id))
    return ids


def home(desk: Desk, name: str, *members: MemberInput) -> UUID:
    return add_home(desk, *members, name=name).record.id


@ON_FILE
def test_open_actions_whose_day_has_come_stand_there_the_longest_overdue_first(desk: Desk) -> None:
    family_id = home(desk, "Peeters")
    keep(
        desk,
        ACTIONS,
        family_id,
        ActionInput("vandaag", due_on=TODAY),
        ActionInput("te laat", ActionOwner.FAMILY, due_on=days_ago(3)),
        ActionInput("morgen", due_on=TODAY + timedelta(days=1)),
        ActionInput("ooit"),
        ActionInput("gedaan", due_on=days_ago(9), state=ActionState.DONE),
    )
    shown = today(desk).actions
    assert [(line.what, line.days, line.owner, line.family.name) for line in shown] == [
        ("te laat", 3, "Gezin", "Peeters"),
        ("vandaag", 0, "Coach", "Peeters"),
    ]


def test_an_action_that_was_taken_away_is_not_due(desk: Desk) -> None:
    family_id = home(desk, "Peeters")
    (action_id,) = keep(desk, ACTIONS, family_id, ActionInput("weg", due_on=TODAY))

    def run(session: Session) -> Done:
        assert ACTIONS.remove(session, action_id, 1, at=NOW, by=desk.account.id)
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run, account_id=desk.account.id))
    assert today(desk).actions == ()


def test_appointments_of_today_and_tomorrow_and_those_nobody_reported_on_stand_there(desk: Desk) -> None:
    family_id = home(desk, "Peeters")
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    keep(
        desk,
        APPOINTMENTS,
        family_id,
        AppointmentInput(TODAY, 14 * 60, 60, ContactKind.PHONE, "bellen"),
        AppointmentInput(TODAY + timedelta(days=1), what="morgen", account_id=bert.account.id),
        AppointmentInput(TODAY + timedelta(days=2), what="overmorgen"),
        AppointmentInput(days_ago(4), 9 * 60, what="gebleven"),
        AppointmentInput(days_ago(4), what="doorgegaan", state=AppointmentState.KEPT),
    )
    shown = today(desk).appointments
    assert [(line.what, line.begins_at, line.colleague, line.is_past) for line in shown] == [
        ("gebleven", 540, "", True),
        ("bellen", 840, "", False),
        ("morgen", None, "Bert", False),
    ]
    assert shown[1].kind == "Telefoon"


@ON_FILE
@pytest.mark.parametrize(("days", "is_silent"), [(20, False), (21, True), (300, True)])
def test_a_family_without_contact_for_the_days_of_the_setting_is_mentioned(
    desk: Desk, days: int, is_silent: bool
) -> None:
    family_id = home(desk, "Peeters")
    keep(
        desk,
        CONTACTS,
        family_id,
        ContactInput(ContactKind.PHONE, days_ago(days)),
        ContactInput(ContactKind.PHONE, days_ago(400)),
    )
    page = today(desk)
    assert page.silent_days == 21
    assert [(line.family.id, line.days) for line in page.silent] == ([(family_id, days)] if is_silent else [])


def test_who_never_had_a_contact_is_mentioned_once_support_runs_long_enough(desk: Desk) -> None:
    for name, days in (("pas begonnen", 5), ("lang bezig", 60)):
        found = add_home(desk, name=name).record
        change_family(desk, found.id, found.version, replace(found.details, started_on=days_ago(days)))
    assert [(line.family.name, line.days) for line in today(desk).silent] == [("lang bezig", None)]


@ON_FILE
@pytest.mark.parametrize("phase", [Phase.PAUSED, Phase.CLOSED])
def test_of_a_family_that_rests_nothing_is_expected(desk: Desk, phase: Phase) -> None:
    family_id = home(desk, "Peeters")
    register(desk, family_id, days_ago(300), {(None, "income"): 1})
    keep(desk, CONTACTS, family_id, ContactInput(ContactKind.PHONE, days_ago(300)))
    before = today(desk)
    assert (len(before.due), len(before.silent), len(before.states)) == (1, 1, 1)
    change_phase(desk, family_id, PhaseStart(phase, TODAY))
    after = today(desk)
    assert (after.due, after.silent, after.states) == ((), (), ())


def test_what_a_colleague_changed_since_i_last_opened_the_family_is_news(desk: Desk) -> None:
    family_id = home(desk, "Peeters")
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    assign(desk, family_id, bert, AssignmentKind.SECOND, days_ago(9))
    later = NOW + timedelta(hours=1)
    keep(desk, CONTACTS, family_id, ContactInput(ContactKind.PHONE, TODAY))
    note_opening(desk, family_id)
    assert today(desk).news == ()  # what I did myself is no news to me
    keep(bert, CONTACTS, family_id, ContactInput(ContactKind.PHONE, TODAY), at=later)
    keep(bert, ACTIONS, family_id, ActionInput("bellen"), at=later + timedelta(minutes=1))
    (news,) = today(desk).news
    assert (news.family.id, news.who, news.nouns) == (family_id, "Bert", (Noun.ACTION, Noun.CONTACT))
    note_opening(replace(desk, now=lambda: later + timedelta(hours=1)), family_id)
    assert today(desk).news == ()
    assert [line.who for line in today(bert).news] == ["An"]  # Bert never looked


@ON_FILE
def test_news_is_of_own_families_only(desk: Desk) -> None:
    mine, other = home(desk, "Peeters"), home(desk, "Maes")
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    assign(desk, mine, bert, AssignmentKind.SECOND, days_ago(9))
    assert {line.family.id for line in today(bert).news} == {mine}
    assert {line.family.id for line in today(bert).silent} <= {mine}
    assert other in {line.family.id for line in today(desk).edited}


@ON_FILE
def test_families_i_changed_last_come_first(desk: Desk) -> None:
    first, second = home(desk, "Eerst"), home(desk, "Dan")
    register(desk, first, TODAY, {(None, "income"): 3})
    note_opening(desk, second)  # looking is not changing
    assert [line.family.id for line in today(desk).edited] == [first, second]


def test_each_family_shows_the_lowest_level_in_force_per_domain(desk: Desk) -> None:
    family_id = home(desk, "Peeters", ADULT, CHILD)
    adult, child = read_family(desk, family_id).members
    register(
        desk,
        family_id,
        days_ago(50),
        {
            (None, "income"): 1,
            (None, "debts"): 4,
            (None, "residence"): None,
            (adult.id, "adult_physical_health"): 5,
        },
    )
    register(desk, family_id, days_ago(5), {(None, "income"): 3, (child.id, "child_physical_health"): 2})
    page = today(desk)
    (state,) = page.states
    known = {name: level for name, level in zip(page.domains, state.lowest, strict=True) if level is not None}
    # The baseline's income was raised meanwhile; n.v.t. is no level; adults and children share a domain's name.
    assert known == {"Financiële situatie": 3, "Gezondheid": 2}


@ON_FILE
def test_families_under_most_pressure_come_first(desk: Desk) -> None:
    for name, levels in (("goed", (5, 5)), ("zwaar", (1, 1)), ("half", (1, 4))):
        register(
            desk, home(desk, name), days_ago(5), {(None, "income"): levels[0], (None, "nutrition"): levels[1]}
        )
    assert [line.family.name for line in today(desk).states] == ["zwaar", "half", "goed"]


def busy(desk: Desk, number: int) -> None:
    for place in range(number):
        family_id = home(desk, f"Gezin {place}")
        register(desk, family_id, days_ago(120 + place), {(None, "income"): 1 + place % 5})
        keep(desk, ACTIONS, family_id, ActionInput("iets", due_on=days_ago(place)))
        keep(desk, APPOINTMENTS, family_id, AppointmentInput(TODAY, what="iets"))
        keep(desk, CONTACTS, family_id, ContactInput(ContactKind.PHONE, days_ago(40 + place)))


def sizes(page: Today) -> list[int]:
    return [len(lines) for lines in (page.due, page.actions, page.appointments, page.silent, page.states)]


@ON_FILE
def test_however_many_families_the_number_of_queries_is_the_same(desk: Desk) -> None:
    def asked(look: Callable[[Desk], Today]) -> tuple[list[int], int]:
        with counted_queries() as seen:
            page = look(desk)
        return sizes(page), len([each for each in seen if each.startswith(("SELECT", "WITH"))])

    busy(desk, 2)
    few, queries = asked(today)
    busy(desk, 9)
    many, queries_again = asked(today)
    assert (few, many) == ([2] * 5, [11] * 5)
    assert queries == queries_again <= 16


@ON_FILE
def test_who_has_very_many_families_is_not_kept_waiting_for_how_each_is_doing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in range(3):
        register(desk, home(desk, f"Gezin {place}"), days_ago(5), {(None, "income"): 2})
    assert len(today(desk).states) == 3
    monkeypatch.setattr(start_service, "MOST_STATES", 2)
    page = today(desk)
    assert (page.states, page.families) == ((), 3)
