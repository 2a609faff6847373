"""What the open card holds besides its scale: reasons of a change, and the note."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.snapshot import Reason, Setback
from gezinscoach_desktop.views.elements import label, paragraph
from gezinscoach_desktop.views.snapshot.chips import ChipRow
from gezinscoach_desktop.views.snapshot.content import CardContent, short_level
from gezinscoach_desktop.views.snapshot.note_field import ItemNoteField
from gezinscoach_desktop.views.snapshot.past import EarlierNote
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

# Shorter than the domain's own label where a chip has no room for it.
_REASONS = [
    (Reason.CHANGED.label, Reason.CHANGED),
    (Reason.INSIGHT.label, Reason.INSIGHT),
    ("Rechtzetting", Reason.CORRECTION),
]


class CardEditor(QWidget):
    """One for the whole form; it moves along to the card that is open."""

    reason_chosen = Signal(object)
    setback_chosen = Signal(object)
    resized = Signal()
    """It needs another height now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.reason_chips: ChipRow[Reason] = ChipRow("Waarom anders dan vorige keer", _REASONS)
        self.reason_chips.chips[2].setToolTip(Reason.CORRECTION.label)
        self.setback_chips: ChipRow[Setback] = ChipRow(
            "Waardoor", [(setback.label, setback) for setback in Setback], may_be_empty=True
        )
        self._reason_line = _line("Waarom anders? (R)", self.reason_chips)
        self._setback_line = _line("Waardoor?", self.setback_chips)
        self._note_label = label("Toelichting (T)", TextStyle.SMALL, Tone.SECONDARY)
        self.note_field = ItemNoteField()
        self._note_label.setBuddy(self.note_field)
        self._missing_label = paragraph("", TextStyle.SMALL, Tone.WARNING)
        self._earlier_label = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        column.addWidget(self._reason_line)
        column.addWidget(self._setback_line)
        column.addWidget(self._note_label)
        column.addWidget(self.note_field)
        column.addWidget(self._missing_label)
        column.addWidget(self._earlier_label)

    def _connect(self) -> None:
        self.reason_chips.chosen.connect(self.reason_chosen)
        self.setback_chips.chosen.connect(self.setback_chosen)

    def show_content(self, content: CardContent, earlier: EarlierNote | None) -> None:
        """Show one item's reasons and note; `earlier` is the last earlier note where it is shown nowhere else."""
        self._reason_line.setVisible(content.asks_reason)
        self._setback_line.setVisible(content.asks_setback)
        self.reason_chips.set_value(content.reason)
        self.setback_chips.set_value(content.setback)
        self.note_field.show_note(content.note)
        self.note_field.setAccessibleName(f"Toelichting bij {content.item.name}")
        self._missing_label.setText(_missing(content))
        self._missing_label.setVisible(content.lacks_level)
        self._earlier_label.setText("" if earlier is None else _earlier(earlier))
        self._earlier_label.setVisible(earlier is not None)

    def stops(self) -> list[QWidget]:
        """Where Tab halts, in order: a row of chips counts once, its arrows do the rest."""
        rows = [row.entrance for row in (self.reason_chips, self.setback_chips) if row.isVisible()]
        return [*rows, self.note_field]

    def event(self, event: QEvent) -> bool:
        is_handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.resized.emit()
        return is_handled


def _line(caption: str, chips: QWidget) -> QWidget:
    """A row of chips behind its question."""
    made = QWidget()
    text = label(caption, TextStyle.SMALL, Tone.SECONDARY)
    text.setFixedSize(grid(28), grid(7))
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, grid(1))
    row.setSpacing(grid(2))
    row.addWidget(text, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(chips, 1)
    return made


def _missing(content: CardContent) -> str:
    if content.carried is None:
        return "Kies ook een niveau of n.v.t., of wis de toelichting."
    return f"Kies ook een niveau (vorige keer {short_level(content.carried.level)}), of wis de toelichting."


def _earlier(note: EarlierNote) -> str:
    return f"Vorige toelichting ({format_date(note.date)}): {note.text}"
