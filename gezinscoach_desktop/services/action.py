"""Actions: who does what by when for a family, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.request import REQUESTS
from gezinscoach_desktop.domain.action import ActionInput, ActionState, checked_action
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.plan_record import PlanRecord

_ACTION = PlanRecord(ACTIONS, AuditAction.CHANGE_ACTION, Noun.ACTION, "deze actie")


def add_action(desk: Desk, family_id: UUID, details: ActionInput) -> Done:
    """Keep what is to be done for a family. Raises InvalidInput (what)."""
    return _add_action(desk, family_id, uuid4(), checked_action(details, desk.today()))


@operation(AuditAction.CHANGE_ACTION)
def _add_action(work: Work, family_id: UUID, action_id: UUID, details: ActionInput) -> Done:
    _refuse_strange_request(work, family_id, details)
    return _ACTION.add(work, family_id, action_id, details)


def change_action(desk: Desk, action_id: UUID, version: int, details: ActionInput) -> Done:
    """Keep what was changed about it; raises ChangedMeanwhile, InvalidInput (what, closed_on)."""
    return _change_action(desk, action_id, version, checked_action(details, desk.today()))


@operation(AuditAction.CHANGE_ACTION)
def _change_action(work: Work, action_id: UUID, version: int, details: ActionInput) -> Done:
    _refuse_strange_request(work, _ACTION.found(work, action_id).family_id, details)
    return _ACTION.change(work, action_id, version, lambda _: details)


def close_action(desk: Desk, action_id: UUID, version: int, state: ActionState, result: str = "") -> Done:
    """It is done, or no longer needed; ActionState.OPEN takes that back. An earlier result stays unless one is given."""
    return _close_action(desk, action_id, version, state, result)


@operation(AuditAction.CHANGE_ACTION)
def _close_action(work: Work, action_id: UUID, version: int, state: ActionState, result: str) -> Done:
    def closed(kept: ActionInput) -> ActionInput:
        changed = replace(kept, state=state, closed_on=None, result=result or kept.result)
        return checked_action(changed, work.today())

    return _ACTION.change(work, action_id, version, closed)


def remove_action(desk: Desk, action_id: UUID, version: int) -> Done:
    """Take an action away; raises ChangedMeanwhile."""
    return _remove_action(desk, action_id, version)


@operation(AuditAction.CHANGE_ACTION)
def _remove_action(work: Work, action_id: UUID, version: int) -> Done:
    return _ACTION.remove(work, action_id, version)


def bring_back_action(desk: Desk, action_id: UUID, version: int) -> Done:
    """Undo taking it away."""
    return _bring_back_action(desk, action_id, version)


@operation(AuditAction.CHANGE_ACTION)
def _bring_back_action(work: Work, action_id: UUID, version: int) -> Done:
    return _ACTION.bring_back(work, action_id, version)


def _refuse_strange_request(work: Work, family_id: UUID | None, details: ActionInput) -> None:
    if details.request_id is None:
        return
    request = REQUESTS.one(work.session, details.request_id)
    if request is None or request.family_id != family_id:
        raise InvalidInput("Kies een vraag van dit gezin.", field="request_id")
