"""Kept operations: a write leaves its id and effect behind, so that a repeat is answered instead of done again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import schema, setting
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.data.tables import OperationRow, SchemaRow, SettingRow, table_of
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import AccountClosed, OfficeUnavailable

_TABLE = table_of(OperationRow)
_SETTING = table_of(SettingRow)
_LOOK = select(
    select(_TABLE.c.effect).where(_TABLE.c.id == bindparam("operation_id")).scalar_subquery(),
    select(func.max(table_of(SchemaRow).c.min_writer)).scalar_subquery(),
    select(_SETTING.c.value).where(_SETTING.c.key == setting.MOVED_TO).scalar_subquery(),
)
_INSERT = insert(_TABLE)


def kept_effect(session: Session, operation_id: UUID) -> Done | None:
    """What this operation did when it was done before.

    Raises AccountClosed for an account that was closed, and OfficeUnavailable when the office moved, or became too new for
    this program, since it was opened: said here, at the start of a write, in words; a trigger says the latter again at
    the end, for programs that do not ask.
    """
    effect, min_writer, moved_to = session.connection().execute(_LOOK, {"operation_id": operation_id}).one()
    if min_writer is None:  # a server shows an account that was closed nothing at all
        raise AccountClosed("Je account in dit kantoor is afgesloten; er wordt niets meer bewaard.")
    if min_writer > schema.WRITER:
        raise OfficeUnavailable(schema.UPDATED_ELSEWHERE)
    if effect is None and moved_to is not None:
        raise OfficeUnavailable(setting.moved_sentence(moved_to))
    return None if effect is None else read_effect(effect)


def done(session: Session, ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these writes of this account were done; one query."""
    return frozenset(session.scalars(select(OperationRow.id).where(OperationRow.id.in_(ids))))


def keep(session: Session, operation: Operation, done: Done) -> None:
    """Note that the operation was done, in the transaction that does it."""
    row = {
        "id": operation.id,
        "kind": operation.kind,
        "account_id": operation.account_id,
        "at": datetime.now(UTC),
        "effect": _written(done),
        "writer": schema.WRITER,
    }
    session.connection().execute(_INSERT, row)


def _written(done: Done) -> dict[str, Any]:
    return {
        "nouns": sorted(done.change.nouns),
        "family": _text(done.change.family_id),
        "id": _text(done.id),
        "counts": dict(done.counts),
    }


def read_effect(effect: dict[str, Any]) -> Done:
    """What was kept with an operation, as the write gave it."""
    return Done(
        Change(frozenset(noun for noun in Noun if noun in effect["nouns"]), _uuid(effect["family"])),
        _uuid(effect["id"]),
        effect["counts"],
    )


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _uuid(value: str | None) -> UUID | None:
    return None if value is None else UUID(value)
