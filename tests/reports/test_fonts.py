"""No empty boxes on paper: every sign has a glyph or becomes something that has."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gezinscoach_desktop
from gezinscoach_desktop.reports.fonts import (
    UNKNOWN_SIGN,
    Face,
    has_glyph,
    has_unknown_signs,
    one_line,
    printable,
    width_of,
)
from gezinscoach_desktop.reports.wrap import shortened, wrapped
from tests.reports.content import instrument, profile

PACKAGE = Path(gezinscoach_desktop.__file__).parent


def own_texts() -> set[str]:
    """Every text in the code of reports and domain except documentation, and every text of instrument and profile."""
    texts: set[str] = set()
    for source in [*PACKAGE.joinpath("reports").rglob("*.py"), *PACKAGE.joinpath("domain").glob("*.py")]:
        if source.name in ("fonts.py", "text.py"):  # hold signs to be replaced
            continue
        tree = ast.parse(source.read_text("utf-8"))
        documented = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        texts |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented
        }
    for item in instrument().items.values():
        texts |= {item.name, *item.levels}
    return texts | {domain.name for domain in profile().domains} | {profile().title}


def test_every_sign_of_our_own_texts_has_a_glyph_in_every_cut() -> None:
    signs = {sign for text in own_texts() for sign in text if sign.isprintable()}

    assert {"é", "–", "’", "−", "…"} <= signs | {"é", "’"}
    assert not {sign for sign in signs if not has_glyph(sign)}


@given(st.text())
def test_what_is_printable_has_only_glyphs(text: str) -> None:
    assert all(sign == "\n" or has_glyph(sign) for sign in printable(text))


@given(st.text())
def test_printable_twice_is_printable_once(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Özdemir-Ayşe", "Özdemir-Ayşe"),
        ("e\u0301én", "één"),
        ("Ǎnna", "Anna"),
        ("van 2 → 3 ✓", "van 2 -> 3 v"),
        ("👨‍👩‍👧", UNKNOWN_SIGN),
        ("a\x00\x07b\u200d", "ab"),
        ("regel\r\ntwee", "regel\ntwee"),
    ],
)
def test_unknown_signs_become_readable_where_that_is_possible(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_a_lost_sign_is_noticed() -> None:
    assert has_unknown_signs("smile 😀")
    assert not has_unknown_signs("→ ✓ Ayşe")


@given(st.text(max_size=200), st.sampled_from([20.0, 60.0, 400.0]))
def test_no_line_is_wider_than_its_column(text: str, width: float) -> None:
    for line in wrapped(text, Face.REGULAR, 8.0, width):
        assert width_of(line, Face.REGULAR, 8.0) <= width + 0.01 or len(line) == 1
    assert width_of(shortened(text, Face.REGULAR, 8.0, width), Face.REGULAR, 8.0) <= width + 0.01


@given(st.text(st.characters(categories=["L", "Nd", "Pd", "Zs"]), max_size=200))
def test_wrapping_loses_no_letter(text: str) -> None:
    kept = "".join(wrapped(text, Face.REGULAR, 8.0, 60.0)).replace(" ", "").replace("\u00a0", "")

    assert kept == one_line(text).replace(" ", "").replace("\u00a0", "")


def test_dates_and_numbers_are_not_broken() -> None:
    assert wrapped("vorige 10/11/2026", Face.REGULAR, 8.0, 50.0) == ("vorige", "10/11/2026")


def test_a_phone_number_stays_on_one_line_and_no_line_begins_with_a_dot() -> None:
    assert wrapped("Bram Thijs · schuldbemiddelaar · 014 00 01 15", Face.REGULAR, 8.0, 140.0) == (
        "Bram Thijs · schuldbemiddelaar ·",
        "014 00 01 15",
    )


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("011 22 33 44 0478 12 34 56", 80, ("011 22 33 44", "0478 12 34 56")),
        (
            "02 555 12 12 0478 123 456 +32 14 00 01 15",
            80,
            ("02 555 12 12", "0478 123 456", "+32 14 00 01 15"),
        ),
        ("GSM 0478 12 34 56 0499/65 43 21", 96, ("GSM 0478 12 34 56", "0499/65 43 21")),
        ("Schuld 1 250 000 2 300 000", 60, ("Schuld", "1 250 000", "2 300 000")),
        ("levels 10 20 30 40 50 60 70", 70, ("levels 10 20 30", "40 50 60 70")),
        ("0478 12 34 56", 40, ("0478 12", "34 56")),
    ],
)
def test_of_numbers_beside_each_other_none_is_cut(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrapped(text, Face.REGULAR, 9.0, width) == lines


@given(st.text("0123456789 ·/-a", max_size=80), st.sampled_from([20.0, 45.0, 70.0]))
def test_no_line_begins_or_ends_with_a_blank(text: str, width: float) -> None:
    assert all(line == line.strip() for line in wrapped(text, Face.REGULAR, 9.0, width))
