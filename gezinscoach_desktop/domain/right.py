"""Rights (rechtenverkenning): the office's list, and where each stands for a family or a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.dates import EARLIEST, format_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.money import MOST_CENTS, format_cents


@dataclass(frozen=True, slots=True)
class RightInput:
    """A right of the office's list: one that was shipped with changes of the office, or one it added."""

    name: str
    description: str = ""
    domains: tuple[LifeDomain, ...] = ()
    granted_by: str = ""
    checked_on: date | None = None
    """Last looked up whether it is still right ("laatst nagekeken op")."""
    retired_on: date | None = None
    """No longer proposed from then on; where it stands for a family stays."""


class RightState(StrEnum):
    """Where a right stands for a family or a person."""

    TO_EXPLORE = "to_explore"
    HAS = "has"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    APPEAL = "appeal"
    STOPPED = "stopped"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return {
            "to_explore": "Te onderzoeken",
            "has": "Heeft al",
            "applied": "Aangevraagd",
            "granted": "Toegekend",
            "refused": "Geweigerd",
            "appeal": "Beroep",
            "stopped": "Stopgezet",
            "not_applicable": "Niet van toepassing",
        }[self.value]

    @property
    def is_held(self) -> bool:
        """Whether the right is there, by the coaching or from before: only then it is worth an amount."""
        return self in (RightState.HAS, RightState.GRANTED)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done or awaited."""
        return self in (RightState.TO_EXPLORE, RightState.APPLIED, RightState.APPEAL)

    @property
    def may_be_left(self) -> bool:
        """Whether there can be a reason why the family does not take it up."""
        return self in (
            RightState.TO_EXPLORE,
            RightState.REFUSED,
            RightState.STOPPED,
            RightState.NOT_APPLICABLE,
        )


@dataclass(frozen=True, slots=True)
class RightStepInput:
    """A right came to stand somewhere for a family or one person; the last step by date, then by when it was kept, counts."""

    right_id: UUID
    state: RightState
    on: date
    member_id: UUID | None = None
    """Whose right; None is the whole family's."""
    monthly_cents: int | None = None
    """Worth per month, from then on until a later step says otherwise."""
    once_cents: int | None = None
    """Worth once, by this step alone: a right that is granted every year has one at each granting."""
    not_taken_up: str = ""
    """Why the family does not want or manage to take it up."""
    note: str = ""


RightStepRecord = Kept[RightStepInput]
RightPlace = tuple[UUID, UUID | None]
"""A right and whose it is: None for the whole family's."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a right stands for the family or one person; `steps` from old to new, so that the last one counts."""

    steps: tuple[RightStepRecord, ...]

    @property
    def last(self) -> RightStepRecord:
        return self.steps[-1]

    @property
    def place(self) -> RightPlace:
        return self.last.details.right_id, self.last.details.member_id

    @property
    def state(self) -> RightState:
        return self.last.details.state

    @property
    def since(self) -> date:
        """From when it has stood like this without a break."""
        since = self.last.details.on
        for step in reversed(self.steps):
            if step.details.state is not self.state:
                break
            since = step.details.on
        return since

    @property
    def monthly_cents(self) -> int:
        """Worth per month now; nothing unless it is held."""
        return (self.last.details.monthly_cents or 0) if self.state.is_held else 0

    def once_cents(self, state: RightState) -> int:
        """What was got at once in `state`, also when it ended since. Of two steps of one day the last one counts."""
        by_day = {step.details.on: step.details for step in self.steps}
        return sum(step.once_cents or 0 for step in by_day.values() if step.state is state)


def standings(steps: Iterable[RightStepRecord]) -> tuple[Standing, ...]:
    """Where each right stands: the last step by date, then by when it was kept, counts. In the order of first steps."""
    found: dict[RightPlace, list[RightStepRecord]] = {}
    for step in sorted(steps, key=lambda each: (each.details.on, each.created_at, each.id)):
        found.setdefault((step.details.right_id, step.details.member_id), []).append(step)
    return tuple(Standing(tuple(each)) for each in found.values())


@dataclass(frozen=True, slots=True)
class Worth:
    """What rights bring in: how many there are now, per month and at once, and since when."""

    rights: int = 0
    monthly_cents: int = 0
    once_cents: int = 0
    since: date | None = None
    """The first day on which one of them, or an amount at once, was there."""


@dataclass(frozen=True, slots=True)
class RightsTotal:
    """What became of the rights of a family."""

    granted: Worth = Worth()
    """Got with the coaching: per month what is granted now, at once whatever was ever granted."""
    had: Worth = Worth()
    """What the family had already, counted apart."""
    counts: Mapping[RightState, int] | None = None
    """How many rights stand where."""

    def count(self, *states: RightState) -> int:
        return sum((self.counts or {}).get(state, 0) for state in states)


def total_of(found: Iterable[Standing]) -> RightsTotal:
    """Add up where the rights of one family stand; what stopped no longer counts per month."""
    listed = tuple(found)
    counts = {state: sum(each.state is state for each in listed) for state in RightState}
    return RightsTotal(_worth(listed, RightState.GRANTED), _worth(listed, RightState.HAS), counts)


def _worth(found: Sequence[Standing], state: RightState) -> Worth:
    now = [each for each in found if each.state is state]
    days = [each.since for each in now]
    paid = [each for each in found if each.once_cents(state)]
    days += [step.details.on for each in paid for step in each.steps if step.details.state is state]
    return Worth(
        rights=len(now),
        monthly_cents=sum(each.monthly_cents for each in now),
        once_cents=sum(each.once_cents(state) for each in found),
        since=min(days, default=None),
    )


def check_step(step: RightStepInput, today: date) -> RightStepInput:
    """The step as it may be kept; raises InvalidInput with the field it is about."""
    if not EARLIEST <= step.on <= today:
        raise InvalidInput(
            f"De datum {format_date(step.on)} kan niet: kies vandaag of een dag die voorbij is.", field="on"
        )
    for field, cents in (("monthly_cents", step.monthly_cents), ("once_cents", step.once_cents)):
        if cents is not None and not step.state.is_held:
            raise InvalidInput(
                "Een bedrag hoort bij een recht dat het gezin heeft of dat is toegekend; maak het bedrag leeg.",
                field=field,
            )
        if cents is not None and not 0 <= cents <= MOST_CENTS:
            raise InvalidInput(
                f"Een bedrag ligt tussen € 0 en {format_cents(MOST_CENTS)}; kijk het na.", field=field
            )
    if step.not_taken_up.strip() and not step.state.may_be_left:
        raise InvalidInput(
            f"Bij “{step.state.label}” past geen reden om het niet op te nemen; maak die reden leeg.",
            field="not_taken_up",
        )
    return replace(step, not_taken_up=step.not_taken_up.strip(), note=step.note.strip())
