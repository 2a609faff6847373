"""Made-up families as figures count them, so varied that what always adds up does so because it has to."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.family import Diploma, FoundVia, HouseholdType, HousingKind, IncomeSource
from gezinscoach_desktop.domain.figures import FigureFilter, FiguresPerMunicipality
from gezinscoach_desktop.domain.figures.compute import Counting
from gezinscoach_desktop.domain.figures.facts import (
    ITEMS_AT_MOST,
    NOT_APPLICABLE,
    ContactFacts,
    FamilyFact,
    OutFact,
    PersonFact,
    PhaseFact,
    ReferralFact,
    ScoreFacts,
    SignalFact,
    StepFact,
    SupportFact,
    Surroundings,
    TieFact,
)
from gezinscoach_desktop.domain.household import Role, Stay
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import ReferralOutcome
from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.domain.signal import HowOften
from gezinscoach_desktop.domain.snapshot import Setback
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Decision, Phase
from gezinscoach_desktop.domain.yearly import days_of
from gezinscoach_desktop.domain.yearly_report import for_report
from tests.factories import load_instrument, load_profile

TODAY: Final = date(2027, 3, 1)
COACHES: Final = tuple(UUID(int=100 + number) for number in range(5))
SERVICES: Final = tuple(UUID(int=200 + number) for number in range(4))
RIGHTS: Final = tuple(UUID(int=300 + number) for number in range(4))
_FIRST_DAY: Final = date(2023, 6, 1)
_DAYS: Final = (TODAY - _FIRST_DAY).days
_LANGUAGES: Final = (
    "Nederlands",
    "Frans",
    "Arabisch",
    "Nederlands, Turks",
    "Dari en Frans",
    "Dari",
    "Turks, Arabisch",
    "",
)


class Maker:
    """Families, referrals and signals of one office; the same for the same number."""

    def __init__(self, seed: int, places: Sequence[str], *, comes_back: float = 0.3) -> None:
        self.random = Random(seed)
        self.places = tuple(places)
        self.comes_back = comes_back
        """How often a family that was closed is supported again."""
        self.made = 0

    def counting(self, families: int) -> Counting:
        """An office with so many families, and about as many referrals and signals."""
        facts = tuple(self.family() for _ in range(families))
        around = Surroundings(
            coaches={coach: f"Coach {number}" for number, coach in enumerate(COACHES)},
            services={service: f"Dienst {number}" for number, service in enumerate(SERVICES)},
            rights={right: f"Recht {number}" for number, right in enumerate(RIGHTS)},
            referrals=tuple(self._referral() for _ in range(families)),
            signals=tuple(self._signal(facts) for _ in range(families)),
            is_whole=True,
        )
        return Counting(
            facts,
            around,
            instrument=load_instrument(),
            profile=load_profile(),
            interval_months=3,
            today=TODAY,
        )

    def family(self) -> FamilyFact:
        random = self.random
        begin = self._day(_FIRST_DAY)
        persons = tuple(self._person(Role.ADULT, begin) for _ in range(random.choice((1, 1, 2, 3))))
        persons += tuple(
            self._person(Role.CHILD, begin) for _ in range(random.choice((0, 1, 1, 2, 3, 4, 5, 7)))
        )
        snapshots = self._snapshots(begin)
        return FamilyFact(
            self._id(),
            f"G{self.made:05}",
            municipality=random.choice(self.places),
            household_type=random.choice((None, *HouseholdType)),
            languages=random.choice(_LANGUAGES),
            needs_interpreter=random.random() < 0.3,
            is_newcomer=random.random() < 0.3,
            income_source=random.choice((None, *IncomeSource)),
            housing_kind=random.choice((None, *HousingKind)),
            started_on=begin,
            phases=self._phases(begin),
            supports=self._supports(begin),
            persons=persons,
            comes_and_goes=any(not person.is_always_present for person in persons),
            snapshots=snapshots,
            scores=self._scores([day for day, _ in snapshots], persons),
            setbacks=tuple((self._day(begin), random.choice(tuple(Setback))) for _ in range(random.choice((0, 1, 4)))),
            contacts=self._contacts(begin),
            expenses=tuple((self._day(begin), random.randint(100, 5_000)) for _ in range(random.choice((0, 2)))),
            steps=self._steps(begin),
            ties=tuple(TieFact(random.choice((None, *SERVICES))) for _ in range(random.choice((0, 1, 2)))),
            referred_out=tuple(self._out(begin) for _ in range(random.choice((0, 1, 3)))),
        )  # fmt: skip

    def _id(self) -> UUID:
        self.made += 1
        return UUID(int=(7 << 64) + self.made)

    def _day(self, since: date) -> date:
        return since + timedelta(days=self.random.randrange(max(1, (TODAY - since).days)))

    def _person(self, role: Role, begin: date) -> PersonFact:
        random = self.random
        oldest = 19 * 365 if role is Role.CHILD else 60 * 365
        born = (
            begin + timedelta(days=random.randrange(400) - random.randrange(oldest))
            if random.random() < 0.9
            else None
        )
        stays = (
            (Stay(),)
            if random.random() < 0.8
            else (Stay(self._day(begin) if random.random() < 0.5 else None, TODAY),)
        )
        return PersonFact(role, born, random.choice((None, *Diploma)) if role is Role.ADULT else None, stays)  # fmt: skip

    def _phases(self, begin: date) -> tuple[PhaseFact, ...]:
        random = self.random
        open_ones = [phase for phase in Phase if phase is not Phase.CLOSED]
        found = [PhaseFact(begin, random.choice(open_ones))] if random.random() < 0.9 else []
        day = begin
        while random.random() < 0.6:
            day += timedelta(days=random.randrange(1, 300))
            was_closed = bool(found) and found[-1].phase is Phase.CLOSED
            if was_closed and random.random() >= self.comes_back:
                break
            if not was_closed and random.random() < 0.5:
                found.append(PhaseFact(day, Phase.CLOSED, random.choice((None, *ClosingReason))))
            else:
                found.append(PhaseFact(day, random.choice(open_ones)))
        return tuple(found)

    def _supports(self, begin: date) -> tuple[SupportFact, ...]:
        first, second = self.random.sample(COACHES, 2)
        found = [SupportFact(first, AssignmentKind.RESPONSIBLE, begin)] if self.random.random() < 0.9 else []
        if self.random.random() < 0.4:
            found.append(SupportFact(second, AssignmentKind.SECOND, begin))
        return tuple(found)

    def _snapshots(self, begin: date) -> tuple[tuple[date, bool], ...]:
        random = self.random
        count = random.choice((0, 1, 3, 4, 5, 6))
        days = sorted({begin, *(self._day(begin) for _ in range(count - 1))})[:count]
        return tuple((day, place == 1 and random.random() < 0.2) for place, day in enumerate(days))

    def _scores(self, days: Sequence[date], persons: Sequence[PersonFact]) -> ScoreFacts:
        random = self.random
        found: list[tuple[int, int, int]] = []
        weak, fullness = random.random(), random.choice((0.5, 0.9, 1.0, 1.0))
        for day in days:
            na = random.choice((0.0, 0.0, 0.1, 0.9))
            is_weak = {item.domain_key: random.random() < weak for item in load_instrument().items.values()}
            for number, item in enumerate(load_instrument().items.values()):
                ranks = (
                    1
                    if item.subject is Subject.HOUSEHOLD
                    else sum(each.role.subject is item.subject for each in persons)
                )
                for rank in range(ranks):
                    if random.random() < fullness:
                        level = random.choice((1, 1, 2, 3) if is_weak[item.domain_key] else (5, 5, 5, 4))
                        code = NOT_APPLICABLE if random.random() < na else level
                        found.append((day.toordinal(), rank * ITEMS_AT_MOST + number, code))
        return ScoreFacts(
            array("i", (day for day, _, _ in found)),
            array("H", (place for _, place, _ in found)),
            bytes(code for _, _, code in found),
        )  # fmt: skip

    def _contacts(self, begin: date) -> ContactFacts:
        random = self.random
        days = sorted(self._day(begin).toordinal() for _ in range(random.choice((0, 2, 9, 40, 90))))
        return ContactFacts(
            array("i", days),
            bytes(random.randrange(len(ContactKind)) for _ in days),
            array("H", (random.choice((0, 15, 35, 61)) for _ in days)),
        )

    def _steps(self, begin: date) -> tuple[StepFact, ...]:
        random = self.random
        return tuple(
            StepFact(
                random.choice(RIGHTS),
                None,
                random.choice(tuple(RightState)),
                self._day(begin),
                random.choice((0, 1_234)),
                random.choice((0, 555)),
            )
            for _ in range(random.choice((0, 1, 3)))
        )

    def _out(self, begin: date) -> OutFact:
        asked = self._day(begin)
        answered = asked + timedelta(days=20) if self.random.random() < 0.5 else None
        outcome = self.random.choice(tuple(ReferralOutcome))
        return OutFact(asked, outcome, answered, self.random.choice((None, *LifeDomain)))

    def _referral(self) -> ReferralFact:
        random, made = self.random, self._id()
        received = self._day(_FIRST_DAY)
        decision = random.choice((None, *Decision))
        return ReferralFact(
            made, None, made, "", received, random.choice(tuple(FoundVia)), random.choice(self.places),
            decision, None if decision is None else received, None,
        )  # fmt: skip

    def _signal(self, families: Sequence[FamilyFact]) -> SignalFact:
        random = self.random
        return SignalFact(
            self._id(),
            random.choice(families).id,
            random.choice(tuple(LifeDomain)),
            self._day(_FIRST_DAY),
            random.choice(tuple(HowOften)),
        )


def years_of(counting: Counting, years: Sequence[int]) -> dict[int, FiguresPerMunicipality]:
    """What the yearly report prints, before anything is hidden."""
    found = {}
    for year in years:
        since, until = days_of(year)
        found[year] = for_report(counting.per_municipality(FigureFilter(since, until)))
    return found
