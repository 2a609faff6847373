"""An office on a real server with TLS, through the screens: made there, moved there, and its keeper's login."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter

from gezinscoach_desktop.services.server import set_up_server
from gezinscoach_desktop.views.recent_offices import recent_offices
from gezinscoach_desktop.views.server.codes_dialog import CodesDialog
from tests.debian_server import DebianServer
from tests.journeys.conftest import StartProgram
from tests.journeys.driver import Driver
from tests.journeys.new_office import to_the_place, type_account
from tests.journeys.office import LATE
from tests.journeys.wrong import wrong_on
from tests.offices import PASSWORD

pytestmark = pytest.mark.postgres
KEEPER = "anker vloed toren gras"


@dataclass(frozen=True)
class Prepared:
    """A database that was made ready, and what whoever looks after the server hands over."""

    address: str
    login: str

    @property
    def with_login(self) -> str:
        return self.address.replace(
            "postgresql://", f"postgresql://{self.login}:{KEEPER.replace(' ', '%20')}@"
        )


@pytest.fixture
def prepared(debian_server: DebianServer) -> Prepared:
    database = debian_server.new_name()
    findings = set_up_server(debian_server.as_superuser(), database, migrator_password=KEEPER)
    assert findings.is_fit, findings.problems
    return Prepared(debian_server.place(database), f"{database}_migrator")


def paste_server(driver: Driver, prepared: Prepared) -> None:
    QGuiApplication.clipboard().setText(prepared.with_login)
    driver.click("Server, verplicht")
    driver.press("Ctrl+V")
    assert wrong_on(driver) == []
    driver.click("Verbinding testen")
    driver.wait_until(lambda: driver.sees("De verbinding is goed: hier kan het kantoor komen."))
    assert wrong_on(driver) == []


def give_login(driver: Driver, prepared: Prepared, password: str = KEEPER) -> None:
    assert wrong_on(driver) == []
    driver.fill("Login van de server, verplicht", prepared.login)
    driver.fill("Wachtwoord van die login", password)
    driver.press("Return")


def test_an_office_is_made_on_a_server_and_its_login_is_remembered_nowhere(
    start_program: StartProgram, prepared: Prepared, tmp_path: Path, own_home: Path
) -> None:
    driver = start_program()
    to_the_place(driver, "OCMW Proefdorp")
    driver.click("Op een server (PostgreSQL)")
    paste_server(driver, prepared)
    type_account(driver, "", "an")
    driver.click("Later verder")
    assert driver.sees("OCMW Proefdorp")

    kept = QSettings(str(tmp_path / "instellingen.ini"), QSettings.Format.IniFormat)
    [known] = recent_offices(kept)
    assert known.user_name == "an"
    assert "_migrator" not in known.place
    written = [path for path in (*tmp_path.rglob("*"), *own_home.rglob("*")) if path.is_file()]
    assert written
    assert not [path for path in written if KEEPER.encode() in path.read_bytes()]

    driver.click("Instellingen")
    driver.click("Kantoor sluiten")
    driver.type_text(PASSWORD)
    driver.press("Return")
    assert driver.sees("OCMW Proefdorp")


def test_an_office_moves_to_a_server_where_everybody_comes_in_with_a_code_of_ones_own(
    opened: Driver, prepared: Prepared, tmp_path: Path
) -> None:
    opened.click("Veiligheid")
    opened.click("Verhuizen…")
    opened.pick("Naar", "Op een server (PostgreSQL)")
    paste_server(opened, prepared)
    opened.dialogs.will_answer(True)
    opened.click("Verhuizen…")
    opened.wait_until(lambda: opened.sees("Je ziet deze codes maar één keer."))
    assert wrong_on(opened) == []
    codes = opened.window
    assert isinstance(codes, CodesDialog)
    [an] = codes.slips
    assert "_migrator" not in an.office_place
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "briefjes.pdf"))
    opened.dialogs.will_answer(printer)
    opened.click("Briefjes afdrukken…")
    opened.click("Klaar")
    opened.click("Kantoor openen op de nieuwe plaats")

    opened.type_text(PASSWORD)
    opened.press("Return")
    assert opened.sees("De gebruikersnaam of het wachtwoord klopt niet."), "the server never knew that one"
    opened.press("Ctrl+A")
    opened.type_text(an.code)
    opened.press("Return")
    opened.fill("Nieuw wachtwoord, verplicht", PASSWORD)
    opened.fill("Nieuw wachtwoord nog eens, verplicht", PASSWORD)
    opened.press("Return")
    assert opened.sees(LATE)


def test_a_backup_of_an_office_on_a_server_asks_the_login_of_its_keeper(
    start_program: StartProgram, prepared: Prepared
) -> None:
    driver = start_program()
    make_office_on(driver, prepared)
    driver.click("Veiligheid")
    assert driver.sees("De server maakt de reservekopieën")
    assert not driver.is_shown("Reservekopie: Nog geen reservekopie")
    assert wrong_on(driver) == []
    driver.click("Nu een reservekopie maken")
    give_login(driver, prepared, "verkeerd")
    assert driver.sees("De server laat deze login met dit wachtwoord niet toe.")
    assert wrong_on(driver) == []
    driver.fill("Wachtwoord van die login", KEEPER)
    driver.press("Return")
    driver.wait_until(lambda: driver.sees("De reservekopie is gemaakt en nagelezen"))
    driver.click("Nakijken")
    give_login(driver, prepared)
    driver.wait_until(lambda: driver.sees("Alles klopt"))
    assert wrong_on(driver) == []


def make_office_on(driver: Driver, prepared: Prepared) -> None:
    """By the services: the screens for it have a journey of their own."""
    from gezinscoach_desktop.services.office import new_office

    new_office(
        prepared.address,
        name="OCMW Proefdorp",
        user_name="an",
        password=PASSWORD,
        server_user=prepared.login,
        server_password=KEEPER,
    )
    opening = driver.program.opening
    assert opening is not None
    opening.offer_place(prepared.address, "an")
    driver.settle()
    driver.type_text(PASSWORD)
    driver.press("Return")
