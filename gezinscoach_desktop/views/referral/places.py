"""The rooms about referrals, by the name the window knows them under; for coordinators only."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.views.page import Destination

REFERRALS = "referrals"
REFERRAL_FORM = "referral_form"


class Part(StrEnum):
    """The tabs; also the `part` of a Destination, after which a referral may stand: `waiting/<id>`."""

    LIST = "list"
    WAITING = "waiting"
    MATCHING = "matching"

    @property
    def label(self) -> str:
        return {"list": "Aan&meldingen", "waiting": "&Wachtlijst", "matching": "&Toewijzen"}[self.value]


def referrals_page(part: Part = Part.LIST, referral_id: UUID | None = None) -> Destination:
    """A tab, with the cursor on a referral."""
    return Destination(REFERRALS, part=part if referral_id is None else f"{part}/{referral_id}")


def referral_form(referral_id: UUID | None = None) -> Destination:
    """The form of a new referral, or of one that is changed."""
    return Destination(REFERRAL_FORM, referral_id)
