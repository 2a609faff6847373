"""What a family asks, in its own words and its own order."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from gezinscoach_desktop.data import request as requests_of
from gezinscoach_desktop.data.request import REQUESTS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.request import (
    RequestInput,
    RequestState,
    checked_request,
    new_priorities,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require_coached
from gezinscoach_desktop.services.kept import changed_meanwhile
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.plan_record import PlanRecord

_REQUEST = PlanRecord(REQUESTS, AuditAction.CHANGE_REQUEST, Noun.REQUEST, "deze vraag")


def add_request(desk: Desk, family_id: UUID, details: RequestInput) -> Done:
    """Keep what a family asks; it comes last in the family's order. Raises InvalidInput (text, raised_on)."""
    return _add_request(desk, family_id, uuid4(), checked_request(details, desk.today()))


@operation(AuditAction.CHANGE_REQUEST)
def _add_request(work: Work, family_id: UUID, request_id: UUID, details: RequestInput) -> Done:
    return _REQUEST.add(work, family_id, request_id, details)


def change_request(desk: Desk, request_id: UUID, version: int, details: RequestInput) -> Done:
    """Keep changed words, state or outcome; its place in the order stays. Raises ChangedMeanwhile, InvalidInput."""
    return _change_request(desk, request_id, version, checked_request(details, desk.today()))


@operation(AuditAction.CHANGE_REQUEST)
def _change_request(work: Work, request_id: UUID, version: int, details: RequestInput) -> Done:
    return _REQUEST.change(work, request_id, version, lambda kept: replace(details, priority=kept.priority))


def close_request(desk: Desk, request_id: UUID, version: int, state: RequestState, outcome: str) -> Done:
    """Say what became of it; RequestState.OPEN takes that back."""
    return _close_request(desk, request_id, version, state, outcome)


@operation(AuditAction.CHANGE_REQUEST)
def _close_request(work: Work, request_id: UUID, version: int, state: RequestState, outcome: str) -> Done:
    return _REQUEST.change(
        work,
        request_id,
        version,
        lambda kept: checked_request(
            replace(kept, state=state, outcome=outcome, closed_on=None), work.today()
        ),
    )


def order_requests(desk: Desk, family_id: UUID, order: tuple[UUID, ...]) -> Done:
    """Keep the family's own order: the first matters most."""
    return _order_requests(desk, family_id, order)


@operation(AuditAction.CHANGE_REQUEST)
def _order_requests(work: Work, family_id: UUID, order: tuple[UUID, ...]) -> Done:
    # No versions: whoever orders last is right, and nothing that was written gets lost by it.
    require_coached(work, work.session, Action.CHANGE_PLAN, family_id)
    kept = requests_of.of_family(work.session, family_id)
    places = new_priorities(kept, order)
    for request in kept:
        if request.id in places:
            details = replace(request.details, priority=places[request.id])
            if not REQUESTS.change(
                work.session, request.id, request.version, details, at=work.now(), by=work.account.id
            ):
                raise changed_meanwhile(work, _REQUEST.what, request)
    return _REQUEST.done(work, family_id, None)


def remove_request(desk: Desk, request_id: UUID, version: int) -> Done:
    """Take a request away; raises ChangedMeanwhile."""
    return _remove_request(desk, request_id, version)


@operation(AuditAction.CHANGE_REQUEST)
def _remove_request(work: Work, request_id: UUID, version: int) -> Done:
    return _REQUEST.remove(work, request_id, version)


def bring_back_request(desk: Desk, request_id: UUID, version: int) -> Done:
    """Undo taking it away."""
    return _bring_back_request(desk, request_id, version)


@operation(AuditAction.CHANGE_REQUEST)
def _bring_back_request(work: Work, request_id: UUID, version: int) -> Done:
    return _REQUEST.bring_back(work, request_id, version)
