"""Offices of program 0.1: the first good sign-in gives their account a slot, under the same keys and with the same drafts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys import FileSlots, KeyRing, file_slots, open_ring, verify_with
from gezinscoach_desktop.data.server.address import parse
from gezinscoach_desktop.data.server.engine import make_engine
from gezinscoach_desktop.data.server.slots import TableSlots
from gezinscoach_desktop.domain.errors import OfficeUnavailable, WrongPassword
from gezinscoach_desktop.services.office import close_office, open_office
from tests.data.keys.key_office import keys_of
from tests.offices import PASSWORD, USER, ServerOffices

# Made by version 0.1.0 with the password of the tests.
SLOT: dict[str, Any] = {
    "user": "an",
    "account": "00acc000-0000-0000-0000-0000000000a1",
    "kdf": "argon2id",
    "memory_kib": 65536,
    "time": 1,
    "lanes": 1,
    "salt": "7XVHeaz2lGOZ8R761zpRcA==",
    "sealed": "M7tG4r+SYg5k21ni3+G4eYbeCgyxdVJJheel9wH9G+x6zxYJAMJiIzg+kQFV2BSUD3+FDMj7sLHdy6sJ",
}
OLD: dict[str, Any] = {"format": 1, "office": "00ff1ce0-0000-0000-0000-000000000001", "slots": [SLOT]}
DATABASE = "e0de70b63f1a77c3f8450424d5b1176c9d429946fae92b4211deef37a1656fd9"
DRAFT = "23bdf59349aa32444e44e4ccf3235e22849d48774b0d28abec1676fe5db47adf"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kantoor.keys"
    path.write_text(json.dumps(OLD, indent=1))
    return path


def an_in(path: Path, password: str = PASSWORD) -> KeyRing:
    return open_ring(FileSlots(path), user_name="AN", password=password)


def test_an_old_key_file_opens_the_same_database_and_drafts_before_and_after_it_is_new(path: Path) -> None:
    first = an_in(path)
    assert json.loads(path.read_text())["format"] == 2
    again = an_in(path)
    assert {ring.database.hex() for ring in (first, again)} == {DATABASE}
    assert {ring.draft.hex() for ring in (first, again)} == {DRAFT}
    assert keys_of(first) == keys_of(again)
    assert verify_with(first.public_key, b"x", again.sign(b"x"))
    assert str(again.account_id) == SLOT["account"]


def test_a_wrong_password_changes_nothing_in_an_old_file(path: Path) -> None:
    before = path.read_bytes()
    for user, password in (("an", "verkeerd"), ("bert", PASSWORD)):
        with pytest.raises(WrongPassword):
            open_ring(FileSlots(path), user_name=user, password=password)
    assert path.read_bytes() == before


def test_an_office_that_was_upgraded_does_all_that_others_do(path: Path) -> None:
    ring = an_in(path)
    begun = ring.change_password(PASSWORD, "nieuw en beter").begin_epoch()
    begun.finish_epoch()
    found = an_in(path, "nieuw en beter")
    assert (found.draft.hex(), found.database_of(1).hex(), found.epochs) == (DRAFT, DATABASE, (2,))
    found.reset_password(ring.holder.account_id or pytest.fail("no account"), "An", "CODE")
    assert an_in(path, "code").draft.hex() == DRAFT


def test_killed_at_any_step_of_the_upgrade_the_password_still_opens(path: Path) -> None:
    before = path.read_bytes()
    for step in range(20):
        path.write_bytes(before)
        left = [step]

        def replaced(target: Path, content: bytes, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise OSError("weg")
            target.write_bytes(content)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(file_slots, "replace_file", replaced)
            try:
                an_in(path)
            except OfficeUnavailable:
                pass
            else:
                assert step == 4
                return
        found = an_in(path)
        assert (found.database.hex(), found.draft.hex()) == (DATABASE, DRAFT)
    pytest.fail("never came to an end")


@pytest.mark.parametrize(
    "change",
    [
        {"salt": "7XVHeaz2lGOZ8R761zpRcQ=="},
        {"time": 2},
        {"account": "00acc000-0000-0000-0000-0000000000a2"},
        {"user": "bert"},
    ],
)
def test_a_changed_field_of_an_old_file_does_not_open(path: Path, change: dict[str, object]) -> None:
    slot = {**SLOT, **change}
    path.write_text(json.dumps({**OLD, "slots": [slot]}))
    with pytest.raises(WrongPassword):
        open_ring(FileSlots(path), user_name=str(slot["user"]), password=PASSWORD)


@pytest.mark.parametrize(
    "change",
    [{"slots": []}, {"slots": 7}, {"slots": [7]}, {"office": 7}, {"extra": 1}, {"slots": OLD["slots"] * 2}],
)
def test_an_old_file_that_is_none_says_so(path: Path, change: dict[str, object]) -> None:
    path.write_text(json.dumps({**OLD, **change}))
    with pytest.raises(OfficeUnavailable, match="beschadigd"):
        an_in(path)


@pytest.mark.parametrize(
    "change",
    [{"kdf": "md5"}, {"salt": "geen base64!"}, {"salt": ""}, {"time": "3"}, {"account": "x"}, {"user": 1}],
)
def test_an_old_slot_that_is_none_says_so(path: Path, change: dict[str, object]) -> None:
    path.write_text(json.dumps({**OLD, "slots": [{**SLOT, **change}]}))
    with pytest.raises(OfficeUnavailable, match="beschadigd"):
        an_in(path)


def test_an_old_slot_that_is_too_weak_is_refused(path: Path, real_floor: None) -> None:
    path.write_text(json.dumps({**OLD, "slots": [{**SLOT, "memory_kib": seal.FLOOR_KIB - 1}]}))
    with pytest.raises(OfficeUnavailable, match="zwakker beveiligd"):
        an_in(path)


def _as_0_1(engine: Engine, draft_key: bytes) -> None:
    """A password's hash and a draft key in the table of accounts, and no slots."""
    from argon2 import PasswordHasher

    cost = seal.STANDARD
    hashed = PasswordHasher(cost.time, cost.memory_kib, cost.lanes).hash(seal.password_bytes(PASSWORD))
    with Session(engine) as session, session.begin():
        session.execute(text("DELETE FROM key_slot"))
        session.execute(
            text("UPDATE account SET password_hash = :hashed, draft_key = :draft_key"),
            {"hashed": hashed, "draft_key": draft_key},
        )


@pytest.mark.postgres
def test_an_account_with_a_hash_on_a_server_gets_a_slot_and_keeps_its_drafts(
    server_offices: ServerOffices,
) -> None:
    place = server_offices.whole(server_offices.place())
    engine = make_engine(parse(place))
    _as_0_1(engine, bytes(range(32)))
    for user, password in ((USER, "verkeerd"), ("bert", PASSWORD)):
        with pytest.raises(WrongPassword):
            open_office(place, user_name=user, password=password)
    assert TableSlots(engine).names() == ()
    audit = set()
    for _ in range(2):
        desk = open_office(place, user_name=USER, password=PASSWORD)
        assert desk.office.keys.draft == bytes(range(32))
        audit.add(desk.office.keys.audit)
        close_office(desk)
    assert len(audit) == 1
    with Session(engine) as session:
        assert session.execute(text("SELECT password_hash, draft_key FROM account")).all() == [(None, None)]
    engine.dispose()
