"""Puts the sections together. A new section is a function of this shape and a line in `FULL`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.fonts import register
from gezinscoach_desktop.reports.paper.document import Imprint, build_document
from gezinscoach_desktop.reports.progress.change_table import change_table
from gezinscoach_desktop.reports.progress.closing import not_included, remarks_and_signatures, sources
from gezinscoach_desktop.reports.progress.dumbbells import dumbbells
from gezinscoach_desktop.reports.progress.facts import Facts
from gezinscoach_desktop.reports.progress.first_better import first_better
from gezinscoach_desktop.reports.progress.gather import gather
from gezinscoach_desktop.reports.progress.index_section import index_section
from gezinscoach_desktop.reports.progress.matrix import matrix
from gezinscoach_desktop.reports.progress.setbacks import setbacks
from gezinscoach_desktop.reports.progress.small_multiples import small_multiples
from gezinscoach_desktop.reports.progress.summary import summary

Section = Callable[[FamilyContent, PaperOptions, Facts], list[Flowable]]

FULL: tuple[Section, ...] = (
    summary,
    first_better,
    change_table,
    dumbbells,
    small_multiples,
    matrix,
    index_section,
    setbacks,
    sources,
    not_included,
    remarks_and_signatures,
)
SHORT = tuple(section for section in FULL if section not in (small_multiples, matrix))
"""Sections that stand in both know from the options that they are to be brief."""


def build_report(
    content: FamilyContent, options: PaperOptions, *, progress: Callable[[int, int], None]
) -> bytes:
    """The sections see facts only: names and snapshots are taken out of the content they get."""
    register()
    sections = SHORT if options.is_short else FULL
    total = len(sections) + 1
    facts = gather(content, options)
    bare = replace(content, name="", members=(), snapshots=())
    story: list[Flowable] = []
    for place, section in enumerate(sections):
        progress(place, total)
        story += section(bare, options, facts)
    imprint = Imprint(
        title=f"Evolutieverslag {content.code}",
        office=content.office,
        code=content.code,
        author=content.author,
        made_on=content.made_on,
    )
    pdf = build_document(story, imprint, on_page=lambda: progress(len(sections), total))
    progress(total, total)
    return pdf
