"""Where expenses stand."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.views.family import places as family_places
from gezinscoach_desktop.views.page import Destination

EXPENSES = "expenses"
PART = "expenses"
"""The section of a family's dossier."""


def expenses_of_all() -> Destination:
    """The expenses over all families."""
    return Destination(EXPENSES)


def expenses_of(family_id: UUID) -> Destination:
    """The expenses of one family."""
    return family_places.family_page(family_id, f"dossier/{PART}")
