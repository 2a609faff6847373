"""Codes of families and members, and noticing a double registration."""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.family import (
    Known,
    Likeness,
    family_title,
    likely_duplicates,
    next_code,
    next_member_code,
)
from gezinscoach_desktop.domain.text import fold
from tests.factories import make_id


@pytest.mark.parametrize(
    ("taken", "code"),
    [
        ([], "G-2026-001"),
        (["G-2026-001", "G-2026-002"], "G-2026-003"),
        (["G-2026-007"], "G-2026-008"),  # a gap is not filled: numbers are never used again
        (["G-2025-044"], "G-2026-001"),
        (["GC0001", "G-2026-2", "g-2026-005", "G-2026-004x"], "G-2026-001"),
        (["G-2026-999"], "G-2026-1000"),
        (["G-2026-1000", "G-2026-999"], "G-2026-1001"),
    ],
)
def test_a_new_family_gets_the_number_after_the_highest_of_the_year(taken: list[str], code: str) -> None:
    assert next_code(taken, 2026) == code


@pytest.mark.parametrize(
    ("taken", "letter", "code"),
    [
        ([], "V", "V1"),
        (["V1", "K1", "K2"], "K", "K3"),
        (["V1", "K1", "K2"], "V", "V2"),
        (["V10", "V2", "Vader", "V"], "V", "V11"),
        (["K²", "K1"], "K", "K2"),  # a superscript is no number, and no reason to stop
    ],
)
def test_a_new_member_gets_the_next_number_within_the_family(
    taken: list[str], letter: str, code: str
) -> None:
    assert next_member_code(taken, letter) == code


@given(st.lists(st.text(alphabet="VKG-0123456789²٣x", max_size=12)))
def test_a_new_code_is_never_one_that_is_taken(taken: list[str]) -> None:
    assert next_code(taken, 2026) not in taken
    assert next_member_code(taken, "V") not in taken


def test_a_family_without_a_name_is_called_by_its_code() -> None:
    assert family_title("Peeters – Yilmaz", "G-2026-001") == "Gezin Peeters – Yilmaz"
    assert family_title("", "G-2026-001") == "Gezin G-2026-001"


def make_known(name: str, *, address: str = "", born: date | None = None) -> Known:
    return Known(make_id(name), "G-2026-001", name, address, frozenset([born] if born else []))


BORN = date(2019, 5, 4)
NAME, ADDRESS, BIRTH = (
    "bijna dezelfde naam",
    "hetzelfde adres",
    "een gezinslid met dezelfde geboortedatum",
)


@pytest.mark.parametrize(
    ("name", "address", "born", "known", "reasons"),
    [
        ("Peeters", "", None, make_known("Peeters"), [NAME]),
        ("PEETERS - YILMAZ", "", None, make_known("Gezin Yılmaz – Peeters"), [NAME]),
        ("Peters", "", None, make_known("Peeters"), [NAME]),
        ("Peeters", "", None, make_known("Peeters – Yilmaz"), [NAME]),
        ("Janssens", "", None, make_known("Peeters"), []),
        ("Janssens", "Markt 1, Mol", None, make_known("Peeters", address="markt 1,  MOL"), [ADDRESS]),
        ("Janssens", "", None, make_known("Peeters", address=""), []),
        ("", "", BORN, make_known("", born=BORN), []),
        ("Janssens", "", BORN, make_known("Peeters", born=BORN), []),  # a birthday alone is chance
        ("Janssens", "Markt 1", BORN, make_known("Peeters", address="Markt 1", born=BORN), [ADDRESS, BIRTH]),
        ("Peers", "", BORN, make_known("Peeters", born=BORN), [BIRTH]),
        (
            "Peeters",
            "Markt 1",
            BORN,
            make_known("Peeters", address="Markt 1", born=BORN),
            [NAME, ADDRESS, BIRTH],
        ),
    ],
)
def test_a_family_that_may_be_there_already_is_shown_with_the_reasons(
    name: str, address: str, born: date | None, known: Known, reasons: list[str]
) -> None:
    found = likely_duplicates(name=name, address=address, birth_dates=[born] if born else [], among=[known])
    assert [likeness.reasons for likeness in found] == ([tuple(reasons)] if reasons else [])


def test_the_likeliest_double_comes_first() -> None:
    alike, sure = make_known("Peeters"), make_known("Peeters Jan", address="Markt 1")
    found = likely_duplicates(name="Peeters", address="Markt 1", among=[alike, sure])
    assert [likeness.family for likeness in found] == [sure, alike]


# Names with the letters of each other, of one to four words: near enough to differ by a single one.
names = st.lists(
    st.text("abeé", max_size=7)
    | st.sampled_from(["peeters", "peters", "Yılmaz", "yilmas", "gezin", "x" * 210]),
    max_size=4,
).map(" - ".join)
addresses = st.sampled_from(["", "Markt 1", "markt  1", "Markt 2"])
births = st.frozensets(st.sampled_from([date(2019, 5, 4), date(2020, 1, 2), date(2021, 3, 4)]), max_size=2)


@given(
    name=names,
    address=addresses,
    born=births,
    among=st.lists(st.builds(Known, st.uuids(), st.just("G1"), names, addresses, births), max_size=12),
)
def test_passing_over_what_cannot_be_alike_changes_nothing(
    name: str, address: str, born: frozenset[date], among: list[Known]
) -> None:
    found = likely_duplicates(name=name, address=address, birth_dates=born, among=among)
    assert found == compared_one_by_one(name, address, born, among)


def compared_one_by_one(
    name: str, address: str, born: frozenset[date], among: list[Known]
) -> tuple[Likeness, ...]:
    """The definition, however long it takes."""
    found = []
    for family in among:
        alike = likeness(words_of(name), words_of(family.name))
        reasons = [NAME] if alike >= 0.84 else []
        if fold(address) and fold(family.address) == fold(address):
            reasons.append(ADDRESS)
        if born & family.birth_dates and (alike >= 0.5 or reasons):
            reasons.append(BIRTH)
        if reasons:
            found.append(Likeness(family, tuple(reasons)))
    return tuple(sorted(found, key=lambda each: -len(each.reasons)))


def words_of(name: str) -> list[str]:
    return sorted(word for word in re.split(r"[^a-z0-9]+", fold(name)) if len(word) > 1 and word != "gezin")


def likeness(first: list[str], second: list[str]) -> float:
    if not first or not second:
        return 0.0
    shorter, longer = sorted((first, second), key=len)
    return sum(max(SequenceMatcher(None, word, other).ratio() for other in longer) for word in shorter) / len(
        shorter
    )
