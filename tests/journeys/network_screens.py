"""The screens about the service directory and the network of a family."""

from __future__ import annotations

from collections.abc import Iterator

from gezinscoach_desktop.views.directory.places import directory_page
from gezinscoach_desktop.views.family.places import family_page
from tests.journeys.driver import Driver


def around_network(driver: Driver) -> Iterator[str]:
    """An empty directory, two services that look alike, and a family around whom nobody stands yet."""
    driver.frame.go(directory_page())
    driver.settle()
    yield "directory, empty"
    for name in ("Sociale kruidenier", "De sociale kruidenier"):
        driver.press("Ctrl+N")
        driver.type_text(name)
        yield "directory, a service"
        driver.press("Return")
    yield "directory with a likely double"
    driver.click("Dubbele diensten bekijken")
    yield "directory, two that are one"
    driver.press("Return")
    yield "directory, merged"
    driver.click("Contactpersoon toevoegen")
    yield "directory, a contact person"
    driver.press("Esc")
    driver.press("Ctrl+F")
    driver.type_text("bestaat niet")
    yield "directory, nothing found"
    driver.press("Ctrl+2")
    driver.press("Return")
    family_id = driver.page.family_id
    assert family_id is not None
    for part in ("people", "ecogram", "genogram", "referrals"):
        driver.frame.go(family_page(family_id, f"network/{part}"))
        driver.settle()
        yield f"network, {part}, nothing yet"
    driver.press("Ctrl+N")
    yield "network, a referral"
    driver.press("Esc")
    driver.frame.go(family_page(family_id, "network/people"))
    driver.settle()
    driver.press("Ctrl+N")
    driver.type_text("Lea")
    driver.press("Return")
    yield "network, one person"
    driver.click("Toevoegen met alle velden")
    yield "network, everything of a tie"
    driver.press("Esc")
    driver.frame.go(family_page(family_id, "network/ecogram"))
    driver.settle()
    yield "network, ecogram"
    driver.frame.go(family_page(family_id, "network/genogram"))
    driver.settle()
    driver.press("Ctrl+N")
    yield "network, a bond"
    driver.press("Esc")
