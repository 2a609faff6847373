"""Bulk reading and writing for import and export: Core statements, written in the order of the keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import consent as consents
from gezinscoach_desktop.data.consent import CONSENTS
from gezinscoach_desktop.data.family import family_values, refresh_search
from gezinscoach_desktop.data.member import member_values, stay_values
from gezinscoach_desktop.data.tables import Base
from gezinscoach_desktop.domain.consent import ConsentForm, ConsentInput, ConsentKind
from gezinscoach_desktop.domain.exchange import ExchangeRow
from gezinscoach_desktop.domain.household import Role, Stay, item_roles
from gezinscoach_desktop.domain.import_plan import FamilyPlan, KnownFamily, KnownPerson, SnapshotPlan
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput

CHUNK = 500
"""Families asked for at once: well under the number of parameters that a statement may have."""
BATCH = 5_000
"""Rows handed over at once, with a look at the progress in between."""

T = TypeVar("T")
Row = dict[str, Any]
Described = Mapping[str, tuple[FamilyInput, Mapping[str, MemberInput]]]
"""More about new families than the format has, by code, and about their members by theirs."""

_TABLES = Base.metadata.tables
_FAMILY, _MEMBER, _STAY = _TABLES["family"], _TABLES["member"], _TABLES["stay"]
_SNAPSHOT, _SCORE = _TABLES["snapshot"], _TABLES["score"]
_SETTING = _TABLES["setting"]
_PSEUDONYM_KEY = "pseudonym_key"


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, when, within which operation and with which version of the instrument."""

    account_id: UUID
    operation_id: UUID
    at: datetime
    instrument_id: UUID


@dataclass(frozen=True, slots=True)
class Added:
    """What came in. `ids` are of every family that was planned, by code; the rest only what was not there before."""

    ids: Mapping[str, UUID]
    families: tuple[UUID, ...]
    members: tuple[UUID, ...]
    """Of families that were there."""
    snapshots: tuple[UUID, ...]


def known_families(session: Session, codes: Iterable[str], day: date) -> dict[str, KnownFamily]:
    """What the office has under these family codes, with whose consent runs on `day`."""
    found: dict[str, KnownFamily] = {}
    for chunk in _chunks(codes, CHUNK):
        found.update(_known(session, chunk, day))
    return found


def _known(session: Session, codes: Sequence[str], day: date) -> Iterator[tuple[str, KnownFamily]]:
    families = session.execute(
        select(_FAMILY.c.id, _FAMILY.c.code, _FAMILY.c.municipality).where(_FAMILY.c.code.in_(codes))
    ).all()
    ids = [family.id for family in families]
    persons = _persons(session, ids)
    by_family: defaultdict[UUID, dict[str, KnownPerson]] = defaultdict(dict)
    for person in persons.values():
        by_family[person.family_id][person.code] = KnownPerson(
            person.id, person.role, person.birth_date, person.stays
        )
    latest = (
        select(_SNAPSHOT.c.family_id, func.max(_SNAPSHOT.c.number))
        .where(_SNAPSHOT.c.family_id.in_(ids))
        .group_by(_SNAPSHOT.c.family_id)
    )
    numbers = {row[0]: row[1] for row in session.execute(latest)}
    scores: defaultdict[UUID, dict[tuple[date, UUID | None, str], tuple[int | None, str | None]]]
    scores = defaultdict(dict)
    for family_id, subject_id, item, on, level, note in _scores(session, ids):
        person_id = None if subject_id == family_id else subject_id
        scores[family_id][on, person_id, item] = (level, note)  # a later number on the same date comes later
    coached = consents.coached(session, ids, day)
    for family in families:
        yield (
            family.code,
            KnownFamily(
                family.id,
                family.municipality,
                numbers.get(family.id, 0),
                by_family[family.id],
                scores[family.id],
                family.id in coached,
            ),
        )


@dataclass(frozen=True, slots=True)
class _PersonRow:
    id: UUID
    family_id: UUID
    code: str
    role: Role
    birth_date: date | None
    stays: tuple[Stay, ...]


def _persons(session: Session, family_ids: Sequence[UUID]) -> dict[UUID, _PersonRow]:
    stays: defaultdict[UUID, list[Stay]] = defaultdict(list)
    for member_id, joined, left in session.execute(
        select(_STAY.c.member_id, _STAY.c.joined, _STAY.c.left).where(_STAY.c.family_id.in_(family_ids))
    ):
        stays[member_id].append(Stay(joined, left))
    query = select(
        _MEMBER.c.id, _MEMBER.c.family_id, _MEMBER.c.code, _MEMBER.c.role, _MEMBER.c.birth_date
    ).where(_MEMBER.c.family_id.in_(family_ids))
    return {
        row.id: _PersonRow(
            row.id,
            row.family_id,
            row.code,
            row.role,
            row.birth_date,
            tuple(sorted(stays[row.id], key=lambda stay: stay.joined or date.min)),
        )
        for row in session.execute(query)
    }


def _scores(session: Session, family_ids: Sequence[UUID]) -> Iterable[Any]:
    """In the order of the key: of one place and date the score that counts comes last."""
    table = _SCORE.c
    return session.execute(
        select(table.family_id, table.subject_id, table.item, table.date, table.level, table.note)
        .where(table.family_id.in_(family_ids))
        .order_by(table.family_id, table.subject_id, table.item, table.date, table.number)
    )


def keep_families(
    session: Session,
    plans: Sequence[FamilyPlan],
    writing: Writing,
    *,
    described: Described | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Added:
    """Write everything that comes in and tell what that was; `on_progress(done, total)` counts rows and may raise."""
    rows = _Rows(writing, described or {})
    ids = {plan.code: rows.take(plan) for plan in plans}
    rows.write(session, on_progress)
    return Added(ids, *rows.added())


class _Rows:
    """The rows of each table, gathered first so that every table is written once and in the order of its key."""

    def __init__(self, writing: Writing, described: Described) -> None:
        self._writing = writing
        self._described = described
        self._families: list[Row] = []
        self._consents: list[Row] = []
        self._members: list[Row] = []
        self._stays: list[Row] = []
        self._snapshots: list[Row] = []
        self._scores: list[Row] = []
        self._filled_families: list[Row] = []
        self._filled_members: list[Row] = []
        self._restayed: list[UUID] = []
        self._fills: list[tuple[Any, UUID, Mapping[str, Any]]] = []

    def take(self, plan: FamilyPlan) -> UUID:
        """Work out the rows of one family."""
        family_id = plan.id or uuid4()
        details, inputs = self._described.get(plan.code, (FamilyInput(municipality=plan.municipality), {}))
        if plan.id is None:
            self._families.append(
                family_values(
                    family_id,
                    plan.code,
                    details,
                    inputs.values(),
                    at=self._writing.at,
                    by=self._writing.account_id,
                )
            )
            self._consents.append(self._taken_over_consent(family_id, plan, details))
        elif plan.municipality:
            self._filled_families.append({"b_id": family_id, "b_municipality": plan.municipality})
        if plan.id is not None and plan.fills:
            self._fills.append((_FAMILY, family_id, plan.fills))
        persons = dict(plan.known_persons)
        for person in plan.persons:
            member_id = person.id or uuid4()
            persons[person.code] = member_id
            if person.id is None:
                known = inputs.get(person.code, MemberInput(role=person.role, birth_date=person.birth_date))
                self._members.append(
                    member_values(
                        member_id,
                        family_id,
                        person.code,
                        known,
                        at=self._writing.at,
                        by=self._writing.account_id,
                    )
                )
            else:
                self._filled_members.append({"b_id": member_id, "b_birth_date": person.birth_date})
                if person.fills:
                    self._fills.append((_MEMBER, member_id, person.fills))
                if person.stays is not None:
                    self._restayed.append(member_id)
            self._stays.extend(stay_values(family_id, member_id, stay) for stay in person.stays or ())
        for snapshot in plan.snapshots:
            self._take_snapshot(family_id, persons, snapshot)
        return family_id

    def _taken_over_consent(self, family_id: UUID, plan: FamilyPlan, details: FamilyInput) -> Row:
        """Who comes with an import consented earlier, elsewhere: it is listed until somebody confirms it."""
        dates = [snapshot.date for snapshot in plan.snapshots]
        given_on = details.started_on or min(dates, default=self._writing.at.date())
        consent = ConsentInput(ConsentKind.COACHING, given_on, ConsentForm.IMPORT)
        at, by = self._writing.at, self._writing.account_id
        return CONSENTS.new_row(uuid4(), consent, family_id=family_id, at=at, by=by)

    def _take_snapshot(self, family_id: UUID, persons: Mapping[str, UUID], snapshot: SnapshotPlan) -> None:
        self._snapshots.append(
            {
                "id": uuid4(),
                "family_id": family_id,
                "number": snapshot.number,
                "date": snapshot.date,
                "author_id": self._writing.account_id,
                "recorded_at": self._writing.at,
                "instrument_id": self._writing.instrument_id,
                "is_revised_baseline": False,
                "operation_id": self._writing.operation_id,
            }
        )
        self._scores.extend(
            {
                "family_id": family_id,
                "subject_id": persons[score.person] if score.person else family_id,
                "item": score.item,
                "date": snapshot.date,
                "number": snapshot.number,
                "level": score.level,
                "note": score.note,
                "reason": None,
                "setback": None,
            }
            for score in snapshot.scores
        )

    def added(self) -> tuple[tuple[UUID, ...], tuple[UUID, ...], tuple[UUID, ...]]:
        """Families, members of families that were there, and snapshots."""
        new = {row["id"] for row in self._families}
        return (
            tuple(row["id"] for row in self._families),
            tuple(row["id"] for row in self._members if row["family_id"] not in new),
            tuple(row["id"] for row in self._snapshots),
        )

    def write(self, session: Session, on_progress: Callable[[int, int], None] | None) -> None:
        """Hand the rows over, parents before children."""
        self._fill_in(session)
        tables = (
            (_FAMILY, sorted(self._families, key=lambda row: row["id"])),
            (CONSENTS.table, self._consents),
            (_MEMBER, sorted(self._members, key=lambda row: row["id"])),
            (_STAY, sorted(self._stays, key=lambda row: row["id"])),
            (_SNAPSHOT, sorted(self._snapshots, key=lambda row: row["id"])),
            (_SCORE, sorted(self._scores, key=_score_key)),
        )
        total = sum(len(rows) for _, rows in tables)
        done = 0
        for table, rows in tables:
            for batch in _chunks(rows, BATCH):
                if on_progress is not None:
                    on_progress(done, total)
                session.execute(insert(table), batch)
                done += len(batch)
        new = {row["id"] for row in self._families}
        for family_id in sorted({row["family_id"] for row in self._members if row["given_name"]} - new):
            refresh_search(session, family_id)
        if on_progress is not None:
            on_progress(done, total)

    def _fill_in(self, session: Session) -> None:
        changed = {"changed_at": self._writing.at, "changed_by": self._writing.account_id}
        if self._filled_families:
            session.execute(
                update(_FAMILY)
                .where(_FAMILY.c.id == bindparam("b_id"))
                .values(municipality=bindparam("b_municipality"), version=_FAMILY.c.version + 1, **changed),
                self._filled_families,
            )
            for row in self._filled_families:
                refresh_search(session, row["b_id"])
        if self._filled_members:
            born = func.coalesce(
                _MEMBER.c.birth_date, bindparam("b_birth_date", type_=_MEMBER.c.birth_date.type)
            )
            session.execute(
                update(_MEMBER)
                .where(_MEMBER.c.id == bindparam("b_id"))
                .values(birth_date=born, version=_MEMBER.c.version + 1, **changed),
                self._filled_members,
            )
        for table, id_, fills in self._fills:
            values = {**fills, **changed, "version": table.c.version + 1}
            session.execute(update(table).where(table.c.id == id_).values(values))
            if table is _FAMILY:
                refresh_search(session, id_)
        for chunk in _chunks(self._restayed, CHUNK):
            session.execute(delete(_STAY).where(_STAY.c.member_id.in_(chunk)))


def _score_key(row: Row) -> tuple[UUID, UUID, str, date, int]:
    return (row["family_id"], row["subject_id"], row["item"], row["date"], row["number"])


@dataclass(frozen=True, slots=True)
class ExportFamily:
    """A family to export, by its id and its code."""

    id: UUID
    code: str
    municipality: str


def families_to_export(session: Session) -> list[ExportFamily]:
    """Every family, in no order."""
    query = select(_FAMILY.c.id, _FAMILY.c.code, _FAMILY.c.municipality)
    return [ExportFamily(*row) for row in session.execute(query)]


def rows_to_export(
    session: Session,
    families: Sequence[ExportFamily],
    instrument: Instrument,
    stay_for: Callable[[Sequence[Stay], date], Stay],
) -> dict[UUID, list[ExchangeRow]]:
    """Every registration of these families as it stands on its date, by family.

    The role is the one in which the person was measured then: a child that grew up stays a child on its old rows.
    Of two snapshots on one date the later one counts: the format has one cell for both.
    """
    found: dict[UUID, list[ExchangeRow]] = {family.id: [] for family in families}
    by_id = {family.id: family for family in families}
    roles = item_roles(instrument)
    ids = list(by_id)
    persons = _persons(session, ids)
    last: tuple[Any, ...] | None = None
    for family_id, subject_id, item, day, level, note in _scores(session, ids):
        family, person = by_id[family_id], persons.get(subject_id)
        stay = Stay() if person is None else stay_for(person.stays, day)
        row = ExchangeRow(
            family=family.code,
            municipality=family.municipality,
            person="" if person is None else person.code,
            role=None if person is None else roles[item],
            birth_date=None if person is None else person.birth_date,
            joined=stay.joined,
            left=stay.left,
            date=day,
            item=item,
            level=level,
            note=note,
        )
        place = (family_id, subject_id, item, day)
        if place == last:
            found[family_id][-1] = row
        else:
            found[family_id].append(row)
        last = place
    return found


def pseudonym_key(session: Session) -> bytes | None:
    """The key that program 0.1 kept behind this office's pseudonyms, so that families keep theirs; None elsewhere."""
    found = session.execute(select(_SETTING.c.value).where(_SETTING.c.key == _PSEUDONYM_KEY)).scalar()
    return None if found is None else bytes.fromhex(found)


def _chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk
