"""Where rights stand for a family: kept step by step, taken back, added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import (
    ChangedMeanwhile,
    InvalidInput,
    NeedsConsent,
    NotAllowed,
    NotFound,
)
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.right import RightState, RightStepInput
from gezinscoach_desktop.domain.right_list import right_id
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyHeader, add_family
from gezinscoach_desktop.services.right import (
    RightsPage,
    bring_back_step,
    register_steps,
    rights_page,
    take_back_step,
)
from gezinscoach_desktop.services.right_list import change_right
from tests.data.office_factory import TODAY, add_colleague, add_home, at_desk, register
from tests.offices import ON_FILE, NewDesk
from tests.services.colleague import signed_in
from tests.services.test_family import counted_queries

S = RightState
LEEFLOON = right_id("leefloon")
UITPAS = right_id("uitpas")
CHILD = MemberInput(given_name="Kim", role=Role.CHILD, birth_date=date(2025, 1, 2))


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@pytest.fixture
def home(desk: Desk) -> FamilyHeader:
    return add_home(desk, CHILD)


def at(desk: Desk, minute: int) -> Desk:
    return replace(desk, now=lambda: datetime(2026, 11, 22, 10, minute, tzinfo=UTC))


def keep(desk: Desk, home: FamilyHeader, state: RightState, on: date = TODAY, **filled: object) -> UUID:
    given = {"right_id": LEEFLOON, "state": state, "on": on} | filled
    done = register_steps(desk, home.record.id, (RightStepInput(**given),))  # type: ignore[arg-type]
    assert done.id is not None
    return done.id


def page_of(desk: Desk, home: FamilyHeader) -> RightsPage:
    return rights_page(desk, home.record.id)


@ON_FILE
def test_the_last_step_counts_and_the_history_stays(desk: Desk, home: FamilyHeader) -> None:
    keep(at(desk, 1), home, S.APPLIED, TODAY - timedelta(days=40))
    keep(at(desk, 2), home, S.GRANTED, TODAY - timedelta(days=10), monthly_cents=123_450, once_cents=5_000)
    page = page_of(desk, home)
    (found,) = page.standings
    assert (found.state, found.monthly_cents) == (S.GRANTED, 123_450)
    assert [step.details.state for step in found.steps] == [S.APPLIED, S.GRANTED]
    assert (page.total.granted.monthly_cents, page.total.granted.once_cents) == (123_450, 5_000)
    assert page.total.granted.since == TODAY - timedelta(days=10)
    assert page.right_name(LEEFLOON) == "Leefloon (recht op maatschappelijke integratie)"


@ON_FILE
def test_several_steps_are_kept_together_or_not_at_all(desk: Desk, home: FamilyHeader) -> None:
    child = home.members[0].id
    done = register_steps(
        desk,
        home.record.id,
        (RightStepInput(UITPAS, S.HAS, TODAY, child), RightStepInput(UITPAS, S.APPLIED, TODAY)),
    )
    assert done.change == Change(frozenset({Noun.RIGHT}), home.record.id)
    assert {each.place: each.state for each in page_of(desk, home).standings} == {
        (UITPAS, child): S.HAS,
        (UITPAS, None): S.APPLIED,
    }
    steps = (RightStepInput(LEEFLOON, S.HAS, TODAY), RightStepInput(uuid4(), S.HAS, TODAY))
    with pytest.raises(NotFound, match="Dit recht"):
        register_steps(desk, home.record.id, steps)
    assert LEEFLOON not in {each.place[0] for each in page_of(desk, home).standings}


@ON_FILE
def test_the_last_step_is_taken_back_and_brought_back(desk: Desk, home: FamilyHeader) -> None:
    keep(at(desk, 1), home, S.APPLIED)
    step = keep(at(desk, 2), home, S.REFUSED)
    take_back_step(desk, step, 1)
    assert page_of(desk, home).standings[0].state is S.APPLIED
    bring_back_step(desk, step, 2)
    assert page_of(desk, home).standings[0].state is S.REFUSED


def test_only_the_last_step_can_be_taken_back_and_only_as_it_was_read(desk: Desk, home: FamilyHeader) -> None:
    first = keep(at(desk, 1), home, S.APPLIED)
    last = keep(at(desk, 2), home, S.REFUSED)
    with pytest.raises(InvalidInput, match="laatste stap"):
        take_back_step(desk, first, 1)
    with pytest.raises(ChangedMeanwhile):
        take_back_step(desk, last, 7)
    take_back_step(desk, last, 1)
    with pytest.raises(NotFound):
        take_back_step(desk, last, 2)


@ON_FILE
def test_a_step_about_somebody_of_another_family_is_refused(desk: Desk, home: FamilyHeader) -> None:
    other = add_home(desk, CHILD, name="Ander")
    with pytest.raises(NotFound, match="gezinslid"):
        keep(desk, home, S.HAS, member_id=other.members[0].id)


@ON_FILE
def test_a_wrong_step_is_refused_at_its_field(desk: Desk, home: FamilyHeader) -> None:
    with pytest.raises(InvalidInput) as caught:
        keep(desk, home, S.HAS, TODAY + timedelta(days=1))
    assert caught.value.field == "on"
    with pytest.raises(InvalidInput):
        register_steps(desk, home.record.id, ())


@ON_FILE
def test_without_consent_nothing_is_kept(desk: Desk) -> None:
    family = add_family(desk, FamilyInput(name="Nieuw"))
    assert family.id is not None
    with pytest.raises(NeedsConsent):
        register_steps(desk, family.id, (RightStepInput(LEEFLOON, S.HAS, TODAY),))


@ON_FILE
def test_a_colleague_reads_and_writes_nothing_of_it(desk: Desk, home: FamilyHeader) -> None:
    step = keep(desk, home, S.HAS)
    other = add_colleague(desk, "Bo", OfficeRole.COACH)
    for attempt in (
        lambda: page_of(other, home),
        lambda: keep(other, home, S.HAS),
        lambda: take_back_step(other, step, 1),
        lambda: bring_back_step(other, step, 1),
    ):
        with pytest.raises(NotAllowed):
            attempt()


@ON_FILE
def test_hints_come_from_the_household_and_the_balance_and_go_once_something_is_decided(
    desk: Desk, home: FamilyHeader
) -> None:
    register(desk, home.record.id, TODAY, {(None, "income"): 1})
    hinted = {hint.right_id: hint for hint in page_of(desk, home).hints}
    assert hinted[right_id("kinderopvang-tarief")].member_id == home.members[0].id
    assert hinted[LEEFLOON].reason == "Het inkomen is zeer ver ontoereikend (niveau 1)."
    keep(at(desk, 1), home, S.TO_EXPLORE)
    assert LEEFLOON in {hint.right_id for hint in page_of(desk, home).hints}
    keep(at(desk, 2), home, S.NOT_APPLICABLE)
    assert LEEFLOON not in {hint.right_id for hint in page_of(desk, home).hints}


@ON_FILE
def test_a_right_that_is_no_longer_proposed_gives_no_hint_and_keeps_its_steps(
    desk: Desk, home: FamilyHeader
) -> None:
    register(desk, home.record.id, TODAY, {(None, "income"): 1})
    keep(desk, home, S.TO_EXPLORE)
    right = page_of(desk, home).by_id[LEEFLOON]
    change_right(desk, LEEFLOON, right.version, replace(right.details, retired_on=TODAY))
    page = page_of(desk, home)
    assert LEEFLOON not in {hint.right_id for hint in page.hints}
    assert [each.place[0] for each in page.standings] == [LEEFLOON]


@ON_FILE
def test_a_page_costs_the_same_queries_however_much_there_is(desk: Desk, home: FamilyHeader) -> None:
    with counted_queries() as few:
        page_of(desk, home)
    for number in range(8):
        right = page_of(desk, home).rights[number]
        keep(at(desk, number), home, S.HAS, right_id=right.id, member_id=home.members[0].id)
        register(desk, home.record.id, TODAY - timedelta(days=number), {(None, "income"): 2})
    with counted_queries() as many:
        page_of(desk, home)
    assert len(many) == len(few)


@ON_FILE
def test_every_write_is_noted_in_the_trail(desk: Desk, home: FamilyHeader) -> None:
    from gezinscoach_desktop.services.audit import AuditFilter, trail

    step = keep(desk, home, S.HAS)
    take_back_step(desk, step, 1)
    noted = [line for line in trail(desk, AuditFilter()).lines if line.label == "Recht bijgewerkt"]
    assert [line.details for line in noted] == [{"steps": 1, "undone": True}, {"steps": 1}]
    assert {line.family_code for line in noted} == {home.record.code}


def test_a_coach_with_an_own_login_keeps_and_takes_back_for_an_own_family_only(desk: Desk) -> None:
    """On a server every row passes its guards."""
    elsewhere = add_home(desk, CHILD, name="Ander")
    with signed_in(desk, "Bo", OfficeRole.COACH) as bo:
        own = add_home(bo, CHILD)
        step = keep(bo, own, S.GRANTED, member_id=own.members[0].id, monthly_cents=100)
        take_back_step(bo, step, 1)
        bring_back_step(bo, step, 2)
        assert page_of(bo, own).total.granted.monthly_cents == 100
        with pytest.raises(NotAllowed):
            keep(bo, elsewhere, S.HAS)
        with pytest.raises(NotAllowed):
            page_of(bo, elsewhere)
    assert page_of(desk, own).standings[0].last.created_by == "Bo"
