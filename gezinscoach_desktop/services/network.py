"""Who stands around a family: people and services, who belongs with whom, and referrals to services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from gezinscoach_desktop.data import consent as consents
from gezinscoach_desktop.data import directory as directories
from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data import network as store
from gezinscoach_desktop.data.directory import SERVICES
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.network import BONDS, SERVICE_REFERRALS, TIES
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.directory import Directory, directory_of
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.network import BondInput as BondInput
from gezinscoach_desktop.domain.network import BondRecord as BondRecord
from gezinscoach_desktop.domain.network import ServiceReferralInput as ServiceReferralInput
from gezinscoach_desktop.domain.network import ServiceReferralRecord as ServiceReferralRecord
from gezinscoach_desktop.domain.network import TieInput as TieInput
from gezinscoach_desktop.domain.network import TieRecord as TieRecord
from gezinscoach_desktop.domain.network import (
    are_same_bond,
    checked_bond,
    checked_referral,
    checked_tie,
)
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.record import FamilyHeader, MemberRecord
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import header_of
from gezinscoach_desktop.services.guard import require_coached, require_family
from gezinscoach_desktop.services.kept import changed_meanwhile, found_of_family, missing
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


class Part(StrEnum):
    """What a family's network is made of."""

    TIE = "tie"
    BOND = "bond"
    REFERRAL = "referral"

    @property
    def words(self) -> str:
        return {"tie": "deze persoon of dienst", "bond": "deze band", "referral": "deze doorverwijzing"}[
            self.value
        ]

    @property
    def audited_as(self) -> AuditAction:
        if self is Part.REFERRAL:
            return AuditAction.CHANGE_SERVICE_REFERRAL
        return AuditAction.CHANGE_NETWORK


_TABLES: Mapping[Part, KeptTable[Any]] = {
    Part.TIE: TIES,
    Part.BOND: BONDS,
    Part.REFERRAL: SERVICE_REFERRALS,
}


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """One reading of everything around a family, for the screen and for papers."""

    header: FamilyHeader
    ties: tuple[TieRecord, ...]
    bonds: tuple[BondRecord, ...]
    referrals: tuple[ServiceReferralRecord, ...]
    directory: Directory
    agreements: tuple[ConsentInput, ...]
    """What the family agreed to share, and mandates it gave, that run today."""
    today: date

    @property
    def members(self) -> tuple[MemberRecord, ...]:
        return self.header.members

    def name_of(self, tie: TieInput) -> str:
        """How the list and the ecogram call whom a tie is with."""
        return self.directory.name_of(tie.service_id) or tie.name

    def has_agreement(self, service_id: UUID | None) -> bool:
        """Whether the family agreed to speak with this service, or to share something with it, and still does."""
        entry = self.directory.entry(service_id)
        if entry is None:
            return False
        called = {fold(name) for name in (entry.details.name, entry.details.organisation) if name}
        return any(
            self.directory.meanings.get(each.service_id) == entry.id
            if each.service_id is not None
            else any(name in fold(each.partner) for name in called)
            for each in self.agreements
        )


def network_page(desk: Desk, family_id: UUID) -> NetworkPage:
    """People, services, bonds, referrals and what was agreed with whom; a fixed number of queries."""

    def query(session: Session) -> NetworkPage:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return page_of(session, family_id, desk.today())

    return desk.office.read(query)


def page_of(session: Session, family_id: UUID, today: date) -> NetworkPage:
    """The same within a running query, for who asked already whether the account may."""
    agreed = tuple(
        kept.details
        for kept in consents.of_family(session, family_id)
        if kept.details.kind in (ConsentKind.SHARING, ConsentKind.MANDATE) and kept.details.runs_on(today)
    )
    return NetworkPage(
        header_of(session, family_id),
        store.of_family(session, family_id),
        store.bonds_of_family(session, family_id),
        store.referrals_of_family(session, family_id),
        directory_of(directories.services(session), directories.contact_persons(session)),
        agreed,
        today,
    )


# ------------------------------------------------------------------------------------------- people and services


def add_tie(desk: Desk, family_id: UUID, details: TieInput) -> Done:
    """Somebody or a service around the family; raises InvalidInput (name, service_id, until)."""
    return _add_tie(desk, family_id, uuid4(), checked_tie(details))


@operation(AuditAction.CHANGE_NETWORK)
def _add_tie(work: Work, family_id: UUID, tie_id: UUID, details: TieInput) -> Done:
    require_coached(work, work.session, Action.CHANGE_NETWORK, family_id)
    _check_named(work, family_id, details.service_id, details.member_id)
    TIES.add(work.session, tie_id, details, family_id=family_id, at=work.now(), by=work.account.id)
    return _done(work, Part.TIE, family_id, tie_id)


def change_tie(desk: Desk, tie_id: UUID, version: int, details: TieInput) -> Done:
    """Keep changed details; raises ChangedMeanwhile."""
    return _change_tie(desk, tie_id, version, checked_tie(details))


@operation(AuditAction.CHANGE_NETWORK)
def _change_tie(work: Work, tie_id: UUID, version: int, details: TieInput) -> Done:
    return _change(work, Part.TIE, tie_id, version, details)


def turn_tie(desk: Desk, tie_id: UUID, angle: int | None) -> Done:
    """Where it stands in the ecogram, whatever else of it was changed meanwhile; None lets the program place it."""
    return _turn_tie(desk, tie_id, angle)


@operation(AuditAction.CHANGE_NETWORK)
def _turn_tie(work: Work, tie_id: UUID, angle: int | None) -> Done:
    kept = found_of_family(work, TIES, tie_id, Action.CHANGE_NETWORK, Part.TIE.words)
    turned = checked_tie(replace(kept.details, angle=angle))
    return _keep(work, Part.TIE, tie_id, kept.version, turned)


# ---------------------------------------------------------------------------------------------------------- bonds


def add_bonds(desk: Desk, family_id: UUID, bonds: tuple[BondInput, ...]) -> Done:
    """Who belongs with whom, one or more at once; what is known already stays as it is. Raises InvalidInput (other_id …)."""
    return _add_bonds(desk, family_id, tuple(uuid4() for _ in bonds), tuple(map(checked_bond, bonds)))


@operation(AuditAction.CHANGE_NETWORK)
def _add_bonds(work: Work, family_id: UUID, ids: tuple[UUID, ...], bonds: tuple[BondInput, ...]) -> Done:
    session = work.session
    require_coached(work, session, Action.CHANGE_NETWORK, family_id)
    known = [kept.details for kept in store.bonds_of_family(session, family_id)]
    members = {member.id for member in members_of.of_family(session, family_id)}
    rows = []
    for bond_id, bond in zip(ids, bonds, strict=True):
        if not {bond.member_id, bond.other_id or bond.member_id} <= members:
            raise missing("dit gezinslid")
        if not any(are_same_bond(bond, each) for each in known):
            known.append(bond)
            rows.append(BONDS.new_row(bond_id, bond, family_id=family_id, at=work.now(), by=work.account.id))
    BONDS.add_all(session, rows)
    return _done(work, Part.BOND, family_id, ids[0] if ids else family_id)


def change_bond(desk: Desk, bond_id: UUID, version: int, details: BondInput) -> Done:
    """Keep changed details; raises ChangedMeanwhile, InvalidInput when the same is known already."""
    return _change_bond(desk, bond_id, version, checked_bond(details))


@operation(AuditAction.CHANGE_NETWORK)
def _change_bond(work: Work, bond_id: UUID, version: int, details: BondInput) -> Done:
    kept = found_of_family(work, BONDS, bond_id, Action.CHANGE_NETWORK, Part.BOND.words)
    if kept.family_id is not None:
        members = {member.id for member in members_of.of_family(work.session, kept.family_id)}
        if not {details.member_id, details.other_id or details.member_id} <= members:
            raise missing("dit gezinslid")
        others = [each for each in store.bonds_of_family(work.session, kept.family_id) if each.id != bond_id]
        if any(are_same_bond(details, each.details) for each in others):
            raise InvalidInput("Deze band staat er al.", field="other_id")
    return _keep(work, Part.BOND, bond_id, version, details)


# ------------------------------------------------------------------------------------------------------ referrals


def add_referral(desk: Desk, family_id: UUID, details: ServiceReferralInput) -> Done:
    """The family was referred to a service; raises InvalidInput (asked_on, answered_on)."""
    return _add_referral(desk, family_id, uuid4(), checked_referral(details, desk.today()))


@operation(AuditAction.CHANGE_SERVICE_REFERRAL)
def _add_referral(work: Work, family_id: UUID, referral_id: UUID, details: ServiceReferralInput) -> Done:
    require_coached(work, work.session, Action.CHANGE_NETWORK, family_id)
    _check_named(work, family_id, details.service_id, details.member_id)
    SERVICE_REFERRALS.add(
        work.session, referral_id, details, family_id=family_id, at=work.now(), by=work.account.id
    )
    return _done(work, Part.REFERRAL, family_id, referral_id)


def change_referral(desk: Desk, referral_id: UUID, version: int, details: ServiceReferralInput) -> Done:
    """Keep changed details, also the answer of the service; raises ChangedMeanwhile."""
    return _change_referral(desk, referral_id, version, checked_referral(details, desk.today()))


@operation(AuditAction.CHANGE_SERVICE_REFERRAL)
def _change_referral(work: Work, referral_id: UUID, version: int, details: ServiceReferralInput) -> Done:
    return _change(work, Part.REFERRAL, referral_id, version, details)


# ------------------------------------------------------------------------------------------- taken away, and back


def remove(desk: Desk, part: Part, record_id: UUID, version: int) -> Done:
    """Take something away that was a mistake; what ended gets an end date instead. Raises ChangedMeanwhile."""
    return _remove(desk, part, record_id, version)


@operation(AuditAction.CHANGE_NETWORK)
def _remove(work: Work, part: Part, record_id: UUID, version: int) -> Done:
    table = _TABLES[part]
    kept = found_of_family(work, table, record_id, Action.CHANGE_NETWORK, part.words)
    if not table.remove(work.session, record_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, part.words, kept)
    return _done(work, part, kept.family_id, record_id)


def bring_back(desk: Desk, part: Part, record_id: UUID, version: int) -> Done:
    """Undo `remove`; `version` is the one it had before it was taken away, and one more."""
    return _bring_back(desk, part, record_id, version)


@operation(AuditAction.CHANGE_NETWORK)
def _bring_back(work: Work, part: Part, record_id: UUID, version: int) -> Done:
    table = _TABLES[part]
    kept = found_of_family(work, table, record_id, Action.CHANGE_NETWORK, part.words)
    if not table.bring_back(work.session, record_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, part.words, kept)
    return _done(work, part, kept.family_id, record_id)


def _change(
    work: Work, part: Part, record_id: UUID, version: int, details: TieInput | ServiceReferralInput
) -> Done:
    kept = found_of_family(work, _TABLES[part], record_id, Action.CHANGE_NETWORK, part.words)
    if kept.family_id is not None:
        _check_named(work, kept.family_id, details.service_id, details.member_id)
    return _keep(work, part, record_id, version, details)


def _keep(work: Work, part: Part, record_id: UUID, version: int, details: object) -> Done:
    table = _TABLES[part]
    if not table.change(work.session, record_id, version, details, at=work.now(), by=work.account.id):
        kept = table.one(work.session, record_id)
        raise missing(part.words) if kept is None else changed_meanwhile(work, part.words, kept)
    kept = table.one(work.session, record_id)
    return _done(work, part, None if kept is None else kept.family_id, record_id)


def _check_named(work: Work, family_id: UUID, service_id: UUID | None, member_id: UUID | None) -> None:
    """The service is in the directory, the member one of this family."""
    if service_id is not None and SERVICES.one(work.session, service_id) is None:
        raise missing("deze dienst")
    if member_id is not None:
        kept = members_of.row(work.session, member_id)
        if kept is None or kept.family_id != family_id:
            raise missing("dit gezinslid")


def _done(work: Work, part: Part, family_id: UUID | None, id_: UUID) -> Done:
    work.note(part.audited_as, family_id=family_id)
    return Done(Change(frozenset({Noun.NETWORK}), family_id), id_)
