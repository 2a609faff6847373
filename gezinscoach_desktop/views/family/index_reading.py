"""What can be said about the deprivation index: which items weigh, whose value counts, what is still unknown."""

from __future__ import annotations

from dataclasses import dataclass

from gezinscoach_desktop.domain.household import present
from gezinscoach_desktop.domain.index import DomainResult, DomainState, Weighing
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.views.family.data import FamilyData


@dataclass(frozen=True, slots=True)
class WeighingLine:
    """One criterion as it is read to the user."""

    item: str
    level: int | None
    core_to: int | None
    """Up to this level the item alone makes the domain weak; None when it never does alone."""
    support_to: int | None
    """Up to this level it makes the domain weak together with others; None when it does not count that way."""
    is_weak: bool
    is_deciding: bool
    whose: str

    @property
    def rule(self) -> str:
        """`telt zwak op 1 of 2`, or `telt mee op 1 of 2` where it takes other items as well."""
        if self.core_to is None:
            return f"telt samen met andere zwak op {_levels(self.support_to)}"
        alone = f"telt zwak op {_levels(self.core_to)}"
        if self.support_to is None or self.support_to <= self.core_to:
            return alone
        return f"{alone}, samen met andere op {_levels(self.support_to)}"


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
    together: dict[tuple[str, Subject], list[Weighing]] = {}
    for weighing in result.weighings:
        together.setdefault((weighing.criterion.item, weighing.criterion.subject), []).append(weighing)
    return tuple(_line(data, weighings, deciding) for weighings in together.values())


def _line(data: FamilyData, weighings: list[Weighing], deciding: set[Weighing]) -> WeighingLine:
    """One item; it can weigh both alone and together with others."""
    core = next((weighing for weighing in weighings if weighing.is_core), None)
    support = next((weighing for weighing in weighings if not weighing.is_core), None)
    first = weighings[0]
    return WeighingLine(
        data.item_name(first.criterion.item),
        first.level,
        None if core is None else core.criterion.weak_to,
        None if support is None else support.criterion.weak_to,
        any(weighing.is_weak for weighing in weighings),
        any(weighing in deciding for weighing in weighings),
        _whose(data, first),
    )


def _levels(weak_to: int | None) -> str:
    """`1`, `1 of 2`, `1 tot 3`."""
    match weak_to:
        case None | 1:
            return "1"
        case 2:
            return "1 of 2"
        case _:
            return f"1 tot {weak_to}"


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
