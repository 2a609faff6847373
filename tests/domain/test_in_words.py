"""Numbers as people say them."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.domain.in_words import in_words, ordinal_in_words


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
