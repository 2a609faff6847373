"""T12: offices of older programs are brought up to date whole, those of newer ones are read or refused, never harmed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gezinscoach_desktop import __version__
from gezinscoach_desktop.data import audit, operation, schema, sqlcipher
from gezinscoach_desktop.data.office import OfficeKind, Operation
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import OfficeTooNew, OfficeUnavailable
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, open_office
from tests.data.killed_migration import killed_copies
from tests.data.newer_office import make_newer
from tests.data.old_office import Store, columns_of, contents, file_store, lay_old, opened_file, server_store
from tests.factories import load_instrument
from tests.offices import PASSWORD, USER

DONE = Done(Change(frozenset()))
ENTRIES = 7
TRIGGER = "operation_writer"
NEVER = 10_000


@pytest.fixture
def store(office_kind: OfficeKind, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An office of version 0.1.0, with something in every table."""
    if office_kind is OfficeKind.POSTGRESQL:
        made = server_store(request.getfixturevalue("server_offices").empty())
    else:
        made = file_store(tmp_path / "kantoor")
    lay_old(made, load_instrument(), entries=ENTRIES)
    yield made
    made.reader.dispose()


def state_of(store: Store) -> schema.SchemaState:
    with store.reader.connect() as connection:
        return schema.check(connection)


def everything(store: Store) -> dict[str, Any]:
    """Tables, triggers and rows: what an office is."""
    with store.reader.connect() as connection:
        columns = columns_of(connection)
        return {"columns": columns, "rows": contents(connection, columns), "guards": guards(connection)}


def guards(connection: Any) -> set[str]:
    if connection.dialect.name == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    return set(connection.execute(text(query)).scalars())


def test_an_office_of_the_version_before_keeps_every_row_and_gets_a_whole_chain(store: Store) -> None:
    assert state_of(store) is schema.SchemaState.OLDER
    with store.reader.connect() as connection:
        columns = columns_of(connection)
        before = contents(connection, columns)
    assert schema.prepare(store.reader, store.writer) is None
    assert state_of(store) is schema.SchemaState.CURRENT
    with store.reader.connect() as connection:
        assert contents(connection, columns) == before
    with Session(store.reader) as session:
        assert audit.broken(session) == ()
        assert audit.head(session).number == ENTRIES


def test_the_trail_goes_on_after_the_migration(store: Store) -> None:
    schema.prepare(store.reader, store.writer)
    with Session(store.writer) as session, session.begin():
        audit.note(session, *audit.entries(session)[:2])
    with Session(store.reader) as session:
        assert audit.broken(session) == ()
        assert audit.head(session).number == ENTRIES + 2


def test_a_long_trail_is_chained_in_more_than_one_batch(store: Store) -> None:
    with store.writer.begin() as connection:
        _copy_entries(connection, 5_000)
    schema.prepare(store.reader, store.writer)
    with Session(store.reader) as session:
        assert audit.broken(session) == ()
        assert audit.head(session).number == ENTRIES + 5_000


def _copy_entries(connection: Any, number: int) -> None:
    series = (
        f"generate_series(1, {number}) AS n(x)"
        if connection.dialect.name == "postgresql"
        else f"(WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {number}) SELECT x FROM n)"
    )
    connection.exec_driver_sql(
        "INSERT INTO audit_entry (at, account_id, action, family_id, operation_id, details) SELECT at, account_id,"
        f" action, family_id, operation_id, details FROM audit_entry, {series} WHERE number = 4"
    )


def test_a_backup_is_made_before_and_only_before_an_upgrade(store: Store) -> None:
    made: list[schema.SchemaState] = []

    def back_up() -> None:
        made.append(state_of(store))

    schema.prepare(store.reader, store.writer, back_up)
    schema.prepare(store.reader, store.writer, back_up)
    assert made == [schema.SchemaState.OLDER]


def test_without_its_backup_an_office_is_not_upgraded(store: Store) -> None:
    def back_up() -> None:
        raise OfficeUnavailable("Geen plaats.")

    before = everything(store)
    with pytest.raises(OfficeUnavailable, match="Geen plaats"):
        schema.prepare(store.reader, store.writer, back_up)
    assert everything(store) == before


def test_two_programs_that_upgrade_at_once_do_it_once(store: Store) -> None:
    def other_program() -> None:
        schema.prepare(store.reader, store.writer)

    schema.prepare(store.reader, store.writer, other_program)
    with Session(store.reader) as session:
        assert audit.broken(session) == ()
    assert state_of(store) is schema.SchemaState.CURRENT


def insert_as(store: Store, writer: int | None) -> None:
    """What a program of that writer version does at the end of each write; None is version 0.1.0."""
    columns, values = ("", "") if writer is None else (", writer", f", {writer}")
    id_ = f"'{uuid4()}'" if store.writer.dialect.name == "postgresql" else f"x'{uuid4().hex}'"
    with store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE family SET remarks = 'van een oud programma'")
        connection.exec_driver_sql(
            f"INSERT INTO operation (id, kind, at, effect{columns}) "
            f"VALUES ({id_}, 'test', '2026-11-22 10:00:00.000000', '{{}}'{values})"
        )


def remarks(store: Store) -> str:
    with store.reader.connect() as connection:
        found: str = connection.execute(text("SELECT remarks FROM family")).scalar_one()
        return found


@pytest.mark.parametrize("writer", [None, 0, 1, schema.WRITER - 1])
def test_the_database_itself_refuses_the_whole_write_of_an_older_program(
    store: Store, writer: int | None
) -> None:
    schema.prepare(store.reader, store.writer)
    before = remarks(store)
    with pytest.raises(DBAPIError, match="too old to write"):
        insert_as(store, writer)
    assert remarks(store) == before


@pytest.mark.parametrize("writer", [schema.WRITER, schema.WRITER + 1])
def test_a_program_of_today_or_tomorrow_may_write(store: Store, writer: int) -> None:
    schema.prepare(store.reader, store.writer)
    insert_as(store, writer)
    assert remarks(store) == "van een oud programma"


def test_without_the_trigger_an_older_program_would_have_written(store: Store) -> None:
    """The control: it is the trigger that refuses."""
    schema.prepare(store.reader, store.writer)
    on = " ON operation" if store.writer.dialect.name == "postgresql" else ""
    with store.writer.begin() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER {TRIGGER}{on}")
    insert_as(store, None)
    assert remarks(store) == "van een oud programma"


def test_an_open_program_that_became_too_old_says_so_and_keeps_nothing(desk: Desk) -> None:
    make_newer(desk.office.place, min_reader=1, min_writer=schema.WRITER + 1)
    runs: list[Session] = []

    def run(session: Session) -> Done:
        runs.append(session)
        return DONE

    with pytest.raises(OfficeUnavailable, match=r"bijgewerkt op een andere pc.*werk het programma bij"):
        desk.office.write(Operation("test", run))
    assert runs == []


def test_a_program_that_does_not_ask_hears_it_from_the_database_in_dutch(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_newer(desk.office.place, min_reader=1, min_writer=schema.WRITER + 1)
    monkeypatch.setattr(operation, "kept_effect", lambda session, id_: None)
    with pytest.raises(OfficeUnavailable, match=r"bijgewerkt op een andere pc.*werk het programma bij"):
        desk.office.write(Operation("test", lambda session: DONE))


def test_a_newer_office_that_this_program_can_read_opens_for_reading_and_says_why(desk: Desk) -> None:
    make_newer(desk.office.place, min_reader=schema.READER, min_writer=schema.WRITER + 1)
    again = open_office(desk.office.place, user_name=USER, password=PASSWORD)
    assert again.office.read_only == schema.NEWER_READABLE
    assert again.office.read(audit.entries) == desk.office.read(audit.entries)
    with pytest.raises(OfficeUnavailable, match="Je kan alles lezen"):
        again.office.write(Operation("test", lambda session: DONE))
    close_office(again)


def test_a_newer_office_that_this_program_cannot_read_is_refused_and_left_alone(desk: Desk) -> None:
    make_newer(desk.office.place, min_reader=schema.READER + 1, min_writer=schema.WRITER + 1)
    close_office(desk)
    with pytest.raises(OfficeUnavailable, match="nieuwere versie"):
        open_office(desk.office.place, user_name=USER, password=PASSWORD)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("7.1.0", "nieuwere versie van het programma: 7.1.0 of hoger"),
        ("", r"nieuwere versie van het programma\. Werk"),
        ("onzin 7.1", r"nieuwere versie van het programma\. Werk"),
    ],
)
def test_who_cannot_read_a_newer_office_hears_which_version_is_needed(
    desk: Desk, program: str, words: str
) -> None:
    make_newer(desk.office.place, min_reader=schema.READER + 1, min_writer=schema.WRITER + 1, program=program)
    close_office(desk)
    with pytest.raises(OfficeTooNew, match=words):
        open_office(desk.office.place, user_name=USER, password=PASSWORD)


def test_an_office_says_which_program_brought_it_here(desk: Desk) -> None:
    assert desk.office.read(lambda session: session.execute(text("SELECT program FROM schema")).scalar()) == (
        __version__
    )


def test_an_office_of_today_is_not_touched_by_opening(desk: Desk) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "upgrade", pytest.fail)
        again = open_office(desk.office.place, user_name=USER, password=PASSWORD)
    assert again.office.read_only is None
    close_office(again)


class Broken(Exception):
    """The program stops here."""


def stop_at_15(number: int) -> None:
    if number == 15:
        raise Broken


def statements(engine: Engine | Connection, act: Callable[[int], None]) -> None:
    """Call `act` with the number of each statement before it is carried out."""
    seen = 0

    def before(*arguments: object) -> None:
        nonlocal seen
        seen += 1
        act(seen)

    event.listen(engine, "before_cursor_execute", before)


ONE_BY_ONE, STRIDE = 25, 11
"""A server keeps colleagues apart with some two hundred statements of a kind: of those, every so many."""


def test_a_migration_that_stops_at_any_statement_leaves_the_old_office_whole(store: Store) -> None:
    before = everything(store)
    stop_at = 0
    count = 0
    next_stop = 1

    def stop(number: int) -> None:
        nonlocal count
        count += 1
        if count == stop_at:
            raise Broken

    statements(store.writer, stop)
    stopped = 0
    while True:
        stop_at, count = next_stop, 0
        try:
            with store.writer.begin() as connection:
                schema.upgrade(connection)
        except Broken:
            stopped += 1
            next_stop += 1 if stopped < ONE_BY_ONE else STRIDE
            stop_at = 0
            assert everything(store) == before
        else:
            stop_at = 0
            break
    assert stopped > 20
    assert state_of(store) is schema.SchemaState.CURRENT


def test_a_migration_without_a_transaction_would_leave_half_an_office(tmp_path: Path) -> None:
    """The control: it is the transaction that keeps the old office whole."""
    store = file_store(tmp_path / "kantoor")
    lay_old(store, load_instrument())
    before = everything(store)
    with store.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")  # from here on each statement is on its own
        statements(connection, stop_at_15)
        with pytest.raises(Broken):
            schema.upgrade(connection)
    assert everything(store) != before
    store.reader.dispose()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_a_migration_killed_with_kill_nine_leaves_the_old_office_whole(tmp_path: Path) -> None:
    path = tmp_path / "kantoor"
    store = file_store(path)
    lay_old(store, load_instrument(), entries=ENTRIES)
    before = everything(store)
    store.reader.dispose()
    stops = (1, 7, 13, 18, 21, NEVER)
    for stop_at, (copy, was_killed) in zip(stops, killed_copies(path, stops), strict=True):
        after = opened_file(copy)
        assert was_killed is (stop_at != NEVER)
        assert (everything(after) == before) is was_killed
        assert (state_of(after) is schema.SchemaState.CURRENT) is not was_killed
        with after.reader.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
        after.reader.dispose()


def test_what_the_trigger_says_is_what_the_program_looks_for() -> None:
    meaning = sqlcipher.explain(DBAPIError("", None, Exception(schema.TOO_OLD)))
    assert isinstance(meaning, OfficeUnavailable)
    assert meaning.message == schema.UPDATED_ELSEWHERE
