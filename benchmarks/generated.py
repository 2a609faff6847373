"""Generated offices: the same families for the same number, made once and kept under build/bench."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from benchmarks.families import CHANGES as CHANGES
from benchmarks.families import FAMILY, Families, Row, id_in_order
from benchmarks.families import SNAPSHOTS as SNAPSHOTS
from benchmarks.families import TODAY as TODAY
from gezinscoach_desktop.data import keys, sqlcipher
from gezinscoach_desktop.data.setting import INSTRUMENT, settings
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from gezinscoach_desktop.services.setting import shipped_instrument

VERSION = 5
USER_NAME, PASSWORD = "bench", "meten is weten en weten is meten"
FOLDER = Path("build", "bench")

_BATCH = 200_000


@dataclass(frozen=True, slots=True)
class Generated:
    """An office of so many families, on disk."""

    path: Path
    families: int

    def desk(self) -> Desk:
        """The office, opened as the program does, with the clock at the day it was made for."""
        desk = open_office(str(self.path), user_name=USER_NAME, password=PASSWORD)
        return replace(desk, today=lambda: TODAY)

    def raw_connection(self) -> Any:
        """The driver's own connection to the same file: what hand-written SQL works with."""
        slots = keys.FileSlots(keys.key_file_of(self.path))
        ring = keys.open_ring(slots, user_name=USER_NAME, password=PASSWORD)
        engine = sqlcipher.make_engine(self.path, ring.database)
        connection: Any = engine.raw_connection().driver_connection
        return connection


def office_of(families: int) -> Generated:
    """The office of this size, made now when it is not there yet."""
    folder = FOLDER / f"v{VERSION}-{families}"
    path = folder / "kantoor.gezin"
    if not path.exists():
        making = folder.with_suffix(".tmp")
        shutil.rmtree(making, ignore_errors=True)
        _make(making / path.name, families)
        making.rename(folder)
    return Generated(path, families)


@contextmanager
def own_copy(office: Generated) -> Iterator[Generated]:
    """A copy to write in, so that the next run finds the same office again."""
    with TemporaryDirectory(dir=FOLDER, prefix="copy-") as folder:
        for file in office.path.parent.iterdir():
            if file.is_file():  # not the backups of an upgrade
                shutil.copy(file, Path(folder, file.name))
        yield Generated(Path(folder, office.path.name), office.families)


def _make(path: Path, families: int) -> None:
    new_office(str(path), name=f"{families} gezinnen", user_name=USER_NAME, password=PASSWORD)
    desk = open_office(str(path), user_name=USER_NAME, password=PASSWORD)
    instrument_id = UUID(desk.office.read(settings)[INSTRUMENT])
    account_id = desk.account.id
    close_office(desk)
    writer = _Writer(Generated(path, families).raw_connection(), account_id, instrument_id)
    writer.write(families)


class _Writer:
    """Writes rows with the driver itself, parents first, each table in the order of its key."""

    def __init__(self, connection: Any, account_id: UUID, instrument_id: UUID) -> None:
        self._connection = connection
        at = datetime.combine(TODAY, time(9))  # as SQLite keeps it: in UTC, without saying so
        self._families = Families(shipped_instrument(), instrument_id, at, lambda _: account_id)

    def write(self, families: int) -> None:
        connection, made = self._connection, self._families
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("PRAGMA synchronous = OFF")  # nobody loses anything: it is made again
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("BEGIN IMMEDIATE")
        self._insert("family", (made.family(number) for number in range(families)))
        self._insert("member", (row for number in range(families) for row in made.members(number)))
        self._insert("stay", (row for number in range(families) for row in made.stays(number)))
        self._insert("assignment", (made.assignment(number) for number in range(families)))
        self._insert("phase", (made.phase(number) for number in range(families)))
        self._insert("consent", (made.consent(number) for number in range(families)))
        self._insert("snapshot", (row for number in range(families) for row in made.snapshots(number)))
        self._insert("score", (row for number in range(families) for row in made.scores(number)))
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.close()

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        iterator = iter(rows)
        while batch := list(islice(iterator, _BATCH)):
            names = tuple(batch[0])
            marks = ", ".join("?" * len(names))
            columns = ", ".join(f'"{name}"' for name in names)
            statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
            self._connection.executemany(statement, [tuple(map(_stored, row.values())) for row in batch])


def _stored(value: Any) -> Any:
    """A value as the office's file has it."""
    kind = type(value)
    if kind is UUID:
        return value.bytes
    if kind is date:
        return value.toordinal()
    return value.isoformat(sep=" ") if kind is datetime else value


def family_id(number: int) -> UUID:
    """The id of one of the families."""
    return id_in_order(FAMILY, number)
