"""Going back to a backup is proposed with what it costs, and lets nobody and nothing in again that was let go since."""

from __future__ import annotations

import shutil
from pathlib import Path

from gezinscoach_desktop.data.backup_copy import opened
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.file_term import FileTerms
from gezinscoach_desktop.domain.letting_go import DisposalKind
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.repair import RemedyKind
from gezinscoach_desktop.services.account import close_account
from gezinscoach_desktop.services.backup import back_up
from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.letting_go import approve, change_file_terms
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.repair import examine, repair
from tests.data.office_factory import add_colleague, at_desk
from tests.offices import PASSWORD, USER
from tests.services.repair.damage import (
    BEFORE,
    KEYS,
    assert_sound,
    families,
    flip,
    flip_every_page,
    key_of,
    leaf_of,
)
from tests.services.test_letting_go import closed, on_page, proposed


def test_going_back_is_proposed_with_what_it_costs_when_little_is_left(place: Path) -> None:
    flip_every_page(place)
    found = examine(str(place), KEYS)
    assert found.advised is not None
    assert found.advised.kind is RemedyKind.BACKUP
    assert "niets meer te lezen" in " ".join(found.problems)
    assert f"{BEFORE} gezinnen" in " ".join(found.whole)
    assert "alles wat na" in found.advised.losses[0]
    repair(str(place), RemedyKind.BACKUP, KEYS)
    assert families(place) == {f"Gezin {number:03}" for number in range(BEFORE)}
    assert_sound(place)


def test_going_back_lets_go_again_what_was_erased_since_and_keeps_out_who_was_shut_out(place: Path) -> None:
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
    assert not any("gezin" in line and "ongeveer" not in line for line in done.losses), (
        "what was erased counts too"
    )
    assert "helemaal te zien" not in " ".join(done.sentences)
    assert "Gewist" not in families(place)
    assert_sound(place)
    with opened(place, key_of(place)) as driver:
        rows = dict(driver.execute("SELECT user_name, deactivated_at IS NOT NULL FROM account").fetchall())
    assert rows[coach.account.user_name] == 1
    assert rows[USER] == 0
