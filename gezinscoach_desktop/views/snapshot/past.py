"""What was registered about one item before: its notes, and its value at every snapshot. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.domain.evolution import baseline_of
from gezinscoach_desktop.domain.snapshot import Place, Snapshot, in_order


@dataclass(frozen=True, slots=True)
class EarlierNote:
    """A note from an earlier snapshot."""

    date: date
    author: str | None
    text: str
    is_baseline: bool


@dataclass(frozen=True, slots=True)
class PastValue:
    """The value in force at a snapshot; not `is_entered` is carried forward. `level` None is n.v.t."""

    date: date
    level: int | None
    is_entered: bool


def notes_of(snapshots: Iterable[Snapshot], place: Place, *, until: date) -> tuple[EarlierNote, ...]:
    """Notes of this item up to a date, newest first."""
    ordered = in_order(snapshots)
    baseline = baseline_of(ordered)
    return tuple(
        EarlierNote(snapshot.date, snapshot.author, score.note, snapshot is baseline)
        for snapshot in reversed(ordered)
        if snapshot.date <= until
        for score in snapshot.scores
        if score.place == place and score.note
    )


def values_of(snapshots: Iterable[Snapshot], place: Place, *, until: date) -> tuple[PastValue, ...]:
    """The value at every snapshot up to a date, from old to new, from the first one on that has it."""
    found: list[PastValue] = []
    for snapshot in in_order(snapshots):
        if snapshot.date > until:
            break
        entered = next((score for score in snapshot.scores if score.place == place), None)
        if entered is not None:
            found.append(PastValue(snapshot.date, entered.level, is_entered=True))
        elif found:
            found.append(PastValue(snapshot.date, found[-1].level, is_entered=False))
    return tuple(found)
