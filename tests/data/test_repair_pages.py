"""What is read out of the pages by hand is what SQLCipher wrote, and a page that is not as it was written is never used."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gezinscoach_desktop.data.backup_copy import opened
from gezinscoach_desktop.data.disk import make_own
from gezinscoach_desktop.data.repair_pages import PAGE, read_pages
from gezinscoach_desktop.data.repair_tree import read_tree, things

KEY = bytes(range(32))
VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300),
    st.binary(max_size=12_000),
)


def made(path: Path, rows: list[tuple[object, ...]]) -> Path:
    path.unlink(missing_ok=True)
    make_own(path)
    with opened(path, KEY) as driver:
        driver.execute("CREATE TABLE thing (number INTEGER PRIMARY KEY, a, b)")
        driver.execute("CREATE TABLE keyed (a BLOB, b TEXT, c, PRIMARY KEY (a, b)) WITHOUT ROWID")
        driver.executemany("INSERT INTO thing (a, b) VALUES (?, ?)", rows)
        driver.executemany(
            "INSERT INTO keyed VALUES (?, ?, ?)",
            [(bytes([place % 256]), str(place), value) for place, (value, _) in enumerate(rows)],
        )
    return path


@settings(max_examples=25)
@given(rows=st.lists(st.tuples(VALUES, VALUES), max_size=40))
def test_every_row_comes_out_as_it_went_in(
    rows: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = made(tmp_path_factory.mktemp("pages") / "x", rows)
    pages = read_pages(path, KEY)
    assert pages.is_sound
    listed, is_whole = things(pages)
    assert is_whole
    tree = read_tree(pages, listed["thing"].root)
    assert tree.is_whole
    assert [(row.rowid, *row.values[1:]) for row in tree.rows] == [
        (number, *row) for number, row in enumerate(rows, start=1)
    ]
    keyed = read_tree(pages, listed["keyed"].root)
    assert {(row.values[1], row.values[2]) for row in keyed.rows} == {
        (str(place), value) for place, (value, _) in enumerate(rows)
    }


@pytest.fixture
def large(tmp_path: Path) -> Path:
    return made(tmp_path / "x", [(f"rij {number}", os.urandom(200)) for number in range(400)])


def test_whatever_bit_is_flipped_its_page_is_not_used(large: Path) -> None:
    """But for the first bytes of the file, which are mended: every other bit is under a seal."""
    raw = large.read_bytes()
    chance = random.Random(7)
    for _ in range(150):
        at = chance.randrange(16, len(raw))
        hurt = bytearray(raw)
        hurt[at] ^= 1 << chance.randrange(8)
        large.write_bytes(hurt)
        assert read_pages(large, KEY).bad == {at // PAGE + 1}


@pytest.mark.parametrize("bit", range(0, 128, 17))
def test_one_flipped_bit_in_the_salt_is_found_and_mended(large: Path, bit: int) -> None:
    raw = bytearray(large.read_bytes())
    raw[bit // 8] ^= 1 << bit % 8
    large.write_bytes(raw)
    pages = read_pages(large, KEY)
    assert pages.is_salt_mended
    assert not pages.bad


def test_under_another_key_nothing_is_sound(large: Path) -> None:
    pages = read_pages(large, bytes(32))
    assert not pages.sound
    assert len(pages.bad) == pages.count


@pytest.mark.parametrize("left", [0, 100, PAGE, PAGE * 7 + 5])
def test_of_a_file_that_was_cut_off_the_missing_pages_are_known(large: Path, left: int) -> None:
    raw = large.read_bytes()
    whole = len(raw) // PAGE
    large.write_bytes(raw[:left])
    pages = read_pages(large, KEY)
    assert len(pages.sound) == left // PAGE
    if left >= PAGE:
        assert pages.count == whole
        assert pages.bad == set(range(left // PAGE + 1, whole + 1))
