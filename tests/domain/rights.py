"""Made-up rights and steps: each function fills in what a test does not care about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.right import RightInput, RightState, RightStepInput, RightStepRecord
from gezinscoach_desktop.domain.right_list import Right, right_id
from tests.factories import make_id

TODAY = date(2026, 11, 22)
FAMILY = make_id("gezin")
_BEGAN = datetime(2026, 1, 1, 9, tzinfo=UTC)


def make_step(
    state: RightState,
    on: date = TODAY,
    *,
    right: str = "leefloon",
    member: UUID | None = None,
    monthly: int | None = None,
    once: int | None = None,
    number: int = 1,
) -> RightStepRecord:
    """A kept step; `number` tells in which order steps were kept."""
    at = _BEGAN + timedelta(minutes=number)
    details = RightStepInput(right_id(right), state, on, member, monthly, once)
    return Kept(make_id(f"stap {number}"), FAMILY, 1, details, at, None, "An", at, "An")


def make_right(key: str, name: str = "", *domains: LifeDomain) -> Right:
    """A shipped right."""
    return Right(right_id(key), RightInput(name or key, domains=domains or (LifeDomain.FINANCES,)), key)


def kept_of(right: Right, **changed: object) -> Kept[RightInput]:
    """What the office keeps of a right it changed or added."""
    details = replace(right.details, **changed)  # type: ignore[arg-type]
    return Kept(right.id, None, 1, details, _BEGAN, None, "An", _BEGAN, "An")
