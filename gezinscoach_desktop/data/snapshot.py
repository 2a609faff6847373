"""Snapshots and their scores: reading them, the balance they make at a date, adding one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, Text, bindparam, func, insert, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from gezinscoach_desktop.data.tables import AccountRow, ScoreRow, SnapshotRow, table_of
from gezinscoach_desktop.data.types import Day, Id
from gezinscoach_desktop.domain.balance import Balance, BalanceValue
from gezinscoach_desktop.domain.snapshot import Place, Reason, Score, Setback, Snapshot
from gezinscoach_desktop.domain.timeline import SnapshotHeading

_SNAPSHOT = table_of(SnapshotRow)
_SCORE = table_of(ScoreRow)
_FAMILY = bindparam("family_id", type_=Id())


def _word(column: InstrumentedAttribute[Any]) -> ColumnElement[str | None]:
    return type_coerce(column, Text())


_SNAPSHOTS = (
    select(
        SnapshotRow.number,
        SnapshotRow.id,
        SnapshotRow.date,
        SnapshotRow.is_revised_baseline,
        AccountRow.display_name,
        SnapshotRow.recorded_at,
    )
    .outerjoin(AccountRow, AccountRow.id == SnapshotRow.author_id)
    .where(SnapshotRow.family_id == _FAMILY)
    .order_by(SnapshotRow.date, SnapshotRow.number)
)
_HEADINGS = (
    select(
        SnapshotRow.id,
        SnapshotRow.number,
        SnapshotRow.date,
        SnapshotRow.contact_id,
        AccountRow.display_name,
        SnapshotRow.is_revised_baseline,
    )
    .outerjoin(AccountRow, AccountRow.id == SnapshotRow.author_id)
    .where(SnapshotRow.family_id == _FAMILY)
    .order_by(SnapshotRow.date, SnapshotRow.number)
)
_SCORES = (
    select(
        ScoreRow.number,
        ScoreRow.member_id,
        ScoreRow.item,
        ScoreRow.level,
        ScoreRow.note,
        # Hardly any score has these: as plain words they need no conversion row by row.
        _word(ScoreRow.reason),
        _word(ScoreRow.setback),
    )
    .where(ScoreRow.family_id == _FAMILY)
    .order_by(ScoreRow.subject_id, ScoreRow.item, ScoreRow.date, ScoreRow.number)
)


_LAST_NUMBER = select(func.max(SnapshotRow.number)).where(SnapshotRow.family_id == _FAMILY)
_INSERT_SNAPSHOT = insert(_SNAPSHOT)
_INSERT_SCORES = insert(_SCORE)


def is_registered(session: Session, snapshot_id: UUID) -> bool:
    """Whether the snapshot of that id is there."""
    return session.scalar(select(SnapshotRow.id).where(SnapshotRow.id == snapshot_id)) is not None


def headings(session: Session, family_id: UUID) -> tuple[SnapshotHeading, ...]:
    """The family's snapshots from old to new without their scores; one query."""
    found = session.connection().execute(_HEADINGS, {"family_id": family_id})
    return tuple(SnapshotHeading(*row) for row in found)


def of_family(session: Session, family_id: UUID) -> tuple[Snapshot, ...]:
    """The family's snapshots from old to new with their scores; two queries."""
    parameters = {"family_id": family_id}
    connection = session.connection()
    kept = connection.execute(_SNAPSHOTS, parameters).all()
    scores: dict[int, list[Score]] = {row.number: [] for row in kept}
    for number, person, item, level, note, reason, setback in connection.execute(_SCORES, parameters):
        scores[number].append(
            Score(
                person,
                item,
                level,
                note,
                None if reason is None else Reason(reason),
                None if setback is None else Setback(setback),
            )
        )
    return tuple(
        Snapshot(id_, number, day, tuple(scores[number]), is_revised, author, recorded_at)
        for number, id_, day, is_revised, author, recorded_at in kept
    )


def in_force() -> Select[Any]:
    """Scores with `until`: the date of the one that follows on the same place, NULL when none does.

    A score is in force on a day D when date ≤ D < until. The primary key stands in this order already, so neither
    database has to sort for it; of two scores on one date the later one (by number) counts.
    """
    follows = func.lead(ScoreRow.date).over(
        partition_by=(ScoreRow.family_id, ScoreRow.subject_id, ScoreRow.item),
        order_by=(ScoreRow.date, ScoreRow.number),
    )
    return select(
        ScoreRow.family_id,
        ScoreRow.subject_id,
        ScoreRow.member_id,
        ScoreRow.item,
        ScoreRow.date,
        ScoreRow.level,
        ScoreRow.note,
        ScoreRow.reason,
        follows.label("until"),
    )


def _in_force_on_day(*conditions: ColumnElement[bool]) -> Subquery:
    day = bindparam("day", type_=Day())
    return in_force().where(ScoreRow.family_id == _FAMILY, ScoreRow.date <= day, *conditions).subquery()


_KNOWN = _in_force_on_day()
_SOME = _in_force_on_day(ScoreRow.item.in_(bindparam("items", expanding=True)))
_BALANCE = select(
    _KNOWN.c.member_id, _KNOWN.c.item, _KNOWN.c.level, _KNOWN.c.date, _KNOWN.c.note, _KNOWN.c.reason
).where(_KNOWN.c.until.is_(None))
_LEVELS = select(_SOME.c.member_id, _SOME.c.item, _SOME.c.level).where(_SOME.c.until.is_(None))


def balance(session: Session, family_id: UUID, day: date) -> Balance:
    """The family's balance on `day`, carried forward by the database; one query."""
    found = session.connection().execute(_BALANCE, {"family_id": family_id, "day": day})
    values = (BalanceValue(*row) for row in found)
    return Balance(day, {value.place: value for value in values})


def levels(session: Session, family_id: UUID, day: date, items: Iterable[str]) -> dict[Place, int | None]:
    """Of the balance on `day` only the levels of `items`, None for n.v.t.; what finishing a snapshot compares with."""
    wanted = {"family_id": family_id, "day": day, "items": sorted(set(items))}
    found = session.connection().execute(_LEVELS, wanted)
    return {(person, item): level for person, item, level in found}


@dataclass(frozen=True, slots=True)
class NewSnapshot:
    """A snapshot about to be kept; its number is given when it is."""

    id: UUID
    family_id: UUID
    date: date
    scores: tuple[Score, ...]
    is_revised_baseline: bool
    author_id: UUID
    recorded_at: datetime
    instrument_id: UUID
    operation_id: UUID
    contact_id: UUID | None = None


def add(session: Session, new: NewSnapshot) -> int:
    """Keep a snapshot with its scores and return its number; the caller has locked the family."""
    connection = session.connection()
    last = connection.execute(_LAST_NUMBER, {"family_id": new.family_id}).scalar()
    number = (last or 0) + 1
    connection.execute(_INSERT_SNAPSHOT, snapshot_values(new, number))
    scores = [score_values(new.family_id, new.date, number, score) for score in new.scores]
    if scores:
        connection.execute(_INSERT_SCORES, scores)
    return number


def snapshot_values(new: NewSnapshot, number: int) -> dict[str, Any]:
    """A new row of `snapshot`."""
    return {
        "id": new.id,
        "family_id": new.family_id,
        "number": number,
        "date": new.date,
        "author_id": new.author_id,
        "recorded_at": new.recorded_at,
        "instrument_id": new.instrument_id,
        "is_revised_baseline": new.is_revised_baseline,
        "operation_id": new.operation_id,
        "contact_id": new.contact_id,
    }


def score_values(family_id: UUID, day: date, number: int, score: Score) -> dict[str, Any]:
    """A new row of `score`; the household's own scores have the family as their subject."""
    return {
        "family_id": family_id,
        "subject_id": family_id if score.person is None else score.person,
        "item": score.item,
        "date": day,
        "number": number,
        "level": score.level,
        "note": score.note,
        "reason": score.reason,
        "setback": score.setback,
    }
