"""What can be said about the deprivation index: which items weigh, whose value counts, what is still unknown."""

from __future__ import annotations

from dataclasses import dataclass

from gezinscoach_desktop.domain.household import present
from gezinscoach_desktop.domain.index import DomainResult, DomainState, Weighing
from gezinscoach_desktop.views.family.data import FamilyData


@dataclass(frozen=True, slots=True)
class WeighingLine:
    """One criterion as it is read to the user."""

    item: str
    level: int | None
    weak_to: int
    is_core: bool
    is_weak: bool
    is_deciding: bool
    whose: str

    @property
    def rule(self) -> str:
        kind = "kern" if self.is_core else "steun"
        return f"{kind}, zwak tot {self.weak_to}"


@dataclass(frozen=True, slots=True)
class DomainReading:
    """One domain with its lines; `explanation` says why it stands as it does."""

    name: str
    state: DomainState
    lines: tuple[WeighingLine, ...]
    explanation: str


def readings(data: FamilyData) -> tuple[DomainReading, ...]:
    """Every domain of the index as it stands now."""
    index = data.evolution.index_now
    if index is None:
        return ()
    return tuple(
        DomainReading(result.domain.name, result.state, _lines(data, result), _explanation(data, result))
        for result in index.domains
    )


def move_texts(data: FamilyData) -> tuple[tuple[str, DomainState, DomainState, str], ...]:
    """What moved since the baseline: domain, before, after, and the items that did it."""
    return tuple(
        (move.name, move.before, move.after, ", ".join(data.item_name(key) for key in move.items))
        for move in data.evolution.moves
    )


def _lines(data: FamilyData, result: DomainResult) -> tuple[WeighingLine, ...]:
    deciding = set(result.deciding)
    core = {weighing.criterion.item: weighing for weighing in result.weighings if weighing.is_core}
    return tuple(
        WeighingLine(
            data.item_name(weighing.criterion.item),
            weighing.level,
            weighing.criterion.weak_to,
            weighing.is_core,
            weighing.is_weak,
            weighing in deciding,
            _whose(data, weighing),
        )
        for weighing in result.weighings
        if weighing.is_core or not _is_settled(core.get(weighing.criterion.item))
    )


def _is_settled(core: Weighing | None) -> bool:
    """An item that is weak as core is not counted again as supporting."""
    return core is not None and core.is_weak


def _whose(data: FamilyData, weighing: Weighing) -> str:
    """Whose value stands for the family; empty for items of the household."""
    now = data.evolution.balance_now
    if now is None or weighing.level is None:
        return ""
    here = present(data.evolution.persons, now.date)
    names = [
        data.short_name(person.id)
        for person in here
        if person.role.subject is weighing.criterion.subject
        and now.level((person.id, weighing.criterion.item)) == weighing.level
    ]
    return ", ".join(names)


def _explanation(data: FamilyData, result: DomainResult) -> str:
    match result.state:
        case DomainState.UNKNOWN:
            names = list(dict.fromkeys(data.item_name(criterion.item) for criterion in result.domain.core))
            return f"Nog onbekend: registreer {_listed(names)} om het te weten."
        case DomainState.NOT_APPLICABLE:
            return "Telt niet mee: er woont nu geen kind in het gezin."
        case DomainState.WEAK:
            names = list(
                dict.fromkeys(data.item_name(weighing.criterion.item) for weighing in result.deciding)
            )
            return f"Zwak door {' en '.join(names)}." if len(names) < 3 else f"Zwak door {', '.join(names)}."
        case DomainState.SUFFICIENT:
            return ""


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} of {names[-1]}"
