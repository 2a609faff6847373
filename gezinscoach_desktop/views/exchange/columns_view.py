"""What each column of somebody's own sheet is: proposed, and changed by who knows the sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.exchange import visible
from gezinscoach_desktop.domain.mapping import ColumnPlan
from gezinscoach_desktop.services.import_wizard import Chosen, Field, Looked, Proposal, SheetMapping
from gezinscoach_desktop.views.elements import Card, ElidedLabel, button, label, paragraph, scrolling
from gezinscoach_desktop.views.fields import ComboField, DateField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_HEADERS = 15
_EXAMPLES = 3
_SHOWN_EXAMPLE = 24
_NOT_USED = ColumnPlan()
_NO_DATE = "Geen kolom zegt wanneer er gemeten is. Zonder datum komen de scores niet binnen."


class ColumnsView(QWidget):
    """`tried` with everything that was chosen; nothing comes in yet."""

    tried = Signal(object)
    """Chosen."""
    sheet_wanted = Signal(int, object)
    """Which sheet, and the place of its header row or None for the likeliest."""
    other_wanted = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._looked: Looked | None = None
        self._proposal: Proposal | None = None
        self._values: SheetMapping = SheetMapping(())
        self.fields: list[ComboField[ColumnPlan]] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self._file = label("", TextStyle.HEADING)
        self._note = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self.sheet_field: ComboField[int] = ComboField()
        self.sheet_field.setAccessibleName("Blad")
        self.header_field: ComboField[int] = ComboField()
        self.header_field.setAccessibleName("Rij met de namen van de kolommen")
        self.header_field.setFixedWidth(grid(110))
        self.date_field = DateField(today=self._today)
        self.date_field.setAccessibleName("Datum van elke meting")
        self._sheet_label = label("Blad")
        self._date_label = label("Datum van elke meting")
        self._date_hint = paragraph(_NO_DATE, TextStyle.SMALL, Tone.SECONDARY)
        date_row = QHBoxLayout()
        date_row.setSpacing(grid(3))
        date_row.addWidget(self.date_field)
        date_row.addWidget(self._date_hint, 1)
        self.date_field.setAccessibleDescription(_NO_DATE)
        top = QGridLayout()
        top.setHorizontalSpacing(grid(3))
        top.setVerticalSpacing(grid(2))
        top.setColumnStretch(2, 1)
        for row, (name, field) in enumerate(
            (
                (self._sheet_label, self.sheet_field),
                (label("Namen van de kolommen"), self.header_field),
            )
        ):
            top.addWidget(name, row, 0)
            top.addWidget(field, row, 1)
        top.addWidget(self._date_label, 2, 0)
        top.addLayout(date_row, 2, 1, 1, 2)
        self._table = Card()
        self._table.body.setContentsMargins(grid(3), grid(2), grid(3), grid(2))
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.error_label.hide()
        self.other_button = button("Ander bestand kiezen")
        self.try_button = button("Nakijken", "primary")
        actions = QHBoxLayout()
        actions.setSpacing(grid(3))
        actions.addWidget(self.error_label, 1)
        actions.addStretch(1)
        actions.addWidget(self.other_button)
        actions.addWidget(self.try_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        whole.setSpacing(grid(3))
        whole.addWidget(self._file)
        whole.addWidget(self._note)
        whole.addLayout(top)
        whole.addWidget(self._table, 1)
        whole.addLayout(actions)

    def _connect(self) -> None:
        self.sheet_field.edited.connect(self._change_sheet)
        self.header_field.edited.connect(self._change_header)
        self.other_button.clicked.connect(self.other_wanted)
        self.try_button.clicked.connect(self.submit)

    def show_proposal(self, looked: Looked, sheet: int, proposal: Proposal) -> None:
        """Show the columns of a sheet as they may be read."""
        self._looked, self._proposal = looked, proposal
        self._values = proposal.mapping
        book = looked.book
        if book is None:
            return
        self._file.setText(looked.path.name)
        self._note.setText(_note(looked, proposal))
        self.sheet_field.set_choices([(each.name, place) for place, each in enumerate(book.sheets)])
        self.sheet_field.set_value(sheet)
        for widget in (self._sheet_label, self.sheet_field):
            widget.setVisible(len(book.sheets) > 1)
        shown = book.sheets[sheet]
        self.header_field.set_choices(
            [
                (f"Rij {shown.first_line + place}: {_line(row)}", place)
                for place, row in enumerate(shown.rows[:_HEADERS])
            ]
        )
        self.header_field.set_value(proposal.header_place)
        self._show_columns(shown.rows[proposal.header_place + 1 :], proposal)
        self.show_error("")
        self._follow()
        self.try_button.setFocus()

    def _show_columns(self, rows: Sequence[Sequence[str]], proposal: Proposal) -> None:
        while (item := self._table.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        choices = _choices(proposal)
        inside = QWidget()
        lines = QGridLayout(inside)
        lines.setContentsMargins(0, 0, grid(2), 0)
        lines.setHorizontalSpacing(grid(4))
        lines.setVerticalSpacing(grid(1))
        lines.setColumnStretch(0, 2)
        lines.setColumnStretch(1, 3)
        lines.setColumnStretch(2, 2)
        for place, title in enumerate(("In het bestand", "Bijvoorbeeld", "Is in het programma")):
            lines.addWidget(label(title, TextStyle.SMALL, Tone.SECONDARY), 0, place)
        self.fields = []
        for place, name in enumerate(proposal.header):
            field: ComboField[ColumnPlan] = ComboField(choices)
            field.set_value(proposal.mapping.columns[place])
            field.setAccessibleName(f"Kolom {name or place + 1}")
            field.edited.connect(self._follow)
            examples = ElidedLabel(_examples(rows, place))
            lines.addWidget(ElidedLabel(visible(name) or f"kolom {place + 1}"), place + 1, 0)
            lines.addWidget(examples, place + 1, 1)
            lines.addWidget(field, place + 1, 2)
            self.fields.append(field)
        lines.setRowStretch(len(proposal.header) + 1, 1)
        self._table.add(scrolling(inside))

    @property
    def mapping(self) -> SheetMapping:
        """As chosen now, with the words that were told before."""
        columns = tuple(field.value() or _NOT_USED for field in self.fields)
        return replace(self._values, columns=columns, date=self._date())

    def keep_words(self, mapping: SheetMapping) -> None:
        """Words that were told in a later step count on here too."""
        self._values = replace(self._values, values=mapping.values)

    def submit(self) -> None:
        """Go on, unless two columns are the same."""
        twice = self._twice()
        if twice is not None:
            self.show_error(f"Twee kolommen zijn “{twice.label}”; kies voor één ervan iets anders.")
            return
        try:
            mapping = self.mapping
        except InvalidInput as error:
            self.show_error(error.message)
            self.date_field.setFocus()
            return
        self.show_error("")
        place = self.header_field.value() or 0
        self.tried.emit(Chosen(self.sheet_field.value() or 0, place, mapping, {}))

    def show_error(self, text: str) -> None:
        """Say what is wrong with the choices; empty takes it away."""
        self.error_label.setText(text)
        self.error_label.setVisible(bool(text))

    def _twice(self) -> Field | None:
        seen: set[Field] = set()
        for field in self.fields:
            plan = field.value()
            if plan is not None and plan.field is not None:
                if plan.field in seen:
                    return plan.field
                seen.add(plan.field)
        return None

    def _date(self) -> date | None:
        return self.date_field.value() if self._asks_date() else None

    def _asks_date(self) -> bool:
        plans = [field.value() or _NOT_USED for field in self.fields]
        has_scores = any(plan.item or plan.field is Field.ITEM for plan in plans)
        return has_scores and not any(plan.field is Field.DATE for plan in plans)

    def _follow(self) -> None:
        for widget in (self._date_label, self.date_field, self._date_hint):
            widget.setVisible(self._asks_date())

    def _change_sheet(self) -> None:
        self.sheet_wanted.emit(self.sheet_field.value() or 0, None)

    def _change_header(self) -> None:
        self.sheet_wanted.emit(self.sheet_field.value() or 0, self.header_field.value())


def _note(looked: Looked, proposal: Proposal) -> str:
    texts = []
    if looked.before is not None:
        on = format_date(looked.before.details.on)
        texts.append(f"Dit bestand werd al ingelezen op {on}; wat er al staat, komt er niet nog eens bij.")
    if proposal.remembered:
        texts.append(f"De kolommen zijn gekozen zoals bij {proposal.remembered}.")
    else:
        texts.append("Kijk na wat elke kolom is. Wat je niet kiest, blijft buiten het programma.")
    return " ".join(texts)


def _choices(proposal: Proposal) -> list[tuple[str, ColumnPlan]]:
    found = [("Niet inlezen", _NOT_USED)]
    found += [(each.label, ColumnPlan(each)) for each in Field]
    found += [(f"Score: {name}", ColumnPlan(item=key)) for key, name in proposal.items]
    return found


def _examples(rows: Sequence[Sequence[str]], place: int) -> str:
    found: list[str] = []
    for row in rows[:200]:
        cell = row[place] if place < len(row) else ""
        if cell and cell not in found:
            found.append(cell)
        if len(found) == _EXAMPLES:
            break
    return " · ".join(visible(cell[:_SHOWN_EXAMPLE]) for cell in found)


def _line(row: Sequence[str]) -> str:
    return visible(", ".join(cell for cell in row if cell))
