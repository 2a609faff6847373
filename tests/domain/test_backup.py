"""When a backup is due and when work is in danger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import LOOKING, BackupReason, is_due, is_red

NOW = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)


def ago(**how: float) -> datetime:
    return NOW - timedelta(**how)


@pytest.mark.parametrize(
    ("last", "has_changed", "due"),
    [
        (None, True, True),
        (None, False, False),
        (ago(hours=3, minutes=59), True, False),
        (ago(hours=4), True, True),
        (ago(hours=4), False, False),
        (ago(days=300), False, False),
        (ago(minutes=-10), True, False),
        (ago(days=-40), True, True),
    ],
    ids=[
        "never",
        "never, nothing",
        "fresh",
        "four hours",
        "nothing",
        "long, nothing",
        "clocks",
        "from the future",
    ],
)
def test_a_backup_is_due_after_four_hours_with_changes(
    last: datetime | None, *, has_changed: bool, due: bool
) -> None:
    assert is_due(last, NOW, has_changed=has_changed) is due


@pytest.mark.parametrize(
    ("first_change", "red"),
    [
        (None, False),
        (ago(hours=23), False),
        (ago(hours=24), True),
        (ago(minutes=-10), False),
        (ago(days=-2), True),
    ],
    ids=["nothing", "today", "a day", "clocks", "from the future"],
)
def test_it_is_red_once_a_change_stood_in_no_backup_for_a_day(
    first_change: datetime | None, *, red: bool
) -> None:
    assert is_red(first_change, NOW) is red


def test_looking_is_no_change_and_every_other_action_is() -> None:
    assert AuditAction.OPEN_FAMILY in LOOKING
    assert AuditAction.BACK_UP in LOOKING
    assert not LOOKING & {AuditAction.REGISTER_SNAPSHOT, AuditAction.RESTORE, AuditAction.CHANGE_SETTINGS}


def test_every_reason_has_a_name_that_a_file_may_bear() -> None:
    assert all(reason.value.replace("-", "").isascii() and reason.label for reason in BackupReason)
    assert all("/" not in reason.value and " " not in reason.value for reason in BackupReason)
