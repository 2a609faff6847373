"""Writing the exchange format so that it reads back without loss, byte for byte."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.exchange import (
    ExchangeRow,
    quarter_start,
    read_exchange,
    stay_for,
    write_exchange,
)
from gezinscoach_desktop.domain.household import Role, Stay
from gezinscoach_desktop.domain.instrument import Subject
from tests.domain.exchange_files import HEADER, TODAY, read_bytes, rows_of, written
from tests.factories import load_instrument


def make_row(
    family: str = "G1",
    *,
    item: str = "income",
    level: int | None = 3,
    note: str | None = None,
    day: date = TODAY,
) -> ExchangeRow:
    """A household's row as an export gives it."""
    return ExchangeRow(family, "Mol", "", None, None, None, None, day, item, level, note)


def test_a_file_is_written_for_excel_in_flanders() -> None:
    child = ExchangeRow(
        "G1",
        "Mol",
        "K1",
        Role.CHILD,
        date(2019, 5, 4),
        date(2020, 1, 1),
        date(2027, 1, 1),
        TODAY,
        "learning",
        None,
        "Zoë",
    )
    assert written([child, make_row(note="=1;2")]).decode() == (
        f"\ufeff{HEADER}\r\n"
        'G1;Mol;;;;;;2026-11-14;income;3;"\'=1;2"\r\n'
        "G1;Mol;K1;child;2019-05-04;2020-01-01;2027-01-01;2026-11-14;learning;nvt;Zoë\r\n"
    )


def test_rows_of_a_family_are_written_by_date_person_and_item() -> None:
    january = date(2026, 1, 1)
    rows = [make_row(item="debts"), make_row(item="residence"), make_row(item="safety", day=january)]
    assert written(rows) == written(rows[::-1])
    assert [row.item for row in rows_of(read_bytes(written(rows)))] == ["safety", "residence", "debts"]


def test_the_number_of_rows_is_told() -> None:
    assert (
        write_exchange(io.BytesIO(), (make_row(code) for code in ("G1", "G2", "G3")), load_instrument()) == 3
    )


@pytest.mark.parametrize("codes", [["G2", "G1"], ["G1", "G2", "G1"]])
def test_families_out_of_order_are_a_mistake_of_the_program(codes: list[str]) -> None:
    with pytest.raises(ValueError, match="sort families by code"):
        written([make_row(code) for code in codes])


def test_the_stream_stays_open_for_its_owner() -> None:
    stream = io.BytesIO()
    write_exchange(stream, [], load_instrument())
    assert stream.getvalue().decode("utf-8-sig") == f"{HEADER}\r\n"


def test_a_note_of_blanks_is_no_note() -> None:
    assert written([make_row(note="  \n")]) == written([make_row()])


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2019, 1, 1), date(2019, 1, 1)),
        (date(2019, 3, 31), date(2019, 1, 1)),
        (date(2019, 5, 4), date(2019, 4, 1)),
        (date(2019, 9, 30), date(2019, 7, 1)),
        (date(2019, 12, 31), date(2019, 10, 1)),
    ],
)
def test_a_pseudonymised_birth_date_is_the_first_day_of_its_quarter(day: date, start: date) -> None:
    assert quarter_start(day) == start


def test_a_score_is_written_with_the_stay_it_falls_in() -> None:
    first, second = Stay(None, date(2025, 1, 1)), Stay(date(2026, 1, 1), date(2026, 6, 1))
    stays = [second, first]
    assert stay_for(stays, date(2024, 1, 1)) == first
    assert stay_for(stays, date(2025, 6, 1)) == first  # between two stays: the last that had begun
    assert stay_for(stays, date(2026, 1, 1)) == second
    assert stay_for(stays, date(2026, 9, 1)) == second
    assert stay_for([second], date(2020, 1, 1)) == second
    assert stay_for([], TODAY) == Stay()


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
_NOTES = st.none() | _TEXT | st.text(alphabet="'=+-@\t\r\n \";,aé＝", max_size=12)
_CODES = (
    (
        st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=40)
        | st.text(alphabet="'=+-@;,\" aé＝", min_size=1, max_size=8)
    )
    .map(str.strip)
    .filter(bool)
)
_DAYS = st.integers(0, 3000).map(lambda days: TODAY - timedelta(days=days))
_SUBJECTS = {Subject.HOUSEHOLD: None, Subject.ADULT: Role.ADULT, Subject.CHILD: Role.CHILD}


@st.composite
def exports(draw: st.DrawFn) -> list[ExchangeRow]:
    """Rows of a few families as an office has them, families in order of code."""
    rows: list[ExchangeRow] = []
    for family in sorted(draw(st.lists(_CODES, unique=True, max_size=3))):
        municipality = draw(st.just("") | _CODES)
        codes = draw(st.lists(_CODES, unique=True, max_size=3))
        persons = {
            code: (draw(st.sampled_from(Role)), draw(st.none() | _DAYS), draw(st.none() | _DAYS))
            for code in codes
        }
        for person, day in draw(
            st.lists(st.tuples(st.sampled_from(["", *codes]), _DAYS), unique=True, max_size=4)
        ):
            role, born, joined = persons.get(person, (None, None, None))
            fitting = [
                item.key for item in load_instrument().items.values() if _SUBJECTS[item.subject] is role
            ]
            rows.extend(
                ExchangeRow(
                    family,
                    municipality,
                    person,
                    role,
                    born,
                    joined,
                    None,
                    day,
                    item,
                    draw(st.none() | st.integers(1, 5)),
                    draw(_NOTES),
                )
                for item in draw(st.lists(st.sampled_from(fitting), unique=True, max_size=3))
            )
    return rows


@given(exports())
def test_what_is_written_reads_back_and_is_written_again_byte_for_byte(rows: list[ExchangeRow]) -> None:
    first = written(rows)
    file = read_bytes(first)
    assert file.errors == ()
    assert file.scores == len(rows)
    assert written(rows_of(file)) == first


@given(exports().flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))), st.booleans())
def test_the_order_of_rows_in_a_file_does_not_matter(
    orders: tuple[list[ExchangeRow], list[ExchangeRow]], repeats: bool
) -> None:
    rows, shuffled = orders
    one_by_one = [written([row]).decode("utf-8-sig").split("\r\n", 1)[1] for row in shuffled]
    mixed = read_bytes((HEADER + "\r\n" + "".join(one_by_one * (1 + repeats))).encode())
    assert (mixed.errors, mixed.duplicates) == ((), len(rows) * repeats)
    assert written(rows_of(mixed)) == written(rows)


def test_a_file_without_an_end_of_its_own_can_be_read_from_any_seekable_stream() -> None:
    stream = io.BytesIO(written([make_row()]))
    stream.read(40)
    assert read_exchange(stream, load_instrument(), today=TODAY).scores == 1
