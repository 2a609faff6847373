"""Which backups may go. Counts backups and the days they bear, never how long ago that was: no clock can empty the folder.

A day, week or month is a label on a backup here. Backups are put in the order in which they were made (`sequence`), so
that some made while a clock ran ahead do not pass for the newest ones afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

RECENT, DAYS, WEEKS, MONTHS = 12, 14, 8, 12
GUARD_DAYS = 30
"""The way back from a migration or a restore stays until there are verified backups of more later days than this."""


@dataclass(frozen=True, slots=True)
class Keepsake:
    """A backup, as far as keeping it depends on."""

    name: str
    sequence: int
    made_at: datetime
    is_verified: bool = True
    is_guard: bool = False


def to_prune(backups: Iterable[Keepsake]) -> tuple[str, ...]:
    """The names of those that newer verified ones make superfluous, oldest first."""
    newest_first = sorted(backups, key=lambda each: (each.sequence, each.made_at, each.name), reverse=True)
    verified = [each for each in newest_first if each.is_verified]
    # What cannot be verified justifies throwing nothing away: the two are counted apart.
    kept = _kept(verified) | _kept([each for each in newest_first if not each.is_verified])
    kept |= {each.name for each in newest_first[:RECENT]} | _guards(newest_first)
    return tuple(each.name for each in reversed(newest_first) if each.name not in kept)


def _kept(newest_first: Sequence[Keepsake]) -> set[str]:
    kept = {each.name for each in newest_first[:RECENT]}
    for count, label in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        kept |= _newest_of_each(newest_first, label, count)
    return kept


def _newest_of_each(
    newest_first: Sequence[Keepsake], label: Callable[[datetime], Hashable], count: int
) -> set[str]:
    newest: dict[Hashable, str] = {}
    for each in newest_first:
        newest.setdefault(label(each.made_at), each.name)
        if len(newest) == count:
            break
    return set(newest.values())


def _guards(newest_first: Sequence[Keepsake]) -> set[str]:
    later_days: set[Hashable] = set()
    kept = set()
    for each in newest_first:
        if each.is_guard and len(later_days - {_day(each.made_at)}) <= GUARD_DAYS:
            kept.add(each.name)
        if each.is_verified:
            later_days.add(_day(each.made_at))
    return kept


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return (moment.year, moment.month)
