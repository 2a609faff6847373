"""The codes after a move to a server: seen once, one slip a person, and not lost by a key press."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from gezinscoach_desktop.views.account.slip import Slip, slips_document
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.server.codes_dialog import CodesDialog
from tests.views.checks import accessible_name, assert_every_focusable_widget_is_named

PLACE = "postgresql://db.ninove.be/kantoor"
SLIPS = (
    Slip("OCMW Ninove", PLACE, "An De Smet", "an", "ABCD-EFGH-JKMN"),
    Slip("OCMW Ninove", PLACE, "Bea <Peeters>", "bea", "PQRS-TUVW-XYZ2"),
)


@pytest.fixture
def dialog(dialogs: ScriptedDialogs, show: Callable[[QWidget], None]) -> CodesDialog:
    made = CodesDialog(dialogs, SLIPS)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(made)
    return made


def test_everybody_stands_there_with_name_and_code_for_eyes_and_ears(dialog: CodesDialog) -> None:
    texts = [one.text() for one in dialog.findChildren(QLabel)]
    for expected in ("An De Smet", "an", "ABCD-EFGH-JKMN", "Bea <Peeters>", "bea", "PQRS-TUVW-XYZ2"):
        assert expected in texts
    [code] = [one for one in dialog.findChildren(QLabel) if one.text() == "ABCD-EFGH-JKMN"]
    assert accessible_name(code) == "Code van An De Smet: A B C D, E F G H, J K M N"
    assert_every_focusable_widget_is_named(dialog)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_closing_before_anything_was_printed_is_asked_once_more(dialog: CodesDialog, key: Qt.Key) -> None:
    dialog.submit_button.setFocus()
    QTest.keyClick(dialog.submit_button, key)
    assert dialog.isVisible()
    assert "Je drukte nog niets af." in dialog.warning
    assert dialog.submit_button.text() == "Toch sluiten"
    QTest.keyClick(dialog.submit_button, key)
    assert not dialog.isVisible()


def test_once_the_slips_are_printed_it_closes_at_once(
    dialog: CodesDialog, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "slips.pdf"))
    dialogs.will_answer(printer)
    assert dialog.print_button.hasFocus()
    QTest.keyClick(dialog.print_button, Qt.Key.Key_Return)
    assert (tmp_path / "slips.pdf").stat().st_size > 0
    dialog.submit()
    assert not dialog.isVisible()


def test_who_changes_his_mind_at_the_printer_is_still_warned(
    dialog: CodesDialog, dialogs: ScriptedDialogs
) -> None:
    dialogs.will_answer(None)
    QTest.keyClick(dialog.print_button, Qt.Key.Key_Return)
    dialog.submit()
    assert dialog.isVisible()


def test_nobody_is_handed_the_code_of_another(qapp: object, tmp_path: Path) -> None:
    path = tmp_path / "slips.pdf"
    slips_document(SLIPS).print_(QPdfWriter(str(path)))
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(pages) == len(SLIPS)
    for page, slip in zip(pages, SLIPS, strict=True):
        assert [one.code for one in SLIPS if one.code in page] == [slip.code]
        assert slip.display_name in page
