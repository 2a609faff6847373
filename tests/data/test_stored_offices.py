"""Offices that programs of before really made, kept in `stored`: each opens, whole, and is backed up before it changes.

Made by that program's own services with passwords at the floor of what is accepted: one family with one or two members,
two snapshots, opened once.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data import consent as consents
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.consent import ConsentForm, ConsentKind
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart
from gezinscoach_desktop.services.backup import list_backups
from gezinscoach_desktop.services.check import verify
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.family import add_family, change_phase, list_families, read_family
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry, finish
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


def test_there_is_an_office_of_the_version_before_and_of_the_revision_before() -> None:
    assert [path.stem for path in OFFICES] == ["revision-0003", "version-0.1.0"]


def test_it_opens_with_the_password_of_then_and_nothing_is_missing(place: Path) -> None:
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    (family,) = list_families(desk)
    assert (family.code, family.name) == ("G1", "Peeters")
    snapshots = family_page(desk, family.id).evolution.snapshots
    assert [snapshot.number for snapshot in snapshots] == [1, 2]
    actions = [entry.action for entry in desk.office.read(audit.entries) if entry.family_id == family.id]
    assert actions[:3] == ["add_family", "register_snapshot", "register_snapshot"]
    assert "open_family" in actions
    found = verify(desk, deep=True)
    assert found.findings == ()
    add_family(desk, FamilyInput(name="Janssens"))
    close_office(desk)
    again = open_office(str(place), user_name=USER, password=PASSWORD)
    assert len(list_families(again)) == 2
    close_office(again)


def test_who_was_supported_before_consents_were_recorded_is_listed_to_confirm_and_goes_on(
    place: Path,
) -> None:
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    (family,) = list_families(desk)
    started_on = read_family(desk, family.id).record.details.started_on
    entered_on = min(entry.at for entry in desk.office.read(audit.entries)).date()
    (consent,) = desk.office.read(lambda session: consents.of_family(session, family.id))
    assert (consent.details.kind, consent.details.form) == (ConsentKind.COACHING, ConsentForm.IMPORT)
    assert consent.details.is_to_confirm
    # From the day on which the family began, or was entered where that was not noted.
    assert consent.details.given_on == (started_on or entered_on)
    draft = Draft(uuid4(), family.id, desk.today(), {(None, "income"): DraftEntry(4, has_level=True)})
    assert finish(desk, draft).snapshot.number == 3
    close_office(desk)


def test_phases_are_as_they_were(place: Path) -> None:
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    (family,) = list_families(desk)
    phases = [(each.phase, each.reason) for each in read_family(desk, family.id).phases]
    before = {
        "revision-0003": [
            (Phase.GETTING_TO_KNOW, None),
            (Phase.INTENSIVE, "na de kennismaking"),
            (Phase.CLOSED, "doelen bereikt"),
        ],
        "version-0.1.0": [(Phase.GETTING_TO_KNOW, None)],
    }
    assert phases == before[place.stem]
    change_phase(desk, family.id, PhaseStart(Phase.PAUSED, desk.today()))
    assert read_family(desk, family.id).phases[-1].phase is Phase.PAUSED
    close_office(desk)


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
