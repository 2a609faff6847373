"""The chain of the audit trail: whatever is changed, swapped, removed or put in between is found; a cut tail is not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import audit, schema
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.data.tables import AuditEntryRow, table_of
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import open_office
from tests.data.old_office import Store, file_store
from tests.factories import make_id
from tests.offices import PASSWORD, USER

TABLE = table_of(AuditEntryRow)
AT = datetime(2026, 11, 22, 14, 32, 5, 120_000, tzinfo=UTC)
LENGTH = 8
Row = dict[str, Any]


def entry(number: int) -> AuditEntry:
    return AuditEntry(
        AT + timedelta(minutes=number),
        None,
        ("open_family", "change_family", "print")[number % 3],
        make_id(f"family {number % 2}"),
        make_id(f"operation {number}"),
        {"scores": number, "names": True} if number % 2 else {},
    )


def write(desk: Desk, *entries: AuditEntry) -> None:
    def run(session: Session) -> Done:
        audit.note(session, *entries)
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run))


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A trail without its guards: what a forger has who holds the key of the database."""
    store = file_store(tmp_path_factory.mktemp("trail") / "kantoor")
    with Session(store.writer) as session, session.begin():
        schema.upgrade(session.connection())
        for number in range(LENGTH):
            audit.note(session, entry(number))
        for verb in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER audit_entry_no_{verb}"))
    yield store
    store.reader.dispose()


def after(trail: Store, forge: Callable[[list[Row]], Sequence[Row]]) -> tuple[Sequence[Row], tuple[int, ...]]:
    """The rows that a forger leaves and what the chain says of them; the store itself stays as it was."""
    with Session(trail.writer) as session:
        rows = [dict(row) for row in session.execute(select(TABLE).order_by(TABLE.c.number)).mappings()]
        forged = forge(rows)
        session.execute(delete(TABLE))
        for row in forged:
            session.execute(insert(TABLE), row)
        found = audit.broken(session)
        session.rollback()
    return forged, found


def original(trail: Store) -> Sequence[Row]:
    return after(trail, list)[0]


CHANGES: dict[str, st.SearchStrategy[Any]] = {
    "at": st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)),  # noqa: DTZ001
    "action": st.sampled_from(["open_family", "change_family", "print", "sign_in", ""]),
    "family_id": st.none() | st.uuids(),
    "operation_id": st.none() | st.uuids(),
    "details": st.dictionaries(
        st.text(max_size=3), st.integers() | st.booleans() | st.text(max_size=3), max_size=2
    ),
    "hash": st.binary(min_size=32, max_size=32),
    "number": st.integers(-5, LENGTH * 2),
}


@st.composite
def forgeries(draw: st.DrawFn) -> Callable[[list[Row]], list[Row]]:
    """Edits, swaps, deletions, insertions, with or without the hash of the forged entry made to fit."""
    kind = draw(st.sampled_from(["edit", "swap", "delete", "insert"]))
    first, second = draw(st.integers(0, LENGTH - 1)), draw(st.integers(0, LENGTH - 1))
    column = draw(st.sampled_from(sorted(CHANGES)))
    value = draw(CHANGES[column])
    is_sealed = draw(st.booleans())

    def forge(rows: list[Row]) -> list[Row]:
        rows = [dict(row) for row in rows]
        if kind == "edit":
            rows[first][column] = value
        elif kind == "swap":
            rows[first]["number"], rows[second]["number"] = rows[second]["number"], rows[first]["number"]
        elif kind == "delete":
            del rows[first]
        else:
            added = {**rows[second], column: value, "number": rows[first]["number"]}
            for row in rows[first:]:
                row["number"] += 1
            rows.insert(first, added)
        rows = sorted({row["number"]: row for row in rows}.values(), key=lambda row: row["number"])
        if is_sealed and column != "hash":
            _seal(rows, min(first, len(rows) - 1))
        return rows

    return forge


def _seal(rows: list[Row], place: int) -> None:
    """Make the hash of one row fit what stands before it, as a forger would."""
    previous = rows[place - 1]["hash"] if place else bytes(32)
    row = rows[place]
    made = AuditEntry(
        *(row[name] for name in ("at", "account_id", "action", "family_id", "operation_id", "details"))
    )
    row["hash"] = audit.seal_of(previous, row["number"], made, made.details)


@given(forge=forgeries())
def test_whatever_is_done_to_the_middle_of_the_trail_is_found(trail: Store, forge: Any) -> None:
    before = original(trail)
    rows, found = after(trail, forge)
    is_whole = [*rows] == [*before[: len(rows)]]
    is_only_longer_or_the_last_made_again = [*rows[:-1]] == [*before[: len(rows) - 1]] and len(rows) >= len(
        before
    )
    if is_whole:
        assert found == ()
    elif not is_only_longer_or_the_last_made_again:
        assert found != ()


def test_every_field_of_every_entry_is_in_the_chain(trail: Store) -> None:
    values = {
        "at": AT + timedelta(days=400),
        "action": "sign_in",
        "family_id": uuid4(),
        "operation_id": None,
        "details": {"scores": 99},
        "hash": bytes(31) + b"\1",
    }
    for place in range(LENGTH):
        for name, value in values.items():

            def forge(
                rows: list[Row], place: int = place, name: str = name, value: object = value
            ) -> list[Row]:
                rows[place][name] = value
                return rows

            assert place + 1 in after(trail, forge)[1], (place, name)


def test_an_untouched_trail_is_found_whole(trail: Store) -> None:
    """The control of all that is found."""
    assert after(trail, list)[1] == ()


def test_without_the_hash_before_it_in_the_hash_a_deletion_would_pass(
    trail: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: it is the chain that notices, not the hash of each entry."""
    sealed = audit.seal_of
    monkeypatch.setattr(audit, "seal_of", lambda previous, *rest: sealed(bytes(32), *rest))

    def forge(rows: list[Row]) -> list[Row]:
        for place in range(len(rows)):
            row = rows[place]
            made = replace(entry(0), at=row["at"], action=row["action"], family_id=row["family_id"])
            made = replace(made, operation_id=row["operation_id"], details=row["details"])
            row["hash"] = sealed(bytes(32), row["number"], made, made.details)
        return rows[:3] + rows[4:]

    assert after(trail, forge)[1] == ()


@pytest.mark.parametrize("left", range(LENGTH))
def test_a_tail_that_was_cut_off_leaves_a_whole_chain(trail: Store, left: int) -> None:
    """What the chain cannot see; anchors do."""
    assert after(trail, lambda rows: rows[:left])[1] == ()


def test_an_entry_that_no_program_writes_is_found_and_stops_nothing(trail: Store) -> None:
    spoiled = {
        3: "UPDATE audit_entry SET at = 'gisteren' WHERE number = 3",
        4: "UPDATE audit_entry SET details = '{' WHERE number = 4",
        5: "UPDATE audit_entry SET family_id = x'00' WHERE number = 5",
        6: "UPDATE audit_entry SET hash = 'tekst' WHERE number = 6",
        7: "UPDATE audit_entry SET action = x'00' WHERE number = 7",
        8: "UPDATE audit_entry SET details = '{\"a\": NaN}' WHERE number = 8",
    }
    with Session(trail.writer) as session:
        for statement in spoiled.values():
            session.connection().exec_driver_sql(statement)
        found = audit.broken(session)
        session.rollback()
    assert set(found) == set(spoiled)


def test_only_so_many_are_named(trail: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_SHOWN", 3)
    assert len(after(trail, lambda rows: rows[::2])[1]) == 3


def test_what_is_noted_fits_on_every_kind_of_office(desk: Desk) -> None:
    write(desk, *(entry(number) for number in range(5)))
    write(desk, replace(entry(5), account_id=desk.account.id))
    head = desk.office.read(audit.head)
    write(desk, entry(6))
    assert desk.office.read(audit.broken) == ()
    assert desk.office.read(lambda session: audit.broken(session, head)) == ()
    wrong = replace(head, hash=bytes(32))
    assert desk.office.read(lambda session: audit.broken(session, wrong)) == (head.number + 1,)
    assert desk.office.read(lambda session: audit.hash_of(session, head.number)) == head.hash
    assert desk.office.read(lambda session: audit.hash_of(session, 10_000)) is None


@pytest.mark.parametrize(
    "details",
    [
        {2: "twee", 10: "tien"},
        {"b": 1, "a": 2},
        {"é": "ü – “aan”", "x": None},
        {"diep": {"y": [1, 2], "x": (3,)}},
        {"groot": 10**25, "min": -1},
    ],
)
def test_details_fit_however_a_database_keeps_them(desk: Desk, details: dict[Any, Any]) -> None:
    write(desk, replace(entry(0), details=details))
    assert desk.office.read(audit.broken) == ()


def test_a_broken_number_is_refused_since_databases_keep_them_differently(desk: Desk) -> None:
    with pytest.raises(TypeError, match="whole numbers"):
        write(desk, replace(entry(0), details={"seconden": 0.1}))


def test_a_moment_is_the_same_in_every_time_zone(desk: Desk) -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=2)))
    write(desk, replace(entry(0), at=elsewhere))
    assert desk.office.read(audit.broken) == ()
    assert audit.seal_of(b"", 1, entry(0), {}) == audit.seal_of(
        b"", 1, replace(entry(0), at=entry(0).at.astimezone(timezone(timedelta(hours=2)))), {}
    )


def test_a_write_that_fails_leaves_no_gap(desk: Desk) -> None:
    before = desk.office.read(audit.head)

    def fail(session: Session) -> Done:
        audit.note(session, entry(0))
        raise LookupError

    with pytest.raises(LookupError):
        desk.office.write(Operation("test", fail))
    write(desk, entry(1))
    assert desk.office.read(audit.head).number == before.number + 1
    assert desk.office.read(audit.broken) == ()


def test_many_at_once_seal_one_another_in_one_row(desk: Desk) -> None:
    desks = [open_office(desk.office.place, user_name=USER, password=PASSWORD) for _ in range(3)]
    failures: list[BaseException] = []
    before = desk.office.read(audit.head).number

    def work(mine: Desk) -> None:
        try:
            for number in range(10):
                write(mine, entry(number), entry(number + 1))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(mine,)) for mine in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for mine in desks:
        mine.office.close()
    assert failures == []
    assert desk.office.read(audit.head).number == before + 60
    assert desk.office.read(audit.broken) == ()


def test_a_seal_never_changes() -> None:
    """Offices hold seals of years ago: what is hashed, and how, stays as it is."""
    made = AuditEntry(AT, UUID(int=1), "print", UUID(int=2), None, {"names": True, "é": 1})
    assert audit.seal_of(bytes(32), 7, made, made.details).hex() == GOLDEN


GOLDEN = "8c8e03438d1f8f7c08236bcd019bea93cfbfd10d75065670ac4a516597f1b8fa"
