"""Which families an export is about, and how each of them is told."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from gezinscoach_desktop.domain.coarsening import HomeFacts, Quasi, columns_of
from gezinscoach_desktop.domain.export import Alone, ExportChoice
from gezinscoach_desktop.domain.export_rows import Home, Told
from gezinscoach_desktop.domain.k_anonymity import (
    Column,
    GroupCheck,
    Proposal,
    check_groups,
    in_effect,
    propose,
    to_blank,
)


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen families with their columns in every coarseness."""

    homes: tuple[Home, ...]
    columns: dict[Quasi, Column]
    last_day: date

    def checked_columns(self, choice: ExportChoice) -> list[Column]:
        """The columns that count for the groups; when the file tells who it is there are none."""
        checked = set(choice.checked)
        return [column for quasi, column in self.columns.items() if quasi.value in checked]

    def steps(self, choice: ExportChoice) -> dict[str, int]:
        """How coarsely every column is written, also those that do not count."""
        return in_effect(self.columns.values(), choice.steps)

    def check(self, choice: ExportChoice) -> GroupCheck:
        """The groups that the file would have."""
        return check_groups(self.checked_columns(choice), self.steps(choice), choice.k, len(self.homes))

    def proposals(self, choice: ExportChoice) -> tuple[Proposal, ...]:
        """What to coarsen of the columns that count."""
        return propose(self.checked_columns(choice), self.steps(choice), choice.k, len(self.homes))


@dataclass(frozen=True, slots=True)
class TellingPlan:
    """The families that are written, and what was done so that nobody stands alone."""

    told: tuple[Told, ...]
    smallest: int | None
    left_out: int = 0
    blanked: int = 0


def select_homes(
    homes: Sequence[Home], choice: ExportChoice, today: date, *, wanted: Container[UUID] | None = None
) -> Selection:
    """Those of `wanted` (None is everybody), with what is told of them on the last day of the period."""
    chosen = choice.chosen
    last_day = today if chosen is None else min(today, chosen.until - timedelta(days=1))
    fitting = tuple(each for each in homes if wanted is None or each.id in wanted)
    facts = [HomeFacts(home.details, home.members) for home in fitting]
    return Selection(fitting, columns_of(facts, last_day, choice.k), last_day)


def tell(selection: Selection, choice: ExportChoice, code: Callable[[Home], str]) -> TellingPlan:
    """How every family is written, by the code it gets; families that stay alone are treated as was chosen."""
    if not choice.is_pseudonymised:
        steps = dict.fromkeys(selection.columns, 0)
        told = [_told(selection, place, home, steps, code) for place, home in enumerate(selection.homes)]
        return TellingPlan(tuple(told), None)
    check = selection.check(choice)
    found = selection.steps(choice)
    usual = {quasi: found[quasi.value] for quasi in selection.columns}
    if choice.alone is Alone.LEAVE_OUT:
        kept = [place for place in range(check.families) if check.sizes[place] >= choice.k]
        told = [_told(selection, place, selection.homes[place], usual, code) for place in kept]
        smallest = min((check.sizes[place] for place in kept), default=None) if choice.checked else None
        return TellingPlan(tuple(told), smallest, left_out=check.families - len(kept))
    blank = to_blank(check, choice.k)
    nothing = _blanked(selection, choice, usual)
    told = [
        _told(selection, place, home, nothing if place in blank else usual, code)
        for place, home in enumerate(selection.homes)
    ]
    rest = [check.sizes[place] for place in range(check.families) if place not in blank]
    groups = [*rest, *([len(blank)] if blank else [])]
    return TellingPlan(tuple(told), min(groups, default=None) if choice.checked else None, blanked=len(blank))


def _blanked(selection: Selection, choice: ExportChoice, usual: dict[Quasi, int]) -> dict[Quasi, int]:
    """Nothing of the columns that count, nor of what hangs on them."""
    gone = {
        quasi.value: selection.columns[quasi].last if quasi.value in choice.checked else step
        for quasi, step in usual.items()
    }
    found = in_effect(selection.columns.values(), gone)
    return {quasi: found[quasi.value] for quasi in usual}


def _told(
    selection: Selection, place: int, home: Home, steps: dict[Quasi, int], code: Callable[[Home], str]
) -> Told:
    written = {quasi: column.steps[steps[quasi]][place] for quasi, column in selection.columns.items()}
    return Told(home, code(home), written, steps[Quasi.AGES])
