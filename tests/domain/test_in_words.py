"""Numbers as people say them, and papers without a digit."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.in_words import (
    clock_in_words,
    date_in_words,
    day_in_words,
    in_words,
    ordinal_in_words,
    without_digits,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nul"), (8, "acht"), (13, "dertien"), (20, "twintig"), (21, "eenentwintig"), (22, "tweeëntwintig"),
        (33, "drieëndertig"), (88, "achtentachtig"), (100, "honderd"), (101, "honderdeen"), (250, "tweehonderdvijftig"),
        (1000, "duizend"), (1001, "duizend een"), (1982, "negentienhonderdtweeëntachtig"),
        (2026, "tweeduizend zesentwintig"), (20_000, "twintigduizend"),
        (999_999, "negenhonderdnegenennegentigduizend negenhonderdnegenennegentig"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_they_are_said(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "eerste"), (2, "tweede"), (3, "derde"), (4, "vierde"), (8, "achtste"), (12, "twaalfde"),
        (19, "negentiende"), (20, "twintigste"), (21, "eenentwintigste"), (23, "drieëntwintigste"),
        (28, "achtentwintigste"), (100, "honderdste"), (101, "honderdeerste"),
    ],
)  # fmt: skip
def test_ordinals_are_written_as_they_are_said(number: int, words: str) -> None:
    assert ordinal_in_words(number) == words


def test_dates_and_hours_are_written_out() -> None:
    assert date_in_words(date(2026, 11, 14)) == "veertien november tweeduizend zesentwintig"
    assert day_in_words(date(2026, 3, 1)) == "een maart"
    assert clock_in_words(14 * 60) == "veertien uur"
    assert clock_in_words(9 * 60 + 30) == "negen uur dertig"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Om 9 uur bij Kind & Gezin.", "Om negen uur bij Kind & Gezin."),
        ("Om 16:30 of 16u30.", "Om zestien uur dertig of zestien uur dertig."),
        ("Sinds 14/11/2026 in het 3de leerjaar", "Sinds veertien november tweeduizend zesentwintig in het derde leerjaar"),
        ("Bel 0477 12 34 56.", "Bel …."),
        ("De huur is € 1.234,50", "De huur is twaalfhonderdvierendertig euro vijftig"),
        ("2½ dag", "twee en een half dag"),
        ("Lokaal B12a", "Lokaal B twaalf a"),
        ("Meer dan 5 jaar werkloos", "Meer dan vijf jaar werkloos"),
        ("geen cijfer", "geen cijfer"),
    ],
)  # fmt: skip
def test_what_somebody_typed_is_said_without_digits(typed: str, said: str) -> None:
    assert without_digits(typed) == said


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("0123456789/-.:u,€ "), max_size=60))
def test_no_sign_of_a_number_is_left_whatever_was_typed(text: str) -> None:
    said = without_digits(text)

    assert not [sign for sign in said if unicodedata.category(sign)[0] == "N"]
