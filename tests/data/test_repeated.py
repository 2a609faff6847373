"""The tests make their fresh offices by sending Alembic's statements again: that gives what Alembic gives, to the letter."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.office import OfficeKind
from tests import repeated
from tests.data.old_office import Store, file_store, server_store
from tests.offices import ServerOffices

REVISIONS = ["0001", "head"]
_SECRET = re.compile(r"^\\\\x[0-9a-f]{64}$", re.MULTILINE)
"""What the server thinks of itself for its codes, in every office something else."""


@dataclass(frozen=True)
class Empty:
    """Databases with nothing in them, and all that is in one of them."""

    kind: OfficeKind
    folder: Path
    server: ServerOffices | None
    number: Iterator[int]

    @contextmanager
    def store(self) -> Iterator[Store]:
        if self.server is not None:
            store = server_store(self.server.empty())
        else:
            store = file_store(self.folder / f"{next(self.number)}")
        try:
            yield store
        finally:
            store.reader.dispose()

    def told(self, store: Store) -> Sequence[object]:
        if self.server is None:
            with store.reader.connect() as connection:
                return _file(connection)
        url = store.reader.url
        database = str(url.database)
        dump = [str(self.server.server.bin_path / "pg_dump"), self.server.url(database)]
        ran = subprocess.run(dump, capture_output=True, text=True, check=True)
        lines = _SECRET.sub("the secret", ran.stdout.replace(database, "the_database")).splitlines()
        return [line for line in lines if not line.startswith(("\\restrict", "\\unrestrict"))]


def _file(connection: Connection) -> Sequence[object]:
    """How each thing was made, in that order, and every row."""
    made = connection.execute(
        text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid")
    ).all()
    rows = {
        table: connection.execute(text(f'SELECT * FROM "{table}"')).all()
        for table in inspect(connection).get_table_names()
    }
    return [*made, *rows.items()]


@pytest.fixture
def empty(office_kind: OfficeKind, tmp_path: Path, request: pytest.FixtureRequest) -> Empty:
    is_server = office_kind is OfficeKind.POSTGRESQL
    server = request.getfixturevalue("server_offices") if is_server else None
    return Empty(office_kind, tmp_path, server, count())


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_is_sent_again_makes_the_same_office(
    empty: Empty, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty.store() as store, repeated.real():
        _up(store, revision)
        migrated = empty.told(store)
    with empty.store() as store:
        _up(store, revision)  # whoever is the first in this run
    calls: list[object] = []
    monkeypatch.setattr(repeated, "_migrate", lambda *arguments: calls.append(arguments))
    with empty.store() as store:
        _up(store, revision)
        assert list(empty.told(store)) == list(migrated)
    assert calls == []
    assert len(migrated) > 50


def test_a_statement_that_is_left_out_is_noticed(empty: Empty, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above."""
    with empty.store() as store, repeated.real():
        _up(store, "head")
        migrated = empty.told(store)
    with empty.store() as store:
        _up(store, "head")
    known = {
        kind: tuple(each for each in statements if "CREATE TRIGGER operation_writer" not in each.sql)
        for kind, statements in repeated._KNOWN.items()
    }
    assert known != repeated._KNOWN
    monkeypatch.setattr(repeated, "_KNOWN", known)
    with empty.store() as store:
        _up(store, "head")
        assert list(empty.told(store)) != list(migrated)


def test_an_office_that_exists_is_always_brought_up_to_date_by_alembic(
    empty: Empty, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty.store() as store:
        _up(store, "0001")
        calls: list[str] = []
        migrate = repeated._migrate

        def counted(config: Config, to: str) -> None:
            calls.append(to)
            migrate(config, to)

        monkeypatch.setattr(repeated, "_migrate", counted)
        _up(store, "head")
        assert calls == ["head"]
        with store.reader.connect() as connection:
            assert schema.check(connection) is schema.SchemaState.CURRENT


def _up(store: Store, revision: str) -> None:
    with store.writer.begin() as connection:
        schema.upgrade(connection, revision)
