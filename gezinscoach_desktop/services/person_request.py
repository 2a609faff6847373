"""What people ask about their own data: a case with a term. Coaches note it for own families, coordinators answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import letting_go as kept
from gezinscoach_desktop.data.letting_go import PERSON_REQUESTS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.letting_go import PersonRequestInput as PersonRequestInput
from gezinscoach_desktop.domain.letting_go import (
    PersonRequestRecord,
    PersonRequestState,
    checked_request,
)
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import reaches_own_only, require_family
from gezinscoach_desktop.services.kept import changed_meanwhile, found_of_family, missing
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "deze vraag"
_BY_COACHES = (PersonRequestState.OPEN, PersonRequestState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that still has to be answered."""

    record: PersonRequestRecord
    family_id: UUID
    code: str
    family: str
    days: int
    """Until it is due; negative is late."""
    may_answer: bool = False
    """Whether who looks answers it; else only notes it."""


def list_person_requests(desk: Desk, family_id: UUID) -> tuple[PersonRequestRecord, ...]:
    """What people of a family asked, the newest first; raises NotAllowed."""

    def query(session: Session) -> tuple[PersonRequestRecord, ...]:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return kept.requests_of(session, family_id)

    return desk.office.read(query)


def open_person_requests(desk: Desk) -> tuple[OpenRequest, ...]:
    """What waits for an answer in the families that the account may see, the first due first."""
    own_only = reaches_own_only(desk, Action.HANDLE_PERSON_REQUEST)
    return desk.office.read(lambda session: _open(desk, session, own_only=own_only))


def waiting_requests(desk: Desk, session: Session) -> tuple[OpenRequest, ...]:
    """The same within a running query, by the roles at signing in; none for who handles none."""
    found = reach(desk.account.roles, Action.HANDLE_PERSON_REQUEST)
    return () if found is Reach.NONE else _open(desk, session, own_only=found is Reach.OWN)


def _open(desk: Desk, session: Session, *, own_only: bool) -> tuple[OpenRequest, ...]:
    today = desk.today()
    own = desk.account.id if own_only else None
    found = {
        each: each.family_id
        for each in kept.open_requests(session, today, own_of=own)
        if each.family_id is not None
    }
    names = kept.names(session, frozenset(found.values()))
    return tuple(
        OpenRequest(each, family_id, *names[family_id][:2], (each.details.due_on - today).days, not own_only)
        for each, family_id in found.items()
        if family_id in names
    )


def add_person_request(desk: Desk, family_id: UUID, details: PersonRequestInput) -> Done:
    """Note what somebody asks; also without a consent that runs: it is a right. Raises InvalidInput."""
    return _add_person_request(desk, uuid4(), family_id, checked_request(details, desk.today()))


@operation(AuditAction.CHANGE_PERSON_REQUEST)
def _add_person_request(work: Work, request_id: UUID, family_id: UUID, details: PersonRequestInput) -> Done:
    require_family(work, work.session, Action.HANDLE_PERSON_REQUEST, family_id)
    if not families.lock(work.session, family_id):
        raise missing("dit gezin")
    _require_answering(work, details.state)
    PERSON_REQUESTS.add(
        work.session, request_id, details, family_id=family_id, at=work.now(), by=work.account.id
    )
    return _changed(work, family_id, request_id)


def change_person_request(desk: Desk, request_id: UUID, version: int, details: PersonRequestInput) -> Done:
    """Keep what was changed or answered; raises InvalidInput, ChangedMeanwhile, NotAllowed for a coach who answers."""
    return _change_person_request(desk, request_id, version, checked_request(details, desk.today()))


@operation(AuditAction.CHANGE_PERSON_REQUEST)
def _change_person_request(work: Work, request_id: UUID, version: int, details: PersonRequestInput) -> Done:
    found = _found(work, request_id)
    if details.state is not found.details.state or details.answer != found.details.answer:
        _require_answering(work, details.state)
    if not PERSON_REQUESTS.change(
        work.session, request_id, version, details, at=work.now(), by=work.account.id
    ):
        raise changed_meanwhile(work, _WHAT, found)
    return _changed(work, found.family_id, request_id)


def remove_person_request(desk: Desk, request_id: UUID, version: int) -> Done:
    """Take it away, as noted by mistake; `bring_back_person_request` undoes it. Raises ChangedMeanwhile."""
    return _remove_person_request(desk, request_id, version)


@operation(AuditAction.CHANGE_PERSON_REQUEST)
def _remove_person_request(work: Work, request_id: UUID, version: int) -> Done:
    found = _found(work, request_id)
    if not PERSON_REQUESTS.remove(work.session, request_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, found)
    return _changed(work, found.family_id, request_id)


def bring_back_person_request(desk: Desk, request_id: UUID, version: int) -> Done:
    """Undo taking it away; raises ChangedMeanwhile."""
    return _bring_back_person_request(desk, request_id, version)


@operation(AuditAction.CHANGE_PERSON_REQUEST)
def _bring_back_person_request(work: Work, request_id: UUID, version: int) -> Done:
    found = _found(work, request_id)
    if not PERSON_REQUESTS.bring_back(work.session, request_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, found)
    return _changed(work, found.family_id, request_id)


def may_answer(desk: Desk) -> bool:
    """Whether the account answers such requests, by its roles at signing in."""
    return reach(desk.account.roles, Action.HANDLE_PERSON_REQUEST) is Reach.ANY


def _require_answering(work: Work, state: PersonRequestState) -> None:
    if state not in _BY_COACHES and reach(work.account.roles, Action.HANDLE_PERSON_REQUEST) is not Reach.ANY:
        raise NotAllowed(
            "Een coördinator antwoordt op deze vraag; jij kan ze noteren of als ingetrokken zetten."
        )


def _found(work: Work, request_id: UUID) -> PersonRequestRecord:
    action = Action.HANDLE_PERSON_REQUEST
    return found_of_family(work, PERSON_REQUESTS, request_id, action, _WHAT, is_coached=False)


def _changed(work: Work, family_id: UUID | None, request_id: UUID) -> Done:
    work.note(AuditAction.CHANGE_PERSON_REQUEST, family_id=family_id)
    return Done(Change(frozenset({Noun.LETTING_GO}), family_id), request_id)
