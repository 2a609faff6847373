"""The right end of the status bar: is it shared, is it backed up. Each leads to the page Veiligheid."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.services.backup import BackupState
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.sharing import Health
from gezinscoach_desktop.views.safety import places, words
from gezinscoach_desktop.views.safety.state_button import StateButton
from gezinscoach_desktop.views.theme import grid


class StatusLine(QWidget):
    """Connect a Pulse to `show_health` and `show_backups`."""

    left_for = Signal(object)
    """Destination."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.sharing_button = StateButton("Delen", self)
        self.backup_button = StateButton("Reservekopie", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(2))
        row.addWidget(self.sharing_button)
        row.addWidget(self.backup_button)
        self.sharing_button.clicked.connect(self._open_sharing)
        self.backup_button.clicked.connect(self._open_backups)

    def show_health(self, health: Health) -> None:
        self.sharing_button.tell(words.sharing(health, self._desk.office.kind))

    def show_backups(self, state: BackupState) -> None:
        """Nothing on a server: its copies are made elsewhere, and this program cannot know how old they are."""
        if not self._desk.office.is_partial:
            self.backup_button.tell(words.backup(state, self._desk.today()))

    def _open_sharing(self) -> None:
        self.left_for.emit(places.safety_page(places.SHARING_PART))

    def _open_backups(self) -> None:
        self.left_for.emit(places.safety_page(places.BACKUPS_PART))
