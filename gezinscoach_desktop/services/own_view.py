"""How people of a family see it themselves, beside what stands in the file: shown and printed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data.letting_go import OWN_VIEWS, views_of
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.letting_go import OwnViewInput as OwnViewInput
from gezinscoach_desktop.domain.letting_go import OwnViewRecord, checked_view
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require_family
from gezinscoach_desktop.services.kept import changed_meanwhile, found_of_family, missing
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "deze eigen visie"


def list_own_views(desk: Desk, family_id: UUID) -> tuple[OwnViewRecord, ...]:
    """The own views of a family, the newest first; raises NotAllowed."""

    def query(session: Session) -> tuple[OwnViewRecord, ...]:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return views_of(session, family_id)

    return desk.office.read(query)


def add_own_view(desk: Desk, family_id: UUID, details: OwnViewInput) -> Done:
    """Keep how somebody sees it; also without a consent that runs: it is a right. Raises InvalidInput (text or on)."""
    return _add_own_view(desk, uuid4(), family_id, checked_view(details, desk.today()))


@operation(AuditAction.CHANGE_OWN_VIEW)
def _add_own_view(work: Work, view_id: UUID, family_id: UUID, details: OwnViewInput) -> Done:
    require_family(work, work.session, Action.HANDLE_PERSON_REQUEST, family_id)
    if not families.lock(work.session, family_id):
        raise missing("dit gezin")
    OWN_VIEWS.add(work.session, view_id, details, family_id=family_id, at=work.now(), by=work.account.id)
    return _changed(work, family_id, view_id)


def change_own_view(desk: Desk, view_id: UUID, version: int, details: OwnViewInput) -> Done:
    """Keep changed words; raises InvalidInput, ChangedMeanwhile."""
    return _change_own_view(desk, view_id, version, checked_view(details, desk.today()))


@operation(AuditAction.CHANGE_OWN_VIEW)
def _change_own_view(work: Work, view_id: UUID, version: int, details: OwnViewInput) -> Done:
    kept = _found(work, view_id)
    if not OWN_VIEWS.change(work.session, view_id, version, details, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept.family_id, view_id)


def remove_own_view(desk: Desk, view_id: UUID, version: int) -> Done:
    """Take it away; `bring_back_own_view` with the next version undoes it. Raises ChangedMeanwhile."""
    return _remove_own_view(desk, view_id, version)


@operation(AuditAction.CHANGE_OWN_VIEW)
def _remove_own_view(work: Work, view_id: UUID, version: int) -> Done:
    kept = _found(work, view_id)
    if not OWN_VIEWS.remove(work.session, view_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept.family_id, view_id)


def bring_back_own_view(desk: Desk, view_id: UUID, version: int) -> Done:
    """Undo taking it away; raises ChangedMeanwhile."""
    return _bring_back_own_view(desk, view_id, version)


@operation(AuditAction.CHANGE_OWN_VIEW)
def _bring_back_own_view(work: Work, view_id: UUID, version: int) -> Done:
    kept = _found(work, view_id)
    if not OWN_VIEWS.bring_back(work.session, view_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept.family_id, view_id)


def _found(work: Work, view_id: UUID) -> OwnViewRecord:
    action = Action.HANDLE_PERSON_REQUEST
    return found_of_family(work, OWN_VIEWS, view_id, action, _WHAT, is_coached=False)


def _changed(work: Work, family_id: UUID | None, view_id: UUID) -> Done:
    work.note(AuditAction.CHANGE_OWN_VIEW, family_id=family_id)
    return Done(Change(frozenset({Noun.LETTING_GO}), family_id), view_id)
