"""Whether what is stored hangs together: questions to which a sound office answers "none"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, FromClause, and_, distinct, func, or_, select, text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.tables import (
    APPEND_ONLY,
    AssignmentRow,
    AuditEntryRow,
    ContactRow,
    DocumentRow,
    FamilyRow,
    MemberRow,
    OperationRow,
    ScoreRow,
    SnapshotRow,
    table_of,
)
from gezinscoach_desktop.domain.trajectory import AssignmentKind

COUNTED = {
    "families": FamilyRow,
    "members": MemberRow,
    "snapshots": SnapshotRow,
    "scores": ScoreRow,
    "contacts": ContactRow,
    "documents": DocumentRow,
    "audit_entries": AuditEntryRow,
}
_SNAPSHOT, _SCORE = table_of(SnapshotRow).c, table_of(ScoreRow).c
_ASSIGNMENT, _OPERATION = table_of(AssignmentRow).c, table_of(OperationRow).c


@dataclass(frozen=True, slots=True)
class UsedItem:
    """An item that scores refer to, under the version of the instrument their snapshots name."""

    instrument_id: UUID
    item: str
    is_personal: bool


def counts(session: Session) -> Mapping[str, int]:
    """How much there is of each kind of record."""
    return {name: _count(session, table_of(row)) for name, row in COUNTED.items()}


def schema_fits(session: Session) -> bool:
    """Whether the tables are of the version that the office says they are."""
    revision = session.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    versions = session.execute(text("SELECT version FROM schema")).scalars().all()
    return list(revision) == [schema.HEAD] and list(versions) == [schema.VERSION]


def missing_guards(session: Session) -> tuple[str, ...]:
    """The triggers that keep history from being changed and old programs from writing, as far as they are not there."""
    connection = session.connection()
    wanted = {"operation_writer"}
    if connection.dialect.name == "postgresql":
        wanted |= {f"{table}_{guard}" for table in APPEND_ONLY for guard in ("append_only", "no_truncate")}
        # O: in force for everybody; a trigger that was switched off is there, and guards nothing.
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        wanted |= {f"{table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete")}
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    return tuple(sorted(wanted - set(session.execute(text(query)).scalars())))


def stray_rows(session: Session) -> int:
    """Rows that refer to something that is not there. PostgreSQL lets none come about."""
    connection = session.connection()
    return 0 if connection.dialect.name == "postgresql" else len(_pragma(connection, "foreign_key_check"))


def used_items(session: Session) -> tuple[UsedItem, ...]:
    """What the scores of the office refer to."""
    snapshot = and_(
        _SCORE.family_id == _SNAPSHOT.family_id,
        _SCORE.date == _SNAPSHOT.date,
        _SCORE.number == _SNAPSHOT.number,
    )
    query = (
        select(_SNAPSHOT.instrument_id, _SCORE.item, _SCORE.member_id.is_not(None))
        .join_from(table_of(ScoreRow), table_of(SnapshotRow), snapshot)
        .distinct()
    )
    return tuple(UsedItem(*row) for row in session.execute(query))


def orphan_snapshots(session: Session) -> int:
    """Snapshots whose write was not kept."""
    is_kept = select(_OPERATION.id).where(_OPERATION.id == _SNAPSHOT.operation_id).exists()
    return _number(session, table_of(SnapshotRow), _SNAPSHOT.operation_id.is_not(None) & ~is_kept)


def unfit_assignments(session: Session) -> int:
    """Families with two responsible coaches at once, and assignments that end before they begin."""
    running = (
        select(_ASSIGNMENT.family_id)
        .where(_ASSIGNMENT.until.is_(None), _ASSIGNMENT.kind == AssignmentKind.RESPONSIBLE)
        .group_by(_ASSIGNMENT.family_id)
        .having(func.count() > 1)
        .subquery()
    )
    return _count(session, running) + _number(
        session, table_of(AssignmentRow), _ASSIGNMENT.until < _ASSIGNMENT.since
    )


def misnumbered_families(session: Session) -> int:
    """Families whose snapshots are not numbered 1, 2, 3 …: one is gone, or came in from elsewhere."""
    numbered = (
        select(_SNAPSHOT.family_id)
        .group_by(_SNAPSHOT.family_id)
        .having(
            or_(
                func.min(_SNAPSHOT.number) != 1,
                func.max(_SNAPSHOT.number) != func.count(distinct(_SNAPSHOT.number)),
            )
        )
        .subquery()
    )
    return _count(session, numbered)


def unsound_pages(session: Session) -> int:
    """What every page of the file and every index of it gives: as much work as the file is large.

    0 on PostgreSQL, whose own tools do this.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        return 0
    sealed = _pragma(connection, "cipher_integrity_check")
    sound = [row for row in _pragma(connection, "integrity_check") if row[0] != "ok"]
    return len(sealed) + len(sound)


def _count(session: Session, table: FromClause) -> int:
    return session.execute(select(func.count()).select_from(table)).scalar_one()


def _number(session: Session, table: FromClause, condition: Any) -> int:
    return session.execute(select(func.count()).select_from(table).where(condition)).scalar_one()


def _pragma(connection: Connection, name: str) -> list[Any]:
    return list(connection.exec_driver_sql(f"PRAGMA {name}"))
