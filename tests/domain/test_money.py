"""Amounts as people write them, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.money import MOST_CENTS, format_cents, parse_cents, plain_cents


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("12,50", 1250),
        ("12.50", 1250),
        ("12.5", 1250),
        ("1.234", 123400),
        ("1234", 123400),
        ("1.234,50", 123450),
        ("1 234,50", 123450),
        ("1234.50", 123450),
        ("€ 1.234,50", 123450),
        ("€1.234,50", 123450),
        ("1.234,50 €", 123450),
        ("1.234,50 euro", 123450),
        ("EUR 15", 1500),
        ("12,-", 1200),
        ("12,", 1200),
        (",50", 50),
        ("0", 0),
        ("€\u00a03,20", 320),
        ("1\u202f234,50", 123450),
    ],
)
def test_an_amount_is_understood_as_typed(typed: str, cents: int) -> None:
    assert parse_cents(typed) == cents


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "twaalf",
        "12,505",
        "1.23.4",
        "1,234.50",
        "-5",
        "12 50",
        "1.2345",
        "€",
        "12,5,0",
        "1_000",
        "٣",
        "9" * 5000,
    ],
)
def test_what_is_no_amount_is_refused_with_what_is_expected(typed: str) -> None:
    with pytest.raises(InvalidInput, match="verwacht een bedrag") as caught:
        parse_cents(typed, field="amount")
    assert caught.value.field == "amount"


def test_a_slip_of_the_keyboard_is_refused() -> None:
    with pytest.raises(InvalidInput, match="te groot"):
        parse_cents("1234567890")


@given(st.integers(min_value=0, max_value=MOST_CENTS))
def test_what_is_shown_is_read_as_what_it_was(cents: int) -> None:
    assert parse_cents(format_cents(cents)) == cents
    assert parse_cents(plain_cents(cents)) == cents


def test_thousands_are_set_apart_with_a_point_and_cents_with_a_comma() -> None:
    assert format_cents(123450) == "€\u00a01.234,50"
    assert plain_cents(-5) == "-0,05"
