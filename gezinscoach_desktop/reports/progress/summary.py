"""The first page: who, which period, and three tiles that tell it at a glance."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.content import FamilyContent
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.life.coaches import coaches
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.bands import Bands
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import BODY, WIDTH
from gezinscoach_desktop.reports.paper.table import Column, Words, head, row
from gezinscoach_desktop.reports.progress.facts import Facts
from gezinscoach_desktop.reports.progress.tiles import tiles
from gezinscoach_desktop.reports.wrap import shortened

_MEMBERS = (Column(0, 176), Column(184, 72), Column(264, 72), Column(344, WIDTH - 344))


def summary(seen: Seen, facts: Facts) -> list[Flowable]:
    content, options = seen.content, seen.options
    story: list[Flowable] = [_title(content, facts), *_about(seen, facts)]
    if facts.moments:
        story += [Spacer(0, 12), tiles(content, options, facts)]
    if facts.members:
        story += [*section("Het gezin"), _members(facts)]
    return story


def _title(content: FamilyContent, facts: Facts) -> Flowable:
    return blocks.title(
        facts.title,
        f"Evolutieverslag · {format_date(content.period_from)} tot {format_date(content.period_to)}"
        f" · opgemaakt op {format_date(content.made_on)}",
    )


def _about(seen: Seen, facts: Facts) -> list[Flowable]:
    content = seen.content
    phase = content.phase
    return blocks.about((
        ("Code", content.code),
        ("Gemeente", content.municipality),
        ("Fase", "" if phase is None else f"{phase.phase.label}, sinds {format_date(phase.since)}"),
        ("Gezinscoach", coaches(seen)),
        ("Momentopnamen", _snapshots(content, facts)),
        ("Nulmeting", _baseline(facts)),
    ))  # fmt: skip


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
