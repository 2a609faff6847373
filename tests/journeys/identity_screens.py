"""The way past every screen about who works here, for the tests that look at all screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.journeys.driver import Driver
from tests.journeys.first_start import add_colleague, make_first_backup
from tests.journeys.new_office import type_account
from tests.offices import PASSWORD


def around_the_opening(driver: Driver, folder: Path) -> Iterator[str]:
    """From the opening screen with a known office, and back to it."""
    driver.press("Return")
    yield "opening, without a password"
    driver.click("Wachtwoord vergeten?")
    yield "forgotten password"
    driver.type_text("abcde fghj")
    driver.press("Return")
    yield "forgotten password, a code that is too short"
    driver.press("Esc")
    driver.pick("Kantoor", "Een server (PostgreSQL)…")
    yield "opening, a server"
    driver.press("Return")
    yield "opening, a server without a name"
    driver.pick("Kantoor", "proefdorp")
    driver.click("Een nieuw kantoor maken…")
    yield "new office"
    driver.press("Return")
    yield "new office, what is missing"
    driver.type_text("OCMW Testdorp")
    driver.press("Return")
    yield "new office, on this PC"
    driver.click("Op een server (PostgreSQL)")
    yield "new office, server"
    driver.click("In een gedeelde map op het netwerk")
    shared = folder / "gedeeld"
    shared.mkdir()
    driver.dialogs.will_answer(shared)
    driver.click("Plaats kiezen…")
    driver.wait_until(lambda: driver.sees("Deze map is geschikt"))
    yield "new office, a folder tried out"
    driver.click("Volgende")
    driver.click("Vier woorden voorstellen")
    yield "new office, account"
    driver.press("Esc")


def around_the_checklist(driver: Driver, folder: Path) -> Iterator[str]:
    """From the opening screen into a new office, past every step in it."""
    driver.click("Een nieuw kantoor maken")  # begun before, and left at the second step
    driver.click("Op deze pc")
    driver.dialogs.will_answer(folder / "leeg.gezinscoach")
    driver.click("Plaats kiezen…")
    type_account(driver, "Nadia Bensaïd", "nadia")
    yield "checklist, recovery sheet"
    driver.click("Later doen")
    driver.press("Return")
    yield "checklist, no recovery sheet without a reason"
    driver.type_text("De printer is er pas morgen.")
    driver.press("Return")
    yield "checklist, colleagues"
    add_colleague(driver)
    yield "checklist, backup"
    stick = folder / "stick"
    stick.mkdir()
    make_first_backup(driver, stick)
    yield "checklist, first family"
    driver.click("Stap 4")
    yield "checklist, recovery sheet skipped"
    driver.click("Stap 5")
    yield "checklist, colleagues done"
    driver.click("Stap 6")
    yield "checklist, backup done"
    driver.click("Later verder")


def around_accounts(driver: Driver) -> Iterator[str]:
    """Within an office, as somebody who may manage it."""
    driver.click("Accounts")
    yield "accounts"
    driver.press("Ctrl+N")
    yield "account, new"
    driver.press("Return")
    yield "account, what is missing"
    driver.type_text("Bea Wouters")
    driver.fill("Gebruikersnaam, verplicht", "bea")
    driver.press("Return")
    yield "account, code"
    driver.click("Klaar")
    yield "accounts, a colleague with a code"
    for name in ("Naam en rollen wijzigen…", "Eenmalige code geven…", "Account afsluiten…"):
        driver.click(name)
        yield f"account, {name}"
        driver.press("Esc")
    driver.click("Account afsluiten…")
    driver.click("Account afsluiten")
    yield "accounts, one is closed"
    driver.click("Heropenen…")
    yield "account, opening again"
    driver.press("Esc")
    driver.press("Ctrl+PgDown")
    yield "roles"
    driver.press("Ctrl+PgDown")
    yield "recovery sheet, none yet"
    driver.click("Herstelblad maken…")
    yield "recovery sheet, the code"
    driver.click("Verder: code overtypen")
    yield "recovery sheet, typing it back"
    driver.press("Esc")
    driver.click("Instellingen")
    driver.click("Wachtwoord wijzigen…")
    yield "own password"
    driver.press("Esc")
    driver.press("Ctrl+Shift+L")
    yield "locked"
    driver.type_text("verkeerd")
    driver.press("Return")
    yield "locked, wrong password"
    driver.press("Ctrl+A")
    driver.type_text(PASSWORD)
    driver.press("Return")
