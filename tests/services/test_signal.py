"""Signals: told with or without a family, seen by who told them and by coordinators."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.data.directory import SERVICES
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.directory import ServiceInput
from gezinscoach_desktop.domain.errors import (
    ChangedMeanwhile,
    InvalidInput,
    NeedsConsent,
    NotAllowed,
    NotFound,
)
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services import audit
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.operation import Work, write_at_once
from gezinscoach_desktop.services.signal import (
    HowOften,
    SignalInput,
    bring_back_signal,
    change_signal,
    list_signals,
    names_to_leave_out,
    remove_signal,
    tell_signal,
)
from tests.data.office_factory import TODAY, add_colleague, assign, at_desk
from tests.offices import ON_FILE, NewDesk
from tests.services.colleague import signed_in
from tests.services.test_expense import home, noted
from tests.services.test_family import counted_queries

WAIT = SignalInput(
    LifeDomain.HOUSING, "De wachtlijst is vijf jaar lang.", TODAY, service="Woonmaatschappij",
    how_often=HowOften.ALWAYS, example="Een alleenstaande met drie kinderen wacht nog.",
)  # fmt: skip


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def told(desk: Desk) -> list[UUID]:
    return [line.record.id for line in list_signals(desk)]


def tell(desk: Desk, family_id: UUID | None = None, details: SignalInput = WAIT) -> UUID:
    signal_id = tell_signal(desk, details, family_id).id
    assert signal_id is not None
    return signal_id


@ON_FILE
def test_a_signal_is_told_without_a_family(desk: Desk) -> None:
    signal_id = tell(desk)
    (line,) = list_signals(desk)
    assert (line.record.id, line.record.details, line.record.family_id) == (signal_id, WAIT, None)
    assert (line.service, line.family_code, line.record.created_by) == ("Woonmaatschappij", "", "An")
    assert noted(desk)[0] == AuditAction.REGISTER_SIGNAL.label


@ON_FILE
def test_a_signal_of_a_family_shows_its_code_and_is_noted_with_it(desk: Desk) -> None:
    family_id = home(desk)
    tell(desk, family_id)
    (line,) = list_signals(desk)
    assert (line.record.family_id, line.family_code) == (family_id, "G-2026-001")
    assert audit.trail(desk, audit.AuditFilter()).lines[0].family_code == "G-2026-001"


def test_a_service_is_called_as_the_directory_does_also_after_it_was_merged(desk: Desk) -> None:
    double, kept = uuid4(), uuid4()

    def add_services(work: Work) -> object:
        from gezinscoach_desktop.domain.change import Change, Done

        for service_id, name, into in ((kept, "Wonen Kempen", None), (double, "Woonm. Kempen", kept)):
            SERVICES.add(
                work.session,
                service_id,
                ServiceInput(name, merged_into=into),
                at=work.now(),
                by=work.account.id,
            )
        work.note(AuditAction.CHANGE_DIRECTORY)
        return Done(Change(frozenset({Noun.SERVICE})))

    write_at_once(desk, AuditAction.CHANGE_DIRECTORY, add_services)  # type: ignore[arg-type]
    tell(desk, details=SignalInput(LifeDomain.HOUSING, "Geen antwoord", TODAY, service_id=double))
    assert [line.service for line in list_signals(desk)] == ["Wonen Kempen"]


@ON_FILE
def test_it_is_no_signal_without_a_story_or_from_tomorrow(desk: Desk) -> None:
    for wrong, field in (
        (SignalInput(LifeDomain.WORK, " ", TODAY), "what"),
        (SignalInput(LifeDomain.WORK, "x", TODAY + timedelta(days=1)), "on"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            tell_signal(desk, wrong)
        assert refusal.value.field == field
    assert list_signals(desk) == ()


@ON_FILE
def test_with_a_family_only_when_that_consented(desk: Desk) -> None:
    with pytest.raises(NeedsConsent):
        tell_signal(desk, WAIT, home(desk, consents=False))


def test_changed_taken_away_and_brought_back(desk: Desk) -> None:
    signal_id = tell(desk)
    changed = SignalInput(LifeDomain.MOBILITY, "De bus rijdt niet meer.", TODAY)
    change_signal(desk, signal_id, 1, changed)
    with pytest.raises(ChangedMeanwhile):
        change_signal(desk, signal_id, 1, WAIT)
    with pytest.raises(InvalidInput):
        change_signal(desk, signal_id, 2, SignalInput(LifeDomain.WORK, "", TODAY))
    remove_signal(desk, signal_id, 2)
    assert list_signals(desk) == ()
    with pytest.raises(ChangedMeanwhile):
        remove_signal(desk, signal_id, 2)
    bring_back_signal(desk, signal_id, 3)
    with pytest.raises(ChangedMeanwhile):
        bring_back_signal(desk, signal_id, 3)
    assert [line.record.details for line in list_signals(desk)] == [changed]
    with pytest.raises(NotFound):
        remove_signal(desk, uuid4(), 1)


def test_the_server_notes_no_change_from_outside(desk: Desk) -> None:
    """What the program does itself is covered by what it notes, with and without a family."""
    for family_id in (None, home(desk)):
        signal_id = tell(desk, family_id)
        change_signal(desk, signal_id, 1, WAIT)
        remove_signal(desk, signal_id, 2)
        bring_back_signal(desk, signal_id, 3)
    assert AuditAction.OUTSIDE_PROGRAM.label not in noted(desk)


def test_a_coach_sees_what_he_told_and_what_came_up_with_his_families(desk: Desk) -> None:
    own, other = home(desk, "Eigen"), home(desk, "Ander")
    without, of_other, of_own = tell(desk), tell(desk, other), tell(desk, own)
    with signed_in(desk, "Bea", OfficeRole.COACH) as coach:
        assign(desk, own, coach, AssignmentKind.SECOND, TODAY)
        mine, mine_with = tell(coach), tell(coach, own)
        assert set(told(coach)) == {of_own, mine, mine_with}
        assert set(told(desk)) == {without, of_other, of_own, mine, mine_with}
        change_signal(coach, of_own, 1, WAIT)
        for foreign in (without, of_other, uuid4()):
            with pytest.raises(NotAllowed):
                change_signal(coach, foreign, 1, WAIT)
            with pytest.raises(NotAllowed):
                remove_signal(coach, foreign, 1)
            with pytest.raises(NotAllowed):
                bring_back_signal(coach, foreign, 1)
        with pytest.raises(NotAllowed):
            tell_signal(coach, WAIT, other)


@ON_FILE
def test_an_administrator_without_families_tells_none_and_sees_none(desk: Desk) -> None:
    administrator = add_colleague(desk, "Ada", OfficeRole.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        list_signals(administrator)
    with pytest.raises(NotAllowed):
        tell_signal(administrator, WAIT)


@ON_FILE
def test_which_names_to_leave_out(desk: Desk) -> None:
    members = (MemberInput(given_name="Sofie", family_name="Maes"), MemberInput(given_name="Bo"))
    family_id = add_family(desk, FamilyInput(name="Maes – Yilmaz"), members).id
    assert family_id is not None
    names = names_to_leave_out(desk, family_id)
    assert names.called == "Maes – Yilmaz"
    assert {name.strip() for name in names.to_leave_out} == {
        "Maes – Yilmaz",
        "Sofie Maes",
        "Bo",
    }
    coach = add_colleague(desk, "Bea", OfficeRole.COACH)
    with pytest.raises(NotAllowed):
        names_to_leave_out(coach, family_id)


@ON_FILE
def test_a_family_without_a_name_is_called_by_its_code(desk: Desk) -> None:
    family_id = add_family(desk, FamilyInput(code="G-7"), (MemberInput(given_name="Sara"),)).id
    assert family_id is not None
    assert names_to_leave_out(desk, family_id).called == "G-7"


@ON_FILE
def test_the_list_costs_a_fixed_number_of_queries(desk: Desk) -> None:
    counts = []
    for more in (1, 5):
        for _ in range(more):
            tell(desk, home(desk))
        with counted_queries() as seen:
            found = list_signals(desk)
        counts.append((len(seen), len(found)))
    assert counts[1] == (counts[0][0], 6)
