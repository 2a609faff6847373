"""The end: sources, what is not in the report, and last the family's own words and the signatures."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.instrument import SOURCE
from gezinscoach_desktop.domain.snapshot import Snapshot
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.life.coaches import signature_of_coach
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.bands import Band, Bands
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import BODY, SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, head, row
from gezinscoach_desktop.reports.progress.facts import Facts
from gezinscoach_desktop.reports.wording import listed

_LINES, _LINES_SHORT = 8, 6
_SNAPSHOTS = (Column(0, 72), Column(80, 104), Column(192, 84), Column(284, WIDTH - 284))


def remarks_and_signatures(seen: Seen, _facts: Facts) -> list[Flowable]:
    """Kept on one page, so that nobody signs a page without a word of the family."""
    lines = _LINES_SHORT if seen.options.is_short else _LINES
    return blocks.remarks_and_signatures("Opmerkingen van het gezin", signature_of_coach(seen), lines=lines)


def sources(content: FamilyContent, options: PaperOptions, facts: Facts) -> list[Flowable]:
    """Which snapshots, instrument and profile the report rests on; small in a short report."""
    instrument = content.instrument
    size = SMALL if options.is_short else BODY
    story = section("Bronnen")
    if facts.snapshots and options.is_short:
        story.append(prose(_snapshots_told(facts), size=size, fill=PAPER.secondary, after=3))
    elif facts.snapshots:
        story += [
            Bands(_snapshot_rows(facts), head=head(_SNAPSHOTS, ("datum", "ingevuld door", "", "items"))),
            prose("", after=4),
        ]
    story.append(
        prose(f"Meetinstrument: {SOURCE} ({instrument.id}, {instrument.version}). Niveau 1 is de kwetsbaarste "
              "situatie, niveau 5 de sterkste. Niveaus zijn een rangorde: ze worden geteld, nooit gemiddeld.",
              size=size, fill=PAPER.secondary, after=3 if options.is_short else 6)
    )  # fmt: skip
    if facts.indexes:
        story.append(
            prose(f"Kansarmoede-index: profiel {content.profile.title}. De domeinen en de grens komen van Kind en Gezin; "
                  "hoe de items van de Sociale Balans erin meewegen, is een eigen lezing.",
                  size=size, fill=PAPER.secondary)
        )  # fmt: skip
    return story


def not_included(_content: FamilyContent, options: PaperOptions, facts: Facts) -> list[Flowable]:
    size, pad = (SMALL, 1.5) if options.is_short else (BODY, 3.0)
    return blocks.left_out_table(facts.left_out, size=size, pad=pad)


def _snapshots_told(facts: Facts) -> str:
    """The days in one sentence, each with who filled it in where that is not always the same person."""
    authors = {snapshot.author or "" for snapshot in facts.snapshots}
    told = []
    for snapshot in facts.snapshots:
        kind = _kind(snapshot, facts)
        beside = filter(None, (kind, "" if len(authors) == 1 else snapshot.author))
        detail = ", ".join(beside)
        told.append(f"{format_date(snapshot.date)} ({detail})" if detail else format_date(snapshot.date))
    (one,) = authors if len(authors) == 1 else ("",)
    by = f", ingevuld door {one}" if one else ""
    return f"{counted(len(told), 'momentopname', 'momentopnamen')}{by}: {listed(told)}."


def _kind(snapshot: Snapshot, facts: Facts) -> str:
    if snapshot.date != facts.baseline_date or (facts.is_revised and not snapshot.is_revised_baseline):
        return ""
    return "herziene nulmeting" if snapshot.is_revised_baseline else "nulmeting"


def _snapshot_rows(facts: Facts) -> list[Band]:
    return [
        row(_SNAPSHOTS, (
            Words(format_date(snapshot.date)), Words(snapshot.author or "", at_most=2),
            Words(_kind(snapshot, facts), PAPER.secondary),
            Words(f"{counted(len(snapshot.scores), 'item', 'items')} ingevuld"),
        ))
        for snapshot in facts.snapshots
    ]  # fmt: skip
