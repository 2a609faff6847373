"""What a document is called, what it is and of when; the file itself is taken as it is."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.document import DocumentInput, DocumentKind, DocumentRecord
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services import document as document_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import ComboField, DateField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks


class DocumentDialog(FormDialog):
    """For a new document with the file it comes from, or to change how it is called."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        title: str,
        verb: str,
        *,
        intro: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, verb, intro=intro, parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._family_id: UUID | None = None
        self._path = Path()
        self._record: DocumentRecord | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = self.form.add_row("title", "&Naam", TextField(), is_required=True)
        self.kind: ComboField[DocumentKind] = self.form.add_row(
            "kind", "&Soort", ComboField([(each.label, each) for each in DocumentKind]), is_half=True
        )
        self.dated = self.form.add_row("dated", "&Datum", DateField(today=desk.today), is_half=True)
        self.note = self.form.add_row("note", "&Opmerking", TextField())
        self.submitted.connect(self._save)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def for_new(
        cls, tasks: Tasks, desk: Desk, family_id: UUID, path: Path, *, parent: QWidget
    ) -> DocumentDialog:
        """The file at `path`, called after it unless somebody types something better."""
        made = cls(tasks, desk, "Document toevoegen", "Toevoegen", intro=path.name, parent=parent)
        made._family_id, made._path = family_id, path
        made._fill(DocumentInput(path.stem, DocumentKind.LETTER, desk.today()))
        return made

    @classmethod
    def for_change(
        cls, tasks: Tasks, desk: Desk, record: DocumentRecord, *, parent: QWidget
    ) -> DocumentDialog:
        made = cls(tasks, desk, "Document wijzigen", "Bewaren", parent=parent)
        made._record = record
        made._fill(record.details)
        return made

    def _fill(self, document: DocumentInput) -> None:
        self.title.set_value(document.title)
        self.title.selectAll()
        self.kind.set_value(document.kind)
        self.dated.set_value(document.dated)
        self.note.set_value(document.note)

    def _value(self) -> DocumentInput:
        return DocumentInput(
            self.title.value(),
            self.kind.value() or DocumentKind.OTHER,
            self.dated.value(),
            note=self.note.value(),
        )

    def _save(self) -> None:
        try:
            document = self._value()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        if self._record is not None:
            self._tasks.run(
                document_service.change_document,
                self._desk,
                self._record.id,
                self._record.version,
                document,
                then=self._close_saved,
                failed=self.show_error,
                owner=self,
            )
        elif self._family_id is not None:
            self._tasks.run(
                document_service.add_document,
                self._desk,
                self._family_id,
                self._path,
                document,
                then=self._close_saved,
                failed=self.show_error,
                owner=self,
            )

    def _close_saved(self, _: Done) -> None:
        self.accept()
