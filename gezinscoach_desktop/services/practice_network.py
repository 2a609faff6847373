"""The service directory of the practice office and who stands around its families: resources/practice/directory.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import BondKind, Direction, ReferralOutcome, Ring, Strength, TieKind
from gezinscoach_desktop.domain.record import MemberRecord
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services import directory, network
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.directory import ContactPersonInput, ServiceInput
from gezinscoach_desktop.services.family import read_family
from gezinscoach_desktop.services.network import BondInput, ServiceReferralInput, TieInput
from gezinscoach_desktop.services.practice_clock import desk_on, moment_on

_AT = time(16, 15, tzinfo=UTC)


def keep_network(desk: Desk, families: Mapping[str, UUID]) -> None:
    """Fill the directory, and then the network of every family that is there, by its name."""
    content = tomllib.loads(resource_path("practice", "directory.toml").read_text(encoding="utf-8"))
    services = {each["key"]: _keep_service(desk, each) for each in content["service"]}
    for each in content["family"]:
        family_id = families.get(each["name"])
        if family_id is not None:
            _keep_family(desk, family_id, each, services)


def _keep_service(desk: Desk, raw: Mapping[str, Any]) -> UUID:
    today = desk.today()
    waiting, heard = raw.get("waiting", ("", 0))
    details = ServiceInput(
        name=raw["name"],
        organisation=raw.get("organisation", ""),
        what=raw.get("what", ""),
        domains=_domains(raw),
        municipality=raw["municipality"],
        address=raw.get("address", ""),
        phone=raw.get("phone", ""),
        email=raw.get("email", ""),
        website=raw.get("website", ""),
        waiting=waiting,
        waiting_noted_on=today - timedelta(days=heard) if waiting else None,
        retired_on=today - timedelta(days=raw["retired"]) if "retired" in raw else None,
    )
    service_id = _made(directory.add_service(_on(desk, today), details).id)
    for name, role, phone in raw.get("people", ()):
        directory.add_contact_person(desk, ContactPersonInput(service_id, name, role, phone))
    return service_id


def _keep_family(desk: Desk, family_id: UUID, raw: Mapping[str, Any], services: Mapping[str, UUID]) -> None:
    today = desk.today()
    members = _by_key(read_family(desk, family_id).members)
    for number, tie in enumerate(raw.get("ties", ())):
        at = moment_on(desk, today - timedelta(days=1), _AT) + timedelta(minutes=number)  # in their order
        network.add_tie(replace(desk, now=partial(_same, at)), family_id, _tie(tie, members, services, today))
    bonds = tuple(
        BondInput(BondKind(kind), members[one], members[other]) for kind, one, other in raw.get("bonds", ())
    )
    if bonds:
        network.add_bonds(desk, family_id, bonds)
    for service, member, domain, asked, outcome, *answered in raw.get("referrals", ()):
        details = ServiceReferralInput(
            services[service],
            today - timedelta(days=asked),
            members[member] if member else None,
            LifeDomain(domain),
            ReferralOutcome(outcome),
            today - timedelta(days=answered[0]) if answered else None,
        )
        network.add_referral(desk, family_id, details)


def _tie(
    raw: Sequence[Any], members: Mapping[str, UUID], services: Mapping[str, UUID], today: date
) -> TieInput:
    who, relation, ring, strength, direction, *more = raw
    about: Mapping[str, Any] = more[0] if more else {}
    is_service = who.startswith("@")

    def ago(name: str) -> date | None:
        return today - timedelta(days=about[name]) if name in about else None

    return TieInput(
        TieKind.SERVICE if is_service else TieKind.PERSON,
        "" if is_service else who,
        services[who[1:]] if is_service else None,
        members[about["member"]] if "member" in about else None,
        relation,
        Ring(ring),
        Strength(strength),
        about.get("tense", False),
        Direction(direction),
        _domains(about),
        about.get("reach", ""),
        about.get("note", ""),
        ago("since"),
        ago("until"),
    )


def _by_key(members: Sequence[MemberRecord]) -> dict[str, UUID]:
    """As the scripts call them: by the given name without accents; `baby` for who has none yet."""
    return {fold(member.details.given_name) or "baby": member.id for member in members}


def _domains(raw: Mapping[str, Any]) -> tuple[LifeDomain, ...]:
    return tuple(LifeDomain(each) for each in raw.get("domains", ()))


def _same(at: datetime) -> datetime:
    return at


def _on(desk: Desk, day: date) -> Desk:
    return desk_on(desk, day, _AT)


def _made(id_: UUID | None) -> UUID:
    if id_ is None:
        raise LookupError("adding gives the id of what was added")
    return id_
