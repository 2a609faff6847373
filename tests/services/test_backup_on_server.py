"""What a personal login on a server says of backups: nothing it cannot know, and no alarm about copies that others make."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import NeedsServerLogin
from gezinscoach_desktop.services.backup import back_up, back_up_at_exit, back_up_if_due, state
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, add_family

pytestmark = pytest.mark.postgres


@pytest.fixture
def office_kind() -> OfficeKind:
    return OfficeKind.POSTGRESQL


def test_it_raises_no_alarm_however_much_was_written(desk: Desk) -> None:
    add_family(desk, FamilyInput(name="Peeters"), ())
    told = state(desk)
    assert told.last_verified_at is None
    assert (told.is_red, told.is_due, told.has_changed) == (False, False, False)


def test_the_program_makes_none_by_itself_and_says_whose_login_one_takes(desk: Desk) -> None:
    add_family(desk, FamilyInput(name="Peeters"), ())
    assert back_up_if_due(desk) is None
    assert back_up_at_exit(desk) is None
    with pytest.raises(NeedsServerLogin, match="wie de server beheert"):
        back_up(desk, BackupReason.MANUAL)
