"""The part of the tour about papers: every kind as it is chosen, and all of them as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.tour.guide import TourStuck
from gezinscoach_desktop.tour.hands import over

if TYPE_CHECKING:
    from uuid import UUID

    from gezinscoach_desktop.tour.guide import Guide

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST, _AGAIN = 170, 178
_QUESTION = "Hoe krijgen we de huur betaald zonder dat Emre extra moet werken?"


def walk_papers(guide: Guide, name: str, directory: Path) -> None:
    """The page of papers from kind to kind, and what comes out of the printer."""
    from gezinscoach_desktop.views.dossier.report_page import ReportPage
    from gezinscoach_desktop.views.dossier.texts_dialog import TextsDialog
    from gezinscoach_desktop.views.family.places import paper

    family = guide.family(name)
    with guide.numbered(_FIRST):
        for kind in (PaperKind.CONSENT, PaperKind.INTAKE, PaperKind.CONVERSATION, PaperKind.HANDOVER):
            guide.frame.go(paper(family, kind))
            guide.picture(kind.word)
        page = guide.page
        if not isinstance(page, ReportPage):
            raise TourStuck("The page of papers did not come.")
        guide.frame.go(paper(family, PaperKind.CASE))
        page.options.question.setFocus()
        guide.type(_QUESTION)
        guide.resize(_NARROW)
        guide.picture("casusprint-1024")
        guide.resize(_WIDE)
        page.change_texts()
        guide.picture("teksten", over(page, TextsDialog))
        over(page, TextsDialog).reject()
    _write_all(guide, family, directory)


def look_at_papers(guide: Guide, name: str) -> None:
    """The same page in another look."""
    from gezinscoach_desktop.views.family.places import paper

    with guide.numbered(_AGAIN):
        guide.frame.go(paper(guide.family(name), PaperKind.PROGRESS))
        guide.picture(PaperKind.PROGRESS.word)


def _write_all(guide: Guide, family: UUID, directory: Path) -> None:
    """Every paper that can be made, and the edition for the family of those that have one."""
    from gezinscoach_desktop.reports.content import PaperOptions
    from gezinscoach_desktop.services.dossier import Papers, papers

    found: list[Papers] = []
    if guide.program.desk is None:
        raise TourStuck("The office is not open.")
    guide.program.tasks.query(papers, guide.program.desk, family, then=found.append)
    guide.settle()
    for kind in PaperKind:
        if kind is not PaperKind.PROGRESS and not found[0].why_not(kind):
            (directory / f"{kind.word}.pdf").write_bytes(found[0].make(kind, PaperOptions()))
    for kind in (PaperKind.INTAKE, PaperKind.PROGRESS):
        plain = PaperOptions(is_plain=True)
        (directory / f"{kind.word}-gewone-taal.pdf").write_bytes(found[0].make(kind, plain))
