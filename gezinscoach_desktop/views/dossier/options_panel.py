"""Which paper, and what its reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.reports.content import Extent, PaperOptions
from gezinscoach_desktop.reports.progress.visibility import HEALTH_AND_JUSTICE, hides_index_items
from gezinscoach_desktop.views.dossier.domain_choice import DomainChoice
from gezinscoach_desktop.views.dossier.kind_choice import KindChoice, KindPicker
from gezinscoach_desktop.views.elements import heading, paragraph, scrolling
from gezinscoach_desktop.views.fields import CheckField, ComboField, NoteField
from gezinscoach_desktop.views.snapshot.chips import ChipRow
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 74
_EXTENTS = {
    Extent.SHORT: "Wat veranderde, om samen te bespreken.",
    Extent.FULL: "Elk item met zijn verloop, voor in het dossier.",
}
_PERIODS: Sequence[tuple[str, int]] = (
    ("Vanaf het begin", 0),
    ("De laatste 6 maanden", 6),
    ("De laatste 3 maanden", 3),
)
_INDEX = "Valt weg zodra een domein dat meetelt verborgen is."
_NO_INDEX = "Kan nu niet: een domein dat meetelt in de index is verborgen."
_PLAIN = "Groter en zonder cijfers van niveaus, om mee naar huis te nemen."
_QUESTION = "Namen en plaatsen die het programma kent, vallen eruit. Leeg laten geeft schrijflijnen."
_FORMS = frozenset({PaperKind.CONSENT, PaperKind.MANDATE})
_REPORTS = frozenset({PaperKind.INTAKE, PaperKind.PROGRESS, PaperKind.CLOSING})
_ALL = frozenset(PaperKind)
_CASE = frozenset({PaperKind.CASE})


class OptionsPanel(QFrame):
    """Tells after every change by the user. What another choice rules out stands grey, with the reason beside it."""

    changed = Signal()
    kind_changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, kinds: KindPicker | None = None) -> None:
        """`kinds` is how a kind is chosen, when it is not one out of all."""
        super().__init__(parent)
        self.kinds: KindPicker = kinds or KindChoice()
        self._instrument: Instrument | None = None
        self._profile: Profile | None = None
        self._wants_index = True
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(_WIDTH))
        self._make_fields()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(grid(4), grid(4), grid(4), grid(3))
        self._column.setSpacing(grid(1.5))
        self._column.addWidget(heading(self.kinds.question))
        self._column.addWidget(self.kinds)
        self._groups: list[tuple[QLabel, list[tuple[QWidget, frozenset[PaperKind]]]]] = []
        remains = _hint("De code, de gemeente en de naam van de coach blijven staan.")
        names_in_notes = _hint("In toelichtingen staan vaak namen.")
        report, no_form = frozenset({PaperKind.PROGRESS}), _ALL - _FORMS
        no_case, told = _ALL - {PaperKind.CASE}, no_form - {PaperKind.CASE}
        charts = _REPORTS | {PaperKind.CONVERSATION}
        self._add("De vraag van de coach", (self.question, _CASE), (_hint(_QUESTION, indent=0), _CASE))
        self._add("Hoe uitgebreid?", (self.extent, report), (self.extent_hint, report), (self.period, report))
        self._add(
            "Voor wie is dit?",
            (self.is_plain, _REPORTS), (_hint(_PLAIN), _REPORTS), (self.without_names, no_case), (remains, no_case),
            (self.without_notes, told), (names_in_notes, told), (self.without_sensitive, no_form),
        )  # fmt: skip
        self._add(
            "Wat komt erin?",
            (self.with_charts, charts), (self.with_index, _REPORTS | _CASE), (self.index_hint, _REPORTS | _CASE),
        )  # fmt: skip
        self._add("Domeinen", (self.domains, no_form))
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def _make_fields(self) -> None:
        self.question = NoteField(fewest_lines=3)
        self.question.setAccessibleName("De vraag van de coach")
        self.extent: ChipRow[Extent] = ChipRow(
            "Hoe uitgebreid", [(extent.label, extent) for extent in Extent]
        )
        self.extent_hint = _hint(_EXTENTS[Extent.SHORT], indent=0)
        self.period: ComboField[int] = ComboField(_PERIODS)
        self.period.setAccessibleName("Periode")
        self.is_plain = CheckField("In gewone taal, voor het gezin")
        self.without_names = CheckField("Zonder namen van het gezin")
        self.without_notes = CheckField("Zonder toelichtingen")
        self.without_sensitive = CheckField("Zonder gezondheid en justitie")
        self.with_charts = CheckField("Met grafieken")
        self.with_index = CheckField("Met kansarmoede-index")
        self.index_hint = _hint(_INDEX)
        self.domains = DomainChoice()

    def _add(self, title: str, *rows: tuple[QWidget, frozenset[PaperKind]]) -> None:
        """Fields under a heading, each for some kinds of paper."""
        label = heading(title)
        label.setContentsMargins(0, grid(3), 0, 0)
        self._column.addWidget(label)
        for widget, _ in rows:
            self._column.addWidget(widget)
        self._groups.append((label, list(rows)))

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._follow_kind)
        self.extent.chosen.connect(self._follow)
        self.period.edited.connect(self._follow)
        self.without_names.edited.connect(self._follow_names)
        self.with_index.edited.connect(self._follow_index)
        self.question.edited.connect(self._follow)
        for field in (self.without_notes, self.without_sensitive, self.with_charts, self.is_plain):
            field.edited.connect(self._follow)
        self.domains.changed.connect(self._follow)

    def show_domains(self, instrument: Instrument, profile: Profile) -> None:
        """Every domain of the instrument, all chosen; the profile tells which ones the index needs."""
        self._instrument, self._profile = instrument, profile
        self.domains.show_domains(instrument)
        self._show()

    def show_reasons(self, reasons: Mapping[PaperKind, str]) -> None:
        """Why a paper cannot be made yet, by its kind."""
        self.kinds.show_reasons(reasons)

    @property
    def kind(self) -> PaperKind | None:
        return self.kinds.value()

    def show_kind(self, kind: PaperKind, options: PaperOptions) -> None:
        """Show a kind with its choices, without telling."""
        self.kinds.set_value(kind)
        self.extent.set_value(options.extent)
        self.period.set_value(options.months or 0)
        self.is_plain.set_value(options.is_plain)
        self.without_names.set_value(not options.with_names)
        self.without_notes.set_value(not options.shows_notes)
        self.without_sensitive.set_value(options.without_health_and_justice)
        self.with_charts.set_value(options.with_charts)
        self._wants_index = options.with_index
        self.domains.set_value(options.domains)
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
            months=self.period.value() or None,
            is_plain=self.is_plain.value() and self.kind in _REPORTS,
            question=self.question.value() if self.kind in _CASE else "",
        )

    def _follow_kind(self) -> None:
        self._show()
        self.kind_changed.emit()

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
        """Show what the kind has; grey what another choice rules out, whose wish is kept for when it is possible again."""
        for label, rows in self._groups:
            for widget, kinds in rows:
                widget.setVisible(self.kind in kinds)
            label.setVisible(any(self.kind in kinds for _, kinds in rows))
        self.domains.bar(HEALTH_AND_JUSTICE if self.without_sensitive.value() else frozenset())
        options = self.value()
        self.extent_hint.setText(_EXTENTS[options.extent])
        self.extent.setEnabled(not options.is_plain)
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
