"""Which families stand behind a number: a list beside the figures, Enter opens one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.figures import FamilyLine
from gezinscoach_desktop.views.elements import icon_button, label, paragraph
from gezinscoach_desktop.views.table import Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 76


class BehindPanel(QFrame):
    """Hidden until a number is asked about; Esc closes it."""

    family_opened = Signal(object)
    """The family's id."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(_WIDTH))
        self.title_label = label("Achter dit cijfer", TextStyle.HEADING)
        self.close_button = icon_button("dismiss", "Sluiten (Esc)", "secondary")
        self.close_button.clicked.connect(self.close_panel)
        self.about_label = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.model: RowsModel[FamilyLine] = RowsModel(
            (Column("Gezin", _name, sort_key=_sort_name, detail=_detail),), row_id=_same, parent=self
        )
        self.view: RowsTable[FamilyLine] = RowsTable(self.model, "Gezinnen achter dit cijfer")
        self.view.row_opened.connect(self._open)
        head = QHBoxLayout()
        head.addWidget(self.title_label, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(3), grid(2), grid(3))
        column.setSpacing(grid(2))
        column.addLayout(head)
        column.addWidget(self.about_label)
        column.addWidget(self.view, 1)
        self.hide()

    def show_lines(self, about: str, lines: tuple[FamilyLine, ...]) -> None:
        """The families of one number, the first one chosen."""
        number = counted(len(lines), "gezin", "gezinnen")
        self.about_label.setText(f"{about} · {number}")
        self.model.set_rows(lines)
        self.show()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _open(self, line: FamilyLine) -> None:
        if line.family_id is not None:
            self.family_opened.emit(line.family_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)


def _name(line: FamilyLine) -> str:
    return line.name or line.code


def _sort_name(line: FamilyLine) -> str:
    return _name(line).casefold()


def _detail(line: FamilyLine) -> str:
    if line.family_id is None:
        return " · ".join(filter(None, ("aanmelding, nog geen gezin", line.municipality)))
    return " · ".join(filter(None, (line.code if line.name else "", line.municipality)))


def _same(line: FamilyLine) -> FamilyLine:
    return line
