"""Cells that a spreadsheet must not run, and values shown in messages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.exchange import RowError, neutralise, restore, visible
from gezinscoach_desktop.domain.exchange.problem import cell_error

_TRICKY = st.text(alphabet="'=+-@＝＋－＠ \t\r\n\u00a0\ufeff\u200ba1\"")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+32 470 12 34 56", "'+32 470 12 34 56"),
        ("- belde terug", "'- belde terug"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u200b=1", "'\u200b=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠A1", "'＠A1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\n=1", "'\n=1"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("' =1", "'' =1"),
        ("'s morgens", "'s morgens"),
        ("''", "''"),
        ("a=b", "a=b"),
        ("1-2", "1-2"),
        ("", ""),
    ],
)
def test_a_cell_that_would_run_gets_an_apostrophe_and_reads_back_unchanged(cell: str, written: str) -> None:
    assert neutralise(cell) == written
    assert restore(written) == cell


@pytest.mark.parametrize("cell", ["'s morgens", "'", "'t is goed", "'1", "=1", "a'=1", "' x"])
def test_an_apostrophe_of_the_writer_stays(cell: str) -> None:
    assert restore(cell) == cell


@given(st.text() | _TRICKY)
def test_every_text_reads_back_unchanged(text: str) -> None:
    assert restore(neutralise(text)) == text


@given(st.text() | _TRICKY)
def test_nothing_that_is_written_begins_as_a_formula(text: str) -> None:
    assert not re.match(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠]", neutralise(text))
    assert not neutralise(text).startswith(("\t", "\r", "\n=", "\n@"))


def test_values_in_messages_are_clipped_and_their_control_characters_shown() -> None:
    assert visible("a\x00b\tc\x1b[31m\u202e") == r"a\x00b\tc\x1b[31m\u202e"
    assert visible("é" * 60) == "é" * 60
    assert visible("é" * 61) == "é" * 59 + "…"


def test_an_error_is_one_sentence_with_line_column_value_and_what_was_expected() -> None:
    error = cell_error(12, "level", value="6", expected="1 tot 5 of nvt")
    assert error.sentence == "Regel 12, kolom level: “6” gevonden, verwacht 1 tot 5 of nvt."
    empty = RowError(3, "family", "", "de code van het gezin")
    assert empty.sentence == "Regel 3, kolom family: niets ingevuld, verwacht de code van het gezin."
    whole = RowError(4, "", "7 kolommen", "11, evenveel als in de eerste regel")
    assert whole.sentence == "Regel 4: 7 kolommen gevonden, verwacht 11, evenveel als in de eerste regel."
