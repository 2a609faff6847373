"""What the reader of a dossier may see."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.reports.progress import ProgressOptions
from gezinscoach_desktop.views.dossier.domain_choice import DomainChoice
from gezinscoach_desktop.views.elements import heading, paragraph
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 74


class OptionsPanel(QFrame):
    """Tells after every change by the user."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(_WIDTH))
        self.without_names = CheckField("Zonder namen")
        self.without_notes = CheckField("Zonder toelichtingen")
        self.without_sensitive = CheckField("Zonder gezondheid en justitie")
        self.with_charts = CheckField("Met grafieken")
        self.with_index = CheckField("Met kansarmoede-index")
        self.with_charts.set_value(True)
        self.with_index.set_value(True)
        self.domains = DomainChoice()
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(3))
        column.setSpacing(grid(1.5))
        column.addWidget(heading("Voor wie is dit?"))
        column.addWidget(self.without_names)
        column.addWidget(self.without_notes)
        column.addWidget(_hint("In toelichtingen staan vaak namen."))
        column.addWidget(self.without_sensitive)
        column.addSpacing(grid(2))
        column.addWidget(heading("Wat komt erin?"))
        column.addWidget(self.with_charts)
        column.addWidget(self.with_index)
        column.addWidget(_hint("De index valt weg zodra een item ervan verborgen is."))
        column.addSpacing(grid(2))
        column.addWidget(heading("Domeinen"))
        column.addWidget(self.domains, 1)

    def _connect(self) -> None:
        self.without_names.edited.connect(self._follow_names)
        for field in (self.without_notes, self.without_sensitive, self.with_charts, self.with_index):
            field.edited.connect(self.changed)
        self.domains.changed.connect(self.changed)

    def show_domains(self, instrument: Instrument) -> None:
        """Every domain of the instrument, all chosen."""
        self.domains.show_domains(instrument)

    def value(self) -> ProgressOptions:
        """What was chosen."""
        return ProgressOptions(
            with_names=not self.without_names.value(),
            with_notes=not self.without_notes.value(),
            domains=self.domains.value(),
            with_index=self.with_index.value(),
            with_charts=self.with_charts.value(),
            without_health_and_justice=self.without_sensitive.value(),
        )

    def _follow_names(self) -> None:
        """Without names the notes go as well, until the user says otherwise."""
        self.without_notes.set_value(self.without_names.value())
        self.changed.emit()


def _hint(text: str) -> QWidget:
    made = paragraph(text, TextStyle.SMALL, Tone.SECONDARY)
    made.setContentsMargins(grid(6.5), 0, 0, grid(1))
    return made
