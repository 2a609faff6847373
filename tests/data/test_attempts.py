"""Wrong passwords are remembered on this PC per place and user, over a restart, under names that tell neither."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gezinscoach_desktop.data import attempts
from gezinscoach_desktop.data.attempts import note_failure, note_success, waiting

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
PLACE, USER = "/kantoren/geheim-adres.gezinscoach", "Kanarievogel"
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def home(own_home: Path) -> Path:
    return own_home


def fail(times: int, *, place: str = PLACE, user: str = USER, at: datetime = NOW) -> list[int]:
    return [note_failure(place, user, at) for _ in range(times)]


def test_after_three_wrong_passwords_each_next_one_waits_twice_as_long() -> None:
    assert fail(6) == [0, 0, 2, 4, 8, 16]
    assert waiting(PLACE, USER, NOW) == 16
    assert waiting(PLACE, USER, NOW + 15.5 * SECOND) == 1
    assert waiting(PLACE, USER, NOW + 16 * SECOND) == 0
    assert fail(1, at=NOW + 20 * SECOND) == [32]  # the wait being over does not make one forget


def test_only_this_user_in_this_place_waits() -> None:
    fail(5)
    assert waiting(PLACE, "Bert", NOW) == 0
    assert waiting("/elders", USER, NOW) == 0
    assert waiting(PLACE, " kanarieVOGEL", NOW) == 8


def test_a_good_password_tells_how_many_wrong_ones_there_were_and_forgets_them() -> None:
    assert note_success(PLACE, USER) == 0
    fail(4)
    assert note_success(PLACE, USER) == 4
    assert (waiting(PLACE, USER, NOW), note_success(PLACE, USER)) == (0, 0)
    assert fail(1) == [0]


def test_a_clock_that_is_set_back_neither_frees_nor_locks_out() -> None:
    fail(5)  # eight seconds
    past = NOW - timedelta(days=40)
    assert waiting(PLACE, USER, past) == 8
    assert waiting(PLACE, USER, past + 5 * SECOND) == 3
    assert waiting(PLACE, USER, past + 8 * SECOND) == 0


def test_no_file_tells_who_or_where(home: Path) -> None:
    fail(4)
    files = [file for file in home.rglob("*") if file.is_file()]
    assert len(files) == 2
    for file in files:
        told = str(file).lower().encode() + file.read_bytes().lower()
        assert b"kanarie" not in told
        assert b"geheim" not in told
        if os.name != "nt":
            assert file.stat().st_mode & 0o077 == 0


def test_the_names_cannot_be_worked_out_on_another_pc(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(1)
    here = {file.name for file in home.rglob("*.json")}
    monkeypatch.setenv("GEZINSCOACH_HOME", str(home / "elders"))
    fail(1)
    there = {file.name for file in (home / "elders").rglob("*.json")}
    assert (len(here), len(there)) == (1, 1)
    assert here != there


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"[1]",
        b'{"failures": "x", "since": "y"}',
        b'{"failures": 5, "since": "2026-03-01"}',
        b"\xff",
    ],
)
def test_a_damaged_file_keeps_nobody_out(home: Path, damage: bytes) -> None:
    fail(5)
    (file,) = home.rglob("*.json")
    file.write_bytes(damage)
    assert waiting(PLACE, USER, NOW) == 0
    assert fail(4) == [0, 0, 2, 4]


def test_a_full_disk_keeps_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    fail(2)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "vol")

    monkeypatch.setattr(attempts, "replace_file", full)
    assert fail(1) == [2]
    assert waiting(PLACE, USER, NOW) == 0
    monkeypatch.setattr(attempts, "home", full)
    assert (fail(1), waiting(PLACE, USER, NOW), note_success(PLACE, USER)) == ([0], 0, 0)


def test_many_made_up_users_do_not_fill_the_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST_KEPT", 5)
    for number in range(12):
        fail(1, user=f"u{number}")
    assert len(list(home.rglob("*.json"))) == 5
    assert note_success(PLACE, "u11") == 1
