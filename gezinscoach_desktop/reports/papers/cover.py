"""The sheets before dossiers: one for each, and for a bundle its own with what is in it and where. Codes, never names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.doctemplate import PageBreak
from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.sketch import Anchor
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.fonts import Face, register
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.bands import Band
from gezinscoach_desktop.reports.paper.document import Imprint, build_document
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import HEIGHT, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, row
from gezinscoach_desktop.reports.papers.frame import imprint_of, within_period
from gezinscoach_desktop.reports.papers.part import Maker, NotMade, Part
from gezinscoach_desktop.reports.wording import listed

_LINES = (Column(0, 112), Column(120, 260), Column(388, WIDTH - 388, Anchor.END))
_MISSING = (Column(0, 112), Column(120, 132), Column(260, WIDTH - 260))
_CODE = 28.0
_LARGE = 12.0
_CONFIDENTIAL = (
    "Vertrouwelijk. Dit dossier is alleen voor wie met dit gezin werkt en voor het gezin zelf. Vind je het? Bezorg het dan "
    "aan {office}, zonder het te lezen."
)
_WHOLE = (
    "Vertrouwelijk. Haal de dossiers uit elkaar voor je ze doorgeeft: niemand hoeft te weten welke andere gezinnen "
    "begeleid worden."
)


@dataclass(frozen=True, slots=True)
class BundleFront:
    """What stands in front of a bundle."""

    maker: Maker
    parts: Sequence[Part]
    not_made: Sequence[NotMade] = ()

    @property
    def title(self) -> str:
        """Of the file: nobody's name and nobody's code."""
        return f"Dossiers {format_date(self.maker.made_on)}"


def cover_sheet(kind: PaperKind, content: FamilyContent, options: PaperOptions) -> bytes:
    """One page before a dossier: its code, what it is, over which time, and how to treat it."""
    register()
    content = within_period(content, options)
    period = f"{format_date(content.period_from)} tot {format_date(content.period_to)}"
    with_period = kind in (PaperKind.PROGRESS, PaperKind.CLOSING)
    story: list[Flowable] = [
        Spacer(0, HEIGHT * 0.24),
        prose(kind.label, size=_LARGE + 4, fill=PAPER.secondary, after=6),
        prose(content.code, size=_CODE, face=Face.SEMIBOLD, after=20),
        *blocks.about(
            (
                ("Periode", period if with_period else ""),
                ("Opgemaakt op", format_date(content.made_on)),
                ("Door", content.author),
                ("Organisatie", imprint_of(kind, content, options).office),
            )
        ),
        Spacer(0, HEIGHT * 0.3),
        prose(_CONFIDENTIAL.format(office=content.office), size=_LARGE - 2, fill=PAPER.secondary),
    ]
    return build_document(story, imprint_of(kind, content, options))


def bundle_front(front: BundleFront) -> bytes:
    """The cover of a bundle and its list of contents, with the sheet on which each dossier begins."""
    register()
    maker, numbers = front.maker, Counter(part.kind for part in front.parts)
    codes = len({part.code for part in front.parts})
    told = listed(f"{numbers[kind]} × {kind.label.lower()}" for kind in PaperKind if numbers[kind])
    story: list[Flowable] = [
        Spacer(0, HEIGHT * 0.24),
        prose("Dossiers", size=_CODE, face=Face.SEMIBOLD, after=20),
        *blocks.about(
            (
                ("Gezinnen", counted(codes, "gezin", "gezinnen")),
                ("Papieren", told),
                ("Niet gemaakt", str(len(front.not_made)) if front.not_made else ""),
                ("Opgemaakt op", format_date(maker.made_on)),
                ("Door", maker.author),
                ("Organisatie", maker.office),
            )
        ),
        Spacer(0, HEIGHT * 0.3),
        prose(_WHOLE, size=_LARGE - 2, fill=PAPER.secondary),
        PageBreak(),
        *section("Inhoud"),
        blocks.table(_LINES, ("code", "papier", "blad"), [_line(part) for part in front.parts]),
        *_not_made(front.not_made),
    ]
    return build_document(story, Imprint(front.title, maker.office, "", maker.author, maker.made_on))


def _line(part: Part) -> Band:
    return row(
        _LINES,
        (Words(part.code, face=Face.SEMIBOLD, at_most=1), Words(part.kind.label), Words(str(part.sheet))),
    )


def _not_made(missing: Sequence[NotMade]) -> list[Flowable]:
    if not missing:
        return []
    bands = [
        row(
            _MISSING,
            (
                Words(each.code, face=Face.SEMIBOLD, at_most=1),
                Words(each.what),
                Words(each.why, PAPER.secondary),
            ),
        )
        for each in missing
    ]
    return [*section("Niet gemaakt"), blocks.table(_MISSING, ("code", "papier", "waarom"), bands)]
