"""Contacts as the services hand them to the views."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TypeVar
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionInput
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind, ContactRecord
from gezinscoach_desktop.domain.expense import ExpenseInput
from gezinscoach_desktop.domain.intensity import intensity_by_month
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.story import StoryInput, StoryKind
from gezinscoach_desktop.domain.timeline import Attached, SnapshotHeading, timeline
from gezinscoach_desktop.services.contact import ContactsPage, ServiceNames
from tests.views.family.samples import ACCOUNT, EMRE, SOFIE, TODAY, make_header

HEADER = make_header()
FAMILY, OTHER = HEADER.record.id, UUID(int=2)
VISIT, CALL, GROUP = UUID(int=201), UUID(int=202), UUID(int=203)
KARIM = UUID(int=8)
T = TypeVar("T")
AT = datetime(2026, 11, 14, 15, 0, tzinfo=UTC)


def kept(id_: UUID, details: T, by: str = "An De Smet", account: UUID = ACCOUNT, version: int = 1) -> Kept[T]:
    """A record as it was kept."""
    return Kept(id_, FAMILY, version, details, AT, account, by, AT, by)


def contacts() -> tuple[ContactRecord, ...]:
    """Three contacts, the newest first."""
    visit = ContactInput(
        ContactKind.HOME_VISIT,
        date(2026, 11, 14),
        14 * 60,
        75,
        (SOFIE, EMRE),
        domains=(LifeDomain.HOUSING,),
        note="De huur is betaald.",
    )
    call = ContactInput(
        ContactKind.PHONE, date(2026, 11, 2), minutes=10, members=(SOFIE,), note="Café Zoë belde."
    )
    group = ContactInput(
        ContactKind.GROUP,
        date(2025, 10, 4),
        14 * 60,
        120,
        domains=(LifeDomain.LEISURE,),
        group_id=UUID(int=5),
    )
    return (
        kept(VISIT, visit, version=3),
        kept(CALL, call, "Karim Belkacem", KARIM),
        kept(GROUP, group),
    )


def make_page(*, may_register: bool = True, is_empty: bool = False) -> ContactsPage:
    """The family's timeline."""
    known = () if is_empty else contacts()
    attached = Attached(
        (kept(UUID(int=301), ExpenseInput(350, "IJsje", date(2026, 11, 14), VISIT)),),
        (kept(UUID(int=302), ActionInput("Attest vragen", contact_id=VISIT)),),
        (kept(UUID(int=303), AppointmentInput(date(2026, 11, 21), 10 * 60, contact_id=VISIT)),),
    )
    headings = (
        SnapshotHeading(UUID(int=401), 1, date(2024, 12, 1), None, "An De Smet", False),
        SnapshotHeading(UUID(int=402), 2, date(2026, 11, 14), VISIT, "An De Smet", False),
    )
    pride = kept(UUID(int=501), StoryInput(StoryKind.PRIDE, "Lina fietst alleen.", date(2026, 10, 30)))
    return ContactsPage(
        header=HEADER,
        lines=timeline(known, headings, (pride,), HEADER.phases, attached),
        months=intensity_by_month([each.details.on for each in known], HEADER.phases, TODAY),
        services=ServiceNames(),
        may_register=may_register,
    )
