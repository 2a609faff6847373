"""The shared state on this PC: the old or the new one, whatever step is interrupted."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest

from gezinscoach_desktop.data.folder import base as base_module
from gezinscoach_desktop.data.folder.base import Base, Diverged, Position, fingerprint_of, genesis
from gezinscoach_desktop.data.folder.commit import PAGE
from gezinscoach_desktop.data.folder.strongbox import Strongbox
from gezinscoach_desktop.data.keys import FolderSlots, KeyRing, create_ring
from tests.data.folder.memory_folder import MemoryFolder

OFFICE = uuid4()


@cache
def ring() -> KeyRing:
    return create_ring(
        FolderSlots(MemoryFolder()), office_id=OFFICE, account_id=uuid4(), user_name="an", password="x" * 12
    )


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """A shared state of six pages, at number 3."""
    base = opened(tmp_path)
    path = base.new_path()
    path.write_bytes(os.urandom(6 * PAGE))
    fingerprint, size = fingerprint_of(path)
    base.adopt(path, Position(3, genesis(OFFICE), b"t" * 32, 100, 1, fingerprint, size))
    return base


def opened(folder: Path) -> Base:
    base = Base(folder, Strongbox(ring()))
    base.open()
    return base


def next_of(base: Base, pages: dict[int, bytes], size: int) -> Position:
    assert base.position is not None
    fingerprint = base.fingerprint_after(pages, size)
    return replace(base.position, number=4, fingerprint=fingerprint, size=size)


CHANGES = [
    ({2: os.urandom(PAGE)}, 6),
    ({1: os.urandom(PAGE), 7: os.urandom(PAGE), 8: os.urandom(PAGE)}, 8),
    ({1: os.urandom(PAGE)}, 4),
]


@pytest.mark.parametrize(("pages", "size"), CHANGES)
def test_pages_laid_over_it_give_the_fingerprint_that_was_foretold(
    base: Base, pages: dict[int, bytes], size: int
) -> None:
    position = next_of(base, pages, size)
    base.advance(position, pages)
    assert fingerprint_of(base.path) == (position.fingerprint, size)
    again = opened(base.path.parent)
    assert again.position == base.position
    assert again.position is not None
    assert again.position.number == 4


class Killed(BaseException):
    """The power is gone."""


Step = Callable[[pytest.MonkeyPatch], None]


def before_redo(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Base, "_write_redo", killing)


def half_a_redo(patch: pytest.MonkeyPatch) -> None:
    def write(self: Base, position: Position, pages: dict[int, bytes]) -> None:
        path = self.path.with_name("redo")
        self_redo(self, position, pages)
        path.write_bytes(path.read_bytes()[:-100])
        raise Killed

    self_redo = Base._write_redo
    patch.setattr(Base, "_write_redo", write)


def after_redo(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(base_module, "_lay", killing)


def half_the_pages(patch: pytest.MonkeyPatch) -> None:
    def lay(path: Path, pages: dict[int, bytes], size: int) -> None:
        number = max(pages)
        with path.open("rb+") as file:
            file.seek((number - 1) * PAGE)
            file.write(pages[number][: PAGE // 2])
        raise Killed

    patch.setattr(base_module, "_lay", lay)


def before_position(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Base, "_write_position", killing)


def killing(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize(("pages", "size"), CHANGES)
@pytest.mark.parametrize("step", [before_redo, half_a_redo, after_redo, half_the_pages, before_position])
def test_killed_at_any_step_the_old_or_the_new_state_is_there(
    step: Step, base: Base, pages: dict[int, bytes], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = base.position
    assert before is not None
    after = next_of(base, pages, size)
    with monkeypatch.context() as patch:
        step(patch)
        with pytest.raises(Killed):
            base.advance(after, pages)
    again = opened(base._folder)
    assert again.position in (before, replace(after, file=before.file))
    assert again.position is not None
    assert fingerprint_of(again.path) == (again.position.fingerprint, again.position.size)
    is_told = step in (after_redo, half_the_pages, before_position)
    assert again.position.number == (4 if is_told else 3)
    if not is_told:
        again.advance(after, pages)
        assert again.position is not None
        assert again.position.number == 4


def test_pages_that_do_not_give_what_was_foretold_change_nothing(base: Base) -> None:
    before = base.path.read_bytes()
    position = next_of(base, {2: os.urandom(PAGE)}, 6)
    with pytest.raises(Diverged):
        base.advance(position, {2: os.urandom(PAGE)})
    assert base.path.read_bytes() == before


def test_a_disk_that_is_full_for_a_while_loses_nothing(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    pages, size = CHANGES[1]
    after = next_of(base, pages, size)

    def full(path: Path, pages: dict[int, bytes], size: int) -> None:
        raise OSError("full")

    with monkeypatch.context() as patch:
        patch.setattr(base_module, "_lay", full)
        with pytest.raises(OSError, match="full"):
            base.advance(after, pages)
        with pytest.raises(OSError, match="full"):
            base.finish()
    base.finish()
    assert base.position is not None
    assert base.position.number == 4
    assert fingerprint_of(base.path) == (after.fingerprint, size)


def test_any_flipped_bit_of_the_position_is_noticed(base: Base) -> None:
    path = base.path.with_name("position")
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert Base(path.parent, Strongbox(ring()))._read_position() is None
    path.write_bytes(whole)
    assert opened(path.parent).position == base.position


@pytest.mark.parametrize("change", [b"", b"x" * PAGE, None])
def test_another_file_in_its_place_is_set_aside(change: bytes | None, base: Base) -> None:
    whole = base.path.read_bytes()
    base.path.write_bytes(whole[PAGE:] + whole[:100] if change is None else whole[: 5 * PAGE] + change)
    assert opened(base.path.parent).position is None
    assert list(base.path.parent.glob("*.aside"))


def test_of_what_was_set_aside_the_last_three_are_kept(base: Base) -> None:
    for number in range(4, 10):
        path = base.new_path()
        path.write_bytes(os.urandom(PAGE))
        fingerprint, size = fingerprint_of(path)
        base.adopt(path, Position(number, genesis(OFFICE), b"", 0, 1, fingerprint, size))
    names = sorted(path.name for path in base.path.parent.iterdir())
    assert names == sorted(["base-6.aside", "base-7.aside", "base-8.aside", base.path.name, "position"])
