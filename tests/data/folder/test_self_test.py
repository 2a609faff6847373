"""The self-test lets good folders through and stops every kind of bad one, with a sentence that says what to do."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import Event
from typing import Any

import pytest

from gezinscoach_desktop.data.folder import file_system, self_test
from gezinscoach_desktop.data.folder.file_system import is_kept_elsewhere, mounted_as, place_problems
from gezinscoach_desktop.data.folder.os_folder import OsFolder
from gezinscoach_desktop.data.folder.self_test import RACES, examine
from tests.data.folder.conftest import NewView
from tests.data.folder.memory_folder import MemoryFolder, Store
from tests.data.folder.samba import Samba
from tests.data.folder.smb_folder import SmbFolder
from tests.patience import LONG


def test_a_good_folder_is_fit_and_left_as_it_was(new_view: NewView) -> None:
    here, there = new_view(), new_view()
    here.write("al-hier", b"x")
    progress: list[tuple[int, int]] = []
    findings = examine(here, None, lambda done, of: progress.append((done, of)), other=there)
    assert (findings.is_fit, findings.problems) == (True, ())
    assert findings.races == 2 * RACES or findings.warnings  # a busy machine may not get through all of them
    assert here.names("") == ("al-hier",)
    assert progress == sorted(progress)
    assert progress[-1] == (findings.races, 2 * RACES)


class OverwritingFolder(MemoryFolder):
    """Its names are not exclusive: like rename with replace, whoever comes last wins and nobody is told."""

    def create(self, name: str, content: bytes) -> None:
        self.replace(name, content)

    def link(self, source: str, name: str) -> None:
        self.replace(name, self.read(source))


class DenyingFolder(MemoryFolder):
    """Nobody wins: the name is said to be taken, and is not there."""

    def link(self, source: str, name: str) -> None:
        if "koppelen" in name:
            raise FileExistsError(name)
        super().link(source, name)


class LinklessFolder(MemoryFolder):
    """As FAT through Linux: links are "not permitted"."""

    def link(self, source: str, name: str) -> None:
        raise PermissionError(errno.EPERM, "no links here")


class ReadOnlyFolder(MemoryFolder):
    def write(self, name: str, content: bytes, *, at: int = 0) -> None:
        raise PermissionError(errno.EACCES, "read-only")


class FullFolder(MemoryFolder):
    def write(self, name: str, content: bytes, *, at: int = 0) -> None:
        raise OSError(errno.ENOSPC, "full")


class NearlyFullFolder(MemoryFolder):
    def free_space(self) -> int | None:
        return 5 * 1024**2


class RoomyEnoughFolder(MemoryFolder):
    def free_space(self) -> int | None:
        return 500 * 1024**2


class ForgetfulFolder(MemoryFolder):
    """What was written from a place on is lost, as with a driver that caches too much."""

    def write(self, name: str, content: bytes, *, at: int = 0) -> None:
        if not at:
            super().write(name, content)


class TearingFolder(MemoryFolder):
    """Replaces in two steps, and lets the other one read between them."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.half, self.half_was_read = b"", Event()

    def replace(self, name: str, content: bytes) -> None:
        is_new = name not in self.names("")  # nobody reads it yet
        self.half = content[: len(content) // 2]
        super().replace(name, self.half)
        if not is_new:
            assert self.half_was_read.wait(LONG)
        super().replace(name, content)

    def read(self, name: str, *, at: int = 0, size: int = -1) -> bytes:
        content = super().read(name, at=at, size=size)
        if content == self.half:
            self.half_was_read.set()
        return content


class LeavingFolder(MemoryFolder):
    """The cable is pulled in the middle."""

    def create(self, name: str, content: bytes) -> None:
        raise OSError(errno.ECONNRESET, "gone")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (OverwritingFolder, "tegelijk dezelfde naam"),
        (DenyingFolder, "tegelijk dezelfde naam"),
        (LinklessFolder, "tweede naam"),
        (ReadOnlyFolder, "niets bewaren"),
        (FullFolder, "is vol"),
        (NearlyFullFolder, "nog maar 5 MB vrij"),
        (ForgetfulFolder, "komt er anders weer uit"),
        (TearingFolder, "half te lezen"),
        (LeavingFolder, "viel weg tijdens de proef"),
    ],
)
def test_a_folder_that_would_lose_work_is_refused_with_one_sentence(
    kind: Callable[[Store], MemoryFolder], words: str
) -> None:
    folder = kind(Store())
    findings = examine(folder, None)
    assert not findings.is_fit
    (problem,) = findings.problems
    assert words in problem
    assert problem.endswith(".")
    assert folder.names("") == ()


def test_little_space_is_only_a_warning() -> None:
    findings = examine(RoomyEnoughFolder(Store()), None)
    assert findings.is_fit
    assert "500 MB vrij" in findings.warnings[0]


def test_a_slow_folder_is_fit_and_said_to_be_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "_BUDGET", 0.0)
    findings = examine(MemoryFolder(Store()), None)
    assert findings.is_fit
    assert 0 < findings.races < 2 * RACES
    assert "antwoordt traag" in findings.warnings[0]


def test_a_folder_that_is_not_there_is_said_to_be_out_of_reach(tmp_path: Path) -> None:
    findings = examine(OsFolder(tmp_path / "weg"), tmp_path / "weg")
    assert "niet bereikbaar" in findings.problems[0]
    assert not (tmp_path / "weg").exists()


def test_a_share_that_may_only_be_read_is_refused(samba: Samba) -> None:
    (samba.folder / "dicht").mkdir()
    folder = SmbFolder(samba.port, "dicht")

    def refused(name: str, content: bytes, *, at: int = 0) -> None:
        raise PermissionError(errno.EACCES, "STATUS_ACCESS_DENIED")

    folder.write = refused  # type: ignore[method-assign]
    findings = examine(folder, None)
    folder.close()
    assert "niets bewaren" in findings.problems[0]


def test_what_a_killed_self_test_left_is_removed_and_a_running_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = OsFolder(tmp_path)
    folder.write("zelftest-oud", b"")
    folder.write("zelftest-bezig", b"")
    folder.write("office.id", b"")
    whole = OsFolder.modified

    def aged(self: OsFolder, name: str) -> float:
        return whole(self, name) - (4000 if name == "zelftest-oud" else 0)

    monkeypatch.setattr(OsFolder, "modified", aged)
    assert examine(folder, None).is_fit
    assert sorted(folder.names("")) == ["office.id", "zelftest-bezig"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("Users/an/OneDrive - OCMW Proefdorp/kantoor", "OneDrive"),
        ("Users/an/OneDrive/kantoor", "OneDrive"),
        ("Users/an/Dropbox (Team)/kantoor", "Dropbox"),
        ("Volumes/Mijn Drive/kantoor", "Google Drive"),
        ("Users/an/iCloudDrive/kantoor", "iCloud"),
        ("home/an/Nextcloud/kantoor", "Nextcloud"),
    ],
)
def test_a_folder_of_a_synchronising_program_is_refused_by_its_name(
    tmp_path: Path, path: str, name: str
) -> None:
    findings = examine(MemoryFolder(), tmp_path / path)
    assert not findings.is_fit
    assert f"gesynchroniseerd door {name}" in findings.problems[0]
    assert findings.races == 0


@pytest.mark.parametrize(
    ("marker", "name"),
    [
        (".dropbox", "Dropbox"),
        (".sync_a1b2c3.db", "Nextcloud"),
        (".stfolder", "Syncthing"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".tmp.drivedownload", "Google Drive"),
    ],
)
def test_a_synchronised_folder_under_another_name_is_known_by_what_the_program_leaves(
    tmp_path: Path, marker: str, name: str
) -> None:
    folder = tmp_path / "gedeeld" / "kantoor"
    folder.mkdir(parents=True)
    (tmp_path / "gedeeld" / marker).touch()
    problems, _ = place_problems(folder)
    assert f"gesynchroniseerd door {name}" in problems[0]


def test_the_folder_windows_keeps_for_onedrive_is_known_by_its_variable(tmp_path: Path) -> None:
    problems, _ = place_problems(
        tmp_path / "wolk" / "kantoor", {"OneDriveCommercial": str(tmp_path / "wolk")}
    )
    assert "OneDrive" in problems[0]
    assert place_problems(tmp_path / "kast" / "kantoor", {"OneDriveCommercial": str(tmp_path / "wolk")}) == (
        (),
        (),
    )


@dataclass(frozen=True)
class _State:
    st_file_attributes: int = 0x10
    st_reparse_tag: int = 0


def test_a_folder_that_windows_says_is_kept_in_a_cloud_is_known() -> None:
    assert is_kept_elsewhere(_State(st_file_attributes=0x10 | 0x400000))
    assert is_kept_elsewhere(_State(st_reparse_tag=0x9000701A))
    assert not is_kept_elsewhere(_State())
    assert not is_kept_elsewhere(_State(st_reparse_tag=0xA0000003))  # a junction


MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /mnt/server rw,relatime shared:2 - cifs //server/deel rw,vers=3.0
31 22 8:17 / /media/an/USB\\040STICK rw,nosuid shared:3 - vfat /dev/sdb1 rw
32 30 0:40 / /mnt/server/wolk rw - fuse.rclone wolk: rw
"""


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/home/an/kantoor", "ext4"),
        ("/mnt/server/team/kantoor", "cifs"),
        ("/mnt/serverkast", "ext4"),
        ("/media/an/USB STICK/kantoor", "vfat"),
        ("/mnt/server/wolk/kantoor", "fuse.rclone"),
    ],
)
def test_the_file_system_is_that_of_the_innermost_mount(path: str, system: str) -> None:
    assert mounted_as(PurePosixPath(path), MOUNTS) == system


@pytest.mark.parametrize("system", ["vfat", "exfat", "FAT32", "exFAT"])
def test_fat_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(file_system, "file_system", lambda path: system)
    folder = MemoryFolder()

    def refused(*arguments: Any, **named: Any) -> None:
        raise AssertionError("written to")

    monkeypatch.setattr(folder, "write", refused)
    findings = examine(folder, tmp_path)
    assert "FAT" in findings.problems[0]


def test_an_ordinary_folder_has_nothing_against_it(tmp_path: Path) -> None:
    findings = examine(OsFolder(tmp_path), tmp_path)
    assert (findings.is_fit, findings.problems) == (True, ())
