"""Copies of an SQLCipher database through SQLite's own backup, and what has to be right about one before it counts.

Copying the file instead is what breaks: of a database in use, most copies are not whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

from gezinscoach_desktop.data.disk import make_own
from gezinscoach_desktop.domain.backup import COUNTED, Contents
from gezinscoach_desktop.domain.errors import OfficeUnavailable

_DISK_FULL = 13


class DatabaseDamaged(OfficeUnavailable):
    """A copy of an office's database is not as it has to be."""

    def __init__(self) -> None:
        super().__init__("De kopie van het kantoor is beschadigd of past niet bij deze sleutels.")


def sqlite_version() -> str:
    """Of the SQLite within SQLCipher."""
    from sqlcipher3 import dbapi2

    return str(dbapi2.sqlite_version)


def copy_out(driver: Any, target: Path, key: bytes) -> None:
    """Copy the database of the driver's connection into the new file `target` under `key`, as one file without journals.

    The copy is of one moment, whatever others write meanwhile. Raises DatabaseDamaged when a page was tampered with.
    """
    make_own(target)
    with opened(target, key, "synchronous = OFF") as copy:
        driver.backup(copy)
        if _is_tampered_with(driver):
            raise DatabaseDamaged
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _is_tampered_with(driver: Any) -> bool:
    # SQLCipher gives zeros for a page whose seal is broken, and only the next page it fetches fails: measured, a broken
    # last page becomes a good one in the copy. Looked at twice: a page that another program is just folding in from its
    # write-ahead log can be read half.
    return all(driver.execute("PRAGMA cipher_integrity_check").fetchall() for _ in range(2))


def copy_in(driver: Any, source: Path, key: bytes) -> None:
    """Put the database in `source` in the place of the connection's own, in one transaction of SQLite."""
    with opened(source, key) as other:
        driver.execute("PRAGMA query_only = OFF")
        other.backup(driver)


@contextmanager
def opened(path: Path, key: bytes, *pragmas: str) -> Iterator[Any]:
    """A bare connection to a file that is there."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(
        f"file:{quote(str(path.absolute().as_posix()))}?mode=rw", uri=True, isolation_level=None
    )
    try:
        for pragma in (
            "cipher_log_level = NONE",
            f"key = \"x'{key.hex()}'\"",
            "trusted_schema = OFF",
            "foreign_keys = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",
            *pragmas,
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        yield connection
    finally:
        connection.close()


def examine(path: Path, key: bytes) -> Contents:
    """Check every page, every index and every reference of a copy; raises DatabaseDamaged, or tells what is in it."""
    with _damage(), opened(path, key, "query_only = ON") as connection:
        checks: tuple[tuple[str, list[tuple[str]]], ...] = (
            ("cipher_integrity_check", []),
            ("quick_check", [("ok",)]),
            ("foreign_key_check", []),
        )
        for pragma, good in checks:
            if connection.execute(f"PRAGMA {pragma}").fetchall() != good:
                raise DatabaseDamaged
        return _contents(connection)


def contents_of(path: Path, key: bytes) -> Contents:
    """What is in a copy that was examined before; raises DatabaseDamaged when it cannot even be counted."""
    with _damage(), opened(path, key, "query_only = ON") as connection:
        return _contents(connection)


def _contents(connection: Any) -> Contents:
    (office_id,) = connection.execute("SELECT id FROM office").fetchone()
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    present = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    counts = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
        for table in COUNTED
        if table in present
    }
    number, digest = _last_entry(connection)
    return Contents(UUID(bytes=office_id), revision, counts, number, digest)


def _last_entry(connection: Any) -> tuple[int, str]:
    columns = {row[1] for row in connection.execute("PRAGMA table_info(audit_entry)")}
    digest = "hash" if "hash" in columns else "x''"  # the first schema had no chain yet
    row = connection.execute(
        f"SELECT number, {digest} FROM audit_entry ORDER BY number DESC LIMIT 1"  # noqa: S608
    ).fetchone()
    return (0, "") if row is None else (row[0], bytes(row[1]).hex())


@contextmanager
def _damage() -> Iterator[None]:
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == _DISK_FULL:
            raise OSError("disk full") from error
        raise DatabaseDamaged from error
    except (TypeError, ValueError) as error:  # a row that is missing or holds something else
        raise DatabaseDamaged from error
