"""What only the practice office needs to write: colleagues who never sign in, and courses in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.tables import Base
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.trajectory import AssignmentKind, PhaseStart

_TABLES = Base.metadata.tables


def add_coaches(session: Session, names: Sequence[str], *, at: datetime) -> list[UUID]:
    """Accounts of invented coaches; without a key slot or password nobody can sign in with them."""
    ids = [uuid4() for _ in names]
    rows = [
        {
            "id": id_,
            "user_name": name,
            "user_key": fold(name),
            "display_name": name,
            "roles": [OfficeRole.COACH.value],
            "password_hash": None,
            "draft_key": None,
            "created_at": at,
            "deactivated_at": None,
        }
        for id_, name in zip(ids, names, strict=True)
    ]
    session.execute(insert(_TABLES["account"]), rows)
    return ids


def add_assignments(session: Session, assignments: Iterable[tuple[UUID, UUID, AssignmentKind, date]]) -> None:
    """Running assignments as (family, account, kind, since)."""
    rows = [
        {
            "id": uuid4(),
            "family_id": family_id,
            "account_id": account_id,
            "kind": kind,
            "since": since,
            "until": None,
        }
        for family_id, account_id, kind, since in assignments
    ]
    session.execute(insert(_TABLES["assignment"]), rows)


def add_phases(session: Session, phases: Mapping[UUID, Sequence[PhaseStart]]) -> None:
    """The phases of several families."""
    rows = [
        {
            "id": uuid4(),
            "family_id": family_id,
            "phase": start.phase,
            "since": start.since,
            "reason": start.reason,
        }
        for family_id, starts in phases.items()
        for start in {start.since: start for start in starts}.values()
    ]
    session.execute(insert(_TABLES["phase"]), rows)
