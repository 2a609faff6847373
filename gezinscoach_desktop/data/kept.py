"""Carrying records between their rows and the dataclasses of the domain, whose fields bear the names of the columns.

Only the carrying is shared. Which rows, in which order, is asked by `data/<noun>.py`, with a query that begins at
`KeptTable.query`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from functools import cached_property
from types import UnionType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import Session, aliased

from gezinscoach_desktop.data.tables import AccountRow, KeptRow, table_of
from gezinscoach_desktop.domain.kept import Kept

T = TypeVar("T")
_KEPT = 9
"""So many columns of `query` come before those of the details."""


class KeptTable(Generic[T]):
    """A table of records, and the dataclass of what is filled in."""

    def __init__(self, row: type[KeptRow], details: type[T]) -> None:
        self.row = row
        self.details = details
        self.table = table_of(row)
        self._names = tuple(field.name for field in fields(details))  # type: ignore[arg-type]

    def query(self) -> Select[Any]:
        """Every record, also those taken away; for `read`."""
        return self._every

    @cached_property
    def _every(self) -> Select[Any]:
        """Made once: putting it together costs more than running it (2 ms)."""
        made, changed = aliased(AccountRow), aliased(AccountRow)
        columns = self.table.c
        family = columns.family_id if "family_id" in columns else columns.id
        return (
            select(
                columns.id,
                family,
                columns.version,
                columns.created_at,
                columns.created_by,
                made.display_name,
                columns.changed_at,
                changed.display_name,
                columns.removed_at,
                *(columns[name] for name in self._names),
            )
            .select_from(self.table)
            .outerjoin(made, made.id == columns.created_by)
            .outerjoin(changed, changed.id == columns.changed_by)
        )

    def kept(self) -> Select[Any]:
        """Every record that was not taken away; for `read`."""
        return self._kept_ones

    @cached_property
    def _kept_ones(self) -> Select[Any]:
        return self._every.where(self.table.c.removed_at.is_(None))

    def of_family(self, family_id: UUID) -> Select[Any]:
        """Every record of a family that was not taken away; for `read`."""
        return self.kept().where(self.table.c.family_id == family_id)

    def read(
        self, session: Session, query: Select[Any], parameters: Mapping[str, Any] | None = None
    ) -> tuple[Kept[T], ...]:
        """The records that a query made here finds, in its order."""
        return tuple(self._record(row) for row in session.connection().execute(query, parameters))

    def read_with(self, session: Session, query: Select[Any]) -> tuple[tuple[Kept[T], Any], ...]:
        """As `read`, of a query to which columns were added: each record with what these hold."""
        own = _KEPT + len(self._names)
        found = session.connection().execute(query)
        return tuple((self._record(row[:own]), tuple(row[own:])) for row in found)

    def one(self, session: Session, record_id: UUID) -> Kept[T] | None:
        """The record, also one that was taken away."""
        found = self.read(session, self.query().where(self.table.c.id == record_id))
        return found[0] if found else None

    def add(
        self,
        session: Session,
        record_id: UUID,
        details: T,
        *,
        family_id: UUID | None = None,
        at: datetime,
        by: UUID | None,
    ) -> None:
        """Keep a new record."""
        self.add_all(session, [self.new_row(record_id, details, family_id=family_id, at=at, by=by)])

    def add_all(self, session: Session, rows: Iterable[dict[str, Any]]) -> None:
        """Keep new records, each made by `new_row`."""
        values = list(rows)
        if values:
            session.connection().execute(insert(self.table), values)

    def new_row(
        self, record_id: UUID, details: T, *, family_id: UUID | None = None, at: datetime, by: UUID | None
    ) -> dict[str, Any]:
        """A new row, complete."""
        values = {"id": record_id, "version": 1, "created_at": at, "created_by": by}
        values |= {"changed_at": at, "changed_by": by, **self._values(details)}
        if "family_id" in self.table.c:
            values["family_id"] = family_id
        return values

    def change(
        self, session: Session, record_id: UUID, version: int, details: T, *, at: datetime, by: UUID | None
    ) -> bool:
        """Keep changed details; False when `version` is no longer the kept one, and nothing was changed."""
        return self._update(session, record_id, version, self._values(details), at, by)

    def remove(
        self, session: Session, record_id: UUID, version: int, *, at: datetime, by: UUID | None
    ) -> bool:
        """Take a record away; False as for `change`."""
        return self._update(session, record_id, version, {"removed_at": at}, at, by)

    def bring_back(
        self, session: Session, record_id: UUID, version: int, *, at: datetime, by: UUID | None
    ) -> bool:
        """Undo taking it away; False as for `change`."""
        return self._update(session, record_id, version, {"removed_at": None}, at, by)

    def _update(
        self,
        session: Session,
        record_id: UUID,
        version: int,
        values: dict[str, Any],
        at: datetime,
        by: UUID | None,
    ) -> bool:
        columns = self.table.c
        statement = (
            update(self.table)
            .where(columns.id == record_id, columns.version == version)
            .values(**values, version=version + 1, changed_at=at, changed_by=by)
        )
        return bool(session.connection().execute(statement).rowcount)

    @cached_property
    def _lists(self) -> dict[str, Callable[[str], Any]]:
        """What the elements are of the fields that are a tuple: kept as a list of words."""
        hints = get_type_hints(self.details)
        return {name: get_args(hints[name])[0] for name in self._names if get_origin(hints[name]) is tuple}

    @cached_property
    def _kinds(self) -> dict[str, Callable[[Any], Any]]:
        """Of the fields that a plain column holds, an enumeration: what makes one of what was kept."""
        from enum import Enum

        found: dict[str, Callable[[Any], Any]] = {}
        for name, hint in get_type_hints(self.details).items():
            kinds = get_args(hint) if get_origin(hint) is UnionType else (hint,)
            for kind in kinds:
                if isinstance(kind, type) and issubclass(kind, Enum):
                    found[name] = kind
        return found

    def _values(self, details: T) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in self._names:
            value = getattr(details, name)
            if name in self._lists:
                value = [str(each) for each in value]
            elif name in self._kinds and not hasattr(self.table.c[name].type, "enums") and value is not None:
                value = value.value
            values[name] = value
        return values

    def _record(self, row: Any) -> Kept[T]:
        id_, family_id, version, created_at, by_id, by, changed_at, changed_by, removed_at = row[:_KEPT]
        values = dict(zip(self._names, row[_KEPT:], strict=True))
        for name, make in self._lists.items():
            values[name] = tuple(make(each) for each in values[name])
        for name, kind in self._kinds.items():
            if values[name] is not None:
                values[name] = kind(values[name])
        has_family = "family_id" in self.table.c
        return Kept(
            id=id_,
            family_id=family_id if has_family else None,
            version=version,
            details=self.details(**values),
            created_at=created_at,
            created_by_id=by_id,
            created_by=by,
            changed_at=changed_at,
            changed_by=changed_by,
            removed_at=removed_at,
        )
