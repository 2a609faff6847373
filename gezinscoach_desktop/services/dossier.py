"""Dossiers on paper."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.data import snapshot as snapshots_of
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.evolution import baseline_of
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions, ReportMember
from gezinscoach_desktop.reports.progress import progress_report as build_progress_report
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import header_of, note_opening
from gezinscoach_desktop.services.guard import require_family
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


class Outlet(StrEnum):
    """How a dossier leaves the program."""

    PAPER = "paper"
    FILE = "file"


def progress_content(desk: Desk, family_id: UUID) -> FamilyContent:
    """Everything the progress report can tell, for a preview; noted as an opening. Raises InvalidInput without snapshots."""
    content = desk.office.read(lambda session: _progress_content(desk, session, family_id))
    note_opening(desk, family_id)
    return content


def note_print(desk: Desk, family_id: UUID, options: PaperOptions, outlet: Outlet) -> Done:
    """Note in the audit trail that the report leaves the program; ask this before letting it go."""
    return _note_print(
        desk, family_id, "progress", outlet.value, options.with_names, bool(options.shows_notes)
    )


@operation(AuditAction.PRINT, is_urgent=False)
def _note_print(work: Work, family_id: UUID, kind: str, outlet: str, names: bool, notes: bool) -> Done:
    require_family(work, work.session, Action.PRINT_DOSSIER, family_id)
    details = {"kind": kind, "outlet": outlet, "names": names, "notes": notes}
    work.note(AuditAction.PRINT, family_id=family_id, details=details)
    return Done(Change(frozenset(), family_id))


def progress_report(desk: Desk, family_id: UUID, options: PaperOptions) -> bytes:
    """The progress report (evolutieverslag) as PDF, to be written to a file; noted in the audit trail as printed."""
    content = progress_content(desk, family_id)
    note_print(desk, family_id, options, Outlet.FILE)
    return build_progress_report(content, options)


def file_name(code: str, kind: str, day: str) -> str:
    """`GC0012-evolutieverslag-2026-11-22.pdf`: the code, never a name."""
    return f"{code}-{kind}-{day}.pdf"


def _progress_content(desk: Desk, session: Session, family_id: UUID) -> FamilyContent:
    require_family(desk, session, Action.PRINT_DOSSIER, family_id)
    header = header_of(session, family_id)
    snapshots = snapshots_of.of_family(session, family_id)
    baseline = baseline_of(snapshots)
    if baseline is None:
        raise InvalidInput("Van dit gezin is er nog geen momentopname; er valt nog niets af te drukken.")
    terms = read_terms(session)
    details = header.record.details
    return FamilyContent(
        code=header.record.code,
        name=details.name,
        municipality=details.municipality,
        office=kept.office(session).name,
        author=desk.account.display_name,
        made_on=desk.today(),
        period_from=baseline.date,
        period_to=snapshots[-1].date,
        instrument=terms.instrument,
        profile=terms.profile,
        members=tuple(
            ReportMember(member.person, member.display_name, member.details.living)
            for member in header.members
        ),
        snapshots=snapshots,
        phase=header.phases[-1] if header.phases else None,
    )
