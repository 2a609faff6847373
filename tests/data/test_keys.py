"""The key file: no field of it can be changed unnoticed, and weak parameters are refused before anything is hashed."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from gezinscoach_desktop.data import keys, seal
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError, WrongPassword

PASSWORD = "vier woorden zijn genoeg"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kantoor.keys"
    keys.create(path, office_id=uuid4(), account_id=uuid4(), user_name="An", password=PASSWORD)
    return path


def unlock(path: Path, user_name: str = "an") -> keys.Keys:
    return keys.unlock(path, user_name=user_name, password=PASSWORD)


def change(path: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    content = json.loads(path.read_text())
    edit(content)
    path.write_text(json.dumps(content))


def other(text: str) -> str:
    raw = bytearray(base64.b64decode(text))
    raw[-1] ^= 1
    return base64.b64encode(raw).decode()


def test_database_and_draft_have_keys_of_their_own_and_neither_is_the_master(path: Path) -> None:
    found = unlock(path)
    assert len({found.master, found.database, found.draft}) == 3
    assert unlock(path) == found
    assert found.master.hex() not in repr(found)
    assert base64.b64encode(found.master).decode() not in path.read_text()


@pytest.mark.parametrize("user", ["an", "AN", " An ", "\u00e1n"])
def test_a_user_name_is_the_same_however_it_is_typed(path: Path, user: str) -> None:
    assert unlock(path, user) == unlock(path)


@pytest.mark.parametrize(
    "edit",
    [
        lambda raw: raw.update(office=str(uuid4())),
        lambda raw: raw["slots"][0].update(account=str(uuid4())),
        lambda raw: raw["slots"][0].update(user="bert"),
        lambda raw: raw["slots"][0].update(salt=other(raw["slots"][0]["salt"])),
        lambda raw: raw["slots"][0].update(sealed=other(raw["slots"][0]["sealed"])),
        lambda raw: raw["slots"][0].update(time=2),
        lambda raw: raw["slots"][0].update(lanes=2),
        lambda raw: raw["slots"][0].update(memory_kib=seal.FLOOR_KIB + 8),
    ],
)
def test_a_changed_field_does_not_open(path: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    change(path, edit)
    user = json.loads(path.read_text())["slots"][0]["user"]
    with pytest.raises(WrongPassword):
        unlock(path, user)


@pytest.mark.parametrize(
    "weaker",
    [{"memory_kib": seal.FLOOR_KIB - 1}, {"memory_kib": 8}, {"memory_kib": 2**40}, {"time": 0}, {"lanes": 0}],
)
def test_weak_or_absurd_parameters_are_refused_before_anything_is_hashed(
    path: Path, weaker: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def hashed(*_: object, **__: object) -> bytes:
        raise AssertionError("hashed after all")

    monkeypatch.setattr("argon2.low_level.hash_secret_raw", hashed)
    change(path, lambda raw: raw["slots"][0].update(weaker))
    with pytest.raises(OfficeUnavailable, match="zwakker beveiligd"):
        unlock(path)


@pytest.mark.parametrize(
    "edit",
    [
        lambda raw: raw.update(format=2),
        lambda raw: raw.update(extra=1),
        lambda raw: raw.pop("office"),
        lambda raw: raw.update(slots=[]),
        lambda raw: raw.update(slots=7),
        lambda raw: raw["slots"].append(raw["slots"][0]),
        lambda raw: raw["slots"][0].update(kdf="md5"),
        lambda raw: raw["slots"][0].update(salt="geen base64!"),
        lambda raw: raw["slots"][0].update(salt=""),
        lambda raw: raw["slots"][0].update(time="3"),
        lambda raw: raw["slots"][0].update(account="x"),
    ],
)
def test_a_file_that_is_none_says_so(path: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    change(path, edit)
    with pytest.raises(OfficeUnavailable, match="beschadigd"):
        unlock(path)


def test_any_flipped_bit_opens_nothing(path: Path) -> None:
    good = path.read_bytes()
    found = unlock(path)
    for place in range(0, len(good), 29):
        path.write_bytes(good[:place] + bytes([good[place] ^ 1 << place % 7]) + good[place + 1 :])
        try:
            assert unlock(path) == found  # a blank that became another blank
        except UserError:
            continue


def test_a_huge_file_is_not_read(path: Path) -> None:
    path.write_bytes(b"[" * 2_000_000)
    with pytest.raises(OfficeUnavailable, match="beschadigd"):
        unlock(path)
