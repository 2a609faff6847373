"""What a user may rely on when an office does not open: first seen, then chosen, then done, and told in plain words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from gezinscoach_desktop.domain.errors import OfficeUnavailable, WrongPassword
from gezinscoach_desktop.domain.repair import Diagnosis, Loss, Remedy, RemedyKind, Repaired
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.opening import OpeningWindow
from gezinscoach_desktop.views.recent_offices import remember_office
from gezinscoach_desktop.views.restoring.repair_dialog import RepairDialog
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import Tone
from tests.views.account.fakes import PASSWORD, FakeEntrance
from tests.views.checks import assert_every_focusable_widget_is_named

PLACE = "/kantoren/proefdorp.gezinscoach"
REWRITE = Remedy(
    RemedyKind.REWRITE,
    "Opnieuw opbouwen uit wat nog te lezen is",
    "Er komt een nieuw bestand.",
    ("3 gezinnen verloren",),
    is_advised=True,
)
BACKUP = Remedy(
    RemedyKind.BACKUP, "Terug naar de reservekopie van gisteren", "Alles is zoals toen.", ("alles van later",)
)
DAMAGED = Diagnosis(PLACE, ("2 stukken zijn beschadigd.",), ("Nog te lezen: 9 gezinnen.",), (BACKUP, REWRITE))


@pytest.fixture
def entrance() -> FakeEntrance:
    made = FakeEntrance()
    made.diagnosis = DAMAGED
    made.repaired = Repaired(PLACE, "an", ("Het kantoor is hersteld.",), "/kantoren/kopie")
    return made


@pytest.fixture
def dialog(tasks: InlineTasks, entrance: FakeEntrance, show: Callable[[QWidget], None]) -> RepairDialog:
    made = RepairDialog(tasks, entrance, PLACE, "an")
    show(made)
    return made


def look(dialog: RepairDialog) -> None:
    QTest.keyClicks(dialog.keys.password_field, PASSWORD)
    QTest.keyClick(dialog.keys.password_field, Qt.Key.Key_Return)


def texts(dialog: RepairDialog) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]


def test_what_is_wrong_and_what_it_costs_is_read_before_anything_is_done(
    dialog: RepairDialog, entrance: FakeEntrance
) -> None:
    look(dialog)
    assert entrance.calls("examine_office") == [(PLACE, "an", PASSWORD)]
    assert entrance.calls("repair_office") == []
    shown = "\n".join(texts(dialog))
    for wanted in (
        "2 stukken zijn beschadigd.",
        "Nog te lezen: 9 gezinnen.",
        "3 gezinnen verloren",
        "Aangeraden",
    ):
        assert wanted in shown
    assert dialog.view.chosen == REWRITE
    assert_every_focusable_widget_is_named(dialog)


def test_the_way_of_least_loss_is_done_by_one_press_and_leads_back_to_signing_in(
    dialog: RepairDialog, entrance: FakeEntrance
) -> None:
    heard: list[tuple[str, str]] = []
    dialog.repaired.connect(lambda place, name: heard.append((place, name)))
    look(dialog)
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert entrance.calls("repair_office") == [(PLACE, RemedyKind.REWRITE, "an")]
    assert any("/kantoren/kopie" in text.replace("\u200b", "") for text in texts(dialog))
    assert not dialog.intro_label.isVisible(), "it was about what comes, and that is done"
    assert dialog.keys.password_field.value() == ""
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert heard == [(PLACE, "an")]


def test_what_was_lost_comes_before_the_advice_as_a_warning(
    dialog: RepairDialog, entrance: FakeEntrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    entrance.repaired = Repaired(
        PLACE, "an", ("Hersteld: 6 van 9 gezinnen.",), "/kopie", ("3 gezinnen verloren",)
    )
    look(dialog)
    dialog.submit_button.click()
    shown = texts(dialog)
    assert "Klaar" not in shown
    (lost,) = (
        each
        for each in dialog.findChildren(QLabel)
        if "3 gezinnen verloren" in each.text() and each.isVisible()
    )
    assert lost.property("tone") == Tone.WARNING.value
    assert not any("mag ze weg" in text for text in shown)
    dialog.open_kept_button.click()
    assert opened == ["/kopie"]
    assert_every_focusable_widget_is_named(dialog)


def test_another_way_can_be_chosen_and_only_one(dialog: RepairDialog, entrance: FakeEntrance) -> None:
    look(dialog)
    first = dialog.view._choices[0][0]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert dialog.view.chosen == BACKUP
    dialog.submit_button.click()
    assert entrance.calls("repair_office") == [(PLACE, RemedyKind.BACKUP, "an")]


def test_a_sound_office_is_said_to_be_so_and_nothing_is_offered(
    dialog: RepairDialog, entrance: FakeEntrance
) -> None:
    entrance.diagnosis = Diagnosis(PLACE, (), ("Elk stuk van het bestand is zoals het geschreven werd.",))
    look(dialog)
    assert "Er is niets mis gevonden" in texts(dialog)
    dialog.submit_button.click()
    assert entrance.calls("repair_office") == []
    assert not dialog.isVisible()


def test_a_wrong_password_can_be_typed_again(dialog: RepairDialog, entrance: FakeEntrance) -> None:
    entrance.errors["examine_office"] = WrongPassword("De naam of het wachtwoord klopt niet.")
    look(dialog)
    assert dialog.error_label.text() == "De naam of het wachtwoord klopt niet."
    entrance.errors.clear()
    dialog.submit_button.click()
    assert dialog.view.isVisible()


def test_when_it_does_not_work_there_is_a_way_to_a_backup_from_elsewhere(
    dialog: RepairDialog, entrance: FakeEntrance
) -> None:
    asked: list[bool] = []
    dialog.restore_wanted.connect(lambda: asked.append(True))
    look(dialog)
    entrance.errors["repair_office"] = OfficeUnavailable("De schijf is vol.")
    dialog.submit_button.click()
    assert dialog.error_label.text() == "De schijf is vol."
    dialog.elsewhere_button.click()
    assert asked == [True]
    assert not dialog.isVisible()


def test_of_a_server_nothing_is_said_to_be_in_order(dialog: RepairDialog, entrance: FakeEntrance) -> None:
    entrance.diagnosis = Diagnosis(PLACE, (), (), advice="Wie de server beheert, kijkt ze na.")
    look(dialog)
    shown = texts(dialog)
    assert "Er is niets mis gevonden" not in shown
    assert "Wie de server beheert, kijkt ze na." in shown


def test_the_first_window_leads_there_for_the_office_that_is_chosen(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    entrance: FakeEntrance,
    show: Callable[[QWidget], None],
) -> None:
    remember_office(settings_store, PLACE, "an")
    window = OpeningWindow(tasks, dialogs, settings_store, entrance)
    show(window)
    window.links.repair_button.click()
    (dialog,) = window.findChildren(RepairDialog)
    assert dialog.keys.user_name_field.value() == "an"
    look(dialog)
    assert entrance.calls("examine_office") == [(PLACE, "an", PASSWORD)]
    dialog.submit_button.click()
    dialog.submit_button.click()
    assert window.sign_in.place_field.value() == PLACE


@pytest.mark.parametrize(
    ("loss", "sentence"),
    [
        (Loss("family", 1), "1 gezin verloren"),
        (Loss("score", 44, is_counted=False), "ongeveer 44 scores verloren"),
        (Loss("operation", 0, is_counted=False), "misschien enkele bewaarde bewerkingen verloren"),
        (Loss("consent", 2, filled=13), "2 toestemmingen verloren, 13 toestemmingen uit de reservekopie"),
        (Loss("score", 1, loose=3), "4 scores verloren"),
        (Loss("iets nieuws", 2), "2 andere gegevens verloren"),
    ],
)
def test_a_loss_is_a_number_of_something_that_people_know(loss: Loss, sentence: str) -> None:
    assert loss.sentence == sentence
