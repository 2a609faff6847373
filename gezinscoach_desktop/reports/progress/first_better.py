"""What got better first: per item that is better now, the first moment at which it stood above the baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.snapshot import Reason
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.sketch import Anchor
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band
from gezinscoach_desktop.reports.paper.blocks import table
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, FromTo, Level, Words, row
from gezinscoach_desktop.reports.progress.facts import Cell, Facts

_SHOWN, _SHOWN_SHORT = 16, 8
_REMARKS = {Reason.INSIGHT: "beter zicht", Reason.CORRECTION: "rechtzetting"}
_COLUMNS = (
    Column(0, 60), Column(68, 132), Column(208, 124), Column(340, 60),
    Column(408, 24, Anchor.MIDDLE), Column(440, WIDTH - 440),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Better:
    """An item's first rise above the baseline, and where it stands now."""

    date: date
    who: str
    item: str
    before: int
    after: int
    now: Cell
    reason: Reason | None


def first_better(_content: FamilyContent, options: PaperOptions, facts: Facts) -> list[Flowable]:
    if not facts.has_evolution:
        return []
    found = sorted(improvements(facts), key=lambda better: better.date)
    story: list[Flowable] = section("Eerste stappen vooruit")
    if not found:
        return [*story, prose("Geen enkel item staat nu hoger dan bij de nulmeting.")]
    bands, day, most = [], None, _SHOWN_SHORT if options.is_short else _SHOWN
    for better in found[:most]:
        bands.append(_row(better, is_new_date=better.date != day))
        day = better.date
    names = ("datum", "wie", "item", "eerste stap", "nu", "")
    story.append(table(_COLUMNS, names, bands))
    if len(found) > most:
        more = counted(len(found) - most, "ander item ging", "andere items gingen")
        story.append(Spacer(0, 8))
        story.append(
            prose(f"Nog {more} later vooruit; je vindt ze in de tabel per persoon.", fill=PAPER.secondary)
        )
    return story


def improvements(facts: Facts) -> Iterator[Better]:
    """Per item that is counted as better now; in the order of household, members and instrument."""
    if facts.baseline is None or facts.now is None:
        return
    for group in facts.present_groups:
        for place in group.rows:
            now = place.cells[facts.now]
            before = place.change.before
            if before is None or now is None or place.change.steps <= 0:
                continue
            for cell in place.cells[facts.baseline + 1 :]:
                if cell is not None and cell.level is not None and cell.level > before:
                    yield Better(
                        cell.since, group.title, place.item.name, before, cell.level, now, cell.reason
                    )
                    break


def _row(better: Better, *, is_new_date: bool) -> Band:
    remark = "" if better.reason is None else _REMARKS.get(better.reason, "")
    when = format_date(better.date) if is_new_date else ""
    return row(_COLUMNS, (
        Words(when, PAPER.secondary), Words(better.who, at_most=2), Words(better.item, face=Face.SEMIBOLD),
        FromTo(better.before, better.after), Level(better.now.level, better.now.is_entered),
            Words(remark, PAPER.secondary, size=SMALL),
    ), has_rule=is_new_date)  # fmt: skip
