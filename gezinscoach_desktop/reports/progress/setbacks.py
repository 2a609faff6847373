"""Where a score went down since the baseline: what really got worse and why, and apart from it what was judged anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.snapshot import Reason, Setback
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.blocks import table
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, FromTo, Words, row
from gezinscoach_desktop.reports.progress.facts import Cell, Facts, Row

_COLUMNS = (Column(0, 60), Column(68, 120), Column(196, 128), Column(332, 60), Column(404, WIDTH - 404))
_JUDGED_ANEW = "Deze scores gaan omlaag zonder dat de situatie zelf minder goed werd."
_NO_REASON = "geen reden genoteerd"
_ANEW = (Reason.INSIGHT, Reason.CORRECTION)


@dataclass(frozen=True, slots=True)
class Drop:
    """A registered level below the last known one."""

    date: date
    who: str
    item: str
    before: int
    after: int
    reason: str
    is_setback: bool
    """False when the situation did not change: it was seen better, or a mistake was put right."""


def setbacks(_content: FamilyContent, _options: PaperOptions, facts: Facts) -> list[Flowable]:
    found = sorted(drops(facts), key=lambda drop: drop.date)
    return [
        *_listed("Waar het terugliep, en waardoor", [drop for drop in found if drop.is_setback]),
        *_listed("Anders ingeschat", [drop for drop in found if not drop.is_setback], _JUDGED_ANEW),
    ]


def _listed(title: str, found: Sequence[Drop], explained: str = "") -> list[Flowable]:
    if not found:
        return []
    bands = [
        row(_COLUMNS, (
            Words(format_date(drop.date), PAPER.secondary), Words(drop.who, at_most=2),
            Words(drop.item, face=Face.SEMIBOLD), FromTo(drop.before, drop.after),
            Words(drop.reason, size=SMALL),
        ))
        for drop in found
    ]  # fmt: skip
    reasons = Counter(drop.reason for drop in found)
    counted = " · ".join(f"{reason} {number}" for reason, number in reasons.most_common())
    return [
        *section(title),
        prose(explained or counted, fill=PAPER.secondary),
        table(_COLUMNS, ("datum", "wie", "item", "", "reden"), bands),
    ]


def drops(facts: Facts) -> Iterator[Drop]:
    """Every fall since the baseline, also one that was made good later."""
    if facts.baseline is None:
        return
    for group in facts.groups:
        for place in group.rows:
            for before, cell in _falls(place, facts.baseline):
                if cell.level is not None:
                    reason = _reason(cell, hides_health=facts.hides_health)
                    yield Drop(
                        cell.since, group.title, place.item.name, before, cell.level, reason,
                        is_setback=cell.reason not in _ANEW,
                    )  # fmt: skip


def _falls(place: Row, baseline: int) -> Iterator[tuple[int, Cell]]:
    known = None
    for moment, cell in enumerate(place.cells):
        if cell is None or cell.level is None:
            continue
        if cell.is_entered and moment > baseline and known is not None and cell.level < known:
            yield known, cell
        known = cell.level


def _reason(cell: Cell, *, hides_health: bool) -> str:
    if cell.reason in _ANEW:
        return cell.reason.label.lower()
    if cell.setback is Setback.HEALTH and hides_health:
        return "reden niet opgenomen"
    if cell.setback is not None:
        return cell.setback.label.lower()
    return _NO_REASON
