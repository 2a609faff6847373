"""Signing in, locking and signing out: what is noted, told and forgotten. On every kind of office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from gezinscoach_desktop.data import anchor, audit
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.domain.errors import (
    InvalidInput,
    OfficeLocked,
    OfficeUnavailable,
    TooSoon,
    UserError,
    WrongPassword,
)
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import office as office_service
from gezinscoach_desktop.services import sign_in as sign_in_service
from gezinscoach_desktop.services.account import add_account
from gezinscoach_desktop.services.desk import Desk, utc_now
from gezinscoach_desktop.services.draft import store_of
from gezinscoach_desktop.services.family import list_families, note_opening
from gezinscoach_desktop.services.office import (
    close_office,
    lock,
    new_office,
    open_office,
    seconds_to_wait,
    unlock,
)
from gezinscoach_desktop.services.sign_in import door_of
from tests.data.office_factory import add_home
from tests.offices import EVERY_KIND, PASSWORD, USER, NewDesk, OfficeMaker

pytestmark = EVERY_KIND


class Clock:
    """The clock of this PC, for the wait after wrong passwords."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(office_service, "utc_now", clock)
    monkeypatch.setattr(sign_in_service, "utc_now", clock)
    return clock


def entries(desk: Desk) -> tuple[AuditEntry, ...]:
    return desk.office.read(audit.entries)


def try_wrong(place: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            open_office(place, user_name=USER, password="helemaal verkeerd")


def test_signing_in_is_noted_anchored_and_tells_the_time_before(office_maker: OfficeMaker) -> None:
    place = office_maker.place()
    first = open_office(place, user_name=USER, password=PASSWORD)
    assert (first.welcome.failures_before, first.welcome.last_sign_in) == (0, None)
    (noted,) = entries(first)
    assert (noted.action, noted.account_id, dict(noted.details)) == (
        "sign_in",
        first.account.id,
        {"way": "password"},
    )
    close_office(first)

    second = open_office(place, user_name=USER, password=PASSWORD)

    assert second.welcome.last_sign_in == noted.at
    assert second.welcome.findings == ()
    assert [entry.action for entry in entries(second)] == ["sign_in", "sign_out", "sign_in"]
    seen = anchor.remembered(second.office.id)
    assert seen is not None
    assert seen.number == 2  # what stood there before this sign-in
    close_office(second)


def test_wrong_passwords_make_wait_longer_and_longer_and_never_for_good(
    office_maker: OfficeMaker, clock: Clock
) -> None:
    place = office_maker.place()
    try_wrong(place, 3)
    assert seconds_to_wait(place, USER) == 2
    with pytest.raises(TooSoon) as caught:
        open_office(place, user_name=USER, password=PASSWORD)
    assert caught.value.seconds == 2
    waits = []
    for _ in range(12):
        clock.ahead += timedelta(seconds=seconds_to_wait(place, USER))
        try_wrong(place, 1)
        waits.append(seconds_to_wait(place, USER))
    assert waits[:4] == [4, 8, 16, 32]
    assert waits[-1] == max(waits) == 300
    clock.ahead += timedelta(seconds=300)
    close_office(open_office(place, user_name=USER, password=PASSWORD))
    assert seconds_to_wait(place, USER) == 0


def test_failures_are_told_and_noted_at_the_next_good_sign_in_once(
    office_maker: OfficeMaker, clock: Clock
) -> None:
    place = office_maker.place()
    try_wrong(place, 4 - 1)
    clock.ahead += timedelta(minutes=10)
    desk = open_office(place, user_name=USER.upper(), password=PASSWORD)
    assert desk.welcome.failures_before == 3
    failed, signed_in = entries(desk)
    assert (failed.action, failed.details["count"], signed_in.action) == ("sign_in_failed", 3, "sign_in")
    close_office(desk)
    again = open_office(place, user_name=USER, password=PASSWORD)
    assert again.welcome.failures_before == 0
    close_office(again)


def test_the_wait_is_the_same_however_the_place_is_written(office_maker: OfficeMaker) -> None:
    place = office_maker.place()
    if "://" in place:
        pytest.skip("an address is written in one way")
    folder, _, name = place.rpartition("/")
    try_wrong(f"{folder}/./{name}", 3)
    assert seconds_to_wait(f" {folder}/x/../{name}", USER) == 2


def test_another_user_does_not_wait(office_maker: OfficeMaker) -> None:
    place = office_maker.place()
    try_wrong(place, 3)
    assert seconds_to_wait(place, "iemand anders") == 0


def test_a_locked_office_gives_nothing_and_forgets_its_keys(desk: Desk) -> None:
    add_home(desk)
    inner = door_of(desk).inner
    lock(desk)
    asks: tuple[Callable[[], object], ...] = (
        lambda: list_families(desk),
        lambda: store_of(desk),
        lambda: desk.office.keys,
        desk.office.news,
        desk.office.health,
        lambda: desk.must_change_password,
    )
    for ask in asks:
        with pytest.raises(OfficeLocked):
            ask()
    with pytest.raises(OfficeUnavailable, match="gesloten"):
        inner.read(lambda session: None)
    assert (desk.office.name, desk.office.place) == (inner.name, inner.place)
    lock(desk)  # twice is fine


def test_who_unlocks_goes_on_at_the_same_desk(desk: Desk) -> None:
    home = add_home(desk)
    draft_key = store_of(desk).key
    lock(desk)
    unlock(desk, PASSWORD)
    assert [row.id for row in list_families(desk)] == [home.record.id]
    note_opening(desk, home.record.id)
    assert store_of(desk).key == draft_key


def test_wrong_passwords_at_a_locked_office_make_wait_and_are_noted(desk: Desk, clock: Clock) -> None:
    lock(desk)
    for _ in range(3):
        with pytest.raises(WrongPassword):
            unlock(desk, "helemaal verkeerd")
    with pytest.raises(TooSoon):
        unlock(desk, PASSWORD)
    with pytest.raises(OfficeLocked):
        list_families(desk)
    clock.ahead += timedelta(minutes=1)
    unlock(desk, PASSWORD)
    assert entries(desk)[-1].details == {"count": 3}


def test_a_colleagues_password_does_not_unlock(desk: Desk) -> None:
    code = add_account(
        desk, user_name="bo", display_name="Bo", roles=frozenset({OfficeRole.COORDINATOR})
    ).code
    lock(desk)
    with pytest.raises(WrongPassword):
        unlock(desk, code)


def test_a_locked_office_can_be_closed(desk: Desk) -> None:
    lock(desk)
    close_office(desk)
    with pytest.raises(UserError):
        list_families(desk)


def test_signing_out_is_noted_once_and_closing_twice_is_fine(new_desk: NewDesk) -> None:
    desk = new_desk()
    place = desk.place
    close_office(desk)
    close_office(desk)
    again = open_office(place, user_name=USER, password=PASSWORD)
    assert [entry.action for entry in entries(again)].count("sign_out") == 1
    close_office(again)


def test_an_office_that_cannot_be_written_now_still_opens_and_closes(
    office_maker: OfficeMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gezinscoach_desktop.data.sql_office import SqlOffice

    def full(*_: object) -> None:
        raise OfficeUnavailable("De schijf is vol.")

    with monkeypatch.context() as patch:
        patch.setattr(SqlOffice, "write", full)
        desk = open_office(office_maker.place(), user_name=USER, password=PASSWORD)
        assert list_families(desk) == ()
        close_office(desk)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("kort", "12"),
        ("wachtwoord123!", "lijsten"),
        ("an an an an an an", "herhaalt|naam"),
        ("azertyuiopqsdf", "rij toetsen"),
    ],
)
def test_the_first_account_keeps_to_the_rule_for_passwords_as_everybody(
    office_maker: OfficeMaker, tmp_path_factory: pytest.TempPathFactory, password: str, says: str
) -> None:
    place = tmp_path_factory.mktemp("nieuw") / "kantoor"
    with pytest.raises(InvalidInput, match=says) as caught:
        new_office(str(place), name="OCMW", user_name="an", password=password)
    assert caught.value.field == "password"
    assert not place.exists()
