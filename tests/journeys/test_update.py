"""A program that is brought up to date from a folder, and an office that is newer than the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services import backup as backup_service
from gezinscoach_desktop.services import update as update_service
from gezinscoach_desktop.services.audit import AuditFilter, trail
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.setting import change_interval
from gezinscoach_desktop.services.update import Installation
from gezinscoach_desktop.services.update_setting import change_update_folder
from gezinscoach_desktop.views.frame import HELP
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.update.bar import NoticeBar
from tests.data.newer_office import make_newer
from tests.journeys.conftest import OpenDesk, StartProgram, unlock
from tests.journeys.driver import Driver
from tests.updates import NEW, NEWER, PATIENCE_SECONDS, SETUP, TEST_PUBLIC, fill, manifest

OFFERED = f"Versie {NEWER} van Gezinscoach staat klaar."
INSTALL = "Bijwerken bij het afsluiten"
PLANNED = f"wordt het bijgewerkt naar versie {NEWER}"


class Windows:
    """Remembers what was started, with how many backups there were by then."""

    def __init__(self) -> None:
        self.started: list[tuple[str, bytes, int]] = []
        self.backups = 0

    def __call__(self, setup: Path) -> None:
        self.started.append((setup.name, setup.read_bytes(), self.backups))


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    """Windows itself, as far as the program can tell; it trusts the key of the tests."""
    made = Windows()
    back_up = backup_service.back_up

    def counted(desk: Desk, reason: BackupReason, *more: object) -> object:
        done = back_up(desk, reason, *more)  # type: ignore[arg-type]
        made.backups += reason is BackupReason.EXIT
        return done

    monkeypatch.setattr(backup_service, "back_up", counted)
    monkeypatch.setattr(update_service, "trusted_keys", lambda: (TEST_PUBLIC,))
    monkeypatch.setattr(update_service, "start_detached", made)
    monkeypatch.setattr(update_service, "READ_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr("gezinscoach_desktop.views.update.keeper.how_installed", lambda: Installation.OWN)
    return made


@pytest.fixture
def folder(windows: Windows, tmp_path: Path, look_inside: OpenDesk) -> Path:
    """An update folder, which an administrator chose for the office."""
    made = tmp_path / "bijwerkingen"
    fill(made)
    change_update_folder(look_inside(), str(made))
    return made


def come_in(start_program: StartProgram) -> Driver:
    driver = start_program()
    unlock(driver)
    return driver


def wait_for_the_offer(driver: Driver) -> None:
    """Until nobody looks into the folder any more as well: while somebody does, nothing is fetched from there."""
    driver.wait_until(lambda: driver.sees(OFFERED) and driver.program.tasks.is_at_rest)


def end(driver: Driver) -> None:
    """The last window is closed."""
    frame = driver.program.frame
    assert frame is not None
    frame.close()
    driver.program.close()


def change_something(desk: Desk, months: int) -> None:
    """So that there is something to back up when the program ends."""
    change_interval(desk, months)


def test_an_update_is_offered_fetched_and_installed_at_the_end_after_a_backup(
    start_program: StartProgram, known_office: Path, folder: Path, windows: Windows, look_inside: OpenDesk
) -> None:
    driver = come_in(start_program)
    wait_for_the_offer(driver)
    driver.click("Wat is er nieuw")
    assert driver.sees(NEW[0])
    driver.press("Esc")
    driver.click(INSTALL)
    driver.wait_until(lambda: driver.sees(PLANNED))
    (folder / f"Gezinscoach-{NEWER}-setup.exe").write_bytes(b"changed on the share")
    change_something(look_inside(), 5)
    assert windows.started == []
    end(driver)
    assert windows.started == [(f"Gezinscoach-{NEWER}-setup.exe", SETUP, 1)]


def test_who_thinks_again_is_not_updated_and_an_offer_that_is_closed_stays_away_today(
    start_program: StartProgram, known_office: Path, folder: Path, windows: Windows
) -> None:
    driver = come_in(start_program)
    wait_for_the_offer(driver)
    driver.click(INSTALL)
    driver.wait_until(lambda: driver.sees(PLANNED))
    driver.click("Toch niet")
    assert driver.sees(OFFERED)
    driver.click("Vandaag niet meer tonen")
    assert not driver.sees(OFFERED)
    end(driver)
    again = come_in(start_program)
    again.wait_until(lambda: again.program.updates.state.look is not None)
    assert not again.sees(OFFERED)
    end(again)
    assert windows.started == []


def test_without_a_backup_nothing_is_installed_and_the_next_start_says_why(
    start_program: StartProgram,
    known_office: Path,
    folder: Path,
    windows: Windows,
    look_inside: OpenDesk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OfficeUnavailable("De map voor reservekopieën is vol.")

    driver = come_in(start_program)
    wait_for_the_offer(driver)
    driver.click(INSTALL)
    driver.wait_until(lambda: driver.sees(PLANNED))
    change_something(look_inside(), 5)
    with monkeypatch.context() as patch:
        patch.setattr(backup_service, "back_up", full)
        end(driver)
    assert windows.started == []
    again = come_in(start_program)
    assert again.sees("Er is niet bijgewerkt, want de reservekopie vooraf lukte niet.")
    assert again.sees("De map voor reservekopieën is vol.")


def test_an_administrator_chooses_the_folder_and_sees_what_is_wrong_with_it(
    start_program: StartProgram, known_office: Path, windows: Windows, tmp_path: Path, look_inside: OpenDesk
) -> None:
    made = tmp_path / "map"
    fill(made)
    (made / f"Gezinscoach-{NEWER}-setup.exe").write_bytes(SETUP[:-1] + b"?")
    driver = come_in(start_program)
    driver.click("Instellingen")
    driver.dialogs.will_answer(made)
    driver.click("Map kiezen…")
    wait_for_the_offer(driver)
    assert driver.sees(str(made))
    driver.click(INSTALL)
    driver.wait_until(lambda: driver.sees("Het installatiebestand is niet het bestand dat ondertekend is"))
    driver.click("Wat nu?")
    assert driver.sees("Haal de bijwerking opnieuw op")
    driver.press("Esc")
    end(driver)
    assert windows.started == []
    actions = [line.label for line in trail(look_inside(), AuditFilter()).lines]
    assert AuditAction.REFUSE_UPDATE.label in actions


def test_an_office_newer_than_the_program_can_be_read_and_says_how_to_go_on(
    start_program: StartProgram, known_office: Path, folder: Path, windows: Windows
) -> None:
    make_newer(str(known_office), min_reader=schema.READER, min_writer=schema.WRITER + 1)
    driver = come_in(start_program)
    assert driver.sees(schema.NEWER_READABLE)
    wait_for_the_offer(driver)
    assert driver.sees("Voor dit kantoor is een nog nieuwere versie nodig.")
    fill(folder, manifest(database=schema.VERSION + 1))
    driver.click("Instellingen")
    driver.click("Nu kijken")
    driver.wait_until(lambda: not driver.sees("nog nieuwere versie nodig"))
    driver.click("Hoe bijwerken")
    assert driver.program.frame is not None
    assert driver.program.frame.current_destination == Destination(HELP, part="bijwerken")


def said_besides_the_bar(driver: Driver, reason: str = schema.NEWER_READABLE) -> list[str]:
    """Where the reason stands other than in the bar that always says it."""
    assert driver.program.frame is not None
    bars = {bar.text for bar in driver.program.frame.findChildren(NoticeBar)}
    found = [each for each in driver.seen if reason in each]
    alone = [each for each in found if each in bars]
    return [each for each in found if each not in bars and not each.startswith("Alleen lezen: ")] + alone[1:]


def test_in_an_office_to_read_only_nothing_is_begun_that_cannot_be_kept(
    start_program: StartProgram, known_office: Path, windows: Windows
) -> None:
    make_newer(str(known_office), min_reader=schema.READER, min_writer=schema.WRITER + 1)
    driver = come_in(start_program)
    frame = driver.program.frame
    assert frame is not None
    start = frame.current_destination
    assert said_besides_the_bar(driver) == []
    contact = next(each for each in frame.findChildren(QPushButton) if each.text() == "Contactmoment")
    assert not contact.isEnabled()
    assert contact.toolTip() == schema.NEWER_READABLE
    for keys in ("M", "L", "Ctrl+N", "Ctrl+L", "Ctrl+M"):
        driver.press(keys)
        assert frame.current_destination == start
        assert schema.NEWER_READABLE in frame.toast.text
        frame.toast.panel.dismiss()


def test_in_an_office_that_becomes_one_to_read_only_nothing_that_was_typed_is_lost(
    start_program: StartProgram, known_office: Path, windows: Windows
) -> None:
    driver = come_in(start_program)
    driver.press("M")
    driver.press("4")
    driver.press("Ctrl+2")
    driver.press("Ctrl+N")
    driver.type_text("Özdemir")
    driver.fill("Voornaam, gezinslid 1", "Fatma")
    driver.click("Het gezin stemt in met begeleiding")
    driver.press("Ctrl+1")
    driver.press("L")
    driver.press("1")
    driver.press("T")
    driver.write_note("Aan de deur gepraat")
    make_newer(str(known_office), min_reader=schema.READER, min_writer=schema.WRITER + 1)
    driver.press("Ctrl+Return")
    assert said_besides_the_bar(driver, schema.UPDATED_ELSEWHERE)
    assert driver.sees("Aan de deur gepraat")

    driver.press("Alt+Left")  # Start
    driver.press("Alt+Left")
    driver.press("Ctrl+Return")
    assert said_besides_the_bar(driver, schema.UPDATED_ELSEWHERE)
    assert driver.sees("Özdemir")
    assert driver.sees("Fatma")

    driver.press("Alt+Left")  # Gezinnen
    driver.press("Alt+Left")
    driver.press("Ctrl+Return")
    assert driver.sees(f"{schema.UPDATED_ELSEWHERE} Wat je invulde, is bewaard als klad.")
    assert driver.said_of("Verblijfplaats").startswith("niveau 4 van 5")
    end(driver)

    again = come_in(start_program)  # both drafts are there
    frame = again.program.frame
    assert frame is not None
    frame.show_read_only("")  # as once this program was updated
    again.press("M")
    assert again.said_of("Verblijfplaats").startswith("niveau 4 van 5")
    again.press("Ctrl+1")
    again.press("L")
    assert again.sees("Aan de deur gepraat")


def too_new_even_to_read(place: Path) -> None:
    make_newer(str(place), min_reader=schema.READER + 1, min_writer=schema.WRITER + 1)


def test_an_office_too_new_even_to_read_says_which_version_and_updates_from_the_first_window(
    start_program: StartProgram, known_office: Path, folder: Path, windows: Windows
) -> None:
    fill(folder, manifest(database=schema.VERSION + 1))
    before = come_in(start_program)
    before.wait_until(lambda: before.program.updates.memory.folder == str(folder))
    end(before)  # this PC knows the folder by now
    too_new_even_to_read(known_office)
    driver = start_program()
    assert not driver.sees(OFFERED)
    unlock(driver)
    assert driver.sees(f"nieuwere versie van het programma: {NEWER} of hoger")
    wait_for_the_offer(driver)
    driver.click(INSTALL)
    driver.wait_until(lambda: driver.sees(PLANNED))
    driver.program.close()
    assert [name for name, *_ in windows.started] == [f"Gezinscoach-{NEWER}-setup.exe"]


def test_without_an_update_in_sight_the_first_window_says_where_it_is_to_come_from(
    start_program: StartProgram, known_office: Path, folder: Path, windows: Windows
) -> None:
    too_new_even_to_read(known_office)
    driver = start_program()
    unlock(driver)
    driver.wait_until(lambda: driver.sees("Vraag de nieuwe versie aan wie het kantoor bijwerkte"))
    driver.program.updates.memory.keep_office_folder(str(folder / "weg"))
    driver.press("Return")
    driver.wait_until(lambda: driver.sees(f"“{folder / 'weg'}”. Daar staat ze nog niet."))
