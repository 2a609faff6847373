"""What a coach learns while getting to know a family: one record, written in by whoever is its coach."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import intake as intakes
from gezinscoach_desktop.data.intake import INTAKES
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.intake import IntakeInput, IntakeRecord, tidy_intake
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require_coached, require_family
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

NEVER_KEPT = 0
"""The version of a record that nobody wrote in yet."""
_WHAT = "de kennismaking"


def read_intake(desk: Desk, family_id: UUID) -> IntakeRecord | None:
    """The record; None while nobody wrote in it."""

    def query(session: Session) -> IntakeRecord | None:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return intakes.of_family(session, family_id)

    return desk.office.read(query)


def keep_intake(desk: Desk, family_id: UUID, version: int, intake: IntakeInput) -> Done:
    """Keep what was written; `version` NEVER_KEPT for the first time. Raises ChangedMeanwhile."""
    return _keep_intake(desk, family_id, uuid4(), version, tidy_intake(intake))


@operation(AuditAction.CHANGE_INTAKE)
def _keep_intake(work: Work, family_id: UUID, intake_id: UUID, version: int, intake: IntakeInput) -> Done:
    session = work.session
    require_coached(work, session, Action.CHANGE_FAMILY, family_id)
    if not families.lock(session, family_id):
        raise missing("dit gezin")
    kept = intakes.of_family(session, family_id)
    if kept is None:
        INTAKES.add(session, intake_id, intake, family_id=family_id, at=work.now(), by=work.account.id)
    elif kept.version != version or not INTAKES.change(
        session, kept.id, version, intake, at=work.now(), by=work.account.id
    ):
        raise changed_meanwhile(work, _WHAT, kept)
    work.note(AuditAction.CHANGE_INTAKE, family_id=family_id)
    return Done(Change(frozenset({Noun.INTAKE}), family_id), intake_id if kept is None else kept.id)
