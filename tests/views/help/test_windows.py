"""What help opens beside the work: F1 in a form, all keys, the handbook as PDF, what this program is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop import __version__
from gezinscoach_desktop.domain.handbook import Edition
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import handbook as handbook_service
from gezinscoach_desktop.services.about import Fact
from gezinscoach_desktop.services.handbook import shortcuts_pdf
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.help import about_dialog
from gezinscoach_desktop.views.help.about_dialog import AboutDialog
from gezinscoach_desktop.views.help.f1 import HelpKeys
from gezinscoach_desktop.views.help.keys_sheet import KeysSheet
from gezinscoach_desktop.views.help.pdf_dialog import HandbookPdfDialog
from gezinscoach_desktop.views.help.window import HelpWindow
from gezinscoach_desktop.views.help_page import HelpPage
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.printing.preview import PrintPreview
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.account.samples import COACH, a_desk
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.looks import LOOKS
from tests.views.waiting import PATIENCE_MS

Show = Callable[[QWidget], None]


class ContactQuestion(FormDialog):
    """A form that knows nothing of help; it says it stands among the contacts."""

    __module__ = "gezinscoach_desktop.views.contact.question"

    def __init__(self) -> None:
        super().__init__("Vraag", "Bewaren")
        self.name_field = self.form.add_row("name", "Naam", TextField())


@pytest.fixture
def keys(tasks: InlineTasks, qapp: QApplication) -> HelpKeys:
    return HelpKeys(tasks, parent=tasks)


@pytest.fixture
def form(keys: HelpKeys, show: Show) -> ContactQuestion:
    dialog = ContactQuestion()
    show(dialog)
    dialog.activateWindow()
    dialog.name_field.setFocus()
    assert QTest.qWaitForWindowActive(dialog, PATIENCE_MS)
    return dialog


@pytest.fixture
def help_page(tasks: InlineTasks, show: Show, messages: Messages) -> HelpPage:
    page = HelpPage(tasks, a_desk(COACH), ScriptedDialogs(), messages)
    page.load()
    show(page)
    return page


def choose(page: HelpPage, text: str) -> None:
    """From the menu behind the three dots."""
    menu = page.header.more_button.menu()
    next(action for action in menu.actions() if action.text() == text).trigger()


def found(parent: QObject, kind: type[QWidget]) -> QWidget:
    widget = parent.findChild(kind)
    assert isinstance(widget, QWidget)
    return widget


def test_f1_in_a_form_opens_its_help_beside_it_and_what_was_typed_stays(form: ContactQuestion) -> None:
    QTest.keyClicks(form.name_field, "An")
    QTest.keyClick(form.name_field, Qt.Key.Key_F1)
    beside = form.findChild(HelpWindow)

    assert beside is not None
    assert beside.shown_topic == "contacten"
    assert not beside.isModal()
    assert_every_focusable_widget_is_named(beside)
    QTest.keyClick(beside, Qt.Key.Key_Escape)
    assert not beside.isVisible()
    assert form.name_field.text() == "An"


def test_f1_again_shows_the_same_window(form: ContactQuestion) -> None:
    QTest.keyClick(form.name_field, Qt.Key.Key_F1)
    form.activateWindow()
    QTest.keyClick(form.name_field, Qt.Key.Key_F1)

    assert len(form.findChildren(HelpWindow)) == 1
    assert len(form.findChildren(QShortcut, "help")) == 1


def test_help_beside_a_form_finds_and_comes_back(tasks: InlineTasks, show: Show) -> None:
    window = HelpWindow(tasks, "contacten")
    show(window)
    QTest.keyClicks(window.search_field, "ecogram")
    QTest.keyClick(window.search_field, Qt.Key.Key_Return)
    assert window.shown_topic == "netwerk"
    QTest.mouseClick(window.back_button, Qt.MouseButton.LeftButton)

    assert window.shown_topic == "contacten"


@LOOKS
def test_arrows_beside_a_form_walk_through_what_was_found_or_read_on(tasks: InlineTasks, show: Show) -> None:
    window = HelpWindow(tasks, "contacten")
    show(window)
    QTest.keyClick(window.search_field, Qt.Key.Key_PageDown)
    assert window.reader.verticalScrollBar().value() > 0
    QTest.keyClicks(window.search_field, "gezin")
    QTest.keyClick(window.search_field, Qt.Key.Key_Down)
    assert window.hits.current == window.hits.entries[1]
    QTest.keyClicks(window.search_field, "xyzzy")
    assert window.none_label.isVisible()


def test_all_subjects_can_be_chosen_beside_a_form(tasks: InlineTasks, show: Show) -> None:
    window = HelpWindow(tasks, "contacten")
    show(window)
    QTest.mouseClick(window.contents_button, Qt.MouseButton.LeftButton)
    window.contents.setFocus()
    QTest.keyClick(window.contents, Qt.Key.Key_Down)
    QTest.keyClick(window.contents, Qt.Key.Key_Return)

    assert window.shown_topic == window.contents.current_topic != "contacten"
    assert window.reader.isVisible()


def test_the_sheet_shows_the_keys_of_the_screen_first(tasks: InlineTasks, show: Show) -> None:
    sheet = KeysSheet(tasks, ScriptedDialogs(), "agenda")
    show(sheet)

    assert [section.anchor for section in sheet.sections[:2]] == ["in-de-agenda", "overal"]
    assert "doorgegaan, of gedaan" in sheet.text.toPlainText()
    assert_every_focusable_widget_is_named(sheet)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_sheet_is_printed_on_one_page(tasks: InlineTasks, show: Show) -> None:
    sheet = KeysSheet(tasks, ScriptedDialogs(), "")
    show(sheet)
    sheet.print_button.click()

    assert found(sheet, PrintPreview).windowTitle() == "Sneltoetsen"
    with pypdfium2.PdfDocument(shortcuts_pdf()) as document:
        text = document[0].get_textpage().get_text_range()
        assert len(document) == 1
    assert "vergrendelen" in text
    assert "gezin toevoegen" in text


def test_question_mark_with_ctrl_is_one_key_to_qt() -> None:
    """On a Belgian keyboard it is Shift and the comma; Qt then looks for the sign without Shift as well."""
    assert QKeySequence("Ctrl+?").toString() == "Ctrl+?"


@pytest.mark.parametrize("edition", [Edition.COACH, Edition.ALL])
def test_the_handbook_is_saved_for_who_it_is_chosen(
    tasks: InlineTasks, show: Show, tmp_path: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogs = ScriptedDialogs()
    dialogs.will_answer(tmp_path / "handboek.pdf")
    asked: list[Edition] = []
    monkeypatch.setattr(
        "gezinscoach_desktop.views.help.pdf_dialog.write_handbook", lambda path, given: asked.append(given)
    )
    dialog = HandbookPdfDialog(tasks, dialogs, edition)
    show(dialog)
    written: list[Path] = []
    dialog.saved.connect(written.append)
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)

    assert (asked, written) == ([edition], [tmp_path / "handboek.pdf"])


def test_a_handbook_that_cannot_be_written_is_told_and_the_form_stays(
    tasks: InlineTasks, show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handbook_service, "handbook_pdf", lambda edition, *, made_on: b"%PDF")
    dialogs = ScriptedDialogs()
    dialogs.will_answer(tmp_path / "weg" / "handboek.pdf")
    dialog = HandbookPdfDialog(tasks, dialogs, Edition.COORDINATOR)
    show(dialog)
    dialog.submit()

    assert dialog.isVisible()
    assert "bestaat niet" in dialog.error_label.text()


def test_the_menu_makes_the_book_for_ones_own_role(help_page: HelpPage) -> None:
    choose(help_page, "Handboek als PDF…")
    dialog = found(help_page.window(), HandbookPdfDialog)

    assert isinstance(dialog, HandbookPdfDialog)
    assert dialog.edition_field.value() is Edition.COACH


def test_one_page_is_printed(help_page: HelpPage) -> None:
    help_page.go_to("licenties")
    help_page.print_here()

    assert found(help_page.window(), PrintPreview).windowTitle() == "Hulp"


def test_the_menu_leads_to_licences_and_to_a_report(help_page: HelpPage) -> None:
    wanted: list[Destination] = []
    help_page.left_for.connect(wanted.append)
    choose(help_page, "Licenties")
    choose(help_page, "Foutverslag maken")

    assert [place.room for place in wanted] == ["licences", "trouble"]


def test_what_this_program_is_can_be_copied(
    tasks: InlineTasks, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = (Fact("Versie", __version__), Fact("Soort", "op deze pc"))
    monkeypatch.setattr(about_dialog, "about", lambda desk: facts)
    dialog = AboutDialog(tasks, a_desk(frozenset({OfficeRole.COACH})))
    show(dialog)
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == f"Versie: {__version__}\nSoort: op deze pc"
    assert_every_focusable_widget_is_named(dialog)


def test_the_menu_shows_the_keys(help_page: HelpPage) -> None:
    choose(help_page, "Sneltoetsen (Ctrl+?)")

    assert found(help_page.window(), KeysSheet).isVisible()
