"""The service directory of the office (sociale kaart): found, kept up, cleared of doubles; nothing in it is deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID, uuid4

from gezinscoach_desktop.data import directory as store
from gezinscoach_desktop.data.directory import CONTACT_PERSONS, SERVICES
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.directory import ContactPersonInput as ContactPersonInput
from gezinscoach_desktop.domain.directory import ContactPersonRecord as ContactPersonRecord
from gezinscoach_desktop.domain.directory import Directory as Directory
from gezinscoach_desktop.domain.directory import ServiceEntry as ServiceEntry
from gezinscoach_desktop.domain.directory import ServiceInput as ServiceInput
from gezinscoach_desktop.domain.directory import ServiceRecord as ServiceRecord
from gezinscoach_desktop.domain.directory import completed, directory_of
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import in_order
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation

T = TypeVar("T")
_SERVICE, _PERSON = "deze dienst", "deze contactpersoon"


def read_directory(desk: Desk) -> Directory:
    """Every service once, also those no longer in use, with whoever works there; two queries."""
    require(desk, Action.READ_DIRECTORY)
    return desk.office.read(
        lambda session: directory_of(store.services(session), store.contact_persons(session))
    )


def add_service(desk: Desk, details: ServiceInput) -> Done:
    """Put a service in the directory; raises InvalidInput (name, email)."""
    return _add_service(desk, uuid4(), _checked(details, desk.today()))


@operation(AuditAction.CHANGE_DIRECTORY)
def _add_service(work: Work, service_id: UUID, details: ServiceInput) -> Done:
    require(work, Action.CHANGE_DIRECTORY)
    SERVICES.add(work.session, service_id, details, at=work.now(), by=work.account.id)
    return _done(work, service_id)


def change_service(desk: Desk, service_id: UUID, version: int, details: ServiceInput) -> Done:
    """Keep changed details; `retired_on` takes it out of use or back into it. Raises ChangedMeanwhile."""
    return _change_service(desk, service_id, version, _checked(details, desk.today()))


@operation(AuditAction.CHANGE_DIRECTORY)
def _change_service(work: Work, service_id: UUID, version: int, details: ServiceInput) -> Done:
    require(work, Action.CHANGE_DIRECTORY)
    kept = _found(work, SERVICES, service_id, _SERVICE)
    _put(work, SERVICES, kept, version, replace(details, merged_into=kept.details.merged_into), _SERVICE)
    return _done(work, service_id)


def merge_services(desk: Desk, kept: ServiceRecord, double: ServiceRecord) -> Done:
    """`double` is the same service as `kept`: from now on everything that names it means `kept`.

    What only the double knew is filled in at the kept one. Raises InvalidInput when one of them was merged already.
    """
    return _merge_services(desk, kept.id, kept.version, double.id, double.version)


@operation(AuditAction.CHANGE_DIRECTORY)
def _merge_services(
    work: Work, kept_id: UUID, kept_version: int, double_id: UUID, double_version: int
) -> Done:
    require(work, Action.CHANGE_DIRECTORY)
    kept = _found(work, SERVICES, kept_id, _SERVICE)
    double = _found(work, SERVICES, double_id, _SERVICE)
    if kept_id == double_id:
        raise InvalidInput("Kies twee verschillende diensten om samen te voegen.")
    if kept.details.merged_into is not None or double.details.merged_into is not None:
        raise InvalidInput("Een van deze diensten is intussen al met een andere samengevoegd.")
    _put(work, SERVICES, kept, kept_version, completed(kept.details, double.details), _SERVICE)
    _put(work, SERVICES, double, double_version, replace(double.details, merged_into=kept_id), _SERVICE)
    return _done(work, kept_id)


def separate_services(desk: Desk, kept: ServiceRecord, double: ServiceRecord) -> Done:
    """Undo `merge_services`, given both as they were before it; raises ChangedMeanwhile when one was changed since."""
    return _separate_services(
        desk, kept.id, kept.version + 1, kept.details, double.id, double.version + 1, double.details
    )


@operation(AuditAction.CHANGE_DIRECTORY)
def _separate_services(
    work: Work,
    kept_id: UUID,
    kept_version: int,
    kept_details: ServiceInput,
    double_id: UUID,
    double_version: int,
    double_details: ServiceInput,
) -> Done:
    require(work, Action.CHANGE_DIRECTORY)
    kept = _found(work, SERVICES, kept_id, _SERVICE)
    double = _found(work, SERVICES, double_id, _SERVICE)
    _put(work, SERVICES, kept, kept_version, kept_details, _SERVICE)
    _put(work, SERVICES, double, double_version, double_details, _SERVICE)
    return _done(work, double_id)


def add_contact_person(desk: Desk, details: ContactPersonInput) -> Done:
    """Note somebody who works at a service; raises InvalidInput (name, email)."""
    return _add_contact_person(desk, uuid4(), _checked_person(details))


@operation(AuditAction.CHANGE_DIRECTORY)
def _add_contact_person(work: Work, person_id: UUID, details: ContactPersonInput) -> Done:
    require(work, Action.CHANGE_DIRECTORY)
    _found(work, SERVICES, details.service_id, _SERVICE)
    CONTACT_PERSONS.add(work.session, person_id, details, at=work.now(), by=work.account.id)
    return _done(work, person_id)


def change_contact_person(desk: Desk, person_id: UUID, version: int, details: ContactPersonInput) -> Done:
    """Keep changed details; with `retired_on` nobody is sent to this person any more. Raises ChangedMeanwhile."""
    return _change_contact_person(desk, person_id, version, _checked_person(details))


@operation(AuditAction.CHANGE_DIRECTORY)
def _change_contact_person(work: Work, person_id: UUID, version: int, details: ContactPersonInput) -> Done:
    require(work, Action.CHANGE_DIRECTORY)
    kept = _found(work, CONTACT_PERSONS, person_id, _PERSON)
    _found(work, SERVICES, details.service_id, _SERVICE)
    _put(work, CONTACT_PERSONS, kept, version, details, _PERSON)
    return _done(work, person_id)


def _found(work: Work, table: KeptTable[T], record_id: UUID, what: str) -> Kept[T]:
    kept = table.one(work.session, record_id)
    if kept is None:
        raise missing(what)
    return kept


def _put(work: Work, table: KeptTable[T], kept: Kept[T], version: int, details: T, what: str) -> None:
    if not table.change(work.session, kept.id, version, details, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, what, kept)


def _done(work: Work, id_: UUID) -> Done:
    work.note(AuditAction.CHANGE_DIRECTORY)
    return Done(Change(frozenset({Noun.SERVICE})), id_)


def _checked(details: ServiceInput, today: date) -> ServiceInput:
    """A waiting time without a date is as of today: without one nobody knows whether it still holds."""
    if not details.name.strip():
        raise InvalidInput("Vul de naam van de dienst in.", field="name")
    _check_email(details.email)
    noted = details.waiting_noted_on if details.waiting else None
    if details.waiting and noted is None:
        noted = today
    if noted is not None and noted > today:
        raise InvalidInput("Een wachttijd noteer je vandaag of vroeger.", field="waiting_noted_on")
    return replace(details, domains=in_order(details.domains), waiting_noted_on=noted)


def _checked_person(details: ContactPersonInput) -> ContactPersonInput:
    if not details.name.strip():
        raise InvalidInput("Vul de naam van de contactpersoon in.", field="name")
    _check_email(details.email)
    return details


def _check_email(email: str) -> None:
    if email and ("@" not in email or " " in email.strip()):
        raise InvalidInput("Dit e-mailadres mist een “@” of heeft een spatie; kijk het na.", field="email")
