"""From the rows of an office's own sheet to families, members and scores; every error names its line and column."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.family import Gender, HouseholdType
from gezinscoach_desktop.domain.household import Role, Stay
from gezinscoach_desktop.domain.mapping import SheetMapping, propose
from gezinscoach_desktop.domain.sheet_reading import SheetRead, read_sheet, split_name
from tests.factories import load_instrument

TODAY = date(2026, 11, 22)
INSTRUMENT = load_instrument()


def read(*lines: str, values: dict[str, dict[str, str]] | None = None, on: date | None = None) -> SheetRead:
    """The sheet with these lines, `;` between the cells, the first one the header, mapped as proposed."""
    header, *rows = [tuple(cell.strip() for cell in line.split(";")) for line in lines]
    proposed = propose(header, rows, INSTRUMENT, today=TODAY)
    mapping = SheetMapping(proposed.columns, values or {}, on)
    return read_sheet(rows, mapping, INSTRUMENT, first_line=2, today=TODAY)


def told(found: SheetRead) -> list[str]:
    return [error.sentence for error in found.errors]


def test_a_list_of_families_comes_in_without_anything_else() -> None:
    found = read(
        "Gezinsnaam;Gemeente;Gezinsvorm;Tolk;Startdatum",
        "Nagy;Mol;eenoudergezin;ja;1/9/2025",
        "Diallo;;;;",
        "Nagy;Geel;koppel;nee;",
    )
    assert told(found) == []
    assert not found.has_codes
    assert [family.code for family in found.families] == ["nagy|mol", "diallo|", "nagy|geel"]
    details, members = found.described["nagy|mol"]
    assert (details.name, details.municipality, members) == ("Nagy", "Mol", {})
    assert details.household_type is HouseholdType.SINGLE_PARENT
    assert (details.needs_interpreter, details.started_on) == (True, date(2025, 9, 1))


def test_a_list_of_members_repeats_its_families() -> None:
    found = read(
        "Dossiernr;Gezin;Voornaam;Familienaam;Geb.datum;Geslacht;Rol",
        "7;Nagy;Sofie;Nagy;2/3/1985;v;moeder",
        "7;Nagy;Noah;Nagy;5/6/2019;m;",
        "8;Diallo;Awa;Diallo;;v;",
    )
    assert told(found) == []
    first, second = found.families
    assert (first.code, [person.code for person in first.persons]) == ("7", ["K1", "V1"])
    assert [person.role for person in first.persons] == [Role.CHILD, Role.ADULT]
    _, members = found.described["7"]
    assert (members["V1"].given_name, members["V1"].gender) == ("Sofie", Gender.FEMALE)
    assert members["K1"].birth_date == date(2019, 6, 5)
    assert found.persons == 3
    assert second.snapshots == ()


def test_a_wide_table_has_a_column_per_item() -> None:
    found = read(
        "Code;Datum;Voornaam;Betaalbaarheid van de woning;income;adult_stress;child_stress",
        "7;1/3/2026;;3;2;;",
        "7;1/3/2026;Sofie;;;2;",
        "7;1/3/2026;Noah;;;;nvt",
        "7;1/6/2026;;4;;;",
    )
    assert told(found) == []
    [family] = found.families
    assert [snapshot.date for snapshot in family.snapshots] == [date(2026, 3, 1), date(2026, 6, 1)]
    scores = {(row.person, row.item): row.level for row in family.snapshots[0].scores}
    assert scores == {
        ("", "housing_affordability"): 3, ("", "income"): 2, ("V1", "adult_stress"): 2, ("K1", "child_stress"): None,
    }  # fmt: skip
    assert [person.role for person in family.persons] == [Role.CHILD, Role.ADULT]


def test_a_long_table_has_a_row_per_score() -> None:
    found = read(
        "Code;Datum;item;niveau;toelichting",
        "7;1/3/2026;Schulden;2;De huur is betaald",
        "7;1/3/2026;income;niveau 3;",
    )
    assert told(found) == []
    rows = found.families[0].snapshots[0].scores
    assert {(row.item, row.level, row.note) for row in rows} == {
        ("debts", 2, "De huur is betaald"),
        ("income", 3, None),
    }


def test_one_day_stands_for_all_where_no_column_says_it() -> None:
    assert read("Code;income", "7;2", on=date(2026, 3, 1)).families[0].snapshots[0].date == date(2026, 3, 1)
    assert told(read("Code;income", "7;2")) == [
        "Regel 2, kolom Datum van de meting: niets ingevuld, verwacht de datum van de meting."
    ]


DAY = "een datum, zoals 14/11/2026, ten laatste 22/11/2026"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Gezinsnaam;Gemeente", ";Mol"), (2, "Naam van het gezin", "", "de naam van het gezin")),
        (
            ("Code;Gemeente", ";Mol"),
            (2, "Code van het gezin", "", "de code van het gezin, hoogstens 40 tekens"),
        ),
        (("Code;Startdatum", "7;gisterenavond"), (2, "Begonnen op", "gisterenavond", DAY)),
        (
            ("Code;Startdatum", "7;30/2/2015"),
            (
                2,
                "Begonnen op",
                "30/2/2015",
                "een dag die op de kalender staat, zoals 14/11/2026, ten laatste 22/11/2026",
            ),
        ),
        (("Code;Startdatum", "7;1/1/2027"), (2, "Begonnen op", "1/1/2027", DAY)),
        (("Code;Tolk", "7;soms"), (2, "Tolk nodig", "soms", "ja of nee")),
        (("Code;Geslacht;Voornaam", "7;z;Sofie"), (2, "Geslacht", "z", "Vrouw, Man, X")),
        (("Code;Gemeente", "7;Mol", "7;Geel"), (3, "Gemeente", "Geel", "“Mol”, zoals op regel 2")),
        (("Code;Datum;income", "7;1/3/2026;7"), (2, "Inkomen", "7", "1 tot 5 of nvt")),
        (
            ("Code;Datum;item;niveau", "7;1/3/2026;geluk;2"),
            (2, "Item", "geluk", "een item van de Sociale Balans, met zijn naam of sleutel"),
        ),
        (
            ("Code;Datum;adult_stress", "7;1/3/2026;2"),
            (2, "Voornaam", "", "wie het is: Stress gaat over een volwassene"),
        ),
        (
            ("Code;Voornaam;joined;left", "7;Sofie;1/3/2026;1/2/2026"),
            (2, "Uit het gezin sinds", "01/02/2026", "een dag op of na 01/03/2026"),
        ),
        (
            ("Code;Voornaam;Geslacht", "7;Sofie;v", "7;Sofie;m"),
            (3, "Geslacht", "Man", "“Vrouw”, zoals op regel 2"),
        ),
    ],
)
def test_what_is_wrong_is_told_with_line_column_value_and_what_was_expected(
    lines: tuple[str, ...], expected: tuple[int, str, str, str]
) -> None:
    [error] = read(*lines).errors
    assert (error.line, error.column, error.value, error.expected) == expected


def test_a_bad_line_stays_out_and_the_rest_comes_in() -> None:
    found = read("Code;Datum;income;debts", "7;1/3/2026;9;2", "7;1/6/2026;3;3", "8;1/3/2026;x;2")
    assert found.bad_lines == {2, 4}
    [family] = found.families
    assert [snapshot.date for snapshot in family.snapshots] == [date(2026, 6, 1)]
    assert found.rows == 3


def test_words_the_program_does_not_know_are_counted_and_can_be_told_once() -> None:
    lines = (
        "Code;Gezinsvorm;Datum;income",
        "7;nest;1/3/2026;slecht",
        "8;Nest;1/3/2026;goed",
        "9;nest;1/3/2026;goed",
    )
    unknown = [(each.field.value, each.word, each.count) for each in read(*lines).unknown]
    assert unknown == [("household_type", "nest", 3), ("level", "goed", 2), ("level", "slecht", 1)]
    values = {"household_type": {"nest": "extended"}, "level": {"goed": "4", "slecht": "1"}}
    again = read(*lines, values=values)
    assert (told(again), again.unknown) == ([], ())
    assert [row.level for family in again.families for row in family.snapshots[0].scores] == [1, 4, 4]
    assert again.described["7"][0].household_type is HouseholdType.EXTENDED


def test_two_rows_that_contradict_each_other_both_stay_out() -> None:
    found = read("Code;Datum;income", "7;1/3/2026;2", "7;1/3/2026;3", "7;1/6/2026;3")
    assert found.bad_lines == {2, 3}
    assert all("hetzelfde als op regel" in sentence for sentence in told(found))
    assert len(found.families[0].snapshots) == 1


def test_a_stay_is_read() -> None:
    found = read("Code;Voornaam;joined;left", "7;Sofie;1/3/2025;1/3/2026")
    assert found.families[0].persons[0].stays == (Stay(date(2025, 3, 1), date(2026, 3, 1)),)


def test_empty_lines_count_for_nothing() -> None:
    found = read("Code;Gemeente", "7;Mol", ";", "8;Geel")
    assert (found.rows, told(found)) == (2, [])


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("Sofie Peeters", "", ("Sofie", "Peeters")),
        ("Peeters, Sofie", "", ("Sofie", "Peeters")),
        ("Jan Van den Berg", "", ("Jan", "Van den Berg")),
        ("An Marie Van den Berg", "van den berg", ("An Marie", "van den berg")),
        ("Sofie", "", ("Sofie", "")),
    ],
)
def test_a_name_is_taken_apart(text: str, last: str, expected: tuple[str, str]) -> None:
    assert split_name(text, last) == expected


CELLS = st.sampled_from(
    ["", "7", "8", "Nagy", "1/3/2026", "2", "9", "nvt", "v", "Sofie", "ja", "-", "x", "é" * 50]
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=12))
def test_whatever_stands_in_it_every_line_comes_in_or_is_told(rows: list[list[str]]) -> None:
    header = ("Code", "Gezinsnaam", "Datum", "income", "adult_stress", "Voornaam", "Geslacht", "Tolk")
    mapping = propose(header, rows, INSTRUMENT, today=TODAY)
    found = read_sheet(rows, mapping, INSTRUMENT, first_line=2, today=TODAY)
    assert {error.line for error in found.errors} <= found.bad_lines
    assert {family.code for family in found.families} == set(found.described)
    for family in found.families:
        people = {person.code for person in family.persons}
        for snapshot in family.snapshots:
            assert {row.person for row in snapshot.scores} <= people | {""}
            assert {row.line for row in snapshot.scores}.isdisjoint(found.bad_lines)
