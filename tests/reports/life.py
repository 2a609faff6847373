"""What is kept of a family between snapshots, in every amount that papers have to bear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid5

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.consent import ConsentForm, ConsentInput, ConsentKind
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.domain.directory import ContactPersonInput, ServiceInput
from gezinscoach_desktop.domain.document import DocumentInput
from gezinscoach_desktop.domain.expense import ExpenseInput
from gezinscoach_desktop.domain.household import Living, Role
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.letting_go import OwnViewInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import (
    BondInput,
    BondKind,
    ReferralOutcome,
    Ring,
    ServiceReferralInput,
    Strength,
    TieInput,
    TieKind,
)
from gezinscoach_desktop.domain.record import AssignmentRecord, FamilyInput, MemberInput, MemberRecord
from gezinscoach_desktop.domain.request import GoalInput, RequestInput, RequestState
from gezinscoach_desktop.domain.right import RightInput, RightState, RightStepInput
from gezinscoach_desktop.domain.signal import HowOften, SignalInput
from gezinscoach_desktop.domain.story import StoryInput, StoryKind
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Phase, PhaseStart
from gezinscoach_desktop.reports.content import FamilyContent, FamilyLife, ReportMember
from tests.reports.content import EMRE, FIRST_DAY, LINA, SOFIE, small_family

T = TypeVar("T")
FAMILY = UUID(int=500)
CAW, OCMW = UUID(int=601), UUID(int=602)
PREMIUM, ALLOWANCE, CARE = UUID(int=701), UUID(int=702), UUID(int=703)
LATER = FIRST_DAY + timedelta(days=90)
BIRTH = {SOFIE: date(1992, 3, 5), EMRE: date(1990, 3, 6), LINA: date(2018, 5, 5)}
_AT = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)


def kept(details: T, number: int = 1) -> Kept[T]:
    id_ = uuid5(FAMILY, f"{type(details).__name__}{number}")
    return Kept(id_, FAMILY, 1, details, _AT, None, "An De Smet", _AT, "An De Smet")


def member(id_: UUID, details: MemberInput) -> MemberRecord:
    return MemberRecord(id_, f"X{id_.int}", 1, details)


def life() -> FamilyLife:
    """Sofie, Emre and Lina with one or two of everything."""
    return FamilyLife(
        details=FamilyInput(
            name="Peeters – Yilmaz", code="G-2024-017", municipality="Ninove", neighbourhood="Pollare",
            address="Vlierbesstraat 17", languages="Nederlands, Turks", phone="0477 12 34 56", email="sofie@voorbeeld.be",
            reach_note="Na 16 uur, eerst een bericht", remarks="Emre leest liever een bericht",
        ),
        members=(
            member(SOFIE, MemberInput("Sofie", "Peeters", Role.ADULT, BIRTH[SOFIE], relation="moeder")),
            member(EMRE, MemberInput("Emre", "Yilmaz", Role.ADULT, BIRTH[EMRE], relation="vader")),
            member(LINA, MemberInput(
                "Lina", "Yilmaz", Role.CHILD, BIRTH[LINA], relation="dochter", living=Living.PARTLY,
                lives_with="oma Fatma", school="De Vlinder",
            )),
        ),
        phases=(
            PhaseStart(Phase.GETTING_TO_KNOW, FIRST_DAY - timedelta(days=20)),
            PhaseStart(Phase.INTENSIVE, FIRST_DAY + timedelta(days=10), "Sofie vroeg vaker langs te komen"),
        ),
        assignments=(AssignmentRecord(UUID(int=8), "An De Smet", AssignmentKind.RESPONSIBLE, FIRST_DAY, None),),
        intake=IntakeInput(
            story="Sofie en Emre kwamen hier in 2019 wonen.", strengths="Ze lachen veel samen.",
            needs={"housing": "Een droge slaapkamer voor Lina"}, absent_parent="De vader van Lina woont ver.",
            services="De huisarts", safety="Geen zorgen over geweld.", expectations="Iemand die meegaat",
            pace="Niet te snel", boundaries="Niet poetsen", matters="Altijd eerst bellen",
            avoid="Niet over de familie van Emre beginnen", family_view="Het gaat beter dan vorig jaar",
            ahead="Om de twee weken een huisbezoek", next_step="Samen naar het OCMW", next_on=LATER + timedelta(days=5),
        ),
        contacts=(
            kept(ContactInput(ContactKind.HOME_VISIT, LATER, 840, 90, (SOFIE,), "oma", (LifeDomain.HOUSING,), "Vocht"), 1),
            kept(ContactInput(ContactKind.PHONE, FIRST_DAY, 600, 15), 2),
        ),
        appointments=(kept(AppointmentInput(LATER + timedelta(days=4), 870, what="brief van de school")),),
        requests=(
            kept(RequestInput("Een droog huis", LifeDomain.HOUSING, 1, FIRST_DAY), 1),
            kept(RequestInput(
                "Hulp met de papieren", LifeDomain.ADMINISTRATION, 2, FIRST_DAY, RequestState.REACHED, LATER, "Alles in orde",
            ), 2),
            kept(RequestInput("Naar de kinderpsychiater", LifeDomain.HEALTH, 3, FIRST_DAY), 3),
        ),
        goals=(kept(GoalInput("income", None, 2, 4, FIRST_DAY)),),
        actions=(
            kept(ActionInput("Huurpremie vragen", ActionOwner.COACH, due_on=LATER - timedelta(days=3)), 1),
            kept(ActionInput("Bellen naar de huisbaas", ActionOwner.FAMILY, state=ActionState.DONE, closed_on=LATER), 2),
            kept(ActionInput("Dossier nakijken", ActionOwner.SERVICE, service_id=OCMW, domain=LifeDomain.FINANCES), 3),
        ),
        rights={
            PREMIUM: RightInput("Vlaamse huurpremie", domains=(LifeDomain.HOUSING,)),
            ALLOWANCE: RightInput("Sociale toeslag", domains=(LifeDomain.FINANCES,)),
            CARE: RightInput("Zorgbudget", domains=(LifeDomain.HEALTH,)),
        },
        right_steps=(
            kept(RightStepInput(PREMIUM, RightState.APPLIED, FIRST_DAY), 1),
            kept(RightStepInput(PREMIUM, RightState.GRANTED, LATER, None, 12_050, 20_000), 2),
            kept(RightStepInput(ALLOWANCE, RightState.REFUSED, LATER, SOFIE, not_taken_up="Inkomen te hoog"), 3),
            kept(RightStepInput(CARE, RightState.TO_EXPLORE, LATER), 4),
        ),
        services={
            CAW: ServiceInput("CAW Ninove", phone="054 11 22 33"),
            OCMW: ServiceInput("Sociale dienst", municipality="Ninove"),
        },
        contact_persons=(kept(ContactPersonInput(OCMW, "Ilse Maes", "maatschappelijk werker", "054 00 11 22")),),
        ties=(
            kept(TieInput(TieKind.PERSON, "Fatma", relation="oma", ring=Ring.NEAR, strength=Strength.STRONG,
                          reach="0470 99 88 77"), 1),
            kept(TieInput(TieKind.SERVICE, service_id=OCMW, domains=(LifeDomain.FINANCES,), is_tense=True), 2),
        ),
        bonds=(kept(BondInput(BondKind.EX_PARTNERS, SOFIE, other_name="Dirk")),),
        referrals=(
            kept(ServiceReferralInput(CAW, FIRST_DAY, None, LifeDomain.HOUSING, ReferralOutcome.WAITING), 1),
            kept(ServiceReferralInput(
                OCMW, FIRST_DAY, SOFIE, LifeDomain.FINANCES, ReferralOutcome.STARTED, FIRST_DAY + timedelta(days=30),
            ), 2),
        ),
        consents=(
            kept(ConsentInput(ConsentKind.COACHING, FIRST_DAY, ConsentForm.PAPER, "Sofie"), 1),
            kept(ConsentInput(ConsentKind.SHARING, FIRST_DAY, partner="De Vlinder", purpose="rust op school",
                              content="afspraken"), 2),
            kept(ConsentInput(ConsentKind.MANDATE, FIRST_DAY, service_id=OCMW, who="de coach", content="huurpremie"), 3),
        ),
        documents=(kept(DocumentInput("Toestemming")),),
        expenses=(kept(ExpenseInput(450, "ijsje", LATER)),),
        signals=(kept(SignalInput(LifeDomain.HOUSING, "Huurpremie komt te laat", LATER, CAW, how_often=HowOften.OFTEN)),),
        stories=(kept(StoryInput(StoryKind.PRIDE, "Lina kreeg haar zwembrevet", LATER)),),
        own_views=(kept(OwnViewInput(LATER, "Ik zie dat anders", "de schulden")),),
    )  # fmt: skip


def rich_family() -> FamilyContent:
    """The small family with all of it."""
    content = small_family()
    lived = life()
    return replace(content, life=lived, phase=lived.phases[-1])


def closed_family() -> FamilyContent:
    content = rich_family()
    closed = PhaseStart(Phase.CLOSED, LATER, "Ze redden het nu zelf", ClosingReason.GOALS_REACHED)
    return replace(content, phase=closed, life=replace(content.life, phases=(*content.life.phases, closed)))


def written(value: Any, text: Callable[[type, str, str], str]) -> Any:
    """A record, or a whole life, with every text in it replaced by `text(its class, its field, as it was)`."""
    if isinstance(value, tuple):
        return tuple(written(each, text) for each in value)
    if isinstance(value, Kept):
        return replace(value, details=written(value.details, text))
    if isinstance(value, dict):
        return {key: written(each, text) for key, each in value.items()}
    if not hasattr(value, "__dataclass_fields__"):
        return value
    changed: dict[str, Any] = {}
    for field in fields(value):
        content = getattr(value, field.name)
        if field.type in ("str", "str | None"):
            changed[field.name] = text(type(value), field.name, content or "")
        elif field.name == "needs":
            changed[field.name] = {key: text(type(value), field.name, each) for key, each in content.items()}
        elif isinstance(content, (tuple, dict, Kept)) or hasattr(content, "__dataclass_fields__"):
            changed[field.name] = written(content, text)
    return replace(value, **changed)


def enormous_family(text: str, *, members: int = 8, each: int = 60) -> FamilyContent:
    """So many of everything, with such a text everywhere, that it cannot fit."""
    content = rich_family()
    lived: FamilyLife = written(content.life, lambda _kind, _field, _text: text)
    people = tuple(
        member(UUID(int=place), MemberInput(
            f"Kind {text}", "Yilmaz", Role.CHILD if place > 2 else Role.ADULT, date(1990 + 3 * place, 1, 2),
            relation=text, living=Living.PARTLY, lives_with=text, school=text,
        ))
        for place in range(1, members + 1)
    )  # fmt: skip
    many: dict[str, Any] = {
        name: tuple(
            replace(record, id=uuid5(record.id, str(place)))
            for place in range(each)
            for record in getattr(lived, name)
        )
        for name in ("appointments", "requests", "actions", "ties", "referrals", "consents", "stories", "signals")
    }  # fmt: skip
    return replace(
        content,
        name=text,
        members=tuple(ReportMember(person.person, person.display_name) for person in people),
        life=replace(lived, members=people, **many),
    )
