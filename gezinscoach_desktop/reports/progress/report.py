"""Puts the sections together. A new section is a function of this shape and a line in `FULL`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.fonts import register
from gezinscoach_desktop.reports.life.contact import contacts, course, main_events
from gezinscoach_desktop.reports.life.network import network, referrals
from gezinscoach_desktop.reports.life.plan import requests_and_actions
from gezinscoach_desktop.reports.life.redaction import Seen, seen_by
from gezinscoach_desktop.reports.life.right import rights
from gezinscoach_desktop.reports.life.told import ahead, in_words, signals
from gezinscoach_desktop.reports.paper.document import build_document
from gezinscoach_desktop.reports.papers.frame import imprint_of, within_period
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


def _of_life(section: Callable[[Seen], list[Flowable]]) -> Callable[[Seen, Facts], list[Flowable]]:
    return lambda seen, _facts: section(seen)


def _measured(section: Section) -> Callable[[Seen, Facts], list[Flowable]]:
    return lambda seen, facts: section(seen.content, seen.options, facts)


_BEGIN = (summary, _measured(first_better))
_PERIOD = (_of_life(contacts), _of_life(main_events))
_COURSE = (_measured(small_multiples), _measured(matrix))
"""The course of every item, which a short report leaves out, as it does that of the trajectory."""
_END = (
    _measured(index_section),
    _measured(setbacks),
    requests_and_actions,
    _of_life(rights),
    _of_life(referrals),
    _of_life(network),
    _of_life(in_words),
    _of_life(signals),
    _of_life(ahead),
    _measured(sources),
    _measured(not_included),
    remarks_and_signatures,
)
FULL = (*_BEGIN, course, *_PERIOD, _measured(change_table), _measured(dumbbells), *_COURSE, *_END)
SHORT = (*_BEGIN, *_PERIOD, _measured(change_table), _measured(dumbbells), *_END)
"""Sections that stand in both know from the options that they are to be brief."""


def build_report(
    content: FamilyContent, options: PaperOptions, *, progress: Callable[[int, int], None]
) -> bytes:
    """The sections see facts only: names, snapshots and what is kept are taken out of the content they get."""
    register()
    sections = SHORT if options.is_short else FULL
    total = len(sections) + 1
    content = within_period(content, options)
    seen = seen_by(content, options)
    facts = gather(content, options)
    facts = replace(facts, left_out=(*seen.left_out, *facts.left_out))
    story: list[Flowable] = []
    for place, section in enumerate(sections):
        progress(place, total)
        story += section(seen, facts)
    imprint = imprint_of(PaperKind.PROGRESS, content, options)
    pdf = build_document(story, imprint, on_page=lambda: progress(len(sections), total))
    progress(total, total)
    return pdf
