"""What goes on paper about referrals: the blank form for partners, and what a referrer is told. Never the list itself."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from gezinscoach_desktop.data import setting as settings_of
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.output_file import write_file
from gezinscoach_desktop.services.referral import found


def sheet(desk: Desk) -> bytes:
    """The PDF, on one page of A4, with the name of the office."""
    from gezinscoach_desktop.reports.papers.referral_sheet import draw_referral_sheet

    require(desk, Action.REGISTER_REFERRAL)
    name = desk.office.read(lambda session: settings_of.office(session).name)
    return draw_referral_sheet(name, desk.today())


def save_sheet(desk: Desk, path: Path) -> None:
    """Write it; raises InvalidInput (field path) when it cannot be written there."""
    write_file(path, sheet(desk))


def feedback_letter(desk: Desk, text: str) -> bytes:
    """What the referrer is told as a PDF, word for word; note that it is printed with `note_letter`."""
    from gezinscoach_desktop.reports.papers.feedback_letter import draw_feedback_letter

    require(desk, Action.REGISTER_REFERRAL)
    name = desk.office.read(lambda session: settings_of.office(session).name)
    return draw_feedback_letter(text, name, desk.today())


def note_letter(desk: Desk, referral_id: UUID) -> Done:
    """Note in the audit trail that a letter to the referrer goes on paper."""
    return _note_letter(desk, referral_id)


@operation(AuditAction.CHANGE_REFERRAL)
def _note_letter(work: Work, referral_id: UUID) -> Done:
    require(work, Action.REGISTER_REFERRAL)
    found(work.session, referral_id)
    work.note(AuditAction.CHANGE_REFERRAL, details={"referral": referral_id.hex, "outlet": "paper"})
    return Done(Change(frozenset()), referral_id)
