"""Somebody comes to work here, forgets the password, walks away from the PC, and leaves: all of it on a real office."""

from __future__ import annotations

from pathlib import Path

from gezinscoach_desktop.views.account.code_view import CodeView
from gezinscoach_desktop.views.lock.keeper import LockKeeper
from tests.journeys.conftest import StartProgram, unlock
from tests.journeys.driver import Driver
from tests.journeys.office import LATE
from tests.journeys.screen import visible_widgets
from tests.offices import PASSWORD

OWN = "kast lamp fiets wolk"
SECOND = "brug appel trein mos"
WRONG = "De gebruikersnaam of het wachtwoord klopt niet."


class Clock:
    """Seconds that only go on when the journey says so."""

    def __init__(self) -> None:
        self.now = 5_000.0

    def __call__(self) -> float:
        return self.now


def code_on(driver: Driver) -> str:
    """What somebody would write down from the screen."""
    (shown,) = [widget for widget in visible_widgets(driver.window) if isinstance(widget, CodeView)]
    return shown.text


def leave(driver: Driver) -> None:
    driver.click("Instellingen")
    driver.click("Kantoor sluiten")


def sign_in(driver: Driver, user_name: str, password: str) -> None:
    driver.fill("Gebruikersnaam", user_name)
    driver.fill("Wachtwoord", password)
    driver.press("Return")


def choose_own_password(driver: Driver, password: str) -> None:
    assert driver.sees("Kies je eigen wachtwoord")
    driver.fill("Nieuw wachtwoord, verplicht", password)
    driver.fill("Nieuw wachtwoord nog eens, verplicht", password)
    driver.press("Return")


def choose_account(driver: Driver, name: str) -> None:
    """On the list of accounts, by its arrow keys."""
    driver.click("Accounts")
    driver.press("Home")
    for _ in range(10):
        if driver.sees(f"Gebruikersnaam: {name}"):
            return
        driver.press("Down")
    raise AssertionError(f"{name} is not in the list.")


def keeper_of(driver: Driver) -> LockKeeper:
    assert driver.program.keeper is not None
    return driver.program.keeper


def test_a_colleague_comes_walks_away_forgets_and_leaves(
    start_program: StartProgram, known_office: Path
) -> None:
    driver, clock = start_program(), Clock()
    driver.program.idle_clock = clock
    unlock(driver)

    # An, who may manage accounts, adds Bea and writes the code down.
    driver.click("Accounts")
    driver.press("Ctrl+N")
    driver.type_text("Bea Peeters")
    driver.fill("Gebruikersnaam, verplicht", "bea")
    driver.press("Return")
    assert driver.sees("Eenmalige code voor Bea Peeters")
    code = code_on(driver)
    driver.press("Return")
    assert driver.sees("Kreeg een eenmalige code en koos nog geen eigen wachtwoord.")
    leave(driver)

    # Bea signs in with it, and has to choose a password before anything else.
    sign_in(driver, "bea", code.lower())
    choose_own_password(driver, OWN)
    assert driver.sees("Bea Peeters")
    assert not driver.is_shown("Accounts"), "a coach has no business there"
    assert not driver.sees(LATE), "another coach's family"

    # She walks away in the middle of something.
    driver.press("Ctrl+N")
    driver.type_text("Vanderlinden")
    clock.now += 5 * 60
    keeper_of(driver).idle.look()
    driver.settle()
    assert driver.sees("Vergrendeld")
    assert not driver.sees("Vanderlinden")
    assert driver.focused_name == "Wachtwoord van Bea Peeters"
    assert driver.program.desk is not None
    assert driver.program.desk.office.is_locked  # type: ignore[attr-defined]
    driver.type_text(PASSWORD)
    driver.press("Return")
    assert driver.sees("Dit wachtwoord klopt niet."), "not even An's"
    driver.press("Ctrl+A")
    driver.type_text(OWN)
    driver.press("Return")
    assert driver.sees("Vanderlinden"), "it stands there as she left it"
    assert driver.focused_name == "Naam van het gezin"
    driver.press("Ctrl+Return")
    assert driver.sees("Gezin Vanderlinden")
    leave(driver)

    # She forgets her password; An gives a code, and the old password is worth nothing any more.
    sign_in(driver, "an", PASSWORD)
    choose_account(driver, "bea")
    assert driver.sees("1 gezin")
    driver.click("Eenmalige code geven…")
    driver.click("Code maken")
    code = code_on(driver)
    driver.click("Klaar")
    leave(driver)
    sign_in(driver, "bea", OWN)
    assert driver.sees(WRONG)
    sign_in(driver, "bea", code)
    choose_own_password(driver, SECOND)
    assert driver.sees("Vanderlinden")
    assert driver.sees("werd op deze pc 1 keer een fout wachtwoord geprobeerd")
    leave(driver)

    # She goes to work elsewhere.
    sign_in(driver, "an", PASSWORD)
    choose_account(driver, "bea")
    driver.click("Account afsluiten…")
    assert driver.sees("Bea Peeters is nu coach van 1 gezin.")
    driver.click("Account afsluiten")
    assert driver.sees("Kan zich niet meer aanmelden.")
    leave(driver)
    sign_in(driver, "bea", SECOND)
    assert driver.sees(WRONG)
    sign_in(driver, "an", PASSWORD)
    assert driver.sees(LATE), "for everybody else nothing changed"


def test_a_forgotten_password_is_replaced_with_the_recovery_sheet(
    start_program: StartProgram, known_office: Path
) -> None:
    driver = start_program()
    unlock(driver)
    driver.click("Instellingen")
    driver.click("Naar het herstelblad")
    driver.click("Herstelblad maken…")
    code = code_on(driver)
    driver.click("Verder: code overtypen")
    driver.type_text(code)
    driver.press("Return")
    assert driver.sees("Er is een herstelblad, gemaakt op")
    leave(driver)

    driver.click("Wachtwoord vergeten?")
    driver.fill("Code op het herstelblad, verplicht", code)
    driver.fill("Nieuw wachtwoord, verplicht", SECOND)
    driver.fill("Nieuw wachtwoord nog eens, verplicht", SECOND)
    driver.press("Return")
    assert driver.sees(LATE)
    leave(driver)
    sign_in(driver, "an", PASSWORD)
    assert driver.sees(WRONG)
    sign_in(driver, "an", SECOND)
    assert driver.sees(LATE)


def test_somebody_else_takes_over_a_locked_pc_and_the_draft_waits(
    start_program: StartProgram, known_office: Path
) -> None:
    driver = start_program()
    unlock(driver)
    driver.press("M")
    driver.press("4")
    driver.choose("Meer", "Datum wijzigen…")
    keeper_of(driver).lock()  # as Windows would, in the middle of a form
    driver.settle()
    assert driver.sees("Vergrendeld")
    assert not driver.sees(LATE)
    driver.click("Ander account of ander kantoor")
    assert driver.program.frame is None
    assert driver.focused_name == "Wachtwoord"

    unlock(driver)
    assert driver.focused_name == "Verder met de momentopname"
    driver.press("Return")
    assert driver.sees(LATE)
