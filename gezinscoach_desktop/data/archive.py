"""A whole office in one sealed file, independent of any database: for moving, and to be read in twenty years."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID

from sqlalchemy import Connection, insert, text, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from gezinscoach_desktop.data import schema, seal
from gezinscoach_desktop.data.archive_file import (
    ArchiveBroken,
    ArchiveDamaged,
    Header,
    checked,
    read_header,
    sealed,
    unsealed,
)
from gezinscoach_desktop.data.archive_reader import read
from gezinscoach_desktop.data.archive_rows import SCHEMA, SLOTS, Digest, Rows, Start, lines_of
from gezinscoach_desktop.data.private import private_folder
from gezinscoach_desktop.domain.errors import OfficeUnavailable, WrongPassword

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Secret = Callable[[Header], bytes]
"""What the key of an archive is made from, once its header was read."""
OnRows = Callable[[int], None]
OnBytes = Callable[[int], None]

_FIRST_REVISION = "0001"


@dataclass(frozen=True, slots=True)
class Summary:
    """What is in an archive."""

    office_id: UUID
    revision: str
    content: bytes
    """SHA-256 of everything in it: two archives with the same one hold the same office."""
    tables: Mapping[str, Digest]
    slots: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Sealed key slots by name."""
    audit_number: int = 0
    audit_hash: str = ""


def password_of(password: str) -> Secret:
    """The secret of an archive under a password; raises WrongPassword when it asks for less than the program accepts."""

    known: dict[tuple[UUID, seal.Cost | None], bytes] = {}

    def secret(header: Header) -> bytes:
        asked = (header.office_id, header.cost)
        if asked not in known:  # writing and reading back would each cost as much as a guess
            try:
                known[asked] = header.stretched(password)
            except seal.WeakCost:
                raise ArchiveBroken("cost") from None
        return known[asked]

    return secret


def write(
    session: Session,
    stream: BinaryIO,
    slots: Mapping[str, bytes],
    secret: Secret,
    *,
    epoch: int | None = None,
    on_rows: OnRows = lambda _: None,
) -> Header:
    """Write the office of a read session; `epoch` None means that the secret is a password.

    The whole content is first set aside under a key that nobody keeps, since its key follows from all of it.
    """
    stream.seek(0)  # a query may be run again
    stream.truncate()
    digest, size = hashlib.sha256(), 0

    def measured() -> Iterator[bytes]:
        nonlocal size
        for piece in lines_of(session.connection(), slots, on_rows):
            digest.update(piece)
            size += len(piece)
            yield piece

    with private_folder() as folder:
        aside, key = folder / "aside", os.urandom(seal.KEY_BYTES)
        with aside.open("xb") as output:
            for chunk in sealed(measured(), key, b""):
                output.write(chunk)
        cost = seal.STANDARD if epoch is None else None
        header = Header(_office_id(session), digest.digest(), size, cost, epoch or 0)
        with aside.open("rb") as source:
            stream.write(header.written())
            for chunk in sealed(unsealed(source, key, b""), header.key(secret(header)), header.written()):
                stream.write(chunk)
    return header


def _office_id(session: Session) -> UUID:
    from gezinscoach_desktop.data.setting import office

    return office(session).id


def content_hash(session: Session, slots: Mapping[str, bytes], on_rows: OnRows = lambda _: None) -> bytes:
    """The SHA-256 that an archive of this office would have now."""
    digest = hashlib.sha256()
    for piece in lines_of(session.connection(), slots, on_rows):
        digest.update(piece)
    return digest.digest()


def check(path: Path, secret: Secret, on_bytes: OnBytes = lambda _: None) -> Summary:
    """Read an archive through and check every hash in it, keeping nothing.

    Raises WrongPassword, ArchiveDamaged, or OSError when it cannot be read.
    """
    with _reading(path):
        return _summary(path, secret, on_bytes)


def _summary(path: Path, secret: Secret, on_bytes: OnBytes) -> Summary:
    start: Start | None = None
    slots: dict[str, bytes] = {}
    last: tuple[int, str] = (0, "")
    for found in _opened(path, secret, on_bytes):
        if isinstance(found, Start):
            start = found
        elif isinstance(found, Rows):
            if found.table is SLOTS:
                slots.update(_slots(found))
            elif found.table.name == "audit_entry":
                last = _last_entry(found, last)
        elif start is not None:
            header = _header(path)
            if header.office_id != start.office_id:
                raise ArchiveBroken("office")
            return Summary(start.office_id, start.revision, header.content, found, slots, *last)
    raise ArchiveBroken("no end")


def load(connection: Connection, path: Path, secret: Secret, on_bytes: OnBytes = lambda _: None) -> None:
    """Make the tables and fill them, in the transaction of `connection`, of which nothing may be kept when this raises.

    Key slots stay out: they belong where the kind of office keeps them. Check the archive first.
    """
    with _reading(path):
        for found in _opened(path, secret, on_bytes):
            if isinstance(found, Start):
                _make_tables(connection, found.revision)
            elif isinstance(found, Rows) and found.table not in (SCHEMA, SLOTS):
                _insert(connection, found)
        _refuse_old_writers_again(connection)
        schema.upgrade(connection)


def _make_tables(connection: Connection, revision: str) -> None:
    if not schema.is_empty(connection):
        raise OfficeUnavailable("Hier staat al een kantoor; er wordt niets overschreven.")
    if not schema.is_known(revision):
        raise OfficeUnavailable(
            "Dit archief is gemaakt met een nieuwere versie van het programma; werk het programma bij."
        )
    schema.upgrade(connection, revision)
    if revision == _FIRST_REVISION and connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE audit_entry ALTER COLUMN number SET GENERATED BY DEFAULT"))
    # What older programs wrote in their time has to come in as well.
    connection.execute(update(SCHEMA).values(min_writer=-SCHEMA.c.min_writer))


def _refuse_old_writers_again(connection: Connection) -> None:
    connection.execute(update(SCHEMA).values(min_writer=-SCHEMA.c.min_writer))


def _insert(connection: Connection, rows: Rows) -> None:
    if rows.values:
        values = [dict(zip(rows.columns, row, strict=True)) for row in rows.values]
        connection.execute(insert(rows.table), values)


def _opened(path: Path, secret: Secret, on_bytes: OnBytes) -> Iterator[Any]:
    with path.open("rb") as stream:
        header = read_header(stream)
        key = header.key(secret(header))
        pieces = _password_first(unsealed(stream, key, header.written()), header)
        yield from read(checked(pieces, header, on_bytes))


def _password_first(pieces: Iterator[bytes], header: Header) -> Iterator[bytes]:
    """A first chunk that does not open is told as a wrong password: most of the time it is one."""
    try:
        first = next(pieces)
    except ArchiveBroken:
        if header.cost is None:
            raise
        raise WrongPassword(
            "Dit wachtwoord opent het archief niet, of het bestand is beschadigd; probeer het opnieuw."
        ) from None
    yield first
    yield from pieces


def _header(path: Path) -> Header:
    with path.open("rb") as stream:
        return read_header(stream)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, OverflowError) as error:
        raise ArchiveDamaged(path.name) from error
    except DBAPIError as error:
        if error.connection_invalidated or _is_about_the_place(error):
            raise
        raise ArchiveDamaged(path.name) from None  # rows that contradict each other; the error may quote them
    except SQLAlchemyError:
        raise ArchiveDamaged(path.name) from None


def _is_about_the_place(error: DBAPIError) -> bool:
    """True when it is not what is written but where: a full disk, a server that went away."""
    from sqlalchemy.exc import DataError, IntegrityError

    return not isinstance(error, IntegrityError | DataError)


def _slots(rows: Rows) -> dict[str, bytes]:
    places = [rows.columns.index(name) for name in ("name", "content")]
    return {row[places[0]]: row[places[1]] for row in rows.values}


def _last_entry(rows: Rows, last: tuple[int, str]) -> tuple[int, str]:
    if not rows.values:
        return last
    newest = dict(zip(rows.columns, rows.values[-1], strict=True))
    return newest["number"], newest.get("hash", b"").hex()
