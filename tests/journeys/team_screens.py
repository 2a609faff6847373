"""The way past Team and Organisatie, for the tests that look at all screens."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys.driver import Driver


def around_team(driver: Driver) -> Iterator[str]:
    """Within an office, as who has every role."""
    driver.click("Team")
    yield "team"
    driver.press("Down", times=2)
    driver.press("Right", times=2)
    driver.press("Return")
    yield "team, families behind a number"
    driver.press("Esc")
    driver.click("Herverdelen")
    yield "redistribute"
    driver.press("Return")
    yield "redistribute, refused"
    driver.press("Esc")
    driver.click("Medewerker")
    driver.fill("Percent van een voltijdse", "veel")
    driver.press("Return")
    yield "staff, refused"
    driver.press("Esc")
    driver.press("Ctrl+N")
    driver.fill("Terug op", "01/01/2020")
    driver.press("Return")
    yield "absence, refused"
    driver.press("Esc")
    yield from around_organisation(driver)


def around_organisation(driver: Driver) -> Iterator[str]:
    """The three lists with their windows."""
    driver.click("Instellingen")
    driver.click("Organisatie")
    yield "municipalities"
    driver.click("Verbeteren")
    yield "municipality, put right"
    driver.press("Esc")
    driver.press("Ctrl+N")
    driver.press("Return")
    yield "municipality, refused"
    driver.press("Esc")
    driver.press("Ctrl+PgDown")
    yield "organisations"
    driver.press("Ctrl+N")
    driver.press("Return")
    yield "organisation, refused"
    driver.press("Esc")
    driver.press("Ctrl+PgDown")
    yield "staff"
