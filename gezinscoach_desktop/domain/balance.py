"""The sociale balans at a date: per person and item the last level registered on or before that date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from gezinscoach_desktop.domain.snapshot import Place, Reason, Snapshot, in_order


@dataclass(frozen=True, slots=True)
class BalanceValue:
    """A level (None = n.v.t.) with the date on which it was registered."""

    person: UUID | None
    item: str
    level: int | None
    date: dt.date
    note: str | None = None
    reason: Reason | None = None

    @property
    def place(self) -> Place:
        return (self.person, self.item)


@dataclass(frozen=True, slots=True)
class Balance:
    """Every value in force on `date`; places never scored are simply absent."""

    date: dt.date
    values: Mapping[Place, BalanceValue]

    def level(self, place: Place) -> int | None:
        """The level 1–5; None both for n.v.t. and for a place without a value."""
        value = self.values.get(place)
        return None if value is None else value.level


def balance_at(snapshots: Iterable[Snapshot], day: dt.date) -> Balance:
    """Carry forward: the last registered value per place on or before `day`, n.v.t. included."""
    values: dict[Place, BalanceValue] = {}
    for snapshot in in_order(snapshots):
        if snapshot.date > day:
            break
        for score in snapshot.scores:
            values[score.place] = BalanceValue(
                score.person, score.item, score.level, snapshot.date, score.note, score.reason
            )
    return Balance(day, values)


def balances_of(snapshots: Iterable[Snapshot]) -> tuple[Balance, ...]:
    """The balance on every date with a snapshot, from old to new; of two on one date both are in it."""
    values: dict[Place, BalanceValue] = {}
    balances: list[Balance] = []
    for snapshot in in_order(snapshots):
        for score in snapshot.scores:
            values[score.place] = BalanceValue(
                score.person, score.item, score.level, snapshot.date, score.note, score.reason
            )
        if balances and balances[-1].date == snapshot.date:
            balances.pop()
        balances.append(Balance(snapshot.date, dict(values)))
    return tuple(balances)
