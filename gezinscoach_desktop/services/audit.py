"""Reading the audit trail: administrators see what was done and when, coordinators with which family as well."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import trail as trails
from gezinscoach_desktop.data.trail import NumberedEntry, Wanted
from gezinscoach_desktop.domain.audit import OF_REFERRALS, AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.exchange.cell import neutralise
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import reaches, require, require_family
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.output_file import replacing

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

PAGE = 200
_BATCH = 2_000
_MOST_ABOUT_A_FAMILY = 2_000
_HEADER = ("Nummer", "Tijdstip", "Account", "Handeling", "Gezin", "Bijzonderheden")
_NOBODY = "Het programma"


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines to show; None is any. Days are those of this PC's clock, `until` included."""

    since: date | None = None
    until: date | None = None
    account_id: UUID | None = None
    action: AuditAction | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the trail for people. Without the reach for it there is neither a family nor `details` about one.

    `action` is the value of an AuditAction, or what a newer program noted.
    """

    number: int
    at: datetime
    account: str
    action: str
    family_code: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What was done, in words; as it stands when this program does not know it."""
        try:
            return AuditAction(self.action).label
        except ValueError:
            return self.action


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Lines from new to old; `older` is the `before` of the page that follows, None on the last one."""

    lines: tuple[AuditLine, ...]
    older: int | None


def trail(desk: Desk, wanted: AuditFilter, *, before: int | None = None, size: int = PAGE) -> AuditPage:
    """One page of the trail."""
    require(desk, Action.READ_AUDIT)

    def query(session: Session) -> AuditPage:
        shown = _Shown(
            accounts.display_names(session), with_families=reaches(desk, session, Action.READ_FAMILY_AUDIT)
        )
        hidden = _hidden(desk, session)
        found = trails.newest_first(session, _wanted(wanted, hidden), before=before, size=size + 1)
        lines = tuple(map(shown.line, found[:size]))
        return AuditPage(lines, lines[-1].number if len(found) > size else None)

    return desk.office.read(query)


def looked_at(desk: Desk, family_id: UUID) -> tuple[AuditLine, ...]:
    """Who opened, changed or printed this family's file, from new to old."""

    def query(session: Session) -> tuple[AuditLine, ...]:
        require_family(desk, session, Action.READ_FAMILY_AUDIT, family_id)
        shown = _Shown(accounts.display_names(session), with_families=True)
        found = trails.newest_first(
            session, Wanted(family_id=family_id), before=None, size=_MOST_ABOUT_A_FAMILY
        )
        return tuple(map(shown.line, found))

    return desk.office.read(query)


def people(desk: Desk) -> Mapping[UUID, str]:
    """Who can be asked for in a filter: every account by its name, also a closed one."""
    require(desk, Action.READ_AUDIT)
    return desk.office.read(accounts.display_names)


def export_trail(desk: Desk, path: Path, wanted: AuditFilter) -> int:
    """Write the lines that `trail` shows to a file for a spreadsheet, and give how many; itself noted in the trail."""
    require(desk, Action.READ_AUDIT)
    with replacing(path) as stream:
        count = desk.office.read(lambda session: _write(stream, _all(desk, session, wanted)))
        _note_export(desk, count)
    return count


def last_sign_ins(session: Session) -> Mapping[UUID, datetime]:
    """When each account last signed in, for whoever reads accounts in one session."""
    return trails.last_sign_ins(session)


@operation(AuditAction.EXPORT_TRAIL, is_urgent=False)
def _note_export(work: Work, lines: int) -> Done:
    require(work, Action.READ_AUDIT)
    work.note(AuditAction.EXPORT_TRAIL, details={"lines": lines})
    return Done(Change(frozenset()))


def _hidden(desk: Desk, session: Session) -> frozenset[AuditAction]:
    """Who may not know that somebody waits learns nothing of referrals from the trail either."""
    return frozenset() if reaches(desk, session, Action.READ_WAITING_LIST) else OF_REFERRALS


def _wanted(chosen: AuditFilter, hidden: frozenset[AuditAction]) -> Wanted:
    return Wanted(
        since=None if chosen.since is None else _midnight(chosen.since),
        until=None if chosen.until is None else _midnight(chosen.until + timedelta(days=1)),
        account_id=chosen.account_id,
        action=chosen.action,
        besides=hidden,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()


def _all(desk: Desk, session: Session, chosen: AuditFilter) -> Iterator[AuditLine]:
    shown = _Shown(
        accounts.display_names(session), with_families=reaches(desk, session, Action.READ_FAMILY_AUDIT)
    )
    before: int | None = None
    wanted = _wanted(chosen, _hidden(desk, session))
    while found := trails.newest_first(session, wanted, before=before, size=_BATCH):
        yield from map(shown.line, found)
        before = found[-1].number


def _write(stream: BinaryIO, lines: Iterator[AuditLine]) -> int:
    stream.seek(0)  # a query may be run again
    stream.truncate()
    # UTF-8 with BOM and semicolons: what Excel opens with accents and columns.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    count = 0
    try:
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(_HEADER)
        for line in lines:
            writer.writerow(map(neutralise, _cells(line)))
            count += 1
    finally:
        text.flush()
        text.detach()
    return count


def _cells(line: AuditLine) -> tuple[str, ...]:
    return (
        str(line.number),
        line.at.astimezone().isoformat(sep=" ", timespec="seconds"),
        line.account,
        line.label,
        line.family_code or "",
        json.dumps(line.details, ensure_ascii=False) if line.details else "",
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """How entries are shown to whoever asks."""

    names: Mapping[UUID, str]
    with_families: bool

    def line(self, numbered: NumberedEntry) -> AuditLine:
        entry = numbered.entry
        is_told = self.with_families or entry.family_id is None
        return AuditLine(
            number=numbered.number,
            at=entry.at,
            account=_NOBODY if entry.account_id is None else self.names.get(entry.account_id, _NOBODY),
            action=entry.action,
            family_code=numbered.family_code if is_told else None,
            details=entry.details if is_told else {},
        )
