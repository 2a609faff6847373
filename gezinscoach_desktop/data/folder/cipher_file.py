"""Whole database files under one key or another, which nobody has open."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from gezinscoach_desktop.data.backup_copy import copy_out, opened


def is_sound(path: Path, key: bytes) -> bool:
    """Whether every page is as SQLCipher wrote it under `key`; nothing is written beside the file."""
    from sqlcipher3 import dbapi2

    try:
        connection = dbapi2.connect(
            f"file:{quote(str(path.absolute().as_posix()))}?mode=ro&immutable=1", uri=True
        )
        try:
            for pragma in ("cipher_log_level = NONE", f"key = \"x'{key.hex()}'\""):
                connection.execute(f"PRAGMA {pragma}").fetchall()
            return not connection.execute("PRAGMA cipher_integrity_check").fetchall()
        finally:
            connection.close()
    except dbapi2.Error:
        return False


def copy_under(source: Path, source_key: bytes, target: Path, key: bytes) -> UUID:
    """The database in `source` as the new file `target` under `key`, flushed; gives whose office it is.

    Raises OSError when the disk refuses or the source cannot be read.
    """
    from sqlcipher3 import dbapi2

    try:
        with opened(source, source_key) as driver:
            (office_id,) = driver.execute("SELECT id FROM office").fetchone()
            copy_out(driver, target, key)
        as_working_copies_have_it(target, key)
    except dbapi2.Error as error:
        raise OSError("the database could not be copied") from error
    return UUID(bytes=office_id)


def as_working_copies_have_it(path: Path, key: bytes) -> None:
    """Say in the file that it has a write-ahead log, so that opening a copy of it changes no page; flushed."""
    with opened(path, key) as driver:
        driver.execute("PRAGMA journal_mode = WAL").fetchall()
    with path.open("rb+") as file:
        os.fsync(file.fileno())
