"""Letting go for good: the rows of a family, a referral, a snapshot or a member are deleted.

Nothing goes unless the table of disposals says that it was approved; the database itself refuses it too
(`data/migrations/letting_go.py`).
What tells that there was something, without content, stays: the trail, the operations, the disposals themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, or_, select, true, tuple_, update
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.letting_go import DISPOSALS
from gezinscoach_desktop.data.tables import (
    Base,
    ContactRow,
    DisposalRow,
    DocumentContentRow,
    DocumentRow,
    ExpenseRow,
    FamilyRow,
    MemberRow,
    ReferralRow,
    ScoreRow,
    SnapshotRow,
    StayRow,
    table_of,
)
from gezinscoach_desktop.domain.file_term import TermKind
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.letting_go import (
    DisposalInput,
    DisposalKind,
    DisposalReason,
    DisposalSubject,
)
from gezinscoach_desktop.domain.transfer import ImportRunInput

STAYS = frozenset({"audit_entry"})
"""Tables that name a family and outlive it: who did what, never any content."""
_FAMILY, _MEMBER, _STAY = table_of(FamilyRow), table_of(MemberRow), table_of(StayRow)
_SNAPSHOT, _SCORE, _REFERRAL = table_of(SnapshotRow), table_of(ScoreRow), table_of(ReferralRow)
_DISPOSAL, _CONTACT = table_of(DisposalRow), table_of(ContactRow)
_DOCUMENT, _CONTENT, _EXPENSE = table_of(DocumentRow), table_of(DocumentContentRow), table_of(ExpenseRow)
_AT_ONCE = 500


class NotReleased(RuntimeError):
    """Asked to delete what nobody approved: a mistake of a program, and nothing is kept of its transaction."""


def erase_families(session: Session, ids: Iterable[UUID]) -> int:
    """Delete families and everything that is kept of them; gives how many were there.

    Raises NotReleased unless a disposal of each was approved before, in this transaction or earlier.
    """
    found = 0
    for some in _released(session, ids):
        _leave_referrals(session, _REFERRAL.c.family_id.in_(some))
        for table, of_family in _of_families():
            session.execute(delete(table).where(of_family(some)))
        found += _deleted(session, _FAMILY, _FAMILY.c.id.in_(some))
    return found


def erase_referrals(session: Session, ids: Iterable[UUID]) -> int:
    """Delete referrals that never became a family, who is named in them and what was done meanwhile."""
    found = 0
    for some in _released(session, ids):
        _leave_referrals(session, _REFERRAL.c.id.in_(some))
        for table in reversed(Base.metadata.sorted_tables):
            for key in table.foreign_keys:
                if key.column.table is _REFERRAL and table is not _REFERRAL:
                    session.execute(delete(table).where(key.parent.in_(some)))
        found += _deleted(session, _REFERRAL, _REFERRAL.c.id.in_(some))
    return found


def erase_snapshots(session: Session, ids: Iterable[UUID]) -> int:
    """Delete snapshots and their scores; of families that stay."""
    found = 0
    for some in _released(session, ids):
        of_them = select(_SNAPSHOT.c.family_id, _SNAPSHOT.c.date, _SNAPSHOT.c.number).where(
            _SNAPSHOT.c.id.in_(some)
        )
        keys = [tuple(row) for row in session.execute(of_them)]
        if keys:
            place = tuple_(_SCORE.c.family_id, _SCORE.c.date, _SCORE.c.number)
            session.execute(delete(_SCORE).where(place.in_(keys)))
        found += _deleted(session, _SNAPSHOT, _SNAPSHOT.c.id.in_(some))
    return found


def erase_members(session: Session, ids: Iterable[UUID]) -> int:
    """Delete members of families that stay; nothing may refer to them any more."""
    found = 0
    for some in _released(session, ids):
        session.execute(delete(_STAY).where(_STAY.c.member_id.in_(some)))
        found += _deleted(session, _MEMBER, _MEMBER.c.id.in_(some))
    return found


def thin_family(
    session: Session, family_id: UUID, parts: Collection[TermKind], *, at: datetime, by: UUID
) -> bool:
    """Take some kinds of data out of a file that stays, with that something was there; False when there was nothing."""
    next(_released(session, [family_id], whole=False))
    found = 0
    if TermKind.DOCUMENTS in parts:
        found += _deleted(session, _CONTENT, _CONTENT.c.family_id == family_id)
        found += _blank(
            session, _DOCUMENT, family_id, ("title", "note", "sha256"), at=at, by=by, removed_at=at
        )
    if TermKind.NOTES in parts:
        found += _blank(session, _CONTACT, family_id, ("note", "others"), at=at, by=by)
    if TermKind.EXPENSES in parts:
        found += _blank(session, _EXPENSE, family_id, ("what",), at=at, by=by)
    return bool(found)


def _blank(
    session: Session,
    table: Table,
    family_id: UUID,
    names: Collection[str],
    *,
    at: datetime,
    by: UUID,
    **more: datetime,
) -> int:
    """Empty texts; rows in which there are none stay as they are."""
    has_some = or_(*(table.c[name] != "" for name in names))
    values = {
        **dict.fromkeys(names, ""),
        **more,
        "version": table.c.version + 1,
        "changed_at": at,
        "changed_by": by,
    }
    statement = update(table).where(table.c.family_id == family_id, has_some).values(values)
    return int(session.connection().execute(statement).rowcount)


def undo_import(session: Session, run: Kept[ImportRunInput], *, at: datetime, by: UUID, day: date) -> None:
    """Delete what an import added that is not undone yet; whoever may import, may undo it without a second person.

    Asks nothing: that nobody worked on it since is looked at before. The run itself is not marked as undone.
    """
    added = {
        DisposalSubject.FAMILY: run.details.families,
        DisposalSubject.SNAPSHOT: run.details.snapshots,
        DisposalSubject.MEMBER: run.details.members,
    }
    rows = [
        DISPOSALS.new_row(
            # The same when the operation runs again; one subject is let go once.
            UUID(int=subject_id.int ^ run.id.int),
            DisposalInput(
                subject_id=subject_id,
                code="",
                kind=DisposalKind.ERASE,
                reason=DisposalReason.IMPORT_UNDONE,
                asked_on=day,
                asked_by=by,
                approved_by=by,
                decided_on=day,
                subject=subject,
            ),
            at=at,
            by=by,
        )
        for subject, ids in added.items()
        for subject_id in ids
    ]
    DISPOSALS.add_all(session, rows)
    erase_snapshots(session, run.details.snapshots)
    erase_families(session, run.details.families)
    erase_members(session, run.details.members)
    made = [row["id"] for row in rows]
    for some in _chunks(made):
        session.execute(
            update(_DISPOSAL)
            .where(_DISPOSAL.c.id.in_(some))
            .values(done_on=day, version=2, changed_at=at, changed_by=by)
        )


class Covered:
    """A condition on a table that finds what is of given families."""

    def __init__(self, column: ColumnElement[UUID], through: Table | None = None) -> None:
        self._column = column
        self._through = through

    def __call__(self, ids: list[UUID]) -> ColumnElement[bool]:
        if self._through is None:
            return self._column.in_(ids)
        return self._column.in_(select(self._through.c.id).where(self._through.c.family_id.in_(ids)))


@cache
def _of_families() -> tuple[tuple[Table, Covered], ...]:
    """Every table with what is of a family, those that refer to others first; the table of families itself comes last."""
    found = []
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in STAYS or table is _FAMILY:
            continue
        if "family_id" in table.c:
            found.append((table, Covered(table.c.family_id)))
            continue
        for key in table.foreign_keys:  # what hangs on a referral has no family of its own
            other = key.column.table
            if "family_id" in other.c and other.name not in STAYS:
                found.append((table, Covered(key.parent, other)))
    return tuple(found)


def covered() -> frozenset[str]:
    """The names of the tables that `erase_families` empties of a family."""
    return frozenset({_FAMILY.name, *(table.name for table, _ in _of_families())})


def _leave_referrals(session: Session, which: ColumnElement[bool]) -> None:
    """A later referral of the same family no longer says that there was this one."""
    gone = select(_REFERRAL.c.id).where(which)
    session.execute(update(_REFERRAL).where(_REFERRAL.c.earlier_id.in_(gone)).values(earlier_id=None))


def _deleted(session: Session, table: Table, which: ColumnElement[bool]) -> int:
    return int(session.connection().execute(delete(table).where(which)).rowcount)


def _released(session: Session, ids: Iterable[UUID], *, whole: bool = True) -> Iterator[list[UUID]]:
    """The ids in chunks, each looked at before anything is deleted: a server would just find nothing to delete."""
    c = _DISPOSAL.c
    for some in _chunks(ids):
        query = select(c.subject_id).where(
            c.subject_id.in_(some),
            c.removed_at.is_(None),
            c.is_refused.is_(False),
            c.approved_by.is_not(None),
            c.decided_on.is_not(None),
            (c.kind != DisposalKind.THIN) if whole else true(),
        )
        if {*some} - {*session.scalars(query)}:
            raise NotReleased
        yield some


def _chunks(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    """Few enough for one statement; in an order of their own, so that running it again does the same."""
    every = sorted(set(ids))
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]
