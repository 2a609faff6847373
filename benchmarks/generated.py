"""Generated offices: the same families for the same number, made once and kept under build/bench."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from gezinscoach_desktop.data import keys, sqlcipher
from gezinscoach_desktop.data.setting import INSTRUMENT, settings
from gezinscoach_desktop.data.types import Day
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.instrument import Instrument, Item
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from gezinscoach_desktop.services.setting import shipped_instrument

VERSION = 4
SNAPSHOTS = 8
CHANGES = 6
TODAY = date(2026, 11, 20)
USER_NAME, PASSWORD = "bench", "meten is weten en weten is meten"
FOLDER = Path("build", "bench")

_MUNICIPALITIES = ("Mol", "Balen", "Retie", "Dessel", "Leuven", "Bilzen", "Oostende", "Herenthout")
_NAMES = (
    "Peeters",
    "Janssens",
    "Yılmaz",
    "El Amrani",
    "Kowalska",
    "Mbala",
    "Tesfay",
    "Claes",
    "Haidari",
    "De Smet",
)
_NOTES = ("Samen met het OCMW opgenomen.", "Wachtlijst; volgende maand opnieuw bellen.", "Brief ontvangen.")
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
        self._account = account_id.bytes
        self._instrument_id = instrument_id.bytes
        self._instrument = shipped_instrument()
        self._now = datetime.combine(TODAY, time(9), tzinfo=UTC).replace(tzinfo=None).isoformat(sep=" ")

    def write(self, families: int) -> None:
        connection = self._connection
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("PRAGMA synchronous = OFF")  # nobody loses anything: it is made again
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("BEGIN IMMEDIATE")
        self._insert("family", (row for number in range(families) for row in self._family(number)))
        self._insert("member", (row for number in range(families) for row in self._members(number)))
        self._insert("stay", (row for number in range(families) for row in self._stays(number)))
        self._insert("assignment", (self._assignment(number) for number in range(families)))
        self._insert("phase", (self._phase(number) for number in range(families)))
        self._insert("snapshot", (row for number in range(families) for row in self._snapshots(number)))
        self._insert("score", (row for number in range(families) for row in self._scores(number)))
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.close()

    def _insert(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        iterator = iter(rows)
        while batch := list(islice(iterator, _BATCH)):
            names = tuple(batch[0])
            marks = ", ".join("?" * len(names))
            columns = ", ".join(f'"{name}"' for name in names)
            statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
            self._connection.executemany(statement, [tuple(row.values()) for row in batch])

    def _dice(self, number: int, what: str) -> Random:
        return Random(f"{number} {what}")

    def _name(self, number: int) -> str:
        return f"{_NAMES[number % 10]} – {_NAMES[number // 10 % 10]}"

    def _family(self, number: int) -> Iterator[dict[str, Any]]:
        code, name = f"B{number:06}", self._name(number)
        municipality = _MUNICIPALITIES[number % len(_MUNICIPALITIES)]
        address = f"Molenhoek {number % 200 + 1}"
        members = " ".join(f"Voornaam{number}-{place} {name}" for place in range(len(_roles(number))))
        yield {
            "id": _id(1, number),
            "code": code,
            "name": name,
            "municipality": municipality,
            "neighbourhood": "",
            "address": address,
            "household_type": None,
            "languages": "Nederlands",
            "needs_interpreter": 0,
            "is_newcomer": 0,
            "income_source": None,
            "housing_kind": None,
            "found_via": None,
            "started_on": _stored(_dates(number)[0]),
            "remarks": "",
            "search_text": fold(f"{name} {code} {municipality} {address} {members}"),
            "sort_name": fold(name),
            "version": 1,
            "created_at": self._now,
            "created_by": self._account,
            "changed_at": self._now,
            "changed_by": self._account,
        }

    def _members(self, number: int) -> Iterator[dict[str, Any]]:
        for place, role in enumerate(_roles(number)):
            letter = "V" if role is Role.ADULT else "K"
            year = 1985 + place if role is Role.ADULT else 2009 + place * 3
            yield {
                "id": _id(2, number, place),
                "family_id": _id(1, number),
                "code": f"{letter}{place + 1}",
                "given_name": f"Voornaam{number}-{place}",
                "family_name": self._name(number),
                "role": role.value,
                "birth_date": _stored(date(year, 1 + place, 12)),
                "gender": None,
                "relation": "",
                "living": "here",
                "lives_with": "",
                "diploma": None,
                "school": "",
                "version": 1,
                "changed_at": self._now,
                "changed_by": self._account,
            }

    def _stays(self, number: int) -> Iterator[dict[str, Any]]:
        for place in range(len(_roles(number))):
            yield {
                "id": _id(3, number, place),
                "family_id": _id(1, number),
                "member_id": _id(2, number, place),
                "joined": None,
                "left": None,
            }

    def _assignment(self, number: int) -> dict[str, Any]:
        return {
            "id": _id(5, number),
            "family_id": _id(1, number),
            "account_id": self._account,
            "kind": "responsible",
            "since": _stored(_dates(number)[0]),
            "until": None,
        }

    def _phase(self, number: int) -> dict[str, Any]:
        return {
            "id": _id(6, number),
            "family_id": _id(1, number),
            "phase": "intensive",
            "since": _stored(_dates(number)[0]),
            "reason": None,
        }

    def _snapshots(self, number: int) -> Iterator[dict[str, Any]]:
        for place, day in enumerate(_dates(number)):
            yield {
                "id": _id(4, number, place),
                "family_id": _id(1, number),
                "number": place + 1,
                "date": _stored(day),
                "author_id": self._account,
                "recorded_at": self._now,
                "instrument_id": self._instrument_id,
                "is_revised_baseline": 0,
                "operation_id": None,
            }

    def _scores(self, number: int) -> list[dict[str, Any]]:
        dice = self._dice(number, "scores")
        places = [
            (subject, item.key)
            for subject, items in _subjects(number, self._instrument)
            for item in items
            if dice.random() < 0.94
        ]
        rows = []
        for snapshot, day in enumerate(_dates(number)):
            for subject, item in places if snapshot == 0 else dice.sample(places, CHANGES):
                level = dice.randint(1, 5) if dice.random() < 0.96 else None
                note = dice.choice(_NOTES) if dice.random() < 0.1 else None
                rows.append((subject, item, _stored(day), snapshot + 1, level, note))
        names = ("family_id", "subject_id", "item", "date", "number", "level", "note")
        return [
            dict(zip(names, (_id(1, number), *row), strict=True))
            for row in sorted(rows, key=lambda row: row[:4])
        ]


@cache
def _stored(day: date) -> Any:
    """A date as the office's file has it."""
    convert = Day().bind_processor(SQLiteDialect())
    return day if convert is None else convert(day)


def _id(kind: int, number: int, place: int = 0) -> bytes:
    return UUID(int=(kind << 112) | (number << 32) | place).bytes


def family_id(number: int) -> UUID:
    """The id of one of the families."""
    return UUID(bytes=_id(1, number))


def _roles(number: int) -> tuple[Role, ...]:
    adults = 1 + number % 5 // 3
    return (Role.ADULT,) * adults + (Role.CHILD,) * (1 + number % 4)


def _subjects(number: int, instrument: Instrument) -> list[tuple[bytes, tuple[Item, ...]]]:
    from gezinscoach_desktop.domain.instrument import Subject

    persons = [
        (_id(2, number, place), instrument.items_of(role.subject))
        for place, role in enumerate(_roles(number))
    ]
    return [(_id(1, number), instrument.items_of(Subject.HOUSEHOLD)), *persons]


def _dates(number: int) -> list[date]:
    """Eight dates three months apart, the last one within the past four months; no day past the 28th."""
    last = (TODAY - timedelta(days=number % 120)).replace(day=1 + number % 28)
    if last > TODAY:
        last = add_months(last, -1)
    return [add_months(last, -3 * back) for back in range(SNAPSHOTS - 1, -1, -1)]
