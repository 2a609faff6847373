"""The first page: who, which period, and three tiles that tell it at a glance."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band, Bands
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import BODY, TITLE, WIDTH
from gezinscoach_desktop.reports.paper.table import Column, Words, head, row
from gezinscoach_desktop.reports.progress.facts import Facts
from gezinscoach_desktop.reports.progress.tiles import tiles
from gezinscoach_desktop.reports.wrap import shortened, wrapped

_ABOUT = (Column(0, 96), Column(104, WIDTH - 104))
_MEMBERS = (Column(0, 176), Column(184, 72), Column(264, 72), Column(344, WIDTH - 344))


def summary(content: FamilyContent, options: PaperOptions, facts: Facts) -> list[Flowable]:
    story: list[Flowable] = [Bands([_title(content, facts)]), *_about(content, facts)]
    if facts.moments:
        story += [Spacer(0, 12), tiles(content, options, facts)]
    if facts.members:
        story += [*section("Het gezin"), _members(facts)]
    return story


def _title(content: FamilyContent, facts: Facts) -> Band:
    lines = wrapped(facts.title, Face.SEMIBOLD, TITLE, WIDTH, 2)
    under = (
        f"Evolutieverslag · {format_date(content.period_from)} tot {format_date(content.period_to)}"
        f" · opgemaakt op {format_date(content.made_on)}"
    )
    height = len(lines) * TITLE * 1.3 + 36

    def paint(sketch: Sketch, top: float) -> None:
        for place, line in enumerate(lines):
            y = top + TITLE + place * TITLE * 1.3
            sketch.text(0, y, line, size=TITLE, fill=PAPER.ink, face=Face.SEMIBOLD)
        sketch.text(0, top + height - 24, under, size=BODY + 0.5, fill=PAPER.secondary)
        sketch.line(0, top + height - 12, WIDTH, top + height - 12, stroke=PAPER.rule, width=0.75)

    return Band(height, paint)


def _about(content: FamilyContent, facts: Facts) -> list[Flowable]:
    told = [
        ("Code", content.code),
        ("Gemeente", content.municipality),
        ("Fase", "" if content.phase is None else
         f"{content.phase.phase.label}, sinds {format_date(content.phase.since)}"),
        ("Gezinscoach", content.author),
        ("Momentopnamen", _snapshots(content, facts)),
        ("Nulmeting", _baseline(facts)),
    ]  # fmt: skip
    bands = [
        row(_ABOUT, (Words(label, PAPER.secondary), Words(text)), has_rule=False, pad=2)
        for label, text in told
        if text
    ]
    return [Bands(bands)]


def _snapshots(content: FamilyContent, facts: Facts) -> str:
    if not facts.moments:
        return "Nog geen: er is nog niets te vergelijken."
    inside = sum(content.period_from <= snapshot.date for snapshot in facts.snapshots)
    text = f"{counted(inside, 'momentopname', 'momentopnamen')} in deze periode"
    if inside < len(facts.snapshots):
        text += f", {len(facts.snapshots)} sinds het begin"
    return f"{text}; de laatste op {format_date(facts.moments[-1])}"


def _baseline(facts: Facts) -> str:
    if facts.baseline_date is None:
        return ""
    return f"{format_date(facts.baseline_date)}{' (herzien)' if facts.is_revised else ''}"


def _members(facts: Facts) -> Flowable:
    """The last column only when there is something to say of somebody."""
    has_remarks = any(member.remark for member in facts.members)
    columns = _MEMBERS if has_remarks else _MEMBERS[:-1]
    bands = [
        row(columns, (
            Words(shortened(member.name, Face.SEMIBOLD, BODY, _MEMBERS[0].width), face=Face.SEMIBOLD),
            Words(member.role), Words(member.age), Words(member.remark, PAPER.secondary),
        )[: len(columns)])
        for member in facts.members
    ]  # fmt: skip
    names = ("naam", "gemeten als", "leeftijd", "in het gezin")
    return Bands(bands, head=head(columns, names[: len(columns)]))
