"""Making a file anonymous: a new family takes its place that holds what statistics need, and the old one is erased.

The new one has ids and a code of its own and days of quarters, so that nothing in the office says which file it was: not
the trail, the disposals, the export log or an older backup.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Column, Table, insert, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data.erasure import erase_families
from gezinscoach_desktop.data.tables import (
    AssignmentRow,
    Base,
    FamilyRow,
    MemberRow,
    PhaseRow,
    ScoreRow,
    SnapshotRow,
    StayRow,
    table_of,
)
from gezinscoach_desktop.data.types import Day, Id
from gezinscoach_desktop.domain.dates import next_quarter, quarter_begins
from gezinscoach_desktop.domain.letting_go import ANONYMOUS_CODE
from gezinscoach_desktop.domain.record import FamilyInput

NAME = "Anoniem"
RECORDS = (
    "contact",
    "request",
    "goal",
    "action",
    "right_step",
    "service_referral",
    "expense",
    "budget",
    "signal",
    "referral",
)
"""The kinds of records of which counts are asked; all others go."""
WORDS = frozenset({("goal", "item"), ("referral", "municipality")})
"""The texts among these that are words of the program or of the office, and no sentences about somebody."""
_KEPT_IDS = frozenset({"service_id", "right_id", "account_id", "decided_by", "wanted_organisation_id"})
_LEFT_OUT = frozenset({"begins_at", "angle", "place_in_line", "closing_note"})
_LISTS = frozenset({"domains"})
_MADE = frozenset({"id", "family_id", "version", "created_at", "created_by", "changed_at", "changed_by"})
_FAMILY, _MEMBER, _STAY = table_of(FamilyRow), table_of(MemberRow), table_of(StayRow)
_PHASE, _ASSIGNMENT = table_of(PhaseRow), table_of(AssignmentRow)
_SNAPSHOT, _SCORE = table_of(SnapshotRow), table_of(ScoreRow)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the new rows go, and in whose name; `at` stands on every one of them."""

    family_id: UUID
    new_id: UUID
    by: UUID
    day: date
    at: datetime
    ids: Mapping[UUID, UUID]
    numbers: Mapping[tuple[date, int], int]
    """The new number of each snapshot, by its old day and number."""


def anonymous_code(new_id: UUID) -> str:
    """The code of the family that takes the place."""
    return f"{ANONYMOUS_CODE}{new_id.hex[:8].upper()}"


def anonymise_family(session: Session, family_id: UUID, *, new_id: UUID, by: UUID, day: date) -> bool:
    """Put an anonymous family in the place of this one; False when there is none.

    The database raises unless a disposal of it was approved before. `new_id` is made by the caller, so that running it
    again makes the same; from nothing else may it be worked out.
    """
    found = session.execute(select(_FAMILY).where(_FAMILY.c.id == family_id)).mappings().one_or_none()
    if found is None:
        return False
    place = _Place(
        family_id,
        new_id,
        by,
        day,
        _moment(found["created_at"].date()),
        _new_ids(session, family_id, new_id),
        _numbers(session, family_id),
    )
    new = {table: _read(session, table, family_id) for table in (*_WHOLE, *_records())}
    erase_families(session, [family_id])
    families.add_families(session, [_family(dict(found), place)])
    for table, rows in new.items():
        made = _MAKERS[table.name](rows, place) if table.name in _MAKERS else _plain(table, rows, place)
        if made:
            session.execute(insert(table), made)
    return True


_WHOLE = (_MEMBER, _STAY, _ASSIGNMENT, _PHASE, _SNAPSHOT, _SCORE)


def _records() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name in RECORDS]


def _read(session: Session, table: Table, family_id: UUID) -> list[Mapping[str, Any]]:
    columns = [column for column in table.c if column.computed is None]
    query = select(*columns).where(table.c.family_id == family_id)
    if "removed_at" in table.c:
        query = query.where(table.c.removed_at.is_(None))
    return [dict(row) for row in session.execute(query).mappings()]


def _new_ids(session: Session, family_id: UUID, new_id: UUID) -> dict[UUID, UUID]:
    """A new id for each row that others refer to."""
    ids = {family_id: new_id}
    for table in (_MEMBER, *_records()):
        old = session.scalars(
            select(table.c.id).where(table.c.family_id == family_id).order_by(table.c.id)
        ).all()
        ids |= {each: uuid5(new_id, f"{table.name} {place}") for place, each in enumerate(old)}
    return ids


def _family(found: Mapping[str, Any], place: _Place) -> dict[str, Any]:
    kept = (
        "household_type",
        "income_source",
        "housing_kind",
        "found_via",
        "is_newcomer",
        "needs_interpreter",
    )
    details = FamilyInput(
        name=NAME,
        municipality=found["municipality"],
        started_on=_quarter(found["started_on"]),
        **{name: found[name] for name in kept},
    )
    code = anonymous_code(place.new_id)
    return families.family_values(place.new_id, code, details, (), at=place.at, by=place.by)


def _members(rows: Iterable[Mapping[str, Any]], place: _Place) -> list[dict[str, Any]]:
    empty = dict.fromkeys(
        ("given_name", "family_name", "relation", "lives_with", "school", "phone", "email"), ""
    )
    return [
        {
            **row,
            **empty,
            "id": place.ids[row["id"]],
            "family_id": place.new_id,
            "birth_date": _quarter(row["birth_date"]),
            "version": 1,
            "changed_at": place.at,
            "changed_by": place.by,
        }
        for row in rows
    ]


def _stays(rows: Iterable[Mapping[str, Any]], place: _Place) -> list[dict[str, Any]]:
    """From the first day of the quarter to the first day after one; two that meet become one."""
    periods: dict[UUID, list[tuple[date, date]]] = {}
    for row in rows:
        joined, left = row["joined"], row["left"]
        begins = date.min if joined is None else quarter_begins(joined)
        ends = date.max if left is None else next_quarter(left)
        periods.setdefault(row["member_id"], []).append((begins, ends))
    made: list[dict[str, Any]] = []
    for member_id, ones in sorted(periods.items()):
        for number, (begins, ends) in enumerate(_merged(ones)):
            made.append(
                {
                    "id": uuid5(place.ids[member_id], f"stay {number}"),
                    "family_id": place.new_id,
                    "member_id": place.ids[member_id],
                    "joined": None if begins == date.min else begins,
                    "left": None if ends == date.max else ends,
                }
            )
    return made


def _merged(periods: list[tuple[date, date]]) -> list[tuple[date, date]]:
    merged: list[tuple[date, date]] = []
    for begins, ends in sorted(periods):
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        else:
            merged.append((begins, ends))
    return merged


def _assignments(rows: Iterable[Mapping[str, Any]], place: _Place) -> list[dict[str, Any]]:
    """Ended, so that nobody reaches it as a family of their own."""
    made = []
    for number, row in enumerate(sorted(rows, key=lambda row: (row["since"], row["id"]))):
        until = place.day if row["until"] is None else min(next_quarter(row["until"]), place.day)
        since = min(quarter_begins(row["since"]), until)
        made.append(
            {
                "id": uuid5(place.new_id, f"assignment {number}"),
                "family_id": place.new_id,
                "account_id": row["account_id"],
                "kind": row["kind"],
                "since": since,
                "until": until,
                "reason": "",
            }
        )
    return made


def _phases(rows: Iterable[Mapping[str, Any]], place: _Place) -> list[dict[str, Any]]:
    """In their order; those of one quarter begin on its first days."""
    made: list[dict[str, Any]] = []
    in_order = sorted(rows, key=lambda row: row["since"])
    for quarter, ones in itertools.groupby(in_order, key=lambda row: quarter_begins(row["since"])):
        for number, row in enumerate(ones):
            made.append(
                {
                    "id": uuid5(place.new_id, f"phase {len(made)}"),
                    "family_id": place.new_id,
                    "phase": row["phase"],
                    "since": date.fromordinal(quarter.toordinal() + number),
                    "reason": None,
                    "closing_reason": row["closing_reason"],
                }
            )
    return made


def _numbers(session: Session, family_id: UUID) -> dict[tuple[date, int], int]:
    """In the order in which snapshots are carried forward, of which their days tell less now."""
    keys = session.execute(
        select(_SNAPSHOT.c.date, _SNAPSHOT.c.number).where(_SNAPSHOT.c.family_id == family_id)
    )
    return {(day, number): place for place, (day, number) in enumerate(sorted(map(tuple, keys)), start=1)}


def _snapshots(rows: Iterable[Mapping[str, Any]], place: _Place) -> list[dict[str, Any]]:
    made = []
    for row in rows:
        number = place.numbers[row["date"], row["number"]]
        made.append(
            {
                "id": uuid5(place.new_id, f"snapshot {number}"),
                "family_id": place.new_id,
                "number": number,
                "date": quarter_begins(row["date"]),
                "author_id": place.by,
                "recorded_at": _moment(row["date"]),
                "instrument_id": row["instrument_id"],
                "is_revised_baseline": row["is_revised_baseline"],
                "contact_id": None,
                "operation_id": None,
            }
        )
    return made


def _scores(rows: Iterable[Mapping[str, Any]], place: _Place) -> list[dict[str, Any]]:
    return [
        {
            **row,
            "family_id": place.new_id,
            "subject_id": place.ids[row["subject_id"]],
            "number": place.numbers[row["date"], row["number"]],
            "date": quarter_begins(row["date"]),
            "note": None,
        }
        for row in rows
    ]


_MAKERS = {
    "member": _members,
    "stay": _stays,
    "assignment": _assignments,
    "phase": _phases,
    "snapshot": _snapshots,
    "score": _scores,
}


def _plain(table: Table, rows: Iterable[Mapping[str, Any]], place: _Place) -> list[dict[str, Any]]:
    """Records without what was written in them."""
    made = []
    for row in rows:
        at = _moment(row["created_at"].date())
        own = {"id": place.ids[row["id"]], "family_id": place.new_id, "version": 1}
        own |= {"created_at": at, "created_by": place.by, "changed_at": at, "changed_by": place.by}
        made.append(
            {
                name: own[name] if name in own else _value(table, table.c[name], value, place)
                for name, value in row.items()
            }
        )
    return made


def _value(table: Table, column: Column[Any], value: Any, place: _Place) -> Any:
    name = column.name
    if value is None or name in _LEFT_OUT:
        return 0 if value is not None and not column.nullable else None
    if isinstance(column.type, Id):
        return value if name in _KEPT_IDS else place.ids.get(value)
    if isinstance(column.type, Day):
        return quarter_begins(value)
    if isinstance(value, list):
        if name in _LISTS:
            return value
        return [str(place.ids[UUID(each)]) for each in value if _is_known(each, place)]
    if isinstance(value, str) and not hasattr(column.type, "enums") and (table.name, name) not in WORDS:
        return ""
    return value


def _is_known(word: str, place: _Place) -> bool:
    try:
        return UUID(word) in place.ids
    except ValueError:
        return False


def _quarter(day: date | None) -> date | None:
    return None if day is None else quarter_begins(day)


def _moment(day: date) -> datetime:
    return datetime.combine(quarter_begins(day), time(), UTC)
