"""The audit trail, forged past the program: edits, swaps, removals, additions, cut tails and whole new trails."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import anchor, audit, schema
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.keys import FileSlots, create_ring
from gezinscoach_desktop.data.tables import AuditAnchorRow, AuditEntryRow, table_of
from tests.data.old_office import Store, file_store
from tests.faults.outcome import Outcome

LENGTH, ANCHORED = 40, 35
OFFICE = UUID(int=7)
AT = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)
_ENTRIES, _ANCHORS = table_of(AuditEntryRow), table_of(AuditAnchorRow)
Row = dict[str, Any]
Forge = Callable[[list[Row], random.Random], list[Row]]


def run(seconds: float) -> Outcome:
    """Every forgery is on a trail of forty entries; the control looks at the chain alone, without anchors."""
    end, chance = time.monotonic() + seconds, random.Random(8)
    tried = noticed = by_chain = tails = 0
    false_alarms = 0
    with tempfile.TemporaryDirectory() as folder:
        store = _trail(Path(folder))
        while time.monotonic() < end:
            forge = chance.choice(_FORGERIES)
            tried += 1
            faults, chained = _forged(store, lambda rows, forge=forge: forge(rows, chance))  # type: ignore[misc]
            noticed += faults
            if forge in (_cut, _anew):
                tails += 1
                by_chain += chained
            if tried % 20 == 1:
                false_alarms += _forged(store, lambda rows: rows)[0]
        store.reader.dispose()
    return Outcome(
        name="The audit trail forged",
        tried=tried,
        acknowledged=0,
        lost=tried - noticed,
        faults=tried,
        noticed=noticed,
        control=f"the chain without anchors noticed {by_chain} of {tails} cut tails and new trails",
        is_good=tried > 0 and noticed == tried and not false_alarms and tails > 0 and not by_chain,
        notes=f"{false_alarms} false alarms; lost = not noticed",
    )


def _trail(folder: Path) -> Store:
    keys = create_ring(
        FileSlots(folder / "kantoor.keys"),
        office_id=OFFICE,
        account_id=uuid4(),
        user_name="an",
        password="geheim",
    )
    store = file_store(folder / "kantoor")
    with Session(store.writer) as session, session.begin():
        schema.upgrade(session.connection())
        for number in range(LENGTH):
            audit.note(session, AuditEntry(AT, None, "open_family", uuid4(), uuid4(), {"scores": number}))
            if number + 1 == ANCHORED:
                signed = anchor.sign(keys, audit.head(session), AT)
                assert signed is not None
                anchor.add(session, signed)
        for table in ("audit_entry", "audit_anchor"):
            for verb in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER {table}_no_{verb}"))
    return store


def _forged(store: Store, forge: Callable[[list[Row]], list[Row]]) -> tuple[bool, bool]:
    """Whether anything, and whether the chain by itself, notices; the store stays as it was."""
    with Session(store.writer) as session:
        rows = [dict(row) for row in session.execute(select(_ENTRIES).order_by(_ENTRIES.c.number)).mappings()]
        session.execute(delete(_ENTRIES))
        session.execute(insert(_ENTRIES), forge(rows))
        is_noticed = anchor.check(session, OFFICE) != ()
        session.execute(delete(_ANCHORS))
        is_chained = audit.broken(session) != ()
        session.rollback()
    return is_noticed, is_chained


def _edit(rows: list[Row], chance: random.Random) -> list[Row]:
    row = chance.choice(rows)
    name, value = chance.choice(
        [
            ("at", row["at"] + timedelta(microseconds=chance.randint(1, 10**12))),
            ("action", "print"),
            ("family_id", uuid4()),
            ("operation_id", None),
            ("details", {"scores": chance.randint(100, 999)}),
            ("hash", chance.randbytes(32)),
        ]
    )
    row[name] = value
    return rows


def _edit_and_seal(rows: list[Row], chance: random.Random) -> list[Row]:
    """The hash of the forged entry fits; that of the next one no longer does."""
    place = chance.randrange(ANCHORED)
    rows[place]["family_id"] = uuid4()
    _seal(rows, place)
    return rows


def _swap(rows: list[Row], chance: random.Random) -> list[Row]:
    one, other = chance.sample(rows, 2)
    one["number"], other["number"] = other["number"], one["number"]
    return rows


def _remove(rows: list[Row], chance: random.Random) -> list[Row]:
    del rows[chance.randrange(len(rows) - 1)]
    return rows


def _add(rows: list[Row], chance: random.Random) -> list[Row]:
    place = chance.randrange(len(rows))
    added = {**rows[place], "family_id": uuid4()}
    for row in rows[place:]:
        row["number"] += 1
    rows.insert(place, added)
    return rows


def _cut(rows: list[Row], chance: random.Random) -> list[Row]:
    return rows[: chance.randrange(1, ANCHORED)]


def _anew(rows: list[Row], chance: random.Random) -> list[Row]:
    """From some entry on everything is other, and every hash fits."""
    first = chance.randrange(ANCHORED)
    rows[first]["action"] = "print"
    for place in range(first, len(rows)):
        _seal(rows, place)
    return rows


def _seal(rows: list[Row], place: int) -> None:
    row, before = rows[place], rows[place - 1]["hash"] if place else bytes(32)
    columns = ("at", "account_id", "action", "family_id", "operation_id", "details")
    made = AuditEntry(*(row[name] for name in columns))
    row["hash"] = audit.seal_of(before, row["number"], made, made.details)


_FORGERIES: tuple[Forge, ...] = (_edit, _edit_and_seal, _swap, _remove, _add, _cut, _anew)
