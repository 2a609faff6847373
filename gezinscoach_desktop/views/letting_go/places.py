"""Where letting go stands, by the name the window knows it under."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.views.family import places as family_places
from gezinscoach_desktop.views.page import Destination

LETTING_GO = "letting_go"
REQUESTS_PART = "requests"
"""The tab with what people ask about their own data."""
SECTION = "own_data"
"""The section of a family's dossier."""


def letting_go(part: str = "") -> Destination:
    """The page with what is past its term."""
    return Destination(LETTING_GO, part=part)


def own_data_of(family_id: UUID) -> Destination:
    """What people of one family asked about their data, and their own view."""
    return family_places.family_page(family_id, f"dossier/{SECTION}")
