"""What a user may rely on when an office in a shared folder is damaged: its copy here is fetched anew, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import audit, check
from gezinscoach_desktop.data.folder.place import remembered_office
from gezinscoach_desktop.data.office import OfficeKind, Operation
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import KeptForLater, NotAllowed, OfficeUnavailable, WrongPassword
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.repair import RemedyKind
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, list_families
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.repair import Keys, examine, repair
from tests.data.office_factory import add_colleague
from tests.offices import PASSWORD, USER, FolderOffices

KEYS = Keys(USER, PASSWORD)


@pytest.fixture
def place(folder_template: Path, tmp_path: Path, own_home: Path) -> Path:
    """An office in a folder in which this PC worked before."""
    path = Path(FolderOffices(folder_template, tmp_path).place())
    worked_in(path, lambda desk: add_family(desk, FamilyInput(name="Peeters")))
    return path


def worked_in(place: Path, act: Callable[[Desk], object]) -> None:
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    try:
        act(desk)
    finally:
        close_office(desk)


def names(place: Path) -> set[str]:
    found: set[str] = set()
    worked_in(place, lambda desk: found.update(row.name for row in list_families(desk)))
    return found


def replica_of(place: Path, home: Path) -> Path:
    office_id = remembered_office(str(place))
    return home / "replicas" / str(office_id) / "1"


def test_of_a_sound_office_nothing_is_said(place: Path) -> None:
    found = examine(str(place), KEYS)
    assert found.is_good
    assert found.remedies == ()
    assert any("1 gezin" in sentence for sentence in found.whole)


def test_a_copy_on_this_pc_that_is_damaged_is_fetched_anew(place: Path, own_home: Path) -> None:
    (base,) = replica_of(place, own_home).glob("base-*.db")
    raw = bytearray(base.read_bytes())
    for page in range(1, len(raw) // 4096):
        raw[page * 4096 + 80] ^= 1
    base.write_bytes(raw)
    done = repair(str(place), RemedyKind.REPLICA, KEYS)
    assert "opnieuw" in done.sentences[0]
    assert names(place) == {"Peeters"}
    assert examine(str(place), KEYS).is_good


def test_what_waits_to_be_shared_survives_fetching_the_copy_anew(place: Path, own_home: Path) -> None:
    log = place / "log"
    hidden = place.with_name("even weg")

    def work_without_share(desk: Desk) -> None:
        place.rename(hidden)
        with suppress(KeptForLater):
            add_family(desk, FamilyInput(name="Wacht nog"))
        assert desk.office.health().waiting > 0

    worked_in(place, work_without_share)
    hidden.rename(place)
    assert log.is_dir()
    repair(str(place), RemedyKind.REPLICA, KEYS)
    assert names(place) == {"Peeters", "Wacht nog"}


def test_guards_that_are_gone_are_put_back_for_everybody(place: Path) -> None:
    def spoil(session: Session) -> Done:
        session.execute(text("DROP TRIGGER audit_entry_no_delete"))
        return Done(Change(frozenset()))

    worked_in(place, lambda desk: desk.office.write(Operation("test", spoil)))
    found = examine(str(place), KEYS)
    assert found.advised is not None
    assert found.advised.kind is RemedyKind.REWRITE
    repair(str(place), RemedyKind.REWRITE, KEYS)
    assert names(place) == {"Peeters"}

    def look(desk: Desk) -> None:
        assert desk.office.kind is OfficeKind.FOLDER
        assert desk.office.read(check.missing_guards) == ()
        assert desk.office.read(audit.broken) == ()
        assert AuditAction.REPAIR in [entry.action for entry in desk.office.read(audit.entries)]

    worked_in(place, look)


def test_while_a_program_has_it_open_the_copy_is_left_alone(place: Path) -> None:
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    try:
        with pytest.raises(OfficeUnavailable, match="nog ergens open"):
            repair(str(place), RemedyKind.REPLICA, KEYS)
    finally:
        close_office(desk)
    assert names(place) == {"Peeters"}


@pytest.mark.parametrize("remedy", [RemedyKind.REPLICA, RemedyKind.REWRITE])
def test_a_wrong_password_changes_nothing(place: Path, remedy: RemedyKind, own_home: Path) -> None:
    before = {path.name for path in replica_of(place, own_home).iterdir()}
    with pytest.raises(WrongPassword):
        repair(str(place), remedy, Keys(USER, "iets heel anders dan dat"))
    assert {path.name for path in replica_of(place, own_home).iterdir()} == before


def test_who_may_not_restore_backups_may_not_rebuild_it_for_everybody(place: Path) -> None:
    own = Keys("", PASSWORD + " bis")

    def add(desk: Desk) -> None:
        nonlocal own
        coach = add_colleague(desk, "Bo", OfficeRole.COACH)
        own = Keys(coach.account.user_name, own.password)
        desk.office.keys.add_account(coach.account.id, own.user_name, own.password, one_time=False)

    worked_in(place, add)
    with pytest.raises(NotAllowed):
        repair(str(place), RemedyKind.REWRITE, own)

    def look(desk: Desk) -> None:
        assert AuditAction.REPAIR not in [entry.action for entry in desk.office.read(audit.entries)]

    worked_in(place, look)


def empty(place: Path) -> None:
    for path in sorted(place.rglob("*"), reverse=True):
        if path.is_file():
            path.unlink()
        else:
            path.rmdir()


def test_a_folder_of_which_everything_is_gone_is_told_and_the_copy_here_stays(place: Path) -> None:
    """Fetching anew from nothing would be the end of the last good copy."""
    empty(place)
    found = examine(str(place), KEYS)
    assert not found.is_good
    assert found.remedies == ()
    assert "reservekopie" in found.advice
    with pytest.raises(OfficeUnavailable, match="blijft zoals ze is"):
        repair(str(place), RemedyKind.REPLICA, KEYS)
    assert names(place) == {"Peeters"}


def test_when_fetching_anew_fails_the_copy_of_before_comes_back(
    place: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gezinscoach_desktop.services import repair_folder

    def fail(*_: object) -> None:
        raise OfficeUnavailable("weg")

    before = sorted(path.name for path in replica_of(place, own_home).iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(repair_folder, "open_with", fail)
        with pytest.raises(OfficeUnavailable, match="weg"):
            repair(str(place), RemedyKind.REPLICA, KEYS)
    after = {path.name for path in replica_of(place, own_home).iterdir()}
    assert after.issuperset(
        name for name in before if name == "position" or (name.endswith(".db") and "base" in name)
    )
    empty(place)  # nothing can be fetched any more: what opens is the copy that came back
    assert names(place) == {"Peeters"}
