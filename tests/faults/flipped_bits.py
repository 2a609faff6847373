"""T7: bits of an office's file are flipped, pages swapped, the end cut off: noticed, and never wrong data."""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.sqlcipher import make_engine
from gezinscoach_desktop.data.tables import FamilyRow
from gezinscoach_desktop.services.family import FamilyInput, add_family
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from tests.faults.outcome import Outcome

ENOUGH = 10_000
PAGE = 4096
FAMILIES = 60
USER, PASSWORD = "an", "vier woorden zijn genoeg"
LONG = 20_000
"""Signs of a text that takes more than one page: its last page is the one whose damage SQLCipher itself lets through."""
_EVERYTHING = "SELECT id, name, municipality, code, remarks FROM family ORDER BY code"

Open = Callable[[Path], Any]
Read = Callable[[Path], list[Any]]


def run(seconds: float) -> Outcome:
    """Damages a copy of one office again and again; the control is the same data in a plain SQLite file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sealed, key = _office(folder)
        plain = _plain_copy(folder, sealed, key)
        tried, noticed, wrong = _damaged(
            sealed, lambda path: _read(path, key), lambda path: _opened(path, key), seconds * 0.8
        )
        _, plain_noticed, plain_wrong = _damaged(plain, _read_plain, sqlite3.connect, seconds * 0.2)
        plain_tried = plain_noticed + plain_wrong
    return Outcome(
        name="T7 bits flipped, pages swapped and cut in an office's file",
        tried=tried,
        acknowledged=0,
        lost=wrong,
        faults=tried,
        noticed=noticed,
        control=f"plain SQLite: {plain_wrong} of {plain_tried} gave wrong data or passed its own check",
        is_good=tried > 0 and noticed == tried and not wrong and plain_wrong > 0,
        notes="noticed by cipher_integrity_check, or the file does not open; lost = wrong data shown",
    )


def _damaged(path: Path, read: Read, open_: Open, seconds: float) -> tuple[int, int, int]:
    """Tries, noticed ones, and those where something wrong was shown or that passed the check."""
    chance, end = random.Random(7), time.monotonic() + seconds
    whole = path.read_bytes()
    truth = read(path)
    victim = path.with_name("victim.db")
    tried = noticed = wrong = 0
    while tried < ENOUGH and time.monotonic() < end:
        victim.write_bytes(_harmed(whole, chance))
        tried += 1
        is_noticed, shown = _look(victim, read, open_)
        noticed += is_noticed
        wrong += not is_noticed or shown not in (None, truth)
    return tried, noticed, wrong


def _harmed(whole: bytes, chance: random.Random) -> bytes:
    harmed = bytearray(whole)
    kind = chance.random()
    if kind < 0.9:
        harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
    elif kind < 0.95:
        del harmed[chance.randrange(1, len(harmed)) :]
    else:
        pages = len(harmed) // PAGE
        one, other = chance.sample(range(pages), 2)
        first, second = (slice(n * PAGE, (n + 1) * PAGE) for n in (one, other))
        harmed[first], harmed[second] = harmed[second], harmed[first]
        if bytes(harmed) == whole:
            harmed[0] ^= 1
    return bytes(harmed)


def _look(path: Path, read: Read, open_: Open) -> tuple[bool, object]:
    """Whether the damage is noticed by a thorough check, and what is shown when one simply reads."""
    shown: object = None
    try:
        shown = read(path)
    except Exception:  # of either driver: it refuses
        return True, None
    try:
        with closing(open_(path)) as database:
            found = database.execute("PRAGMA cipher_integrity_check").fetchall()
            checked = database.execute("PRAGMA integrity_check").fetchall()
    except Exception:
        return True, shown
    return bool(found) or checked != [("ok",)], shown


def _office(folder: Path) -> tuple[Path, bytes]:
    place = folder / "kantoor.gezinscoach"
    new_office(str(place), name="Proef", user_name=USER, password=PASSWORD)
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    for number in range(FAMILIES):
        remarks = f"{number} " * (LONG // 3 if number % 20 == 0 else 100)
        add_family(desk, FamilyInput(name=f"Gezin {number}", municipality="Mol", remarks=remarks))
    key = os.urandom(32)
    copy = folder / "copy.db"
    desk.office.copy_database(copy, key)
    close_office(desk)
    return copy, key


def _plain_copy(folder: Path, sealed: Path, key: bytes) -> Path:
    plain = folder / "plain.db"
    with closing(_opened(sealed, key)) as source, closing(sqlite3.connect(plain)) as target:
        rows = source.execute(_EVERYTHING).fetchall()
        target.execute("CREATE TABLE family (id, name, municipality, code, remarks)")
        target.executemany("INSERT INTO family VALUES (?, ?, ?, ?, ?)", rows)
        target.commit()
    return plain


def _read(path: Path, key: bytes) -> list[Any]:
    """As the program reads: its own types notice what SQLCipher lets through."""
    engine = make_engine(path, key)
    try:
        with Session(engine) as session:
            columns = (
                FamilyRow.id,
                FamilyRow.name,
                FamilyRow.municipality,
                FamilyRow.code,
                FamilyRow.remarks,
            )
            return list(session.execute(select(*columns).order_by(FamilyRow.code)).all())
    finally:
        engine.dispose()


def _read_plain(path: Path) -> list[Any]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(_EVERYTHING).fetchall()


def _opened(path: Path, key: bytes) -> Any:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path))
    for pragma in ("cipher_log_level = NONE", f"key = \"x'{key.hex()}'\""):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection
