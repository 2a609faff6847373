"""The navigation rail: icon above a word, one under the other."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gezinscoach_desktop.views.icons import ICON_SIZE, icon
from gezinscoach_desktop.views.theme import grid

WIDTH = 17


class _RailButton(QToolButton):
    chosen = Signal(str)

    def __init__(self, room: str, text: str, icon_name: str) -> None:
        super().__init__()
        self.room = room
        self.setProperty("kind", "rail")
        self.setText(text)
        self.setIcon(icon(icon_name, "text"))
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(grid(13))
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.chosen.emit(self.room)


class Rail(QFrame):
    """Rooms above, Hulp and Instellingen below."""

    chosen = Signal(str)
    """The room of the entry that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setFixedWidth(grid(WIDTH))
        self.setAccessibleName("Navigatie")
        self._buttons: list[_RailButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(grid(1), grid(2), grid(1), grid(2))
        self._column.setSpacing(grid(0.5))
        self._column.addStretch(1)
        self._stretch_place = 0

    @property
    def rooms(self) -> list[str]:
        """The rooms above, in order: Ctrl+1 is the first."""
        return [made.room for made in self._buttons if not made.property("isLow")]

    def add(self, room: str, text: str, icon_name: str, *, is_low: bool = False) -> None:
        made = _RailButton(room, text, icon_name)
        made.setProperty("isLow", is_low)
        made.chosen.connect(self.chosen)
        self._buttons.append(made)
        if is_low:
            self._column.addWidget(made)
            return
        self._column.insertWidget(self._stretch_place, made)
        self._stretch_place += 1
        made.setToolTip(f"{text} (Ctrl+{self._stretch_place})")

    def mark(self, room: str) -> None:
        """Show which room is open."""
        for made in self._buttons:
            made.setChecked(made.room == room)
