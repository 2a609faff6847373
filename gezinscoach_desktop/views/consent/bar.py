"""A line above the tabs of a family: it is closed, or its consent is missing or still to be confirmed. One button."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services.evolution import FamilyPage
from gezinscoach_desktop.views.elements import button, paragraph, restyle
from gezinscoach_desktop.views.theme import Tone, grid


class Standing(Enum):
    """What the line is about."""

    FINE = auto()
    CLOSED = auto()
    PAUSED = auto()
    NO_CONSENT = auto()
    TO_CONFIRM = auto()


_BUTTONS = {
    Standing.FINE: "",
    Standing.CLOSED: "Heropenen",
    Standing.PAUSED: "Verder begeleiden",
    Standing.NO_CONSENT: "Toestemming noteren",
    Standing.TO_CONFIRM: "Bevestigen",
}
_TONES = {Standing.CLOSED: Tone.ACCENT, Standing.PAUSED: Tone.ACCENT, Standing.TO_CONFIRM: Tone.ACCENT}


class ConsentBar(QWidget):
    """Hidden while nothing is wrong."""

    reopen_wanted = Signal()
    consent_wanted = Signal()
    confirm_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing = Standing.FINE
        self._frame = QFrame()
        self._frame.setProperty("kind", "message")
        self._text = paragraph("")
        self.button = button("Toestemming noteren")
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(grid(3), grid(1.5), grid(1.5), grid(1.5))
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(3), grid(4), 0)
        column.addWidget(self._frame)
        self.button.clicked.connect(self._act)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.standing is Standing.FINE else self._text.text()

    def show_page(self, page: FamilyPage) -> None:
        """Say what there is to say about this reading of the family."""
        self.standing = _standing(page)
        self._text.setText(_sentence(self.standing, page))
        self.button.setText(_BUTTONS[self.standing])
        self.button.setAccessibleName(_BUTTONS[self.standing] or "Actie")
        self._frame.setProperty("tone", _TONES.get(self.standing, Tone.WARNING).value)
        restyle(self._frame)
        self.setVisible(self.standing is not Standing.FINE)

    def _act(self) -> None:
        match self.standing:
            case Standing.CLOSED | Standing.PAUSED:
                self.reopen_wanted.emit()
            case Standing.NO_CONSENT:
                self.consent_wanted.emit()
            case Standing.TO_CONFIRM:
                self.confirm_wanted.emit()


def _standing(page: FamilyPage) -> Standing:
    if page.header.phase is Phase.CLOSED:
        return Standing.CLOSED
    if not page.has_consent:
        return Standing.NO_CONSENT
    if page.header.phase is Phase.PAUSED:
        return Standing.PAUSED
    return Standing.FINE if page.consent_to_confirm is None else Standing.TO_CONFIRM


def _sentence(standing: Standing, page: FamilyPage) -> str:
    match standing:
        case Standing.CLOSED:
            last = page.header.phases[-1]
            why = f" ({last.closing_reason.label.lower()})" if last.closing_reason else ""
            return f"Dit gezin is afgesloten op {format_date(last.since)}{why}. Alles wat er is, blijft."
        case Standing.PAUSED:
            return f"Dit gezin neemt een pauze sinds {format_date(page.header.phases[-1].since)}."
        case Standing.NO_CONSENT:
            return "Er is geen toestemming genoteerd. Zolang dat niet gebeurd is, kan je voor dit gezin niets registreren."
        case Standing.TO_CONFIRM:
            return "De toestemming is overgenomen bij import. Vraag aan het gezin of ze nog klopt, en bevestig dat."
        case Standing.FINE:
            return ""
