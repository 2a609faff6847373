"""What a finished snapshot brought, put into order: what got better first. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from gezinscoach_desktop.domain.evolution import Direction, LevelChange
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.index import IndexResult
from gezinscoach_desktop.domain.snapshot import Reason, Score
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.family import FamilyHeader
from gezinscoach_desktop.services.snapshot import Finished
from gezinscoach_desktop.views.snapshot.route import HOUSEHOLD_NAME


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that moved. `is_new`: it did so this time; `why` is the reason given, if any."""

    item: str
    before: int
    after: int
    is_new: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class MovedOfPerson:
    """The household or a member with its moved items."""

    who: str
    items: tuple[Moved, ...]

    @property
    def has_new(self) -> bool:
        return any(moved.is_new for moved in self.items)


def improved(result: Finished) -> tuple[MovedOfPerson, ...]:
    """What is better than at the baseline; whoever improved this time first, and of each the newest first."""
    better_now = {change.place for change in result.since_previous if change.steps > 0}
    changes = [change for change in result.since_baseline if change.steps > 0]
    grouped = _grouped(result, changes, new=better_now)
    return tuple(sorted(grouped, key=lambda group: not group.has_new))


def dropped(result: Finished) -> tuple[MovedOfPerson, ...]:
    """What is less good than at the baseline, or went down this time, with the reasons given this time."""
    worse_now = {change.place: change for change in result.since_previous if change.steps < 0}
    since_baseline = {change.place: change for change in result.since_baseline if change.steps < 0}
    return _grouped(result, ({**worse_now, **since_baseline}).values(), new=set(worse_now))


def index_interval(index: IndexResult) -> str:
    """`2`, or `2 tot 4` while something is unknown."""
    low, high = index.tally.interval
    return str(low) if low == high else f"{low} tot {high}"


def index_headline(index: IndexResult) -> str:
    """`3 van 6 domeinen zwak`; while it cannot be told, how much is weak and how much unknown."""
    if index.is_deprived is None:
        return f"Nog niet te bepalen: {index.weak} zwak, {index.unknown} onbekend"
    return f"{index_interval(index)} van {len(index.domains)} domeinen zwak"


def kind_words(result: Finished) -> str:
    """What is good to know where nothing is better than at the baseline: only what is true."""
    went_up = sum(change.steps > 0 for change in result.since_previous)
    same = result.counts.get(Direction.SAME, 0)
    if went_up:
        verb = "ging" if went_up == 1 else "gingen"
        return f"Tegenover de vorige momentopname {verb} {counted(went_up, 'item', 'items')} vooruit."
    if same:
        verb = "bleef" if same == 1 else "bleven"
        return f"{counted(same, 'item', 'items')} {verb} op peil sinds de nulmeting. Ook standhouden is iets waard."
    return (
        "Je keek samen met het gezin opnieuw naar hoe het gaat. Zo weet je waar hulp nu het meest nodig is."
    )


def index_verdict(index: IndexResult) -> str:
    """Whether the family counts as deprived, in words."""
    return {True: "kansarm", False: "niet kansarm", None: "nog niet te bepalen"}[index.is_deprived]


def _grouped(
    result: Finished, changes: Iterable[LevelChange], *, new: set[tuple[UUID | None, str]]
) -> tuple[MovedOfPerson, ...]:
    names = _names(result.header)
    scores = {score.place: score for score in result.snapshot.scores}
    found: dict[UUID | None, list[Moved]] = {person: [] for person in names}
    for change in changes:
        person, key = change.place
        if change.before is None or change.after is None or key not in result.instrument.items:
            continue
        item = result.instrument.items[key].name
        why = _why(scores.get(change.place)) if change.steps < 0 else ""
        found.setdefault(person, []).append(
            Moved(item, change.before, change.after, change.place in new, why)
        )
    return tuple(
        MovedOfPerson(names.get(person, ""), tuple(sorted(items, key=lambda moved: not moved.is_new)))
        for person, items in found.items()
        if items
    )


def _names(header: FamilyHeader) -> dict[UUID | None, str]:
    names: dict[UUID | None, str] = {None: HOUSEHOLD_NAME}
    for member in header.members:
        given_name = member.details.given_name.strip()
        is_child = member.details.role is Role.CHILD
        names[member.id] = given_name if is_child and given_name else member.display_name
    return names


def _why(score: Score | None) -> str:
    if score is None or score.reason is None:
        return ""
    if score.reason is Reason.CHANGED and score.setback is not None:
        return score.setback.label
    return score.reason.label
