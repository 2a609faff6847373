"""The team of the practice office: two partner organisations, a volunteer, and somebody on leave for whom others stand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, time, timedelta
from uuid import UUID

from gezinscoach_desktop.domain.organisation import AbsenceKind
from gezinscoach_desktop.services.absence import AbsenceInput, StandIn, families_to_cover, register_absence
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.organisation import (
    MunicipalityInput,
    OrganisationInput,
    StaffInput,
    add_municipality,
    add_organisation,
    keep_staff,
)
from gezinscoach_desktop.services.practice_clock import desk_on

_AT = time(9, 30, tzinfo=UTC)
_AWAY, _BACK = 12, 25
"""Days since the leave began, and until it ends."""


def keep_team(desk: Desk, coaches: Sequence[UUID]) -> None:
    """`coaches` in the order of names.toml: two of each organisation, the last one a volunteer, the third on leave."""
    start = desk_on(desk, desk.today() - timedelta(days=400), _AT)
    used = Counter(row.municipality for row in list_families(desk) if row.municipality)
    places = [name for name, _ in used.most_common()][:-1] or list(used)
    for name in sorted(places):  # all but the rarest, which is there to be put right
        add_municipality(start, MunicipalityInput(name))
    house = add_organisation(
        start,
        OrganisationInput("Welzijnshuis De Vlier", "Rita Claessens", "014 00 11 22", "rita@devlier.example"),
    ).id
    nest = add_organisation(
        start, OrganisationInput("Gezinsnest vzw", "Jos Hermans", "014 00 33 44", "jos@gezinsnest.example")
    ).id
    _keep_staff(start, coaches, house, nest, places)
    _leave(desk, coaches[2], (coaches[1], coaches[3]))


def _keep_staff(
    desk: Desk, coaches: Sequence[UUID], house: UUID | None, nest: UUID | None, places: Sequence[str]
) -> None:
    karim, lieve, tom, nadia, greet = coaches[:5]
    first = tuple(places[:2])
    since = date(desk.today().year - 2, 9, 1)
    for details in (
        StaffInput(desk.account.id, house, percent=80, languages=("Nederlands", "Engels"), since=since),
        StaffInput(karim, house, percent=100, languages=("Nederlands", "Frans", "Darija"), since=since),
        StaffInput(lieve, house, percent=100, municipalities=first, languages=("Nederlands",), since=since),
        StaffInput(tom, nest, percent=80, languages=("Nederlands", "Engels"), since=since),
        StaffInput(nadia, nest, percent=100, languages=("Nederlands", "Turks"), since=since),
        StaffInput(
            greet, nest, is_volunteer=True, percent=40, most_weight=150, municipalities=first,
            languages=("Nederlands", "Frans"), since=since,
        ),
    ):  # fmt: skip
        keep_staff(desk, details)


def _leave(desk: Desk, away: UUID, in_turn: Sequence[UUID]) -> None:
    """The second coach stands in; else two colleagues in turn, and for one family nobody."""
    since = desk.today() - timedelta(days=_AWAY)
    families = families_to_cover(desk, away, since)
    stand_ins = tuple(
        StandIn(each.family.id, each.second or in_turn[place % 2]) for place, each in enumerate(families[:-1])
    )
    leave = AbsenceInput(away, since, desk.today() + timedelta(days=_BACK), AbsenceKind.PARENTAL)
    register_absence(desk_on(desk, since, _AT), leave, stand_ins)
