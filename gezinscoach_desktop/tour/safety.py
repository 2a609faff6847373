"""The part of the tour about safety: backups, checks, the log, and what two people do to one family."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from gezinscoach_desktop.tour.guide import Guide

    W = TypeVar("W", bound=QWidget)


def keep_safe(guide: Guide) -> None:
    """A backup, what going back to it would mean, a check, and the log."""
    from gezinscoach_desktop.views.safety.page import SafetyPage
    from gezinscoach_desktop.views.safety.places import audit_page, safety_page
    from gezinscoach_desktop.views.safety.restore_dialog import RestoreDialog

    guide.frame.go(safety_page())
    page = _shown(guide, SafetyPage)
    page.backup_card.back_up_button.click()
    guide.until(lambda: bool(page.backup_card.work.result) and page.backup_card.restore_button.isEnabled())
    page.check_card.quick_button.click()
    guide.until(lambda: bool(page.check_card.work.result))
    guide.picture("veiligheid")
    page.backup_card.restore_button.click()
    guide.until(lambda: page.findChild(RestoreDialog) is not None)
    dialog = _shown(guide, RestoreDialog)
    guide.picture("terugzetten", dialog)
    dialog.reject()
    guide.frame.go(audit_page())
    guide.picture("logboek")


def work_together(guide: Guide, family: UUID) -> None:
    """A colleague was first: both versions of a family beside each other, and who looked at its file."""
    from dataclasses import replace

    from gezinscoach_desktop.services.family import FamilyHeader, change_family, read_family
    from gezinscoach_desktop.views.audit.looked_dialog import LookedDialog
    from gezinscoach_desktop.views.family.edit_family import EditFamilyDialog
    from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
    from gezinscoach_desktop.views.family.places import family_page
    from gezinscoach_desktop.views.family.view import FamilyView

    tasks, desk = guide.program.tasks, guide.program.desk
    if desk is None:
        raise RuntimeError("The office is not open.")
    guide.frame.go(family_page(family))
    guide.settle()
    page = _shown(guide, FamilyView)
    page.steps.edit_family()
    form = _shown(guide, EditFamilyDialog)
    headers: list[FamilyHeader] = []
    tasks.query(read_family, desk, family, then=headers.append)
    guide.settle()
    record = headers[0].record
    theirs = replace(record.details, municipality="Balen", remarks="Tolk Turks is Ayşe.", address="Dorp 12")
    tasks.run(change_family, desk, family, record.version, theirs)
    guide.settle()
    form.fields.municipality.set_value("Geel")
    form.fields.remarks.set_value("Hond in huis, dus even bellen voor je komt.")
    form.submit()
    guide.settle()
    merging: MergeDialog[object] = _shown(guide, MergeDialog)
    guide.picture("intussen-gewijzigd", merging)
    merging.reject()
    form.reject()
    page.steps.show_who_looked()
    looked = _shown(guide, LookedDialog)
    guide.picture("wie-keek", looked)
    looked.accept()


def look_at_safety(guide: Guide) -> None:
    """The same pages once more, as they are in this size."""
    from gezinscoach_desktop.views.safety.backup_card import ASKING
    from gezinscoach_desktop.views.safety.page import SafetyPage
    from gezinscoach_desktop.views.safety.places import audit_page, safety_page

    guide.frame.go(safety_page())
    guide.until(lambda: _shown(guide, SafetyPage).backup_card.state_chip.text != ASKING)
    guide.picture("veiligheid")
    guide.frame.go(audit_page())
    guide.picture("logboek")


def _shown(guide: Guide, kind: type[W]) -> W:
    """The one of this kind on the screen: the page, or what opened over it."""
    page: QWidget = guide.page
    found = page if isinstance(page, kind) else page.findChild(kind)
    if found is None:
        raise RuntimeError(f"{kind.__name__} did not come.")
    return found
