"""Anchors: a cut tail and a trail that was made anew are noticed, by the office itself and by every PC that saw it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import anchor, audit, schema
from gezinscoach_desktop.data.anchor import Anchor, Fault, FaultKind
from gezinscoach_desktop.data.audit import AuditEntry, Head
from gezinscoach_desktop.data.keys import FileSlots, KeyRing, create_ring
from gezinscoach_desktop.data.tables import AuditAnchorRow, AuditEntryRow, table_of
from tests.data.old_office import Store, file_store

AT = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)
ENTRIES = table_of(AuditEntryRow)
ANCHORS = table_of(AuditAnchorRow)
LENGTH, ANCHORED = 9, 6
OFFICE = UUID(int=7)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    slots = FileSlots(tmp_path_factory.mktemp("keys") / "kantoor.keys")
    return create_ring(slots, office_id=OFFICE, account_id=uuid4(), user_name="an", password="vier woorden")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, keys: KeyRing) -> Iterator[Store]:
    """Nine entries, the sixth anchored, and no guards: what a forger has who holds the key of the database."""
    made = file_store(tmp_path_factory.mktemp("trail") / "kantoor")
    with Session(made.writer) as session, session.begin():
        schema.upgrade(session.connection())
        _lengthen(session, ANCHORED)
        signed = anchor.sign(keys, audit.head(session), AT)
        assert signed is not None
        assert anchor.add(session, signed)
        _lengthen(session, LENGTH - ANCHORED)
        for table in ("audit_entry", "audit_anchor"):
            for verb in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER {table}_no_{verb}"))
    yield made
    made.reader.dispose()


@pytest.fixture
def forged(store: Store, own_home: Path) -> Iterator[Session]:
    """A session in which a test does what it likes; nothing of it is kept."""
    with Session(store.writer) as session:
        yield session
        session.rollback()


def _lengthen(session: Session, number: int) -> None:
    for place in range(number):
        audit.note(session, AuditEntry(AT + timedelta(minutes=place), None, "open_family", uuid4()))


def cut(session: Session, left: int) -> None:
    session.execute(delete(ENTRIES).where(ENTRIES.c.number > left))


def make_anew(session: Session) -> None:
    """A whole other trail of the same length, every hash of which fits."""
    cut(session, 0)
    _lengthen(session, LENGTH)


def test_a_sound_trail_with_its_anchor_and_memory_is_found_sound(forged: Session) -> None:
    """The control of all that is found."""
    anchor.remember(OFFICE, audit.head(forged))
    assert anchor.check(forged, OFFICE) == ()
    assert anchor.check_since(forged, anchor.remembered(OFFICE)) == ()


def test_a_tail_cut_off_before_an_anchor_is_noticed(forged: Session) -> None:
    cut(forged, ANCHORED - 1)
    assert anchor.check(forged, OFFICE) == (Fault(FaultKind.CUT, ANCHORED),)


def test_without_anchors_and_memory_a_cut_tail_is_not_noticed(forged: Session) -> None:
    """The control: it is the anchor that notices."""
    cut(forged, ANCHORED - 1)
    forged.execute(delete(ANCHORS))
    assert anchor.check(forged, OFFICE) == ()


def test_a_trail_made_anew_does_not_fit_the_anchor(forged: Session) -> None:
    make_anew(forged)
    assert audit.broken(forged) == ()
    assert anchor.check(forged, OFFICE) == (Fault(FaultKind.ANCHOR, ANCHORED),)


def test_a_pc_that_saw_more_notices_even_when_the_anchors_are_gone(forged: Session) -> None:
    anchor.remember(OFFICE, audit.head(forged))
    cut(forged, LENGTH - 1)
    forged.execute(delete(ANCHORS))
    assert anchor.check(forged, OFFICE) == (Fault(FaultKind.FORGOTTEN, LENGTH),)
    assert anchor.check_since(forged, anchor.remembered(OFFICE)) == (Fault(FaultKind.FORGOTTEN, LENGTH),)


def test_a_pc_notices_a_trail_made_anew(forged: Session) -> None:
    anchor.remember(OFFICE, audit.head(forged))
    make_anew(forged)
    forged.execute(delete(ANCHORS))
    assert anchor.check(forged, OFFICE) == (Fault(FaultKind.DIFFERENT, LENGTH),)


def test_what_happened_since_last_time_is_checked_by_itself(forged: Session) -> None:
    anchor.remember(OFFICE, Head(ANCHORED, audit.hash_of(forged, ANCHORED) or b""))
    forged.execute(update(ENTRIES).where(ENTRIES.c.number.in_([2, 8])).values(action="print"))
    assert anchor.check_since(forged, anchor.remembered(OFFICE)) == (Fault(FaultKind.ENTRY, 8),)
    assert anchor.check(forged, OFFICE) == (Fault(FaultKind.ENTRY, 2), Fault(FaultKind.ENTRY, 8))
    assert anchor.check_since(forged, None) == ()


@pytest.mark.parametrize(
    "forge",
    [
        {"account_id": uuid4()},
        {"at": AT + timedelta(days=1)},
        {"signature": bytes(64)},
        {"signature": b""},
        {"public_key": bytes(32)},
        {"public_key": b"kort"},
    ],
)
def test_a_forged_anchor_is_noticed(forged: Session, forge: dict[str, Any]) -> None:
    forged.execute(update(ANCHORS).values(**forge))
    assert anchor.check(forged, OFFICE) == (Fault(FaultKind.SIGNATURE, ANCHORED),)


@pytest.mark.parametrize("spoiled", ["at = 'gisteren'", "account_id = x'00'", "signature = 'tekst'"])
def test_an_anchor_that_no_program_writes_is_noticed_and_stops_nothing(forged: Session, spoiled: str) -> None:
    forged.connection().exec_driver_sql(f"UPDATE audit_anchor SET {spoiled}")
    assert [fault.kind for fault in anchor.check(forged, OFFICE)] == [FaultKind.SIGNATURE]


def test_an_anchor_moved_to_another_entry_is_noticed(forged: Session) -> None:
    found = audit.hash_of(forged, 3)
    forged.execute(update(ANCHORS).values(number=3, hash=found))
    assert anchor.check(forged, OFFICE) == (Fault(FaultKind.SIGNATURE, 3),)


def test_an_anchor_of_another_office_does_not_count(forged: Session) -> None:
    assert anchor.check(forged, uuid4()) == (Fault(FaultKind.SIGNATURE, ANCHORED),)


def test_two_accounts_never_sign_with_one_key(forged: Session, keys: KeyRing) -> None:
    row = dict(forged.execute(select(ANCHORS)).mappings().one())
    other = uuid4()
    content = anchor._content(OFFICE, Head(row["number"], row["hash"]), other, AT)
    forged.execute(
        ANCHORS.insert(),
        {**row, "id": uuid4(), "account_id": other, "at": AT, "signature": keys.sign(content)},
    )
    assert [fault.kind for fault in anchor.check(forged, OFFICE)] == [FaultKind.SIGNATURE]


def test_an_entry_that_got_another_number_meanwhile_is_not_anchored(forged: Session, keys: KeyRing) -> None:
    signed = anchor.sign(keys, Head(LENGTH, bytes(32)), AT)
    assert signed is not None
    assert not anchor.add(forged, signed)
    assert anchor.check(forged, OFFICE) == ()


def test_an_empty_trail_is_not_signed_for(keys: KeyRing) -> None:
    assert anchor.sign(keys, audit.EMPTY, AT) is None


def test_what_this_pc_remembers_survives_and_is_of_one_office(own_home: Path) -> None:
    first, second = uuid4(), uuid4()
    anchor.remember(first, Head(3, b"a" * 32))
    anchor.remember(first, Head(4, b"b" * 32))
    anchor.remember(second, Head(1, b"c" * 32))
    assert anchor.remembered(first) == Head(4, b"b" * 32)
    assert anchor.remembered(second) == Head(1, b"c" * 32)
    assert anchor.remembered(uuid4()) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"number": 1}', b'{"number": "x", "hash": "00"}', b"\xff"]
)
def test_a_memory_that_was_damaged_is_as_none(own_home: Path, content: bytes) -> None:
    office = uuid4()
    anchor.remember(office, Head(1, b"a" * 32))
    (own_home / "anchors" / f"{office}.json").write_bytes(content)
    assert anchor.remembered(office) is None


def test_an_anchor_says_what_it_signs() -> None:
    made = Anchor(Head(1, b"a" * 32), UUID(int=1), AT, b"", b"")
    assert anchor._content(OFFICE, made.head, made.account_id, AT) == (
        b'["gezinscoach anchor 1","00000000000000000000000000000007",1,"' + b"61" * 32 + b'",'
        b'"00000000000000000000000000000001","2026-11-22T14:32:00.000000+00:00"]'
    )
