"""What a user may rely on when an office in a file is damaged: what is repaired is sound, and what is gone is told."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.backup_copy import opened
from gezinscoach_desktop.data.repair import rewritten
from gezinscoach_desktop.data.repair_pages import PAGE, read_pages
from gezinscoach_desktop.data.repair_tree import read_tree, things
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.repair import RemedyKind
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.repair import examine, repair
from tests.offices import PASSWORD, USER
from tests.services.repair.damage import (
    ALL,
    BEFORE,
    KEYS,
    NOTHING_LOST,
    SOMETHING_LOST,
    assert_sound,
    families,
    flip,
    key_of,
    leaf_of,
)


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
    told = " ".join(done.losses)
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


def test_what_can_be_read_is_told_as_a_part_of_what_there_was(place: Path) -> None:
    flip(place, leaf_of(place, "family", place=-1))
    found = examine(str(place), KEYS)
    done = repair(str(place), RemedyKind.REWRITE, KEYS)
    left = f"{len(families(place))} van {len(ALL)} gezinnen"
    assert f"Nog te lezen: {left}." in found.whole
    assert f"Het kantoor is hersteld: {left}." in done.sentences


def test_what_either_way_costs_is_told_in_the_same_words(place: Path) -> None:
    """Who is in a hurry picks what looks free."""
    flip(place, leaf_of(place, "family", place=-1))
    found = examine(str(place), KEYS)
    back = next(each for each in found.remedies if each.kind is RemedyKind.BACKUP)
    later = f"{len(ALL) - BEFORE} gezinnen verloren"
    assert "alles wat na" in back.losses[0]
    assert later in back.losses
    assert any(f"is goed: {BEFORE} van {len(ALL)} gezinnen" in sentence for sentence in found.whole)
    done = repair(str(place), RemedyKind.BACKUP, KEYS)
    assert done.losses == back.losses
    assert len(families(place)) == BEFORE


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


def test_of_a_server_it_is_said_who_helps() -> None:
    found = examine("postgresql://server/kantoor", KEYS)
    assert found.is_good
    assert "Wie die beheert" in found.advice
