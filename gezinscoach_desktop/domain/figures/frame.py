"""Who is counted: the families that pass the filters, and how each stood in the period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise

from gezinscoach_desktop.domain.dates import MONTHS, add_months
from gezinscoach_desktop.domain.figures.facts import FamilyFact, PersonFact, Surroundings, mask_of
from gezinscoach_desktop.domain.figures.shape import FigureFilter, Label, TimeInSupport
from gezinscoach_desktop.domain.trajectory import ClosingReason, Phase


@dataclass(frozen=True, slots=True)
class Course:
    """How a family stood in the period."""

    at_start: bool = False
    is_new: bool = False
    reopened: int = 0
    closed: int = 0
    at_end: bool = False
    phase: Phase | None = None
    """On the last day."""
    ended_on: date | None = None
    """Of a family that is closed at the end."""
    closing_reason: ClosingReason | None = None
    begin: date | None = None

    @property
    def is_supported(self) -> bool:
        """On a day of the period at least."""
        return self.at_start or self.is_new or self.reopened > 0


def course_of(family: FamilyFact, since: date, until: date) -> Course:
    """How the family stood from `since` up to `until`; a phase counts from the day after it began at an end."""
    begin = family.begin
    if begin is None or begin >= until:
        return Course()
    closed_at_start = closed_at_end = False
    reopened = closed = 0
    was_closed: bool | None = None
    never_open = False
    phase, reason, ended_on = None, None, None
    for start in family.phases:
        if start.since >= until:
            break
        is_closed = start.phase is Phase.CLOSED
        if was_closed is None and is_closed and start.since == begin:
            never_open = True
        if start.since >= since:
            reopened += was_closed is True and not is_closed
            closed += is_closed and (was_closed is False or (was_closed is None and start.since > begin))
        else:
            closed_at_start = is_closed
        if is_closed and not (was_closed and closed_at_end):
            ended_on, reason = start.since, start.closing_reason
        closed_at_end = was_closed = is_closed
        phase = start.phase
    return Course(
        at_start=begin < since and not closed_at_start,
        is_new=since <= begin and not never_open,
        reopened=reopened,
        closed=closed,
        at_end=not closed_at_end,
        phase=phase,
        ended_on=ended_on if closed_at_end else None,
        closing_reason=reason if closed_at_end else None,
        begin=begin,
    )


@lru_cache(1 << 16)
def time_in_support(begin: date, on: date) -> TimeInSupport:
    """How long it is on `on` since `begin`."""
    for months, band in (
        (6, TimeInSupport.UNDER_6_MONTHS),
        (12, TimeInSupport.UNDER_1_YEAR),
        (24, TimeInSupport.UNDER_2_YEARS),
    ):
        if on < add_months(begin, months):
            return band
    return TimeInSupport.FROM_2_YEARS


def counted_until(wanted: FigureFilter, today: date) -> date:
    """The first day that is not counted: of a period that is not over, tomorrow."""
    return max(wanted.since, min(wanted.until, today + timedelta(days=1)))


class Frame:
    """The families of a filter in one period. Indexes are places in `families`."""

    def __init__(
        self,
        families: Sequence[FamilyFact],
        around: Surroundings,
        wanted: FigureFilter,
        today: date,
        courses: Sequence[Course] | None = None,
    ) -> None:
        self.families = families
        self.around = around
        self.filter = wanted
        self.today = today
        self.since, self.until = wanted.since, counted_until(wanted, today)
        self.last_day = wanted.last_day(today)
        self.courses = (
            [course_of(family, self.since, self.until) for family in families] if courses is None else courses
        )

    @cached_property
    def chosen(self) -> tuple[int, ...]:
        """Who passes the filters, supported in the period or not."""
        found: Iterable[int] = range(len(self.families))
        for keep in self._keepers():
            found = [index for index in found if keep(index)]
        return tuple(found)

    @cached_property
    def supported(self) -> tuple[int, ...]:
        """Who passes them and was supported on a day of the period."""
        return tuple(index for index in self.chosen if self.courses[index].is_supported)

    @cached_property
    def supported_mask(self) -> int:
        return self.mask(self.supported)

    @property
    def is_narrowed(self) -> bool:
        """Whether it matters which coach, organisation, phase or time: what only families have."""
        wanted = self.filter
        return bool(wanted.coaches or wanted.organisations or wanted.phases or wanted.time_in_support)

    @cached_property
    def chosen_ids(self) -> frozenset[object]:
        return frozenset(self.families[index].id for index in self.chosen)

    @cached_property
    def with_coach_ids(self) -> frozenset[object]:
        """Families that pass the filters other than of municipality: a referral has one of its own."""
        everywhere = Frame(
            self.families, self.around, replace(self.filter, municipalities=()), self.today, self.courses
        )
        return everywhere.chosen_ids

    @cached_property
    def place_of(self) -> Mapping[object, int]:
        """The index of a family by its id."""
        return {family.id: index for index, family in enumerate(self.families)}

    def mask(self, indexes: Iterable[int]) -> int:
        return mask_of(indexes, len(self.families))

    def each(self, indexes: Iterable[int]) -> Iterator[tuple[int, FamilyFact]]:
        families = self.families
        return ((index, families[index]) for index in indexes)

    def is_active(self, index: int) -> bool:
        """Whether the family is supported on the last day, and not taking a break."""
        course = self.courses[index]
        return course.at_end and (course.phase is None or course.phase.is_active)

    def present(self, index: int) -> tuple[PersonFact, ...]:
        """Who belongs to the household on the last day, or on the day it was closed."""
        family = self.families[index]
        if not family.comes_and_goes:
            return family.persons
        day = self.day_of(index)
        return tuple(person for person in family.persons if person.is_present(day))

    def day_of(self, index: int) -> date:
        """The day on which a family is looked at: the last one, or the one on which it was closed."""
        ended = self.courses[index].ended_on
        return self.last_day if ended is None else min(ended, self.last_day)

    @cached_property
    def months(self) -> tuple[tuple[Label, date, date], ...]:
        """Each calendar month of the period with its first day and the first of the next, as far as it is counted."""
        firsts = [self.since]
        while firsts[-1] < self.until:
            firsts.append(min(add_months(firsts[-1].replace(day=1), 1), self.until))
        return tuple(
            (
                Label(f"{first.year:04}-{first.month:02}", f"{MONTHS[first.month - 1]} {first.year}"),
                first,
                end,
            )
            for first, end in pairwise(firsts)
        )

    def _keepers(self) -> Iterator[Callable[[int], bool]]:
        wanted, families = self.filter, self.families
        if wanted.municipalities:
            places = frozenset(wanted.municipalities)
            yield lambda index: families[index].municipality in places
        coaches = frozenset(wanted.coaches)
        if coaches:
            yield lambda index: self._is_with(families[index], coaches)
        if wanted.organisations:
            colleagues = frozenset(
                account
                for account, organisation in self.around.organisation_of.items()
                if organisation in wanted.organisations
            )
            yield lambda index: self._is_with(families[index], colleagues)
        if wanted.phases:
            phases = frozenset(wanted.phases)
            yield lambda index: self.courses[index].phase in phases
        if wanted.time_in_support:
            times = frozenset(wanted.time_in_support)
            yield lambda index: self._time(index) in times

    def _is_with(self, family: FamilyFact, accounts: frozenset[object]) -> bool:
        return any(
            each.account_id in accounts and each.overlaps(self.since, self.until) for each in family.supports
        )

    def _time(self, index: int) -> TimeInSupport | None:
        begin = self.courses[index].begin
        return None if begin is None else time_in_support(begin, max(begin, self.day_of(index)))
