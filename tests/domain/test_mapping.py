"""Somebody's own spreadsheet: which column is what, and what its values stand for."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.family import Diploma, Gender, HouseholdType, HousingKind, IncomeSource
from gezinscoach_desktop.domain.household import Living, Role
from gezinscoach_desktop.domain.mapping import (
    ColumnPlan,
    SheetMapping,
    from_json,
    is_empty,
    plain,
    propose,
    read_choice,
    read_day,
    read_level,
    read_yes_no,
    to_json,
)
from gezinscoach_desktop.domain.mapping_fields import Field, Kind
from gezinscoach_desktop.domain.mapping_words import WORDS
from tests.factories import load_instrument

TODAY = date(2026, 11, 22)
INSTRUMENT = load_instrument()


def proposed(*header: str, rows: tuple[tuple[str, ...], ...] = ()) -> list[str]:
    """The label of each field, the key of an item, or nothing."""
    mapping = propose(header, rows, INSTRUMENT, today=TODAY)
    return [column.item or (column.field.value if column.field else "") for column in mapping.columns]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("Gezinsnaam", "Gemeente", "GSM"), ["family_name", "municipality", "phone"]),
        (("Dossiernr.", "Naam", "Voornaam", "Geb.datum"), ["code", "last_name", "given_name", "birth_date"]),
        (("Naam", "Gemeente"), ["family_name", "municipality"]),
        (("Naam", "Geslacht", "Gezin"), ["full_name", "gender", "family_name"]),
        (("Familienaam", "Voornaam", "Naam"), ["last_name", "given_name", "full_name"]),
        (("Code", "Datum", "Inkomen", "Schulden"), ["code", "date", "income_source", "debts"]),
        (("Tolk?", "E-mail", "Straat en nummer"), ["needs_interpreter", "email", "address"]),
        (("Code", "datum meting", "income", "DEBTS"), ["code", "date", "income", "debts"]),
        (("Code gezin", "item", "niveau", "nota"), ["code", "item", "level", "note"]),
        (("Telefoon", "GSM"), ["phone", ""]),
        (("", "Kolom 7"), ["", ""]),
    ],
)
def test_columns_are_recognised_by_their_name(header: tuple[str, ...], expected: list[str]) -> None:
    assert proposed(*header) == expected


def test_a_column_without_a_telling_name_is_recognised_by_what_stands_in_it() -> None:
    rows = (("a@b.be", "V", "2/3/1985", "3"), ("c@d.be", "m", "14-11-1990", "5"), ("", "-", "", ""))
    assert proposed("k1", "k2", "k3", "k4", rows=rows) == ["email", "gender", "birth_date", ""]


def test_the_exchange_formats_own_columns_are_recognised() -> None:
    header = (
        "family",
        "municipality",
        "person",
        "role",
        "birth_date",
        "joined",
        "left",
        "date",
        "item",
        "level",
        "note",
    )
    assert proposed(*header) == [
        "code", "municipality", "person_code", "role", "birth_date", "joined", "left", "date", "item", "level", "note",
    ]  # fmt: skip


@given(
    st.lists(st.sampled_from(["Naam", "Voornaam", "Gezin", "Gemeente", "Datum", "gsm", "x", ""]), max_size=8)
)
def test_no_field_is_proposed_for_two_columns(header: list[str]) -> None:
    fields = [each for each in proposed(*header) if each]
    assert len(fields) == len(set(fields))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("3", 3), (" 3 ", 3), ("3.0", 3), ("3,0", 3), ("niveau 3", 3), ("Niveau 3: nipt", 3), ("3 - nipt", 3),
        ("3 (nipt)", 3), ("nvt", "nvt"), ("N.v.t.", "nvt"), ("niet van toepassing", "nvt"), ("0", "nvt"),
        ("6", None), ("", None), ("33", None), ("3/5", None), ("nipt", None), ("12", None), ("3.5", None),
    ],
)  # fmt: skip
def test_levels_are_read_as_people_write_them(cell: str, expected: object) -> None:
    assert read_level(cell) == expected


@pytest.mark.parametrize("item", list(INSTRUMENT.items.values())[:5], ids=lambda item: item.key)
def test_the_text_of_a_level_is_that_level(item: Any) -> None:
    for level, text in enumerate(item.levels, 1):
        assert read_level(text.upper(), item.levels) == level


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-03-02", date(2026, 3, 2)), ("2026-03-02 09:30", date(2026, 3, 2)), ("2/3/2026", date(2026, 3, 2)),
        ("02.03.26", date(2026, 3, 2)), ("", None), ("maart", None), ("31/2/2026", None), ("1785", None),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(cell: str, expected: date | None) -> None:
    assert read_day(cell, today=TODAY) == expected


@pytest.mark.parametrize(
    ("cell", "choices", "expected"),
    [
        ("V", Gender, Gender.FEMALE), ("vrouw", Gender, Gender.FEMALE), ("?", Gender, None),
        ("Moeder", Role, Role.ADULT), ("dochter", Role, Role.CHILD), ("child", Role, Role.CHILD),
        ("éénoudergezin", HouseholdType, HouseholdType.SINGLE_PARENT), ("Koppel", HouseholdType, HouseholdType.COUPLE),
        ("Leefloon", IncomeSource, IncomeSource.INTEGRATION_INCOME), ("Sociale woning", HousingKind, HousingKind.SOCIAL_RENT),
        ("co-ouderschap", Living, Living.PARTLY), ("Hoger secundair", Diploma, Diploma.UPPER_SECONDARY),
        ("iets anders", Diploma, None),
    ],
)  # fmt: skip
def test_choices_are_read_in_the_words_of_flemish_spreadsheets(
    cell: str, choices: type[Enum], expected: Enum | None
) -> None:
    assert read_choice(cell, choices) is expected


@pytest.mark.parametrize("choices", WORDS, ids=lambda each: each.__name__)
def test_every_word_stands_for_a_choice_and_is_written_as_it_is_looked_up(choices: type[Enum]) -> None:
    for word, value in WORDS[choices].items():
        assert word == plain(word)
        assert read_choice(word, choices) is choices(value) or any(
            word in {plain(str(each.value)), plain(str(getattr(each, "label", "")))} for each in choices
        )


@pytest.mark.parametrize("field", Field, ids=lambda each: each.value)
def test_every_field_has_a_name_a_kind_and_choices_where_it_needs_them(field: Field) -> None:
    assert field.label
    assert (field.choices is not None) is (field.kind is Kind.CHOICE)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Ja", True), ("x", True), ("1", True), ("neen", False), ("", False), ("0", False), ("misschien", None)],
)
def test_yes_and_no(cell: str, expected: bool | None) -> None:
    assert read_yes_no(cell) is expected


@pytest.mark.parametrize("cell", ["", " ", "-", "?", "onbekend", "Niet gekend", "…"])
def test_a_cell_that_says_nothing_is_empty(cell: str) -> None:
    assert is_empty(cell)


@given(
    st.builds(
        SheetMapping,
        st.tuples(
            st.builds(ColumnPlan, st.none() | st.sampled_from(Field)),
            st.builds(ColumnPlan, st.none(), st.sampled_from(["", "income"])),
        ),
        st.dictionaries(st.sampled_from(["gender", "level"]), st.dictionaries(st.text(), st.text())),
        st.none() | st.dates(),
    )
)
def test_a_mapping_that_was_kept_is_read_again(mapping: SheetMapping) -> None:
    assert from_json(to_json(mapping)) == mapping


@pytest.mark.parametrize(
    "kept", [{}, {"columns": [["iets", ""]]}, {"columns": 3}, {"columns": [], "values": [], "date": "x"}]
)
def test_what_another_program_kept_is_not_guessed(kept: dict[str, Any]) -> None:
    assert from_json(kept) is None
