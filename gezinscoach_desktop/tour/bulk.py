"""The part of the tour about papers of many families, an access file, and a letter to a service."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.tour.guide import TourStuck
from gezinscoach_desktop.tour.hands import over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 230
_SERVICE = "OCMW Mol"
_QUESTION = "Sofie vraagt of het betalingsplan voor de energierekening kan beginnen in december."


def walk_bulk(guide: Guide, name: str, dialogs: ScriptedDialogs, directory: Path) -> None:
    """From the list of families to one file with all their papers; then the papers that are for one reader."""
    with guide.numbered(_FIRST):
        _make_many(guide, dialogs, directory)
        _give_access(guide, name, dialogs, directory)
        _write_letter(guide, name, dialogs, directory)


def look_at_bulk(guide: Guide, name: str) -> None:
    """The same screens in another look."""
    from gezinscoach_desktop.views.access_file.places import access_file
    from gezinscoach_desktop.views.bulk.places import papers_in_bulk
    from gezinscoach_desktop.views.letter.places import letter_to_service

    with guide.numbered(_FIRST):
        guide.frame.go(papers_in_bulk())
        guide.picture("dossiers-maken")
        guide.frame.go(access_file(guide.family(name)))
        guide.picture("inzagedossier")
        guide.frame.go(letter_to_service(guide.family(name)))
        guide.picture("brief")


def _make_many(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:
    from gezinscoach_desktop.views.bulk.page import BulkPage
    from gezinscoach_desktop.views.bulk.places import papers_in_bulk
    from gezinscoach_desktop.views.printing.preview import PrintPreview

    guide.frame.go(papers_in_bulk())
    guide.settle()
    page = guide.page
    if not isinstance(page, BulkPage):
        raise TourStuck("The page of papers in bulk did not come.")
    choosing = page.choosing
    for kind in (PaperKind.INTAKE, PaperKind.HANDOVER):
        choosing.kinds.fields[kind].click()
    choosing.choose(each.id for each in choosing.model.shown_rows[:8])
    guide.picture("dossiers-maken")
    guide.resize(_NARROW)
    guide.picture("dossiers-maken-1024")
    guide.resize(_WIDE)
    page.make()
    guide.picture("dossiers-klaar")
    dialogs.will_answer(directory / "dossiers.pdf")
    page.save()
    guide.settle()
    guide.frame.toast.panel.dismiss()
    page.print_here()
    preview = over(guide.frame, PrintPreview)
    guide.picture("afdrukvoorbeeld", preview)
    preview.reject()
    page.choose_again()
    choosing.choose_none()


def _give_access(guide: Guide, name: str, dialogs: ScriptedDialogs, directory: Path) -> None:
    from gezinscoach_desktop.views.access_file.page import AccessFilePage
    from gezinscoach_desktop.views.access_file.places import access_file

    guide.frame.go(access_file(guide.family(name)))
    page = guide.page
    if not isinstance(page, AccessFilePage):
        raise TourStuck("The access file did not come.")
    guide.settle()
    guide.picture("inzagedossier")
    guide.resize(_NARROW)
    guide.picture("inzagedossier-1024")
    guide.resize(_WIDE)
    page.accept_all()
    dialogs.will_answer(directory / "inzagedossier.pdf")
    page.save()
    guide.settle()
    guide.frame.toast.panel.dismiss()


def _write_letter(guide: Guide, name: str, dialogs: ScriptedDialogs, directory: Path) -> None:
    from gezinscoach_desktop.domain.letter import LetterBlock
    from gezinscoach_desktop.services.directory import Directory, read_directory
    from gezinscoach_desktop.views.letter.page import LetterPage
    from gezinscoach_desktop.views.letter.places import letter_to_service

    found: list[Directory] = []
    if guide.program.desk is None:
        raise TourStuck("The office is not open.")
    guide.program.tasks.query(read_directory, guide.program.desk, then=found.append)
    guide.settle()
    services = {entry.record.details.name: entry.record.id for entry in found[0].entries}
    guide.frame.go(letter_to_service(guide.family(name), services[_SERVICE]))
    page = guide.page
    if not isinstance(page, LetterPage):
        raise TourStuck("The letter did not come.")
    guide.settle()
    page.question_field.setFocus()
    guide.type(_QUESTION)
    guide.picture("brief-nog-niet")
    page.blocks.rows[LetterBlock.QUESTION].falls_under.click()
    guide.picture("brief")
    dialogs.will_answer(directory / "brief.pdf")
    page.save()
    guide.settle()
    guide.frame.toast.panel.dismiss()
