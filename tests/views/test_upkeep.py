"""What the window does by itself: a backup in time, and hiding from pictures of the screen when the office wants it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import cast
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.data.office import Office
from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services.desk import Account, Desk
from gezinscoach_desktop.services.setting import SecuritySettings
from gezinscoach_desktop.views import upkeep
from gezinscoach_desktop.views.capture import CaptureGuard
from gezinscoach_desktop.views.tasks import InlineTasks, Progress
from gezinscoach_desktop.views.upkeep import Upkeep
from tests.views.no_office import NoOffice


@dataclass
class Office_:  # noqa: N801 - stands beside the port of that name
    """What the services would do."""

    backups: int = 0
    fails: bool = False
    security: SecuritySettings = field(default_factory=SecuritySettings)

    def back_up(self, _: Desk, progress: Progress) -> None:
        if self.fails:
            raise OfficeUnavailable("De map voor reservekopieën is niet bereikbaar.")
        progress(1, 1)
        self.backups += 1


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office_:
    made = Office_()
    monkeypatch.setattr(upkeep, "back_up_if_due", made.back_up)
    monkeypatch.setattr(upkeep, "read_security", lambda _: made.security)
    return made


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def asked() -> list[int]:
    return []


@pytest.fixture
def working(qapp: QApplication, office: Office_, told: list[str], asked: list[int]) -> Iterator[Upkeep]:
    def ask(_: int, affinity: int) -> bool:
        asked.append(affinity)
        return True

    account = Account(UUID(int=1), "an", "An", frozenset())
    desk = Desk(
        cast("Office", NoOffice()),
        account,
        today=lambda: date(2026, 11, 22),
        now=lambda: datetime(2026, 11, 22, tzinfo=UTC),
    )
    tasks, capture = InlineTasks(), CaptureGuard(ask)
    made = Upkeep(tasks, desk, capture, told=lambda: told.append("told"))
    made.setProperty("tasks", tasks)
    made.setProperty("capture", capture)
    yield made
    made.stop()
    capture.hide_windows(False)


def test_a_backup_is_looked_after_as_soon_as_the_office_opens(
    working: Upkeep, office: Office_, told: list[str]
) -> None:
    working.start()

    assert office.backups == 1
    assert told == ["told"]


def test_a_backup_that_fails_is_told_by_its_state_and_tried_again(
    working: Upkeep, office: Office_, told: list[str]
) -> None:
    office.fails = True
    working.start()
    office.fails = False

    working.look()

    assert (office.backups, told) == (1, ["told", "told"])


def test_windows_are_hidden_from_capture_when_the_office_says_so_and_shown_when_it_no_longer_does(
    working: Upkeep, office: Office_
) -> None:
    capture, tasks = working.property("capture"), working.property("tasks")
    office.security = SecuritySettings(hides_from_capture=True)
    working.start()
    assert capture.is_hidden

    office.security = SecuritySettings()
    tasks.changed.emit(Change(frozenset({Noun.SETTING})))

    assert not capture.is_hidden


def test_other_changes_ask_nothing(working: Upkeep, office: Office_) -> None:
    working.start()
    office.security = SecuritySettings(hides_from_capture=True)

    working.property("tasks").changed.emit(Change(frozenset({Noun.FAMILY})))

    assert not working.property("capture").is_hidden
