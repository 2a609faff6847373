"""T7: whatever page of an office's file is tampered with, what is read is right or an error, never something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import schema, setting
from gezinscoach_desktop.data.backup_copy import copy_out
from gezinscoach_desktop.data.tables import FamilyRow, ScoreRow, table_of
from gezinscoach_desktop.data.types import LongText
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from tests.data.old_office import KEY, Store, file_store, lay_old, opened_file
from tests.factories import load_instrument, make_id

PAGE = 4096
LONG = "een lange toelichting " * 700

READS: dict[str, Callable[[Session], Any]] = {
    "a definition": lambda session: setting.instrument_definition(session, make_id("instrument")),
    "a note": lambda session: session.execute(select(ScoreRow.note)).scalars().all(),
    "remarks": lambda session: session.execute(select(FamilyRow.remarks)).scalars().all(),
    "families": lambda session: session.execute(select(table_of(FamilyRow))).all(),
    "scores": lambda session: session.execute(select(table_of(ScoreRow))).all(),
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed office with texts longer than a page."""
    path = tmp_path_factory.mktemp("office") / "kantoor"
    store = file_store(path)
    lay_old(store, load_instrument())
    schema.prepare(store.reader, store.writer)
    with store.writer.begin() as connection:
        connection.execute(text("DROP TRIGGER score_no_update"))
        connection.execute(update(table_of(ScoreRow)).values(note=LONG))
        connection.execute(update(table_of(FamilyRow)).values(remarks=LONG))
    store.reader.dispose()
    return path


def flipped(file: Path, tmp_path: Path) -> Iterator[Store]:
    """The office once for each of its pages, the last one first, with one bit of that page turned."""
    good = file.read_bytes()
    path = tmp_path / "kantoor"
    for page in reversed(range(len(good) // PAGE)):
        content = bytearray(good)
        content[page * PAGE + 2_000] ^= 1
        path.write_bytes(content)
        store = opened_file(path)
        yield store
        store.reader.dispose()
        for journal in ("-wal", "-shm"):
            path.with_name(f"{path.name}{journal}").unlink(missing_ok=True)


def answers(file: Path, tmp_path: Path, *reads: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What is read from the office itself, and from it with each page turned; None where that gave an error."""

    def ask(store: Store, read: Callable[[Session], Any]) -> Any:
        try:
            with Session(store.reader) as session:
                return read(session)
        except (DBAPIError, OfficeUnavailable, ValueError):  # ValueError: a moment of zeros
            store.reader.dispose()  # a connection that met a bad page gives nothing any more
            return None

    def asked(store: Store) -> dict[str, Any]:
        return {what: ask(store, READS[what]) for what in reads}

    store = opened_file(file)
    right = asked(store)
    store.reader.dispose()
    return right, [asked(store) for store in flipped(file, tmp_path)]


def test_a_page_that_was_tampered_with_gives_an_error_or_what_was_written(file: Path, tmp_path: Path) -> None:
    right, found = answers(file, tmp_path, *READS)
    assert all(right.values())
    assert len(found) > 50
    for what in READS:
        told = [each[what] for each in found]
        assert None in told, what
        assert right[what] in told, what  # one bad page is no reason to give nothing at all
        assert all(each in (None, right[what]) for each in told), what


@pytest.mark.usefixtures("compiled_anew")
def test_without_a_look_at_its_end_a_long_text_would_be_shown_with_zeros(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: SQLCipher alone lets it pass."""
    monkeypatch.setattr(LongText, "process_result_value", lambda self, value, dialect: value)
    right, found = answers(file, tmp_path, "remarks")
    assert any(each["remarks"] not in (None, right["remarks"]) for each in found)


def copies(file: Path, tmp_path: Path) -> Iterator[str]:
    """How copying went, for each page turned."""
    for place, store in enumerate(flipped(file, tmp_path)):
        try:
            with store.reader.connect() as connection:
                driver: Any = connection.connection.driver_connection
                connection.rollback()
                copy_out(driver, tmp_path / f"copy-{place}", KEY)
        except (OfficeUnavailable, DBAPIError, driver_error()):
            yield "noticed"
        else:
            yield "copied"


def driver_error() -> type[Exception]:
    from sqlcipher3 import dbapi2

    error: type[Exception] = dbapi2.Error
    return error


def test_no_page_that_was_tampered_with_becomes_a_good_one_in_a_copy(file: Path, tmp_path: Path) -> None:
    found = list(copies(file, tmp_path))
    assert "copied" not in found


def test_without_a_look_at_the_file_the_last_page_would_become_a_good_one(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: SQLite's backup alone lets the last page pass."""
    from gezinscoach_desktop.data import backup_copy

    monkeypatch.setattr(backup_copy, "_is_tampered_with", lambda driver: False)
    assert "copied" in copies(file, tmp_path)  # and the rest need not be tried
