"""Finishing a snapshot against the bare commit of the same rows."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any, cast
from uuid import UUID, uuid4

from benchmarks.generated import TODAY, family_id, office_of, own_copy
from benchmarks.measure import Line, milliseconds, side_by_side
from gezinscoach_desktop.data.office import Office
from gezinscoach_desktop.data.schema import WRITER
from gezinscoach_desktop.domain.draft import Draft, DraftEntry
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import read_family
from gezinscoach_desktop.services.setting import read_terms
from gezinscoach_desktop.services.snapshot import finish

SCORES = 12


def run(families: int) -> list[Line]:
    """A visit with twelve scores and a note, in the middle of a large office; each time another family."""
    # A copy each: what one connection writes empties the other's cache of pages.
    with own_copy(office_of(families)) as office, own_copy(office_of(families)) as other:
        desk = office.desk()
        keeping = replace(desk, office=cast(Office, _UntilKept(desk.office)))
        connection = other.raw_connection()
        numbers = count(11, 7)
        drafts = [_draft(desk, family_id(next(numbers) % families)) for _ in range(120)]
        others = [_draft(desk, family_id(next(numbers) % families)) for _ in range(60)]
        instrument_id = desk.office.read(read_terms).instrument_id
        account_id = desk.account.id
        kept, floor = side_by_side(
            lambda: _until_kept(keeping, drafts.pop()),
            lambda: _commit(connection, others.pop(), account_id, instrument_id),
            times=51,
        )
        whole = milliseconds(lambda: finish(desk, drafts.pop()), times=51)
        desk.office.close()
    return [
        Line(
            "finish",
            f"finishing a snapshot of {SCORES} scores, until it is kept for good",
            kept,
            1.3,
            floor=floor,
            floor_is="the bare commit of the same rows",
        ),
        Line("finish and show", "the same, until the finishing screen has everything it shows", whole, 100),
    ]


class _Kept(Exception):
    """The snapshot is kept; what follows is reading."""


class _UntilKept:
    """An office that stops `finish` where it begins to read for the finishing screen."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def __getattr__(self, name: str) -> Any:
        return getattr(self._office, name)

    def read(self, query: object) -> Any:  # noqa: ARG002
        raise _Kept


def _until_kept(desk: Desk, draft: Draft) -> None:
    with suppress(_Kept):
        finish(desk, draft)


def _draft(desk: Desk, family: UUID) -> Draft:
    header = read_family(desk, family)
    instrument = desk.office.read(read_terms).instrument
    adult = next(member.id for member in header.members if member.code.startswith("V"))
    places: list[Place] = [(None, item.key) for item in instrument.items_of(Subject.HOUSEHOLD)]
    places += [(adult, item.key) for item in instrument.items_of(Subject.ADULT)]
    entries = {place: DraftEntry(level=3, has_level=True) for place in places[:SCORES]}
    entries[places[0]] = DraftEntry(level=4, has_level=True, note="Samen naar het OCMW geweest.")
    return Draft(uuid4(), family, TODAY, entries)


def _commit(connection: Any, draft: Draft, account: UUID, instrument_id: UUID) -> None:
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")
    family, operation, day = draft.family_id.bytes, uuid4().bytes, draft.date.toordinal()
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "INSERT INTO snapshot (id, family_id, number, date, author_id, recorded_at, instrument_id,"
        " is_revised_baseline, operation_id) VALUES (?, ?, 9, ?, ?, ?, ?, 0, ?)",
        (draft.id.bytes, family, day, account.bytes, now, instrument_id.bytes, operation),
    )
    connection.executemany(
        "INSERT INTO score (family_id, subject_id, item, date, number, level, note) VALUES (?, ?, ?, ?, 9, ?, ?)",
        [
            (family, family if person is None else person.bytes, item, day, entry.level, entry.note or None)
            for (person, item), entry in draft.entries.items()
        ],
    )
    connection.execute(
        "INSERT INTO audit_entry (at, account_id, action, family_id, operation_id, details, hash)"
        " VALUES (?, ?, 'register_snapshot', ?, ?, ?, ?)",
        (now, account.bytes, family, operation, json.dumps({"number": 9, "scores": SCORES}), bytes(32)),
    )
    effect = {
        "nouns": ["draft", "snapshot"],
        "family": str(draft.family_id),
        "id": str(draft.id),
        "counts": {},
    }
    connection.execute(
        "INSERT INTO operation (id, kind, account_id, at, effect, writer) VALUES (?, 'register_snapshot', ?, ?, ?, ?)",
        (operation, account.bytes, now, json.dumps(effect), WRITER),
    )
    connection.execute("COMMIT")
