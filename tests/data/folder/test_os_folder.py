"""What only the operating system's folder has: mounts that go, files in use, names that would escape, umasks, long paths."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gezinscoach_desktop.data.folder import os_folder
from gezinscoach_desktop.data.folder.os_folder import OsFolder

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no umask and other errors")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "kantoor"
    path.mkdir()
    return path


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits asked for, none of which takes time."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


def test_a_folder_that_is_gone_is_not_mistaken_for_a_missing_file(place: Path) -> None:
    folder = OsFolder(place)
    place.rmdir()
    asked: list[Callable[[], object]] = [
        lambda: folder.names(""),
        lambda: folder.names("log"),
        lambda: folder.read("office.id"),
        lambda: folder.size("a"),
        lambda: folder.modified("a"),
        lambda: folder.write("a", b""),
        lambda: folder.link("a", "b"),
        lambda: folder.create("a", b""),
        lambda: folder.replace("a", b""),
        lambda: folder.remove("a"),
        lambda: folder.make_folder("log"),
        folder.free_space,
    ]
    for ask in asked:
        with pytest.raises(OSError, match="cannot be reached") as caught:
            ask()
        assert not isinstance(caught.value, FileNotFoundError)
    assert not place.exists()


def test_the_offices_own_folder_is_made_only_when_asked_for_and_never_its_parents(tmp_path: Path) -> None:
    OsFolder(tmp_path / "nieuw").make_folder("")
    assert (tmp_path / "nieuw").is_dir()
    with pytest.raises(OSError, match="cannot be reached"):
        OsFolder(tmp_path / "weg" / "kantoor").make_folder("")
    assert not (tmp_path / "weg").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../a",
        "log/../../a",
        "/etc/passwd",
        "log//a",
        "log/",
        ".",
        "..",
        "C:/a",
        "a:stream",
        "log\\..\\a",
        "a\0",
        "",
    ],
)
def test_no_name_reaches_outside_the_folder(place: Path, name: str) -> None:
    folder = OsFolder(place / "binnen")
    folder.make_folder("")
    for ask in (folder.read, folder.size, folder.remove, lambda name: folder.write(name, b"x")):
        with pytest.raises(ValueError, match="inside the office's folder"):
            ask(name)
    assert os.listdir(place) == ["binnen"]  # noqa: PTH208


@posix_only
def test_a_file_in_use_is_asked_for_again_until_it_is_free(
    place: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = OsFolder(place)
    folder.write("a", b"inhoud")
    held = iter((True, True, False))
    whole_open = Path.open

    def busy_open(path: Path, *arguments: Any) -> Any:
        if next(held):
            raise OSError(errno.EBUSY, "held by a virus scanner")
        return whole_open(path, *arguments)

    monkeypatch.setattr(Path, "open", busy_open)
    assert folder.read("a") == b"inhoud"
    assert len(waits) == 2


@posix_only
def test_a_file_that_stays_in_use_is_given_up_within_about_a_second(
    place: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy_open(path: Path, *arguments: Any) -> Any:
        raise OSError(errno.EBUSY, "held for ever")

    monkeypatch.setattr(Path, "open", busy_open)
    with pytest.raises(OSError, match="held for ever"):
        OsFolder(place).read("a")
    assert 0.5 < sum(waits) < 2


def test_a_refusal_is_told_at_once(place: Path, waits: list[float]) -> None:
    folder = OsFolder(place)
    folder.create("a", b"")
    with pytest.raises(FileExistsError):
        folder.create("a", b"")
    with pytest.raises(FileNotFoundError):
        folder.read("b")
    assert waits == []


@pytest.mark.parametrize("call", ["create", "replace"])
def test_a_file_that_could_not_be_filled_leaves_nothing_behind(
    place: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = OsFolder(place)
    folder.make_folder("tmp")
    folder.write("oud", b"oud")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        getattr(folder, call)("oud" if call == "replace" else "nieuw", b"nieuw")
    assert sorted(folder.names("")) == ["oud", "tmp"]
    assert folder.names("tmp") == ()
    assert folder.read("oud") == b"oud"


@posix_only
def test_what_is_written_is_flushed_before_the_call_returns(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: flushed.append(os.fstat(handle).st_ino))
    folder = OsFolder(place)
    folder.write("a", b"x")
    folder.link("a", "b")
    assert (place / "a").stat().st_ino in flushed
    assert flushed.count(place.stat().st_ino) == 2  # the name of either


@posix_only
def test_colleagues_who_may_use_the_folder_may_use_what_is_in_it(place: Path) -> None:
    place.chmod(0o2770)
    before = os.umask(0o077)
    try:
        folder = OsFolder(place)
        folder.make_folder("log")
        folder.write("log/a", b"x")
        folder.replace("log/b", b"x")
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((place / name).stat().st_mode) for name in ("log", "log/a", "log/b")]
    assert modes == [0o2770, 0o660, 0o660]


@pytest.mark.parametrize(
    ("path", "notation"),
    [
        ("C:\\kort", "C:\\kort"),
        ("C:\\" + "lang\\" * 60, "\\\\?\\C:\\" + "lang\\" * 60),
        ("\\\\server\\" + "deel\\" * 60, "\\\\?\\UNC\\server\\" + "deel\\" * 60),
        ("\\\\?\\C:\\" + "lang\\" * 60, "\\\\?\\C:\\" + "lang\\" * 60),
    ],
)
def test_windows_gets_long_paths_in_the_notation_without_a_limit(path: str, notation: str) -> None:
    assert os_folder._without_limit(path) == notation
