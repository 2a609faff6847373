"""Instead of a form: the family did not consent yet, with the one button that leads on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.header import PageHeader

_SENTENCE = (
    "Voor dit gezin is geen toestemming genoteerd. Noteer eerst dat het gezin instemt met begeleiding; daarna ga je "
    "hier verder."
)


class ConsentNeeded(QWidget):
    """A page shows this where its form would stand."""

    back_wanted = Signal()
    consent_wanted = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = PageHeader(title)
        self._header.show_back()
        self._empty = EmptyState("handshake", _SENTENCE, "Toestemming noteren")
        self.button = self._empty.button
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._empty, 1)
        self._header.back_wanted.connect(self.back_wanted)
        self._empty.chosen.connect(self.consent_wanted)

    def take_focus(self) -> None:
        """The keyboard stands on the button."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
