"""What the reader of a dossier may see."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.reports.content import Extent, PaperOptions
from gezinscoach_desktop.reports.progress.visibility import HEALTH_AND_JUSTICE, hides_index_items
from gezinscoach_desktop.views.dossier.domain_choice import DomainChoice
from gezinscoach_desktop.views.elements import heading, paragraph, scrolling
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.snapshot.chips import ChipRow
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 74
_EXTENTS = {
    Extent.SHORT: "Wat veranderde, om samen te bespreken.",
    Extent.FULL: "Elk item met zijn verloop, voor in het dossier.",
}
_INDEX = "Valt weg zodra een domein dat meetelt verborgen is."
_NO_INDEX = "Kan nu niet: een domein dat meetelt in de index is verborgen."


class OptionsPanel(QFrame):
    """Tells after every change by the user. What another choice rules out stands grey, with the reason beside it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._instrument: Instrument | None = None
        self._profile: Profile | None = None
        self._wants_index = True
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(_WIDTH))
        self.extent: ChipRow[Extent] = ChipRow(
            "Hoe uitgebreid", [(extent.label, extent) for extent in Extent]
        )
        self.extent.set_value(Extent.SHORT)
        self.extent_hint = _hint(_EXTENTS[Extent.SHORT], indent=0)
        self.without_names = CheckField("Zonder namen van het gezin")
        self.without_notes = CheckField("Zonder toelichtingen")
        self.without_sensitive = CheckField("Zonder gezondheid en justitie")
        self.with_charts = CheckField("Met grafieken")
        self.with_index = CheckField("Met kansarmoede-index")
        self.index_hint = _hint(_INDEX)
        self.with_charts.set_value(True)
        self.with_index.set_value(True)
        self.domains = DomainChoice()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(3))
        column.setSpacing(grid(1.5))
        remains = _hint("De code, de gemeente en de naam van de coach blijven staan.")
        names_in_notes = _hint("In toelichtingen staan vaak namen.")
        for title, widgets in (
            ("Hoe uitgebreid?", (self.extent, self.extent_hint)),
            ("Voor wie is dit?", (
                self.without_names, remains, self.without_notes, names_in_notes, self.without_sensitive,
            )),
            ("Wat komt erin?", (self.with_charts, self.with_index, self.index_hint)),
            ("Domeinen", (self.domains,)),
        ):  # fmt: skip
            if column.count():
                column.addSpacing(grid(2))
            column.addWidget(heading(title))
            for widget in widgets:
                column.addWidget(widget)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def _connect(self) -> None:
        self.extent.chosen.connect(self._follow)
        self.without_names.edited.connect(self._follow_names)
        self.with_index.edited.connect(self._follow_index)
        for field in (self.without_notes, self.without_sensitive, self.with_charts):
            field.edited.connect(self._follow)
        self.domains.changed.connect(self._follow)

    def show_domains(self, instrument: Instrument, profile: Profile) -> None:
        """Every domain of the instrument, all chosen; the profile tells which ones the index needs."""
        self._instrument, self._profile = instrument, profile
        self.domains.show_domains(instrument)
        self._show()

    def value(self) -> PaperOptions:
        """What was chosen."""
        return PaperOptions(
            with_names=not self.without_names.value(),
            with_notes=not self.without_notes.value(),
            domains=self.domains.value(),
            with_index=self._wants_index,
            with_charts=self.with_charts.value(),
            without_health_and_justice=self.without_sensitive.value(),
            extent=self.extent.value() or Extent.SHORT,
        )

    def _follow(self) -> None:
        self._show()
        self.changed.emit()

    def _follow_names(self) -> None:
        """Without names the notes go as well, until the user says otherwise."""
        self.without_notes.set_value(self.without_names.value())
        self._follow()

    def _follow_index(self) -> None:
        self._wants_index = self.with_index.value()
        self._follow()

    def _show(self) -> None:
        """Grey what another choice rules out; the wish itself is kept for when it is possible again."""
        self.domains.bar(HEALTH_AND_JUSTICE if self.without_sensitive.value() else frozenset())
        options = self.value()
        self.extent_hint.setText(_EXTENTS[options.extent])
        is_ruled_out = (
            self._instrument is not None
            and self._profile is not None
            and hides_index_items(self._instrument, self._profile, options)
        )
        self.with_index.setEnabled(not is_ruled_out)
        self.with_index.set_value(self._wants_index and not is_ruled_out)
        self.index_hint.setText(_NO_INDEX if is_ruled_out else _INDEX)
        self.with_index.setAccessibleDescription(self.index_hint.text())


def _hint(text: str, *, indent: float = 6.5) -> QLabel:
    made = paragraph(text, TextStyle.SMALL, Tone.SECONDARY)
    made.setContentsMargins(grid(indent), 0, 0, grid(1))
    return made
