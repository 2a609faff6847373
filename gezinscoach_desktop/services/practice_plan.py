"""Plans of the families of the practice office: read from resources/practice/plan.toml, kept with the clock of each day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, time, timedelta
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentState
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.clock import parse_time
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.request import GoalInput, RequestInput, RequestState
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.action import add_action, close_action
from gezinscoach_desktop.services.appointment import add_appointment
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import read_family
from gezinscoach_desktop.services.goal import add_goal
from gezinscoach_desktop.services.practice_clock import desk_on
from gezinscoach_desktop.services.request import add_request, close_request, order_requests

_AT = time(15, 30, tzinfo=UTC)
HOUSEHOLD = "household"


def keep_plans(desk: Desk, families: Mapping[str, UUID]) -> None:
    """Keep the plan of every family that is there, by its name."""
    content = tomllib.loads(resource_path("practice", "plan.toml").read_text(encoding="utf-8"))
    for raw in content["family"]:
        if raw["name"] in families:
            _Plan(desk, families[raw["name"]]).keep(raw)


@dataclass(frozen=True, slots=True)
class _Plan:
    desk: Desk
    family_id: UUID

    def keep(self, raw: Mapping[str, Any]) -> None:
        requests = [self._request(*each) for each in raw.get("requests", ())]
        if requests:
            order_requests(self.desk, self.family_id, tuple(requests))
        if raw.get("goals"):
            members = read_family(self.desk, self.family_id).members
            ids = {each.details.given_name: each.id for each in members}
            for each in raw["goals"]:
                self._goal(requests, ids, *each)
        for each in raw.get("actions", ()):
            self._action(requests, *each)
        for each in raw.get("appointments", ()):
            self._appointment(*each)

    def _request(
        self, text: str, domain: str, days_ago: int, came_of: Mapping[str, Any] | None = None
    ) -> UUID:
        on = self._day(-days_ago)
        details = RequestInput(text, LifeDomain(domain), raised_on=on)
        request_id = _id(add_request(self._at(on), self.family_id, details))
        if came_of is not None:
            closed = self._at(self._day(-came_of["closed"]))
            close_request(closed, request_id, 1, RequestState(came_of["state"]), came_of["outcome"])
        return request_id

    def _goal(
        self, requests: Sequence[UUID], members: Mapping[str, UUID], who: str, item: str, wished: int,
        days_ago: int, request: int, more: Mapping[str, Any],
    ) -> None:  # fmt: skip
        on = self._day(-days_ago)
        details = GoalInput(
            item,
            None if who == HOUSEHOLD else members[who],
            level_then=more.get("then"),
            level_wished=wished,
            set_on=on,
            hoped_on=self._day(more["hoped"]) if "hoped" in more else None,
            request_id=_numbered(requests, request),
            note=more.get("note", ""),
        )
        add_goal(self._at(on), self.family_id, details)

    def _action(
        self, requests: Sequence[UUID], what: str, owner: str, domain: str, days_ago: int, due: int,
        more: Mapping[str, Any],
    ) -> None:  # fmt: skip
        details = ActionInput(
            what,
            ActionOwner(owner),
            due_on=self._day(due),
            domain=LifeDomain(domain),
            request_id=_numbered(requests, more.get("request", 0)),
        )
        action_id = _id(add_action(self._at(self._day(-days_ago)), self.family_id, details))
        if "done" in more:
            done = self._at(self._day(-more["done"]))
            close_action(done, action_id, 1, ActionState.DONE, more.get("result", ""))

    def _appointment(
        self, kind: str, in_days: int, at: str, minutes: int, what: str, state: str = "planned"
    ) -> None:
        details = AppointmentInput(
            self._day(in_days),
            parse_time(at),
            minutes,
            ContactKind(kind),
            what,
            state=AppointmentState(state),
        )
        add_appointment(self._at(self._day(min(in_days, 0) - 1)), self.family_id, details)

    def _day(self, days: int) -> date:
        return self.desk.today() + timedelta(days)

    def _at(self, day: date) -> Desk:
        return desk_on(self.desk, day, _AT)


def _numbered(requests: Sequence[UUID], number: int) -> UUID | None:
    """The request with this number, from 1; 0 is none."""
    return requests[number - 1] if number else None


def _id(done: Done) -> UUID:
    if done.id is None:
        raise LookupError("what was added has an id")
    return done.id
