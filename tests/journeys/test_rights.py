"""A coach goes along the rights of a family through the real windows, and what was decided is there the next time."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.services.right import rights_page
from gezinscoach_desktop.views.family.places import family_page
from gezinscoach_desktop.views.right.walk_page import WalkPage
from tests.journeys.conftest import StartProgram, unlock

MOST_INTERACTIONS = 25
"""For ten rights: two keys each, with room for coming in and for one amount."""


def test_ten_rights_are_walked_through_with_two_keys_each(
    start_program: StartProgram, known_office: Path
) -> None:
    driver = start_program()
    unlock(driver)
    driver.press("Ctrl+2")
    driver.press("Return")
    family_id = driver.page.family_id
    desk = driver.program.desk
    assert desk is not None
    assert family_id is not None
    driver.frame.go(family_page(family_id, "rights"))
    driver.settle()
    driver.interactions = 0
    driver.click("Rechten doorlopen")
    for key in "1283581628":
        driver.press(key)
        driver.press("Return")
    assert driver.interactions <= MOST_INTERACTIONS
    page = rights_page(desk, family_id)
    assert len(page.standings) == 10
    assert page.total.count(RightState.HAS) == 2
    walk = driver.page
    assert isinstance(walk, WalkPage)
    assert walk.plan is not None
    decided = {
        standing.place[0] for standing in page.standings if standing.state is not RightState.TO_EXPLORE
    }
    walk.finish()
    driver.settle()
    driver.click("Rechten doorlopen")
    again = driver.page
    assert isinstance(again, WalkPage)
    assert again.plan is not None
    assert decided.isdisjoint(stop.right.id for stop in again.plan.stops)


@pytest.mark.parametrize("closing", ["back", "window"])
def test_what_was_chosen_is_kept_however_the_walk_is_left(
    start_program: StartProgram, known_office: Path, closing: str
) -> None:
    driver = start_program()
    unlock(driver)
    driver.press("Ctrl+2")
    driver.press("Return")
    family_id, desk = driver.page.family_id, driver.program.desk
    assert desk is not None
    assert family_id is not None
    driver.frame.go(family_page(family_id, "rights"))
    driver.settle()
    driver.click("Rechten doorlopen")
    driver.press("3")
    if closing == "back":
        driver.press("Alt+Left")
    else:
        driver.page.leave()  # what the window does with every page when it closes
        driver.settle()
    (standing,) = rights_page(desk, family_id).standings
    assert standing.state is RightState.APPLIED
