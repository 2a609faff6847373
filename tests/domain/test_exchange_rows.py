"""What a row may say, and what several rows may say together."""

from __future__ import annotations

from datetime import date

import pytest

from gezinscoach_desktop.domain.exchange import ExchangePerson
from gezinscoach_desktop.domain.household import Role, Stay
from tests.domain.exchange_files import child_line, make_line, read_lines, rows_of, sentences

MEMBER_DATES = "een datum als jjjj-mm-dd of dd/mm/jjjj tussen 01/01/1900 en 14/11/2027"
SCORE_DATES = "een datum als jjjj-mm-dd of dd/mm/jjjj tussen 01/01/1990 en 14/11/2026"
HOUSEHOLD = "niets: income gaat over het hele huishouden"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (make_line(family=""), "family: niets ingevuld, verwacht de code van het gezin"),
        (make_line(family="  "), "family: niets ingevuld, verwacht de code van het gezin"),
        (
            make_line(family="G" * 41),
            f"family: “{'G' * 41}” gevonden, verwacht hoogstens 40 tekens, maar dit zijn er 41",
        ),
        (
            make_line(family="G\x07"),
            r"family: “G\x07” gevonden, verwacht alleen leesbare tekens op één regel",
        ),
        (
            make_line(municipality="M" * 101),
            f"municipality: “{'M' * 59}…” gevonden, verwacht hoogstens 100 tekens, maar dit zijn er 101",
        ),
        (make_line(level="6"), "level: “6” gevonden, verwacht 1 tot 5 of nvt"),
        (make_line(level="0"), "level: “0” gevonden, verwacht 1 tot 5 of nvt"),
        (make_line(level="3,5"), "level: “3,5” gevonden, verwacht 1 tot 5 of nvt"),
        (make_line(level="٣"), "level: “٣” gevonden, verwacht 1 tot 5 of nvt"),
        (make_line(level=""), "level: niets ingevuld, verwacht 1 tot 5 of nvt"),
        (make_line(date="1823-05-01"), f"date: “1823-05-01” gevonden, verwacht {SCORE_DATES}"),
        (make_line(date="31/12/1989"), f"date: “31/12/1989” gevonden, verwacht {SCORE_DATES}"),
        (make_line(date="2026-11-15"), f"date: “2026-11-15” gevonden, verwacht {SCORE_DATES}"),
        (make_line(date="2026-02-30"), f"date: “2026-02-30” gevonden, verwacht {SCORE_DATES}"),
        (make_line(date="01-03-2026"), f"date: “01-03-2026” gevonden, verwacht {SCORE_DATES}"),
        (make_line(date=""), f"date: niets ingevuld, verwacht {SCORE_DATES}"),
        (make_line(item=""), "item: niets ingevuld, verwacht een item van het instrument"),
        (
            make_line(item="incom"),
            "item: “incom” gevonden, verwacht een item van het instrument; bedoel je Inkomen (income)?",
        ),
        (
            make_line(item="INCOME"),
            "item: “INCOME” gevonden, verwacht een item van het instrument; bedoel je Inkomen (income)?",
        ),
        (
            make_line(item="Inkomen"),
            "item: “Inkomen” gevonden, verwacht een item van het instrument; bedoel je Inkomen (income)?",
        ),
        (make_line(item="qqqq"), "item: “qqqq” gevonden, verwacht een item van het instrument"),
        (make_line(person="V1"), f"person: “V1” gevonden, verwacht {HOUSEHOLD}"),
        (make_line(role="adult"), f"role: “adult” gevonden, verwacht {HOUSEHOLD}"),
        (make_line(birth_date="2000-01-01"), f"birth_date: “01/01/2000” gevonden, verwacht {HOUSEHOLD}"),
        (make_line(joined="2000-01-01"), f"joined: “01/01/2000” gevonden, verwacht {HOUSEHOLD}"),
        (make_line(left="2000-01-01"), f"left: “01/01/2000” gevonden, verwacht {HOUSEHOLD}"),
        (
            child_line(person="", role=""),
            "person: niets ingevuld, verwacht een code: learning gaat over een kind",
        ),
        (
            make_line(item="dutch"),
            "person: niets ingevuld, verwacht een code: dutch gaat over een volwassene",
        ),
        (child_line(role="kind"), "role: “kind” gevonden, verwacht adult of child"),
        (child_line(role="adult"), "role: “adult” gevonden, verwacht child bij learning, of niets ingevuld"),
        (child_line(birth_date="2027-11-15"), f"birth_date: “2027-11-15” gevonden, verwacht {MEMBER_DATES}"),
        (child_line(birth_date="1899-12-31"), f"birth_date: “1899-12-31” gevonden, verwacht {MEMBER_DATES}"),
        (child_line(joined="x"), f"joined: “x” gevonden, verwacht {MEMBER_DATES}"),
        (
            child_line(joined="2026-03-01", left="2026-02-28"),
            "left: “28/02/2026” gevonden, verwacht een dag op of na joined (01/03/2026)",
        ),
        (
            make_line(note="n" * 20_001),
            f"note: “{'n' * 59}…” gevonden, verwacht hoogstens 20000 tekens, maar dit zijn er 20001",
        ),
    ],
)
def test_a_wrong_cell_is_named_with_line_value_and_expectation(line: str, sentence: str) -> None:
    file = read_lines(make_line(item="debts"), line)
    assert sentences(file) == [f"Regel 3, kolom {sentence}."]
    assert [row.item for row in rows_of(file)] == ["debts"]
    assert [bad.line for bad in file.bad_lines] == [3]


def test_everything_that_is_wrong_with_a_row_is_said_at_once() -> None:
    file = read_lines(make_line(family="", date="x", level="9"))
    assert [error.column for error in file.errors] == ["family", "date", "level"]
    assert len(file.bad_lines) == 1


@pytest.mark.parametrize(
    ("word", "level"),
    [("1", 1), ("5", 5), (" 3 ", 3), ("nvt", None), ("NVT", None), ("n.v.t.", None), ("N.v.t.", None)],
)
def test_a_level_is_1_to_5_or_not_applicable(word: str, level: int | None) -> None:
    (row,) = rows_of(read_lines(make_line(level=word)))
    assert row.level == level


@pytest.mark.parametrize("cell", ["2026-03-01", "01/03/2026", "1/3/2026", " 2026-03-01 "])
def test_a_date_is_iso_or_days_first(cell: str) -> None:
    (row,) = rows_of(read_lines(make_line(date=cell)))
    assert row.date == date(2026, 3, 1)


def test_today_is_not_in_the_future() -> None:
    assert read_lines(make_line(date="2026-11-14")).errors == ()


def test_codes_and_words_are_trimmed_and_notes_are_not() -> None:
    (row,) = rows_of(
        read_lines(
            child_line(
                family=" G1 ",
                municipality=" Mol ",
                person=" K1 ",
                role=" Child ",
                note="  a ",
                item=" learning ",
            )
        )
    )
    assert (row.family, row.municipality, row.person, row.role) == ("G1", "Mol", "K1", Role.CHILD)
    assert (row.item, row.note) == ("learning", "  a ")


def test_a_formula_that_was_made_harmless_reads_as_it_was() -> None:
    (row,) = rows_of(read_lines(make_line(family="'=1", municipality="'s Gravenwezel", note="'+1")))
    assert (row.family, row.municipality, row.note) == ("=1", "'s Gravenwezel", "+1")


def test_the_role_follows_from_the_item_when_it_is_not_given() -> None:
    (family,) = read_lines(child_line(role=""), make_line(person="V1", item="dutch")).families
    assert [(person.code, person.role) for person in family.persons] == [
        ("K1", Role.CHILD),
        ("V1", Role.ADULT),
    ]


def test_an_unborn_child_may_be_measured_and_joins_at_birth() -> None:
    (family,) = read_lines(
        child_line(item="baby_supplies", birth_date="2027-01-15", joined="2027-01-15")
    ).families
    assert family.persons[0].birth_date == date(2027, 1, 15)


def test_what_is_said_of_a_person_on_one_row_holds_for_all() -> None:
    file = read_lines(
        child_line(),
        child_line(item="safety_net", person="V1", role="adult"),
        child_line(date="2026-05-01", birth_date="2019-05-04"),
        child_line(date="2026-06-01", joined="2020-01-01"),
    )
    assert file.errors == ()
    assert file.families[0].persons == (
        ExchangePerson("K1", Role.CHILD, date(2019, 5, 4), (Stay(date(2020, 1, 1), None),), 2),
        ExchangePerson("V1", Role.ADULT, None, (Stay(),), 3),
    )


def test_different_pairs_of_joined_and_left_are_separate_stays_from_old_to_new() -> None:
    file = read_lines(
        child_line(joined="2026-01-01", left=""),
        child_line(date="2025-01-01", joined="", left="2025-06-01"),
        child_line(date="2025-02-01", joined="", left="2025-06-01"),
    )
    (person,) = file.families[0].persons
    assert person.stays == (Stay(None, date(2025, 6, 1)), Stay(date(2026, 1, 1), None))


def test_a_child_that_grew_up_bears_two_roles_and_has_that_of_its_latest_row() -> None:
    lines = [
        child_line(date="2020-03-01", birth_date="2004-05-04"),
        child_line(date="2025-03-01", item="dutch", role="adult"),
        child_line(date="2024-03-01", item="dutch", role=""),
    ]
    for order in (lines, lines[::-1]):
        file = read_lines(*order)
        assert (file.errors, file.scores) == ((), 3)
        (person,) = file.families[0].persons
        assert (person.role, person.birth_date) == (Role.ADULT, date(2004, 5, 4))


LEFT_OUT = "alle regels van persoon K1 van gezin G1 blijven daarom buiten de import"


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        (
            child_line(birth_date="2019-05-04"),
            child_line(date="2026-05-01", birth_date="05/05/2019"),
            f"Regel 4, kolom birth_date: “05/05/2019” gevonden, verwacht “04/05/2019” zoals op regel 3: {LEFT_OUT}.",
        ),
        (
            child_line(),
            child_line(item="dutch", role=""),
            f"Regel 4, kolom role: “adult” gevonden, verwacht “child” zoals op regel 3: {LEFT_OUT}.",
        ),
        (
            child_line(joined="2026-01-01", left="2026-03-01"),
            child_line(date="2026-05-01", joined="2026-02-01"),
            (
                "Regel 4, kolom joined: “01/02/2026 – …” gevonden, verwacht een periode die niet overlapt met "
                f"“01/01/2026 – 01/03/2026” op regel 3: {LEFT_OUT}."
            ),
        ),
    ],
)
def test_a_person_described_in_two_ways_stays_out_with_every_row(one: str, other: str, sentence: str) -> None:
    bystanders = [make_line(), child_line(person="K2"), child_line(family="G2")]
    file = read_lines(bystanders[0], one, other, child_line(date="2026-07-01"), *bystanders[1:])
    assert sentences(file) == [sentence]
    assert [bad.line for bad in file.bad_lines] == [3, 4, 5]
    assert [(row.family, row.person) for row in rows_of(file)] == [("G1", ""), ("G1", "K2"), ("G2", "K1")]


def test_which_rows_of_a_contradiction_stay_out_does_not_depend_on_their_order() -> None:
    lines = [child_line(date=f"2026-0{day}-01", birth_date=f"2019-05-0{day}") for day in (1, 2, 3)]
    lines += [child_line(date="2026-04-01"), make_line()]
    for order in (lines, lines[::-1], lines[2:] + lines[:2]):
        file = read_lines(*order)
        assert [(row.person, row.item) for row in rows_of(file)] == [("", "income")]
        assert len(file.errors) == 2


def test_a_family_in_two_municipalities_stays_out() -> None:
    file = read_lines(
        make_line(),
        child_line(municipality=""),
        make_line(item="debts", municipality="Geel"),
        make_line(family="G2"),
    )
    (sentence,) = sentences(file)
    assert sentence == (
        "Regel 4, kolom municipality: “Geel” gevonden, verwacht “Mol” zoals op regel 2: "
        "alle regels van gezin G1 blijven daarom buiten de import."
    )
    assert [family.code for family in file.families] == ["G2"]
    assert [bad.line for bad in file.bad_lines] == [2, 3, 4]


def test_a_row_without_municipality_takes_that_of_its_family() -> None:
    (family,) = read_lines(make_line(municipality=""), make_line(item="debts")).families
    assert family.municipality == "Mol"


def test_a_row_said_twice_counts_once() -> None:
    file = read_lines(
        make_line(note="a"), make_line(date="01/03/2026", note="a", municipality=""), make_line(note="a")
    )
    assert (file.rows, file.scores, file.duplicates, file.errors) == (3, 1, 2, ())
    assert rows_of(file)[0].line == 2


@pytest.mark.parametrize(
    ("other", "column"),
    [({"level": "4"}, "level"), ({"level": "nvt"}, "level"), ({"note": "b"}, "note"), ({"note": ""}, "note")],
)
def test_two_values_for_one_item_on_one_date_are_both_refused(other: dict[str, str], column: str) -> None:
    file = read_lines(make_line(note="a"), make_line(**({"note": "a"} | other)), make_line(item="debts"))
    assert [(error.line, error.column) for error in file.errors] == [(2, column), (3, column)]
    assert (
        file.errors[0].expected == "hetzelfde als op regel 3, want gezin, persoon, datum en item zijn gelijk"
    )
    assert (
        file.errors[1].expected == "hetzelfde als op regel 2, want gezin, persoon, datum en item zijn gelijk"
    )
    assert [row.item for row in rows_of(file)] == ["debts"]


def test_families_snapshots_and_scores_come_in_a_fixed_order() -> None:
    lines = [
        child_line(family="G2", item="learning"),
        child_line(family="G2", item="parental_care"),
        make_line(family="G10", date="2026-05-01"),
        make_line(family="G10", item="residence", date="2026-05-01"),
        make_line(family="G10", date="2026-01-01"),
        make_line(family="G2"),
    ]
    for order in (lines, lines[::-1]):
        families = read_lines(*order).families
        assert [
            (family.code, snapshot.date.month, [(row.person, row.item) for row in snapshot.scores])
            for family in families
            for snapshot in family.snapshots
        ] == [
            ("G10", 1, [("", "income")]),
            ("G10", 5, [("", "residence"), ("", "income")]),
            ("G2", 3, [("", "income"), ("K1", "parental_care"), ("K1", "learning")]),
        ]


def test_a_file_of_nothing_but_unknown_items_costs_no_minutes() -> None:
    file = read_lines(*(make_line(item=f"zz{number}income") for number in range(3000)))
    assert file.error_count == 3000
    assert file.errors[999].expected == "een item van het instrument; bedoel je Inkomen (income)?"
