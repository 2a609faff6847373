"""Dossiers on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.data import snapshot as snapshots_of
from gezinscoach_desktop.data.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.evolution import baseline_of
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.reports.progress import ProgressContent, ProgressOptions, ReportMember
from gezinscoach_desktop.reports.progress import progress_report as build_progress_report
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import header_of
from gezinscoach_desktop.services.guard import require_family
from gezinscoach_desktop.services.operation import note, write
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


def progress_report(
    desk: Desk,
    family_id: UUID,
    options: ProgressOptions,
    *,
    report: Callable[[int, int], None] | None = None,
) -> bytes:
    """The progress report (evolutieverslag) as PDF; noted in the audit trail. Raises InvalidInput without snapshots."""
    content = desk.office.read(lambda session: _progress_content(desk, session, family_id))
    made = build_progress_report(content, options, progress=report)

    def noted(session: Session, operation_id: UUID) -> Done:
        details = {"kind": "progress", "names": options.with_names, "notes": options.shows_notes}
        note(session, desk, AuditAction.PRINT, operation_id, family_id=family_id, details=details)
        return Done(Change(frozenset(), family_id))

    write(desk, AuditAction.PRINT, noted)
    return made


def file_name(code: str, kind: str, day: str) -> str:
    """`GC0012-evolutieverslag-2026-11-22.pdf`: the code, never a name."""
    return f"{code}-{kind}-{day}.pdf"


def _progress_content(desk: Desk, session: Session, family_id: UUID) -> ProgressContent:
    require_family(desk, session, Action.PRINT_DOSSIER, family_id)
    header = header_of(session, family_id)
    snapshots = snapshots_of.of_family(session, family_id)
    baseline = baseline_of(snapshots)
    if baseline is None:
        raise InvalidInput("Van dit gezin is er nog geen momentopname; er valt nog niets af te drukken.")
    terms = read_terms(session)
    details = header.record.details
    return ProgressContent(
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
