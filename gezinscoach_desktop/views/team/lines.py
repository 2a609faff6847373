"""The lines of Team: families without a coach, each organisation, and its coaches, with what every column says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gezinscoach_desktop.domain.caseload import (
    NONE,
    Caseload,
    CoachLoad,
    Counted,
    Load,
    points_text,
    weight_text,
)
from gezinscoach_desktop.domain.dates import SHORT_MONTHS
from gezinscoach_desktop.domain.stand_in import Share
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.views.table import Align, Column, RowsModel
from gezinscoach_desktop.views.theme import Tone, grid


class Kind(StrEnum):
    """What a line is about."""

    UNASSIGNED = "unassigned"
    ORGANISATION = "organisation"
    COACH = "coach"


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One line; `group` keeps the coaches of an organisation under it, however the list is sorted."""

    kind: Kind
    group: int
    name: str
    load: Load
    coach: CoachLoad | None = None
    is_grouped: bool = False
    """Whether the organisation stands above this coach."""

    @property
    def id(self) -> tuple[str, object]:
        return (self.kind.value, self.group if self.coach is None else self.coach.person.account_id)


@dataclass(frozen=True, slots=True)
class Number:
    """A column whose number can be opened: the families behind it, and what the list of them is called."""

    title: str
    of: Callable[[Load], Counted]
    told: str
    is_wide_only: bool = False
    is_narrow_only: bool = False
    width: int = 16


def lines_of(caseload: Caseload) -> tuple[TeamLine, ...]:
    """Families without a coach first, then each organisation with its coaches."""
    lines: list[TeamLine] = []
    if caseload.unassigned.families.number:
        lines.append(TeamLine(Kind.UNASSIGNED, 0, "Zonder coach", caseload.unassigned))
    has_groups = any(group.organisation_id is not None for group in caseload.organisations)
    for place, group in enumerate(caseload.organisations, 1):
        if has_groups:
            lines.append(TeamLine(Kind.ORGANISATION, place, group.name or "Zonder organisatie", group.load))
        lines += (
            TeamLine(Kind.COACH, place, coach.person.name, coach.load, coach, has_groups)
            for coach in group.coaches
        )
    return tuple(lines)


class GroupedModel(RowsModel[TeamLine]):
    """Sorted within each organisation, which stays above its coaches."""

    def _arrange(self) -> None:
        super()._arrange()
        rows = self._rows
        self._order.sort(key=lambda place: (rows[place].group, rows[place].kind is Kind.COACH))


def _phase(phase: Phase) -> Callable[[Load], Counted]:
    return lambda load: load.by_phase.get(phase, NONE)


_OTHER_PHASES = (Phase.GETTING_TO_KNOW, Phase.WINDING_DOWN, Phase.FOLLOW_UP, Phase.PAUSED)
"""Together in one column where there is no room for each: the phases of a line still add up to its families."""


def numbers() -> tuple[Number, ...]:
    """Every column of numbers, from left to right."""
    return (
        Number("Gezinnen", lambda load: load.families, "gezinnen", width=20),
        Number("Kennism.", _phase(Phase.GETTING_TO_KNOW), "in kennismaking", is_wide_only=True, width=21),
        Number("Intensief", _phase(Phase.INTENSIVE), "intensief", width=19),
        Number("Minder", _phase(Phase.LESS_INTENSIVE), "minder intensief", width=17),
        Number("Afbouw", _phase(Phase.WINDING_DOWN), "in afbouw", is_wide_only=True, width=19),
        Number("Nazorg", _phase(Phase.FOLLOW_UP), "in nazorg", is_wide_only=True, width=19),
        Number("Pauze", _phase(Phase.PAUSED), "in pauze", is_wide_only=True, width=17),
        Number("Andere", _others, "in kennismaking, afbouw, nazorg of pauze", is_narrow_only=True, width=17),
        Number("Meten", lambda load: load.due, "te meten: te laat of nog geen nulmeting"),
        Number("Acties", lambda load: load.actions, "met acties over tijd", width=15),
        Number("Contacten", _contacts, "met contact in de laatste drie maanden", width=24),
        Number("Diensten", lambda load: load.referrals, "die op een dienst wachten", width=19),
    )


def legend(months: Sequence[date], *, is_wide: bool) -> str:
    """What the short titles of the columns stand for, as far as they do not say it themselves."""
    counted_in = ", ".join(SHORT_MONTHS[month.month - 1] for month in months)
    parts = (
        "Minder: minder intensief",
        "" if is_wide else "Andere: overige fasen",
        "Meten: te laat of geen nulmeting",
        "Acties: over tijd",
        f"Contacten: {counted_in}" if counted_in else "",
        "Diensten: zonder antwoord",
    )
    return "  ·  ".join(part for part in parts if part)


def _others(load: Load) -> Counted:
    total = NONE
    for phase in _OTHER_PHASES:
        total = total + load.by_phase.get(phase, NONE)
    return total


def _contacts(load: Load) -> Counted:
    total = NONE
    for month in load.contacts:
        total = total + month
    return total


def name_detail(line: TeamLine) -> str:
    """What stands small under a name."""
    if line.coach is None:
        if line.kind is Kind.UNASSIGNED:
            return "nog te verdelen"
        return ""
    person = line.coach.person
    told = []
    if not person.is_open:
        told.append("werkt hier niet meer")
    elif person.away is not None:
        told.append(person.away.short_text)
    if person.is_volunteer:
        told.append("vrijwilliger")
    if person.is_noted and person.percent != 100:
        told.append(f"{person.percent} %")
    stands_in = line.load.shares.get(Share.STANDS_IN, NONE).number
    if stands_in:
        told.append(f"neemt {stands_in} waar")
    return " · ".join(told)


def is_away(line: TeamLine) -> bool:
    return line.coach is not None and line.coach.person.away is not None


def columns(months: Callable[[], tuple[date, ...]]) -> tuple[Column[TeamLine], ...]:
    """Name, weight against what fits, and the numbers; `months` are those of the contacts."""
    made: list[Column[TeamLine]] = [
        Column(
            "Coach",
            lambda line: line.name,
            sort_key=lambda line: line.name.casefold(),
            detail=name_detail,
            tooltip=lambda line: f"{line.name}\n{name_detail(line)}".strip(),
            indent=lambda line: int(line.coach is not None and line.is_grouped),
            is_strong=True,
        ),
        Column(
            "Gewicht",
            weight_of,
            sort_key=lambda line: line.load.weight,
            detail=_own_most,
            align=Align.RIGHT,
            width=grid(38),
            bar=_filled,
            tone=_weight_tone,
            tooltip=weight_tooltip,
        ),
    ]
    made += (_number_column(number, months) for number in numbers())
    return tuple(made)


def weight_of(line: TeamLine) -> str:
    """Weight against what fits."""
    if line.kind is Kind.UNASSIGNED:
        return weight_text(line.load.weight)
    return f"{weight_text(line.load.weight)} van {weight_text(line.load.most)}"


def _own_most(line: TeamLine) -> str:
    """That what fits does not follow from the percent that stands under the name."""
    return "afgesproken" if line.coach is not None and line.coach.person.most_weight is not None else ""


def weight_tooltip(line: TeamLine) -> str:
    """In words."""
    if line.kind is Kind.UNASSIGNED:
        return f"Deze gezinnen wegen samen {points_text(line.load.weight)}."
    agreed = "\nWat past is afgesproken, en volgt niet uit het percent." if _own_most(line) else ""
    free = line.load.most - line.load.weight
    if line.coach is not None:
        free = line.coach.capacity.free
    if line.load.weight > line.load.most:
        return f"{points_text(line.load.weight - line.load.most)} meer dan wat past.{agreed}"
    return f"Nog ruimte voor {points_text(free)}.{agreed}"


def _filled(line: TeamLine) -> float | None:
    if line.kind is Kind.UNASSIGNED:
        return None
    return line.load.weight / line.load.most if line.load.most else float(line.load.weight > 0) * 2


def _weight_tone(line: TeamLine) -> Tone:
    is_over = line.kind is not Kind.UNASSIGNED and line.load.weight > line.load.most
    return Tone.WARNING if is_over else Tone.TEXT


def _number_column(number: Number, months: Callable[[], tuple[date, ...]]) -> Column[TeamLine]:
    def text(line: TeamLine) -> str:
        if number.of is _contacts:
            counts = [each.number for each in line.load.contacts]
            return " · ".join(map(str, counts)) if any(counts) else "–"
        found = number.of(line.load).number
        return str(found) if found else "–"

    def tooltip(line: TeamLine) -> str:
        if number.of is _contacts:
            return "\n".join(
                f"{SHORT_MONTHS[month.month - 1]} {month.year}: {counted(each.number, 'contact', 'contacten')}"
                for month, each in zip(months(), line.load.contacts, strict=False)
            )
        return f"{number.of(line.load).number} {number.told}"

    return Column(
        number.title,
        text,
        sort_key=lambda line: number.of(line.load).number,
        align=Align.RIGHT,
        width=grid(number.width),
        tone=lambda line: Tone.ACCENT if number.of(line.load).families else Tone.SECONDARY,
        tooltip=tooltip,
    )
