"""When keeping something fails: it is said, nothing typed is lost, and trying again works."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gezinscoach_desktop.data import sealed_files
from gezinscoach_desktop.data.office import Office, Operation
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services.evolution import family_page
from tests.journeys.conftest import OpenDesk
from tests.journeys.driver import Driver
from tests.journeys.office import LATE, family_id

AWAY = "Het kantoor is even niet bereikbaar. Probeer het straks opnieuw."


@contextmanager
def office_away(driver: Driver) -> Iterator[None]:
    """The office of this program refuses every write."""
    assert driver.program.desk is not None

    def refuse(office: Office, operation: Operation) -> Done:
        raise OfficeUnavailable(AWAY)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(driver.program.desk.office), "write", refuse)
        yield


@contextmanager
def disk_full() -> Iterator[None]:
    """No draft can be kept."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_files, "replace_file", refuse)
        yield


def test_a_snapshot_that_cannot_be_kept_stays_in_the_form_and_can_be_finished_later(
    opened: Driver, look_inside: OpenDesk
) -> None:
    opened.press("M")
    opened.press("4")
    opened.press("T")
    opened.write_note("Nieuwe woning")
    opened.press("Esc")
    with office_away(opened):
        opened.press("Ctrl+Return")
        assert opened.sees(f"{AWAY} Wat je invulde, is bewaard als klad.")
        assert opened.said_of("Verblijfplaats").startswith("niveau 4 van 5")
        assert opened.focused_name == "Verblijfplaats"
    desk = look_inside()
    family = family_id(desk, LATE)
    assert family_page(desk, family).has_draft
    assert len(family_page(desk, family).evolution.snapshots) == 2

    opened.press("Ctrl+Return")
    assert opened.sees("is afgerond")
    (score,) = family_page(desk, family).evolution.snapshots[-1].scores
    assert (score.item, score.level, score.note) == ("residence", 4, "Nieuwe woning")


def test_a_draft_that_cannot_be_kept_is_said_and_kept_when_there_is_room_again(
    opened: Driver, look_inside: OpenDesk
) -> None:
    opened.press("M")
    with disk_full():
        opened.press("4")
        assert opened.sees("Nog niet bewaard")
        assert not opened.sees("is bewaard"), "it is not"
        assert opened.said_of("Verblijfplaats").startswith("niveau 4 van 5")
    desk = look_inside()
    family = family_id(desk, LATE)
    assert not family_page(desk, family).has_draft
    opened.click("Opnieuw proberen")
    assert opened.sees("Klad bewaard om")
    assert family_page(desk, family).has_draft


def test_a_full_disk_does_not_stop_the_finishing_of_a_snapshot(opened: Driver, look_inside: OpenDesk) -> None:
    opened.press("M")
    with disk_full():
        opened.press("4")
        opened.press("Ctrl+Return")
        assert opened.sees("is afgerond")
    desk = look_inside()
    assert len(family_page(desk, family_id(desk, LATE)).evolution.snapshots) == 3


def test_a_family_that_cannot_be_added_stays_in_the_form(opened: Driver) -> None:
    opened.press("Ctrl+N")
    opened.type_text("Özdemir")
    opened.fill("Voornaam, gezinslid 1", "Fatma")
    with office_away(opened):
        opened.press("Ctrl+Return")
        assert opened.sees(AWAY)
        assert opened.sees("Özdemir")
        assert opened.sees("Fatma")
    opened.press("Ctrl+Return")
    assert opened.sees("Gezin Özdemir")


def test_a_member_that_cannot_be_changed_stays_in_the_form(opened: Driver) -> None:
    opened.press("Return")
    opened.press("Ctrl+N")
    opened.type_text("Noor")
    with office_away(opened):
        opened.press("Return")
        assert opened.sees(AWAY)
        assert opened.sees("Noor")
    opened.press("Return")
    opened.press("Alt+G")
    assert opened.sees("Noor")
