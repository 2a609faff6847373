"""The pages of a transaction read from SQLite's write-ahead log are the transaction, and laid over a copy give its result."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gezinscoach_desktop.data.folder.base import fingerprint_of
from gezinscoach_desktop.data.folder.commit import PAGE
from gezinscoach_desktop.data.folder.wal import BadLog, read_transaction

KEY = bytes(range(32))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Any]:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(tmp_path / "work.db"), isolation_level=None)
    pragmas = (
        "cipher_log_level = NONE",
        f"key = \"x'{KEY.hex()}'\"",
        "locking_mode = EXCLUSIVE",
        "journal_mode = WAL",
        "wal_autocheckpoint = 0",
        "synchronous = OFF",
    )
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT)")
    connection.executemany("INSERT INTO word (text) VALUES (?)", [("x" * 500,)] * 400)
    yield connection
    connection.close()


def lay(path: Path, pages: dict[int, bytes], size: int) -> None:
    with path.open("rb+") as file:
        for number, page in pages.items():
            file.seek((number - 1) * PAGE)
            file.write(page)
        file.truncate(size * PAGE)


def test_laid_over_copies_they_give_the_same_database(connection: Any, tmp_path: Path) -> None:
    log, copy = tmp_path / "work.db-wal", tmp_path / "copy.db"
    copy.touch()
    end = 0
    statements = (
        "UPDATE word SET text = 'y' WHERE id = 7",
        "DELETE FROM word WHERE id < 200",
        "INSERT INTO word (text) SELECT text || '!' FROM word",
        "CREATE INDEX word_text ON word (text)",
        "DROP INDEX word_text",
    )
    for statement in ("SELECT 1", *statements):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(statement)
        connection.execute("COMMIT")
        while (transaction := read_transaction(log, end)) is not None:
            lay(copy, transaction.pages, transaction.size)
            end = transaction.end
    connection.close()
    assert fingerprint_of(copy) == fingerprint_of(tmp_path / "work.db")
    assert copy.read_bytes() == (tmp_path / "work.db").read_bytes()


def test_what_was_rolled_back_is_not_read_even_when_it_had_reached_the_log(
    connection: Any, tmp_path: Path
) -> None:
    log = tmp_path / "work.db-wal"
    end = log.stat().st_size
    connection.execute("PRAGMA cache_size = 5")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE word SET text = 'z' || text")
    connection.execute("ROLLBACK")
    assert log.stat().st_size > end, "it had been written"
    assert read_transaction(log, end) is None
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE word SET text = 'q' WHERE id = 9")
    connection.execute("COMMIT")
    transaction = read_transaction(log, end)
    assert transaction is not None
    assert len(transaction.pages) == 1
    assert read_transaction(log, transaction.end) is None


def test_a_log_that_is_none_is_noticed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert read_transaction(log, 0) is None
    log.write_bytes(b"")
    assert read_transaction(log, 0) is None
    log.write_bytes(bytes(5000))
    with pytest.raises(BadLog):
        read_transaction(log, 0)


def test_a_fingerprint_tells_any_two_databases_apart(connection: Any, tmp_path: Path) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    seen = set()
    for number in range(5):
        connection.execute("UPDATE word SET text = ? WHERE id = 1", (str(number % 2),))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        shutil.copy(tmp_path / "work.db", tmp_path / "copy.db")
        seen.add(fingerprint_of(tmp_path / "copy.db"))
    assert len(seen) == 5
