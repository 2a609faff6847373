"""The service directory of the office, and who works there."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import ContactPersonRow, ServiceRow
from gezinscoach_desktop.domain.directory import (
    ContactPersonInput,
    ContactPersonRecord,
    ServiceInput,
    ServiceRecord,
    meanings_of,
    title_of,
)

SERVICES = KeptTable(ServiceRow, ServiceInput)
CONTACT_PERSONS = KeptTable(ContactPersonRow, ContactPersonInput)


def services(session: Session) -> tuple[ServiceRecord, ...]:
    """Every service, also those retired or merged into another one, by name."""
    return SERVICES.read(session, SERVICES.kept().order_by(ServiceRow.name, ServiceRow.id))


def contact_persons(session: Session) -> tuple[ContactPersonRecord, ...]:
    """Everybody who works or worked at a service, by name."""
    query = CONTACT_PERSONS.kept().order_by(ContactPersonRow.name, ContactPersonRow.id)
    return CONTACT_PERSONS.read(session, query)


def meant_services(session: Session) -> dict[UUID, ServiceInput]:
    """Every service that is named anywhere as it is now: one that was merged is the one it was merged into."""
    rows = services(session)
    details = {row.id: row.details for row in rows}
    return {service_id: details[meant] for service_id, meant in meanings_of(rows).items()}


def service_names(session: Session) -> dict[UUID, str]:
    """How every service that is named anywhere is called now; one that was merged by the name of the kept one."""
    return {service_id: title_of(details) for service_id, details in meant_services(session).items()}
