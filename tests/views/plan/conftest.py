"""The services that plan, agenda and actions ask, answered without an office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.agenda import AgendaAction, AgendaAppointment, DueFamily
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.services import action, agenda, appointment, directory, family, goal, plan, request
from gezinscoach_desktop.services.agenda import Agenda, OpenActions
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.directory import Directory
from gezinscoach_desktop.services.family import FamilyRow, FamilyWanted, Found
from gezinscoach_desktop.services.plan import Plan
from tests.views.family.samples import make_desk, make_row
from tests.views.plan.samples import make_agenda, make_open_actions, make_plan

WRITES = {
    action: ("add_action", "change_action", "close_action", "remove_action", "bring_back_action"),
    appointment: (
        "add_appointment", "change_appointment", "settle_appointment", "remove_appointment",
        "bring_back_appointment",
    ),
    goal: ("add_goal", "change_goal", "remove_goal", "bring_back_goal"),
    request: (
        "add_request", "change_request", "close_request", "order_requests", "remove_request",
        "bring_back_request",
    ),
}  # fmt: skip


@dataclass
class PlanAnswers:
    """What the services say, and what they were asked to keep."""

    plan: Plan = field(default_factory=make_plan)
    open_actions: OpenActions = field(default_factory=make_open_actions)
    appointments: tuple[AgendaAppointment, ...] = ()
    actions: tuple[AgendaAction, ...] = ()
    due: tuple[DueFamily, ...] = ()
    rows: tuple[FamilyRow, ...] = field(
        default_factory=lambda: (make_row(1), make_row(2, name="Janssens", is_mine=False))
    )
    asked: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    kept: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    exported: list[tuple[Path, int]] = field(default_factory=list)
    refusal: Exception | None = None

    def keep(self, what: str, *given: Any) -> Done:
        if self.refusal is not None:
            raise self.refusal
        self.kept.append((what, given))
        nouns = frozenset({Noun.ACTION, Noun.APPOINTMENT, Noun.REQUEST})
        return Done(Change(nouns), UUID(int=77))

    def read_agenda(self, since: date, days: int, of: UUID | None) -> Agenda:
        self.asked.append(("agenda", (since, of)))
        return make_agenda(since, days, self.appointments, self.actions, self.due)

    def read_actions(self, of: UUID | None) -> OpenActions:
        self.asked.append(("actions", (of,)))
        return self.open_actions

    def export(self, path: Path, weeks: int) -> int:
        if self.refusal is not None:
            raise self.refusal
        self.exported.append((path, weeks))
        return 3

    def found(self, wanted: FamilyWanted) -> Found:
        return Found(self.rows, len(self.rows), len(self.rows), is_whole=True)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> PlanAnswers:
    """Replaces every service that these screens use."""
    given = PlanAnswers()
    monkeypatch.setattr(plan, "plan", lambda desk, family_id: given.plan)
    monkeypatch.setattr(agenda, "agenda", lambda desk, since, days, of: given.read_agenda(since, days, of))
    monkeypatch.setattr(agenda, "open_actions", lambda desk, of: given.read_actions(of))
    monkeypatch.setattr(agenda, "export_calendar", lambda desk, path, weeks: given.export(path, weeks))
    monkeypatch.setattr(family, "find_families", lambda desk, wanted: given.found(wanted))
    monkeypatch.setattr(directory, "read_directory", lambda desk: Directory())
    for module, names in WRITES.items():
        for name in names:
            monkeypatch.setattr(module, name, lambda desk, *rest, name=name: given.keep(name, *rest))
    return given
