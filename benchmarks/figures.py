"""Figures over a whole office: reading it once, another filter, another period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from benchmarks.generated import TODAY, Generated, family_id, office_of, own_copy
from benchmarks.measure import Line, milliseconds
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.figures import FigureBlock, FigureFilter
from gezinscoach_desktop.services.figures import figures, forget_figures

CONTACTS = 30
"""Per family, over the last two years."""
THIS_YEAR = FigureFilter(date(TODAY.year, 1, 1), date(TODAY.year + 1, 1, 1))
LAST_YEAR = FigureFilter(date(TODAY.year - 1, 1, 1), date(TODAY.year, 1, 1))
_PLACES = (("Mol", "Retie"), ("Leuven",), ("Balen", "Dessel", "Bilzen"), ())
"""Another choice each time, one of them everything."""


def run(families: int) -> list[Line]:
    """Each block by itself, as the screen asks for the one in sight; the slowest counts."""
    with own_copy(office_of(families)) as office:
        _add_contacts(office)
        desk = office.desk()

        def read() -> None:
            forget_figures(desk)
            figures(desk, THIS_YEAR, ())

        whole = milliseconds(read, times=3, warm_up=0)
        figures(desk, THIS_YEAR)
        filters = [replace(THIS_YEAR, municipalities=places) for places in _PLACES]

        def refilter(block: FigureBlock, wanted: FigureFilter) -> float:
            return milliseconds(lambda: figures(desk, wanted, (block,)), times=5, warm_up=1)

        slowest = max((refilter(block, wanted), block.value) for block in FigureBlock for wanted in filters)
        period = max(_another_period(desk, block) for block in FigureBlock)
        desk.office.close()
    what = f"figures of {families} families"
    return [
        Line("figures read", f"{what}: read once, kept until something changes", whole, 15_000),
        Line(
            "figures refilter", f"{what}: another filter, the slowest block ({slowest[1]})", slowest[0], 300
        ),
        Line("figures period", f"{what}: a period that was not asked before", period, 1_000),
    ]


def _another_period(desk: Any, block: FigureBlock) -> float:
    """A period that ends on another day each time, so that nothing of it is known."""
    ends = iter(LAST_YEAR.until - timedelta(days=number) for number in range(40))
    return milliseconds(
        lambda: figures(desk, replace(LAST_YEAR, until=next(ends)), (block,)), times=5, warm_up=0
    )


def _add_contacts(office: Generated) -> None:
    connection = office.raw_connection()
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN IMMEDIATE")
    names = (
        'id, family_id, version, created_at, changed_at, kind, "on", minutes, members, others, domains, note'
    )
    connection.executemany(
        f"INSERT INTO contact ({names}) VALUES (?, ?, 1, ?, ?, ?, ?, ?, '[]', '', '[]', '')",
        _contacts(office.families),
    )
    connection.execute("COMMIT")
    connection.close()


def _contacts(families: int) -> Iterator[tuple[Any, ...]]:
    kinds = tuple(ContactKind)
    at = TODAY.isoformat() + " 09:00:00"
    for number in range(families):
        chance = Random(number)
        for place in range(CONTACTS):
            made = UUID(int=(99 << 112) | (number << 32) | place)
            on = TODAY.toordinal() - chance.randrange(730)
            kind = kinds[chance.randrange(len(kinds))]
            minutes = chance.choice((None, 15, 30, 60, 90))
            yield made.bytes, family_id(number).bytes, at, at, kind.value, on, minutes
