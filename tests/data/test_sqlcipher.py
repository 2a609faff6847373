"""The encrypted file: unreadable without a password, never made by accident, clear when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gezinscoach_desktop.data import keys, sqlcipher
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import OfficeUnavailable, WrongPassword
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, list_families
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from gezinscoach_desktop.services.snapshot import DraftEntry, draft_to_keep, open_form
from tests.data.office_factory import driver_of
from tests.factories import CONSENT
from tests.offices import PASSWORD, USER, NewDesk

CANARY = "Kanarievogel"


@pytest.fixture
def office_kind() -> OfficeKind:
    return OfficeKind.THIS_PC


@pytest.fixture
def path(new_desk: NewDesk) -> Path:
    """A closed office."""
    desk = new_desk()
    close_office(desk)
    return Path(desk.office.place)


def opened(path: Path) -> Desk:
    return open_office(str(path), user_name=USER, password=PASSWORD)


def test_no_name_or_note_is_readable_in_any_file(desk: Desk, tmp_path: Path) -> None:
    done = add_family(
        desk, FamilyInput(name=CANARY, remarks=CANARY), (MemberInput(given_name=CANARY),), CONSENT
    )
    assert done.id is not None
    form = open_form(desk, done.id)
    entry = DraftEntry(2, has_level=True, note=CANARY)
    draft_to_keep(desk, replace(form.draft, entries={(None, "income"): entry}))()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    endings = {file.suffix for file in files}
    assert {".gezinscoach", ".gezinscoach-wal", ".keys", ".draft"} <= endings
    for file in files:
        content = file.read_bytes()
        assert CANARY.encode() not in content, file.name
        assert CANARY.encode("utf-16-le") not in content, file.name
    assert not Path(desk.office.place).read_bytes().startswith(b"SQLite format 3")


def test_an_ordinary_sqlite_cannot_read_it(path: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        sqlite3.connect(path).execute("SELECT count(*) FROM sqlite_master")


@pytest.mark.parametrize(("user", "password"), [("an", "verkeerd"), ("bert", PASSWORD), ("", "")])
def test_a_wrong_password_and_an_unknown_user_sound_the_same(path: Path, user: str, password: str) -> None:
    with pytest.raises(WrongPassword) as caught:
        open_office(str(path), user_name=user, password=password)
    assert caught.value.message == "De gebruikersnaam of het wachtwoord klopt niet."


def test_the_user_name_is_taken_without_case_and_the_password_however_accents_are_typed(
    tmp_path: Path,
) -> None:
    place = str(tmp_path / "kantoor")
    new_office(place, name="Mol", user_name="André", password="caf\u00e9 aan de vaart")
    desk = open_office(place, user_name="ANDRE\u0301", password="cafe\u0301 aan de vaart")
    assert desk.account.display_name == "André"
    close_office(desk)


def test_opening_never_makes_an_office(tmp_path: Path) -> None:
    with pytest.raises(OfficeUnavailable, match="niet te vinden"):
        open_office(str(tmp_path / "weg" / "kantoor"), user_name=USER, password=PASSWORD)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_key_file_is_named(path: Path) -> None:
    keys.key_file_of(path).unlink()
    with pytest.raises(OfficeUnavailable, match=r"sleutelbestand .*\.keys.* ontbreekt"):
        opened(path)


@pytest.mark.parametrize("ending", ["", ".keys"])
def test_a_new_office_overwrites_nothing(tmp_path: Path, ending: str) -> None:
    place = tmp_path / "kantoor"
    taken = tmp_path / f"kantoor{ending}"
    taken.write_text("van iemand anders")
    with pytest.raises(OfficeUnavailable, match="bestaat al"):
        new_office(str(place), name="Mol", user_name=USER, password=PASSWORD)
    assert [file.name for file in tmp_path.iterdir()] == [taken.name]
    assert taken.read_text() == "van iemand anders"


def test_a_failure_while_making_an_office_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("halverwege")

    monkeypatch.setattr(sqlcipher, "lay", fail)
    with pytest.raises(RuntimeError, match="halverwege"):
        new_office(str(tmp_path / "kantoor"), name="Mol", user_name=USER, password=PASSWORD)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(OfficeUnavailable, match="kan niet geschreven worden"):
        new_office(str(tmp_path / "bestand" / "kantoor"), name="Mol", user_name=USER, password=PASSWORD)


def test_the_key_file_of_another_office_does_not_fit(path: Path, new_desk: NewDesk) -> None:
    other = new_desk()
    add_family(other, FamilyInput(name="x"))
    stranger = path.with_name("vreemd.gezinscoach")
    new_office(str(stranger), name="Elders", user_name=USER, password=PASSWORD)
    keys.key_file_of(stranger).replace(keys.key_file_of(path))
    with pytest.raises(OfficeUnavailable, match="beschadigd of hoort niet bij"):
        opened(path)


def flipped(raw: bytes) -> bytes:
    return raw[:100] + bytes([raw[100] ^ 1]) + raw[101:]


@pytest.mark.parametrize("damage", [lambda raw: b"niets", lambda raw: raw[:5000], flipped])
def test_a_damaged_file_is_noticed(path: Path, damage: Callable[[bytes], bytes]) -> None:
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(OfficeUnavailable, match="beschadigd"):
        list_families(opened(path))


def test_a_full_disk_is_said_and_nothing_is_lost(desk: Desk) -> None:
    add_family(desk, FamilyInput(name="Eerst"))
    driver = driver_of(desk)
    (pages,) = driver.execute("PRAGMA page_count").fetchone()
    driver.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OfficeUnavailable, match="schijf is vol"):
        add_family(desk, FamilyInput(name="Te groot", remarks="x" * 500_000))
    driver.execute("PRAGMA max_page_count = 1073741823")
    add_family(desk, FamilyInput(name="Daarna"))
    names = {row.name for row in list_families(desk)}
    assert names == {"Eerst", "Daarna"}


def test_another_program_that_writes_is_waited_for(desk: Desk) -> None:
    other = opened(Path(desk.office.place))
    driver = driver_of(other)
    driver.execute("PRAGMA query_only = OFF")
    driver.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, lambda: driver.execute("ROLLBACK"))
    timer.start()
    add_family(desk, FamilyInput(name="Toch bewaard"))
    timer.join()
    assert [row.name for row in list_families(other)] == ["Toch bewaard"]
    close_office(other)


def test_an_office_that_stays_busy_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlcipher, "BUSY_MILLISECONDS", 10)
    place = Path(desk.office.place)
    first, second = opened(place), opened(place)
    driver = driver_of(first)
    driver.execute("PRAGMA query_only = OFF")
    driver.execute("BEGIN IMMEDIATE")
    with pytest.raises(OfficeUnavailable, match="even bezet"):
        add_family(second, FamilyInput(name="Wacht"))
    driver.execute("ROLLBACK")
    add_family(second, FamilyInput(name="Wacht"))
    close_office(first)
    close_office(second)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_only_its_owner_may_read_any_file_of_an_office(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        place = tmp_path / "kantoor" / "kantoor.gezinscoach"
        new_office(str(place), name="Mol", user_name=USER, password=PASSWORD)
        desk = opened(place)
        add_family(desk, FamilyInput(name=CANARY))
        rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in place.parent.iterdir()}
        close_office(desk)
    finally:
        os.umask(before)
    name = place.name
    assert rights == dict.fromkeys((name, f"{name}-wal", f"{name}-shm", f"{name}.keys"), 0o600)
