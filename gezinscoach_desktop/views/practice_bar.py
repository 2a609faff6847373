"""The bar above everything in the practice office: these families are made up, start over, or begin for real."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gezinscoach_desktop.views.elements import button, label
from gezinscoach_desktop.views.theme import TextStyle, grid

_RESET = "Opnieuw beginnen"
_RESET_SURELY = "Zeker? Alles terugzetten"
_SURE_MS = 5000


class PracticeBar(QFrame):
    """Starting over asks once more in its button; it is the last that Tab comes to."""

    reset_wanted = Signal()
    """The user wants the practice office as it was at first."""
    left = Signal()
    """The user wants to begin for real."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self._sure_clock = QTimer(self, singleShot=True, interval=_SURE_MS)
        self._sure_clock.timeout.connect(self._name_reset)
        self.real_button.clicked.connect(self.left)
        self.reset_button.clicked.connect(self._reset)

    def _build(self) -> None:
        self.setProperty("kind", "practice")
        self.setFixedHeight(grid(7))
        self.reset_button = button(_RESET)
        self.reset_button.setToolTip("Zet alle verzonnen gezinnen terug zoals ze waren")
        self.real_button = button("Echt beginnen…")
        self.real_button.setToolTip("Sluit het oefenkantoor en kies hoe je met je eigen gezinnen begint")
        row = QHBoxLayout(self)
        row.setContentsMargins(grid(4), 0, grid(4), 0)
        row.setSpacing(grid(3))
        row.addWidget(label("Oefenen", TextStyle.STRONG))
        row.addWidget(label("Deze gezinnen zijn verzonnen. Probeer gerust alles uit.", TextStyle.SMALL))
        row.addStretch(1)
        row.addWidget(self.real_button)
        row.addWidget(self.reset_button)

    def _reset(self) -> None:
        """The first press asks in the button itself, a second one within five seconds does it."""
        is_sure = self._sure_clock.isActive()
        if is_sure:
            self._sure_clock.stop()
        else:
            self._sure_clock.start()
        self._name_reset()
        if is_sure:
            self.reset_wanted.emit()

    def _name_reset(self) -> None:
        text = _RESET_SURELY if self._sure_clock.isActive() else _RESET
        self.reset_button.setText(text)
        self.reset_button.setAccessibleName(text)
