"""A quiet remark in the form, with at most one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from gezinscoach_desktop.views.elements import button, icon_button, paragraph
from gezinscoach_desktop.views.icons import pixmap
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid, theme

_ICON = 16


class Banner(QFrame):
    """Text on a soft ground; stays until what it says no longer holds, or until it is closed."""

    acted = Signal()
    closed = Signal()

    def __init__(
        self, text: str = "", action_text: str = "", *, may_close: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._build(text, action_text, may_close=may_close)
        self._connect()

    def _build(self, text: str, action_text: str, *, may_close: bool) -> None:
        self.setProperty("kind", "message")
        self.setProperty("tone", Tone.ACCENT.value)
        self._icon = QLabel()
        self._text = paragraph(text, TextStyle.TEXT)
        self.action_button = button(action_text, "secondary")
        self.close_button = icon_button("dismiss", "Melding sluiten")
        self.close_button.setIconSize(QSize(_ICON, _ICON))
        row = QHBoxLayout(self)
        row.setContentsMargins(grid(3), grid(1.5), grid(2), grid(1.5))
        row.setSpacing(grid(2))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self.action_button)
        row.addWidget(self.close_button)
        self.action_button.setVisible(bool(action_text))
        self.close_button.setVisible(may_close)
        self._draw_icon()

    def _connect(self) -> None:
        self.action_button.clicked.connect(self.acted)
        self.close_button.clicked.connect(self.closed)
        theme().changed.connect(self._draw_icon)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_text(self, text: str) -> None:
        self._text.setText(text)

    def _draw_icon(self) -> None:
        self._icon.setPixmap(pixmap("info", "accent", size=_ICON, ratio=self.devicePixelRatioF()))


def above_page(banner: Banner) -> QWidget:
    """The room of a banner above what a page is about: hidden until there is something to say, and once it is closed."""
    room = QWidget()
    line = QHBoxLayout(room)
    line.setContentsMargins(grid(4), grid(3), grid(4), 0)
    line.addWidget(banner)
    room.hide()
    banner.closed.connect(room.hide)
    return room
