"""Finding anything in an office: by name, code, address, phone and member, misspelt too; own families only for a coach."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.directory import SERVICES
from gezinscoach_desktop.domain.action import ActionInput, ActionState
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.directory import ServiceInput
from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.find import FoundKind
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services import audit
from gezinscoach_desktop.services import find as find_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, note_opening
from gezinscoach_desktop.services.find import ActionKey, MemberKey, catalogue, find, note_search
from gezinscoach_desktop.services.operation import Work, write_at_once
from tests.data.office_factory import TODAY, add_colleague, assign, at_desk
from tests.offices import ON_FILE, NewDesk
from tests.services.colleague import signed_in
from tests.services.test_family import counted_queries

PEETERS = FamilyInput(
    name="Peeters – Yilmaz", municipality="Mol", address="Molenstraat 12", phone="+32 (0)470/12.34.56"
)
SOFIE = MemberInput(given_name="Sofie", family_name="Peeters", phone="0499 11 22 33")
KIM = MemberInput(given_name="Kim", family_name="Yilmaz", role=Role.CHILD)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@pytest.fixture(params=[True, False], ids=["looked through here", "looked through by the store"])
def whole(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways find the same."""
    if not request.param:
        monkeypatch.setattr(find_service, "WHOLE", 0)


def home(desk: Desk, details: FamilyInput, *members: MemberInput) -> UUID:
    family_id = add_family(desk, details, members, ConsentInput(ConsentKind.COACHING, TODAY)).id
    assert family_id is not None
    return family_id


def keep(desk: Desk, family_id: UUID, *actions: ActionInput) -> list[UUID]:
    ids = [uuid4() for _ in actions]

    def run(work: Work) -> Done:
        for action_id, action in zip(ids, actions, strict=True):
            ACTIONS.add(
                work.session, action_id, action, family_id=family_id, at=work.now(), by=work.account.id
            )
        work.note(AuditAction.CHANGE_ACTION, family_id=family_id)
        return Done(Change(frozenset({Noun.ACTION}), family_id))

    write_at_once(desk, AuditAction.CHANGE_ACTION, run)
    return ids


def keep_services(desk: Desk, *services: ServiceInput) -> None:
    def run(work: Work) -> Done:
        for service in services:
            SERVICES.add(work.session, uuid4(), service, at=work.now(), by=work.account.id)
        work.note(AuditAction.CHANGE_DIRECTORY)
        return Done(Change(frozenset({Noun.SERVICE})))

    write_at_once(desk, AuditAction.CHANGE_DIRECTORY, run)


def found(desk: Desk, text: str) -> list[str]:
    return [hit.entry.title for hit in find(desk, catalogue(desk), text)]


FIRST = {
    "peet": "Gezin Peeters – Yilmaz",
    "pieters": "Gezin Peeters – Yilmaz",
    "yilmas": "Gezin Peeters – Yilmaz",
    "peetersyilmaz": "Gezin Peeters – Yilmaz",
    "g-2026-001": "Gezin Peeters – Yilmaz",
    "molenstraat": "Gezin Peeters – Yilmaz",
    "0470 12 34 56": "Gezin Peeters – Yilmaz",
    "0470/123456": "Gezin Peeters – Yilmaz",
    "+32 470 12 34 56": "Gezin Peeters – Yilmaz",
    "sofie": "Sofie Peeters",
    "0499112233": "Sofie Peeters",
    "wonen": "Wonen Kempen",
    "014 58 12 34": "Wonen Kempen",
    "huurpremie": "Huurpremie aanvragen",
}
"""What stands first for what was typed."""


@pytest.mark.usefixtures("whole")
def test_anything_is_found(desk: Desk) -> None:
    family_id = home(desk, PEETERS, SOFIE, KIM)
    home(desk, FamilyInput(name="Maes"))
    keep(desk, family_id, ActionInput("Huurpremie  aanvragen", due_on=TODAY))
    keep_services(desk, ServiceInput("Wonen Kempen", "Wonen", municipality="Geel", phone="014/58.12.34"))
    assert {text: found(desk, text)[:1] for text in FIRST} == {text: [first] for text, first in FIRST.items()}


@pytest.mark.usefixtures("whole")
def test_what_is_found_says_where_it_stands(desk: Desk) -> None:
    family_id = home(desk, PEETERS, SOFIE)
    (action_id,) = keep(desk, family_id, ActionInput("Huurpremie aanvragen", due_on=TODAY))
    known = catalogue(desk)
    (family,) = (hit.entry for hit in find(desk, known, "yilmaz"))
    (member,) = (hit.entry for hit in find(desk, known, "sofie"))
    (action,) = (hit.entry for hit in find(desk, known, "huurpremie"))
    assert (family.kind, family.key) == (FoundKind.FAMILY, family_id)
    assert family.detail == "G-2026-001 · Molenstraat 12 · Mol · 0470 12 34 56"
    assert isinstance(member.key, MemberKey)
    assert (member.key.family_id, member.detail) == (family_id, "Gezin Peeters – Yilmaz · G-2026-001")
    assert action.key == ActionKey(family_id, action_id)
    assert action.detail == "Gezin Peeters – Yilmaz · tegen 22/11/2026"


def test_what_is_done_retired_or_merged_is_not_found(desk: Desk) -> None:
    family_id = home(desk, PEETERS)
    keep(desk, family_id, ActionInput("Huurpremie", state=ActionState.DONE))
    keep_services(desk, ServiceInput("Wonen", retired_on=TODAY))
    assert found(desk, "huurpremie") == []
    assert found(desk, "wonen") == []


@pytest.mark.usefixtures("whole")
def test_what_i_opened_most_lately_stands_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_service, "LATELY", timedelta(days=5))  # a server keeps no entry from months ago
    first, second, before = (home(desk, FamilyInput(name=f"Maes {letter}")) for letter in "ABC")
    note_opening(desk, first)
    for _ in range(3):
        note_opening(desk, second)
    long_ago = desk.now() - timedelta(days=6)
    for _ in range(9):
        note_opening(replace(desk, now=lambda: long_ago), before)
    with signed_in(desk, "Bea", OfficeRole.COORDINATOR) as colleague:
        note_opening(colleague, before)
    known = catalogue(desk)
    assert [entry.key for entry in known.most_used] == [second, first]
    assert [hit.entry.key for hit in find(desk, known, "maes")] == [second, first, before]


@pytest.mark.usefixtures("whole")
def test_a_coach_finds_own_families_only(desk: Desk) -> None:
    own = home(desk, FamilyInput(name="Maes Eigen", phone="0470 11 11 11"), SOFIE)
    other = home(desk, FamilyInput(name="Maes Ander", phone="0470 22 22 22"), KIM)
    keep(desk, own, ActionInput("Huurpremie eigen"))
    keep(desk, other, ActionInput("Huurpremie ander"))
    note_opening(desk, other)
    with signed_in(desk, "Bea", OfficeRole.COACH) as coach:
        assign(desk, own, coach, AssignmentKind.SECOND, TODAY)
        with suppress(NotAllowed):  # a server does not even take the note; elsewhere it tells nothing
            note_opening(coach, other)
        assert found(coach, "maes") == ["Gezin Maes Eigen"]
        assert found(coach, "maas") == ["Gezin Maes Eigen"]
        assert found(coach, "ander") == []
        assert found(coach, "kim") == []
        assert found(coach, "0470 22 22 22") == []
        assert found(coach, "huurpremie") == ["Huurpremie eigen"]
        assert catalogue(coach).most_used == ()
        everything = {entry.title for entry in catalogue(coach).entries}
    assert everything <= {"Gezin Maes Eigen", "Sofie Peeters", "Huurpremie eigen"}


@ON_FILE
def test_who_reaches_no_family_finds_none_and_is_not_refused(desk: Desk) -> None:
    home(desk, PEETERS, SOFIE)
    administrator = add_colleague(desk, "Ada", OfficeRole.ADMINISTRATOR)
    assert catalogue(administrator).entries == ()
    assert find(administrator, catalogue(administrator), "peeters") == ()
    with pytest.raises(NotAllowed):
        note_search(administrator, 0)


@ON_FILE
def test_that_somebody_looked_is_noted_without_the_words(desk: Desk) -> None:
    note_search(desk, 3)
    line = audit.trail(desk, audit.AuditFilter()).lines[0]
    assert (line.label, line.details) == (AuditAction.SEARCH_FAMILIES.label, {"found": 3})


@pytest.mark.usefixtures("whole")
def test_looking_costs_a_fixed_number_of_queries(desk: Desk) -> None:
    counts = []
    for more in (1, 6):
        for number in range(more):
            keep(desk, home(desk, FamilyInput(name=f"Maes {more} {number}"), SOFIE), ActionInput("Bellen"))
        with counted_queries() as seen:
            known = catalogue(desk)
            find(desk, known, "maes")
        counts.append(len(seen))
    assert counts[0] == counts[1]
