"""Moving an office between this PC, a shared folder and a server: the whole of it arrives and is checked, or nothing moved."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data import operation as operations
from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.office import OfficeKind, Operation, Reachability
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import Contents
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed, OfficeUnavailable
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services.backup import Counter, Report
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require, require_whole
from gezinscoach_desktop.services.place import canonical, kind_of
from gezinscoach_desktop.services.whole import Code, codes_for

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session
    from gezinscoach_desktop.data.server.address import Login

_ATTEMPTS = 3


class _WorkedMeanwhile(Exception):
    """Somebody wrote in the old place after it was copied."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the office stands now, under the same accounts and passwords; the old one can only be read."""

    place: str
    kind: OfficeKind
    before: str
    contents: Contents
    codes: tuple[Code, ...] = ()
    """On a server: with what everybody, the mover too, signs in there the first time. Shown once, kept nowhere."""


def move(
    desk: Desk,
    target: str,
    *,
    kind: OfficeKind | None = None,
    server_user: str = "",
    server_password: str = "",
    report: Report | None = None,
) -> Moved:
    """Put the office somewhere else, check that everything arrived, and only then close the old place for writing.

    `server_user` and `server_password` are for a server whose URL names nobody. Whatever goes wrong, the old office goes
    on and the new one is gone. Raises InvalidInput (field place) and OfficeUnavailable.
    """
    require(desk, Action.MOVE_OFFICE)
    require_whole(desk)
    _refuse(desk, target)
    place, where = canonical(target), kind or kind_of(target)
    from gezinscoach_desktop.data.server.address import Login

    login = Login(server_user, server_password)
    for _ in range(_ATTEMPTS):
        try:
            return _moved(desk, place, where, login, report)
        except _WorkedMeanwhile:
            continue
    raise OfficeUnavailable(
        "Er wordt nog gewerkt in het kantoor; probeer het opnieuw als iedereen gestopt is."
    )


def _refuse(desk: Desk, place: str) -> None:
    if not place.strip():
        raise InvalidInput("Kies waar het kantoor komt.", field="place")
    if desk.office.read_only is not None:
        raise OfficeUnavailable(desk.office.read_only)
    health = desk.office.health()
    if health.reachability is not Reachability.HERE:
        raise OfficeUnavailable(
            health.problem or "De gedeelde map is niet bereikbaar; verhuis als ze terug is."
        )
    if (
        health.conflicts
    ):  # they would stay behind; what merely waits goes along, and is shared before the closing
        raise OfficeUnavailable("Beslis eerst over het werk op deze pc dat niet gedeeld kon worden.")


def _moved(desk: Desk, place: str, where: OfficeKind, login: Login, report: Report | None) -> Moved:
    from gezinscoach_desktop.data import archive
    from gezinscoach_desktop.data.archive_place import Arrival, placed
    from gezinscoach_desktop.data.backup_source import summed
    from gezinscoach_desktop.data.private import private_folder

    move = _Move(uuid4(), desk.account.id, desk.now(), desk.office.kind, where)
    with private_folder() as folder:
        path = folder / "office"
        key = os.urandom(32)
        _write(desk, path, key, report)
        summary = archive.check(path, lambda _: key)
        count = Counter(report, path.stat().st_size, "Overbrengen en nakijken…")
        arrival = Arrival(path, lambda _: key, summary, desk.office.keys, move.note, count)
        with placed(place, where, arrival, login) as shown:
            codes = codes_for(place, where, login, desk.office.keys, report)
            desk.office.write(move.closing(shown, summary.audit_number))
        return Moved(shown, where, desk.office.place, summed(summary), codes)


def _write(desk: Desk, path: Path, key: bytes, report: Report | None) -> None:
    from gezinscoach_desktop.data import archive
    from gezinscoach_desktop.data.backup_restore import counts_now
    from gezinscoach_desktop.data.keys import slots

    rows = Counter(report, sum(desk.office.read(counts_now).values()), "Lezen…")
    keys = slots.contents(desk.office.keys.store)
    with path.open("x+b") as stream:
        desk.office.read(
            lambda session: archive.write(session, stream, keys, lambda _: key, epoch=0, on_rows=rows)
        )


@dataclass(frozen=True, slots=True)
class _Move:
    """The move as both places note it: the same entry, so that the trail goes on in the new place without a seam."""

    id: UUID
    account_id: UUID
    at: datetime
    source: OfficeKind
    target: OfficeKind

    def note(self, session: Session) -> None:
        """In the new place."""
        self._note(session)
        operations.keep(session, self._operation(lambda _: _DONE), _DONE)

    def closing(self, shown: str, number: int) -> Operation:
        """In the old place: closes it, unless somebody wrote since the entry `number`."""

        def run(session: Session) -> Done:
            account = accounts.by_id(session, self.account_id)
            if account is None or reach(account.roles, Action.MOVE_OFFICE) is Reach.NONE:
                raise NotAllowed("Met jouw rol in dit kantoor kan dit niet.")
            if audit.head(session).number != number:
                raise _WorkedMeanwhile
            self._note(session)
            kept.keep(session, kept.MOVED_TO, shown)
            return _DONE

        return self._operation(run)

    def _operation(self, run: Callable[[Session], Done]) -> Operation:
        return Operation(AuditAction.MOVE_OFFICE.value, run, self.account_id, self.id, self.at)

    def _note(self, session: Session) -> None:
        details = {"from": self.source.value, "to": self.target.value}
        audit.note(
            session, AuditEntry(self.at, self.account_id, AuditAction.MOVE_OFFICE, None, self.id, details)
        )


_DONE = Done(Change(frozenset({Noun.SETTING})))
