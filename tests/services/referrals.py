"""Referrals for tests: made-up ones that come out the same every time, with what a year of them looks like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid4

from gezinscoach_desktop.domain.family import FoundVia
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.referral import (
    Agreement,
    Feedback,
    ReferralInput,
    ReferredPersonInput,
    Ruling,
    Urgency,
)
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.matching import AssignmentInput, assign_referral
from gezinscoach_desktop.services.referral import decide_referral, read_referral, register_referral
from tests.data.office_factory import at_desk

NAMES = ("Adriaens", "Benali", "Cuypers", "Demir", "Engelen", "Fofana", "Goris", "Haidari", "Ilic", "Jacobs")


@dataclass(frozen=True)
class MadeUp:
    """A referral and what becomes of it; `wait` days after it came in something is decided."""

    details: ReferralInput
    persons: tuple[ReferredPersonInput, ...]
    decision: Decision | None
    wait: int = 0
    first_contact_after: int | None = None


def made_up(
    number: int,
    *,
    since: date,
    until: date,
    municipalities: Sequence[str] = ("Mol", "Geel", "Balen"),
    seed: int = 1,
) -> tuple[MadeUp, ...]:
    """`number` referrals received from `since` up to and including `until`; the same for the same seed."""
    random = Random(seed)
    return tuple(_one(random, each, since, until, municipalities) for each in range(number))


def _one(random: Random, number: int, since: date, until: date, municipalities: Sequence[str]) -> MadeUp:
    on = since + timedelta(days=random.randint(0, (until - since).days))
    name = f"{random.choice(NAMES)} {number}"
    decision = random.choice((*Decision, None))
    wait = random.randint(0, 40)
    if on + timedelta(days=wait) > until:
        decision, wait = None, 0
    details = ReferralInput(
        received_on=on,
        channel=random.choice(tuple(FoundVia)),
        referrer="Inge Cools",
        agreement=random.choice(tuple(Agreement)),
        feedback=random.choice(tuple(Feedback)),
        name=name,
        municipality=random.choice((*municipalities, "")),
        phone=f"04701{number:05}",
        languages=random.choice(("", "Nederlands", "Arabisch", "Turks, Nederlands")),
        domains=tuple(sorted(random.sample(tuple(LifeDomain), random.randint(0, 3)))),
        urgency=random.choice(tuple(Urgency)),
    )
    persons = [ReferredPersonInput(UUID(int=0), Role.ADULT, "Sam", name)]
    persons += [
        ReferredPersonInput(
            UUID(int=0), Role.CHILD, f"Kind {each}", name, on - timedelta(days=random.randint(30, 6000))
        )
        for each in range(random.randint(0, 3))
    ]
    meets = random.randint(0, 20) if decision is Decision.ACCEPTED and random.random() < 0.8 else None
    return MadeUp(details, tuple(persons), decision, wait, meets)


def keep(desk: Desk, each: MadeUp, coach: UUID) -> UUID:
    """Keep one through the services, on the days on which it happened; gives the referral's id."""
    referral_id = uuid4()
    register_referral(at_desk(desk, each.details.received_on), referral_id, each.details, each.persons)
    if each.decision is None:
        return referral_id
    day = each.details.received_on + timedelta(days=each.wait)
    then = at_desk(desk, day)
    version = read_referral(desk, referral_id).record.version
    if each.decision is Decision.ACCEPTED:
        meets = None if each.first_contact_after is None else day + timedelta(days=each.first_contact_after)
        assign_referral(then, referral_id, version, AssignmentInput(coach, day, first_on=meets))
        return referral_id
    where = "CAW" if each.decision is Decision.REFERRED_ON else ""
    decide_referral(then, referral_id, version, Ruling(each.decision, day, "Besproken", where))
    return referral_id


def referral(name: str = "Adriaens", **changes: object) -> ReferralInput:
    """One with a name, received on the first of November 2026."""
    return replace(ReferralInput(date(2026, 11, 1), name=name), **changes)  # type: ignore[arg-type]
