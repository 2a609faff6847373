"""A commit file is taken whole, in its own place and from somebody of the office, or not at all."""

from __future__ import annotations

import os
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.data.folder.commit import (
    PAGE,
    CommitKind,
    Damaged,
    Note,
    Shared,
    UnknownEpoch,
    pack,
    unpack,
)

OFFICE, KEY = uuid4(), os.urandom(32)
NOTE = Note(
    office_id=OFFICE,
    number=7,
    previous=os.urandom(32),
    epoch=2,
    kind=CommitKind.PAGES,
    operations=(Shared(uuid4(), uuid4(), "put"), Shared(uuid4(), None, "é")),
    author_id=uuid4(),
    program="0.1.0",
    schema=2,
    size=9,
    fingerprint=os.urandom(32),
    replaced=3,
)
PAGES = {9: os.urandom(PAGE), 1: os.urandom(PAGE), 4: os.urandom(PAGE)}
RAW = pack(NOTE, PAGES, KEY)


def key_of(epoch: int) -> bytes:
    if epoch != NOTE.epoch:
        raise UnknownEpoch(epoch)
    return KEY


def test_what_was_packed_comes_out_the_same() -> None:
    commit = unpack(RAW, number=7, office_id=OFFICE, key_of=key_of)
    assert commit.note == NOTE
    assert {number: bytes(page) for number, page in commit.pages.items()} == PAGES


@given(st.integers(0, len(RAW) - 1), st.integers(1, 255))
def test_no_changed_byte_passes(place: int, change: int) -> None:
    raw = bytearray(RAW)
    raw[place] ^= change
    with pytest.raises((Damaged, UnknownEpoch)):
        unpack(bytes(raw), number=7, office_id=OFFICE, key_of=key_of)


@given(st.integers(0, len(RAW) - 1))
def test_no_shortened_file_passes(length: int) -> None:
    with pytest.raises(Damaged):
        unpack(RAW[:length], number=7, office_id=OFFICE, key_of=key_of)


@given(st.binary(max_size=300))
def test_nothing_that_is_no_commit_passes_or_costs_memory(raw: bytes) -> None:
    for content in (raw, RAW + raw[:1] + b"x", RAW[:40] + raw):
        with pytest.raises((Damaged, UnknownEpoch)):
            unpack(content, number=7, office_id=OFFICE, key_of=key_of)


def test_another_place_another_office_and_another_key_are_refused() -> None:
    with pytest.raises(Damaged):
        unpack(RAW, number=8, office_id=OFFICE, key_of=key_of)
    with pytest.raises(Damaged):
        unpack(RAW, number=7, office_id=uuid4(), key_of=key_of)
    with pytest.raises(Damaged):
        unpack(RAW, number=7, office_id=OFFICE, key_of=lambda _: bytes(32))


def test_a_commit_of_the_whole_database_must_be_whole() -> None:
    from dataclasses import replace

    for kind in (CommitKind.REKEYED, CommitKind.REPLACED):
        raw = pack(replace(NOTE, kind=kind), PAGES, KEY)
        with pytest.raises(Damaged):
            unpack(raw, number=7, office_id=OFFICE, key_of=key_of)
        raw = pack(replace(NOTE, kind=kind, size=1), {1: PAGES[1]}, KEY)
        assert unpack(raw, number=7, office_id=OFFICE, key_of=key_of).note.kind is kind


def test_pages_outside_the_database_are_refused_even_when_signed() -> None:
    for numbers in ((0,), (10,)):
        raw = pack(NOTE, dict.fromkeys(numbers, PAGES[1]), KEY)
        with pytest.raises(Damaged):
            unpack(raw, number=7, office_id=OFFICE, key_of=key_of)
