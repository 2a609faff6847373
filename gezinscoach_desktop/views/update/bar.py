"""One quiet line above the page: an update, or why nothing can be kept. Stays until its reason goes or it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import button, icon_button, paragraph, restyle
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid
from gezinscoach_desktop.views.update.notice import Act, Notice

_ICONS = {Tone.ACCENT: "arrow-sync", Tone.GOOD: "checkmark-circle", Tone.WARNING: "warning"}


class NoticeBar(QWidget):
    """Tells `chosen` with the Act of the button, and `closed` with the name of what was closed."""

    chosen = Signal(object)
    closed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls it."""
        super().__init__(parent)
        self._name = name
        self._notice: Notice | None = None
        self._build()
        self.close_button.clicked.connect(self._close)
        self.hide()

    def _build(self) -> None:
        self._panel = QFrame()
        self._panel.setProperty("kind", "message")
        self._icon = QPushButton()
        self._icon.setProperty("kind", "link")
        self._icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = paragraph("", TextStyle.TEXT)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = icon_button("dismiss", "Vandaag niet meer tonen")
        row = QHBoxLayout(self._panel)
        row.setContentsMargins(grid(2), grid(1.5), grid(2), grid(1.5))
        row.setSpacing(grid(2))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self.buttons = {act: button(act.value) for act in Act}
        for act, made in self.buttons.items():
            made.setProperty("act", act.value)
            made.clicked.connect(self._act)
            row.addWidget(made)
            made.hide()
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(2), grid(1), grid(2), grid(1))
        column.addWidget(self._panel)

    @property
    def text(self) -> str:
        """What it says now; empty when it is gone."""
        return "" if self._notice is None else self._notice.text

    def show_notice(self, notice: Notice | None) -> None:
        """Say this, or nothing; the cursor stays where it is unless its button goes."""
        if notice == self._notice:
            return
        had_focus = self._holds_focus()
        self._notice = notice
        if notice is None:
            self.hide()
            if had_focus:
                self.focusNextChild()
            return
        self._icon.setIcon(icon(_ICONS[notice.tone], notice.tone.value))
        self._text.setText(notice.text)
        self._panel.setProperty("tone", notice.tone.value)
        self._panel.setAccessibleName(f"{self._name}: {notice.text}")
        restyle(self._panel)
        for act, made in self.buttons.items():
            made.setVisible(act in notice.acts)
        self.close_button.setVisible(bool(notice.closes))
        self.show()

    def _holds_focus(self) -> bool:
        return any(one.hasFocus() for one in (*self.buttons.values(), self.close_button))

    def _act(self) -> None:
        self.chosen.emit(Act(self.sender().property("act")))

    def _close(self) -> None:
        if self._notice is not None:
            self.closed.emit(self._notice.closes)
