"""Slots in a file, a folder and a table behave the same, and two programs never undo each other's."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from gezinscoach_desktop.data import disk
from gezinscoach_desktop.data.keys import (
    FileSlots,
    FolderSlots,
    SlotStore,
    file_slots,
    slots_from,
    stored_slots,
)
from gezinscoach_desktop.data.keys.slots import copy_slots
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from tests.data.folder.memory_folder import MemoryFolder
from tests.data.keys.key_office import LooseSlots

NewView = Callable[[], SlotStore]


def test_what_one_program_writes_the_other_reads(view: NewView) -> None:
    one, two = view(), view()
    one.begin({"a": b"1", "b": b"2"})
    two.put("a", b"3")
    two.add("c", b"4")
    one.remove("b")
    one.remove("nooit")
    assert sorted(two.names()) == ["a", "c"]
    assert (one.read("a"), two.read("b"), one.read("c")) == (b"3", None, b"4")


def test_the_first_slots_never_replace_others(view: NewView) -> None:
    one, two = view(), view()
    one.begin({"a": b"1"})
    with pytest.raises(FileExistsError):
        two.begin({"b": b"2"})
    assert (one.names(), one.read("a")) == (("a",), b"1")


def test_what_is_added_must_be_new(view: NewView) -> None:
    one = view()
    one.begin({"a": b"1"})
    with pytest.raises(FileExistsError):
        one.add("a", b"2")
    assert one.read("a") == b"1"


def test_a_missing_store_is_said_and_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    for store in (FileSlots(tmp_path / "weg.keys"), FolderSlots(MemoryFolder())):
        with pytest.raises(OfficeUnavailable, match="ontbreekt; zonder"):
            store.names()


def test_programs_that_write_at_once_lose_no_slot(view: NewView) -> None:
    view().begin({"start": b"0"})
    gate = threading.Barrier(8)

    def write(number: int) -> None:
        store = view()
        gate.wait()
        for turn in range(5):
            store.put(f"slot{number}", f"{number} {turn}".encode())

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = view()
    assert {name: store.read(name) for name in store.names()} == {
        "start": b"0",
        **{f"slot{number}": f"{number} 4".encode() for number in range(8)},
    }


def test_without_the_lock_a_slot_would_be_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above."""
    one, two = FileSlots(tmp_path / "k"), FileSlots(tmp_path / "k")
    one.begin({"start": b"0"})

    def replaced(path: Path, content: bytes) -> None:
        monkeypatch.undo()
        with monkeypatch.context() as patch:
            patch.setattr("filelock.FileLock", lambda *_, **__: nullcontext())
            two.put("b", b"2")
        disk.replace_file(path, content)

    monkeypatch.setattr("filelock.FileLock", lambda *_, **__: nullcontext())
    monkeypatch.setattr(file_slots, "replace_file", replaced)
    one.put("a", b"1")
    assert (one.read("a"), one.read("b")) == (b"1", None)


def test_of_two_that_add_the_same_slot_one_wins(view: NewView) -> None:
    view().begin({"start": b"0"})
    gate, won = threading.Barrier(8), []

    def add(number: int) -> None:
        store = view()
        gate.wait()
        try:
            store.add("epoch", str(number).encode())
            won.append(number)
        except FileExistsError:
            pass

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert view().read("epoch") == str(won[0]).encode()


def test_an_answer_that_was_lost_on_the_way_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = MemoryFolder()
    store = FolderSlots(folder)
    store.begin({"start": b"0"})
    link = folder.link

    def link_and_lose(source: str, name: str) -> None:
        link(source, name)
        raise TimeoutError

    monkeypatch.setattr(folder, "link", link_and_lose)
    store.add("epoch", b"mine")
    assert store.read("epoch") == b"mine"
    with pytest.raises(FileExistsError):
        store.add("epoch", b"another")


def test_a_share_that_is_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = MemoryFolder()
    store = FolderSlots(folder)
    store.begin({"start": b"0"})

    def away(*_: object, **__: object) -> None:
        raise OSError(errno.EHOSTDOWN, "weg")

    for call in ("names", "read", "replace", "write", "remove"):
        monkeypatch.setattr(folder, call, away)
    tries: tuple[Callable[[], object], ...] = (
        store.names,
        lambda: store.read("start"),
        lambda: store.put("start", b"1"),
        lambda: store.add("x", b"1"),
        lambda: store.remove("start"),
    )
    for attempt in tries:
        with pytest.raises(OfficeUnavailable, match="niet bereikbaar"):
            attempt()


def test_a_full_disk_is_said_and_leaves_the_old_slots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FileSlots(tmp_path / "k")
    store.begin({"a": b"1"})

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "vol")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OfficeUnavailable, match="kan niet geschreven worden"):
            store.put("a", b"2")
    assert store.read("a") == b"1"
    assert {file.name for file in tmp_path.iterdir()} <= {"k", ".k.lock"}


def test_a_copy_of_the_slots_travels_with_a_backup(view: NewView) -> None:
    store = view()
    store.begin({"a": b"1", "b": b"2"})
    copy = slots_from(stored_slots(store))
    assert {name: copy.read(name) for name in copy.names()} == {"a": b"1", "b": b"2"}
    for write in (copy.put, copy.add):
        with pytest.raises(OfficeUnavailable, match="alleen gelezen"):
            write("a", b"3")
    with pytest.raises(OfficeUnavailable, match="alleen gelezen"):
        copy.remove("a")
    target = LooseSlots({})
    copy_slots(copy, target)
    assert (target.read("a"), target.read("b")) == (b"1", b"2")
    with pytest.raises(FileExistsError):
        copy_slots(copy, target)


@pytest.mark.parametrize(
    "damage",
    [
        lambda stored: stored[:-1],
        lambda stored: b"",
        lambda stored: b"[" * 200_000,
        lambda stored: b"[]",
        lambda stored: stored.replace(b'"format": 2', b'"format": true'),
        lambda stored: stored.replace(b'"format": 2', b'"formaat": 2'),
        lambda stored: stored.replace(b'"1"', b"1"),
        lambda stored: stored.replace(b'"1"', '"é"'.encode()),
        lambda stored: stored.replace(b'"slots"', b'"sleuven"'),
        lambda stored: b"\xff" + stored,
        lambda stored: stored + b" " * 5_000_000,
    ],
)
def test_a_file_that_is_none_says_so(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    broken = damage(stored_slots(LooseSlots({"a": b"1"})))
    with pytest.raises(OfficeUnavailable, match="beschadigd"):
        slots_from(broken)
    (tmp_path / "k").write_bytes(broken)
    with pytest.raises(OfficeUnavailable, match="“k” is beschadigd"):
        FileSlots(tmp_path / "k").names()


def test_a_file_of_a_newer_program_says_so(tmp_path: Path) -> None:
    newer = stored_slots(LooseSlots({"a": b"1"})).replace(b'"format": 2', b'"format": 3')
    (tmp_path / "k").write_bytes(newer)
    with pytest.raises(OfficeUnavailable, match="nieuwere versie"):
        FileSlots(tmp_path / "k").names()
    with pytest.raises(OfficeUnavailable, match="nieuwere versie"):
        slots_from(newer)
