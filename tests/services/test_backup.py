"""Backups as a user meets them: made by themselves, in two places, and never in the way."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.backup import open_backup, with_slots_of
from gezinscoach_desktop.data.backup_copy import contents_of
from gezinscoach_desktop.data.backup_file import Measured, look, measure, verify, write_backup
from gezinscoach_desktop.data.backup_folder import ENDING, name_of
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.private import temporary
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput, NotAllowed, OfficeUnavailable
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.backup import (
    back_up,
    back_up_at_exit,
    back_up_if_due,
    list_backups,
    main_place,
    prepared_now,
    second_place,
    set_second_place,
    state,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.exchange import import_file, preview_import
from gezinscoach_desktop.services.family import add_family, list_families, read_family
from gezinscoach_desktop.services.restore import preview_restore, restore, try_restore
from tests.data.office_factory import add_colleague
from tests.offices import ON_FILE


@pytest.fixture
def has_own_login() -> bool:
    """What is tried here works on the whole office."""
    return False


NOW = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)


def at(desk: Desk, now: datetime) -> Desk:
    return replace(desk, now=lambda: now)


@pytest.fixture
def working(desk: Desk) -> Desk:
    """An office in which a family was added."""
    add_family(at(desk, NOW), FamilyInput(name="Peeters"))
    return at(desk, NOW)


def actions(desk: Desk) -> list[str]:
    return [entry.action for entry in desk.office.read(audit.entries)]


@ON_FILE
def test_a_backup_is_made_read_back_and_listed(working: Desk) -> None:
    made = back_up(working, BackupReason.MANUAL)
    listed = list_backups(working)
    assert [each.path for each in listed] == [made.path]
    assert (listed[0].is_genuine, listed[0].problem, listed[0].made_by) == (True, None, "An")
    assert listed[0].counts["family"] == 1
    assert made.path.parent == main_place(working)
    assert "Peeters" not in made.path.name
    assert actions(working)[-1] == AuditAction.BACK_UP


@ON_FILE
def test_nothing_of_it_stands_in_the_open(working: Desk) -> None:
    made = back_up(working, BackupReason.MANUAL)
    assert b"Peeters" not in made.path.read_bytes()
    assert list(temporary().iterdir()) == []


@ON_FILE
def test_it_goes_on_showing_how_far_it_is_and_can_be_stopped(working: Desk) -> None:
    seen: list[tuple[int, int]] = []
    back_up(working, BackupReason.MANUAL, lambda done, total, _: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0
    assert seen == sorted(seen)

    def stop(done: int, *_: object) -> None:
        if done:
            raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        back_up(working, BackupReason.MANUAL, stop)
    assert len(list_backups(working)) == 1
    assert [path.name for path in main_place(working).iterdir()] == [list_backups(working)[0].path.name]
    assert list(temporary().iterdir()) == []


@ON_FILE
def test_a_new_office_needs_no_backup_until_something_is_registered(desk: Desk) -> None:
    found = state(desk)
    assert (found.is_red, found.is_due, found.last_verified_at) == (False, False, None)


@ON_FILE
def test_looking_around_makes_no_backup_due(working: Desk) -> None:
    family = list_families(working)[0]
    back_up(working, BackupReason.MANUAL)
    read_family(working, family.id)
    later = at(working, NOW + timedelta(days=9))
    assert not state(later).has_changed
    assert back_up_if_due(later) is None
    assert back_up_at_exit(later) is None


@ON_FILE
def test_at_the_exit_what_changed_is_backed_up_once(working: Desk) -> None:
    made = back_up_at_exit(working)
    assert made is not None
    assert made.reason is BackupReason.EXIT
    assert back_up_at_exit(working) is None


@ON_FILE
def test_at_the_start_only_when_the_last_one_is_over_four_hours_old(working: Desk) -> None:
    back_up(working, BackupReason.MANUAL)
    add_family(working, FamilyInput(name="Janssens"))
    assert back_up_if_due(at(working, NOW + timedelta(hours=3))) is None
    assert back_up_if_due(at(working, NOW + timedelta(hours=5))) is not None


@ON_FILE
def test_it_is_red_when_a_change_stood_in_no_backup_for_a_day_and_not_after_one(working: Desk) -> None:
    tomorrow = at(working, NOW + timedelta(hours=25))
    assert not state(working).is_red
    red = state(tomorrow)
    assert red.is_red
    assert red.problem is not None
    back_up(tomorrow, BackupReason.MANUAL)
    after = state(tomorrow)
    assert (after.is_red, after.problem, after.count) == (False, None, 1)


@ON_FILE
def test_a_quiet_week_does_not_make_it_red(working: Desk) -> None:
    back_up(working, BackupReason.MANUAL)
    monday = at(working, NOW + timedelta(days=7))
    add_family(monday, FamilyInput(name="Janssens"))
    assert not state(monday).is_red


@ON_FILE
def test_a_clock_forty_days_ahead_loses_no_backup_and_hides_no_danger(working: Desk) -> None:
    first = back_up(working, BackupReason.MANUAL)
    ahead = at(working, NOW + timedelta(days=40))
    add_family(ahead, FamilyInput(name="Janssens"))
    back_up(ahead, BackupReason.EXIT)
    add_family(working, FamilyInput(name="Maes"))
    assert first.path.exists()
    assert state(working).is_due
    newest = back_up(working, BackupReason.EXIT)
    assert list_backups(working)[0].path == newest.path


@ON_FILE
def test_of_many_the_newest_twelve_stay(working: Desk) -> None:
    made = [back_up(working, BackupReason.MANUAL) for _ in range(14)]
    assert [each.path for each in list_backups(working)] == [each.path for each in reversed(made[2:])]


@ON_FILE
def test_the_second_place_gets_the_same_bytes(working: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    set_second_place(working, stick)
    made = back_up(working, BackupReason.MANUAL)
    assert made.warning is None
    assert (stick / made.path.name).read_bytes() == made.path.read_bytes()
    assert [each.is_second for each in list_backups(working)] == [False, True]
    assert state(working).count == 1


@ON_FILE
def test_a_stick_that_is_not_there_is_a_warning_and_no_folder_is_made_in_its_place(
    working: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    set_second_place(working, stick)
    stick.rmdir()
    made = back_up(working, BackupReason.MANUAL)
    assert made.path.exists()
    assert made.warning is not None
    assert "tweede plaats" in made.warning
    assert not stick.exists()
    problem = state(working).problem
    assert problem is not None
    assert "tweede plaats" in problem.lower()


@ON_FILE
def test_the_second_place_must_be_there_and_elsewhere(working: Desk, tmp_path: Path) -> None:
    back_up(working, BackupReason.MANUAL)
    for wrong in (tmp_path / "nowhere", main_place(working)):
        with pytest.raises(InvalidInput) as refused:
            set_second_place(working, wrong)
        assert refused.value.field == "path"
    assert second_place(working) is None


@ON_FILE
def test_the_second_place_is_not_the_first_by_another_way(working: Desk, tmp_path: Path) -> None:
    """A link, a letter for a share, another spelling: two copies in one folder would be called two places."""
    back_up(working, BackupReason.MANUAL)
    for number, there in enumerate((main_place(working), main_place(working).parent)):
        other_way = tmp_path / f"weg{number}"
        other_way.symlink_to(there, target_is_directory=True)
        with pytest.raises(InvalidInput, match="staan de reservekopieën al"):
            set_second_place(working, other_way)
    within = main_place(working) / "nog eens"
    within.mkdir()
    with pytest.raises(InvalidInput, match="staan de reservekopieën al"):
        set_second_place(working, within)
    if working.office.kind is OfficeKind.FOLDER:
        with pytest.raises(InvalidInput, match="staan de reservekopieën al"):
            set_second_place(working, Path(working.office.place) / "log")


@ON_FILE
def test_a_full_or_closed_place_is_told_in_one_sentence_and_the_office_goes_on(working: Desk) -> None:
    place = main_place(working)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("no folder")
    with pytest.raises(OfficeUnavailable, match="maak plaats vrij"):
        back_up(working, BackupReason.EXIT)
    add_family(working, FamilyInput(name="Janssens"))
    assert len(list_families(working)) == 2


@ON_FILE
def test_a_damaged_one_is_named_as_such_and_left_to_people(working: Desk) -> None:
    made = back_up(working, BackupReason.MANUAL)
    content = bytearray(made.path.read_bytes())
    content[40] ^= 1
    made.path.write_bytes(content)
    damaged = list_backups(working)[0]
    assert damaged.problem is not None
    assert "beschadigd" in damaged.problem
    assert state(working).last_verified_at is None
    for _ in range(14):
        back_up(working, BackupReason.MANUAL)
    assert made.path.exists()


@ON_FILE
def test_a_backup_that_bears_another_signature_does_not_count(working: Desk, tmp_path: Path) -> None:
    made = back_up(working, BackupReason.MANUAL)
    manifest = look(made.path)
    targets = {part.name: tmp_path / part.name for part in manifest.parts}
    verify(made.path, targets, lambda _: None)
    parts = [measure(part.name, targets[part.name]) for part in manifest.parts]
    forged = replace(manifest, sequence=99)
    with (main_place(working) / name_of(replace(forged, made_at=NOW + timedelta(minutes=1)))).open(
        "wb"
    ) as out:
        write_backup(out, forged.signed_with(bytes(32)), parts, lambda _: None)
    listed = list_backups(working)
    assert [each.is_genuine for each in listed] == [False, True]
    assert listed[0].problem is not None
    assert state(working).last_verified_at == made.made_at


@ON_FILE
@pytest.mark.parametrize("role", [OfficeRole.COACH, OfficeRole.COORDINATOR])
def test_the_automatic_one_is_everybodys(working: Desk, role: OfficeRole) -> None:
    colleague = add_colleague(working, "Bo", role)
    assert back_up(colleague, BackupReason.EXIT).made_by == "Bo"


@ON_FILE
def test_a_coach_sets_no_second_place_and_restores_nothing(working: Desk, tmp_path: Path) -> None:
    coach = add_colleague(working, "Bo", OfficeRole.COACH)
    made = back_up(coach, BackupReason.MANUAL)
    for forbidden in (
        lambda: set_second_place(coach, tmp_path),
        lambda: try_restore(coach, made.path),
        lambda: preview_restore(coach, made.path),
        lambda: restore(coach, made.path),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_a_dozen_backups_under_load_are_all_whole(working: Desk) -> None:
    """T15, short; its control, copying the file, is in tests/faults/backup.py, where there is time to see it fail."""
    stop = threading.Event()
    written: list[str] = []

    def write() -> None:
        while not stop.is_set():
            name = f"Gezin {len(written)}"
            add_family(working, FamilyInput(name=name, remarks="x" * 3_000))
            written.append(name)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [back_up(working, BackupReason.EXIT) for _ in range(12)]
    finally:
        stop.set()
        writer.join()
    assert written
    assert all(try_restore(working, each.path).is_good for each in made)
    numbers = [each.audit_number for each in made]
    assert numbers == sorted(set(numbers))


@ON_FILE
def test_a_plain_copy_of_a_file_in_use_is_not_the_office(desk: Desk, tmp_path: Path) -> None:
    """The control: what was just kept stands in the journal beside the file, so a copy of the file is without it."""
    if desk.office.kind is not OfficeKind.THIS_PC:
        pytest.skip("there is no file to copy")
    add_family(desk, FamilyInput(name="Peeters"))
    copy = shutil.copy(desk.office.place, tmp_path / "copy")
    backup = back_up(desk, BackupReason.MANUAL)
    assert contents_of(Path(copy), desk.office.keys.database).counts["family"] == 0
    assert backup.counts["family"] == 1


@ON_FILE
def test_a_file_that_somebody_puts_there_never_takes_the_last_place(desk: Desk) -> None:
    """Who may write in the folder, without any key: a manifest that says a number after which none comes."""
    made = back_up(desk, BackupReason.MANUAL)
    manifest = look(made.path)
    planted = made.path.with_name(made.path.name.replace(ENDING, f"-9{ENDING}"))
    forged = replace(manifest, sequence=2**63 - 1, signature=b"").signed_with(bytes(32))
    parts = [Measured(made.path.with_name(part.name), part, 0) for part in manifest.parts]
    for part in parts:
        part.path.write_bytes(bytes(part.part.size))
    with planted.open("xb") as stream:
        write_backup(stream, forged, parts, lambda _: None)
    assert look(planted).sequence == 2**63 - 1
    assert back_up(desk, BackupReason.MANUAL).sequence == made.sequence + 1


@ON_FILE
def test_keys_are_never_shown_where_a_backup_is(desk: Desk, tmp_path: Path) -> None:
    made = back_up(desk, BackupReason.MANUAL)
    key = desk.office.keys.backup
    opened = open_backup(made.path, tmp_path, with_slots_of(desk.office.keys))
    with prepared_now(desk, BackupReason.MANUAL, None) as prepared:
        for shown in (repr(opened), repr(prepared)):
            assert "manifest" in shown
            assert key.hex() not in shown
            assert repr(key)[2:-1] not in shown


def test_before_an_import_what_changed_is_backed_up_and_without_that_nothing_is_read_in(
    working: Desk,
) -> None:
    preview = preview_import(working, resource_path("practice", "pilot-90.csv"))
    place = main_place(working)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("no folder")
    with pytest.raises(OfficeUnavailable):
        import_file(working, preview)
    assert len(list_families(working)) == 1
    place.unlink()
    import_file(working, preview)
    (made,) = list_backups(working)
    assert (made.reason, made.counts["family"]) == (BackupReason.IMPORT, 1)
    assert len(list_families(working)) == 91


@ON_FILE
def test_an_import_into_an_office_without_anything_new_needs_no_backup(desk: Desk) -> None:
    import_file(desk, preview_import(desk, resource_path("practice", "pilot-90.csv")))
    assert list_backups(desk) == ()
