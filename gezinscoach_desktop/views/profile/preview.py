"""What another profile changes over everything that was measured: counts, classes, and which families."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.evolution import Category
from gezinscoach_desktop.domain.index import Tally
from gezinscoach_desktop.domain.index_profile import Shift, Shifts
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.profile_text import differences
from gezinscoach_desktop.services.index_profile import ProfilePreview
from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.elements import Card, button, heading, label, paragraph
from gezinscoach_desktop.views.table import ARROW, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_NOT_YET = "Reken uit wat je keuzes veranderen over alles wat al gemeten is. Er wordt niets bewaard."
_OLD = "Je paste intussen iets aan; reken opnieuw."


@dataclass(frozen=True, slots=True)
class _Moved:
    code: str
    when: str
    shift: Shift


class _WholeTable(RowsTable[_Moved]):
    """As high as its rows: what stands around it scrolls, and follows the cursor."""

    def __init__(self, model: RowsModel[_Moved], name: str) -> None:
        super().__init__(model, name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.row_chosen.connect(self._follow)

    def fit(self) -> None:
        rows = self.verticalHeader().defaultSectionSize() * self.model().rowCount()
        self.setFixedHeight(self.horizontalHeader().height() + rows + 2 * self.frameWidth())

    def _follow(self) -> None:
        if not self.hasFocus():
            return
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = None if around is None else around.widget()
        if around is not None and inside is not None:
            row = self.visualRect(self.currentIndex())
            spot = self.viewport().mapTo(inside, row.center())
            around.ensureVisible(spot.x(), spot.y(), 0, row.height())


class PreviewCard(Card):
    """Counted only when asked for: over a province it takes a while."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Wat dit verandert", parent)
        self.busy = BusyLine()
        self.count_button = button("Uitrekenen", icon_name="arrow-sync")
        self.state_label = paragraph(_NOT_YET, TextStyle.SMALL, Tone.SECONDARY)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(grid(1))
        self._numbers = QGridLayout()
        self._numbers.setHorizontalSpacing(grid(4))
        self._numbers.setVerticalSpacing(grid(1))
        self._numbers.setColumnStretch(0, 1)
        self.model: RowsModel[_Moved] = RowsModel(
            (
                Column("Gezin", lambda row: row.code, is_strong=True),
                Column("Moment", lambda row: row.when, width=grid(23)),
                Column("Index", _index, width=grid(19)),
                Column("Kansarm", _deprived, width=grid(24)),
            ),
            row_id=lambda row: (row.code, row.when),
            parent=self,
        )
        self.table = _WholeTable(self.model, "Gezinnen die anders tellen")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(paragraph("Voor geen enkel gezin verandert er iets.", tone=Tone.SECONDARY))
        self._stack.hide()
        self.add(self.busy)
        self.add(self.state_label)
        self.add(self.count_button)
        self.body.addLayout(self._lines)
        self.body.addLayout(self._numbers)
        self.add(self._stack)
        self.count_button.clicked.connect(self.wanted)

    def show_old(self) -> None:
        """What stands there was counted before something was changed."""
        if self._stack.isVisible():
            self.state_label.setText(_OLD)
            self.state_label.show()

    def show_preview(self, preview: ProfilePreview, instrument: Instrument) -> None:
        """The outcome, in place of an earlier one."""
        self.busy.set_busy(False)
        self._clear()
        self.state_label.hide()
        told = differences(preview.before, preview.after, instrument)
        self._lines.addWidget(
            paragraph(f"Vergeleken met {preview.before.title}:", TextStyle.SMALL, Tone.SECONDARY)
        )
        for sentence in told or ("Beide profielen tellen hetzelfde.",):
            self._lines.addWidget(paragraph(f"– {sentence}"))
        self._show_numbers(preview)
        rows = [*_moved(preview.baseline, "Nulmeting"), *_moved(preview.now, "Nu")]
        self.model.set_rows(rows)
        self.table.fit()
        self._stack.setCurrentIndex(0 if rows else 1)
        self._stack.show()

    def _show_numbers(self, preview: ProfilePreview) -> None:
        self._row("", "nulmeting", "nu", is_title=True)
        both = (preview.baseline, preview.now)
        self._row("Gezinnen gemeten", *(str(len(each.families)) for each in both))
        self._row("Kansarm", *(f"{each.deprived[0]} wordt {each.deprived[1]}" for each in both))
        self._row("Wordt kansarm", *(str(each.into) for each in both))
        self._row("Niet langer kansarm", *(str(each.out_of) for each in both))
        self._row("Telt anders", *(str(len(each.changed)) for each in both))
        self._row("Verschil na zes maanden", "huidig profiel", "dit profiel", is_title=True)
        then, later = preview.pre_post
        for category in Category:
            self._row(category.label, *(str(each.categories[category]) for each in (then, later)))
        self._row("Niet te bepalen", *(str(each.undetermined) for each in (then, later)))

    def _row(self, text: str, *values: str, is_title: bool = False) -> None:
        row = self._numbers.rowCount()
        made = heading(text) if is_title and text else label(text)
        self._numbers.addWidget(made, row, 0)
        for column, value in enumerate(values, 1):
            style = TextStyle.SMALL if is_title else TextStyle.TEXT
            number = label(value, style, Tone.SECONDARY if is_title else Tone.TEXT)
            number.setAccessibleName(f"{text or 'Kolom'}: {value}")
            self._numbers.addWidget(number, row, column)

    def _clear(self) -> None:
        for layout in (self._lines, self._numbers):
            while layout.count():
                item = layout.takeAt(0)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    widget.deleteLater()


def _moved(shifts: Shifts, when: str) -> Iterator[_Moved]:
    return (_Moved(each.code, when, each) for each in shifts.changed)


def _index(row: _Moved) -> str:
    return f"{_interval(row.shift.before)}{ARROW}{_interval(row.shift.after)}"


def _interval(tally: Tally) -> str:
    return str(tally.weak) if not tally.unknown else f"{tally.weak}–{tally.weak + tally.unknown}"


def _deprived(row: _Moved) -> str:
    if not row.shift.changes_deprived:
        return "blijft"
    return f"{_word(row.shift.before)}{ARROW}{_word(row.shift.after)}"


def _word(tally: Tally) -> str:
    return {True: "ja", False: "nee", None: "onbekend"}[tally.is_deprived]
