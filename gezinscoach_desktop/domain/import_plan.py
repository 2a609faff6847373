"""What an import adds to what an office already knows: compared family by family, never overwriting anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.exchange import (
    ExchangeFamily,
    ExchangePerson,
    ExchangeRow,
    RowError,
    visible,
)
from gezinscoach_desktop.domain.household import Role, Stay, item_roles
from gezinscoach_desktop.domain.instrument import NOT_APPLICABLE_WORD, Instrument
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A member as the office has it."""

    id: UUID
    role: Role
    birth_date: date | None
    stays: tuple[Stay, ...]
    details: MemberInput | None = None
    """Only where more than the exchange format is compared."""


@dataclass(frozen=True, slots=True)
class KnownFamily:
    """A family as the office has it. `scores` are those in force on the very date, by date, person and item."""

    id: UUID
    municipality: str
    last_number: int
    persons: Mapping[str, KnownPerson]
    scores: Mapping[tuple[date, UUID | None, str], tuple[int | None, str | None]]
    may_be_coached: bool = True
    """False when no consent of the family runs: nothing new may be registered for it."""
    details: FamilyInput | None = None
    """Only where more than the exchange format is compared."""


@dataclass(frozen=True, slots=True)
class Fills:
    """What is told of a family that is there and its members by code, and empty in the office; by name of the field."""

    of_family: Mapping[str, Any]
    of_members: Mapping[str, Mapping[str, Any]]


_NOTHING = Fills({}, {})


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """A member to add (`id` None) or to fill in; `birth_date` and `stays` None mean: leave as it is."""

    code: str
    id: UUID | None
    role: Role
    birth_date: date | None
    stays: tuple[Stay, ...] | None
    fills: Mapping[str, Any] = field(default_factory=dict)
    """What else is filled in of a member that is there, by the name in MemberInput."""


@dataclass(frozen=True, slots=True)
class SnapshotPlan:
    """A snapshot to add; `number` follows the family's last one in order of date."""

    date: date
    number: int
    scores: tuple[ExchangeRow, ...]


@dataclass(frozen=True, slots=True)
class FamilyPlan:
    """What comes in for one family. `id` None adds it; `municipality` is filled in where it is not empty.

    `persons` are those to add or fill in, `known_persons` finds the others by code.
    """

    code: str
    id: UUID | None
    municipality: str
    persons: tuple[PersonPlan, ...]
    known_persons: Mapping[str, UUID]
    snapshots: tuple[SnapshotPlan, ...]
    fills: Mapping[str, Any] = field(default_factory=dict)
    """What else is filled in of a family that is there, by the name in FamilyInput."""

    @property
    def is_empty(self) -> bool:
        return self.id is not None and not (self.municipality or self.persons or self.snapshots or self.fills)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything that comes in, and the rows that contradict what the office has, with every line that stays out."""

    families: tuple[FamilyPlan, ...]
    errors: tuple[RowError, ...]
    bad_lines: frozenset[int]

    @property
    def new_families(self) -> int:
        return sum(family.id is None for family in self.families)

    @property
    def new_persons(self) -> int:
        return sum(person.id is None for family in self.families for person in family.persons)

    @property
    def new_snapshots(self) -> int:
        return sum(len(family.snapshots) for family in self.families)

    @property
    def new_scores(self) -> int:
        return sum(len(snapshot.scores) for family in self.families for snapshot in family.snapshots)


def plan_import(
    families: Iterable[ExchangeFamily],
    known: Mapping[str, KnownFamily],
    instrument: Instrument,
    fills: Mapping[str, Fills] | None = None,
) -> ImportPlan:
    """Compare a file's families with the office's, by family code and by person code within the family.

    A family or member may come in without any score. What is known stays as it is: an empty birth date, municipality or
    end of a stay is filled in, a new stay or a place not yet scored on its date is added, the same again adds nothing, and
    anything that differs is an error. `fills` is what else is filled in of the families that are there, by code.

    A member keeps the role that the office has. A file whose last row about the member has the other role comes in as
    history when the office measured the member on that date or later; a file that goes further contradicts it. Nobody
    is measured in two roles on one date, not by file and office together either.
    """
    roles = item_roles(instrument)
    more = fills or {}
    comparisons = [
        _Comparison(family, known.get(family.code), roles, more.get(family.code, _NOTHING))
        for family in families
    ]
    return ImportPlan(
        tuple(plan for each in comparisons if (plan := each.plan()) is not None and not plan.is_empty),
        tuple(sorted((error for each in comparisons for error in each.errors), key=lambda error: error.line)),
        frozenset(line for each in comparisons for line in each.bad_lines),
    )


class _Comparison:
    """One family of the file beside the same one in the office."""

    def __init__(
        self,
        family: ExchangeFamily,
        known: KnownFamily | None,
        roles: Mapping[str, Role | None],
        fills: Fills,
    ) -> None:
        self._family = family
        self._known = known
        self._roles = roles
        self._fills = fills
        self._measured = {} if known is None else _measured_roles(known, roles)
        self._plans: list[PersonPlan] = []
        self._known_persons: dict[str, UUID] = {}
        self.errors: list[RowError] = []
        self.bad_lines: set[int] = set()
        self._lacks_consent = False
        self._is_bad = self._contradicts_municipality()
        if not self._is_bad:
            for person in family.persons:
                self._compare_person(person)
        self._snapshots = () if self._is_bad else tuple(self._new_snapshots())

    def plan(self) -> FamilyPlan | None:
        """What comes in, of a new family also without scores; None when it contradicts what the office has."""
        if self._is_bad:
            return None
        fills_municipality = self._known is None or not self._known.municipality
        return FamilyPlan(
            code=self._family.code,
            id=None if self._known is None else self._known.id,
            municipality=self._family.municipality if fills_municipality else "",
            persons=tuple(self._plans),
            known_persons=self._known_persons,
            snapshots=self._snapshots,
            fills=self._fills.of_family,
        )

    @property
    def _rows(self) -> Iterable[ExchangeRow]:
        return (row for snapshot in self._family.snapshots for row in snapshot.scores)

    def _contradicts_municipality(self) -> bool:
        given, known = self._family.municipality, self._known
        if known is None or not given or not known.municipality or given == known.municipality:
            return False
        line = min((row.line for row in self._rows if row.municipality), default=self._family.line)
        self._refuse(
            line, "municipality", given, f"“{visible(known.municipality)}”, zoals dit gezin al bekend is"
        )
        self.bad_lines.update([row.line for row in self._rows] or [self._family.line])
        return True

    def _compare_person(self, person: ExchangePerson) -> None:
        known = None if self._known is None else self._known.persons.get(person.code)
        if known is None:
            self._plans.append(PersonPlan(person.code, None, person.role, person.birth_date, person.stays))
            return
        self._known_persons[person.code] = known.id
        if self._contradicts_person(person, known):
            rows = [row.line for row in self._rows if row.person == person.code]
            self.bad_lines.update(rows or [person.line])
            return
        birth_date = person.birth_date if known.birth_date is None else None
        stays = joined_stays(known.stays, person.stays)
        changed_stays = None if stays is None or stays == known.stays else stays
        fills = self._fills.of_members.get(person.code, {})
        if birth_date is not None or changed_stays is not None or fills:
            self._plans.append(
                PersonPlan(person.code, known.id, person.role, birth_date, changed_stays, fills)
            )

    def _contradicts_person(self, person: ExchangePerson, known: KnownPerson) -> bool:
        before = len(self.errors)
        self._compare_roles(person, known)
        if person.birth_date and known.birth_date and person.birth_date != known.birth_date:
            self._refuse(
                person.line,
                "birth_date",
                format_date(person.birth_date),
                f"{format_date(known.birth_date)}, zoals deze persoon al bekend is",
            )
        if joined_stays(known.stays, person.stays) is None:
            self._refuse(
                person.line,
                "joined",
                " en ".join(map(_period, person.stays)),
                f"een periode die past bij wat al bekend is: {' en '.join(map(_period, known.stays))}",
            )
        return len(self.errors) > before

    def _compare_roles(self, person: ExchangePerson, known: KnownPerson) -> None:
        measured = self._measured.get(known.id, {})
        rows = sorted(
            (row for row in self._rows if row.person == person.code), key=lambda row: (row.date, row.line)
        )
        if not rows:
            return  # nothing is measured: the office knows best in which role
        if person.role is not known.role and (not measured or rows[-1].date > max(measured)):
            line = next(row.line for row in rows if row.date == rows[-1].date)
            self._refuse(
                line, "role", person.role.value, f"{known.role.value}, zoals deze persoon al bekend is"
            )
            return
        for row in rows:
            role, kept = self._roles[row.item], measured.get(row.date)
            if role is not None and kept is not None and role not in kept:
                expected = (
                    f"{' of '.join(sorted(kept))}: zo is deze persoon op {format_date(row.date)} al gemeten"
                )
                self._refuse(row.line, "role", role.value, expected)
                return

    def _new_snapshots(self) -> Iterable[SnapshotPlan]:
        number = 0 if self._known is None else self._known.last_number
        for snapshot in self._family.snapshots:
            scores = tuple(row for row in snapshot.scores if self._is_new(row))
            if scores:
                number += 1
                yield SnapshotPlan(snapshot.date, number, scores)

    def _is_new(self, row: ExchangeRow) -> bool:
        if row.line in self.bad_lines:
            return False
        if self._known is None:
            return True
        is_new_person = bool(row.person) and row.person not in self._known_persons
        person = self._known_persons[row.person] if row.person and not is_new_person else None
        found = None if is_new_person else self._known.scores.get((row.date, person, row.item))
        if found is None:
            return self._known.may_be_coached or self._refuse_without_consent(row)
        level, note = found
        if row.level != level:
            expected = f"{_word(level)}: op {format_date(row.date)} staat al niveau {_word(level)}"
            self._refuse(row.line, "level", _word(row.level), expected)
        elif row.note and row.note != note:
            expected = f"de toelichting die op {format_date(row.date)} al bewaard is, of niets"
            self._refuse(row.line, "note", row.note, expected)
        else:
            return False
        self.bad_lines.add(row.line)
        return False

    def _refuse_without_consent(self, row: ExchangeRow) -> bool:
        if not self._lacks_consent:
            self._lacks_consent = True
            expected = "een gezin dat instemt met begeleiding; noteer eerst de toestemming in het kantoor"
            self._refuse(row.line, "family", self._family.code, expected)
        self.bad_lines.add(row.line)
        return False

    def _refuse(self, line: int, column: str, value: str, expected: str) -> None:
        self.errors.append(RowError(line, column, visible(value), expected))


def _measured_roles(
    known: KnownFamily, roles: Mapping[str, Role | None]
) -> Mapping[UUID, Mapping[date, set[Role]]]:
    """In which roles the office measured each member, by date."""
    found: defaultdict[UUID, defaultdict[date, set[Role]]] = defaultdict(lambda: defaultdict(set))
    for day, person, item in known.scores:
        role = roles.get(item)
        if person is not None and role is not None:
            found[person][day].add(role)
    return found


def joined_stays(known: tuple[Stay, ...], given: tuple[Stay, ...]) -> tuple[Stay, ...] | None:
    """`known` with `given` added: an open end is filled in, a stay apart is added; None when they contradict each other."""
    stays = list(known)
    for stay in given:
        if stay == Stay():
            continue
        touching = [place for place, kept in enumerate(stays) if kept.overlaps(stay)]
        if not touching:
            stays.append(stay)
            continue
        if len(touching) > 1:
            return None
        kept = stays[touching[0]]
        if not _agrees(kept.joined, stay.joined) or not _agrees(kept.left, stay.left):
            return None
        stays[touching[0]] = Stay(kept.joined or stay.joined, kept.left or stay.left)
    ordered = sorted(stays, key=lambda stay: stay.joined or date.min)
    for earlier, later in pairwise(ordered):
        if earlier.overlaps(later):
            return None
    return tuple(ordered)


def _agrees(kept: date | None, given: date | None) -> bool:
    return kept is None or given is None or kept == given


def _period(stay: Stay) -> str:
    joined = "…" if stay.joined is None else format_date(stay.joined)
    return f"{joined} – {'…' if stay.left is None else format_date(stay.left)}"


def _word(level: int | None) -> str:
    return NOT_APPLICABLE_WORD if level is None else str(level)
