"""What is kept of a coach's day comes back as it was filled in; who was second is told; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.data.tables import Base
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.services.desk import Desk
from tests.data.kept_samples import KEPT, Sample, samples

AT = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)
T = TypeVar("T")
many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def write(desk: Desk, run: Callable[[Session], T]) -> T:
    """What `run` gives, done in a transaction that is kept."""
    found: list[T] = []

    def operation(session: Session) -> Done:
        found[:] = [run(session)]
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", operation, desk.account.id))
    return found[0]


def lay(desk: Desk, sample: Sample) -> None:
    write(desk, lambda session: sample.lay(session, at=AT, by=desk.account.id))


def everything(desk: Desk, sample: Sample) -> list[Kept[Any]]:
    """The record of each kind, in the order of KEPT."""
    found = desk.office.read(
        lambda session: [table.one(session, sample.ids[table.table.name]) for table in KEPT]
    )
    assert None not in found
    return [each for each in found if each is not None]


def of_family(desk: Desk, table: KeptTable[Any], sample: Sample) -> list[UUID]:
    if "family_id" not in table.table.c:
        query = table.kept().where(table.table.c.id == sample.ids[table.table.name])
    else:
        query = table.of_family(sample.family_id)
    return [record.id for record in desk.office.read(lambda session: table.read(session, query))]


def test_every_table_of_records_is_carried_by_one_and_tried_here() -> None:
    kept = {
        name
        for name, table in Base.metadata.tables.items()
        if {"removed_at", "version", "created_by"} <= {*table.columns.keys()}
    }
    assert kept
    assert kept == {table.table.name for table in KEPT}


@settings(many, max_examples=12)
@given(sample=samples())
def test_every_record_comes_back_as_it_was_filled_in(desk: Desk, sample: Sample) -> None:
    lay(desk, sample)
    for table, found in zip(KEPT, everything(desk, sample), strict=True):
        details = sample.details[table.table.name]
        assert found.details == details
        assert type(found.details) is type(details)
        family_id = sample.family_id if "family_id" in table.table.c else None
        assert (found.family_id, found.version, found.created_at, found.removed_at) == (
            family_id,
            1,
            AT,
            None,
        )
        assert (found.created_by, found.created_by_id, found.changed_by) == ("An", desk.account.id, "An")
        assert of_family(desk, table, sample) == [found.id]


@settings(many, max_examples=4)
@given(sample=samples(), other=samples())
def test_who_comes_second_changes_nothing_and_is_told(desk: Desk, sample: Sample, other: Sample) -> None:
    lay(desk, sample)
    first = {table: _changed(table, sample, other) for table in KEPT}
    second = {table: sample.details[table.table.name] for table in KEPT}

    def change(session: Session, version: int, details: dict[KeptTable[Any], Any]) -> set[bool]:
        return {
            table.change(session, sample.ids[table.table.name], version, filled, at=LATER, by=desk.account.id)
            for table, filled in details.items()
        }

    for version, details, is_kept in ((1, first, True), (1, second, False), (3, second, False)):
        assert write(desk, partial(change, version=version, details=details)) == {is_kept}
        for found, table in zip(everything(desk, sample), KEPT, strict=True):
            assert (found.details, found.version) == (first[table], 2)
            assert (found.created_at, found.changed_at) == (AT, LATER)
    assert write(desk, lambda s: change(s, 2, second)) == {True}
    assert [found.details for found in everything(desk, sample)] == [*second.values()]


def _changed(table: KeptTable[Any], sample: Sample, other: Sample) -> Any:
    """What somebody else fills in, about the same people and services."""
    details = sample.details[table.table.name]
    refers = {each.name for each in fields(details) if table.table.c[each.name].foreign_keys}
    return replace(other.details[table.table.name], **{name: getattr(details, name) for name in refers})


@settings(many, max_examples=2)
@given(sample=samples())
def test_what_was_taken_away_is_not_read_and_comes_back_whole(desk: Desk, sample: Sample) -> None:
    lay(desk, sample)
    by = desk.account.id

    def asked(act: str, version: int) -> set[bool]:
        def run(session: Session) -> set[bool]:
            return {
                getattr(table, act)(session, sample.ids[table.table.name], version, at=LATER, by=by)
                for table in KEPT
            }

        return write(desk, run)

    assert asked("remove", 1) == {True}
    assert [of_family(desk, table, sample) for table in KEPT] == [[]] * len(KEPT)
    for found, table in zip(everything(desk, sample), KEPT, strict=True):
        assert (found.details, found.version) == (sample.details[table.table.name], 2)
        assert found.removed_at == LATER
    # Neither who still has the version of before, nor who would take it away twice.
    assert asked("remove", 1) == asked("bring_back", 1) == {False}
    assert asked("bring_back", 2) == {True}
    for found, table in zip(everything(desk, sample), KEPT, strict=True):
        assert (found.details, found.version) == (sample.details[table.table.name], 3)
        assert of_family(desk, table, sample) == [found.id]


def test_a_record_that_is_not_there_is_none(desk: Desk) -> None:
    def run(session: Session) -> tuple[set[Kept[Any] | None], set[bool]]:
        ones = {table.one(session, uuid4()) for table in KEPT}
        return ones, {table.remove(session, uuid4(), 1, at=LATER, by=desk.account.id) for table in KEPT}

    assert write(desk, run) == ({None}, {False})


def test_what_is_filled_in_never_says_whose_it_is_or_who_made_it() -> None:
    """So no change moves a record to another family, or puts it in somebody else's name."""
    who = {"id", "family_id", "created_at", "created_by", "changed_at", "changed_by", "version", "removed_at"}
    assert [table for table in KEPT if who & {each.name for each in fields(table.details)}] == []
