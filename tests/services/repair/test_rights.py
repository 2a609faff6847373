"""Who may look at a damaged office, and who may repair it: damage gives nobody rights."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from gezinscoach_desktop.data.backup_copy import opened
from gezinscoach_desktop.data.repair import rewritten
from gezinscoach_desktop.data.repair_fill import Other
from gezinscoach_desktop.data.repair_loose import Owner
from gezinscoach_desktop.data.repair_pages import Pages
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import NotAllowed, OfficeUnavailable, TooSoon, WrongPassword
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.repair import RemedyKind
from gezinscoach_desktop.services.backup import back_up
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.repair import Keys, examine, repair
from tests.data.office_factory import add_colleague
from tests.offices import PASSWORD, USER
from tests.services.repair.damage import (
    ALL,
    KEYS,
    assert_sound,
    families,
    flip,
    flip_every_page,
    flip_leaf,
    key_of,
    leaf_of,
    lose_key_file,
    pages_of,
)


def test_who_repairs_can_still_open_it_when_the_accounts_are_gone_too(place: Path) -> None:
    """And what the lost account did stays: nothing goes with it."""
    shutil.rmtree(f"{place}.backups")
    flip(place, leaf_of(place, "account"))
    done = repair(str(place), RemedyKind.REWRITE, KEYS)
    assert "1 account verloren" in " ".join(done.losses)
    assert families(place) == ALL
    assert_sound(place)


def test_who_may_not_restore_backups_may_not_repair(place: Path) -> None:
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


def test_damage_that_leaves_nothing_to_read_gives_nobody_rights(place: Path) -> None:
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    coach = add_colleague(desk, "Bo", OfficeRole.COACH)
    name = coach.account.user_name
    desk.office.keys.add_account(coach.account.id, name, PASSWORD + " bis", one_time=False)
    back_up(desk, BackupReason.MANUAL)
    close_office(desk)
    own_keys = Keys(name, PASSWORD + " bis")
    flip_every_page(place)
    raw = place.read_bytes()
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
