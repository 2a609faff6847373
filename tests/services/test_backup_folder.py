"""Backups and going back where several PCs share a folder, and after the keys were renewed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gezinscoach_desktop.data import backup_folder
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.backup import back_up, list_backups, main_place, state
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, list_families
from gezinscoach_desktop.services.new_keys import renew_keys
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from gezinscoach_desktop.services.restore import preview_restore, restore, restore_as_new, try_restore
from tests.offices import NAME, PASSWORD, USER


@pytest.fixture
def has_own_login() -> bool:
    """What is tried here works on the whole office."""
    return False


@pytest.fixture
def share(tmp_path: Path, own_home: Path) -> Path:
    folder = tmp_path / "gedeeld"
    folder.mkdir()
    new_office(str(folder), name=NAME, user_name=USER, password=PASSWORD, kind=OfficeKind.FOLDER)
    return folder


@pytest.fixture
def first(share: Path) -> Iterator[Desk]:
    desk = open_office(str(share), user_name=USER, password=PASSWORD)
    yield desk
    close_office(desk)


@pytest.fixture
def second(share: Path, first: Desk) -> Iterator[Desk]:
    """The same office in a second program."""
    desk = open_office(str(share), user_name=USER, password=PASSWORD)
    yield desk
    close_office(desk)


def names(desk: Desk) -> set[str]:
    desk.office.news()
    return {row.name for row in list_families(desk)}


def test_backups_stand_on_the_share_and_every_pc_sees_them(first: Desk, second: Desk, share: Path) -> None:
    add_family(first, FamilyInput(name="Peeters"))
    made = back_up(first, BackupReason.MANUAL)
    assert made.path.parent == share / "backups"
    assert [each.path for each in list_backups(second)] == [made.path]
    second.office.news()
    assert not state(second).has_changed


def test_what_a_colleague_did_makes_a_backup_due_here_too(first: Desk, second: Desk) -> None:
    back_up(first, BackupReason.MANUAL)
    add_family(second, FamilyInput(name="Peeters"))
    first.office.news()
    assert state(first).has_changed


def test_going_back_reaches_every_pc_and_all_go_on(first: Desk, second: Desk) -> None:
    add_family(first, FamilyInput(name="Peeters"))
    made = back_up(first, BackupReason.MANUAL)
    second.office.news()
    add_family(second, FamilyInput(name="Janssens"))
    first.office.news()
    assert preview_restore(first, made.path).now["family"] == 2
    restore(first, made.path)
    assert names(first) == names(second) == {"Peeters"}
    add_family(second, FamilyInput(name="Maes"))
    assert names(first) == names(second) == {"Peeters", "Maes"}


def test_where_the_share_is_not_mounted_no_backup_falls_on_this_pc(
    first: Desk, share: Path, tmp_path: Path
) -> None:
    add_family(first, FamilyInput(name="Peeters"))
    share.rename(tmp_path / "weg")
    share.mkdir()  # the empty folder on which the share was mounted
    with pytest.raises(OfficeUnavailable):
        back_up(first, BackupReason.EXIT)
    assert list(share.iterdir()) == []
    share.rmdir()
    (tmp_path / "weg").rename(share)
    assert back_up(first, BackupReason.EXIT).counts["family"] == 1


def test_a_backup_of_a_folder_becomes_an_office_in_another_folder(first: Desk, tmp_path: Path) -> None:
    add_family(first, FamilyInput(name="Peeters"))
    made = back_up(first, BackupReason.MANUAL)
    place = tmp_path / "andere map"
    place.mkdir()
    arrived = restore_as_new(made.path, str(place), user_name=USER, password=PASSWORD)
    assert arrived.kind is OfficeKind.FOLDER
    there = open_office(str(place), user_name=USER, password=PASSWORD)
    assert names(there) == {"Peeters"}
    close_office(there)


@pytest.fixture(params=["folder", "file"])
def either(request: pytest.FixtureRequest, tmp_path: Path, own_home: Path) -> Iterator[Desk]:
    if request.param == "folder":
        yield request.getfixturevalue("first")
        return
    place = str(tmp_path / "kantoor.gezinscoach")
    new_office(place, name=NAME, user_name=USER, password=PASSWORD)
    desk = open_office(place, user_name=USER, password=PASSWORD)
    yield desk
    close_office(desk)


def test_backups_of_before_new_keys_can_still_be_restored(either: Desk) -> None:
    add_family(either, FamilyInput(name="Peeters"))
    made = back_up(either, BackupReason.MANUAL)
    renew_keys(either)
    add_family(either, FamilyInput(name="Janssens"))
    assert all(each.is_genuine for each in list_backups(either))
    assert try_restore(either, made.path).is_good
    restore(either, made.path)
    assert names(either) == {"Peeters"}
    add_family(either, FamilyInput(name="Maes"))
    assert names(either) == {"Peeters", "Maes"}


def test_a_backup_under_keys_that_a_colleague_renewed_opens_here_too(first: Desk, second: Desk) -> None:
    add_family(first, FamilyInput(name="Peeters"))
    renew_keys(first)
    made = back_up(first, BackupReason.MANUAL)
    assert try_restore(second, made.path).is_good


@pytest.mark.parametrize("step", ["fsync", "rename", "copy"])
def test_a_disk_that_fills_up_at_any_step_leaves_no_half_backup_and_the_next_one_works(
    either: Desk, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_family(either, FamilyInput(name="Peeters"))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(backup_folder.os, "fsync", full)  # type: ignore[attr-defined]
    elif step == "rename":
        monkeypatch.setattr(backup_folder, "_rename_new", full)
    else:
        from gezinscoach_desktop.data import backup_file

        monkeypatch.setattr(backup_file.zlib, "crc32", full)  # type: ignore[attr-defined]
    with pytest.raises(OfficeUnavailable, match=r"(?i)maak plaats vrij"):
        back_up(either, BackupReason.MANUAL)
    monkeypatch.undo()
    assert not main_place(either).exists() or list(main_place(either).iterdir()) == []
    assert back_up(either, BackupReason.MANUAL).is_genuine
