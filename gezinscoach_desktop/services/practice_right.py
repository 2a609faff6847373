"""Rights of the families of the practice office: read from resources/practice/rights.toml, noted day by day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.right import RightInput, RightState, RightStepInput
from gezinscoach_desktop.domain.right_list import first_domain, right_id
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import read_family
from gezinscoach_desktop.services.practice_clock import desk_on
from gezinscoach_desktop.services.right import register_steps
from gezinscoach_desktop.services.right_list import add_right, note_checked, rights

_AT = time(15, 30, tzinfo=UTC)
_CHECKED = (LifeDomain.FINANCES, LifeDomain.HOUSING)
_OWN = (
    RightInput(
        "Babytheek",
        "Kinderwagen, bedje en autostoel lenen voor een klein bedrag",
        (LifeDomain.MATERIAL, LifeDomain.PARENTING),
        "Huis van het Kind",
    ),
    RightInput(
        "Gemeentelijke schoolcheque",
        "Tussenkomst in de schoolrekening, aan te vragen voor eind november",
        (LifeDomain.EDUCATION, LifeDomain.FINANCES),
        "Gemeente",
    ),
)


def keep_rights(desk: Desk, families: Mapping[str, UUID]) -> None:
    """Note the steps of every family that is there, by its name, with the clock at the day of each."""
    content = tomllib.loads(resource_path("practice", "rights.toml").read_text(encoding="utf-8"))
    for each in content["family"]:
        family_id = families.get(each["name"])
        if family_id is None:
            continue
        members = {member.details.given_name: member.id for member in read_family(desk, family_id).members}
        steps = sorted(_steps(each["steps"], members, desk.today()), key=lambda step: step.on)
        for day, of_day in groupby(steps, key=lambda step: step.on):
            register_steps(_on(desk, day), family_id, tuple(of_day))


def keep_rights_list(desk: Desk) -> None:
    """What the office did to its list: two rights of its own, and some looked up again."""
    added = _on(desk, desk.today() - timedelta(days=200))
    for details in _OWN:
        add_right(added, details)
    checked = desk.today() - timedelta(days=41)
    found = tuple(right for right in rights(desk) if first_domain(right.details) in _CHECKED)
    note_checked(_on(desk, checked), found)


def _on(desk: Desk, day: date) -> Desk:
    return desk_on(desk, day, _AT)


def _steps(raw: Any, members: Mapping[str, UUID], today: date) -> Iterator[RightStepInput]:
    for each in raw:
        yield RightStepInput(
            right_id(each["right"]),
            RightState(each["state"]),
            today - timedelta(days=each["days_ago"]),
            members[each["member"]] if "member" in each else None,
            each.get("monthly"),
            each.get("once"),
            each.get("reason", ""),
            each.get("note", ""),
        )
