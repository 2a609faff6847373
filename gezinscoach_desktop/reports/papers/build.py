"""From kind, content and options to a PDF: the right story on the right page."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.fonts import register
from gezinscoach_desktop.reports.paper.document import build_document
from gezinscoach_desktop.reports.papers.case import case_print
from gezinscoach_desktop.reports.papers.closing import closing_report
from gezinscoach_desktop.reports.papers.conversation import conversation_sheet
from gezinscoach_desktop.reports.papers.form import consent_form, mandate_form
from gezinscoach_desktop.reports.papers.frame import imprint_of, within_period
from gezinscoach_desktop.reports.papers.handover import handover_sheet
from gezinscoach_desktop.reports.papers.intake import intake_report
from gezinscoach_desktop.reports.papers.plain import plain_edition
from gezinscoach_desktop.reports.papers.text import PaperTexts


def build_paper(
    kind: PaperKind,
    content: FamilyContent,
    options: PaperOptions,
    texts: PaperTexts,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    tell = progress or _nobody_watches
    tell(0, 2)
    register()
    content = within_period(content, options)
    story = _story(kind, content, options, texts)
    tell(1, 2)
    pdf = build_document(story, imprint_of(kind, content, options), on_page=lambda: tell(1, 2))
    tell(2, 2)
    return pdf


def _story(
    kind: PaperKind, content: FamilyContent, options: PaperOptions, texts: PaperTexts
) -> list[Flowable]:
    match kind:
        case PaperKind.CONSENT:
            return consent_form(content, options, texts)
        case PaperKind.MANDATE:
            return mandate_form(content, options, texts)
        case PaperKind.CONVERSATION:
            return conversation_sheet(content, options)
        case PaperKind.HANDOVER:
            return handover_sheet(content, options)
        case PaperKind.CASE:
            return case_print(content, options)
    if options.is_plain:
        return plain_edition(kind, content, options)
    if kind is PaperKind.CLOSING:
        return closing_report(content, options)
    return intake_report(content, options)


def _nobody_watches(_done: int, _total: int) -> None:
    return None
