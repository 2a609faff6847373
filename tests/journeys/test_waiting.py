"""A coach goes through the whole program before and after somebody is referred and waits: every screen says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import account
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.trajectory import step_in
from gezinscoach_desktop.views.family.tab import TabName
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.referral.places import REFERRAL_FORM, REFERRALS
from tests.journeys.conftest import OpenDesk, StartProgram
from tests.journeys.driver import Driver
from tests.journeys.office import LATE, family_id
from tests.services.test_waiting_is_unseen import CANARIES, somebody_waits

USER, PASSWORD = "bo", "maan fiets molen kaars"
ASKS_FOR_MORE = frozenset({"contact", "bundle", "profile_editor", "snapshot"})
"""Pages that begin something, or that need what is chosen elsewhere."""
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}|\d+ (?:seconden?|minuten|minuut) geleden|zonet|[\d,]+ (?:van [\d,]+ )?[kMG]B"
)
"""The clock, and how full the disk is: both go on by themselves."""


def join(place: str, desk: Desk, family: UUID) -> None:
    """A coach with one family."""
    access = account.add_account(
        desk, user_name=USER, display_name="Bo Claes", roles=frozenset({OfficeRole.COACH})
    )
    first = open_office(place, user_name=USER, password=access.code)
    try:
        account.change_password(first, access.code, PASSWORD)
    finally:
        close_office(first)
    step_in(desk, family, first.account.id, desk.today(), "")


def everything_seen(driver: Driver, family: UUID) -> dict[str, list[str]]:
    """What stands on every page that this account can come to, the clock left out."""
    return {place: _read(driver) for place in visited(driver, family)}


def visit_everything(driver: Driver, family: UUID) -> None:
    """Without looking."""
    assert len(list(visited(driver, family))) >= 20


def visited(driver: Driver, family: UUID) -> Iterator[str]:
    """Go to every page that this account can come to, and say its name each time one is shown."""
    frame = driver.program.frame
    assert frame is not None
    for room in [room for room in frame._rooms if room not in ASKS_FOR_MORE and frame.knows(room)]:
        try:
            frame.go(Destination(room))
        except ValueError:  # about one family
            frame.go(Destination(room, family))
        driver.settle()
        yield room
    for tab in TabName:
        frame.go(Destination("family", family, tab))
        driver.settle()
        yield tab


def _read(driver: Driver) -> list[str]:
    driver.press("F5")
    return sorted(_CLOCK.sub("", text) for text in driver.seen)


def found_by(driver: Driver, word: str) -> list[str]:
    """What Ctrl+K gives for a word."""
    driver.press("Ctrl+K")
    driver.type_text(word)
    seen = driver.seen
    driver.press("Esc")
    return seen


def _differing(before: dict[str, list[str]], after: dict[str, list[str]]) -> str:
    return "\n".join(
        f"{place}: {sorted(set(before[place]) ^ set(after[place]))}"
        for place in before
        if before[place] != after[place]
    )


def test_a_coach_sees_the_same_program_whoever_waits(
    start_program: StartProgram, office_file: Path, look_inside: OpenDesk
) -> None:
    an = look_inside()
    family = family_id(an, LATE)
    join(str(office_file), an, family)
    driver = start_program()
    opening = driver.program.opening
    assert opening is not None
    opening.offer_place(str(office_file), USER)
    driver.fill("Wachtwoord", PASSWORD)
    driver.press("Return")
    frame = driver.program.frame
    assert frame is not None
    assert frame.knows("family")
    assert not frame.knows(REFERRALS)
    assert not frame.knows(REFERRAL_FORM)
    visit_everything(driver, family)  # what is there at a first visit only
    driver.wait_until(lambda: driver.program.updates.state.look is not None)  # said on the settings page
    before = everything_seen(driver, family)
    words = ("zwartewater", "0499887766", "aanmelding", "wachtlijst")
    found = [found_by(driver, word) for word in words]

    for about in (None, family):
        somebody_waits(an, about)

    after = everything_seen(driver, family)
    assert [place for place in before if after[place] != before[place]] == [], _differing(before, after)
    assert len(before) >= 20
    assert not [text for texts in after.values() for text in texts for word in CANARIES if word in text]
    assert [found_by(driver, word) for word in words] == found
    frame.go(Destination("new_family"))
    driver.fill("Naam van het gezin", "Zwartewater")
    driver.fill("Adres", "Kwikstaartlaan 3")
    assert not driver.sees("Ken je dit gezin al?")
