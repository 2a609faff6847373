"""The organisation: the municipalities it works for, its partner organisations, and who works there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

from gezinscoach_desktop.data import organisation as kept
from gezinscoach_desktop.data.organisation import MUNICIPALITIES, ORGANISATIONS, STAFF
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.organisation import MunicipalityInput as MunicipalityInput
from gezinscoach_desktop.domain.organisation import MunicipalityRecord as MunicipalityRecord
from gezinscoach_desktop.domain.organisation import OrganisationInput as OrganisationInput
from gezinscoach_desktop.domain.organisation import OrganisationRecord as OrganisationRecord
from gezinscoach_desktop.domain.organisation import StaffInput as StaffInput
from gezinscoach_desktop.domain.organisation import StaffRecord as StaffRecord
from gezinscoach_desktop.domain.organisation import checked_staff, meant_municipality
from gezinscoach_desktop.domain.permission import Action, OfficeRole, Reach, reach
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import reaches, require
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

N = TypeVar("N", MunicipalityInput, OrganisationInput)
_CHANGE = Change(frozenset({Noun.ORGANISATION}))
_WITH_FAMILIES = Change(frozenset({Noun.ORGANISATION, Noun.FAMILY, Noun.REFERRAL}))


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """A municipality with its families; none for who may not see any."""

    record: MunicipalityRecord
    families: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class UnknownSpelling:
    """A municipality as it is written with families, which the list does not have."""

    name: str
    families: frozenset[UUID]
    likely: UUID | None
    """Which of the list was probably meant."""


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """A partner organisation with how many people work for it."""

    record: OrganisationRecord
    people: int


@dataclass(frozen=True, slots=True)
class StaffLine:
    """Somebody who works here, with what was noted; None for nothing yet."""

    account_id: UUID
    name: str
    roles: frozenset[OfficeRole]
    is_open: bool
    record: StaffRecord | None
    organisation: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """The whole page."""

    municipalities: tuple[MunicipalityLine, ...]
    unknown: tuple[UnknownSpelling, ...]
    organisations: tuple[OrganisationLine, ...]
    staff: tuple[StaffLine, ...]
    """Empty for who only reads."""


# ------------------------------------------------------------------------------------------------------------- reading
def read_organisation(desk: Desk) -> Organisation:
    """Municipalities, organisations and staff by name; families only for who may see all of them."""
    require(desk, Action.READ_ORGANISATION)

    def query(session: Session) -> Organisation:
        sees_families = reach(desk.account.roles, Action.LIST_FAMILIES) is Reach.ANY
        families = kept.families_by_municipality(session) if sees_families else {}
        records = sorted(
            MUNICIPALITIES.read(session, MUNICIPALITIES.kept()), key=lambda each: fold(each.details.name)
        )
        organisations = ORGANISATIONS.read(session, ORGANISATIONS.kept())
        sees_staff = reaches(desk, session, Action.CHANGE_ORGANISATION)
        people = kept.people_by_organisation(session) if sees_staff else {}
        names = {each.id: each.details.name for each in organisations}
        return Organisation(
            tuple(MunicipalityLine(each, families.get(each.details.name, frozenset())) for each in records),
            _unknown(families, records),
            tuple(
                OrganisationLine(each, people.get(each.id, 0))
                for each in sorted(organisations, key=lambda each: fold(each.details.name))
            ),
            _staff(session, names) if sees_staff else (),
        )

    return desk.office.read(query)


def _unknown(
    families: Mapping[str, frozenset[UUID]], records: Iterable[MunicipalityRecord]
) -> tuple[UnknownSpelling, ...]:
    known = {each.details.name: each.id for each in records}
    return tuple(
        UnknownSpelling(name, ids, known.get(meant_municipality(name, known) or ""))
        for name, ids in sorted(families.items(), key=lambda item: fold(item[0]))
        if name not in known
    )


def _staff(session: Session, names: Mapping[UUID, str]) -> tuple[StaffLine, ...]:
    noted = {each.details.account_id: each for each in STAFF.read(session, STAFF.kept())}
    lines = []
    for each in kept.colleagues(session):
        record = noted.get(each.account_id)
        if not each.is_open and record is None:
            continue
        place = None if record is None else record.details.organisation_id
        organisation = "" if place is None else names.get(place, "")
        lines.append(StaffLine(each.account_id, each.name, each.roles, each.is_open, record, organisation))
    return tuple(sorted(lines, key=lambda line: (not line.is_open, line.name.casefold())))


def municipality_names(desk: Desk) -> tuple[str, ...]:
    """The municipalities that take part, by name; to propose where one is typed."""
    require(desk, Action.READ_ORGANISATION)
    found = desk.office.read(lambda session: kept.municipality_names(session, desk.today()))
    return tuple(sorted(found, key=fold))


# -------------------------------------------------------------------------------------------------------- municipalities
def add_municipality(desk: Desk, details: MunicipalityInput) -> Done:
    """Raises InvalidInput (field name) without a name, or when the list has it."""
    return _add_municipality(desk, uuid4(), _named(details, "de gemeente"))


@operation(AuditAction.CHANGE_ORGANISATION)
def _add_municipality(work: Work, municipality_id: UUID, details: MunicipalityInput) -> Done:
    require(work, Action.CHANGE_ORGANISATION)
    _refuse_known_municipality(work, municipality_id, details)
    MUNICIPALITIES.add(work.session, municipality_id, details, at=work.at, by=work.account.id)
    work.note(AuditAction.CHANGE_ORGANISATION, details={"what": "municipality"})
    return Done(_CHANGE, municipality_id)


def change_municipality(
    desk: Desk,
    municipality_id: UUID,
    version: int,
    details: MunicipalityInput,
    only: Iterable[UUID] | None = None,
) -> Done:
    """Another name, which every family with the old one follows in the same operation (of `only`), or take it out of use.

    `Done.counts` tells how many families followed. Raises InvalidInput, ChangedMeanwhile.
    """
    chosen = None if only is None else tuple(only)
    return _change_municipality(desk, municipality_id, version, _named(details, "de gemeente"), chosen)


@operation(AuditAction.CHANGE_ORGANISATION)
def _change_municipality(
    work: Work,
    municipality_id: UUID,
    version: int,
    details: MunicipalityInput,
    only: tuple[UUID, ...] | None,
) -> Done:
    require(work, Action.CHANGE_ORGANISATION)
    before = MUNICIPALITIES.one(work.session, municipality_id)
    if before is None:
        raise missing("deze gemeente")
    is_renamed = before.details.name != details.name
    if is_renamed:
        _refuse_without_families(work)
        _refuse_known_municipality(work, municipality_id, details)
    if not MUNICIPALITIES.change(
        work.session, municipality_id, version, details, at=work.at, by=work.account.id
    ):
        raise changed_meanwhile(work, "deze gemeente", before)
    number = _respell_all(work, before.details.name, details.name, only) if is_renamed else 0
    work.note(AuditAction.CHANGE_ORGANISATION, details={"what": "municipality", "families": number})
    return Done(_WITH_FAMILIES if is_renamed else _CHANGE, municipality_id, {"families": number})


def respell_families(desk: Desk, family_ids: Iterable[UUID], before: str, after: str) -> Done:
    """Put right how a municipality is written with certain families, those that still have `before`."""
    if not after.strip():
        raise InvalidInput("Kies de gemeente die bedoeld is.", field="name")
    return _respell_families(desk, tuple(family_ids), before, after.strip())


@operation(AuditAction.CHANGE_FAMILY)
def _respell_families(work: Work, family_ids: tuple[UUID, ...], before: str, after: str) -> Done:
    require(work, Action.ASSIGN)  # as coordinators do: it is about families of others
    number = _respell(work, before, after, family_ids)
    return Done(_WITH_FAMILIES, None, {"families": number})


def _respell(work: Work, before: str, after: str, only: tuple[UUID, ...] | None) -> int:
    touched = kept.respell(work.session, before, after, only, at=work.at, by=work.account.id)
    for family_id in touched:
        work.note(AuditAction.CHANGE_FAMILY, family_id=family_id)
    return len(touched)


def _respell_all(work: Work, before: str, after: str, only: tuple[UUID, ...] | None) -> int:
    """Families, referrals and who works there: whatever is matched by the name."""
    number = _respell(work, before, after, only)
    referred = kept.respell_referrals(work.session, before, after, at=work.at, by=work.account.id)
    for family_id in dict.fromkeys(referred):
        work.note(AuditAction.CHANGE_REFERRAL, family_id=family_id)
    for record in STAFF.read(work.session, STAFF.kept()):
        if before in record.details.municipalities:
            places = tuple(after if name == before else name for name in record.details.municipalities)
            STAFF.change(
                work.session,
                record.id,
                record.version,
                replace(record.details, municipalities=places),
                at=work.at,
                by=work.account.id,
            )
    return number


def _refuse_without_families(work: Work) -> None:
    if reach(work.account.roles, Action.CHANGE_FAMILY) is not Reach.ANY:
        raise InvalidInput(
            "De gezinnen volgen een nieuwe naam mee; vraag een coördinator om dit te doen.", field="name"
        )


def _refuse_known_municipality(work: Work, municipality_id: UUID, details: MunicipalityInput) -> None:
    for other in MUNICIPALITIES.read(work.session, MUNICIPALITIES.kept()):
        if other.id != municipality_id and fold(other.details.name) == fold(details.name):
            raise InvalidInput(f"“{other.details.name}” staat al in de lijst van gemeenten.", field="name")


# --------------------------------------------------------------------------------------------------------- organisations
def add_organisation(desk: Desk, details: OrganisationInput) -> Done:
    """Raises InvalidInput (field name) without a name, or when the list has it."""
    return _add_organisation(desk, uuid4(), _named(details, "de organisatie"))


@operation(AuditAction.CHANGE_ORGANISATION)
def _add_organisation(work: Work, organisation_id: UUID, details: OrganisationInput) -> Done:
    require(work, Action.CHANGE_ORGANISATION)
    _refuse_known_organisation(work, organisation_id, details)
    ORGANISATIONS.add(work.session, organisation_id, details, at=work.at, by=work.account.id)
    work.note(AuditAction.CHANGE_ORGANISATION, details={"what": "organisation"})
    return Done(_CHANGE, organisation_id)


def change_organisation(desk: Desk, organisation_id: UUID, version: int, details: OrganisationInput) -> Done:
    """Other details, or out of use; raises InvalidInput, ChangedMeanwhile."""
    return _change_organisation(desk, organisation_id, version, _named(details, "de organisatie"))


@operation(AuditAction.CHANGE_ORGANISATION)
def _change_organisation(work: Work, organisation_id: UUID, version: int, details: OrganisationInput) -> Done:
    require(work, Action.CHANGE_ORGANISATION)
    before = ORGANISATIONS.one(work.session, organisation_id)
    if before is None:
        raise missing("deze organisatie")
    _refuse_known_organisation(work, organisation_id, details)
    if not ORGANISATIONS.change(
        work.session, organisation_id, version, details, at=work.at, by=work.account.id
    ):
        raise changed_meanwhile(work, "deze organisatie", before)
    work.note(AuditAction.CHANGE_ORGANISATION, details={"what": "organisation"})
    return Done(_CHANGE, organisation_id)


def _refuse_known_organisation(work: Work, organisation_id: UUID, details: OrganisationInput) -> None:
    for other in ORGANISATIONS.read(work.session, ORGANISATIONS.kept()):
        if other.id != organisation_id and fold(other.details.name) == fold(details.name):
            raise InvalidInput(f"“{other.details.name}” staat al in de lijst van organisaties.", field="name")


def _named(details: N, what: str) -> N:
    name = " ".join(details.name.split())
    if not name:
        raise InvalidInput(f"Vul de naam van {what} in.", field="name")
    return replace(details, name=name)


# ----------------------------------------------------------------------------------------------------------------- staff
def keep_staff(desk: Desk, details: StaffInput, version: int | None = None) -> Done:
    """What is to be known of somebody who works here; `version` None the first time. Raises InvalidInput, ChangedMeanwhile."""
    return _keep_staff(desk, uuid4(), checked_staff(details), version)


@operation(AuditAction.CHANGE_STAFF)
def _keep_staff(work: Work, staff_id: UUID, details: StaffInput, version: int | None) -> Done:
    require(work, Action.CHANGE_ORGANISATION)
    before = kept.staff_of(work.session, details.account_id)
    if before is None:
        STAFF.add(work.session, staff_id, details, at=work.at, by=work.account.id)
    elif not STAFF.change(work.session, before.id, version or 0, details, at=work.at, by=work.account.id):
        raise changed_meanwhile(work, "deze medewerker", before)
    work.note(AuditAction.CHANGE_STAFF, details={"what": "staff"})
    return Done(_CHANGE, details.account_id)
