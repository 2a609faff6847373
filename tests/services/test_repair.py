"""What a user may rely on when an office is damaged: what is repaired is sound, and whatever is gone is counted and told."""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from gezinscoach_desktop.data import audit, check
from gezinscoach_desktop.data.backup_copy import opened
from gezinscoach_desktop.data.keys import FileSlots, key_file_of, open_ring
from gezinscoach_desktop.data.repair import Other, Owner, rewritten
from gezinscoach_desktop.data.repair_pages import PAGE, Pages, read_pages
from gezinscoach_desktop.data.repair_tree import read_tree, things
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import (
    Cancelled,
    NotAllowed,
    OfficeUnavailable,
    TooSoon,
    WrongPassword,
)
from gezinscoach_desktop.domain.file_term import FileTerms
from gezinscoach_desktop.domain.letting_go import DisposalKind
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.repair import RemedyKind
from gezinscoach_desktop.services.account import close_account
from gezinscoach_desktop.services.backup import back_up
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, list_families
from gezinscoach_desktop.services.letting_go import approve, change_file_terms
from gezinscoach_desktop.services.loose_backup import restore_as_new
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.repair import Keys, examine, repair
from tests.offices import PASSWORD, USER, FileOffices

BEFORE, AFTER = 40, 25
"""Families that stand in the backup, and that came later."""
KEYS = Keys(USER, PASSWORD)


@pytest.fixture(scope="module")
def worked_in(file_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a backup and work of later; closed."""
    folder = tmp_path_factory.mktemp("gewerkt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEZINSCOACH_HOME", str(tmp_path_factory.mktemp("thuis")))
        place = FileOffices(file_template, folder).place()
        desk = open_office(place, user_name=USER, password=PASSWORD)
        add_many(desk, 0, BEFORE)
        back_up(desk, BackupReason.MANUAL)
        add_many(desk, BEFORE, BEFORE + AFTER)
        close_office(desk)
    return Path(place)


def add_many(desk: Desk, first: int, end: int) -> None:
    for number in range(first, end):
        add_family(desk, FamilyInput(name=f"Gezin {number:03}"))


@pytest.fixture
def place(worked_in: Path, tmp_path: Path, own_home: Path) -> Path:
    """A copy of it, to damage."""
    path = tmp_path / "kantoor.gezinscoach"
    shutil.copy(worked_in, path)
    shutil.copy(f"{worked_in}.keys", f"{path}.keys")
    shutil.copytree(f"{worked_in}.backups", f"{path}.backups")
    return path


def key_of(path: Path) -> bytes:
    return open_ring(FileSlots(key_file_of(path)), user_name=USER, password=PASSWORD).database


def pages_of(path: Path) -> Pages:
    return read_pages(path, key_of(path))


def leaf_of(path: Path, name: str, *, place: int = 0) -> int:
    """The number of a page with rows (or entries) of a table or index."""
    pages = pages_of(path)
    tree = read_tree(pages, things(pages)[0][name].root)
    return sorted(number for number in tree.seen if pages.sound[number][0] in (10, 13))[place]


def flip(path: Path, page: int, *, byte: int = 700, bit: int = 3) -> None:
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * PAGE + byte] ^= 1 << bit
    path.write_bytes(raw)


def flip_leaf(name: str) -> Callable[[Path], None]:
    return lambda path: flip(path, leaf_of(path, name))


def flip_salt(path: Path) -> None:
    flip(path, 1, byte=5)


def flip_first_page(path: Path) -> None:
    flip(path, 1)


def cut_off(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) - 6 * PAGE - 100])


def drop_guard(path: Path) -> None:
    with opened(path, key_of(path)) as driver:
        driver.execute("DROP TRIGGER audit_entry_no_delete")


def drop_index(path: Path) -> None:
    with opened(path, key_of(path)) as driver:
        (name,) = driver.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'audit_entry'"
        ).fetchone()[:1]
        driver.execute(f"DROP INDEX {name}")


def lose_key_file(path: Path) -> None:
    key_file_of(path).unlink()


def spoil_key_file(path: Path) -> None:
    key_file_of(path).write_bytes(b"{}")


NOTHING_LOST = {
    "an index page": flip_leaf("sqlite_autoindex_family_1"),
    "the salt in the header": flip_salt,
    "a missing guard": drop_guard,
    "a missing index": drop_index,
    "a missing key file": lose_key_file,
    "a spoiled key file": spoil_key_file,
}
SOMETHING_LOST = {
    "families": flip_leaf("family"),
    "the trail": flip_leaf("audit_entry"),
    "operations": flip_leaf("operation"),
    "the first page": flip_first_page,
    "the end of the file": cut_off,
}


def families(path: Path) -> set[str]:
    desk = open_office(str(path), user_name=USER, password=PASSWORD)
    try:
        return {row.name for row in list_families(desk)}
    finally:
        close_office(desk)


def assert_sound(path: Path) -> None:
    """The office opens, and everything in it fits together as far as the store goes."""
    desk = open_office(str(path), user_name=USER, password=PASSWORD)
    try:
        assert desk.office.read(check.unsound_pages) == 0
        assert desk.office.read(check.missing_guards) == ()
        assert desk.office.read(check.stray_rows) == 0
        assert desk.office.read(check.schema_fits)
        actions = [entry.action for entry in desk.office.read(audit.entries)]
        assert AuditAction.REPAIR in actions or AuditAction.RESTORE in actions
        add_family(desk, FamilyInput(name="Na het herstel"))
    finally:
        close_office(desk)


ALL = {f"Gezin {number:03}" for number in range(BEFORE + AFTER)}


def test_of_a_sound_office_nothing_is_said_and_nothing_changes(place: Path) -> None:
    """The control: what the tests below find is the damage."""
    before = place.read_bytes()
    found = examine(str(place), KEYS)
    assert found.is_good
    assert found.remedies == ()
    assert any("65 gezinnen" in sentence for sentence in found.whole)
    assert place.read_bytes() == before


@pytest.mark.parametrize("how", NOTHING_LOST)
def test_what_costs_nothing_is_advised_and_gives_everything_back(place: Path, how: str) -> None:
    NOTHING_LOST[how](place)
    damaged = place.read_bytes()
    found = examine(str(place), KEYS)
    assert not found.is_good
    assert place.read_bytes() == damaged  # looking changes nothing
    advised = found.advised
    assert advised is not None
    assert advised.kind in (RemedyKind.REWRITE, RemedyKind.KEYS)
    assert advised.losses == ()
    done = repair(str(place), advised.kind, KEYS)
    assert families(place) == ALL
    assert_sound(place)
    assert examine(str(place), KEYS).is_good
    kept = Path(done.kept) / place.name
    assert kept.read_bytes() == damaged
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    assert desk.office.read(audit.broken) == ()
    close_office(desk)


@pytest.mark.parametrize("how", SOMETHING_LOST)
def test_whatever_does_not_come_along_is_counted_and_told(place: Path, how: str) -> None:
    SOMETHING_LOST[how](place)
    found = examine(str(place), KEYS)
    assert not found.is_good
    rewrite = next(each for each in found.remedies if each.kind is RemedyKind.REWRITE)
    done = repair(str(place), RemedyKind.REWRITE, KEYS)
    here = families(place)
    assert_sound(place)
    assert {f"Gezin {number:03}" for number in range(BEFORE)} <= here  # these stood in the backup
    told = " ".join(done.sentences)
    if here != ALL:
        assert f"{len(ALL - here)} gezin" in " ".join(rewrite.losses)
        assert f"{len(ALL - here)} gezin" in told
    assert rewrite.losses or here == ALL


def test_lost_work_of_after_the_backup_is_told_as_an_exact_number(place: Path) -> None:
    """A page of the newest families, which are in no backup."""
    flip(place, leaf_of(place, "family", place=-1))
    rewrite = next(each for each in examine(str(place), KEYS).remedies if each.kind is RemedyKind.REWRITE)
    repair(str(place), RemedyKind.REWRITE, KEYS)
    lost = len(ALL - families(place))
    assert lost > 0
    assert any(line.startswith(f"{lost} gezin") for line in rewrite.losses)


@pytest.mark.parametrize("number", range(4, 60, 7))
def test_any_page_may_be_damaged_and_no_row_disappears_untold(place: Path, number: int) -> None:
    """Over the whole file: what came along, came from the backup or is told as lost makes up what there was."""
    sound = read_pages(place, key_of(place))
    before = {
        name: len(read_tree(sound, thing.root).rows)
        for name, thing in things(sound)[0].items()
        if thing.kind == "table" and name != "alembic_version" and not name.startswith("sqlite_")
    }
    flip(place, min(number, sound.count))
    from gezinscoach_desktop.data.repair import rewritten

    target = place.with_name("nieuw")
    outcome = rewritten(read_pages(place, key_of(place)), target, key_of(place))
    for each in outcome.tables:
        if each.is_counted:
            assert each.kept + each.lost == before[each.name]
        else:
            assert each.kept <= before[each.name]
    with opened(target, key_of(place)) as driver:
        for name, count in before.items():
            (now,) = driver.execute(f"SELECT count(*) FROM {name}").fetchone()
            told = next(each for each in outcome.tables if each.name == name)
            assert now == told.kept - told.loose or not told.is_whole
            assert now == count or not told.is_whole


def test_going_back_is_proposed_with_what_it_costs_when_little_is_left(place: Path) -> None:
    raw = bytearray(place.read_bytes())
    for number in range(len(raw) // PAGE):
        raw[number * PAGE + 50] ^= 1
    place.write_bytes(raw)
    found = examine(str(place), KEYS)
    assert found.advised is not None
    assert found.advised.kind is RemedyKind.BACKUP
    assert "niets meer te lezen" in " ".join(found.problems)
    assert f"{BEFORE} gezinnen" in " ".join(found.whole)
    assert "alles wat na" in found.advised.losses[0]
    repair(str(place), RemedyKind.BACKUP, KEYS)
    assert families(place) == {f"Gezin {number:03}" for number in range(BEFORE)}
    assert_sound(place)


def test_what_was_saved_last_and_is_still_in_the_journal_comes_along(place: Path) -> None:
    """The program was killed: the newest families stand in the write-ahead log only."""
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    add_family(desk, FamilyInput(name="Net nog"))
    killed = place.with_name("gedood.gezinscoach")
    for ending in ("", "-wal", ".keys"):
        shutil.copy(f"{place}{ending}", f"{killed}{ending}")
    close_office(desk)
    drop_from_copy = bytearray(killed.read_bytes())
    drop_from_copy[3 * PAGE + 60] ^= 4
    killed.write_bytes(drop_from_copy)
    repair(str(killed), RemedyKind.REWRITE, KEYS)
    assert "Net nog" in families(killed)


def test_who_repairs_can_still_open_it_when_the_accounts_are_gone_too(place: Path) -> None:
    """And what the lost account did stays: nothing goes with it."""
    shutil.rmtree(f"{place}.backups")
    flip(place, leaf_of(place, "account"))
    done = repair(str(place), RemedyKind.REWRITE, KEYS)
    assert "1 account verloren" in " ".join(done.sentences)
    assert families(place) == ALL
    assert_sound(place)


def test_a_journal_that_is_damaged_is_told(place: Path) -> None:
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    add_family(desk, FamilyInput(name="Eerst"))
    add_family(desk, FamilyInput(name="Daarna"))
    killed = place.with_name("gedood.gezinscoach")
    for ending in ("", "-wal", ".keys"):
        shutil.copy(f"{place}{ending}", f"{killed}{ending}")
    close_office(desk)
    log = bytearray(Path(f"{killed}-wal").read_bytes())
    frames = (len(log) - 32) // (PAGE + 24)
    for number in range(frames):  # the first page after the first finished change
        at = 32 + number * (PAGE + 24)
        if struct.unpack_from(">I", log, at + 4)[0]:
            log[at + PAGE + 24 + 200] ^= 1
            break
    Path(f"{killed}-wal").write_bytes(log)
    found = examine(str(killed), KEYS)
    assert any("laatst bewaard" in sentence for sentence in found.problems)
    assert any("allerlaatst" in line for line in found.remedies[0].losses)


def test_who_may_not_restore_backups_may_not_repair(place: Path) -> None:
    from tests.data.office_factory import add_colleague

    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    coach = add_colleague(desk, "Bo", OfficeRole.COACH)
    name = coach.account.user_name
    desk.office.keys.add_account(coach.account.id, name, PASSWORD + " bis", one_time=False)
    close_office(desk)
    flip_leaf("sqlite_autoindex_family_1")(place)
    before = place.read_bytes()
    with pytest.raises(NotAllowed):
        repair(str(place), RemedyKind.REWRITE, Keys(name, PASSWORD + " bis"))
    assert place.read_bytes() == before


def test_a_wrong_password_shows_nothing(place: Path) -> None:
    flip_leaf("family")(place)
    with pytest.raises(WrongPassword):
        examine(str(place), Keys(USER, "iets heel anders dan dat"))


def test_guessing_passwords_goes_no_faster_here_than_at_the_door(place: Path) -> None:
    heard: list[type[Exception]] = []
    while TooSoon not in heard and len(heard) < 10:
        with pytest.raises((WrongPassword, TooSoon)) as raised:
            examine(str(place), Keys(USER, f"zomaar iets {len(heard)}"))
        heard.append(raised.type)
    assert heard[-1] is TooSoon
    with pytest.raises(TooSoon):
        repair(str(place), RemedyKind.REWRITE, KEYS)


def test_without_key_file_and_backup_it_is_said_what_is_missing(place: Path) -> None:
    lose_key_file(place)
    shutil.rmtree(f"{place}.backups")
    with pytest.raises(OfficeUnavailable, match="ontbreekt"):
        examine(str(place), KEYS)


def test_stopped_half_way_everything_is_as_it_was(place: Path) -> None:
    flip_leaf("family")(place)
    before = {path.name: path.read_bytes() for path in place.parent.iterdir() if path.is_file()}

    def stop(done: int, total: int, text: str) -> None:
        if done == 4:
            raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        repair(str(place), RemedyKind.REWRITE, KEYS, stop)
    assert {path.name: path.read_bytes() for path in place.parent.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("remedy", [RemedyKind.REWRITE, RemedyKind.BACKUP])
def test_a_failure_while_putting_it_in_place_brings_everything_back(
    place: Path, remedy: RemedyKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gezinscoach_desktop.data.repair_office import OfficeFiles
    from gezinscoach_desktop.services import repair_file

    flip_leaf("family")(place)
    before = {path.name: path.read_bytes() for path in place.parent.iterdir() if path.is_file()}

    def fail(*_: object, **__: object) -> None:
        place.unlink(missing_ok=True)
        raise OfficeUnavailable("vol")

    monkeypatch.setattr(OfficeFiles, "put", fail)
    monkeypatch.setattr(repair_file, "restore_as_new", fail)
    with pytest.raises(OfficeUnavailable):
        repair(str(place), remedy, KEYS)
    after = {path.name: path.read_bytes() for path in place.parent.iterdir() if path.is_file()}
    assert after == before


def test_of_a_server_it_is_said_who_helps() -> None:
    found = examine("postgresql://server/kantoor", KEYS)
    assert found.is_good
    assert "Wie die beheert" in found.advice


# ---------------------------------------------------------------------------------------- what may never happen


def test_of_an_office_that_another_program_has_open_nothing_is_touched(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows: what is open gets no new name, but a careless program could still write in it."""
    flip_leaf("family")(place)
    before = place.read_bytes()
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == place:
            raise PermissionError(str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OfficeUnavailable, match="nog ergens open"):
        repair(str(place), RemedyKind.REWRITE, KEYS)
    assert place.read_bytes() == before
    assert not [each for each in place.parent.iterdir() if ".voor-herstel-" in each.name]


def test_what_was_saved_while_the_repair_was_reading_is_not_overwritten(place: Path) -> None:
    flip_leaf("sqlite_autoindex_family_1")(place)
    late = b""

    def save(done: int, total: int, text: str) -> None:
        nonlocal late
        if done == 3:
            place.write_bytes(place.read_bytes() + b"later bewaard")
            late = place.read_bytes()

    with pytest.raises(OfficeUnavailable, match="intussen"):
        repair(str(place), RemedyKind.REWRITE, KEYS, save)
    assert late
    assert place.read_bytes() == late


def test_a_repair_that_is_cut_off_always_leaves_an_office_in_its_place(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going back takes a while; as long as the new one is not whole the old one stays."""
    from gezinscoach_desktop.services import repair_file

    flip_leaf("family")(place)
    before = place.read_bytes()
    restored = restore_as_new
    seen: list[bytes] = []

    def watched(*given: Any, **named: Any) -> Any:
        done = restored(*given, **named)
        seen.append(place.read_bytes())
        return done

    monkeypatch.setattr(repair_file, "restore_as_new", watched)
    repair(str(place), RemedyKind.BACKUP, KEYS)
    assert seen == [before]
    assert place.read_bytes() != before
    assert not list(place.parent.glob("*.tmp*"))


def test_of_an_office_that_is_gone_it_is_told_where_a_repair_keeps_it(place: Path) -> None:
    flip_leaf("family")(place)
    kept = Path(repair(str(place), RemedyKind.REWRITE, KEYS).kept)
    place.unlink()
    with pytest.raises(OfficeUnavailable, match=kept.name):
        examine(str(place), KEYS)


def test_going_back_lets_go_again_what_was_erased_since_and_keeps_out_who_was_shut_out(place: Path) -> None:
    from tests.data.office_factory import add_colleague, at_desk
    from tests.services.test_letting_go import closed, on_page, proposed

    shutil.rmtree(f"{place}.backups")
    desk = at_desk(open_office(str(place), user_name=USER, password=PASSWORD))
    coach = add_colleague(desk, "Bo", OfficeRole.COACH)
    change_file_terms(desk, FileTerms(file=60, notes=12))
    erased = closed(desk, "Gewist")
    back_up(desk, BackupReason.MANUAL)
    disposal = proposed(desk, erased, DisposalKind.ERASE)
    approve(desk, disposal, 1, on_page(desk).proposals[0].record.details.code)
    close_account(desk, coach.account.id)
    assert "Gewist" not in {row.name for row in list_families(desk)}
    close_office(desk)
    flip(place, leaf_of(place, "contact"))
    done = repair(str(place), RemedyKind.BACKUP, KEYS)
    assert "helemaal te zien" not in " ".join(done.sentences)
    assert "Gewist" not in families(place)
    assert_sound(place)
    with opened(place, key_of(place)) as driver:
        rows = dict(driver.execute("SELECT user_name, deactivated_at IS NOT NULL FROM account").fetchall())
    assert rows[coach.account.user_name] == 1
    assert rows[USER] == 0


def test_damage_that_leaves_nothing_to_read_gives_nobody_rights(place: Path) -> None:
    from tests.data.office_factory import add_colleague

    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    coach = add_colleague(desk, "Bo", OfficeRole.COACH)
    name = coach.account.user_name
    desk.office.keys.add_account(coach.account.id, name, PASSWORD + " bis", one_time=False)
    back_up(desk, BackupReason.MANUAL)
    close_office(desk)
    own_keys = Keys(name, PASSWORD + " bis")
    raw = bytearray(place.read_bytes())
    for number in range(len(raw) // PAGE):
        raw[number * PAGE + 50] ^= 1
    place.write_bytes(raw)
    with pytest.raises(NotAllowed):
        repair(str(place), RemedyKind.BACKUP, own_keys)
    assert place.read_bytes() == raw


@pytest.mark.parametrize("has_backup", [True, False])
def test_whose_account_is_lost_gets_every_role_only_when_no_administrator_is_left(
    place: Path, has_backup: bool
) -> None:
    """Otherwise a coach need only damage a page to become an administrator."""
    pages, key, target = pages_of(place), key_of(place), place.with_name("nieuw")
    other = Path(shutil.copy(place, place.with_name("ander")))
    leaf = leaf_of(place, "account")
    sound = {number: content for number, content in pages.sound.items() if number != leaf}
    given = Other(other, key) if has_backup else None
    rewritten(
        Pages(sound, frozenset({leaf}), pages.count),
        target,
        key,
        other=given,
        owner=Owner(uuid4().bytes, "Bo"),
    )
    with opened(target, key) as driver:
        rows = dict(driver.execute("SELECT user_name, roles FROM account").fetchall())
    assert (USER in rows) is has_backup
    assert sorted(json.loads(rows["Bo"])) == ([] if has_backup else sorted(OfficeRole))
