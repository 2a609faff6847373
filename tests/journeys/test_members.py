"""Who belongs to the family changes over time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.household import Living, Stay
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.family import MemberRecord, read_family
from tests.journeys.conftest import OpenDesk, StartProgram, unlock
from tests.journeys.driver import Driver
from tests.journeys.office import LATE, family_id


@pytest.fixture
def members(opened: Driver) -> Driver:
    """On the tab with the members of the family that is late."""
    return go_to_members(opened)


def go_to_members(driver: Driver) -> Driver:
    driver.press("Return")
    driver.press("Alt+G")
    assert driver.is_shown("Gezinslid toevoegen")
    return driver


def open_member(driver: Driver, place: int) -> None:
    """Open the form of the member on this line, by keys."""
    driver.click("Gezinsleden")
    driver.press("Ctrl+Home")
    driver.press("Down", times=place)
    driver.press("Return")


def kept(desk_of: OpenDesk, name: str) -> MemberRecord:
    desk = desk_of()
    header = read_family(desk, family_id(desk, LATE))
    return next(member for member in header.members if member.details.given_name == name)


EMRE, SOFIE, LINA = range(3)


def test_co_parenting_is_two_fields_and_shows_in_the_list(members: Driver, look_inside: OpenDesk) -> None:
    open_member(members, LINA)
    assert members.sees("Lina Çelik")
    members.pick("Woont", Living.PARTLY.label)
    members.fill("Met wie", "papa in Geel, om de week")
    members.press("Return")
    assert members.sees("ook bij papa in Geel, om de week")
    details = kept(look_inside, "Lina").details
    assert (details.living, details.lives_with) == (Living.PARTLY, "papa in Geel, om de week")


def test_who_leaves_and_comes_back_counts_only_while_belonging_to_the_family(
    members: Driver, look_inside: OpenDesk
) -> None:
    desk = look_inside()
    left, back = (desk.today() - timedelta(days=days) for days in (150, 5))
    family = family_id(desk, LATE)
    before = family_page(desk, family).evolution
    open_member(members, EMRE)
    members.fill("Vertrokken op", format_date(left))
    members.press("Return")
    assert members.sees("Toon 1 vroeger gezinslid")
    assert members.sees("2 personen")

    away = family_page(look_inside(), family).evolution
    assert before.index_now is not None
    assert away.index_now is not None
    assert before.index_now.weak > away.index_now.weak, "without Emre's health the family is less weak"
    members.press("Ctrl+PgDown")
    assert members.sees(f"{away.index_now.weak} ")
    members.press("Ctrl+PgUp", times=2)
    assert members.sees("Evolutie")
    members.press("Ctrl+PgDown")
    members.click("Toon 1 vroeger gezinslid")
    members.click("Vroegere gezinsleden")
    members.press("Return")
    members.click("Kwam terug")
    members.type_text(format_date(back))
    members.press("Return")
    assert members.sees("3 personen")
    assert kept(look_inside, "Emre").details.stays == (Stay(None, left), Stay(back, None))
    members.press("Ctrl+M")
    assert members.is_shown("Emre Çelik")


def test_enter_on_cancel_cancels(members: Driver, look_inside: OpenDesk) -> None:
    members.press("Ctrl+N")
    members.type_text("Noor")
    members.tab_to("Annuleren")
    members.press("Return")
    assert members.sees("3 personen")
    desk = look_inside()
    assert len(read_family(desk, family_id(desk, LATE)).members) == 3


def test_of_two_people_who_change_the_same_member_the_second_is_told_and_loses_nothing(
    members: Driver, start_program: StartProgram, look_inside: OpenDesk
) -> None:
    colleague = start_program()
    unlock(colleague)
    go_to_members(colleague)
    open_member(members, SOFIE)
    open_member(colleague, SOFIE)

    members.fill("School of opvang", "avondschool Mol")
    members.press("Return")
    assert members.sees("avondschool Mol")

    colleague.fill("Voornaam", "Sophie")
    colleague.press("Return")
    assert colleague.sees("bewaarde dit gezinslid om ")
    assert colleague.sees("School of opvang: van “niet ingevuld” naar “avondschool Mol”, door An Peeters")
    assert colleague.sees("Voornaam: van “Sofie” naar “Sophie”, door jou")
    assert kept(look_inside, "Sofie").details.school == "avondschool Mol"

    assert colleague.focused_name == "Samen bewaren"
    colleague.press("Return")
    details = kept(look_inside, "Sophie").details
    assert (details.given_name, details.school) == ("Sophie", "avondschool Mol")


def test_of_two_people_who_change_the_same_family_the_second_is_told_and_loses_nothing(
    members: Driver, start_program: StartProgram, look_inside: OpenDesk
) -> None:
    colleague = start_program()
    unlock(colleague)
    go_to_members(colleague)
    for each in (members, colleague):
        each.choose("Meer", "Gezinsgegevens wijzigen…")
    members.fill("Wijk", "Ginderbuiten")
    members.press("Return")
    colleague.fill("Adres", "Kerkstraat 7")
    colleague.press("Return")
    assert colleague.sees("An Peeters bewaarde dit gezin om ")
    assert colleague.sees("Ginderbuiten")
    assert colleague.sees("Kerkstraat 7")
    desk = look_inside()
    details = read_family(desk, family_id(desk, LATE)).record.details
    assert (details.neighbourhood, details.address) == ("Ginderbuiten", "Kerkstraat 5")

    colleague.press("Esc")
    assert colleague.find("Adres").text() == "Kerkstraat 7", "what was typed is still there"  # type: ignore[attr-defined]
    colleague.click("Bewaren")
    colleague.press("Return")
    details = read_family(desk, family_id(desk, LATE)).record.details
    assert (details.neighbourhood, details.address) == ("Ginderbuiten", "Kerkstraat 7")
