"""What could not be shared is told with everything that was filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from gezinscoach_desktop.data.draft import draft_values
from gezinscoach_desktop.data.office import Conflict, Health, KeptOperation
from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.draft import Draft, DraftEntry
from gezinscoach_desktop.domain.errors import NotAllowed, OfficeUnavailable
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import snapshot
from gezinscoach_desktop.services.family import FamilyInput, MemberInput
from gezinscoach_desktop.services.sharing import health, look, settle, stuck
from tests.views.family.samples import ACCOUNT, make_desk

AT = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)
REASON = "Dit gezin hoort niet bij jouw gezinnen."


class SharedOffice:
    """An office with writes that could not be shared."""

    def __init__(self, *conflicts: Conflict) -> None:
        self.conflicts = conflicts
        self.settled: list[tuple[UUID, bool]] = []

    def health(self) -> Health:
        return Health(conflicts=self.conflicts)

    def news(self) -> tuple[Change, ...]:
        return (Change(frozenset({Noun.FAMILY})), Change(frozenset({Noun.SNAPSHOT, Noun.DRAFT}), UUID(int=1)))

    def settle(self, operation_id: UUID, *, again: bool) -> None:
        self.settled.append((operation_id, again))


def kept(kind: str, *given: object, at: datetime = AT, by: UUID = ACCOUNT) -> Conflict:
    return Conflict(KeptOperation(uuid4(), kind, by, at, msgspec.json.encode(given)), REASON)


def desk_with(office: SharedOffice) -> Any:
    stand_in: Any = office
    return replace(make_desk(), office=stand_in)


DETAILS = FamilyInput(name="Peeters", started_on=date(2026, 1, 5))
DRAFT = Draft(UUID(int=5), UUID(int=1), date(2026, 11, 20), {(None, "income"): DraftEntry(4, has_level=True)})


@pytest.mark.parametrize(
    ("kind", "given", "what"),
    [
        ("family.change_family", (UUID(int=1), 3, DETAILS), "Gezin gewijzigd"),
        (
            "family.add_member",
            (UUID(int=1), UUID(int=2), MemberInput(given_name="Lina", role=Role.CHILD)),
            "Gezinslid toegevoegd",
        ),
        ("snapshot.finish", (draft_values(DRAFT),), "Momentopname geregistreerd"),
    ],
)
def test_every_kind_of_write_is_told_with_what_was_given(
    kind: str, given: tuple[object, ...], what: str
) -> None:
    [told] = stuck(desk_with(SharedOffice(kept(kind, *given))))
    assert (told.what, told.reason, told.at) == (what, REASON, AT)
    assert told.given == given


def test_a_kind_of_a_newer_program_is_told_as_well() -> None:
    for unknown in (kept("expense.add_expense", 3), kept("family.change_family", "other", "arguments")):
        [told] = stuck(desk_with(SharedOffice(unknown)))
        assert told.what == "Iets wat dit programma niet kent"
        assert told.given == ()


def test_the_oldest_stands_first() -> None:
    older = kept("family.change_family", UUID(int=1), 3, DETAILS, at=AT - timedelta(days=1))
    newer = kept("family.change_family", UUID(int=1), 3, DETAILS)
    told = stuck(desk_with(SharedOffice(newer, older)))
    assert [each.id for each in told] == [older.operation.id, newer.operation.id]


def test_looking_and_settling_go_to_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    office = SharedOffice()
    desk = desk_with(office)
    dropped: list[UUID] = []
    monkeypatch.setattr(snapshot, "drop_finished_draft", lambda _, family_id: dropped.append(family_id))
    assert look(desk) == office.news()
    assert dropped == [UUID(int=1)]
    assert health(desk) == office.health()
    settle(desk, UUID(int=3), again=True)
    assert office.settled == [(UUID(int=3), True)]


def test_what_colleagues_wrote_is_heard_also_while_a_draft_on_this_pc_is_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """News is told once: what is lost here no page would ever show."""

    def refuse(*_: object) -> None:
        raise OfficeUnavailable("held")

    monkeypatch.setattr(snapshot, "drop_finished_draft", refuse)
    office = SharedOffice()
    assert look(desk_with(office)) == office.news()


@pytest.mark.parametrize(
    ("role", "sees"),
    [(OfficeRole.COACH, False), (OfficeRole.ADMINISTRATOR, False), (OfficeRole.COORDINATOR, True)],
)
def test_what_a_colleague_filled_in_on_a_shared_pc_is_told_only_to_who_may_see_every_family(
    role: OfficeRole, sees: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = kept("family.change_family", UUID(int=1), 3, DETAILS, by=UUID(int=99))
    office = SharedOffice(theirs)
    desk = desk_with(office)
    account = replace(desk.account, roles=frozenset({role}))
    monkeypatch.setattr("gezinscoach_desktop.services.guard._account", lambda _: account)
    [told] = stuck(desk)
    if sees:
        assert told.given == (UUID(int=1), 3, DETAILS)
        settle(desk, theirs.operation.id, again=False)
        return
    assert told.given == ()
    assert "Gezin" not in told.what + told.reason
    for again in (True, False):
        with pytest.raises(NotAllowed, match="collega"):
            settle(desk, theirs.operation.id, again=again)
    assert office.settled == []
