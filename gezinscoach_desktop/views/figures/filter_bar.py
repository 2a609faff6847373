"""The filters of the figures as chips: each opens a list to tick in, and tells what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.figures import FigureFilter, TimeInSupport
from gezinscoach_desktop.domain.figures.period import Period, bounds
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services.figures import FigureChoices
from gezinscoach_desktop.views.elements import button, label
from gezinscoach_desktop.views.fields import DateField
from gezinscoach_desktop.views.snapshot.chips import ChipFlow, ChoiceChip
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_MOST_NAMED = 2
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is chosen; `since` and `until` count only for a period of one's own. Both days belong to it."""

    period: Period = Period.THIS_YEAR
    since: date | None = None
    until: date | None = None
    municipalities: tuple[str, ...] = ()
    coaches: tuple[UUID, ...] = ()
    organisations: tuple[UUID, ...] = ()
    phases: tuple[Phase, ...] = ()
    times: tuple[TimeInSupport, ...] = ()

    def filter(self, today: date) -> FigureFilter:
        """As the service wants it."""
        since, until = bounds(self.period, today)
        if self.period is Period.FREE:
            since = self.since or since
            until = until if self.until is None else self.until + timedelta(days=1)
        return FigureFilter(
            since,
            until,
            self.municipalities,
            self.coaches,
            self.organisations,
            self.phases,
            self.times,
        )

    @property
    def narrows(self) -> bool:
        """Whether anything but the period is chosen."""
        return self != Wanted(period=self.period, since=self.since, until=self.until)


class _TickMenu(QMenu):
    """Stays open while one ticks; Esc or a click beside it closes."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _PRESS[:3] or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or action.actionGroup() is not None:
            return False
        action.trigger()
        return True


class FilterChip(ChoiceChip):
    """`Gemeente: alle`; filled once something is chosen."""

    edited = Signal()

    def __init__(self, name: str, everything: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._name, self._everything = name, everything
        self._values: list[Any] = []
        self.menu = _TickMenu(self)
        self.clicked.connect(self.open_menu)
        self.tell()

    @property
    def is_useful(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self._values)

    def offer(self, choices: Sequence[tuple[str, Any]], chosen: Iterable[Any]) -> None:
        """Put these in the list; what is chosen stays so."""
        wanted = set(chosen)
        self.menu.clear()
        self._values = [value for _, value in choices]
        for text, value in choices:
            action = self.menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value in wanted)
            action.triggered.connect(self._edit)
        self.tell()

    def chosen(self) -> tuple[Any, ...]:
        """The ticked values, in the order of the list."""
        return tuple(
            value
            for value, action in zip(self._values, self.menu.actions(), strict=True)
            if action.isChecked()
        )

    def open_menu(self) -> None:
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _edit(self) -> None:
        self.tell()
        self.edited.emit()

    def tell(self) -> None:
        """Say what is chosen."""
        names = [action.text().replace("&&", "&") for action in self.menu.actions() if action.isChecked()]
        told = (
            self._everything
            if not names
            else ", ".join(names)
            if len(names) <= _MOST_NAMED
            else f"{len(names)} gekozen"
        )
        self.setText(f"{self._name}: {told}")
        self.setAccessibleName(f"Filter {self.text()}")
        self.setChecked(bool(names))
        self.updateGeometry()
        parent = self.parentWidget()
        if isinstance(parent, _Chips):
            parent.arrange()

    def nextCheckState(self) -> None:
        """Pressing it opens the list; what is chosen there fills it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESS:
            self.open_menu()
            return
        super().keyPressEvent(event)


class PeriodChip(FilterChip):
    """One period of a few; never empty."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Periode", "", parent)
        group = QActionGroup(self.menu)
        self._values = list(Period)
        for period in Period:
            action = self.menu.addAction(period.label)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(self._edit)

    def choose(self, period: Period) -> None:
        """Without telling."""
        self.menu.actions()[self._values.index(period)].setChecked(True)
        self.tell()


class _Chips(ChipFlow):
    widest: ClassVar[float] = 180

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period = PeriodChip(self)
        self.municipality = FilterChip("Gemeente", "alle", self)
        self.coach = FilterChip("Coach", "alle", self)
        self.organisation = FilterChip("Organisatie", "alle", self)
        self.phase = FilterChip("Fase", "alle", self)
        self.time = FilterChip("Duur", "alle", self)
        self.every = (self.period, self.municipality, self.coach, self.organisation, self.phase, self.time)

    def arrange(self) -> None:
        """Lay them out again after a text changed."""
        self.updateGeometry()
        self._arrange(self.width(), move=True)

    def _flowing(self) -> Iterable[ChoiceChip]:
        return (chip for chip in getattr(self, "every", ()) if not chip.isHidden())


class FilterBar(QWidget):
    """Tells when something else is wanted."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._wanted = wanted
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        self.chips = _Chips()
        self.chips.setAccessibleName("Filters")
        self.since_field = DateField(today=self._today)
        self.since_field.setAccessibleName("Vanaf")
        self.until_field = DateField(today=self._today)
        self.until_field.setAccessibleName("Tot en met")
        self.wrong_label = label("", TextStyle.SMALL, Tone.ERROR)
        self.clear_button = button("Filters wissen", "link", "dismiss")
        self.days = QWidget()
        row = QHBoxLayout(self.days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(2))
        for word, made in (("Vanaf", self.since_field), ("tot en met", self.until_field)):
            row.addWidget(label(word, TextStyle.SMALL, Tone.SECONDARY))
            row.addWidget(made)
        row.addWidget(self.wrong_label)
        row.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(grid(2))
        line.addWidget(self.chips, 1)
        line.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(2))
        column.addLayout(line)
        column.addWidget(self.days)

    def _connect(self) -> None:
        for chip in self.chips.every:
            chip.edited.connect(self._take)
        for made in (self.since_field, self.until_field):
            made.editingFinished.connect(self._take)
        self.clear_button.clicked.connect(self.clear)

    @property
    def wanted(self) -> Wanted:
        return self._wanted

    def offer(self, choices: FigureChoices) -> None:
        """What can be chosen now."""
        chips, wanted = self.chips, self._wanted
        places = [(name, name) for name in choices.municipalities]
        chips.municipality.offer([*places, ("Onbekend", "")] if places else [], wanted.municipalities)
        chips.coach.offer([(name, id_) for id_, name in choices.coaches], wanted.coaches)
        chips.organisation.offer([(name, id_) for id_, name in choices.organisations], wanted.organisations)
        for chip in (chips.municipality, chips.coach, chips.organisation):
            chip.setVisible(chip.is_useful)
        chips.arrange()

    def clear(self) -> None:
        """Only the period stays."""
        self._wanted = replace(
            Wanted(), period=self._wanted.period, since=self._wanted.since, until=self._wanted.until
        )
        for chip in self.chips.every[1:]:
            for action in chip.menu.actions():
                action.setChecked(False)
            chip.tell()
        self._show()
        self.edited.emit()

    def focus_first(self) -> None:
        self.chips.period.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        wanted = self._wanted
        self.chips.period.choose(wanted.period)
        if not self.chips.phase.is_useful:
            self.chips.phase.offer([(phase.label, phase) for phase in Phase], wanted.phases)
            self.chips.time.offer([(time.label, time) for time in TimeInSupport], wanted.times)
            for chip in (self.chips.municipality, self.chips.coach, self.chips.organisation):
                chip.hide()
        self.days.setVisible(wanted.period is Period.FREE)
        self.clear_button.setVisible(wanted.narrows)

    def _take(self) -> None:
        chips, before = self.chips, self._wanted
        (period,) = chips.period.chosen()
        wanted = replace(
            before,
            period=period,
            municipalities=chips.municipality.chosen(),
            coaches=chips.coach.chosen(),
            organisations=chips.organisation.chosen(),
            phases=chips.phase.chosen(),
            times=chips.time.chosen(),
        )
        if period is Period.FREE:
            wanted = self._with_days(wanted, is_new=before.period is not Period.FREE)
        if wanted == before:
            return
        self._wanted = wanted
        self._show()
        if not self.wrong_label.text():
            self.edited.emit()

    def _with_days(self, wanted: Wanted, *, is_new: bool) -> Wanted:
        if is_new and not self.since_field.text():
            since, until = bounds(self._wanted.period, self._today())
            self.since_field.set_value(since)
            self.until_field.set_value(min(until - timedelta(days=1), self._today()))
        self.wrong_label.setText("")
        try:
            since_day, until_day = self.since_field.value(), self.until_field.value()
        except InvalidInput as error:
            self.wrong_label.setText(error.message)
            return wanted
        if since_day is not None and until_day is not None and until_day < since_day:
            self.wrong_label.setText("De laatste dag ligt vóór de eerste.")
            return wanted
        return replace(wanted, since=since_day, until=until_day)
