"""What the office asks of every PC: read by everybody, changed by administrators, noted."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.setting import (
    SecuritySettings,
    change_no_contact_days,
    change_security,
    read_security,
    read_settings,
)
from tests.data.office_factory import add_colleague
from tests.offices import ON_FILE, PASSWORD, USER


@ON_FILE
def test_a_new_office_locks_after_five_minutes_and_keeps_no_keys_on_pcs(desk: Desk) -> None:
    assert read_security(desk) == SecuritySettings(5, allows_device_key=False, hides_from_capture=False)


@ON_FILE
def test_what_was_changed_is_the_same_on_every_pc_and_noted_without_more(desk: Desk) -> None:
    wanted = SecuritySettings(9, allows_device_key=True, hides_from_capture=False)
    assert change_security(desk, wanted).change.touches(Noun.SETTING)
    elsewhere = open_office(desk.place, user_name=USER, password=PASSWORD)
    assert read_security(elsewhere) == wanted
    close_office(elsewhere)
    (noted,) = (entry for entry in desk.office.read(audit.entries) if entry.action == "change_settings")
    assert noted.details == {"idle_minutes": 9, "allows_device_key": True}


@ON_FILE
def test_nothing_changed_is_nothing_noted(desk: Desk) -> None:
    change_security(desk, read_security(desk))
    assert "change_settings" not in [entry.action for entry in desk.office.read(audit.entries)]


@ON_FILE
@pytest.mark.parametrize("minutes", [-1, 0, 1, 16, 10_000])
def test_an_office_locks_between_two_and_fifteen_minutes(desk: Desk, minutes: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        change_security(desk, SecuritySettings(minutes))
    assert caught.value.field == "idle_minutes"
    assert read_security(desk).idle_minutes == 5


@ON_FILE
@pytest.mark.parametrize("role", [OfficeRole.COACH, OfficeRole.COORDINATOR])
def test_only_administrators_change_it_and_everybody_reads_it(desk: Desk, role: OfficeRole) -> None:
    bo = add_colleague(desk, "Bo", role)
    assert read_security(bo).idle_minutes == 5
    with pytest.raises(NotAllowed):
        change_security(bo, SecuritySettings(15))


@ON_FILE
def test_after_how_many_days_without_contact_a_family_is_mentioned(desk: Desk) -> None:
    assert read_settings(desk).no_contact_days == 21
    assert change_no_contact_days(desk, 14).change.touches(Noun.SETTING)
    change_no_contact_days(desk, 14)
    assert read_settings(desk).no_contact_days == 14
    noted = [entry for entry in desk.office.read(audit.entries) if entry.action == "change_settings"]
    assert [entry.details for entry in noted] == [{"no_contact_days": 14}]


@ON_FILE
@pytest.mark.parametrize("days", [-1, 0, 6, 181])
def test_too_few_or_too_many_days_without_contact_are_refused(desk: Desk, days: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        change_no_contact_days(desk, days)
    assert caught.value.field == "no_contact_days"


@ON_FILE
@pytest.mark.parametrize("role", [OfficeRole.COACH, OfficeRole.COORDINATOR])
def test_only_administrators_change_the_days_without_contact(desk: Desk, role: OfficeRole) -> None:
    with pytest.raises(NotAllowed):
        change_no_contact_days(add_colleague(desk, "Bo", role), 14)
