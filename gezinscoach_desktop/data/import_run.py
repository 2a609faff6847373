"""What an import asks of an office besides the exchange format, and what became since of what it added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, func, or_, select, true
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.family import DETAILS as FAMILY_DETAILS
from gezinscoach_desktop.data.member import DETAILS as MEMBER_DETAILS
from gezinscoach_desktop.data.tables import (
    Base,
    FamilyRow,
    MemberRow,
    ScoreRow,
    SnapshotRow,
    StayRow,
    table_of,
)
from gezinscoach_desktop.data.transfer import IMPORT_RUNS
from gezinscoach_desktop.domain.family import Known
from gezinscoach_desktop.domain.import_plan import KnownFamily
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.sheet_matching import OfficeFamily
from gezinscoach_desktop.domain.transfer import ImportRunInput, ImportRunRecord

T = TypeVar("T")
_FAMILY, _MEMBER, _STAY = table_of(FamilyRow), table_of(MemberRow), table_of(StayRow)
_SNAPSHOT, _SCORE = table_of(SnapshotRow), table_of(ScoreRow)
_OF_IMPORT = frozenset({"family", "member", "stay", "snapshot", "score", "consent", "audit_entry"})
"""Tables in which an import itself keeps rows, or that tell nothing of work: each is looked at by itself below."""
_CHUNK = 500
_MANY = 2_000


def office_families(session: Session) -> tuple[OfficeFamily, ...]:
    """Every family as far as it takes to find it back by name, address or a birth date; two queries."""
    births: defaultdict[UUID, set[date]] = defaultdict(set)
    born = select(_MEMBER.c.family_id, _MEMBER.c.birth_date).where(_MEMBER.c.birth_date.is_not(None))
    for family_id, birth_date in session.execute(born):
        births[family_id].add(birth_date)
    columns = _FAMILY.c
    query = select(columns.id, columns.code, columns.name, columns.address, columns.municipality)
    return tuple(
        OfficeFamily(Known(id_, code, name, address, frozenset(births.get(id_, ()))), municipality)
        for id_, code, name, address, municipality in session.execute(query.order_by(columns.code))
    )


def with_details(session: Session, known: Mapping[str, KnownFamily]) -> dict[str, KnownFamily]:
    """The same families with everything that is filled in about them and their members."""
    ids = [family.id for family in known.values()]
    details: dict[UUID, FamilyInput] = {}
    members: defaultdict[UUID, dict[str, MemberInput]] = defaultdict(dict)
    for some in _chunks(ids):
        family_columns = (_FAMILY.c[name] for name in FAMILY_DETAILS)
        for id_, *values in session.execute(
            select(_FAMILY.c.id, *family_columns).where(_FAMILY.c.id.in_(some))
        ):
            details[id_] = FamilyInput(**dict(zip(FAMILY_DETAILS, values, strict=True)))
        member_columns = (_MEMBER.c[name] for name in MEMBER_DETAILS)
        for id_, code, *values in session.execute(
            select(_MEMBER.c.family_id, _MEMBER.c.code, *member_columns).where(_MEMBER.c.family_id.in_(some))
        ):
            members[id_][code] = MemberInput(**dict(zip(MEMBER_DETAILS, values, strict=True)))
    return {
        code: replace(
            family,
            details=details.get(family.id),
            persons={
                person: replace(each, details=members[family.id].get(person))
                for person, each in family.persons.items()
            },
        )
        for code, family in known.items()
    }


def import_runs(session: Session) -> tuple[ImportRunRecord, ...]:
    """Every import, the newest first."""
    columns = IMPORT_RUNS.table.c
    return IMPORT_RUNS.read(session, IMPORT_RUNS.kept().order_by(columns.created_at.desc(), columns.id))


def families_worked_on(session: Session, run: ImportRunRecord) -> dict[UUID, frozenset[str]]:
    """Of the families that an import added, those of which more is kept by now, with the names of the tables."""
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    added = frozenset(run.details.families)
    mine = frozenset(run.details.snapshots)
    if not added:
        return {}
    consents = Base.metadata.tables["consent"].c
    looks: list[tuple[str, ColumnElement[UUID], ColumnElement[bool]]] = [
        ("family", _FAMILY.c.id, _FAMILY.c.version > 1),
        ("member", _MEMBER.c.family_id, or_(_MEMBER.c.version > 1, _MEMBER.c.changed_at > run.created_at)),
        ("consent", consents.family_id, or_(consents.version > 1, consents.created_at > run.created_at)),
        *((str(table.name), table.c.family_id, true()) for table in _tables_of_families()),
    ]
    for name, column, which in looks:
        for family_id in _of(session, added, select(column).where(which).distinct(), column):
            found[family_id].add(name)
    measured = select(_SNAPSHOT.c.family_id, _SNAPSHOT.c.id)
    for some in _chunks(added):
        for family_id, snapshot_id in session.execute(measured.where(_SNAPSHOT.c.family_id.in_(some))):
            if snapshot_id not in mine:
                found[family_id].add("snapshot")
    return {family_id: frozenset(names) for family_id, names in found.items()}


def _of(
    session: Session, ids: frozenset[UUID], query: Select[UUID], column: ColumnElement[UUID]
) -> Iterator[UUID]:
    """What the query finds among these; of very many it is quicker to look at everything."""
    if len(ids) > _MANY:
        yield from (each for each in session.scalars(query) if each in ids)
        return
    for some in _chunks(ids):
        yield from session.scalars(query.where(column.in_(some)))


def members_worked_on(session: Session, run: ImportRunRecord) -> frozenset[UUID]:
    """Of the members that an import added to families that were there, those about whom more is kept by now."""
    found: set[UUID] = set()
    mine = frozenset(run.details.snapshots)
    of_score = (
        (_SNAPSHOT.c.family_id == _SCORE.c.family_id)
        & (_SNAPSHOT.c.date == _SCORE.c.date)
        & (_SNAPSHOT.c.number == _SCORE.c.number)
    )
    for some in _chunks(run.details.members):
        changed = select(_MEMBER.c.id).where(_MEMBER.c.id.in_(some), _MEMBER.c.version > 1)
        found.update(session.scalars(changed))
        measured = select(_SCORE.c.subject_id, _SNAPSHOT.c.id).join(_SNAPSHOT, of_score)
        for member_id, snapshot_id in session.execute(
            measured.where(_SCORE.c.subject_id.in_(some)).distinct()
        ):
            if snapshot_id not in mine:
                found.add(member_id)
        for table in Base.metadata.sorted_tables:
            if table in (_STAY, _SCORE):
                continue
            for key in table.foreign_keys:
                if key.column is _MEMBER.c.id:
                    named = select(key.parent).where(key.parent.in_(some)).distinct()
                    found.update(session.scalars(named))
    return frozenset(found | _named_in_contacts(session, run.details.members))


def _named_in_contacts(session: Session, members: Collection[UUID]) -> set[UUID]:
    """Who was there at a contact stands in it as a word."""
    contacts = Base.metadata.tables["contact"]
    found: set[UUID] = set()
    for some in _chunks(members):
        words = {str(each): each for each in some}
        theirs = select(_MEMBER.c.family_id).where(_MEMBER.c.id.in_(some))
        for names in session.scalars(select(contacts.c.members).where(contacts.c.family_id.in_(theirs))):
            found.update(words[name] for name in names if name in words)
    return found


def codes_of(session: Session, ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Code and name of the families that are there."""
    found: dict[UUID, tuple[str, str]] = {}
    for some in _chunks(ids):
        query = select(_FAMILY.c.id, _FAMILY.c.code, _FAMILY.c.name).where(_FAMILY.c.id.in_(some))
        found.update({id_: (code, name) for id_, code, name in session.execute(query)})
    return found


def still_there(session: Session, details: ImportRunInput) -> ImportRunInput:
    """The same import with only what was not let go since by another way."""
    return replace(
        details,
        families=_present(session, _FAMILY, details.families),
        snapshots=_present(session, _SNAPSHOT, details.snapshots),
        members=_present(session, _MEMBER, details.members),
    )


def _present(session: Session, table: Table, ids: Collection[UUID]) -> tuple[UUID, ...]:
    found: set[UUID] = set()
    for some in _chunks(ids):
        found.update(session.scalars(select(table.c.id).where(table.c.id.in_(some))))
    return tuple(each for each in ids if each in found)


def snapshots_of(session: Session, families: Collection[UUID]) -> frozenset[UUID]:
    """Every snapshot of these families."""
    found: set[UUID] = set()
    for some in _chunks(families):
        found.update(session.scalars(select(_SNAPSHOT.c.id).where(_SNAPSHOT.c.family_id.in_(some))))
    return frozenset(found)


def count_within(session: Session, families: Collection[UUID]) -> tuple[int, int]:
    """How many members and snapshots these families have."""
    counts = [0, 0]
    for some in _chunks(families):
        for place, table in enumerate((_MEMBER, _SNAPSHOT)):
            query = select(func.count()).select_from(table).where(table.c.family_id.in_(some))
            counts[place] += session.scalar(query) or 0
    return counts[0], counts[1]


def families_of_members(session: Session, members: Collection[UUID]) -> tuple[UUID, ...]:
    """To which families these belong."""
    found: set[UUID] = set()
    for some in _chunks(members):
        found.update(session.scalars(select(_MEMBER.c.family_id).where(_MEMBER.c.id.in_(some)).distinct()))
    return tuple(sorted(found))


def _tables_of_families() -> Iterator[Table]:
    for table in Base.metadata.sorted_tables:
        if "family_id" in table.c and table.name not in _OF_IMPORT:
            yield table


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(values)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk
