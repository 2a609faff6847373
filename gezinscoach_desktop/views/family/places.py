"""The rooms that the pages about families ask for, by the name the window knows them under."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.views.page import Destination

FAMILIES = "families"
FAMILY = "family"
NEW_FAMILY = "new_family"
SNAPSHOT = "snapshot"
REPORT = "report"
IMPORT = "import"
EXPORT = "export"
_AT_CONTACT = "contact/"


def family_list(part: str = "") -> Destination:
    """The list of families; part `due` shows only who is to be measured."""
    return Destination(FAMILIES, part=part)


def family_page(family_id: UUID, part: str = "") -> Destination:
    """One family; `part` is a tab (see FamilyTabName)."""
    return Destination(FAMILY, family_id, part)


def snapshot_form(family_id: UUID, contact_id: UUID | None = None) -> Destination:
    """The snapshot form, with its waiting draft if there is one; made at a contact if one is given."""
    return Destination(SNAPSHOT, family_id, "" if contact_id is None else f"{_AT_CONTACT}{contact_id}")


def contact_of(part: str) -> UUID | None:
    """The contact that the part of a Destination names, if it names one."""
    return UUID(part.removeprefix(_AT_CONTACT)) if part.startswith(_AT_CONTACT) else None


def paper(family_id: UUID, kind: PaperKind | None = None) -> Destination:
    """The papers of a family, with one of them in sight; None is the last one, or the first that can be made."""
    return Destination(REPORT, family_id, "" if kind is None else kind.value)


def progress_report(family_id: UUID) -> Destination:
    """The preview of the progress report."""
    return paper(family_id, PaperKind.PROGRESS)


def new_family() -> Destination:
    """The form for a new family."""
    return Destination(NEW_FAMILY)


def import_window() -> Destination:
    """Reading registrations in."""
    return Destination(IMPORT)


def export_window() -> Destination:
    """Writing registrations out."""
    return Destination(EXPORT)
