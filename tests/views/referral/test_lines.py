"""What could not be shared of a referral is told in full: nothing that was typed gets lost."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.referral import (
    ReferralInput,
    ReferredPersonInput,
    Ruling,
    Urgency,
    WaitingContactInput,
)
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.services.matching import AssignmentInput
from gezinscoach_desktop.views.safety.stuck_words import lines_of

ID, DAY = UUID(int=7), date(2026, 11, 22)


def test_every_field_that_was_filled_in_is_told_and_no_id() -> None:
    details = ReferralInput(
        DAY, name="Nagy", phone="0470", needs_interpreter=True, domains=(LifeDomain.HOUSING, LifeDomain.FINANCES),
        urgency=Urgency.URGENT, service_id=ID,
    )  # fmt: skip
    person = ReferredPersonInput(ID, Role.CHILD, "Jef", birth_date=date(2020, 1, 2))
    told = lines_of((ID, details, ((ID, person),), None))
    assert {"Naam: Nagy", "Telefoon: 0470", "Tolk nodig: ja", "Dringend: Dringend", "Voornaam: Jef"} <= set(
        told
    )
    assert {"Levensdomeinen: Huisvesting, Financieel", "Geboren: 02/01/2020", "Wie: Kind"} <= set(told)
    assert not [line for line in told if ID.hex in line or str(ID) in line]


def test_a_decision_a_call_and_an_assignment_are_told() -> None:
    told = lines_of(
        (
            Ruling(Decision.REFERRED_ON, DAY, "Past beter", "CAW"),
            WaitingContactInput(ID, DAY, ContactKind.PHONE, "Gebeld", is_bridging=True),
            AssignmentInput(ID, DAY, first_on=DAY, first_at=14 * 60),
        )
    )
    assert told == (
        "Beslissing: Doorverwezen", "Op: 22/11/2026", "Reden: Past beter", "Naar: CAW",
        "Op: 22/11/2026", "Hoe: Telefoon", "Wat: Gebeld", "Overbrugging: ja",
        "Vanaf: 22/11/2026", "Eerste contact: 22/11/2026", "Uur: 14:00",
    )  # fmt: skip
