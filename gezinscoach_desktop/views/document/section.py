"""Documenten: letters and signed papers of a family; dropped here or chosen, opened in a folder that goes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.document import DocumentRecord, size_label
from gezinscoach_desktop.services import document as document_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.consent.section import SCANS
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.document.document_dialog import DocumentDialog
from gezinscoach_desktop.views.elements import Card, button, heading, paragraph, scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.fitted import fit_rows
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.table import Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_HINT = (
    "Sleep een PDF, PNG of JPEG hierheen (tot 10 MB). Enter opent een kopie, die weer verdwijnt als je het programma "
    "sluit."
)

_MOST_ROWS = 10


class DocumentSection(FamilyTab):
    """The section “Documenten” of the dossier; files may be dropped anywhere on it."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.DOCUMENT})
    help_topic: ClassVar[str] = "toestemming"

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._family: FamilyData | None = None
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.model: RowsModel[DocumentRecord] = RowsModel(
            (
                Column("Document", _title, detail=_note, tooltip=_title, is_strong=True),
                Column("Soort", _kind, width=124),
                Column("Datum", _dated, _dated_key, width=104),
                Column("Toegevoegd", _added, _added_key, detail=_added_by, width=124),
                Column("Grootte", _size, _size_key, align=Align.RIGHT, width=84),
            ),
            row_id=_document_id,
            parent=self,
        )
        self.table = RowsTable(self.model, "Documenten")
        self.add_button = button("Document toevoegen", icon_name="document-add")
        self.open_button = button("Openen", icon_name="open")
        self.change_button = button("Wijzigen", icon_name="edit")
        self.remove_button = button("Weghalen", icon_name="delete")
        self.remove_button.setToolTip("Delete")
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), 0, grid(3), 0)
        top.setSpacing(grid(2))
        top.addWidget(heading("Documenten"))
        top.addStretch(1)
        top.addWidget(self.add_button)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(grid(3), grid(1), grid(3), 0)
        bottom.setSpacing(grid(2))
        for each in (self.open_button, self.change_button, self.remove_button):
            bottom.addWidget(each)
        bottom.addStretch(1)
        hint = paragraph(_HINT, TextStyle.SMALL, Tone.SECONDARY)
        hint.setContentsMargins(grid(3), 0, grid(3), 0)
        card = Card()
        card.body.setContentsMargins(1, grid(3), 1, grid(3))
        card.body.addLayout(top)
        card.add(hint)
        card.add(self.table)
        card.body.addLayout(bottom)
        filled = QWidget()
        filled.setProperty("kind", "page")
        column = QVBoxLayout(filled)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.addWidget(card)
        column.addStretch(1)
        self._empty = EmptyState(
            "document",
            "Hier komen brieven en ondertekende papieren van het gezin. Sleep een PDF, PNG of JPEG hierheen.",
            "Document toevoegen",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(scrolling(filled))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self._empty.chosen.connect(self.add)
        self.add_button.clicked.connect(self.add)
        self.open_button.clicked.connect(self.open_document)
        self.change_button.clicked.connect(self.change)
        self.remove_button.clicked.connect(self.remove)
        self.table.row_opened.connect(self.open_document)
        shortcut = QShortcut(QKeySequence("Delete"), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.remove)

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self._tasks.query(
            document_service.read_documents,
            self._desk,
            data.header.record.id,
            then=self._show_documents,
            key="documents",
            owner=self,
        )

    def _show_documents(self, documents: tuple[DocumentRecord, ...]) -> None:
        self.model.set_rows(documents)
        was_empty = self._empty.button.hasFocus()
        fit_rows(self.table, len(documents), most=_MOST_ROWS)
        self._stack.setCurrentIndex(1 if documents else 0)
        if was_empty and documents:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        return self.table if self.model.rowCount() else self._empty.button

    def new_here(self) -> bool:
        self.add()
        return True

    def add(self) -> None:
        """Choose a file, and say what it is."""
        path = self._dialogs.open_file("Kies een document", SCANS)
        if path is not None:
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Say what this file is, and keep it."""
        if self._family is not None:
            DocumentDialog.for_new(
                self._tasks, self._desk, self._family.header.record.id, path, parent=self
            ).open()

    def open_document(self) -> None:
        """In the program that belongs to it."""
        record = self.table.current_row
        if record is not None:
            self._tasks.run(
                document_service.open_document, self._desk, record.id, then=_show_file, owner=self
            )

    def change(self) -> None:
        """Another name, kind or date."""
        record = self.table.current_row
        if record is not None:
            DocumentDialog.for_change(self._tasks, self._desk, record, parent=self).open()

    def remove(self) -> None:
        """At once, with a way back."""
        record = self.table.current_row
        if record is not None:
            self._tasks.run(
                document_service.remove_document,
                self._desk,
                record.id,
                record.version,
                then=partial(self._say_removed, record),
                owner=self,
            )

    def _say_removed(self, record: DocumentRecord, _: Done) -> None:
        undo = partial(
            self._tasks.run,
            document_service.bring_back_document,
            self._desk,
            record.id,
            record.version,
        )
        self._messages.offer_undo(f"“{record.details.title}” is weggehaald.", undo)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.take_in(paths[0])
        if len(paths) > 1:
            self._messages.info("Eén document tegelijk: voeg de andere daarna toe.")


def _dropped(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def _show_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _document_id(record: DocumentRecord) -> object:
    return record.id


def _title(record: DocumentRecord) -> str:
    return record.details.title


def _note(record: DocumentRecord) -> str:
    return record.details.note


def _kind(record: DocumentRecord) -> str:
    return record.details.kind.label


def _dated(record: DocumentRecord) -> str:
    return "" if record.details.dated is None else format_date(record.details.dated)


def _dated_key(record: DocumentRecord) -> object:
    return record.details.dated


def _added(record: DocumentRecord) -> str:
    return format_date(record.created_at.astimezone().date())


def _added_key(record: DocumentRecord) -> object:
    return record.created_at


def _added_by(record: DocumentRecord) -> str:
    return record.created_by or ""


def _size(record: DocumentRecord) -> str:
    return size_label(record.details.size)


def _size_key(record: DocumentRecord) -> object:
    return record.details.size
