"""Going back to a backup: nobody loses more than was shown, nobody gets rights back, and it is whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.office import OfficeKind, Operation
from gezinscoach_desktop.data.private import temporary
from gezinscoach_desktop.data.tables import AccountRow
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable, WrongPassword
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services import restore as service
from gezinscoach_desktop.services.backup import Backup, back_up, list_backups, main_place, put
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, list_families
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.restore import (
    Undone,
    open_backup_with,
    preview_restore,
    restore,
    restore_as_new,
    try_restore,
)
from gezinscoach_desktop.services.setting import SecuritySettings, change_security, read_security
from tests.data.office_factory import add_colleague
from tests.offices import NAME, PASSWORD, USER


@pytest.fixture
def has_own_login() -> bool:
    """What is tried here works on the whole office."""
    return False


@pytest.fixture
def earlier(desk: Desk) -> Backup:
    """A backup of an office with one family, in which there are now two."""
    add_family(desk, FamilyInput(name="Peeters"))
    made = back_up(desk, BackupReason.MANUAL)
    add_family(desk, FamilyInput(name="Janssens"))
    return made


def names(desk: Desk) -> set[str]:
    return {row.name for row in list_families(desk)}


def hidden(desk: Desk) -> list[Path]:
    return [path for path in main_place(desk).iterdir() if path.name.startswith(".")]


def test_a_trial_says_that_it_would_work_and_leaves_everything_alone(desk: Desk, earlier: Backup) -> None:
    before = desk.office.read(audit.head)
    trial = try_restore(desk, earlier.path)
    assert (trial.is_good, trial.problem, trial.counts["family"]) == (True, None, 1)
    assert names(desk) == {"Peeters", "Janssens"}
    assert desk.office.read(audit.head) == before
    assert list(temporary().iterdir()) == []


def test_a_trial_of_a_damaged_one_says_so_in_a_sentence(desk: Desk, earlier: Backup) -> None:
    content = bytearray(earlier.path.read_bytes())
    content[len(content) // 2] ^= 8
    earlier.path.write_bytes(content)
    trial = try_restore(desk, earlier.path)
    assert not trial.is_good
    assert trial.problem is not None
    assert "beschadigd" in trial.problem
    assert list(temporary().iterdir()) == []


def test_the_preview_tells_who_would_lose_what(desk: Desk, earlier: Backup) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COORDINATOR)
    add_family(bo, FamilyInput(name="Maes"))
    add_family(bo, FamilyInput(name="Claes"))
    preview = preview_restore(desk, earlier.path)
    assert (preview.then["family"], preview.now["family"]) == (1, 4)
    assert preview.undone == (
        Undone("Bo", AuditAction.ADD_FAMILY, 2),
        Undone("An", AuditAction.ADD_FAMILY, 1),
    )
    assert preview.undone[0].what == AuditAction.ADD_FAMILY.label
    assert preview.writes == 3


def test_the_preview_names_families_only_for_who_sees_every_family(desk: Desk, earlier: Backup) -> None:
    seen = preview_restore(desk, earlier.path).families
    assert seen is not None
    assert [(each.name, each.is_there_now) for each in seen] == [("Peeters", True)]
    administrator = replace(desk, account=replace(desk.account, roles=frozenset({OfficeRole.ADMINISTRATOR})))
    preview = preview_restore(administrator, earlier.path)
    assert preview.families is None
    assert preview.then["family"] == 1


def test_going_back_gives_the_office_of_then_and_keeps_that_of_now(desk: Desk, earlier: Backup) -> None:
    done = restore(desk, earlier.path)
    assert names(desk) == {"Peeters"}
    assert done.counts["undone"] == 1
    kept = list_backups(desk)[0]
    assert (kept.reason, kept.is_genuine, kept.counts["family"]) == (BackupReason.RESTORE, True, 2)
    restore(desk, kept.path)
    assert names(desk) == {"Peeters", "Janssens"}


def test_the_office_goes_on_after_it_and_after_opening_it_again(desk: Desk, earlier: Backup) -> None:
    restore(desk, earlier.path)
    add_family(desk, FamilyInput(name="Maes"))
    place = desk.place or desk.office.place
    close_office(desk)
    again = open_office(place, user_name=USER, password=PASSWORD)
    assert names(again) == {"Peeters", "Maes"}
    close_office(again)


def test_the_audit_trail_is_not_undone_and_tells_of_it(desk: Desk, earlier: Backup) -> None:
    before = [entry.action for entry in desk.office.read(audit.entries)]
    restore(desk, earlier.path)
    entries = desk.office.read(audit.entries)
    assert [entry.action for entry in entries] == [*before, AuditAction.BACK_UP, AuditAction.RESTORE]
    assert entries[-1].details["undone"] == {AuditAction.ADD_FAMILY: 1}
    assert entries[-1].account_id == desk.account.id
    assert desk.office.read(audit.broken) == ()


def test_a_colleague_who_left_does_not_come_back_with_it(desk: Desk) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COORDINATOR)
    made = back_up(desk, BackupReason.MANUAL)
    change_account(desk, bo, roles=["coach"], deactivated_at=desk.now())
    new = add_colleague(desk, "Cis", OfficeRole.COACH)
    restore(desk, made.path)
    found = desk.office.read(lambda session: {row.id: row for row in session.query(AccountRow).all()})
    assert found[bo.account.id].deactivated_at is not None
    assert found[bo.account.id].roles == ["coach"]
    assert found[new.account.id].display_name == "Cis"


def test_what_was_forbidden_since_is_not_allowed_again_by_going_back(desk: Desk) -> None:
    change_security(desk, SecuritySettings(idle_minutes=15, allows_device_key=True))
    made = back_up(desk, BackupReason.MANUAL)
    strict = SecuritySettings(idle_minutes=2, allows_device_key=False, hides_from_capture=True)
    change_security(desk, strict)
    restore(desk, made.path)
    assert read_security(desk) == strict


def test_accounts_that_swapped_names_are_no_obstacle(desk: Desk) -> None:
    bo, cis = (add_colleague(desk, name, OfficeRole.COACH) for name in ("Bo", "Cis"))
    made = back_up(desk, BackupReason.MANUAL)
    change_account(desk, bo, user_key="elsewhere")
    change_account(desk, cis, user_key="bo")
    change_account(desk, bo, user_key="cis")
    restore(desk, made.path)
    found = desk.office.read(
        lambda session: {row.id: row.user_key for row in session.query(AccountRow).all()}
    )
    assert (found[bo.account.id], found[cis.account.id]) == ("cis", "bo")


def change_account(desk: Desk, whose: Desk, **values: object) -> None:
    def run(session: Session) -> Done:
        row = session.get_one(AccountRow, whose.account.id)
        for name, value in values.items():
            setattr(row, name, value)
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run))


@pytest.mark.parametrize("step", ["carry_over", "note_in", "replace"])
def test_a_failure_on_the_way_leaves_the_office_as_it_was(
    desk: Desk, earlier: Backup, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "disk full")

    from gezinscoach_desktop.data import backup_restore

    if step == "replace":
        monkeypatch.setattr(type(desk.office), "replace_database", fail)
    else:
        monkeypatch.setattr(backup_restore, step, fail)
    with pytest.raises((OSError, OfficeUnavailable)):
        restore(desk, earlier.path)
    assert names(desk) == {"Peeters", "Janssens"}
    assert list(temporary().iterdir()) == []
    assert hidden(desk) == []


def test_without_a_backup_of_now_there_is_no_going_back(
    desk: Desk, earlier: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = earlier.path.rename(earlier.path.parent.parent / earlier.path.name)
    main_place(desk).rmdir()
    main_place(desk).write_text("no folder")
    with pytest.raises(OfficeUnavailable):
        restore(desk, elsewhere)
    assert names(desk) == {"Peeters", "Janssens"}


def test_who_goes_on_writing_loses_nothing(
    desk: Desk, earlier: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes between the backup of today and the restore, once: it is in the backup of the second attempt."""
    attempts = []

    def put_and_write(*arguments: object) -> Backup:
        attempts.append(1)
        made: Backup = put(*arguments)  # type: ignore[arg-type]
        if len(attempts) == 1:
            add_family(desk, FamilyInput(name="Maes"))
        return made

    monkeypatch.setattr(service, "put", put_and_write)
    restore(desk, earlier.path)
    assert len(attempts) == 2
    assert names(desk) == {"Peeters"}
    assert list_backups(desk)[0].counts["family"] == 3


def test_another_office_with_other_keys_opens_nothing_of_it(
    desk: Desk, earlier: Backup, tmp_path: Path
) -> None:
    from gezinscoach_desktop.services.office import new_office

    place = str(tmp_path / "ander.gezinscoach")
    new_office(place, name="Ander", user_name=USER, password=PASSWORD)
    other = open_office(place, user_name=USER, password=PASSWORD)
    with pytest.raises(OfficeUnavailable, match="ander kantoor"):
        restore(other, earlier.path)
    assert names(other) == set()
    close_office(other)


def test_what_is_no_backup_is_refused_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"PK\3\4 no backup")
    with pytest.raises(OfficeUnavailable, match="“x” is beschadigd"):
        restore(desk, tmp_path / "x")
    with pytest.raises(InvalidInput, match="bestaat niet"):
        preview_restore(desk, tmp_path / "nothing")


def test_without_an_office_a_password_of_that_day_opens_it(earlier: Backup) -> None:
    found = open_backup_with(earlier.path, user_name=USER, password=PASSWORD)
    assert (found.office_name, found.counts["family"], found.made_at) == (NAME, 1, earlier.made_at)
    with pytest.raises(WrongPassword):
        open_backup_with(earlier.path, user_name=USER, password="een ander wachtwoord")


def test_a_backup_becomes_an_office_on_a_new_pc_under_the_same_passwords(
    desk: Desk, earlier: Backup, tmp_path: Path
) -> None:
    place = str(tmp_path / "nieuw.gezinscoach")
    arrived = restore_as_new(earlier.path, place, user_name=USER, password=PASSWORD)
    assert (arrived.place, arrived.kind, arrived.counts["family"]) == (place, OfficeKind.THIS_PC, 1)
    again = open_office(place, user_name=USER, password=PASSWORD)
    assert names(again) == {"Peeters"}
    assert again.office.id == desk.office.id
    assert AuditAction.RESTORE in [entry.action for entry in again.office.read(audit.entries)]
    add_family(again, FamilyInput(name="Maes"))
    close_office(again)


def test_the_recovery_sheet_opens_it_as_well(desk: Desk, tmp_path: Path) -> None:
    code = desk.office.keys.make_recovery()
    made = back_up(desk, BackupReason.MANUAL)
    assert open_backup_with(made.path, recovery_code=code).office_name == NAME
    place = str(tmp_path / "nieuw.gezinscoach")
    assert restore_as_new(made.path, place, recovery_code=code).place == place


def test_a_new_place_where_something_stands_is_left_alone(earlier: Backup, tmp_path: Path) -> None:
    place = tmp_path / "nieuw.gezinscoach"
    place.write_bytes(b"something")
    with pytest.raises(OfficeUnavailable, match="niets overschreven"):
        restore_as_new(earlier.path, str(place), user_name=USER, password=PASSWORD)
    assert place.read_bytes() == b"something"
    assert [path.name for path in tmp_path.iterdir() if "nieuw" in path.name] == [place.name]


KILLED = """
import os, sys
from tests import cheap
cheap.passwords()
from pathlib import Path
from gezinscoach_desktop.services.office import open_office
from gezinscoach_desktop.services.restore import restore
from gezinscoach_desktop.data import sqlcipher
place, user, password, backup, pages = sys.argv[1:]
desk = open_office(place, user_name=user, password=password)

def half_way(driver, source, key):
    from gezinscoach_desktop.data.backup_copy import opened
    with opened(source, key) as other:
        driver.execute("PRAGMA query_only = OFF")
        other.backup(driver, pages=int(pages), progress=lambda *_: os.kill(os.getpid(), 9))

sqlcipher.copy_in = half_way
restore(desk, Path(backup))
"""


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
@pytest.mark.parametrize("pages", [1, 20])
def test_killed_half_way_the_office_of_today_is_there(desk: Desk, earlier: Backup, pages: int) -> None:
    if desk.office.kind is not OfficeKind.THIS_PC:
        pytest.skip("kills the program in the middle of a file")
    place = desk.office.place
    close_office(desk)
    arguments = [place, USER, PASSWORD, str(earlier.path), str(pages)]
    root = Path(__file__).parents[2]
    ended = subprocess.run([sys.executable, "-c", KILLED, *arguments], cwd=root, check=False)
    assert ended.returncode == -signal.SIGKILL
    again = open_office(place, user_name=USER, password=PASSWORD)
    assert names(again) == {"Peeters", "Janssens"}
    assert again.office.read(audit.broken) == ()
    restore(again, earlier.path)
    assert names(replace(again)) == {"Peeters"}
    close_office(again)
