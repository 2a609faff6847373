"""Who stands in for whom: what each family is to each of its coaches while somebody is away.

Who stands in is a second coach for as long as the absence lasts. The reason of that assignment says so: it is the one
thing of an absence that a coach sees, who knows nothing of why a colleague is away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.record import AssignmentRecord
from gezinscoach_desktop.domain.trajectory import AssignmentKind

_WORDS = "Neemt waar voor "


def stand_in_reason(absent: str) -> str:
    """The reason of the assignment of who stands in for somebody."""
    return f"{_WORDS}{absent}"


def is_stand_in(kind: AssignmentKind, reason: str) -> bool:
    """Whether an assignment is one of who stands in."""
    return kind is AssignmentKind.SECOND and reason.startswith(_WORDS)


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who stands in for one family."""

    family_id: UUID
    account_id: UUID

    def assignment_id(self, absence_id: UUID, since: date) -> UUID:
        """The id of the assignment that comes of it: the same each time, so that the absence finds it again."""
        return uuid5(absence_id, f"{self.family_id} {self.account_id} {since}")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the family's page says: who is away up to when, and who stands in."""

    absent: str
    until: date | None
    by: str

    @property
    def text(self) -> str:
        until = "" if self.until is None else f" tot {format_date(self.until)}"
        return f"{self.absent} is afwezig{until}, {self.by} neemt waar"


def standing_of(assignments: Iterable[AssignmentRecord], day: date) -> Standing | None:
    """Of a family's assignments: who stands in on a day, the last one asked; None while nobody does."""
    running = [each for each in assignments if is_stand_in(each.kind, each.reason) and each.runs_on(day)]
    if not running:
        return None
    last = max(running, key=lambda each: each.since)
    return Standing(last.reason.removeprefix(_WORDS), last.until, last.coach)


@dataclass(frozen=True, slots=True)
class Supporter:
    """Who supports a family on the day that was asked for."""

    family_id: UUID
    account_id: UUID
    kind: AssignmentKind
    since: date
    reason: str = ""


class Share(StrEnum):
    """What a family is to a coach."""

    RESPONSIBLE = "responsible"
    STANDS_IN = "stands_in"
    SECOND = "second"
    COVERED = "covered"
    """Somebody stands in, since this coach is away."""


def shares_of(
    supporters: Iterable[Supporter], away: Iterable[UUID]
) -> tuple[Mapping[UUID, Mapping[UUID, Share]], frozenset[UUID]]:
    """What each family is to each of its coaches, and the families for which nobody stands in.

    While the responsible coach is away the family weighs with who was asked to stand in (the last one asked), if that
    one is not away too; else it goes on weighing with the responsible coach.
    """
    gone = frozenset(away)
    of_family: dict[UUID, list[Supporter]] = defaultdict(list)
    for each in supporters:
        of_family[each.family_id].append(each)
    told: dict[UUID, Mapping[UUID, Share]] = {}
    uncovered: set[UUID] = set()
    for family_id, beside in of_family.items():
        shares = {each.account_id: Share.SECOND for each in beside}
        responsible = next((each for each in beside if each.kind is AssignmentKind.RESPONSIBLE), None)
        if responsible is not None:
            stand_in = _stand_in(beside, responsible, gone)
            is_away = responsible.account_id in gone
            if is_away and stand_in is None:
                uncovered.add(family_id)
            covered = is_away and stand_in is not None
            shares[responsible.account_id] = Share.COVERED if covered else Share.RESPONSIBLE
            if covered and stand_in is not None:
                shares[stand_in.account_id] = Share.STANDS_IN
        told[family_id] = shares
    return told, frozenset(uncovered)


def _stand_in(beside: Sequence[Supporter], responsible: Supporter, gone: frozenset[UUID]) -> Supporter | None:
    asked = [
        each
        for each in beside
        if is_stand_in(each.kind, each.reason)
        and each.account_id not in gone
        and each.account_id != responsible.account_id
    ]
    return max(asked, key=lambda each: (each.since, each.account_id), default=None)
