"""What a user may rely on when an office comes back from a backup: seen first, then done, and then signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import OfficeUnavailable, WrongPassword
from gezinscoach_desktop.services.archive import Arrived
from gezinscoach_desktop.services.loose_backup import BackupContents, LooseBackup
from gezinscoach_desktop.services.whole import Code
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.restoring import choice
from gezinscoach_desktop.views.restoring import dialog as dialog_module
from gezinscoach_desktop.views.restoring.dialog import RestoreOfficeDialog
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.account.fakes import CODE, PASSWORD, FakeEntrance
from tests.views.checks import assert_every_focusable_widget_is_named

AT = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
COUNTS = {"family": 12, "member": 41, "snapshot": 80, "score": 3_200, "contact": 9, "audit_entry": 900}
OLD = Path("/media/stick/kantoor-1.gezinscoach-backup")
BAD = Path("/media/stick/kantoor-2.gezinscoach-backup")

Open = Callable[..., RestoreOfficeDialog]


@pytest.fixture
def entrance() -> FakeEntrance:
    made = FakeEntrance()
    made.backups = (
        LooseBackup(OLD, 4_000_000, "proefdorp", UUID(int=1), AT, BackupReason.START, COUNTS),
        LooseBackup(BAD, 10, "proefdorp"),
    )
    made.backup_contents = BackupContents(
        OLD, "OCMW Proefdorp", AT, BackupReason.START, COUNTS, AT, ("An", "Bo"), "an"
    )
    made.arrived = Arrived("/kantoren/proefdorp.gezinscoach", OfficeKind.THIS_PC, COUNTS)
    return made


@pytest.fixture
def open_dialog(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    entrance: FakeEntrance,
    show: Callable[[QWidget], None],
    monkeypatch: pytest.MonkeyPatch,
) -> Open:
    monkeypatch.setattr(choice, "drives", lambda: ("/media/stick",))
    monkeypatch.setattr(dialog_module, "suggested_place", lambda name: f"/kantoren/{name}.gezinscoach")

    def opened(*known: str) -> RestoreOfficeDialog:
        made = RestoreOfficeDialog(tasks, dialogs, entrance, known=known)
        show(made)
        return made

    return opened


def sign_in(dialog: RestoreOfficeDialog) -> None:
    QTest.keyClicks(dialog.keys.user_name_field, "an")
    QTest.keyClicks(dialog.keys.password_field, PASSWORD)
    QTest.keyClick(dialog.keys.password_field, Qt.Key.Key_Return)


def test_what_is_known_here_is_proposed_and_two_more_presses_bring_it_back(
    open_dialog: Open, entrance: FakeEntrance
) -> None:
    dialog = open_dialog("/oud/proefdorp.gezinscoach")
    heard: list[tuple[str, str]] = []
    dialog.restored.connect(lambda place, name: heard.append((place, name)))
    assert entrance.calls("find_backups") == [(("/oud/proefdorp.gezinscoach", "/media/stick"),)]
    assert dialog.choice.chosen is not None
    assert dialog.choice.chosen.path == OLD
    assert_every_focusable_widget_is_named(dialog)
    sign_in(dialog)
    assert_every_focusable_widget_is_named(dialog)
    assert entrance.calls("open_backup_with") == [(OLD, "an", PASSWORD, "")]
    assert entrance.calls("restore_as_new") == []
    view = dialog.contents_view
    assert view.value("Kantoor") == "OCMW Proefdorp"
    assert view.value("Inhoud").startswith("12 gezinnen, 41 gezinsleden, 80 momentopnamen")
    assert view.value("Wie kan het openen") == "An, Bo"
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    place = "/kantoren/OCMW Proefdorp.gezinscoach"
    assert entrance.calls("restore_as_new") == [(OLD, place, OfficeKind.THIS_PC, "an", PASSWORD)]
    assert heard == [("/kantoren/proefdorp.gezinscoach", "an")]
    assert not dialog.isVisible()


def test_a_folder_without_backups_says_so_and_another_can_be_chosen(
    open_dialog: Open, entrance: FakeEntrance, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    found, entrance.backups = entrance.backups, ()
    dialog = open_dialog()
    assert "Steek de stick in" in dialog.choice.sentence.text()
    dialogs.will_answer(tmp_path, tmp_path)
    dialog.choice.browse_button.click()
    assert str(tmp_path) in dialog.choice.sentence.text()
    entrance.backups = found
    dialog.choice.browse_button.click()
    assert entrance.calls("find_backups")[-1] == ((str(tmp_path),),)
    assert [row.path for row in dialog.choice.rows.shown_rows] == [OLD, BAD]


def test_one_that_cannot_be_read_is_not_opened(open_dialog: Open, entrance: FakeEntrance) -> None:
    dialog = open_dialog()
    dialog.choice.table.choose(BAD)
    sign_in(dialog)
    assert entrance.calls("open_backup_with") == []
    assert "gelezen" in dialog.error_label.text()


def test_a_wrong_password_can_be_typed_again(open_dialog: Open, entrance: FakeEntrance) -> None:
    dialog = open_dialog()
    entrance.errors["open_backup_with"] = WrongPassword("De naam of het wachtwoord klopt niet.")
    sign_in(dialog)
    assert dialog.error_label.text() == "De naam of het wachtwoord klopt niet."
    assert dialog.submit_button.isEnabled()
    entrance.errors.clear()
    dialog.submit_button.click()
    assert dialog.contents_view.isVisible()


def test_the_recovery_sheet_opens_it_as_well(open_dialog: Open, entrance: FakeEntrance) -> None:
    dialog = open_dialog()
    dialog.keys.sheet_button.click()
    assert not dialog.keys.password_field.isVisible()
    dialog.submit_button.click()
    assert dialog.first.error_of("code") != ""
    dialog.keys.code_field.set_value(CODE)
    dialog.submit_button.click()
    assert entrance.calls("open_backup_with") == [(OLD, "", "", CODE)]


def test_what_cannot_come_there_is_told_and_nothing_is_lost(
    open_dialog: Open, entrance: FakeEntrance
) -> None:
    dialog = open_dialog()
    sign_in(dialog)
    entrance.errors["restore_as_new"] = OfficeUnavailable("“x” bestaat al; er wordt niets overschreven.")
    dialog.submit_button.click()
    assert "niets overschreven" in dialog.error_label.text()
    assert dialog.isVisible()
    dialog.back_button.click()
    assert dialog.choice.table.isVisible()
    assert not dialog.contents_view.isVisible()


def test_on_a_server_everybody_gets_a_code_first(open_dialog: Open, entrance: FakeEntrance) -> None:
    from gezinscoach_desktop.views.server.codes_dialog import CodesDialog

    entrance.arrived = Arrived(
        "postgresql://server/x", OfficeKind.POSTGRESQL, COUNTS, (Code(UUID(int=3), "an", "An", "abc-def"),)
    )
    dialog = open_dialog()
    heard: list[str] = []
    dialog.restored.connect(lambda place, name: heard.append(place))
    sign_in(dialog)
    dialog.submit_button.click()
    codes = dialog.findChild(CodesDialog)
    assert codes is not None
    assert heard == []
    codes.submit()
    codes.submit()
    assert heard == ["postgresql://server/x"]
