"""What somebody else may know of a family, and how coarsely an export tells it.

What stands in the file and what is counted for small groups are the same values: both are read from these columns.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gezinscoach_desktop.domain.dates import age_in_years
from gezinscoach_desktop.domain.exchange import quarter_start
from gezinscoach_desktop.domain.family import HousingKind, IncomeSource
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.k_anonymity import Column, rare_together
from gezinscoach_desktop.domain.record import FamilyInput, MemberRecord
from gezinscoach_desktop.domain.text import fold

OTHERS = "Andere gemeenten samen"


class Quasi(StrEnum):
    """A column by which somebody could know a family."""

    MUNICIPALITY = "municipality"
    HOUSEHOLD_TYPE = "household_type"
    PEOPLE = "people"
    AGES = "ages"
    LANGUAGE = "language"
    NEWCOMER = "newcomer"
    INCOME = "income"
    HOUSING = "housing"

    @property
    def label(self) -> str:
        return _WORDS[self][0]

    @property
    def step_labels(self) -> tuple[str, ...]:
        """What each step writes, from as it is to nothing."""
        return _WORDS[self][1]


_WORDS: dict[Quasi, tuple[str, tuple[str, ...]]] = {
    Quasi.MUNICIPALITY: ("Gemeente", ("Elke gemeente apart", "Kleine gemeenten samen", "Weg")),
    Quasi.HOUSEHOLD_TYPE: ("Soort huishouden", ("Elke soort apart", "Weg")),
    Quasi.PEOPLE: (
        "Aantal volwassenen en kinderen",
        (
            "Precies, met een rij per gezinslid",
            "In groepen, zonder gezinsleden apart",
            "Weg, zonder gezinsleden",
        ),
    ),
    Quasi.AGES: ("Leeftijden", ("Geboortekwartaal", "Geboortejaar", "Leeftijdsgroep", "Weg")),
    Quasi.LANGUAGE: ("Thuistaal", ("Taalgroep", "Weg")),
    Quasi.NEWCOMER: ("Nieuwkomer", ("Ja of nee", "Weg")),
    Quasi.INCOME: ("Bron van inkomen", ("Elke bron apart", "Werk, uitkering of geen", "Weg")),
    Quasi.HOUSING: ("Woonvorm", ("Elke woonvorm apart", "Huur, eigendom of anders", "Weg")),
}
USUALLY_CHECKED = (
    Quasi.MUNICIPALITY,
    Quasi.HOUSEHOLD_TYPE,
    Quasi.PEOPLE,
    Quasi.LANGUAGE,
    Quasi.NEWCOMER,
)


_WEIGHTS = {Quasi.PEOPLE: 4.0, Quasi.MUNICIPALITY: 0.5}
"""Without rows of members hardly anything can be looked into; the municipality is seldom what is asked."""


class LanguageGroup(StrEnum):
    """The languages at home in a few groups: a rare one would tell who it is."""

    DUTCH = "dutch"
    BOTH = "both"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"dutch": "Nederlands", "both": "Nederlands en een andere taal", "other": "Een andere taal"}[
            self.value
        ]


class AgeBand(StrEnum):
    """How old somebody is, in groups."""

    UNBORN = "unborn"
    TO_2 = "to_2"
    TO_5 = "to_5"
    TO_11 = "to_11"
    TO_17 = "to_17"
    TO_25 = "to_25"
    TO_39 = "to_39"
    TO_59 = "to_59"
    FROM_60 = "from_60"

    @property
    def label(self) -> str:
        return {
            "unborn": "Nog niet geboren",
            "to_2": "0 tot 2 jaar",
            "to_5": "3 tot 5 jaar",
            "to_11": "6 tot 11 jaar",
            "to_17": "12 tot 17 jaar",
            "to_25": "18 tot 25 jaar",
            "to_39": "26 tot 39 jaar",
            "to_59": "40 tot 59 jaar",
            "from_60": "60 jaar en ouder",
        }[self.value]


class CountBand(StrEnum):
    """How many people, in groups."""

    NONE = "none"
    FEW = "few"
    MANY = "many"

    @property
    def label(self) -> str:
        return {"none": "Geen", "few": "1 of 2", "many": "3 of meer"}[self.value]


class CoarseIncome(StrEnum):
    """Sources of income taken together."""

    BENEFIT = "benefit"

    @property
    def label(self) -> str:
        return "Uitkering of pensioen (samen)"


class CoarseHousing(StrEnum):
    """Kinds of housing taken together."""

    RENT = "rent"
    ELSE = "else"

    @property
    def label(self) -> str:
        return {"rent": "Huur (samen)", "else": "Anders (samen)"}[self.value]


_INCOME: dict[IncomeSource, StrEnum] = {
    IncomeSource.UNEMPLOYMENT: CoarseIncome.BENEFIT,
    IncomeSource.INTEGRATION_INCOME: CoarseIncome.BENEFIT,
    IncomeSource.SICKNESS: CoarseIncome.BENEFIT,
    IncomeSource.PENSION: CoarseIncome.BENEFIT,
}
_HOUSING: dict[HousingKind, StrEnum] = {
    HousingKind.SOCIAL_RENT: CoarseHousing.RENT,
    HousingKind.PRIVATE_RENT: CoarseHousing.RENT,
    HousingKind.WITH_OTHERS: CoarseHousing.ELSE,
    HousingKind.EMERGENCY: CoarseHousing.ELSE,
    HousingKind.OTHER: CoarseHousing.ELSE,
}
_BANDS = (
    (2, AgeBand.TO_2),
    (5, AgeBand.TO_5),
    (11, AgeBand.TO_11),
    (17, AgeBand.TO_17),
    (25, AgeBand.TO_25),
    (39, AgeBand.TO_39),
    (59, AgeBand.TO_59),
)
_DUTCH = frozenset({"nederlands", "nl", "vlaams", "dutch"})


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What is asked of a family before it is written: who it is, and who belongs to it."""

    details: FamilyInput
    members: tuple[MemberRecord, ...]


@dataclass(frozen=True, slots=True)
class People:
    """How many there are, as the file tells it: exactly, in groups, or not at all."""

    adults: int | None = None
    children: int | None = None
    adult_band: CountBand | None = None
    child_band: CountBand | None = None
    rows: tuple[int, int] | None = None
    """So many adults and children have a row of their own, also who left."""


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages that a file tells of a household: of everybody, and the group of the youngest child that lives there."""

    everybody: tuple[tuple[str, Hashable], ...]
    youngest: AgeBand | None


def language_group(languages: str) -> LanguageGroup | None:
    """In which group what was filled in about languages falls; None when nothing was."""
    words = fold(languages).replace("/", ",").replace(";", ",").replace(" en ", ",").split(",")
    named = [word.strip() for word in words if word.strip()]
    if not named:
        return None
    dutch = [word for word in named if word in _DUTCH]
    if len(dutch) == len(named):
        return LanguageGroup.DUTCH
    return LanguageGroup.BOTH if dutch else LanguageGroup.OTHER


def age_band(born: date | None, on: date) -> AgeBand | None:
    """The group of somebody's age; None when the birth date is not known."""
    if born is None:
        return None
    if born > on:
        return AgeBand.UNBORN
    years = age_in_years(born, on)
    return next((band for last, band in _BANDS if years <= last), AgeBand.FROM_60)


def count_band(number: int) -> CountBand:
    """The group of a number of people."""
    if not number:
        return CountBand.NONE
    return CountBand.FEW if number <= 2 else CountBand.MANY


def birth_as_told(born: date | None, step: int, on: date) -> date | AgeBand | None:
    """A birth date at a step of the ages: its quarter, its year, a group, nothing."""
    if born is None or step >= 3:
        return None
    if step == 2:
        return age_band(born, on)
    return quarter_start(born) if step == 0 else date(born.year, 1, 1)


def columns_of(homes: Sequence[HomeFacts], on: date, k: int) -> dict[Quasi, Column]:
    """Every column in every coarseness over these families; `on` is the day on which ages and presence are counted."""
    nothing: tuple[Hashable, ...] = (None,) * len(homes)
    details = [home.details for home in homes]
    places = [each.municipality.strip() for each in details]
    income = [each.income_source for each in details]
    housing = [each.housing_kind for each in details]
    found: dict[Quasi, tuple[Sequence[Hashable], ...]] = {
        Quasi.MUNICIPALITY: (places, rare_together(places, k, rest=OTHERS), nothing),
        Quasi.HOUSEHOLD_TYPE: ([each.household_type for each in details], nothing),
        Quasi.PEOPLE: (
            [_people(home, on) for home in homes],
            [_people_in_bands(home, on) for home in homes],
            nothing,
        ),
        Quasi.AGES: (*([_ages(home, step, on) for home in homes] for step in range(3)), nothing),
        Quasi.LANGUAGE: ([language_group(each.languages) for each in details], nothing),
        Quasi.NEWCOMER: ([each.is_newcomer for each in details], nothing),
        Quasi.INCOME: (income, [each and _INCOME.get(each, each) for each in income], nothing),
        Quasi.HOUSING: (housing, [each and _HOUSING.get(each, each) for each in housing], nothing),
    }
    return {
        quasi: Column(
            quasi.value,
            steps,
            weight=_WEIGHTS.get(quasi, 1.0),
            gone_with=(Quasi.PEOPLE.value, 1) if quasi is Quasi.AGES else None,
        )
        for quasi, steps in found.items()
    }


def _present(home: HomeFacts, on: date, role: Role) -> list[MemberRecord]:
    return [each for each in home.members if each.details.role is role and each.person.is_present(on)]


def _people(home: HomeFacts, on: date) -> People:
    adults, children = (len(_present(home, on, role)) for role in (Role.ADULT, Role.CHILD))
    roles = [member.details.role for member in home.members]
    rows = (roles.count(Role.ADULT), roles.count(Role.CHILD))
    return People(adults, children, count_band(adults), count_band(children), rows)


def _people_in_bands(home: HomeFacts, on: date) -> People:
    exact = _people(home, on)
    return People(adult_band=exact.adult_band, child_band=exact.child_band)


def _ages(home: HomeFacts, step: int, on: date) -> Ages:
    everybody = sorted(
        (
            (member.details.role.value, birth_as_told(member.details.birth_date, step, on))
            for member in home.members
        ),
        key=str,
    )
    born = [each.details.birth_date for each in _present(home, on, Role.CHILD)]
    known = [day for day in born if day is not None]
    return Ages(tuple(everybody), age_band(max(known), on) if known else None)
