"""What is done to a record of the plan at once, and can be taken back for ten seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionRecord, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentRecord, AppointmentState
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.services import action as action_service
from gezinscoach_desktop.services import appointment as appointment_service
from gezinscoach_desktop.services import goal as goal_service
from gezinscoach_desktop.services import request as request_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.plan.words import short
from gezinscoach_desktop.views.tasks import Tasks

Write = Callable[[Desk, UUID, int], Done]


@dataclass(frozen=True, slots=True)
class Removal:
    """How a kind of record is taken away and brought back, and what is said then."""

    remove: Write
    bring_back: Write
    said: str


def _request() -> Removal:
    return Removal(request_service.remove_request, request_service.bring_back_request, "De vraag is weg.")


def _goal() -> Removal:
    return Removal(goal_service.remove_goal, goal_service.bring_back_goal, "Het doel is weg.")


def _action() -> Removal:
    return Removal(action_service.remove_action, action_service.bring_back_action, "De actie is weg.")


def _appointment() -> Removal:
    return Removal(
        appointment_service.remove_appointment,
        appointment_service.bring_back_appointment,
        "De afspraak is weg.",
    )


class PlanWork:
    """Asked by every screen with actions or appointments; lives on when the screen is gone, for the sake of undo."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages) -> None:
        self._tasks = tasks
        self._desk = desk
        self._messages = messages

    def tick(self, record: ActionRecord) -> None:
        """Done; or to do again when it was done."""
        is_open = record.details.state is ActionState.OPEN
        state = ActionState.DONE if is_open else ActionState.OPEN
        said = "is gedaan" if is_open else "is weer te doen"
        self._do(
            partial(_close, state=state),
            partial(_close, state=record.details.state),
            record,
            f"“{short(record.details.what)}” {said}.",
        )

    def settle(self, record: AppointmentRecord, state: AppointmentState) -> None:
        """Say what became of an appointment."""
        said = {
            AppointmentState.PLANNED: "De afspraak staat weer gepland.",
            AppointmentState.KEPT: "De afspraak ging door.",
            AppointmentState.CANCELLED: "De afspraak is afgezegd.",
            AppointmentState.MISSED: "De afspraak is niet gelukt.",
        }[state]
        before = record.details.state
        self._do(partial(_settle, state=state), partial(_settle, state=before), record, said)

    def remove_request(self, record: Kept[Any]) -> None:
        self._remove(_request(), record)

    def remove_goal(self, record: Kept[Any]) -> None:
        self._remove(_goal(), record)

    def remove_action(self, record: Kept[Any]) -> None:
        self._remove(_action(), record)

    def remove_appointment(self, record: Kept[Any]) -> None:
        self._remove(_appointment(), record)

    def order(self, family_id: UUID, order: tuple[UUID, ...], before: tuple[UUID, ...]) -> None:
        """Put requests in another order."""
        self._tasks.run(
            request_service.order_requests,
            self._desk,
            family_id,
            order,
            then=partial(self._offer_order, family_id, before),
        )

    def _offer_order(self, family_id: UUID, before: tuple[UUID, ...], done: Done) -> None:
        undo = partial(self._tasks.run, request_service.order_requests, self._desk, family_id, before)
        self._messages.offer_undo("De volgorde is bewaard.", undo)

    def _remove(self, removal: Removal, record: Kept[Any]) -> None:
        self._do(removal.remove, removal.bring_back, record, removal.said)

    def _do(self, write: Write, undo: Write, record: Kept[Any], said: str) -> None:
        self._tasks.run(
            write,
            self._desk,
            record.id,
            record.version,
            then=partial(self._offer, undo, record, said),
        )

    def _offer(self, undo: Write, record: Kept[Any], said: str, done: Done) -> None:
        self._messages.offer_undo(
            said, partial(self._tasks.run, undo, self._desk, record.id, record.version + 1)
        )


def _close(desk: Desk, record_id: UUID, version: int, state: ActionState) -> Done:
    return action_service.close_action(desk, record_id, version, state)


def _settle(desk: Desk, record_id: UUID, version: int, state: AppointmentState) -> Done:
    return appointment_service.settle_appointment(desk, record_id, version, state)
