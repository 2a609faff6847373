"""Finding by a few letters: in which order, by which spelling, and what is not found."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.find import Findable, FindIndex, FoundKind, Hit, Rank, best, most_used
from gezinscoach_desktop.domain.spelling import slips, slips_allowed, sound_of


def family(number: int, name: str, *, code: str = "", used: int = 0, phone: str = "") -> Findable:
    code = code or f"G-2026-{number:03}"
    return Findable(
        FoundKind.FAMILY,
        UUID(int=number),
        f"Gezin {name}",
        "Mol",
        (name, code, "Molenstraat 12"),
        (phone,),
        used=used,
    )


def member(number: int, name: str, of: int) -> Findable:
    return Findable(FoundKind.MEMBER, UUID(int=number), name, "", group=UUID(int=of))


PEOPLE = (
    family(1, "Peeters – Yilmaz", phone="+32 (0)470/12.34.56"),
    family(2, "Janssens"),
    family(3, "Vandevelde"),
    family(4, "Van de Velde – Maes"),
    family(5, "Özdemir"),
    family(6, "El Amrani"),
    family(7, "De Smet"),
    member(101, "Sofie Peeters", 1),
    member(102, "Emre Yilmaz", 1),
    member(103, "Mohammed Özdemir", 5),
    Findable(FoundKind.SERVICE, UUID(int=50), "Kind en Gezin", "Geel", phones=("014 58 12 34",)),
    Findable(FoundKind.ACTION, UUID(int=60), "Huurpremie aanvragen", "Gezin Janssens"),
)
INDEX = FindIndex(PEOPLE)


def titles(text: str, most: int = 12) -> list[str]:
    return [hit.entry.title for hit in INDEX.find(text, most)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("pee", "Gezin Peeters – Yilmaz"),
        ("yil", "Gezin Peeters – Yilmaz"),
        ("YILMAZ", "Gezin Peeters – Yilmaz"),
        ("gezin jan", "Gezin Janssens"),
        ("g-2026-005", "Gezin Özdemir"),
        ("2026-002", "Gezin Janssens"),
        ("ozdemir", "Gezin Özdemir"),
        ("sofie", "Sofie Peeters"),
        ("peeters sofie", "Sofie Peeters"),
        ("kind", "Kind en Gezin"),
        ("huurpremie", "Huurpremie aanvragen"),
        ("0470 12 34 56", "Gezin Peeters – Yilmaz"),
        ("0470123456", "Gezin Peeters – Yilmaz"),
        ("+32 470 12.34", "Gezin Peeters – Yilmaz"),
        ("0032470123456", "Gezin Peeters – Yilmaz"),
        ("34.56", "Gezin Peeters – Yilmaz"),
        ("014/58.12.34", "Kind en Gezin"),
    ],
)
def test_what_was_typed_is_found_first(typed: str, first: str) -> None:
    assert titles(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("petters", "Gezin Peeters – Yilmaz"),
        ("pieters", "Gezin Peeters – Yilmaz"),
        ("peters", "Gezin Peeters – Yilmaz"),
        ("yilmas", "Gezin Peeters – Yilmaz"),
        ("ylimaz", "Gezin Peeters – Yilmaz"),
        ("jansens", "Gezin Janssens"),
        ("jannsens", "Gezin Janssens"),
        ("jansesn", "Gezin Janssens"),
        ("janzens", "Gezin Janssens"),
        ("vandeveld", "Gezin Vandevelde"),
        ("van de velde", "Gezin Vandevelde"),
        ("vandevelde", "Gezin Van de Velde – Maes"),
        ("vande velde", "Gezin Vandevelde"),
        ("van der velde", "Gezin Vandevelde"),
        ("osdemir", "Gezin Özdemir"),
        ("ozdemri", "Gezin Özdemir"),
        ("elamrani", "Gezin El Amrani"),
        ("amrany", "Gezin El Amrani"),
        ("desmet", "Gezin De Smet"),
        ("desmedt", "Gezin De Smet"),
        ("mohamed", "Mohammed Özdemir"),
        ("muhammed", "Mohammed Özdemir"),
        ("sophie", "Sofie Peeters"),
        ("huurpermie", "Huurpremie aanvragen"),
    ],
)
def test_a_misspelt_name_is_found(typed: str, meant: str) -> None:
    assert meant in titles(typed, 5)


@pytest.mark.parametrize("typed", ["", "   ", "–", "g-2025-005", "xqzw", "0499 99 99 99", "jan0"])
def test_nothing_is_made_up(typed: str) -> None:
    assert titles(typed) == []


def test_the_order_is_begin_word_middle_meant() -> None:
    names = ("Maes", "De Maes", "Vermaes", "Mees")
    index = FindIndex(Findable(FoundKind.SERVICE, place, name) for place, name in enumerate(reversed(names)))
    hits = index.find("maes", 12)
    assert [hit.entry.title for hit in hits] == list(names)
    assert [hit.rank for hit in hits] == list(Rank)


def test_within_a_rank_what_is_used_most_stands_first() -> None:
    index = FindIndex((family(1, "Maes A"), family(2, "Maes B", used=2), family(3, "Maes C", used=9)))
    assert [hit.entry.used for hit in index.find("maes", 12)] == [9, 2, 0]
    assert [entry.used for entry in most_used(index.entries, 12)] == [9, 2]
    assert [entry.used for entry in most_used(index.entries, 1)] == [9]


def test_a_family_stands_for_its_members_unless_they_fit_better() -> None:
    assert titles("yilmaz") == ["Gezin Peeters – Yilmaz"]
    assert titles("emre") == ["Emre Yilmaz"]


def test_no_more_than_asked_for() -> None:
    assert len(titles("gezin", 3)) == 3


def test_hits_of_several_indexes_come_together_in_one_order() -> None:
    first = Hit(family(1, "Maes"), Rank.MEANT, 1.0)
    second = Hit(Findable(FoundKind.SCREEN, "start", "Start"), Rank.BEGINS)
    assert best((first, second), 5) == (second, first)
    assert best((first, second), 1) == (second,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("claes", "klaas"),
        ("philips", "filips"),
        ("janssens", "jansens"),
        ("wouters", "vouters"),
        ("smet", "smedt"),
    ],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert slips(sound_of(one), sound_of(other), 1) is not None


@pytest.mark.parametrize(
    ("typed", "word", "off"),
    [
        ("maes", "maes", 0),
        ("mae", "maes", 0),
        ("meas", "maes", 1),
        ("maas", "maes", 1),
        ("mes", "maes", 1),
        ("maees", "maes", 1),
        ("xxxx", "maes", None),
        ("maesmaes", "maes", None),
        ("", "maes", 0),
    ],
)
def test_slips_are_counted(typed: str, word: str, off: int | None) -> None:
    assert slips(typed, word, 2) == off


@given(st.text("abcdefghij", min_size=4, max_size=12), st.data())
def test_one_slip_in_a_name_does_not_hide_it(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abcdefghij"))
    typed = data.draw(
        st.sampled_from(
            (
                name[:place] + letter + name[place:],
                name[:place] + letter + name[place + 1 :],
                name[:place] + name[place + 1 :],
            )
        )
    )
    if slips_allowed(len(typed)):
        assert slips(typed, name, slips_allowed(len(typed))) is not None


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=6))
def test_any_text_is_looked_for_without_trouble(text: str, names: list[str]) -> None:
    index = FindIndex(Findable(FoundKind.SCREEN, place, name) for place, name in enumerate(names))
    hits = index.find(text, 4)
    assert [hit.order for hit in hits] == sorted(hit.order for hit in hits)


def textbook(typed: str, word: str, most: int) -> int | None:
    """The whole table, without what makes it quick."""
    table = [[0] * (len(word) + 1) for _ in range(len(typed) + 1)]
    for i, row in enumerate(table):
        for j in range(len(row)):
            if i == 0 or j == 0:
                row[j] = i + j
                continue
            is_other = typed[i - 1] != word[j - 1]
            row[j] = min(table[i - 1][j - 1] + is_other, table[i - 1][j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and typed[i - 1] == word[j - 2] and typed[i - 2] == word[j - 1]:
                row[j] = min(row[j], table[i - 2][j - 2] + 1)
    fewest = min(table[-1])
    return fewest if fewest <= most else None


@given(st.text("abc", max_size=9), st.text("abc", max_size=10), st.integers(1, 3))
def test_slips_are_those_of_the_textbook(typed: str, word: str, most: int) -> None:
    assert slips(typed, word, most) == textbook(typed, word, most)
