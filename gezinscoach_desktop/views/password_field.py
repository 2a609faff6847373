"""A password: hidden until asked to show, with a hint when Caps Lock is on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.icons import icon

_SHOW = "Wachtwoord tonen (Ctrl+T)"
_HIDE = "Wachtwoord verbergen (Ctrl+T)"


class PasswordField(TextField):
    """Qt does not tell whether Caps Lock is on; a capital typed without Shift does."""

    caps_lock_noticed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._is_caps_lock_on = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._show_action = QAction(icon("eye", "secondary"), _SHOW, self)
        self._show_action.setShortcut("Ctrl+T")
        self._show_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._show_action.triggered.connect(self.toggle)
        self.addAction(self._show_action, QLineEdit.ActionPosition.TrailingPosition)

    def value(self) -> str:
        """Exactly what was typed: blanks may be part of a password."""
        return self.text()

    @property
    def is_shown(self) -> bool:
        return self.echoMode() is QLineEdit.EchoMode.Normal

    def toggle(self) -> None:
        """Show or hide what was typed."""
        if self.is_shown:
            self.hide_text()
        else:
            self.show_text()

    def show_text(self) -> None:
        """Let what was typed be read."""
        self.setEchoMode(QLineEdit.EchoMode.Normal)
        self._show_action.setIcon(icon("eye-off", "secondary"))
        self._show_action.setText(_HIDE)

    def hide_text(self) -> None:
        """Show dots instead of what was typed."""
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._show_action.setIcon(icon("eye", "secondary"))
        self._show_action.setText(_SHOW)

    def _notice(self, is_on: bool) -> None:
        if is_on != self._is_caps_lock_on:
            self._is_caps_lock_on = is_on
            self.caps_lock_noticed.emit(is_on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._notice(not self._is_caps_lock_on)
        elif len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._notice(text.isupper() is not has_shift)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._notice(is_on=False)
        super().focusOutEvent(event)
