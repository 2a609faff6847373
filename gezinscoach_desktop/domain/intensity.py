"""How intensive support was in a month, computed from the contacts.

The mission: weekly or more is intensive, every three weeks or less is less intensive. The exact rule, for a month of
which `days` days count: `met` is the number of different days with a contact of any kind.

- intensive when `met` is at least the number of whole weeks in `days` (4 in a whole month);
- less intensive when `met` is at most the number of whole stretches of three weeks in `days` (1 in a whole month);
- between the two otherwise (2 or 3 in a whole month);
- not judged while fewer than two weeks count: the first or the running month.

Days count from the first registered contact up to today: before it nobody noted contacts, so that nothing can be said.
A month that ends in a break or closed is not judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart

WEEK, THREE_WEEKS = 7, 21
FEWEST_DAYS = 14
"""Fewer days than this say too little."""


class Intensity(StrEnum):
    """What the contacts of a month amount to."""

    INTENSIVE = "intensive"
    BETWEEN = "between"
    LESS_INTENSIVE = "less_intensive"

    @property
    def label(self) -> str:
        return {
            "intensive": "Intensief",
            "between": "Tussen intensief en minder intensief",
            "less_intensive": "Minder intensief",
        }[self.value]


_OF_PHASE = {Phase.INTENSIVE: Intensity.INTENSIVE, Phase.LESS_INTENSIVE: Intensity.LESS_INTENSIVE}


@dataclass(frozen=True, slots=True)
class MonthIntensity:
    """A month of support."""

    month: date
    """Its first day."""
    met: int
    """On how many days there was a contact."""
    days: int
    """How many days of it count."""
    intensity: Intensity | None
    """None when it is not judged."""
    phase: Phase | None
    """The coach's own, at the end of the days that count."""
    is_steady: bool
    """Whether that phase ran during all of them."""

    @property
    def differs(self) -> bool:
        """Whether the contacts say the opposite of the coach's phase; what lies between says nothing."""
        told = None if self.phase is None else _OF_PHASE.get(self.phase)
        opposite = {Intensity.INTENSIVE, Intensity.LESS_INTENSIVE}
        return self.is_steady and told is not None and self.intensity in opposite - {told}


def judge(met: int, days: int) -> Intensity | None:
    """What `met` days with a contact amount to in `days` days."""
    if days < FEWEST_DAYS:
        return None
    if met >= days // WEEK:
        return Intensity.INTENSIVE
    return Intensity.LESS_INTENSIVE if met <= days // THREE_WEEKS else Intensity.BETWEEN


def intensity_by_month(
    contacts: Iterable[date], phases: Sequence[PhaseStart], today: date
) -> tuple[MonthIntensity, ...]:
    """Every month from the first contact to this one, from old to new; `phases` from old to new."""
    met_on = {day for day in contacts if day <= today}
    first = min(met_on, default=None)
    if first is None:
        return ()
    met = Counter(day.replace(day=1) for day in met_on)
    months = []
    month = first.replace(day=1)
    while month <= today:
        opens = max(month, first)
        closes = min(add_months(month, 1) - timedelta(days=1), today)
        months.append(_month(month, met[month], opens, closes, phases))
        month = add_months(month, 1)
    return tuple(months)


def _month(month: date, met: int, opens: date, closes: date, phases: Sequence[PhaseStart]) -> MonthIntensity:
    running = [start for start in phases if start.since <= closes]
    start = running[-1] if running else None
    days = (closes - opens).days + 1
    is_resting = start is not None and not start.phase.is_active
    return MonthIntensity(
        month=month,
        met=met,
        days=days,
        intensity=None if is_resting else judge(met, days),
        phase=None if start is None else start.phase,
        is_steady=start is not None and start.since <= opens,
    )


def last_judged(months: Sequence[MonthIntensity]) -> MonthIntensity | None:
    """The last month that is over and was judged, else the running one if it can be."""
    judged = [month for month in months if month.intensity is not None]
    whole = [month for month in judged if month is not months[-1]]
    found = whole or judged
    return found[-1] if found else None
