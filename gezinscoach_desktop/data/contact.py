"""Contacts with families, what was kept with them, and which families they can be with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.appointment import APPOINTMENTS
from gezinscoach_desktop.data.expense import EXPENSES
from gezinscoach_desktop.data.family import own_families
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import ContactRow, FamilyRow, ServiceRow
from gezinscoach_desktop.domain.contact import ContactInput, ContactRecord
from gezinscoach_desktop.domain.contact_entry import FamilyChoice, ServiceNames
from gezinscoach_desktop.domain.directory import follow_merges
from gezinscoach_desktop.domain.kept import Kept

CONTACTS = KeptTable(ContactRow, ContactInput)
ATTACHED: tuple[KeptTable[Any], ...] = (EXPENSES, ACTIONS, APPOINTMENTS)
"""What is kept with a contact."""


def of_family(session: Session, family_id: UUID) -> tuple[ContactRecord, ...]:
    """Every contact with the family, the newest first."""
    query = CONTACTS.of_family(family_id).order_by(
        ContactRow.on.desc(), ContactRow.begins_at.desc(), ContactRow.created_at.desc()
    )
    return CONTACTS.read(session, query)


def attached(session: Session, table: KeptTable[Any], contact_id: UUID) -> tuple[Kept[Any], ...]:
    """What was kept with a contact in one of `ATTACHED`, also what was taken away."""
    return table.read(session, table.query().where(table.table.c.contact_id == contact_id))


def registered(session: Session, contact_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these contacts are there, also those taken away; one query."""
    wanted = list(contact_ids)
    if not wanted:
        return frozenset()
    return frozenset(session.scalars(select(ContactRow.id).where(ContactRow.id.in_(wanted))))


def services(session: Session) -> ServiceNames:
    """The services of the directory by name, and which of them are still offered; one query."""
    query = select(
        ServiceRow.id, ServiceRow.name, ServiceRow.removed_at, ServiceRow.retired_on, ServiceRow.merged_into
    ).order_by(func.lower(ServiceRow.name), ServiceRow.id)
    found = session.connection().execute(query).all()
    names = {id_: name for id_, name, *_ in found}
    meant = follow_merges({row.id: row.merged_into for row in found})
    return ServiceNames(
        {id_: names[meant[id_]] for id_ in names},
        frozenset(id_ for id_, _, *gone in found if not any(gone)),
    )


def choices(session: Session, account_id: UUID, today: date, *, own_only: bool) -> tuple[FamilyChoice, ...]:
    """The families a contact can be registered for; one query."""
    own = own_families(account_id, today)
    last = _last(today)
    if own_only:
        last = last.where(ContactRow.family_id.in_(own))
    latest = last.subquery()
    query = select(
        FamilyRow.id,
        FamilyRow.code,
        FamilyRow.name,
        FamilyRow.municipality,
        FamilyRow.search_text,
        FamilyRow.id.in_(own),
        latest.c.on,
    ).outerjoin(latest, latest.c.family_id == FamilyRow.id)
    if own_only:
        query = query.where(FamilyRow.id.in_(own))
    return tuple(
        FamilyChoice(id_, code, name, municipality, search_text, bool(is_mine), on)
        for id_, code, name, municipality, search_text, is_mine, on in session.connection().execute(query)
    )


def _last(today: date) -> Select[Any]:
    """By family the day of its last contact."""
    on: Any = func.max(ContactRow.on, type_=ContactRow.on.type)
    return (
        select(ContactRow.family_id, on.label("on"))
        .where(ContactRow.removed_at.is_(None), ContactRow.on <= today)
        .group_by(ContactRow.family_id)
    )
