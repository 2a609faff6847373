"""What goes into an export, for whom, and whether families may be recognised in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import EARLIEST
from gezinscoach_desktop.domain.export import CONFIRMATION, ExportChoice, ExportSubject, Precision
from gezinscoach_desktop.domain.figures import FigureFilter
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.domain.transfer import ExportKind
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.elements import Card, label, paragraph
from gezinscoach_desktop.views.fields import CheckField, ComboField, DateField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.radio import RadioField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_SUBJECT_COLUMNS = 3
_KINDS = {
    ExportKind.XLSX: "Een rekenblad met een blad per onderwerp, een leeswijzer en een codeboek.",
    ExportKind.SPSS: "Een map met per onderwerp een CSV-bestand, en een syntaxbestand dat het met labels inleest.",
    ExportKind.EXCHANGE: "Eén CSV-bestand met alle scores, dat dit programma ook weer kan inlezen.",
}


_CODES = "Binnen een project houdt een gezin dezelfde code; in een ander project krijgt het een andere."
_OFFICE_CODES = "Gezinnen houden hun naam en de code van het kantoor, in elk project."
_SUBJECT_WORDS = {ExportSubject.NOW: "Nu (laatste momentopname)"}


class ExportForm(QWidget):
    """Two cards and `recognisable_card`, which the page places; tells after every change of who stands in the file."""

    edited = Signal()
    recognisable_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._build()
        self._connect()
        self._follow_kind()
        self._follow_recognisable()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(3))
        for card in (self._build_purpose(), self._build_content()):
            column.addWidget(card)
        self.recognisable_card = self._build_recognisable()

    def _build_purpose(self) -> Card:
        self.purpose_form = Form()
        self.project_field = self.purpose_form.add_row(
            "project",
            "&Project",
            TextField(),
            help_text=_CODES,
            is_required=True,
        )
        self.recipient_field = self.purpose_form.add_row(
            "recipient", "Voor &wie", TextField(), is_required=True, is_half=True
        )
        self.purpose_field = self.purpose_form.add_row("purpose", "Waarvoor", TextField(), is_half=True)
        card = Card("Voor wie en waarvoor")
        card.add(self.purpose_form)
        return card

    def _build_content(self) -> Card:
        self.content_form = Form()
        self.kind_field: ComboField[ExportKind] = self.content_form.add_row(
            "kind",
            "&Soort bestand",
            ComboField(
                [(kind.label, kind) for kind in (ExportKind.XLSX, ExportKind.SPSS, ExportKind.EXCHANGE)]
            ),
            help_text=_KINDS[ExportKind.XLSX],
        )
        self.since_field = self.content_form.add_row(
            "since", "&Van", DateField(today=self._desk.today), is_half=True
        )
        self.until_field = self.content_form.add_row(
            "until", "&Tot en met", DateField(today=self._desk.today), is_half=True
        )
        self.content_form.set_help("since", "Leeg is alles wat geregistreerd is.")
        self.municipality_field: ComboField[str] = self.content_form.add_row(
            "municipality", "&Gemeente", ComboField([("Elke gemeente", "")]), is_half=True
        )
        self.phase_field: ComboField[Phase | None] = self.content_form.add_row(
            "phase",
            "&Fase op de laatste dag",
            ComboField([("Elke fase", None), *((phase.label, phase) for phase in Phase)]),
            is_half=True,
        )
        self.precision_field: ComboField[Precision] = self.content_form.add_row(
            "precision",
            "&Datums van metingen, contacten enzovoort",
            ComboField([(each.label, each) for each in Precision]),
            is_half=True,
        )
        self.precision_field.set_value(Precision.MONTH)
        card = Card("Wat komt erin")
        card.add(self.content_form)
        card.add(self._build_subjects())
        return card

    def _build_subjects(self) -> QWidget:
        self.subject_fields = {
            subject: CheckField(_SUBJECT_WORDS.get(subject, subject.label)) for subject in ExportSubject
        }
        self._subjects = QWidget()
        column = QVBoxLayout(self._subjects)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        column.addWidget(label("Onderdelen", TextStyle.SMALL, Tone.SECONDARY))
        places = QGridLayout()
        places.setContentsMargins(0, 0, 0, 0)
        places.setVerticalSpacing(0)
        rows = -(-len(self.subject_fields) // _SUBJECT_COLUMNS)
        for place, field in enumerate(self.subject_fields.values()):
            field.set_value(True)
            places.addWidget(field, place % rows, place // rows)
        column.addLayout(places)
        self.subjects_error = paragraph("", TextStyle.SMALL, Tone.ERROR)
        self.subjects_error.hide()
        column.addWidget(self.subjects_error)
        return self._subjects

    def _build_recognisable(self) -> Card:
        self.disguised_field = RadioField("Zonder namen: elk gezin krijgt een code")
        self.recognisable_field = RadioField("Herkenbaar: met namen en codes van het kantoor")
        self.disguised_field.setChecked(True)
        self._disguised_hint = paragraph(
            "Niemand kan de code terugrekenen. Toelichtingen en andere teksten gaan niet mee, en van een geboortedatum "
            "blijft hoogstens het kwartaal over.",
            TextStyle.SMALL,
            Tone.SECONDARY,
        )
        self.notes_field = CheckField("Ook toelichtingen, verslagen en andere teksten")
        self.sure_form = Form()
        self.confirmation_field = self.sure_form.add_row(
            "confirmation",
            f"&Typ “{CONFIRMATION}” om te bevestigen",
            TextField(),
            help_text="Schrijf bij Waarvoor ook de reden. Beide komen in de lijst van wat uit het kantoor ging.",
            is_required=True,
        )
        card = Card("Wie is herkenbaar")
        for widget in (
            self.disguised_field,
            self._disguised_hint,
            self.recognisable_field,
            self.notes_field,
            self.sure_form,
        ):
            card.add(widget)
        for hint in (self._disguised_hint, self.notes_field):
            hint.setContentsMargins(grid(6.5), 0, 0, 0)
        return card

    def _connect(self) -> None:
        self.kind_field.edited.connect(self._follow_kind)
        for field in (self.municipality_field, self.phase_field, self.since_field, self.until_field):
            field.edited.connect(self.edited)
        for box in self.subject_fields.values():
            box.edited.connect(self._clear_subjects_error)
        for radio in (self.disguised_field, self.recognisable_field):
            radio.edited.connect(self._follow_recognisable)

    def show_municipalities(self, names: Sequence[str]) -> None:
        """The municipalities to choose from."""
        self.municipality_field.set_choices([("Elke gemeente", ""), *((name, name) for name in names)])

    @property
    def is_recognisable(self) -> bool:
        return self.recognisable_field.isChecked()

    def value(self) -> ExportChoice:
        """What was chosen, without the groups; raises InvalidInput for a date that cannot be read."""
        return ExportChoice(
            kind=self.kind_field.value() or ExportKind.XLSX,
            project=self.project_field.value(),
            recipient=self.recipient_field.value(),
            purpose=self.purpose_field.value(),
            chosen=self._filter(),
            subjects=tuple(subject for subject, field in self.subject_fields.items() if field.value()),
            is_pseudonymised=not self.is_recognisable,
            with_notes=self.is_recognisable and self.notes_field.value(),
            precision=self.precision_field.value() or Precision.MONTH,
            confirmation=self.confirmation_field.value(),
        )

    def _filter(self) -> FigureFilter | None:
        since, last = self.since_field.value(), self.until_field.value()
        municipality, phase = self.municipality_field.value(), self.phase_field.value()
        if since is None and last is None and not municipality and phase is None:
            return None
        until = (last or self._desk.today()) + timedelta(days=1)
        return FigureFilter(
            since=since or EARLIEST,
            until=until,
            municipalities=(municipality,) if municipality else (),
            phases=() if phase is None else (phase,),
        )

    def show_error(self, error: Exception) -> bool:
        """Show an InvalidInput at its field; False when it is not about one of these."""
        if getattr(error, "field", None) == "subjects":
            self.subjects_error.setText(str(error))
            self.subjects_error.show()
            next(iter(self.subject_fields.values())).setFocus()
            return True
        return any(form.show_error(error) for form in (self.purpose_form, self.content_form, self.sure_form))

    def clear_errors(self) -> None:
        for form in (self.purpose_form, self.content_form, self.sure_form):
            form.clear_errors()
        self._clear_subjects_error()

    def _clear_subjects_error(self) -> None:
        self.subjects_error.clear()
        self.subjects_error.hide()

    def _follow_kind(self) -> None:
        kind = self.kind_field.value() or ExportKind.XLSX
        self.content_form.set_help("kind", _KINDS[kind])
        self._subjects.setVisible(kind is not ExportKind.EXCHANGE)
        self._follow_precision()

    def _follow_precision(self) -> None:
        """In the exchange format the day of a snapshot is what its scores belong to."""
        kind = self.kind_field.value()
        may_choose = kind is not ExportKind.EXCHANGE and not self.is_recognisable
        self.content_form.set_row_visible("precision", may_choose)

    def _follow_recognisable(self) -> None:
        is_recognisable = self.is_recognisable
        self._disguised_hint.setVisible(not is_recognisable)
        self.notes_field.setVisible(is_recognisable)
        self.sure_form.setVisible(is_recognisable)
        self.purpose_form.set_help("project", _OFFICE_CODES if is_recognisable else _CODES)
        self.purpose_form.set_required("purpose", is_recognisable)
        self._follow_precision()
        self.recognisable_changed.emit()
