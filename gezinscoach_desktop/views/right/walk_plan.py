"""The walk along the rights of a family, without a window: which come, what was chosen, what is to be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.right import RightPlace, RightState, RightStepInput, Standing
from gezinscoach_desktop.domain.right_hint import Hint
from gezinscoach_desktop.domain.right_list import Right
from gezinscoach_desktop.services.right import RightsPage
from gezinscoach_desktop.views.right.words import whom_choices


@dataclass(frozen=True, slots=True)
class WalkStop:
    """A right along the way."""

    right: Right
    hint: Hint | None


@dataclass(slots=True)
class Choice:
    """What was chosen for one person and is not kept yet."""

    state: RightState
    monthly_cents: int | None = None
    once_cents: int | None = None
    not_taken_up: str = ""
    note: str = ""


@dataclass(slots=True)
class WalkPlan:
    """Hints first, then by life domain. Only what nobody looked at or is to be explored, unless `is_everything`.

    The order stays while walking; what was decided on the way stays in sight.
    """

    page: RightsPage
    today: date
    is_everything: bool = False
    domain: LifeDomain | None = None
    """Only rights of this life domain."""
    stops: tuple[WalkStop, ...] = ()
    place: int = 0
    member_id: UUID | None = None
    choices: dict[RightPlace, Choice] = field(default_factory=dict)
    decided: dict[UUID, RightState] = field(default_factory=dict)
    """What was decided during this walk, by right: the last decision."""

    def __post_init__(self) -> None:
        hints = {hint.right_id: hint for hint in self.page.hints}
        wanted = [
            WalkStop(right, hints.get(right.id)) for right in self.page.rights if self._is_wanted(right)
        ]
        self.stops = tuple(sorted(wanted, key=lambda stop: stop.hint is None))
        self._come_to()

    @property
    def stop(self) -> WalkStop | None:
        """Where we are; None at the end."""
        return self.stops[self.place] if self.place < len(self.stops) else None

    @property
    def whom(self) -> list[tuple[str, UUID | None]]:
        return whom_choices(self.page.header.members, self.today)

    @property
    def choice(self) -> Choice | None:
        """What was chosen here for whom is asked about now."""
        stop = self.stop
        return None if stop is None else self.choices.get((stop.right.id, self.member_id))

    @property
    def standing(self) -> Standing | None:
        """How it stood for whom is asked about now."""
        stop = self.stop
        return None if stop is None else self._standings.get((stop.right.id, self.member_id))

    def state_of(self, right_id: UUID) -> RightState | None:
        """How a right stands for anybody: for the list at the side."""
        if right_id in self.decided:
            return self.decided[right_id]
        found = [each for each in self.page.standings if each.place[0] == right_id]
        return found[-1].state if found else None

    def choose(self, state: RightState) -> Choice | None:
        """A state for whom is asked about now; what was filled in besides, or is known, stays where it fits."""
        stop = self.stop
        if stop is None:
            return None
        before = self.standing
        monthly = None if before is None else before.last.details.monthly_cents
        chosen = self.choice or Choice(state, monthly_cents=monthly)
        chosen.state = state
        if not state.is_held:
            chosen.monthly_cents = chosen.once_cents = None
        if not state.may_be_left:
            chosen.not_taken_up = ""
        self.choices[stop.right.id, self.member_id] = chosen
        return chosen

    def drop_choice(self) -> None:
        """As if nothing had been chosen here."""
        stop = self.stop
        if stop is not None:
            self.choices.pop((stop.right.id, self.member_id), None)

    def steps(self) -> tuple[RightStepInput, ...]:
        """What is to be kept of where we are; from then on it counts as decided."""
        stop = self.stop
        if stop is None:
            return ()
        chosen = [(place, each) for place, each in self.choices.items() if place[0] == stop.right.id]
        return tuple(
            RightStepInput(
                stop.right.id,
                each.state,
                self.today,
                place[1],
                each.monthly_cents,
                each.once_cents,
                each.not_taken_up,
                each.note,
            )
            for place, each in chosen
        )

    def settle(self, steps: tuple[RightStepInput, ...]) -> None:
        """These are on their way to the store."""
        for step in steps:
            self.choices.pop((step.right_id, step.member_id), None)
            self.decided[step.right_id] = step.state

    def unsettle(self, steps: tuple[RightStepInput, ...]) -> None:
        """The store refused these: go back to where they were chosen."""
        for step in steps:
            self.decided.pop(step.right_id, None)
            self.choices[step.right_id, step.member_id] = Choice(
                step.state, step.monthly_cents, step.once_cents, step.not_taken_up, step.note
            )
        self.go_to_right(steps[0].right_id)
        self.member_id = steps[0].member_id

    def go_to(self, place: int) -> None:
        """To a stop by its place; behind the last one is the end."""
        self.place = max(0, min(place, len(self.stops)))
        self._come_to()

    def go_to_right(self, right_id: UUID) -> bool:
        """To a right, if it is along the way."""
        for place, stop in enumerate(self.stops):
            if stop.right.id == right_id:
                self.go_to(place)
                return True
        return False

    def take_news(self, page: RightsPage) -> None:
        """Somebody kept something: how rights stand is read again, the way stays."""
        self.page = page

    def _is_wanted(self, right: Right) -> bool:
        is_here = self.domain is None or self.domain in right.details.domains
        return (
            is_here and not right.is_retired(self.today) and (self.is_everything or self._is_open(right.id))
        )

    def _is_open(self, right_id: UUID) -> bool:
        found = [each.state for each in self.page.standings if each.place[0] == right_id]
        return not found or RightState.TO_EXPLORE in found

    def _come_to(self) -> None:
        """Whose right is asked about first: whose it was before, or whom the hint is about."""
        stop = self.stop
        if stop is None:
            return
        known = [place[1] for place in (*self.choices, *self._standings) if place[0] == stop.right.id]
        if not known and stop.hint is not None:
            known = [stop.hint.member_id]
        here = {member_id for _, member_id in self.whom}
        self.member_id = known[0] if known and None not in known and known[0] in here else None

    @property
    def _standings(self) -> Mapping[RightPlace, Standing]:
        return {each.place: each for each in self.page.standings}
