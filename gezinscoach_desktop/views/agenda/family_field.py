"""A field to name a family: type a part of its name, its code or a member; Enter takes what is offered."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow, FamilyWanted, Found
from gezinscoach_desktop.views.directory.suggestions import Suggestions
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.tasks import Tasks, is_expected

_MOST_SHOWN = 8
_PAUSE_MS = 150


class FamilyField(QLineEdit):
    """Own families first. The list of families is read when the field is made, and again while typing in a long one."""

    edited = Signal()

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._found: Found | None = None
        self._id: UUID | None = None
        self._names: dict[UUID, str] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.setPlaceholderText("Naam, code of gezinslid")
        self.addAction(icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.setProperty("hasIcon", True)
        self.suggestions = Suggestions(self)
        self.textEdited.connect(self._look)
        self._pause.timeout.connect(self._read)
        self.suggestions.taken.connect(self._take)
        self._read()

    def value(self) -> UUID | None:
        """The family that was chosen; None as long as none was."""
        return self._id

    def set_value(self, family_id: UUID | None) -> None:
        """Name a family, or none."""
        self._id = family_id
        self.setText("" if family_id is None else self._names.get(family_id, ""))

    def _read(self) -> None:
        self._tasks.query(
            family_service.find_families,
            self._desk,
            FamilyWanted("" if self._id is not None else self.text()),
            then=self._show_found,
            failed=is_expected,
            key="families",
        )

    def _show_found(self, found: Found) -> None:
        self._found = found
        self._names |= {row.id: _told(row) for row in found.rows}
        if self._id is not None and not self.text():
            self.setText(self._names.get(self._id, ""))
        elif self._id is None and self.hasFocus() and self.text():
            self._offer()

    def _look(self) -> None:
        self._id = None
        self._offer()
        if self._found is not None and not self._found.is_whole:
            self._pause.start()
        self.edited.emit()

    def _offer(self) -> None:
        words = fold(self.text()).split()
        rows = () if self._found is None else self._found.rows
        fitting = [row for row in rows if all(word in row.search_text for word in words)]
        fitting.sort(key=lambda row: not row.is_mine)
        self.suggestions.offer([(_told(row), row.id) for row in fitting[:_MOST_SHOWN]])

    def _take(self, family_id: object) -> None:
        if isinstance(family_id, UUID):
            self.set_value(family_id)
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_open = self.suggestions.isVisible()
        match event.key():
            case Qt.Key.Key_Down if not is_open:
                self._offer()
            case Qt.Key.Key_Down:
                self.suggestions.move_by(1)
            case Qt.Key.Key_Up if is_open:
                self.suggestions.move_by(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if is_open:
                self.suggestions.take_current()
            case Qt.Key.Key_Escape if is_open:
                self.suggestions.hide()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who leaves while one family fits means that one."""
        is_open = self.suggestions.isVisible()
        self.suggestions.hide()
        if is_open and self._id is None and len(self.suggestions.texts) == 1:
            self.suggestions.take_current()
        super().focusOutEvent(event)


def _told(row: FamilyRow) -> str:
    """`Gezin Peeters – Yilmaz · G-2026-003 · Mol`."""
    name = f"Gezin {row.name}" if row.name else ""
    return " · ".join(part for part in (name, row.code, row.municipality) if part)
