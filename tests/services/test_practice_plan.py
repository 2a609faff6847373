"""The plans of the practice families."""

from __future__ import annotations

import tomllib

import pytest

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.action import ActionState
from gezinscoach_desktop.domain.request import RequestState
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services import practice_family
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.plan import plan
from gezinscoach_desktop.services.practice_plan import keep_plans
from gezinscoach_desktop.services.setting import read_terms
from tests.data.office_factory import TODAY, at_desk
from tests.offices import NewDesk

CONTENT = tomllib.loads(resource_path("practice", "plan.toml").read_text(encoding="utf-8"))


@pytest.fixture
def office_kind() -> OfficeKind:
    """The practice office is a file on this PC."""
    return OfficeKind.THIS_PC


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def test_every_written_plan_is_kept_as_its_coach_would_have_done(desk: Desk) -> None:
    scripts = practice_family.read_scripts(desk.office.read(read_terms).instrument, TODAY)
    families = {script.details.name: practice_family.keep(desk, script) for script in scripts}
    keep_plans(desk, families)
    for raw in CONTENT["family"]:
        kept = plan(desk, families[raw["name"]])
        assert len(kept.requests) == len(raw.get("requests", ()))
        assert [each.details.text for each in kept.requests] == [each[0] for each in raw.get("requests", ())]
        assert len(kept.goals) == len(raw.get("goals", ()))
        assert {each.details.what for each in kept.actions} == {each[0] for each in raw.get("actions", ())}
        assert len(kept.appointments) == len(raw.get("appointments", ()))
    states = {
        each.details.state for raw in CONTENT["family"] for each in plan(desk, families[raw["name"]]).requests
    }
    assert states == {RequestState.OPEN, RequestState.REACHED, RequestState.CHANGED}
    for name, family_id in families.items():
        balance = family_page(desk, family_id).evolution.balance_now
        for goal in plan(desk, family_id).goals:
            now = None if balance is None else balance.level((goal.details.member_id, goal.details.item))
            assert now is not None, (name, goal.details.item)
            assert now < goal.details.level_wished, (name, goal.details.item, now)
    first = plan(desk, families["Peeters – Yilmaz"])
    assert any(each.details.is_overdue(TODAY) for each in first.actions)
    assert {each.details.state for each in first.actions} == {ActionState.OPEN, ActionState.DONE}
