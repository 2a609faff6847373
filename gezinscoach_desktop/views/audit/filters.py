"""Which lines of the log to show: period, person, kind of action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services.audit import AuditFilter
from gezinscoach_desktop.views.elements import button, label, paragraph
from gezinscoach_desktop.views.fields import ComboField, DateField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days up to today; `days` None is everything, `is_own` typed by hand."""

    text: str
    days: int | None = None
    is_own: bool = False


PERIODS = (
    Period("Vandaag", 1),
    Period("Laatste 7 dagen", 7),
    Period("Laatste 30 dagen", 30),
    Period("Laatste jaar", 366),
    Period("Alles"),
    Period("Zelf kiezen…", is_own=True),
)
_FIRST = PERIODS[2]


class AuditFilters(QWidget):
    """Tells `changed` once what is chosen can be read."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._build()
        for field in (self.person_field, self.action_field, self.since_field, self.until_field):
            field.edited.connect(self._tell)
        self.period_field.edited.connect(self._show_period)
        self.clear_button.clicked.connect(self.clear)

    def _build(self) -> None:
        self.period_field: ComboField[Period] = ComboField([(one.text, one) for one in PERIODS])
        self.person_field: ComboField[UUID | None] = ComboField([("Iedereen", None)])
        self.action_field: ComboField[AuditAction | None] = ComboField(
            [("Alles", None), *sorted((action.label, action) for action in AuditAction)]
        )
        self.since_field = DateField(today=self._today)
        self.until_field = DateField(today=self._today)
        self.since_field.setObjectName("since")
        self.until_field.setObjectName("until")
        self.period_field.setMinimumWidth(grid(42))
        self.clear_button = button("Filters wissen", "link")
        self._dates = QWidget()
        self._error = paragraph("", TextStyle.SMALL, Tone.ERROR)
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        for text, field in (
            ("Periode", self.period_field),
            ("Wie", self.person_field),
            ("Wat", self.action_field),
        ):
            _add(row, text, field)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        dates = QHBoxLayout(self._dates)
        dates.setContentsMargins(0, 0, 0, 0)
        dates.setSpacing(grid(2))
        _add(dates, "Van", self.since_field)
        _add(dates, "Tot en met", self.until_field)
        dates.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(2))
        column.addLayout(row)
        column.addWidget(self._dates)
        column.addWidget(self._error)
        self._dates.hide()
        self._error.hide()
        self.period_field.set_value(_FIRST)
        self._show_clear()

    @property
    def error_text(self) -> str:
        return self._error.text()

    @property
    def is_narrowed(self) -> bool:
        """Whether another choice may show more."""
        return (
            self.period_field.value() != PERIODS[4]
            or self.person_field.value() is not None
            or self.action_field.value() is not None
        )

    def value(self) -> AuditFilter:
        """What was chosen; raises InvalidInput for a date that cannot be read."""
        period = self.period_field.value() or _FIRST
        since, until = None, None
        if period.is_own:
            since, until = self.since_field.value(), self.until_field.value()
            if since is not None and until is not None and until < since:
                raise InvalidInput("De laatste dag ligt vóór de eerste.", field="until")
        elif period.days is not None:
            since = self._today() - timedelta(days=period.days - 1)
        return AuditFilter(since, until, self.person_field.value(), self.action_field.value())

    def show_people(self, people: Mapping[UUID, str]) -> None:
        """Offer these accounts, by name; keeps who was chosen."""
        named = sorted(people.items(), key=lambda pair: pair[1].casefold())
        self.person_field.set_choices([("Iedereen", None), *((name, id_) for id_, name in named)])

    def clear(self) -> None:
        """Everybody and everything of all time."""
        self.period_field.set_value(PERIODS[4])
        self.person_field.set_value(None)
        self.action_field.set_value(None)
        self._show_period()

    def _show_period(self) -> None:
        period = self.period_field.value()
        self._dates.setVisible(period is not None and period.is_own)
        self._tell()

    def _tell(self) -> None:
        self._show_clear()
        try:
            self.value()
        except InvalidInput as error:
            self._error.setText(error.message)
            self._error.show()
            return
        self._error.setText("")
        self._error.hide()
        self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_button.setVisible(self.is_narrowed)


def _add(row: QHBoxLayout, text: str, field: QWidget) -> None:
    caption = label(text, TextStyle.SMALL, Tone.SECONDARY)
    caption.setBuddy(field)
    field.setAccessibleName(text)
    row.addWidget(caption)
    row.addWidget(field)
    row.addSpacing(grid(1))
