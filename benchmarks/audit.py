"""What the chained audit trail costs: noting an entry on the path of every save, signing in, checking all of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy.orm import Session

from benchmarks.generated import PASSWORD, USER_NAME, office_of
from benchmarks.measure import Line, milliseconds
from gezinscoach_desktop.data import anchor, audit
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.services.audit import AuditFilter, trail
from gezinscoach_desktop.services.check import verify
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, new_office, open_office

ENTRIES = 100_000
"""Twenty coaches who each open, change or print twenty times a day, for a year."""
NEW = 1_000
_FAMILY = UUID(int=12)


def run(families: int) -> list[Line]:
    """A year of entries; the check of the whole office is that of one with so many families."""
    with _filled() as desk:
        noted = _noting(desk)
        first = milliseconds(lambda: trail(desk, AuditFilter()))
        known = desk.office.read(lambda session: _head_at(session, NEW))
        since = milliseconds(lambda: desk.office.read(lambda session: anchor.check_since(session, known)))
        whole = milliseconds(lambda: desk.office.read(audit.broken), times=3, warm_up=0)
        close_office(desk)
    large = office_of(families).desk()
    quick = milliseconds(lambda: verify(large, deep=False), times=3, warm_up=1)
    close_office(large)
    return [
        Line("note", "noting an entry with its hash, on the path of every save", noted, 1),
        Line("trail", f"a page of the trail of {ENTRIES} entries", first, 100),
        Line("sign in", f"checking the trail at sign-in, {NEW} entries since last time", since, 100),
        Line("chain", f"checking the chain of {ENTRIES} entries", whole / 1000, 10, unit="s"),
        Line("verify", f"verify of an office of {families} families, not deep", quick / 1000, 20, unit="s"),
    ]


@contextmanager
def _filled() -> Iterator[Desk]:
    with TemporaryDirectory() as folder:
        place = str(Path(folder, "kantoor.gezin"))
        new_office(place, name="Logboek", user_name=USER_NAME, password=PASSWORD)
        desk = open_office(place, user_name=USER_NAME, password=PASSWORD)

        def fill(session: Session) -> Done:
            for _ in range(ENTRIES // 1000):
                audit.note(session, *[_entry(desk)] * 1000)
            return Done(Change(frozenset()))

        desk.office.write(Operation("bench", fill))
        yield desk


def _entry(desk: Desk) -> AuditEntry:
    return AuditEntry(datetime.now(UTC), desk.account.id, "open_family", _FAMILY, _FAMILY, {"scores": 12})


def _head_at(session: Session, before_the_end: int) -> audit.Head:
    number = audit.head(session).number - before_the_end
    return audit.Head(number, audit.hash_of(session, number) or b"")


def _noting(desk: Desk) -> float:
    """One entry within a transaction that is already open."""
    measured: list[float] = []

    def run(session: Session) -> Done:
        measured.append(milliseconds(lambda: audit.note(session, _entry(desk)), times=301, warm_up=20))
        raise _Enough

    with suppress(_Enough):
        desk.office.write(Operation("bench", run))
    return measured[-1]


class _Enough(Exception):
    """Measured; nothing of it is kept."""
