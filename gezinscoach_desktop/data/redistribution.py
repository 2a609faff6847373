"""Assignments of many families at once: reading, ending and beginning them in a few statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.tables import AssignmentRow, FamilyRow, table_of
from gezinscoach_desktop.data.types import Day, Id
from gezinscoach_desktop.domain.stand_in import stand_in_reason
from gezinscoach_desktop.domain.trajectory import AssignmentKind

_ASSIGNMENT = table_of(AssignmentRow)
_COLUMNS = ("id", "family_id", "account_id", "kind", "since", "until", "reason")


@dataclass(frozen=True, slots=True)
class Held:
    """An assignment as kept; one that ends on the day it began was taken back."""

    id: UUID
    family_id: UUID
    account_id: UUID
    kind: AssignmentKind
    since: date
    until: date | None
    reason: str = ""

    @property
    def counts(self) -> bool:
        return self.until is None or self.since < self.until


def of_families(session: Session, family_ids: Iterable[UUID]) -> Mapping[UUID, tuple[Held, ...]]:
    """Every assignment of certain families, from old to new; every family asked for is a key."""
    wanted = sorted(set(family_ids))
    found: dict[UUID, list[Held]] = {id_: [] for id_ in wanted}
    columns = _ASSIGNMENT.c
    query = (
        select(*(columns[name] for name in _COLUMNS))
        .where(columns.family_id.in_(wanted))
        .order_by(columns.since, columns.kind, columns.id)
    )
    for row in session.connection().execute(query):
        held = Held(*row)
        found[held.family_id].append(held)
    return {id_: tuple(held) for id_, held in found.items()}


def locked_codes(session: Session, family_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """The codes of those families that there are, which no other writer touches until the transaction ends."""
    query = (
        select(FamilyRow.id, FamilyRow.code)
        .where(FamilyRow.id.in_(sorted(set(family_ids))))
        .order_by(FamilyRow.id)
        .with_for_update()
    )
    return dict(session.connection().execute(query).all())


def begin(session: Session, made: Iterable[Held]) -> None:
    """Keep new assignments."""
    rows = [{name: getattr(each, name) for name in _COLUMNS} for each in made]
    if rows:
        session.connection().execute(insert(_ASSIGNMENT), rows)


def end(session: Session, ends: Mapping[UUID, date | None]) -> None:
    """Let each assignment end on its day, or go on with None."""
    if not ends:
        return
    statement = (
        update(_ASSIGNMENT)
        .where(_ASSIGNMENT.c.id == bindparam("which", type_=Id()))
        .values(until=bindparam("end", type_=Day()))
    )
    rows: list[dict[str, Any]] = [{"which": id_, "end": until} for id_, until in ends.items()]
    session.connection().execute(statement, rows)


def stand_ins(session: Session) -> tuple[Held, ...]:
    """Every assignment of who stands in or stood in, also those taken back."""
    columns = _ASSIGNMENT.c
    query = (
        select(*(columns[name] for name in _COLUMNS))
        .where(
            columns.kind == AssignmentKind.SECOND,
            columns.reason.startswith(stand_in_reason(""), autoescape=True),
        )
        .order_by(columns.since, columns.id)
    )
    return tuple(Held(*row) for row in session.connection().execute(query))
