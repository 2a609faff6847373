"""What a coach does between registrations, at the keyboard: how many keys it takes, and that it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services import contact as contacts
from gezinscoach_desktop.services import expense as expenses
from gezinscoach_desktop.services import right as rights
from gezinscoach_desktop.services.account import add_account
from gezinscoach_desktop.services.family import read_family
from tests.journeys.conftest import OpenDesk, StartProgram, unlock
from tests.journeys.driver import Driver
from tests.journeys.office import FRESH, LATE, family_id

NOTE = "Samen de brief van de school gelezen; Lina wil graag zwemmen."


@contextmanager
def counted(driver: Driver, what: str, *, most: int) -> Iterator[None]:
    """Counts every key and click; prints them with the seconds that the windows took."""
    driver.interactions, began = 0, perf_counter()
    yield
    seconds = perf_counter() - began
    print(f"{what}: {driver.interactions} interactions, {seconds:.1f} s of the windows' own time.")
    assert driver.interactions <= most


def test_a_home_visit_with_a_note_and_an_expense_is_registered_from_start_with_few_keys(
    opened: Driver, look_inside: OpenDesk
) -> None:
    assert opened.focused_name == "Te meten"
    with counted(opened, "A contact with an expense, from the start screen", most=45):
        opened.press("L")
        opened.press("1")  # home visit; date and time are now
        opened.press("T")
        opened.write_note(NOTE)
        opened.press("Alt+G")  # the expense
        opened.type_text("3,50")
        opened.press("Tab")
        opened.type_text("IJsje")
        opened.press("Ctrl+Return")
    desk = look_inside()
    family = family_id(desk, LATE)
    lines = contacts.contacts_page(desk, family).lines
    (kept,) = [line.contact for line in lines if line.contact is not None]
    assert (kept.details.kind, kept.details.note, kept.details.on) == (
        ContactKind.HOME_VISIT,
        NOTE,
        desk.today(),
    )
    (expense,) = expenses.expenses_page(desk, family).expenses
    assert (expense.details.cents, expense.details.what, expense.details.contact_id) == (
        350,
        "IJsje",
        kept.id,
    )


def test_ten_rights_are_walked_through_with_two_keys_each(opened: Driver, look_inside: OpenDesk) -> None:
    opened.press("Return")
    opened.press("Alt+R")
    opened.tab_to("Rechten doorlopen")
    with counted(opened, "Ten rights walked through", most=21):
        opened.press("Return")
        for place in range(10):
            opened.press("1" if place % 2 else "8")
            opened.press("Return")
    desk = look_inside()
    page = rights.rights_page(desk, family_id(desk, LATE))
    states = sorted(standing.state for standing in page.standings)
    assert states == sorted([RightState.TO_EXPLORE] * 5 + [RightState.NOT_APPLICABLE] * 5)


def test_a_family_is_handed_over_with_its_date_and_reason_in_few_keys(
    known_office: Path, start_program: StartProgram, look_inside: OpenDesk
) -> None:
    desk = look_inside()
    add_account(desk, user_name="bert", display_name="Bert Maes", roles=frozenset({OfficeRole.COACH}))
    driver = start_program()
    unlock(driver)
    with counted(driver, "Handing a family over, from the start screen", most=30):
        driver.press("Return")  # the first family of the start screen
        driver.press("Alt+D")
        driver.tab_to("Overdragen")
        driver.press("Return")
        driver.press("Down")
        driver.press("Tab", times=2)
        driver.write_note("Bert woont dichter bij de school.")
        driver.press("Ctrl+Return")
    assert not driver.broken
    desk = look_inside()
    header = read_family(desk, family_id(desk, LATE))
    running = [each for each in header.assignments if each.until is None]
    assert [(each.coach, each.kind, each.since, each.reason) for each in running] == [
        ("Bert Maes", AssignmentKind.RESPONSIBLE, desk.today(), "Bert woont dichter bij de school.")
    ]


def test_a_misspelt_name_is_found_from_anywhere(opened: Driver) -> None:
    opened.press("Ctrl+4")
    with counted(opened, "A family found by a misspelt name", most=9):
        opened.press("Ctrl+K")
        opened.type_text("vandnbr")  # Van den Broeck
        opened.press("Return")
    assert opened.sees(f"Gezin {FRESH}")
