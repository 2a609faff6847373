"""Expenses, budgets, stories and signals of the families of the practice office, kept with the clock of each day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, time, timedelta
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.expense import ExpenseInput, add_expense, set_budget
from gezinscoach_desktop.services.family import read_family
from gezinscoach_desktop.services.practice_clock import desk_on
from gezinscoach_desktop.services.signal import HowOften, SignalInput, tell_signal
from gezinscoach_desktop.services.story import StoryInput, StoryKind, add_story

_AT = time(16, 30, tzinfo=UTC)


def keep_more(desk: Desk, families: Mapping[str, UUID]) -> None:
    """For the families that are there, by name."""
    content = tomllib.loads(resource_path("practice", "more.toml").read_text(encoding="utf-8"))
    for raw in content["family"]:
        if raw["name"] in families:
            _keep_expenses(desk, families[raw["name"]], raw)
            _keep_stories(desk, families[raw["name"]], raw.get("stories", ()))
    for raw in content["signal"]:
        _tell(desk, families.get(raw.get("family", "")), raw)


def _on(desk: Desk, day: date) -> Desk:
    return desk_on(desk, day, _AT)


def _keep_expenses(desk: Desk, family_id: UUID, raw: Mapping[str, Any]) -> None:
    if "budget" in raw:
        set_budget(desk, family_id, desk.today().year, raw["budget"], None)
    for days, cents, what in raw.get("expenses", ()):
        day = desk.today() - timedelta(days=days)
        add_expense(_on(desk, day), family_id, ExpenseInput(cents, what, day))


def _keep_stories(desk: Desk, family_id: UUID, stories: Any) -> None:
    members = {each.details.given_name: each.id for each in read_family(desk, family_id).members}
    for raw in stories:
        told = desk.today() - timedelta(days=raw["days"])
        agreed = desk.today() - timedelta(days=raw["agreed"]) if "agreed" in raw else None
        story = StoryInput(
            kind=StoryKind(raw["kind"]),
            text=raw["text"],
            on=told,
            title=raw.get("title", ""),
            member_id=members.get(raw.get("who", "")),
            is_released=agreed is not None,
            released_on=agreed,
            public_text=raw.get("public", ""),
        )
        add_story(_on(desk, agreed or told), family_id, story)


def _tell(desk: Desk, family_id: UUID | None, raw: Mapping[str, Any]) -> None:
    day = desk.today() - timedelta(days=raw["days"])
    signal = SignalInput(
        theme=LifeDomain(raw["theme"]),
        what=raw["what"],
        on=day,
        service=raw.get("service", ""),
        how_often=HowOften(raw["how_often"]),
        example=raw.get("example", ""),
    )
    tell_signal(_on(desk, day), signal, family_id)
