"""For tests of screens over a real small office on this PC, everything at once on this thread."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.views.family.data import FamilyData
from tests.data.office_factory import TODAY


@dataclass(frozen=True)
class SmallOffice:
    """One family that consented, and a desk at which to look."""

    desk: Desk
    family_id: UUID

    @property
    def family(self) -> FamilyData:
        return FamilyData.of(family_page(self.desk, self.family_id), TODAY)


def small_office(desk: Desk) -> SmallOffice:
    """Family Peeters – Yilmaz with Sofie, in the office of the desk."""
    details = FamilyInput(name="Peeters – Yilmaz", municipality="Mol", phone="0470 12 34 56")
    sofie = MemberInput(given_name="Sofie", family_name="Peeters")
    family_id = add_family(desk, details, (sofie,), ConsentInput(ConsentKind.COACHING, TODAY)).id
    assert family_id is not None
    return SmallOffice(desk, family_id)
