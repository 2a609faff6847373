"""An office as version 0.1.0 made it: revision 0001 with a family, scores, operations and a trail in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, RowMapping, insert, text

from gezinscoach_desktop.data import schema, sqlcipher
from gezinscoach_desktop.data.disk import make_own
from gezinscoach_desktop.data.server.address import parse
from gezinscoach_desktop.data.server.engine import make_engine
from gezinscoach_desktop.data.tables import Base
from gezinscoach_desktop.domain.instrument import Instrument
from tests.factories import make_id

KEY = bytes(range(32))
ACCOUNT, FAMILY, CHILD, SNAPSHOT = make_id("An"), make_id("Peeters"), make_id("K1"), make_id("1")
AT = datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)
DAY = date(2026, 3, 1)
TABLES = (
    "office",
    "setting",
    "account",
    "instrument",
    "family",
    "member",
    "stay",
    "assignment",
    "phase",
    "snapshot",
    "score",
    "operation",
    "audit_entry",
)


@dataclass(frozen=True)
class Store:
    """Two views of one database, as an office has them."""

    reader: Engine
    writer: Engine


def file_store(path: Path) -> Store:
    """An empty encrypted file."""
    make_own(path)
    return opened_file(path)


def opened_file(path: Path) -> Store:
    engine = sqlcipher.make_engine(path, KEY)
    return Store(engine, engine.execution_options(is_writing=True))


def server_store(url: str) -> Store:
    """A database on the server of the tests."""
    engine = make_engine(parse(url))
    return Store(engine, engine)


def lay_old(store: Store, instrument: Instrument, *, entries: int = 5) -> None:
    """Make the tables of revision 0001 and put something in each of them."""
    with store.writer.begin() as connection:
        schema.upgrade(connection, "0001")
        _lay_family(connection, instrument)
        for number in range(entries):
            _lay_write(connection, number)


def contents(connection: Connection, columns: Mapping[str, tuple[str, ...]]) -> dict[str, list[RowMapping]]:
    """Every row of the given columns, in an order of their own."""
    return {
        name: sorted(
            connection.execute(text(f"SELECT {', '.join(map(_quoted, wanted))} FROM {name}")).mappings(),
            key=repr,
        )
        for name, wanted in columns.items()
    }


def columns_of(connection: Connection) -> dict[str, tuple[str, ...]]:
    """The columns that the tables of 0001 have now."""
    from sqlalchemy import inspect

    looker = inspect(connection)
    return {name: tuple(column["name"] for column in looker.get_columns(name)) for name in TABLES}


def _quoted(name: str) -> str:
    return f'"{name}"'


def _lay_family(connection: Connection, instrument: Instrument) -> None:
    put = _Put(connection)
    instrument_id = make_id("instrument")
    put("office", id=make_id("office"), name="OCMW Proefdorp", is_practice=False, created_at=AT)
    put(
        "account",
        id=ACCOUNT,
        user_name="an",
        user_key="an",
        display_name="An",
        roles=["coach"],
        created_at=AT,
    )
    put(
        "instrument",
        id=instrument_id,
        key=instrument.id,
        version=instrument.version,
        definition=instrument.definition,
    )
    put("setting", key="instrument", value=str(instrument_id))
    texts = dict.fromkeys(
        (
            "name",
            "municipality",
            "neighbourhood",
            "address",
            "languages",
            "remarks",
            "search_text",
            "sort_name",
        ),
        "Peeters é",
    )
    flags = {"needs_interpreter": False, "is_newcomer": True}
    put("family", id=FAMILY, code="G1", version=3, created_at=AT, changed_at=AT, **texts, **flags)
    member = dict.fromkeys(("given_name", "family_name", "relation", "lives_with", "school"), "Noor")
    put(
        "member",
        id=CHILD,
        family_id=FAMILY,
        code="K1",
        role="child",
        living="here",
        birth_date=date(2020, 2, 29),
        version=1,
        changed_at=AT,
        **member,
    )
    put("stay", id=make_id("stay"), family_id=FAMILY, member_id=CHILD, joined=DAY, left=None)
    put(
        "assignment",
        id=make_id("assignment"),
        family_id=FAMILY,
        account_id=ACCOUNT,
        kind="responsible",
        since=DAY,
    )
    put("phase", id=make_id("phase"), family_id=FAMILY, phase="intensive", since=DAY)
    put(
        "snapshot",
        id=SNAPSHOT,
        family_id=FAMILY,
        number=1,
        date=DAY,
        author_id=ACCOUNT,
        recorded_at=AT,
        instrument_id=instrument_id,
        is_revised_baseline=False,
        operation_id=make_id("operation 0"),
    )
    for subject, item in ((FAMILY, "income"), (CHILD, next(_child_items(instrument)))):
        put("score", family_id=FAMILY, subject_id=subject, item=item, date=DAY, number=1, level=3)


def _child_items(instrument: Instrument) -> Any:
    return (key for key, item in instrument.items.items() if item.subject.value == "child")


def _lay_write(connection: Connection, number: int) -> None:
    put, at = _Put(connection), AT + timedelta(minutes=number)
    operation_id = make_id(f"operation {number}")
    effect = {"nouns": ["family"], "family": None, "id": None, "counts": {"n": number}}
    put("operation", id=operation_id, kind="test", account_id=ACCOUNT, at=at, effect=effect)
    who: UUID | None = None if number == 1 else ACCOUNT
    put(
        "audit_entry",
        at=at,
        account_id=who,
        action="change_family",
        family_id=None if number == 2 else FAMILY,
        operation_id=operation_id,
        details={"zeven": 7, "aan": True, "é": "ü"} if number % 2 else {},
    )


@dataclass(frozen=True)
class _Put:
    connection: Connection

    def __call__(self, table: str, **values: object) -> None:
        # Not the table itself, which knows columns and keys that the old one does not have.
        types = Base.metadata.tables[table].columns
        old = sa.table(table, *(sa.column(name, types[name].type) for name in values))
        self.connection.execute(insert(old).values(**values))
