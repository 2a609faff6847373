"""What the coordinator writes and chooses for the yearly report of one year, and which figures go into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final
from uuid import UUID

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.figures import (
    Counted,
    FigureBlock,
    Figures,
    FiguresPerMunicipality,
    FigureTable,
    Label,
    keys,
)
from gezinscoach_desktop.domain.kept import Kept

FIRST_YEAR: Final = 1900
MOST_YEARS: Final = 5
"""So many earlier years can stand beside this one."""
FOREWORD: Final = "foreword"
"""The key of the words that come before everything."""
_LEFT_OUT: Final = frozenset({keys.CHANGES, keys.MOVERS})
"""What is for looking into, not for publishing: too fine, and it would tell the domains apart."""


class ReportBlock(StrEnum):
    """The blocks of the yearly report, in their order (dossiers.md)."""

    ACCESS = "access"
    REACH = "reach"
    PROFILE = "profile"
    WORK = "work"
    RESULTS = "results"
    RIGHTS = "rights"
    NETWORK = "network"
    SIGNALS = "signals"
    STORIES = "stories"
    METHOD = "method"

    @property
    def label(self) -> str:
        figures = self.figures
        if figures is not None:
            return figures.label
        return {"stories": "Verhalen", "method": "Werkwijze"}[self.value]

    @property
    def figures(self) -> FigureBlock | None:
        """The block of figures it shows; None where it has none."""
        return FigureBlock(self.value) if self.value in _WITH_FIGURES else None

    @property
    def about(self) -> str:
        """What stands in it, in one sentence."""
        return _ABOUT[self.value]


_WITH_FIGURES = frozenset(("access", "reach", "profile", "work", "results", "rights", "network", "signals"))
_ABOUT = {
    "access": "Hoe gezinnen worden aangemeld, wat er beslist wordt en hoelang ze wachten.",
    "reach": "Hoeveel gezinnen er zijn, wie erbij kwam en wie afrondde.",
    "profile": "Wie de gezinnen zijn: huishouden, kinderen, taal, diploma, inkomen en woning.",
    "work": "Wat de gezinscoaches doen: contacten, uren en kleine onkosten.",
    "results": "Wat er verandert op de sociale balans en in de kansarmoede-index.",
    "rights": "Welke rechten verkend, aangevraagd en toegekend zijn, en wat ze opbrengen.",
    "network": "Met welke diensten wordt samengewerkt en waarheen gezinnen worden toegeleid.",
    "signals": "Wat er structureel misloopt, en wat ermee gebeurde.",
    "stories": "Wat gezinnen zelf vertellen, anoniem en met hun akkoord.",
    "method": "Hoe er geteld is, wat niet getoond wordt en waar de cijfers vandaan komen.",
}


@dataclass(frozen=True, slots=True)
class ReportYearInput:
    """Texts and choices for one year; the figures themselves are counted anew each time."""

    year: int
    texts: Mapping[str, str] = field(default_factory=dict)
    """The words beside the figures, by the key of the block."""
    left_out: tuple[str, ...] = ()
    """Blocks that are not printed."""
    stories: tuple[UUID, ...] = ()
    """Released stories, in the order in which they are printed."""
    bundles: tuple[UUID, ...] = ()
    """Bundles of signals, in that order."""
    compare_years: int = 2
    """So many earlier years stand beside this one, 0 to 5."""


ReportYearRecord = Kept[ReportYearInput]


def checked_report_year(details: ReportYearInput, this_year: int) -> ReportYearInput:
    """The same without stray blanks; raises InvalidInput (field year or compare_years).

    A text that was kept empty stays so: it says that nothing is to be taken over from an earlier year.
    """
    if not FIRST_YEAR <= details.year <= this_year:
        raise InvalidInput(
            f"Een jaarverslag van {details.year} kan nog niet; kies een jaar tot en met {this_year}.",
            field="year",
        )
    if not 0 <= details.compare_years <= MOST_YEARS:
        raise InvalidInput(f"Vergelijk met hoogstens {MOST_YEARS} vroegere jaren.", field="compare_years")
    known = {FOREWORD, *(block.value for block in ReportBlock)}
    return replace(
        details,
        texts={key: text.strip() for key, text in details.texts.items() if key in known},
        left_out=tuple(block.value for block in ReportBlock if block.value in details.left_out),
        stories=tuple(dict.fromkeys(details.stories)),
        bundles=tuple(dict.fromkeys(details.bundles)),
    )


def proposals(details: ReportYearInput, before: ReportYearInput | None) -> Mapping[str, str]:
    """Texts of an earlier year for the blocks that have none yet: to be read over before they count."""
    if before is None:
        return {}
    return {key: text for key, text in before.texts.items() if text and key not in details.texts}


def first_of(year: int, before: ReportYearInput | None) -> ReportYearInput:
    """What a year begins with of which nothing was kept yet: the choices of the year before, but none of its words."""
    if before is None:
        return ReportYearInput(year)
    return ReportYearInput(year, left_out=before.left_out, compare_years=before.compare_years)


def for_report(figures: FiguresPerMunicipality) -> FiguresPerMunicipality:
    """The tables that the report prints, with numbers for the coaches instead of names. Before suppression."""
    caseload = next((table for table in figures.total.tables if table.key == keys.CASELOAD), None)
    rows = () if caseload is None else tuple(row.key for row in caseload.rows if not row.is_total)
    coaches = {key: f"Gezinscoach {number}" for number, key in enumerate(sorted(rows), start=1)}
    return FiguresPerMunicipality(
        _of_report(figures.total, coaches),
        {name: _of_report(each, coaches) for name, each in figures.municipalities.items()},
    )


def _of_report(figures: Figures, coaches: Mapping[str, str]) -> Figures:
    tables = (
        _nameless(table, coaches) if table.key == keys.CASELOAD else _without_n(table)
        for table in figures.tables
        if table.block is not FigureBlock.QUALITY and table.key not in _LEFT_OUT
    )
    return replace(figures, tables=tuple(tables))


def _nameless(table: FigureTable, coaches: Mapping[str, str]) -> FigureTable:
    """In the order of the numbers, which is not that of the names."""
    lines = sorted(
        zip(table.rows, table.cells, strict=True), key=lambda line: (line[0].is_total, line[0].key)
    )
    return replace(
        table,
        rows=tuple(
            row if row.is_total else Label(row.key, coaches.get(row.key, "Gezinscoach")) for row, _ in lines
        ),
        cells=tuple(cells for _, cells in lines),
    )


def _without_n(table: FigureTable) -> FigureTable:
    """Beside a length of time no number of families: it adds up where the length does not, and stands elsewhere already."""
    if table.counted is not Counted.DAYS:
        return table
    kept = [place for place, column in enumerate(table.columns) if column.key != "n"]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        cells=tuple(tuple(line[place] for place in kept) for line in table.cells),
    )
