"""From loose rows to families: what several rows say together about one family, person or score.

Nothing here depends on the order of the rows. Where rows contradict each other, all rows that are touched are
left out, so that no file can be read in two ways.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.exchange.cell import visible
from gezinscoach_desktop.domain.exchange.problem import RowError, cell_error
from gezinscoach_desktop.domain.exchange.row import ExchangeRow, level_word
from gezinscoach_desktop.domain.household import Role, Stay, item_roles
from gezinscoach_desktop.domain.instrument import Instrument


@dataclass(frozen=True, slots=True)
class ExchangePerson:
    """A member as the rows together describe it; `stays` from old to new, one open stay without dates.

    `role` is that of the latest date: a child that grew up is an adult now, and its older rows are history.
    """

    code: str
    role: Role
    birth_date: date | None
    stays: tuple[Stay, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ExchangeSnapshot:
    """All scores of one family and date: household first, then by person, in the order of the instrument."""

    date: date
    scores: tuple[ExchangeRow, ...]


@dataclass(frozen=True, slots=True)
class ExchangeFamily:
    """One family of the file: persons in order of code, snapshots from old to new."""

    code: str
    municipality: str
    persons: tuple[ExchangePerson, ...]
    snapshots: tuple[ExchangeSnapshot, ...]
    line: int = 0
    """Where the family is first named; asked only of one without scores."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of one family's rows; `family` is None when no good row is left."""

    family: ExchangeFamily | None
    errors: tuple[RowError, ...]
    bad_lines: frozenset[int]
    duplicates: int


def settle(code: str, rows: Sequence[ExchangeRow], instrument: Instrument) -> Settled:
    """One family from its rows, which stand in the order of their lines."""
    errors: list[RowError] = []
    bad: set[int] = set()

    def judge(together: Sequence[ExchangeRow], found: Iterable[RowError]) -> None:
        before = len(errors)
        errors.extend(found)
        if len(errors) > before:
            bad.update(row.line for row in together)

    judge(rows, _differing(rows, "municipality", lambda row: row.municipality, f"gezin {code}"))
    persons = _by_person(rows)
    roles = item_roles(instrument)
    for person, about in persons.items():
        whom = f"persoon {person} van gezin {code}"
        judge(about, _in_two_roles(about, roles, whom))
        judge(about, _differing(about, "birth_date", lambda row: row.birth_date, whom))
        judge(about, _overlapping(about, whom))
    positions = instrument.positions
    ordered = sorted(rows, key=lambda row: (row.date, row.person, positions[row.item]))
    places = [tuple(same) for _, same in groupby(ordered, key=lambda row: (row.date, row.person, row.item))]
    for same in places:
        if len(same) > 1:
            judge(same, _unequal(same))
    good = [row for row in rows if row.line not in bad]
    scores = [same[0] for same in places if same[0].line not in bad]
    family = ExchangeFamily(
        code=code,
        municipality=next((row.municipality for row in good if row.municipality), ""),
        persons=tuple(_person(person, about, roles) for person, about in sorted(_by_person(good).items())),
        snapshots=tuple(
            ExchangeSnapshot(day, tuple(on_day)) for day, on_day in groupby(scores, key=lambda row: row.date)
        ),
    )
    return Settled(family if good else None, tuple(errors), frozenset(bad), len(good) - len(scores))


def _by_person(rows: Iterable[ExchangeRow]) -> dict[str, list[ExchangeRow]]:
    found: defaultdict[str, list[ExchangeRow]] = defaultdict(list)
    for row in rows:
        if row.person:
            found[row.person].append(row)
    return found


def _person(code: str, rows: Sequence[ExchangeRow], roles: Mapping[str, Role | None]) -> ExchangePerson:
    latest = max(rows, key=lambda row: row.date)
    stays = {(row.joined, row.left) for row in rows} - {(None, None)}
    return ExchangePerson(
        code=code,
        role=roles[latest.item] or Role.ADULT,
        birth_date=next((row.birth_date for row in rows if row.birth_date), None),
        stays=tuple(Stay(*stay) for stay in sorted(stays, key=_from_old_to_new)) or (Stay(),),
        line=rows[0].line,
    )


def _differing(
    rows: Iterable[ExchangeRow], column: str, value_of: Callable[[ExchangeRow], str | date | None], whom: str
) -> Iterator[RowError]:
    """An error for each value of `column` that differs from the first one; an empty cell says nothing."""
    first: dict[str | date, ExchangeRow] = {}
    for row in rows:
        value = value_of(row)
        if value:
            first.setdefault(value, row)
    values = iter(first.items())
    known, earliest = next(values, ("", None))
    for value, row in values:
        if earliest is not None:
            yield cell_error(
                row.line,
                column,
                value=_shown(value),
                expected=f"“{visible(_shown(known))}” zoals op regel {earliest.line}: {_left_out(whom)}",
            )


def _in_two_roles(
    rows: Iterable[ExchangeRow], roles: Mapping[str, Role | None], whom: str
) -> Iterator[RowError]:
    """An error for each date on which somebody is measured both as an adult and as a child."""
    by_date: defaultdict[date, list[ExchangeRow]] = defaultdict(list)
    for row in rows:
        by_date[row.date].append(row)
    for on_date in by_date.values():
        yield from _differing(on_date, "role", lambda row: roles[row.item], whom)


def _overlapping(rows: Iterable[ExchangeRow], whom: str) -> Iterator[RowError]:
    """An error for each stay that begins before an earlier one ends; rows without either date say nothing."""
    first: dict[tuple[date | None, date | None], ExchangeRow] = {}
    for row in rows:
        if row.joined is not None or row.left is not None:
            first.setdefault((row.joined, row.left), row)
    for one, other in pairwise(sorted(first, key=_from_old_to_new)):
        if Stay(*one).overlaps(Stay(*other)):
            earlier, later = sorted((first[one], first[other]), key=lambda row: row.line)
            yield cell_error(
                later.line,
                "joined",
                value=_period(later),
                expected="een periode die niet overlapt met "
                f"“{_period(earlier)}” op regel {earlier.line}: {_left_out(whom)}",
            )


def _unequal(rows: Sequence[ExchangeRow]) -> Iterator[RowError]:
    """An error for each of the rows about one family, person, date and item, if they do not say the same."""
    earliest = rows[0]
    differing = next((row for row in rows if _content(row) != _content(earliest)), None)
    if differing is None:
        return
    is_level = len({row.level for row in rows}) > 1
    for row in rows:
        other = differing if _content(row) == _content(earliest) else earliest
        yield cell_error(
            row.line,
            "level" if is_level else "note",
            value=level_word(row.level) if is_level else row.note or "",
            expected=f"hetzelfde als op regel {other.line}, want gezin, persoon, datum en item zijn gelijk",
        )


def _content(row: ExchangeRow) -> tuple[int | None, str | None]:
    return (row.level, row.note)


def _from_old_to_new(stay: tuple[date | None, date | None]) -> tuple[date, date]:
    return (stay[0] or date.min, stay[1] or date.max)


def _shown(value: str | date) -> str:
    return format_date(value) if isinstance(value, date) else value


def _period(row: ExchangeRow) -> str:
    joined = "…" if row.joined is None else format_date(row.joined)
    return f"{joined} – {'…' if row.left is None else format_date(row.left)}"


def _left_out(whom: str) -> str:
    return f"alle regels van {whom} blijven daarom buiten de import"
