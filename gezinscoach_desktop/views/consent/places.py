"""Where consents are found, by the name the window knows it under."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.views.family.places import family_page
from gezinscoach_desktop.views.page import Destination

CONSENTS = "consents"
SECTION = "consent"
"""The section of the tab Dossier."""


def consents_to_confirm() -> Destination:
    """Families that came with an import, whose consent nobody confirmed yet."""
    return Destination(CONSENTS)


def consents_of(family_id: UUID) -> Destination:
    """What one family agreed to."""
    return family_page(family_id, f"dossier/{SECTION}")
