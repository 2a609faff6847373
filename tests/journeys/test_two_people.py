"""Two people work at the same family at the same time: nothing of either is lost, and both see each other's work."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.family import read_family
from gezinscoach_desktop.services.move import move
from gezinscoach_desktop.services.office import close_office, open_office
from tests.journeys import colleague
from tests.journeys.conftest import StartProgram
from tests.journeys.driver import Driver
from tests.journeys.office import LATE, family_id
from tests.offices import PASSWORD, USER


@pytest.fixture
def office(office_file: Path) -> str:
    """On this PC, with Karim beside An."""
    desk = open_office(str(office_file), user_name=USER, password=PASSWORD)
    try:
        colleague.join(str(office_file), desk)
    finally:
        close_office(desk)
    return str(office_file)


@pytest.fixture
def shared_office(office_file: Path, tmp_path: Path) -> str:
    """The same in a shared folder."""
    folder = tmp_path / "gedeeld"
    folder.mkdir()
    desk = open_office(str(office_file), user_name=USER, password=PASSWORD)
    try:
        place = move(desk, str(folder), kind=OfficeKind.FOLDER).place
    finally:
        close_office(desk)
    moved = open_office(place, user_name=USER, password=PASSWORD)
    try:
        colleague.join(place, moved)
    finally:
        close_office(moved)
    return place


def enter(driver: Driver, place: str, user: str, password: str) -> Driver:
    """Into the office from the opening screen, and to the family that is late."""
    opening = driver.program.opening
    assert opening is not None
    opening.offer_place(place, user)
    driver.fill("Gebruikersnaam", user)
    driver.fill("Wachtwoord", password)
    driver.press("Return")
    assert driver.program.frame is not None
    driver.wait_until(lambda: driver.program.tasks.is_at_rest)  # what others write from here on is news
    driver.click("Te meten" if driver.is_shown("Te meten") else "Laatst gemeten")
    driver.press("Return")
    return driver


def look_at(place: str) -> Desk:
    return open_office(place, user_name=USER, password=PASSWORD)


def edit_family(driver: Driver) -> None:
    driver.choose("Meer", "Gezinsgegevens wijzigen…")


def test_what_two_people_change_in_one_family_is_put_together_and_both_stand(
    start_program: StartProgram, office: str
) -> None:
    an = enter(start_program(), office, USER, PASSWORD)
    karim = enter(start_program(), office, colleague.USER, colleague.PASSWORD)
    for each in (an, karim):
        edit_family(each)
    karim.fill("Gemeente", "Geel")
    karim.fill("Opmerkingen", "Tolk Turks is Ayşe.")
    karim.click("Bewaren")
    an.fill("Adres", "Kerkstraat 7")
    an.fill("Gemeente", "Balen")
    an.fill("Opmerkingen", "Hond in huis.")
    an.click("Bewaren")

    assert an.sees(f"{colleague.NAME} bewaarde dit gezin om ")
    assert an.sees("Eerst: Mol")
    an.press("Return")
    assert an.sees("Kies welke versie blijft."), "nothing is chosen for anybody"
    an.click(f"Gemeente, {colleague.NAME}: Geel")
    an.click("Opmerkingen, allebei in één tekst")
    an.press("Return")

    desk = look_at(office)
    details = read_family(desk, family_id(desk, LATE)).record.details
    close_office(desk)
    assert (details.municipality, details.address) == ("Geel", "Kerkstraat 7")
    assert "Tolk Turks is Ayşe." in details.remarks
    assert "Hond in huis." in details.remarks
    karim.wait_until(lambda: karim.sees("Kerkstraat 7") or karim.sees("Geel"))


def test_what_a_colleague_wrote_while_i_was_away_stands_there_when_i_unlock(
    start_program: StartProgram, office: str
) -> None:
    an = enter(start_program(), office, USER, PASSWORD)
    karim = enter(start_program(), office, colleague.USER, colleague.PASSWORD)
    keeper = an.program.keeper
    assert keeper is not None
    keeper.lock()
    an.wait_until(lambda: an.program.tasks.is_at_rest)
    edit_family(karim)
    karim.fill("Gemeente", "Geel")
    karim.click("Bewaren")
    assert karim.sees("Geel")

    an.type_text(PASSWORD)
    an.press("Return")
    an.wait_until(lambda: an.sees("Geel"))


def test_two_snapshots_of_one_day_both_stand_and_the_second_is_told_of_the_first(
    start_program: StartProgram, office: str
) -> None:
    an = enter(start_program(), office, USER, PASSWORD)
    karim = enter(start_program(), office, colleague.USER, colleague.PASSWORD)
    for each in (an, karim):
        each.press("Ctrl+M")
    an.press("4")  # before the colleague is done: what is typed later already stands beside theirs
    an.press("T")
    an.write_note("Nieuwe woning")
    karim.press("5")
    karim.press("Ctrl+Return")
    assert karim.sees("is afgerond")

    an.wait_until(lambda: an.sees(f"{colleague.NAME} rondde vandaag om "))
    assert an.sees("Kijk Verblijfplaats na: dat vulde jij ook in.")
    assert an.focused_name == "Verblijfplaats"  # where it was, but for the other window that came in front
    an.press("T")
    an.write_note(" in Geel")
    an.press("Ctrl+Return")
    assert an.sees("is afgerond")

    desk = look_at(office)
    snapshots = family_page(desk, family_id(desk, LATE)).evolution.snapshots
    close_office(desk)
    first, second = snapshots[-2:]
    assert first.date == second.date == desk.today()
    assert [(score.level, score.note) for score in first.scores] == [(5, None)]
    assert [(score.level, score.note) for score in second.scores] == [(4, "Nieuwe woning in Geel")]
    assert (first.author, second.author) == (colleague.NAME, "An Peeters")


def test_on_a_shared_folder_a_colleagues_snapshot_comes_by_itself_while_what_i_type_stays(
    start_program: StartProgram, shared_office: str, tmp_path: Path
) -> None:
    an = enter(start_program(), shared_office, USER, PASSWORD)
    an.press("Ctrl+M")
    an.press("T")
    an.write_note("De huisbaas")
    colleague.finish_a_snapshot(shared_office, tmp_path / "pc-van-karim")
    an.wait_until(lambda: an.sees(f"{colleague.NAME} rondde vandaag om "))
    assert an.sees("Inkomen en Schulden")
    assert an.focused_name == "Toelichting bij Verblijfplaats"
    an.write_note(" herstelt")
    an.press("Esc")
    an.press("4")
    an.press("Ctrl+Return")
    assert an.sees("is afgerond")
    an.wait_until(lambda: an.sees("Gedeeld om "))

    desk = look_at(shared_office)
    snapshots = family_page(desk, family_id(desk, LATE)).evolution.snapshots
    close_office(desk)
    assert [snapshot.author for snapshot in snapshots[-2:]] == [colleague.NAME, "An Peeters"]
    assert snapshots[-1].scores[0].note == "De huisbaas herstelt"
