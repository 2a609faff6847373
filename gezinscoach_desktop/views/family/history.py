"""The timeline matrix as rows: every item of every person at every snapshot, with what may be shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.evolution import Direction
from gezinscoach_desktop.domain.household import Person, subjects_of
from gezinscoach_desktop.domain.instrument import ItemDomain, Subject
from gezinscoach_desktop.domain.snapshot import Place, Score, Snapshot
from gezinscoach_desktop.services.evolution import Evolution

LOW_TO = 2


class RowChoice(StrEnum):
    """Which items the matrix shows."""

    ALL = "all"
    CHANGED = "changed"
    LOW = "low"
    BETTER = "better"
    WORSE = "worse"

    @property
    def label(self) -> str:
        return {
            "all": "Alle items",
            "changed": "Gewijzigd",
            "low": "Laag (1 of 2)",
            "better": "Beter",
            "worse": "Minder goed",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value at a snapshot: `level` None is n.v.t.; `is_entered` False is carried forward."""

    level: int | None
    is_entered: bool
    has_note: bool = False


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of one person; a cell is None where nothing was registered yet or the person was away."""

    place: Place
    name: str
    cells: tuple[Cell | None, ...]
    steps: int | None
    wished: int | None = None
    """The level where the family wants to go."""
    """How far it moved since the baseline; None where two levels cannot be compared."""

    @property
    def now(self) -> int | None:
        """The level at the last snapshot."""
        last = self.cells[-1] if self.cells else None
        return None if last is None else last.level

    @property
    def direction(self) -> Direction | None:
        if self.steps is None:
            return None
        return Direction.SAME if self.steps == 0 else Direction.UP if self.steps > 0 else Direction.DOWN

    @property
    def has_moved(self) -> bool:
        """True when two registered levels differ, also when it came back to where it was."""
        levels = {cell.level for cell in self.cells if cell is not None}
        return len(levels) > 1

    def fits(self, choice: RowChoice) -> bool:
        match choice:
            case RowChoice.ALL:
                return True
            case RowChoice.CHANGED:
                return self.has_moved
            case RowChoice.LOW:
                return self.now is not None and self.now <= LOW_TO
            case RowChoice.BETTER:
                return self.direction is Direction.UP
            case RowChoice.WORSE:
                return self.direction is Direction.DOWN


@dataclass(frozen=True, slots=True)
class Group:
    """The household or one person, with the items that have a value."""

    subject: UUID | None
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class NoteAt:
    """What was registered for one item on one date."""

    snapshot: Snapshot
    score: Score


def can_compare(evolution: Evolution) -> bool:
    """True once there is a snapshot after the nulmeting."""
    baseline = evolution.baseline
    return baseline is not None and baseline.order < evolution.snapshots[-1].order


def groups_of(evolution: Evolution) -> tuple[Group, ...]:
    """Household first, then the persons in the order given; who has no value at all is left out."""
    compared = evolution.since_baseline if can_compare(evolution) else ()
    steps = {change.place: change.steps for change in compared if change.is_comparable}
    columns = _columns(evolution)
    return tuple(
        Group(subject, rows)
        for subject, domains in _subjects(evolution)
        if (rows := tuple(_rows(subject, domains, columns, steps)))
    )


def registrations(evolution: Evolution, place: Place) -> tuple[NoteAt, ...]:
    """Everything registered for one item of one person, from new to old."""
    return tuple(
        NoteAt(snapshot, score)
        for snapshot in reversed(evolution.snapshots)
        for score in snapshot.scores
        if score.place == place
    )


def cells_of(evolution: Evolution, place: Place) -> tuple[Cell | None, ...]:
    """One item's value at every snapshot."""
    return tuple(column.get(place) for column in _columns(evolution))


def _columns(evolution: Evolution) -> list[dict[Place, Cell]]:
    persons = {person.id: person for person in evolution.persons}
    ends = _history_ends(evolution)
    running: dict[Place, Cell] = {}
    columns = []
    for snapshot in evolution.snapshots:
        entered = {score.place: Cell(score.level, True, bool(score.note)) for score in snapshot.scores}
        running = {place: Cell(cell.level, False) for place, cell in running.items()} | entered
        columns.append(
            {
                place: cell
                for place, cell in running.items()
                if cell.is_entered
                or (
                    _is_present(persons, place[0], snapshot)
                    and (place not in ends or snapshot.order <= ends[place])
                )
            }
        )
    return columns


def _history_ends(evolution: Evolution) -> Mapping[Place, tuple[date, int]]:
    """Per place with which a person is measured no longer: the last snapshot that measured the person that way."""
    subjects = subjects_of(evolution.persons)
    last: dict[tuple[UUID | None, Subject], tuple[date, int]] = {}
    old: dict[Place, tuple[UUID | None, Subject]] = {}
    for snapshot in evolution.snapshots:
        for score in snapshot.scores:
            item = evolution.instrument.items.get(score.item)
            if item is not None and subjects.get(score.person) not in (None, item.subject):
                last[score.person, item.subject] = snapshot.order
                old[score.place] = (score.person, item.subject)
    return {place: last[measured] for place, measured in old.items()}


def _is_present(persons: Mapping[UUID, Person], subject: UUID | None, snapshot: Snapshot) -> bool:
    person = None if subject is None else persons.get(subject)
    return person is None or person.is_present(snapshot.date)


def _subjects(evolution: Evolution) -> Iterator[tuple[UUID | None, tuple[ItemDomain, ...]]]:
    yield None, evolution.instrument.domains_of(Subject.HOUSEHOLD)
    for person in evolution.persons:
        now = person.role.subject
        before = Subject.ADULT if now is Subject.CHILD else Subject.CHILD
        yield (
            person.id,
            (*evolution.instrument.domains_of(now), *evolution.instrument.domains_of(before)),
        )


def _rows(
    subject: UUID | None,
    domains: Iterable[ItemDomain],
    columns: list[dict[Place, Cell]],
    steps: Mapping[Place, int],
) -> Iterator[ItemRow]:
    for domain in domains:
        for item in domain.items:
            place = (subject, item.key)
            cells = tuple(column.get(place) for column in columns)
            if any(cell is not None for cell in cells):
                yield ItemRow(place, item.name, cells, steps.get(place))
