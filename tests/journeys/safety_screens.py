"""The way past every screen about safety and the log, for the tests that look at all screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gezinscoach_desktop.views.safety.backup_card import ASKING, BackupCard
from gezinscoach_desktop.views.safety.page import SafetyPage
from tests.journeys.driver import Driver


def around_safety(driver: Driver, folder: Path) -> Iterator[str]:
    """Within an office, as somebody who may do everything."""
    driver.click("Veiligheid")
    card = backups_of(driver)
    driver.wait_until(lambda: card.state_chip.text != ASKING)
    yield "safety"
    driver.click("Nu een reservekopie maken")
    driver.wait_until(lambda: bool(card.work.result) and card.restore_button.isEnabled())
    driver.settle()
    yield "safety, a backup was made"
    driver.click("Terugzetten uitproberen")
    driver.wait_until(lambda: not card.work.is_running)
    yield "safety, a restore was tried"
    driver.click("Terugzetten…")
    driver.wait_until(lambda: not card.work.is_running)
    driver.settle()
    yield "safety, then and now"
    driver.press("Esc")
    driver.click("Nakijken")
    check = page_of(driver).check_card
    driver.wait_until(lambda: not check.work.is_running)
    yield "safety, checked"
    driver.click("Naar een bestand…")
    yield "safety, a password for a file"
    driver.press("Return")
    yield "safety, a password is missing"
    driver.press("Esc")
    yield from around_moving(driver, folder)
    driver.click("Logboek")
    yield "log"
    driver.pick("Periode", "Zelf kiezen…")
    driver.fill("Van", "31/31")
    yield "log, a date that cannot be read"


def around_moving(driver: Driver, folder: Path) -> Iterator[str]:
    """The dialog that asks where to, without going there."""
    driver.click("Verhuizen…")
    yield "moving"
    driver.press("Return")
    yield "moving, no place yet"
    shared = folder / "verhuisd"
    shared.mkdir(exist_ok=True)
    driver.dialogs.will_answer(shared)
    driver.click("Plaats kiezen…")
    driver.wait_until(lambda: driver.sees("Deze map is ") and not driver.is_shown("Stoppen"))
    yield "moving, a folder tried out"
    driver.pick("Naar", "Op een server (PostgreSQL)")
    yield "moving, to a server"
    driver.click("Verbinding testen")
    yield "moving, no server yet"
    for field, text in (
        ("Server, verplicht", "localhost"),
        ("Databank, verplicht", "kantoor"),
        ("Poort", "1"),
        ("Login van de server, verplicht", "kantoor_migrator"),
    ):
        driver.fill(field, text)
    driver.click("Verbinding testen")
    driver.wait_until(lambda: driver.sees("Zo kan hier geen kantoor komen."))
    yield "moving, a server that does not answer"
    driver.press("Esc")


def page_of(driver: Driver) -> SafetyPage:
    page = driver.page
    assert isinstance(page, SafetyPage)
    return page


def backups_of(driver: Driver) -> BackupCard:
    return page_of(driver).backup_card
