"""What an export reads: every family once for choosing and counting, then their content by the hundred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.expense import EXPENSES
from gezinscoach_desktop.data.family import DETAILS as FAMILY_DETAILS
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.member import DETAILS as MEMBER_DETAILS
from gezinscoach_desktop.data.network import SERVICE_REFERRALS
from gezinscoach_desktop.data.request import GOALS, REQUESTS
from gezinscoach_desktop.data.right import RIGHT_STEPS
from gezinscoach_desktop.data.signal import SIGNALS
from gezinscoach_desktop.data.tables import (
    FamilyRow,
    MemberRow,
    PhaseRow,
    ScoreRow,
    SnapshotRow,
    StayRow,
)
from gezinscoach_desktop.domain.export import ExportSubject
from gezinscoach_desktop.domain.export_rows import Content, Home
from gezinscoach_desktop.domain.household import Stay
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput, MemberRecord
from gezinscoach_desktop.domain.signal import SignalRecord
from gezinscoach_desktop.domain.snapshot import Reason, Score, Setback, Snapshot
from gezinscoach_desktop.domain.trajectory import PhaseStart, without_continuations

AT_ONCE = 200
"""Families of which the content is read together."""

T = TypeVar("T")
_FREE_MEMBER = frozenset({"relation", "lives_with", "school", "phone", "email"})
_FREE_FAMILY = frozenset({"address", "neighbourhood", "remarks", "phone", "email", "reach_note"})
"""What no export tells is not read."""
_FAMILY_NAMES = tuple(name for name in FAMILY_DETAILS if name not in _FREE_FAMILY)
_MEMBER_NAMES = tuple(name for name in MEMBER_DETAILS if name not in _FREE_MEMBER)


def homes(session: Session) -> tuple[Home, ...]:
    """Every family with its members and phases, by code; four queries."""
    members, phases = _members(session), _phases(session)
    query = select(
        FamilyRow.id, FamilyRow.code, *(getattr(FamilyRow, name) for name in _FAMILY_NAMES)
    ).order_by(FamilyRow.code)
    return tuple(
        Home(
            id_,
            code,
            FamilyInput(code=code, **dict(zip(_FAMILY_NAMES, details, strict=True))),
            members[id_],
            phases[id_],
        )
        for id_, code, *details in session.connection().execute(query)
    )


def _members(session: Session) -> Mapping[UUID, tuple[MemberRecord, ...]]:
    connection = session.connection()
    stays: defaultdict[UUID, list[Stay]] = defaultdict(list)
    for member_id, joined, left in connection.execute(
        select(StayRow.member_id, StayRow.joined, StayRow.left).order_by(StayRow.joined)
    ):
        stays[member_id].append(Stay(joined, left))
    query = select(
        MemberRow.id,
        MemberRow.family_id,
        MemberRow.code,
        MemberRow.version,
        *(getattr(MemberRow, name) for name in _MEMBER_NAMES),
    ).order_by(MemberRow.family_id, MemberRow.role, MemberRow.code)
    found: defaultdict[UUID, tuple[MemberRecord, ...]] = defaultdict(tuple)
    for id_, family_id, code, version, *details in connection.execute(query):
        values: dict[str, Any] = dict(zip(_MEMBER_NAMES, details, strict=True))
        member = MemberRecord(id_, code, version, MemberInput(**values, stays=tuple(stays[id_])))
        found[family_id] = (*found[family_id], member)
    return found


def _phases(session: Session) -> Mapping[UUID, tuple[PhaseStart, ...]]:
    query = select(PhaseRow.family_id, PhaseRow.phase, PhaseRow.since, PhaseRow.closing_reason).order_by(
        PhaseRow.family_id, PhaseRow.since
    )
    found: defaultdict[UUID, list[PhaseStart]] = defaultdict(list)
    for family_id, phase, since, why in session.connection().execute(query):
        found[family_id].append(PhaseStart(phase, since, None, why))
    phases: defaultdict[UUID, tuple[PhaseStart, ...]] = defaultdict(tuple)
    phases.update({family_id: without_continuations(each) for family_id, each in found.items()})
    return phases


def contents(
    session: Session, families: Sequence[UUID], subjects: Iterable[ExportSubject]
) -> Iterator[tuple[UUID, Content]]:
    """What was registered for these families, in their order, of the chosen subjects."""
    wanted = frozenset(subjects)
    iterator = iter(families)
    while chunk := list(islice(iterator, AT_ONCE)):
        yield from _contents(session, chunk, wanted)


def _contents(
    session: Session, families: Sequence[UUID], wanted: frozenset[ExportSubject]
) -> Iterator[tuple[UUID, Content]]:
    snapshots = _snapshots(session, families)
    plan = ExportSubject.PLAN in wanted
    contacts = _kept(session, CONTACTS, families, ExportSubject.CONTACTS in wanted)
    rights = _kept(session, RIGHT_STEPS, families, ExportSubject.RIGHTS in wanted)
    requests, goals, actions = (_kept(session, table, families, plan) for table in (REQUESTS, GOALS, ACTIONS))
    expenses = _kept(session, EXPENSES, families, ExportSubject.EXPENSES in wanted)
    referrals = _kept(session, SERVICE_REFERRALS, families, ExportSubject.SERVICES in wanted)
    signals = _kept(session, SIGNALS, families, ExportSubject.SIGNALS in wanted)
    for id_ in families:
        yield (
            id_,
            Content(
                snapshots=snapshots.get(id_, ()),
                contacts=tuple(contacts.get(id_, ())),
                rights=tuple(rights.get(id_, ())),
                requests=tuple(requests.get(id_, ())),
                goals=tuple(goals.get(id_, ())),
                actions=tuple(actions.get(id_, ())),
                expenses=tuple(expenses.get(id_, ())),
                referrals=tuple(referrals.get(id_, ())),
                signals=tuple(signals.get(id_, ())),
            ),
        )


def office_signals(session: Session) -> tuple[SignalRecord, ...]:
    """Signals that are about no family."""
    query = SIGNALS.kept().where(SIGNALS.table.c.family_id.is_(None))
    return SIGNALS.read(session, _in_time(query, SIGNALS))


def _kept(
    session: Session, table: KeptTable[T], families: Sequence[UUID], is_wanted: bool
) -> Mapping[UUID, list[Kept[T]]]:
    found: defaultdict[UUID, list[Kept[T]]] = defaultdict(list)
    if is_wanted:
        query = table.kept().where(table.table.c.family_id.in_(families))
        for record in table.read(session, _in_time(query, table)):
            if record.family_id is not None:
                found[record.family_id].append(record)
    return found


def _in_time(query: Select[Any], table: KeptTable[Any]) -> Select[Any]:
    columns = table.table.c
    return query.order_by(columns.created_at, columns.id)


def _snapshots(session: Session, families: Sequence[UUID]) -> Mapping[UUID, tuple[Snapshot, ...]]:
    connection = session.connection()
    scores: defaultdict[tuple[UUID, int], list[Score]] = defaultdict(list)
    query = (
        select(
            ScoreRow.family_id,
            ScoreRow.number,
            ScoreRow.member_id,
            ScoreRow.item,
            ScoreRow.level,
            ScoreRow.note,
            ScoreRow.reason,
            ScoreRow.setback,
        )
        .where(ScoreRow.family_id.in_(families))
        .order_by(ScoreRow.family_id, ScoreRow.subject_id, ScoreRow.item, ScoreRow.date, ScoreRow.number)
    )
    for family_id, number, person, item, level, note, reason, setback in connection.execute(query):
        scores[family_id, number].append(
            Score(person, item, level, note, reason and Reason(reason), setback and Setback(setback))
        )
    headings = (
        select(
            SnapshotRow.family_id,
            SnapshotRow.id,
            SnapshotRow.number,
            SnapshotRow.date,
            SnapshotRow.is_revised_baseline,
        )
        .where(SnapshotRow.family_id.in_(families))
        .order_by(SnapshotRow.family_id, SnapshotRow.date, SnapshotRow.number)
    )
    found: defaultdict[UUID, list[Snapshot]] = defaultdict(list)
    for family_id, id_, number, day, is_revised in connection.execute(headings):
        found[family_id].append(Snapshot(id_, number, day, tuple(scores[family_id, number]), is_revised))
    return {family_id: tuple(each) for family_id, each in found.items()}
