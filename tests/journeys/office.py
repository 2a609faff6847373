"""The office of the journeys: three families with a history, prepared once and copied for each journey."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import (
    FamilyInput,
    MemberInput,
    add_family,
    change_phase,
    list_families,
    read_family,
)
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry, finish
from tests.factories import CONSENT
from tests.offices import PASSWORD, USER

NAME = "OCMW Proefdorp"
DISPLAY_NAME = "An Peeters"
LATE, FRESH, QUIET = "Bénard – Çelik", "Van den Broeck", "Öztürk"
"""Late for its snapshot and on top of the start screen; measured lately; in the winding-down phase, in Geel."""

Level = tuple[str | None, str, int]
"""Given name (None for the household), item, level."""


def prepare(path: Path) -> None:
    """Make the office at `path`."""
    new_office(str(path), name=NAME, user_name=USER, password=PASSWORD, display_name=DISPLAY_NAME)
    desk = open_office(str(path), user_name=USER, password=PASSWORD)
    try:
        _fill(desk)
    finally:
        close_office(desk)


def family_id(desk: Desk, name: str) -> UUID:
    """The id of the family of this name."""
    return next(row.id for row in list_families(desk) if row.name == name)


def _fill(desk: Desk) -> None:
    begun = desk.today() - timedelta(days=240)
    late = _add(
        desk,
        FamilyInput(name=LATE, municipality="Mol", address="Kerkstraat 5", started_on=begun),
        MemberInput(given_name="Sofie", family_name="Bénard", birth_date=date(1990, 3, 14)),
        MemberInput(given_name="Emre", family_name="Çelik", birth_date=date(1988, 7, 2)),
        MemberInput(given_name="Lina", family_name="Çelik", role=Role.CHILD, birth_date=date(2016, 9, 1)),
    )
    first: list[Level] = [
        (None, "residence", 2),
        (None, "housing_affordability", 2),
        (None, "home_upkeep", 3),
        (None, "income", 2),
        (None, "debts", 1),
        (None, "nutrition", 3),
        ("Sofie", "employment", 5),
        ("Sofie", "education", 4),
        ("Sofie", "adult_physical_health", 4),
        ("Emre", "employment", 2),
        ("Emre", "education", 2),
        ("Emre", "adult_physical_health", 2),
        ("Lina", "child_physical_health", 5),
        ("Lina", "learning", 4),
    ]
    _measure(desk, late, 210, first)
    _measure(desk, late, 130, [(None, "residence", 3), (None, "debts", 2), (None, "nutrition", 2)])
    fresh = _add(
        desk,
        FamilyInput(name=FRESH, municipality="Mol", started_on=begun),
        MemberInput(given_name="Jan", family_name="Van den Broeck"),
    )
    _measure(desk, fresh, 10, [(None, "income", 4), ("Jan", "dutch", 5)])
    quiet = _add(
        desk,
        FamilyInput(name=QUIET, municipality="Geel", started_on=begun),
        MemberInput(given_name="Ayşe"),
    )
    _measure(desk, quiet, 30, [(None, "income", 3)])
    change_phase(desk, quiet, PhaseStart(Phase.WINDING_DOWN, desk.today() - timedelta(days=20)))


def _add(desk: Desk, details: FamilyInput, *members: MemberInput) -> UUID:
    added = add_family(desk, details, members, CONSENT).id
    assert added is not None
    return added


def _measure(desk: Desk, family: UUID, days_ago: int, levels: list[Level]) -> None:
    people = {member.details.given_name: member.id for member in read_family(desk, family).members}
    entries = {
        (None if name is None else people[name], item): DraftEntry(level, has_level=True)
        for name, item, level in levels
    }
    finish(desk, Draft(uuid4(), family, desk.today() - timedelta(days=days_ago), entries))
