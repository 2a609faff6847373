"""T12, in full: offices of the version before, brought up to date by programs that are killed, written in by old ones."""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import audit, schema
from tests.data.killed_migration import killed_copies
from tests.data.old_office import Store, columns_of, contents, file_store, lay_old, opened_file
from tests.factories import load_instrument
from tests.faults.outcome import Outcome

ENTRIES = 3_000
_WHOLE_ONE_IN = 5
"""Of so many migrations one is left alone, and comes to its end."""
_AT_ONCE = 20


def run(seconds: float) -> Outcome:
    """Half of an office is what a kill must not leave; the control is the same migration without a transaction."""
    end, chance = time.monotonic() + seconds, random.Random(12)
    killed = whole = wrong = refused = 0
    with tempfile.TemporaryDirectory() as name:
        office = Path(name, "kantoor")
        store = file_store(office)
        lay_old(store, load_instrument(), entries=ENTRIES)
        before = _rows(store)
        store.reader.dispose()
        statements = _statements_of(office)
        while time.monotonic() < end:
            stops = [
                chance.randint(1, statements) if chance.randrange(_WHOLE_ONE_IN) else statements + 1
                for _ in range(_AT_ONCE)
            ]
            for copy, was_killed in killed_copies(office, stops):
                killed += was_killed
                whole += not was_killed
                is_right, is_refused = _looked_at(copy, before, was_killed)
                wrong += not is_right
                refused += is_refused
                for left in copy.parent.glob(f"{copy.name}*"):
                    left.unlink()
        halves = _half(Path(name, "control"))
    return Outcome(
        name="T12 killed migrations and old programs",
        tried=killed + whole,
        acknowledged=whole,
        lost=wrong,
        faults=killed + whole,
        noticed=killed + refused,
        control=f"without a transaction {halves} of 1 killed migration left half an office",
        is_good=killed > 0 and whole > 0 and not wrong and refused == whole and halves == 1,
        notes=(
            f"{killed} killed: the old office, every row; {whole} came to their end: a whole chain of {ENTRIES} entries,"
            f" and the write of an old program refused {refused} times"
        ),
    )


def _looked_at(copy: Path, before: Any, was_killed: bool) -> tuple[bool, bool]:
    """Whether the office is as it has to be, and whether it refuses the write of a program of the version before."""
    store = opened_file(copy)
    try:
        with store.reader.connect() as connection:
            state = schema.check(connection)
            sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        if was_killed:
            return sound and state is schema.SchemaState.OLDER and _rows(store) == before, False
        with Session(store.reader) as session:
            is_chained = audit.broken(session) == () and audit.head(session).number == ENTRIES
        return sound and state is schema.SchemaState.CURRENT and is_chained, _is_refused(store)
    finally:
        store.reader.dispose()


def _is_refused(store: Store) -> bool:
    try:
        with store.writer.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO operation (id, kind, at, effect) VALUES (x'00', 'test', '2026-11-22 10:00:00', '{}')"
            )
    except DBAPIError:
        return True
    return False


def _statements_of(office: Path) -> int:
    """How many the migration takes."""
    store = opened_file(Path(shutil.copy(office, office.with_name("counted"))))
    seen = 0

    def count(*arguments: object) -> None:
        nonlocal seen
        seen += 1

    event.listen(store.writer, "before_cursor_execute", count)
    with store.writer.begin() as connection:
        schema.upgrade(connection)
    store.reader.dispose()
    return seen


def _rows(store: Store) -> Any:
    with store.reader.connect() as connection:
        return contents(connection, columns_of(connection))


class _Stopped(Exception):
    pass


def _half(path: Path) -> int:
    """The control: each statement on its own, and the program gone before the last ones."""
    store = file_store(path)
    lay_old(store, load_instrument(), entries=10)
    seen = 0

    def before(*arguments: object) -> None:
        nonlocal seen
        seen += 1
        if seen == 15:
            raise _Stopped

    with store.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        event.listen(connection, "before_cursor_execute", before)
        try:
            schema.upgrade(connection)
        except _Stopped:
            event.remove(connection, "before_cursor_execute", before)
    with store.reader.connect() as connection:
        is_old = schema.check(connection) is schema.SchemaState.OLDER
        has_new = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'key_slot'").first()
    store.reader.dispose()
    return int(is_old and has_new is not None)
