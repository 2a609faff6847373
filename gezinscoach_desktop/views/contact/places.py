"""The rooms about contacts, by the name the window knows them under."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.views.page import Destination

CONTACT = "contact"


def contact_form(family_id: UUID | None, appointment_id: UUID | None = None) -> Destination:
    """The form for a new contact; without a family it asks which, with an appointment it is about that one."""
    return Destination(CONTACT, family_id, "" if appointment_id is None else f"appointment/{appointment_id}")
