"""The charts of figures: every number is on them, nothing runs off the sheet, and they are told in words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from reportlab.graphics.shapes import Drawing

from gezinscoach_desktop.domain.evolution import Direction, Sign
from gezinscoach_desktop.reports.charts.bars import BarRow, Bars, bar_middles, bars_chart, describe_bars
from gezinscoach_desktop.reports.charts.distribution import (
    Distribution,
    Spread,
    SpreadRow,
    describe_distribution,
    distribution_chart,
    distribution_middles,
)
from gezinscoach_desktop.reports.charts.moves import MoveRow, describe_moves, move_middles, moves_chart
from gezinscoach_desktop.reports.charts.svg import to_svg
from gezinscoach_desktop.reports.palette import DARK, LIGHT, PAPER, ChartPalette

LONG = "Een heel lange naam van een rij die zeker niet past, hoe breed het blad ook is"
BARS = Bars(
    (
        BarRow("Beter", (22,), ("22",), Sign.BETTER),
        BarRow("Gelijk", (23,), ("23",), Direction.SAME),
        BarRow("Blijft niet kansarm", (4,), ("4",), Sign.STAYS_OUT),
        BarRow(LONG, (11,), ("11",), Sign.WORSE),
    ),
    ("Nu",),
)
TWO = Bars((BarRow("0", (4, 7), ("4", "7")), BarRow("1 tot 3", (0, None), ("0", "–"))), ("Nulmeting", "Nu"))
NOTHING = Bars((BarRow("Geen", (0,), ("0",)),), ("Aantal",))
SPREAD = Distribution(
    (
        SpreadRow("Inkomen", (Spread((10, 14, 12, 13, 13)), Spread((6, 16, 12, 13, 15)))),
        SpreadRow(LONG, (Spread((0, 0, 0, 0, 0)), Spread((1, 0, 0, 0, 200)))),
    ),
    ("nulmeting", "nu"),
)
MOVES = (MoveRow("Wonen", 44, 148, 32), MoveRow(LONG, 0, 3, 0), MoveRow("Voeding", 1000, 0, 999))
DRAWN: list[tuple[str, Callable[..., Drawing]]] = [
    ("bars", lambda **kw: bars_chart(BARS, **kw)),
    ("two", lambda **kw: bars_chart(TWO, **kw)),
    ("nothing", lambda **kw: bars_chart(NOTHING, **kw)),
    ("spread", lambda **kw: distribution_chart(SPREAD, **kw)),
    ("moves", lambda **kw: moves_chart(MOVES, **kw)),
]


def texts(drawing: Drawing) -> list[str]:
    return re.findall(r">([^<]+)</text>", to_svg(drawing).decode())


@pytest.mark.parametrize("palette", [PAPER, LIGHT, DARK])
@pytest.mark.parametrize("width", [360.0, 480.0, 900.0])
@pytest.mark.parametrize(("name", "draw"), DRAWN, ids=[name for name, _ in DRAWN])
def test_nothing_runs_off_the_sheet(
    name: str, draw: Callable[..., Drawing], width: float, palette: ChartPalette
) -> None:
    drawing = draw(width=width, palette=palette, text_size=12.0)
    for shape in drawing.contents:
        left, bottom, right, top = shape.getBounds()
        assert left >= -1, name
        assert right <= width + 1, name
        assert bottom >= -1, name
        assert top <= drawing.height + 1, name


def test_every_number_is_on_it() -> None:
    assert {"22", "23", "11"} <= set(texts(bars_chart(BARS, width=480)))
    assert {"4", "7", "Nulmeting", "Nu"} <= set(texts(bars_chart(TWO, width=480)))
    assert {"10", "14", "15", "n 62", "n 201", "n 0"} <= set(texts(distribution_chart(SPREAD, width=600)))
    assert {"44", "148", "32", "1000", "999"} <= set(texts(moves_chart(MOVES, width=600)))


def test_what_stayed_the_same_has_a_sign_and_a_colour_of_its_own() -> None:
    one = Bars((BarRow("Gelijk", (24,), ("24",), Direction.SAME),), ("Nu",))
    drawn = to_svg(bars_chart(one, width=480)).decode().lower()
    assert PAPER.unchanged.lower() in drawn
    assert PAPER.signs[Sign.STAYS_OUT].lower() not in drawn


def test_a_long_name_takes_as_many_lines_as_its_bars_are_high() -> None:
    name = "Groepakket: schoolbonus, kleutertoeslag, kinderopvangtoeslag"
    four = Bars((BarRow(name, (1, 1, 0, 0), ("1", "1", "0", "0")),), ("a", "b", "c", "d"))
    assert (
        " ".join(text for text in texts(bars_chart(four, width=440, text_size=12)) if len(text) > 1) == name
    )


def test_rows_can_be_pointed_at() -> None:
    for middles in (
        bar_middles(BARS, text_size=12),
        distribution_middles(SPREAD, text_size=12),
        move_middles(3, text_size=12),
    ):
        assert list(middles) == sorted(middles)
        assert middles[0] > 0


def test_in_words() -> None:
    assert describe_bars(BARS).startswith("Beter: 22; Gelijk: 23; Blijft niet kansarm: 4; ")
    assert describe_bars(TWO) == "0: Nulmeting 4, Nu 7; 1 tot 3: Nulmeting 0, Nu –."
    assert describe_distribution(SPREAD).startswith("Inkomen: nulmeting 10 op 1 14 op 2")
    assert describe_moves(MOVES).startswith("Wonen: 44 beter, 148 gelijk, 32 minder goed; ")
