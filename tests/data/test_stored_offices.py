"""Offices that every released version really made, kept in `stored`: each opens, whole, and is backed up before it changes.

Made by that version's own services with passwords at the floor of what is accepted: one family with a member, two
snapshots, opened once.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.backup import list_backups
from gezinscoach_desktop.services.check import verify
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.family import add_family, list_families
from gezinscoach_desktop.services.office import close_office, open_office
from tests.offices import PASSWORD, USER

STORED = Path(__file__).parent / "stored"
OFFICES = sorted(STORED.glob("*.gezinscoach"))


@pytest.fixture(params=OFFICES, ids=[path.stem for path in OFFICES])
def place(request: pytest.FixtureRequest, tmp_path: Path, own_home: Path) -> Path:
    """A copy to open."""
    stored: Path = request.param
    for file in STORED.glob(f"{stored.name}*"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / stored.name


def test_there_is_an_office_of_the_version_before() -> None:
    assert [path.stem for path in OFFICES] == ["version-0.1.0"]


def test_it_opens_with_the_password_of_then_and_nothing_is_missing(place: Path) -> None:
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    (family,) = list_families(desk)
    assert (family.code, family.name) == ("G1", "Peeters")
    snapshots = family_page(desk, family.id).evolution.snapshots
    assert [snapshot.number for snapshot in snapshots] == [1, 2]
    actions = [entry.action for entry in desk.office.read(audit.entries)]
    assert actions[:4] == ["add_family", "register_snapshot", "register_snapshot", "open_family"]
    found = verify(desk, deep=True)
    assert found.findings == ()
    add_family(desk, FamilyInput(name="Janssens"))
    close_office(desk)
    again = open_office(str(place), user_name=USER, password=PASSWORD)
    assert len(list_families(again)) == 2
    close_office(again)


def test_it_was_backed_up_before_it_was_changed(place: Path) -> None:
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    (backup,) = [each for each in list_backups(desk) if each.reason is BackupReason.MIGRATION]
    close_office(desk)
    assert backup.problem is None
    assert (backup.counts["family"], backup.counts["snapshot"], backup.counts["score"]) == (1, 2, 2)


def test_without_room_for_a_backup_it_stays_as_it_was(place: Path) -> None:
    before = place.read_bytes()
    place.with_name(f"{place.name}.backups").write_bytes(b"a file where the folder would come")
    with pytest.raises(OfficeUnavailable, match="reservekopie"):
        open_office(str(place), user_name=USER, password=PASSWORD)
    assert place.read_bytes() == before
    place.with_name(f"{place.name}.backups").unlink()
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    assert desk.office.kind is OfficeKind.THIS_PC
    close_office(desk)
