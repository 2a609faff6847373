"""A colleague joins an office in a shared folder: double-click, code, own password; the second time only the password."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.app import Program
from gezinscoach_desktop.domain.call import Call
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.services.account import add_account
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.office import close_office, open_office
from tests.factories import CONSENT
from tests.journeys.driver import Answers, Driver
from tests.journeys.test_accounts import choose_own_password, code_on, leave
from tests.offices import NAME, PASSWORD, USER, FolderOffices

Pc = Callable[[str], Driver]
OWN = "kast lamp fiets wolk"
FAMILY = "Van den Broeck"


@pytest.fixture
def pc(
    qapp: QApplication, nothing_goes_unnoticed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Pc]:
    """A PC of this name with a home and settings of its own; the one before it is switched off."""
    started: list[Driver] = []

    def start(name: str) -> Driver:
        if started:
            _switch_off(started[-1])
        home = tmp_path / name
        monkeypatch.setenv("GEZINSCOACH_HOME", str(home))
        home.mkdir(exist_ok=True)
        dialogs = Answers()
        settings = QSettings(str(home / "instellingen.ini"), QSettings.Format.IniFormat)
        started.append(Driver(qapp, Program(settings, dialogs), dialogs))
        return started[-1]

    yield start
    if started:
        _switch_off(started[-1])


def _switch_off(driver: Driver) -> None:
    for window in (driver.program.frame, driver.program.opening):
        if window is not None:
            window.close()
            window.deleteLater()
    driver.program.frame = driver.program.opening = None
    driver.program.close()
    driver.program.settings.sync()


@pytest.fixture
def shared(folder_template: Path, tmp_path: Path, own_home: Path) -> Path:
    """The folder on the server, with the office of An and one family of hers."""
    folder = Path(FolderOffices(folder_template, tmp_path).place()).rename(tmp_path / "gezinscoach")
    desk = open_office(str(folder), user_name=USER, password=PASSWORD)
    add_family(desk, FamilyInput(name=FAMILY, municipality="Mol"), (MemberInput(given_name="Jan"),), CONSENT)
    close_office(desk)
    return folder


def test_a_colleague_joins_with_a_shortcut_and_a_code(pc: Pc, shared: Path) -> None:
    # An, on her own PC: she chooses the shared folder, and comes in.
    an = pc("pc-van-an")
    an.program.open_path(shared)
    an.wait_until(lambda: an.program.tasks.is_at_rest)
    assert an.sees("Gevonden: gezinscoach")
    an.press("Return")
    an.type_text(USER)
    an.press("Tab")
    an.type_text(PASSWORD)
    an.press("Return")
    assert an.sees(NAME)

    # A shortcut for colleagues, in the folder itself, and an account for Bea.
    an.click("Accounts")
    an.click("Snelkoppeling voor collega’s…")
    an.press("Return")
    assert an.sees("staat klaar in deze map")
    an.press("Return")
    link = shared / f"{NAME}.gezinscoach"
    assert link.is_file()
    an.press("Ctrl+N")
    an.type_text("Bea Peeters")
    an.fill("Gebruikersnaam, verplicht", "bea")
    an.click(OfficeRole.COORDINATOR.label)
    an.press("Return")
    assert an.sees(f"dubbelklikken op “{link.name}”")
    code = code_on(an)
    an.press("Return")
    leave(an)

    # Bea, on another PC: she double-clicks the shortcut.
    bea = pc("pc-van-bea")
    bea.program.open_path(link)
    bea.wait_until(lambda: bea.program.tasks.is_at_rest)
    assert bea.sees(f"Snelkoppeling naar {NAME}")
    bea.press("Return")
    bea.wait_until(lambda: bea.focused_name == "Gebruikersnaam")
    before = bea.interactions
    bea.type_text("bea")
    bea.press("Tab")
    bea.type_text(code.lower())
    bea.press("Return")
    choose_own_password(bea, OWN)
    assert bea.sees("Bea Peeters")
    assert bea.interactions - before < len("bea" + code + OWN + OWN) + 8, "nothing else is asked"
    bea.press("Ctrl+2")
    assert bea.sees(FAMILY)

    # The second time, with the office's name before her, only the password.
    leave(bea)
    again = pc("pc-van-bea")
    again.program.open_path(link)
    again.wait_until(lambda: again.program.tasks.is_at_rest)
    assert again.focused_name == "Wachtwoord"
    assert again.program.opening is not None
    assert again.program.opening.sign_in.place_field.currentText() == NAME
    again.type_text(OWN)
    again.press("Return")
    assert again.sees("Bea Peeters")


def test_another_office_in_the_place_of_mine_is_not_opened(
    pc: Pc, shared: Path, folder_template: Path, tmp_path: Path
) -> None:
    an = pc("pc-van-an")
    an.program.open_path(shared)
    an.wait_until(lambda: an.program.tasks.is_at_rest)
    assert an.sees("Gevonden")
    an.press("Return")
    an.type_text(USER)
    an.press("Tab")
    an.type_text(PASSWORD)
    an.press("Return")
    assert an.sees(NAME)
    leave(an)
    shared.rename(tmp_path / "echt")
    other = _another_office(tmp_path / "ander")
    other.rename(shared)

    an = pc("pc-van-an")
    an.program.show_opening()
    an.settle()
    an.type_text(PASSWORD)
    an.press("Return")
    assert an.sees("Op deze plaats staat nu een ander kantoor")
    assert an.program.desk is None
    an.click("Kantoor opnieuw kiezen…")
    an.dialogs.will_answer(tmp_path / "echt")
    an.click("Gedeelde map kiezen…")
    assert an.sees("Gevonden")
    an.press("Return")
    assert an.program.opening is not None
    assert an.program.opening.sign_in.place_field.value() == str(tmp_path / "echt")


def _another_office(folder: Path) -> Path:
    from gezinscoach_desktop.services.office import new_office

    folder.mkdir()
    new_office(f"{folder}/", name="OCMW Anderdorp", user_name=USER, password=PASSWORD)
    return folder


def test_a_shortcut_of_another_office_while_one_is_open_takes_nothing_away(
    pc: Pc, shared: Path, tmp_path: Path
) -> None:
    other = _another_office(tmp_path / "ander")
    link = tmp_path / "Anderdorp.gezinscoach"
    _write_link(other, link)
    an = pc("pc-van-an")
    an.program.open_path(shared)
    an.wait_until(lambda: an.program.tasks.is_at_rest)
    an.press("Return")
    an.type_text(USER)
    an.press("Tab")
    an.type_text(PASSWORD)
    an.press("Return")
    an.press("Ctrl+N")
    an.fill("Naam van het gezin", "Hermans")

    # She double-clicks the shortcut of her own office again, and then the other one.
    _double_click(an, shared)
    assert an.sees("Dit kantoor is al open.")
    assert an.sees("Hermans")
    _double_click(an, link)
    assert an.sees("Je opende “OCMW Anderdorp”. Daarvoor gaat dit kantoor dicht")
    assert an.sees("Hermans")

    # Behind the lock nothing is said; after it, it is.
    an.press("Ctrl+Shift+L")
    _double_click(an, link)
    assert not an.sees("OCMW Anderdorp")
    an.type_text(PASSWORD)
    an.press("Return")
    an.wait_until(lambda: an.program.tasks.is_at_rest)
    assert an.sees("Je opende “OCMW Anderdorp”")

    # She goes there: asked first, as ever. Her own office is one password away.
    an.click("Dat kantoor openen")
    an.wait_until(lambda: an.program.tasks.is_at_rest)
    assert an.sees("Snelkoppeling naar OCMW Anderdorp")
    an.press("Escape")
    an.type_text(PASSWORD)
    an.press("Return")
    assert an.sees(NAME)


def _double_click(driver: Driver, path: Path) -> None:
    """As the second process hands it over."""
    driver.program.second_start.answer(Call(str(path)))
    driver.wait_until(lambda: driver.program.tasks.is_at_rest)
    driver.settle()


def _write_link(office: Path, link: Path) -> None:
    from gezinscoach_desktop.services.office_link import write_link

    desk = open_office(str(office), user_name=USER, password=PASSWORD)
    write_link(desk, link.parent).rename(link)
    close_office(desk)


def test_an_administrator_without_families_comes_in_without_being_refused(pc: Pc, shared: Path) -> None:
    desk = open_office(str(shared), user_name=USER, password=PASSWORD)
    access = add_account(
        desk, user_name="cato", display_name="Cato Maes", roles=frozenset({OfficeRole.ADMINISTRATOR})
    )
    close_office(desk)
    cato = pc("pc-van-cato")
    cato.program.open_path(shared)
    cato.wait_until(lambda: cato.program.tasks.is_at_rest)
    cato.press("Return")
    cato.type_text("cato")
    cato.press("Tab")
    cato.type_text(access.code)
    cato.press("Return")
    choose_own_password(cato, OWN)

    assert cato.sees(", Cato")
    assert cato.sees("Met jouw rol zie je geen gezinnen")
    assert not cato.sees("Met jouw rol in dit kantoor kan dit niet")
    assert cato.program.frame is not None
    assert "Gezinnen" not in [text for _, text in cato.program.frame.rail.entries]
