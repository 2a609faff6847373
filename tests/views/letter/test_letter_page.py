"""A letter on screen: what is missing is said and can be noted, and what goes out is noted first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.directory import ServiceInput
from gezinscoach_desktop.domain.letter import LetterBlock
from gezinscoach_desktop.services.contact import contacts_page
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.directory import add_service
from gezinscoach_desktop.views.consent.consent_dialog import ConsentDialog
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.letter.page import LetterPage
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.reports.reading import text_of
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.real_office import desk, family, office_kind

__all__ = ["desk", "family", "office_kind"]


@pytest.fixture
def page(
    desk: Desk, family: UUID, tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages,
    show: Callable[[QWidget], None],
) -> LetterPage:  # fmt: skip
    service = add_service(desk, ServiceInput("Sociale dienst")).id
    made = LetterPage(tasks, desk, dialogs, messages, family)
    made.resize(1298, 660)
    show(made)
    made.load()
    made.go_to(str(service))
    return made


def agree(page: LetterPage, content: str) -> None:
    """Note a consent for the chosen service, as the page offers."""
    page.consent_button.click()
    dialog = page.window().findChild(ConsentDialog)
    assert dialog is not None
    assert dialog.partner.value() == page.service_field.value()
    dialog.purpose.set_value("huurpremie")
    dialog.content.set_value(content)
    dialog.submit()


def test_without_consent_nothing_goes_out_until_it_is_noted(
    page: LetterPage, desk: Desk, family: UUID, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    assert_every_focusable_widget_is_named(page)
    QTest.keyClicks(page.question_field, "Is de premie rond?")
    assert "Er loopt geen toestemming" in page.trouble.sentence
    assert not any(each.isEnabled() for each in (page.copy_button, page.save_button, page.print_button))

    agree(page, "vragen over de huur")
    assert page.consent_label.text().endswith("“vragen over de huur”")
    assert page.save_button.isEnabled()
    assert page.pages.page_count == 1

    page.blocks.rows[LetterBlock.MEMBERS].field.click()
    assert not page.save_button.isEnabled()
    assert "wie tot het gezin behoort" in page.trouble.sentence
    page.blocks.rows[LetterBlock.MEMBERS].falls_under.click()
    assert page.save_button.isEnabled()

    page.timeline_field.click()
    target = tmp_path / "brief.pdf"
    dialogs.will_answer(target)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "Is de premie rond?" in text_of(target.read_bytes())
    entries = desk.office.read(audit.entries)
    noted = next(entry for entry in entries if entry.action == "print")
    assert (noted.family_id, noted.details["blocks"]) == (family, ["question", "members"])
    assert "Is de premie rond?" in str(contacts_page(desk, family))
    assert not page.timeline_field.value()


def test_the_text_is_copied_and_the_paper_printed(
    page: LetterPage, desk: Desk, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    agree(page, "alles")
    page.question_field.set_value("Kan het attest mee?")
    page.blocks.rows[LetterBlock.REACH].field.click()
    page.copy_button.click()
    assert "Kan het attest mee?" in QGuiApplication.clipboard().text()
    printer = QPrinter()
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "brief.pdf"))
    dialogs.will_answer(printer)
    page.print_here()
    assert (tmp_path / "brief.pdf").exists()
    outlets = [
        entry.details["outlet"] for entry in desk.office.read(audit.entries) if entry.action == "print"
    ]
    assert outlets == ["clipboard", "paper"]
