"""Referrals of the practice office over a year, decided and waiting: resources/practice/referrals.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from gezinscoach_desktop.data.appointment import APPOINTMENTS
from gezinscoach_desktop.domain.appointment import AppointmentState
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.family import FoundVia, HouseholdType
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.record import FamilyHeader
from gezinscoach_desktop.domain.referral import (
    Agreement,
    Feedback,
    ReferralInput,
    ReferredPersonInput,
    Ruling,
    Urgency,
    WaitingContactInput,
)
from gezinscoach_desktop.domain.referral_feedback import proposed_feedback
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Decision
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.appointment import settle_appointment
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.directory import Directory, read_directory
from gezinscoach_desktop.services.family import read_family
from gezinscoach_desktop.services.matching import AssignmentInput, assign_referral
from gezinscoach_desktop.services.practice_clock import desk_on
from gezinscoach_desktop.services.referral import (
    decide_referral,
    read_referral,
    register_referral,
    tell_referrer,
)
from gezinscoach_desktop.services.waiting_list import add_waiting_contact

_AT = time(10, 30, tzinfo=UTC)
_NOBODY = UUID(int=0)


def keep_referrals(desk: Desk, families: Mapping[str, UUID]) -> None:
    """A year of referrals: some became the families that are there, some wait, some went elsewhere."""
    content = tomllib.loads(resource_path("practice", "referrals.toml").read_text(encoding="utf-8"))
    directory = read_directory(desk)
    made: dict[str, UUID] = {}
    for raw in content["referral"]:
        if "family" in raw:
            if raw["family"] in families:
                _keep_started(desk, directory, raw, read_family(desk, families[raw["family"]]))
        else:
            made[raw["name"]] = _keep(desk, directory, raw, made)


def _keep(desk: Desk, directory: Directory, raw: Mapping[str, Any], made: Mapping[str, UUID]) -> UUID:
    referral_id, on = uuid4(), _ago(desk, raw["days"])
    details = replace(_details(directory, raw, on), earlier_id=made.get(raw.get("earlier", "")))
    register_referral(desk_on(desk, on, _AT), referral_id, details, _persons(raw, desk.today()))
    if "decision" in raw:
        decision, days, reason, *where = raw["decision"]
        then = desk_on(desk, _ago(desk, days), _AT)
        ruling = Ruling(Decision(decision), then.today(), reason, where[0] if where else "")
        decide_referral(then, referral_id, _version(desk, referral_id), ruling)
    for days, kind, what, is_bridging in raw.get("waits", ()):
        day = _ago(desk, days)
        contact = WaitingContactInput(referral_id, day, ContactKind(kind), what, is_bridging)
        add_waiting_contact(desk_on(desk, day, _AT), contact)
    if "told" in raw:
        _tell(desk, referral_id, _ago(desk, raw["told"]))
    return referral_id


def _keep_started(desk: Desk, directory: Directory, raw: Mapping[str, Any], family: FamilyHeader) -> None:
    """Of a family that is there already: the referral it came of, and the first appointment with its coach."""
    known, began = family.record.details, family.phases[0].since
    referral_id, on = uuid4(), began - timedelta(days=raw["before"])
    details = replace(
        _details(directory, raw, on),
        name=known.name,
        municipality=known.municipality,
        phone=known.phone,
        languages=known.languages,
    )
    register_referral(desk_on(desk, on, _AT), referral_id, details, (), family.record.id)
    coach = next(
        each.account_id
        for each in family.assignments
        if each.kind is AssignmentKind.RESPONSIBLE and each.runs_on(began)
    )
    then = desk_on(desk, began, _AT)
    assignment = AssignmentInput(coach, began, first_on=began, first_at=10 * 60)
    assign_referral(then, referral_id, _version(desk, referral_id), assignment)
    _meet(then, family.record.id, began)
    if "told" in raw:
        _tell(desk, referral_id, min(began + timedelta(days=raw["told"]), desk.today()))


def _meet(desk: Desk, family_id: UUID, on: date) -> None:
    """The first appointment went on."""
    planned = desk.office.read(lambda session: APPOINTMENTS.read(session, APPOINTMENTS.of_family(family_id)))
    for each in planned:
        if each.details.on == on and each.details.is_open:
            settle_appointment(desk, each.id, each.version, AppointmentState.KEPT)


def _tell(desk: Desk, referral_id: UUID, on: date) -> None:
    file = read_referral(desk, referral_id)
    letter = proposed_feedback(file.told)
    if letter:
        tell_referrer(desk_on(desk, on, _AT), referral_id, file.record.version, on, letter)


def _details(directory: Directory, raw: Mapping[str, Any], on: date) -> ReferralInput:
    agreement, note = raw.get("agreement", ("unknown", ""))
    organisation = raw.get("organisation", "")
    service = next((each.id for each in directory.entries if each.details.name == organisation), None)
    return ReferralInput(
        received_on=on,
        channel=FoundVia(raw["channel"]),
        referrer=raw.get("referrer", ""),
        referrer_organisation="" if service else organisation,
        service_id=service,
        referrer_phone=raw.get("referrer_phone", ""),
        agreement=Agreement(agreement),
        agreement_note=note,
        feedback=Feedback(raw.get("feedback", "nothing")),
        name=raw.get("name", ""),
        municipality=raw.get("municipality", ""),
        address=raw.get("address", ""),
        phone=raw.get("phone", ""),
        reach_note=raw.get("reach", ""),
        household_type=HouseholdType(raw["household"]) if "household" in raw else None,
        languages=raw.get("languages", ""),
        needs_interpreter=raw.get("interpreter", False),
        question=raw.get("question", ""),
        reason=raw.get("reason", ""),
        domains=tuple(LifeDomain(each) for each in raw.get("domains", ())),
        urgency=Urgency(raw.get("urgency", 1)),
        safety=raw.get("safety", ""),
    )


def _persons(raw: Mapping[str, Any], today: date) -> tuple[ReferredPersonInput, ...]:
    return tuple(
        ReferredPersonInput(_NOBODY, Role(role), given, family, _born(born, today), relation)
        for given, family, role, born, relation in raw.get("people", ())
    )


def _born(text: str, today: date) -> date | None:
    """A day, or `+60` for who is expected in so many days."""
    if text.startswith("+"):
        return today + timedelta(days=int(text))
    return date.fromisoformat(text) if text else None


def _version(desk: Desk, referral_id: UUID) -> int:
    return read_referral(desk, referral_id).record.version


def _ago(desk: Desk, days: int) -> date:
    return desk.today() - timedelta(days=days)
