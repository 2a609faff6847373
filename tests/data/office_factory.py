"""Families, colleagues and random histories in a real office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data import snapshot as snapshots_of
from gezinscoach_desktop.data.consent import CONSENTS
from gezinscoach_desktop.data.door import Door
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.data.sql_office import SqlOffice
from gezinscoach_desktop.data.tables import AccountRow
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.household import Person
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.snapshot import Place, Snapshot
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyHeader, add_family, read_family
from gezinscoach_desktop.services.setting import read_terms
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry, Finished, finish
from tests.factories import CONSENT

TODAY = date(2026, 11, 22)


def at_desk(desk: Desk, day: date = TODAY) -> Desk:
    """The same desk on a fixed day."""
    return replace(desk, today=lambda: day)


def driver_of(desk: Desk) -> Any:
    """The driver's own connection to a file, to do what the program never does."""
    return cast(SqlOffice, cast(Door, desk.office).inner)._writer.raw_connection().driver_connection


def add_colleague(desk: Desk, name: str, *roles: OfficeRole) -> Desk:
    """A colleague's desk in the same office."""
    account = Account(uuid4(), name.lower(), name, frozenset(roles))

    def run(session: Session) -> Done:
        session.add(
            AccountRow(
                id=account.id,
                user_name=account.user_name,
                user_key=account.user_name,
                display_name=name,
                roles=sorted(roles),
                created_at=datetime.now(UTC),
            )
        )
        return Done(Change(frozenset()), account.id)

    desk.office.write(Operation("test", run))
    return replace(desk, account=account)


def assign(
    desk: Desk, family_id: UUID, to: Desk, kind: AssignmentKind, since: date, until: date | None = None
) -> None:
    """Give a colleague a family."""

    def run(session: Session) -> Done:
        families.assign(session, family_id, to.account.id, kind, since, until=until)
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run))


def add_home(desk: Desk, *members: MemberInput, name: str = "Peeters", code: str = "") -> FamilyHeader:
    """A family with members that consented to being coached, as kept."""
    done = add_family(desk, FamilyInput(name=name, code=code), members, CONSENT)
    assert done.id is not None
    return read_family(desk, done.id)


def register(
    desk: Desk,
    family_id: UUID,
    day: date,
    levels: Mapping[Place, int | None],
    *,
    is_revised_baseline: bool = False,
) -> Finished:
    """Register a snapshot through the service."""
    entries = {place: DraftEntry(level, has_level=True) for place, level in levels.items()}
    draft = Draft(uuid4(), family_id, day, entries, is_revised_baseline=is_revised_baseline)
    return finish(desk, draft)


def lay_history(
    desk: Desk, households: Iterable[tuple[tuple[Person, ...], tuple[Snapshot, ...]]]
) -> dict[str, UUID]:
    """Put whole random families in the office at once; gives their ids by code, in the order given."""
    laid: dict[str, UUID] = {}

    def run(session: Session) -> Done:
        laid.clear()
        instrument_id = read_terms(session).instrument_id
        for place, (persons, snapshots) in enumerate(households):
            family_id, code = uuid4(), f"{operation.id.hex}-{place:04}"
            laid[code] = family_id
            ids = {person.id: uuid4() for person in persons}
            at = datetime.now(UTC)
            families.add_families(
                session,
                [families.family_values(family_id, code, FamilyInput(), (), at=at, by=desk.account.id)],
            )
            CONSENTS.add(session, uuid4(), CONSENT, family_id=family_id, at=at, by=desk.account.id)
            members_of.add_members(
                session,
                [
                    members_of.member_values(
                        ids[person.id],
                        family_id,
                        f"P{n}",
                        MemberInput(role=person.role, birth_date=person.birth_date),
                        at=at,
                        by=None,
                    )
                    for n, person in enumerate(persons)
                ],
                [
                    members_of.stay_values(family_id, ids[person.id], stay)
                    for person in persons
                    for stay in person.stays
                ],
            )
            for snapshot in sorted(snapshots, key=lambda each: each.number):
                snapshots_of.add(
                    session,
                    snapshots_of.NewSnapshot(
                        id=uuid4(),
                        family_id=family_id,
                        date=snapshot.date,
                        scores=tuple(
                            replace(score, person=None if score.person is None else ids[score.person])
                            for score in snapshot.scores
                        ),
                        is_revised_baseline=snapshot.is_revised_baseline,
                        author_id=desk.account.id,
                        recorded_at=at,
                        instrument_id=instrument_id,
                        operation_id=operation.id,
                    ),
                )
        return Done(Change(frozenset()))

    operation = Operation("test", run)
    desk.office.write(operation)
    return laid
