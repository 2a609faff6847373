"""The report before any office is open: in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, label
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, grid
from gezinscoach_desktop.views.trouble.view import TroubleView


class TroubleDialog(QDialog):
    """Stays open after saving: what was saved can be read on."""

    def __init__(
        self, tasks: Tasks, dialogs: Dialogs, settings: QSettings, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Foutverslag maken")
        self.view = TroubleView(tasks, dialogs, settings)
        self.close_button = button("Sluiten")
        self.close_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.setSpacing(grid(2))
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.view.save_button)  # in the row of every other window
        self.view.save_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(6), grid(4), grid(6), grid(4))
        column.setSpacing(grid(3))
        column.addWidget(label("Foutverslag maken", TextStyle.TITLE))
        column.addWidget(self.view, 1)
        column.addLayout(buttons)
        room = self.screen().availableGeometry().size() * 0.87
        self.resize(min(grid(200), room.width()), min(grid(160), room.height()))
        self.view.load()
        self.view.doing_field.setFocus(Qt.FocusReason.OtherFocusReason)
