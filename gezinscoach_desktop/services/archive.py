"""A whole office in one file under a password: a copy that no database is needed for, and a way to bring an office in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.password import check_password
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.backup import Counter, Report
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require, require_whole
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.output_file import replacing
from gezinscoach_desktop.services.place import canonical, kind_of
from gezinscoach_desktop.services.whole import Code, codes_for

if TYPE_CHECKING:
    from gezinscoach_desktop.data.archive import Secret, Summary


@dataclass(frozen=True, slots=True)
class Exported:
    """A whole office in a file. Counts by the names of `domain.backup.COUNTED`."""

    path: Path
    size: int
    counts: Mapping[str, int]
    content: str
    """SHA-256 of what is in it: the same for the same office, whichever store it comes from."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An office that stands in a new place. Counts by the names of `domain.backup.COUNTED`."""

    place: str
    kind: OfficeKind
    counts: Mapping[str, int]
    codes: tuple[Code, ...] = ()
    """On a server: with what everybody signs in there the first time."""


def export_office(desk: Desk, path: Path, password: str, report: Report | None = None) -> Exported:
    """Write the whole office to one sealed file and read it back. Raises InvalidInput (field path or password)."""
    require(desk, Action.EXPORT_OFFICE)
    require_whole(desk)
    check_password(password, user_name=desk.account.user_name, office_name=desk.office.name)
    from gezinscoach_desktop.data import archive
    from gezinscoach_desktop.data.backup_restore import counts_now
    from gezinscoach_desktop.data.backup_source import summed
    from gezinscoach_desktop.data.keys import slots

    secret = archive.password_of(password)
    keys = slots.contents(desk.office.keys.store)
    rows = Counter(report, sum(desk.office.read(counts_now).values()), "Schrijven…")
    with replacing(path) as stream:
        desk.office.read(lambda session: archive.write(session, stream, keys, secret, on_rows=rows))
    summary = checked(path, secret, report)
    counts = summed(summary).counts
    _note_export(desk, counts["family"])
    return Exported(path, path.stat().st_size, counts, summary.content.hex())


def check_archive(path: Path, password: str, report: Report | None = None) -> Mapping[str, int]:
    """Read an archive through, check everything in it, and tell how much there is; keeps nothing.

    Raises WrongPassword, OfficeUnavailable when it is damaged, or InvalidInput (field path).
    """
    from gezinscoach_desktop.data import archive
    from gezinscoach_desktop.data.backup_source import summed

    return summed(checked(path, archive.password_of(password), report)).counts


def import_office(
    path: Path,
    place: str,
    *,
    archive_password: str,
    user_name: str,
    password: str,
    kind: OfficeKind | None = None,
    server_user: str = "",
    server_password: str = "",
    report: Report | None = None,
) -> Arrived:
    """Bring an office out of an archive to a place where none stands, whole or not at all; it is the same office there.

    `user_name` and `password` are those of one of its accounts: the archive holds every key sealed, as it was. A server
    takes a login of its own as well. Raises
    WrongPassword, InvalidInput (field path) and OfficeUnavailable.
    """
    from gezinscoach_desktop.data import archive
    from gezinscoach_desktop.data.archive_place import Arrival, placed
    from gezinscoach_desktop.data.backup import with_password
    from gezinscoach_desktop.data.backup_source import summed
    from gezinscoach_desktop.data.keys import slots
    from gezinscoach_desktop.data.server.address import Login

    secret = archive.password_of(archive_password)
    summary = checked(path, secret, report)
    ring = with_password(user_name, password)(slots.MemorySlots(summary.slots))
    count = Counter(report, path.stat().st_size, "Inlezen…")
    arrival = Arrival(path, secret, summary, ring, None, count)
    where = kind or kind_of(place)
    login = Login(server_user, server_password)
    with placed(canonical(place), where, arrival, login) as shown:
        codes = codes_for(place, where, login, ring, report)
        return Arrived(shown, where, summed(summary).counts, codes)


@operation(AuditAction.EXPORT_OFFICE)
def _note_export(work: Work, families: int) -> Done:
    require(work, Action.EXPORT_OFFICE)
    work.note(AuditAction.EXPORT_OFFICE, details={"families": families})
    return Done(Change(frozenset()))


def checked(path: Path, secret: Secret, report: Report | None) -> Summary:
    """What is in an archive, every hash of it checked; raises InvalidInput (field path) when it cannot be read."""
    from gezinscoach_desktop.data import archive

    with _readable(path):
        return archive.check(path, secret, Counter(report, path.stat().st_size, "Nakijken…"))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise InvalidInput(f"Het bestand “{path.name}” bestaat niet.", field="path") from None
    except OSError:
        raise InvalidInput(f"“{path.name}” kan niet gelezen worden.", field="path") from None
