"""The right under the cursor: what it is, who grants it, how fresh it is, and what a coordinator can do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.right_list import Origin, Right
from gezinscoach_desktop.views.elements import Chip, button, heading, label, paragraph, scrolling
from gezinscoach_desktop.views.right.words import domains_text
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 82


class RightPanel(QFrame):
    """Offers changing only to who may."""

    edit_wanted = Signal()
    checked_wanted = Signal()
    retire_wanted = Signal()
    reset_wanted = Signal()

    def __init__(self, today: Callable[[], date], *, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._may_change = may_change
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(_WIDTH))
        self._build()
        self.show_right(None)

    def _build(self) -> None:
        self._name = heading("")
        self._name.setWordWrap(True)
        self._origin = Chip("")
        self._domains = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._text = paragraph("")
        self._by_title = label("Toegekend door", TextStyle.SMALL, Tone.SECONDARY)
        self._by = paragraph("")
        self._checked = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.edit_button = button("Wijzigen…", icon_name="edit")
        self.checked_button = button("Vandaag nagekeken", icon_name="checkmark")
        self.retire_button = button("Uit de lijst halen", icon_name="subtract")
        self.reset_button = button("Terug naar de meegeleverde tekst", "link")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(2))
        for told in (self._name, self._domains, self._text, self._by_title, self._by):
            column.addWidget(told)
        column.addWidget(self._checked)
        column.addWidget(self._origin)
        column.addSpacing(grid(2))
        for made in (self.edit_button, self.checked_button, self.retire_button, self.reset_button):
            column.addWidget(made)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))
        self.edit_button.clicked.connect(self.edit_wanted)
        self.checked_button.clicked.connect(self.checked_wanted)
        self.retire_button.clicked.connect(self.retire_wanted)
        self.reset_button.clicked.connect(self.reset_wanted)

    def show_right(self, right: Right | None) -> None:
        """Another right, or none."""
        self.setVisible(right is not None)
        if right is None:
            return
        details = right.details
        self._name.setText(details.name)
        self._domains.setText(domains_text(details.domains))
        self._text.setText(details.description or "Er staat nog geen uitleg bij.")
        self._by_title.setVisible(bool(details.granted_by))
        self._by.setText(details.granted_by)
        self._by.setVisible(bool(details.granted_by))
        self._checked.setText(
            "Nog niet nagekeken door dit kantoor"
            if details.checked_on is None
            else f"Laatst nagekeken op {format_date(details.checked_on)}"
        )
        self._show_origin(right)
        self.edit_button.setVisible(self._may_change)
        self.checked_button.setVisible(self._may_change and details.checked_on != self._today())
        self.retire_button.setVisible(self._may_change)
        text = "Uit de lijst halen" if details.retired_on is None else "Terug in de lijst zetten"
        self.retire_button.setText(text)
        self.retire_button.setAccessibleName(text)
        self.reset_button.setVisible(self._may_change and right.origin is Origin.CHANGED)

    def _show_origin(self, right: Right) -> None:
        if right.details.retired_on is not None:
            self._origin.show_text(
                f"Uit de lijst sinds {format_date(right.details.retired_on)}", Tone.WARNING
            )
            return
        self._origin.show_text(
            right.origin.label, Tone.SECONDARY if right.origin is Origin.SHIPPED else Tone.ACCENT
        )
