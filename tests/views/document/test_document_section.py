"""Documenten on screen, in a real office: dropped, chosen, opened, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtTest import QTest

from gezinscoach_desktop.domain.document import DocumentInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.document import add_document, read_documents
from gezinscoach_desktop.services.leftovers import opened_files
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.document.document_dialog import DocumentDialog
from gezinscoach_desktop.views.document.section import DocumentSection
from gezinscoach_desktop.views.family.view import FamilyView
from gezinscoach_desktop.views.messages import Message
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.real_office import ViewOf, undo

PDF = b"%PDF-1.7 " + b"x" * 5000


def section_of(view: FamilyView) -> DocumentSection:
    section = view.dossier.section("documents")
    assert isinstance(section, DocumentSection)
    return section


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "brief mutualiteit.pdf"
    path.write_bytes(PDF)
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """What was handed to the program that shows such files."""
    found: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", staticmethod(lambda url: found.append(Path(url.toLocalFile())))
    )
    yield found
    opened_files().empty()


def test_a_file_is_dropped_named_and_opened(
    view_of: ViewOf, desk: Desk, family: UUID, letter: Path, opened: list[Path]
) -> None:
    view = view_of(family, "dossier/documents")
    section = section_of(view)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(letter))])
    section.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    [dialog] = view.findChildren(DocumentDialog)
    assert dialog.title.value() == "brief mutualiteit"
    dialog.submit()
    (kept,) = read_documents(desk, family)
    table = section.model
    assert [table.data(table.index(0, column)) for column in (0, 1, 4)] == [
        "brief mutualiteit",
        "Brief",
        "5 kB",
    ]
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    assert [path.read_bytes() for path in opened] == [PDF]
    assert kept.details.title == "brief mutualiteit"
    assert_every_focusable_widget_is_named(view)


def test_what_is_no_document_is_refused_in_the_window(
    view_of: ViewOf, desk: Desk, family: UUID, tmp_path: Path, dialogs: ScriptedDialogs
) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"PK\x03\x04 eigenlijk een Word-bestand")
    view = view_of(family, "dossier/documents")
    dialogs.will_answer(path)
    view.new_here()
    [dialog] = view.findChildren(DocumentDialog)
    dialog.submit()
    assert (
        dialog.error_label.text() == "Dit is geen PDF, PNG of JPEG; bewaar het eerst als PDF en voeg die toe."
    )
    assert read_documents(desk, family) == ()


def test_delete_takes_it_away_with_a_way_back(
    view_of: ViewOf, desk: Desk, family: UUID, letter: Path, said: list[Message]
) -> None:
    add_document(desk, family, letter, DocumentInput("Brief"))
    view = view_of(family, "dossier/documents")
    section = section_of(view)
    assert section.table.hasFocus()
    QTest.keyClick(section.table, Qt.Key.Key_Delete)
    assert read_documents(desk, family) == ()
    assert said[-1].text == "“Brief” is weggehaald."
    undo(said)
    assert len(read_documents(desk, family)) == 1
    section.change_button.click()
    [dialog] = view.findChildren(DocumentDialog)
    dialog.title.set_value("Betere naam")
    dialog.submit()
    assert read_documents(desk, family)[0].details.title == "Betere naam"
