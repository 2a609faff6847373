"""Fields for forms: each has `value()`, `set_value(...)` and `edited`; the wheel never changes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import QDate, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from gezinscoach_desktop.domain.dates import format_date, parse_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.theme import color, grid, palette

V = TypeVar("V")

_ARROW = 16
_BOX = 18


class TextField(QLineEdit):
    """One line of text; the value has no blanks around it."""

    edited = Signal()

    def __init__(self, text: str = "", *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._tell)

    def value(self) -> str:
        return self.text().strip()

    def set_value(self, value: str) -> None:
        self.setText(value)
        self.setCursorPosition(0)

    def _tell(self) -> None:
        self.edited.emit()


class SearchField(TextField):
    """A text field with a magnifying glass; Esc empties it."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, parent=parent)
        self.addAction(icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.setProperty("hasIcon", True)
        self.setAccessibleName(placeholder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.edited.emit()
            return
        super().keyPressEvent(event)


class NoteField(QPlainTextEdit):
    """Text of several lines that grows with what is written; Tab goes to the next field."""

    edited = Signal()

    def __init__(
        self, text: str = "", *, fewest_lines: int = 2, most_lines: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._fewest, self._most = fewest_lines, most_lines
        self._is_setting = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._changed)
        self._fit()

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, value: str) -> None:
        self._is_setting = True
        self.setPlainText(value)
        self._is_setting = False

    def _changed(self) -> None:
        self._fit()
        if not self._is_setting:
            self.edited.emit()

    def _fit(self) -> None:
        lines = round(self.document().size().height())
        shown = min(max(lines, self._fewest), self._most)
        # One more than fits, or a scroll bar shows: Qt keeps a pixel free under the last line.
        margins = 2 * (round(self.document().documentMargin()) + grid(1) + 1) + 1
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + margins)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_most"):
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
            return
        super().wheelEvent(event)


class ComboField(QComboBox, Generic[V]):
    """A choice out of a list of values with their labels."""

    edited = Signal()

    def __init__(self, choices: Sequence[tuple[str, V]] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[V] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)
        self.set_choices(choices)
        self.activated.connect(self._tell)

    def set_choices(self, choices: Sequence[tuple[str, V]]) -> None:
        """Labels with values; keeps the chosen value when it is still there."""
        chosen = self.value()
        self.clear()
        self._values = [value for _, value in choices]
        self.addItems([text for text, _ in choices])
        if chosen is not None and chosen in self._values:
            self.set_value(chosen)

    def value(self) -> V | None:
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def set_value(self, value: V) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def _tell(self) -> None:
        self.edited.emit()

    def sizeHint(self) -> QSize:
        widest = max(
            (self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0
        )
        hint = super().sizeHint()
        return QSize(max(hint.width(), min(widest, grid(70)) + grid(11)), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        text_place = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, text_place.width() - 2
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        spot = QRect(0, 0, _ARROW, _ARROW)
        spot.moveCenter(QPoint(self.width() - grid(4), self.height() // 2))
        icon("chevron-down", "secondary" if self.isEnabled() else "disabled").paint(painter, spot)
        painter.end()


class CheckField(QCheckBox):
    """Yes or no, with its own text beside it."""

    edited = Signal()

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text.replace("&", ""))
        self.clicked.connect(self._tell)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        self.setChecked(value)

    def _tell(self) -> None:
        self.edited.emit()

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(_BOX + grid(2) + text.width() + grid(1), max(_BOX, text.height()) + grid(2))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1.5, (self.height() - _BOX) / 2 + 0.5, _BOX - 2, _BOX - 2)
        is_on = self.isChecked()
        edge = colors.disabled if not self.isEnabled() else colors.accent if is_on else colors.border
        if self.underMouse() and not is_on and self.isEnabled():
            edge = colors.text
        painter.setPen(QPen(color(edge), 1))
        painter.setBrush(color(edge if is_on else colors.surface))
        painter.drawRoundedRect(box, 3, 3)
        if is_on:
            icon("checkmark", "on_accent").paint(painter, box.toAlignedRect().adjusted(1, 1, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(color(colors.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(1, 1, -1, -1) if not self.text() else _around(self), 4, 4
            )
        painter.setPen(color(colors.text if self.isEnabled() else colors.disabled))
        painter.drawText(
            self.rect().adjusted(_BOX + grid(2), 0, 0, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic),
            self.text(),
        )
        painter.end()


def _around(field: CheckField) -> QRectF:
    width = min(field.width(), field.sizeHint().width() + grid(1))
    return QRectF(0, 0, width, field.height()).adjusted(-1 + 2, 1, -1, -1)


class DateField(QLineEdit):
    """A date in any usual spelling; shows dd/mm/jjjj after leaving. Alt+↓ or the button opens a calendar."""

    edited = Signal()

    def __init__(
        self,
        day: date | None = None,
        *,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._calendar: _Calendar | None = None
        self.setPlaceholderText("dd/mm/jjjj")
        self.setMaximumWidth(grid(42))
        self._open_action = QAction(icon("calendar", "secondary"), "Kalender (Alt+pijl omlaag)", self)
        self._open_action.triggered.connect(self.open_calendar)
        self.addAction(self._open_action, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._tell)
        self.set_value(day)

    def value(self) -> date | None:
        """The date, None when empty; raises InvalidInput with this field's name when it cannot be read."""
        if not self.text().strip():
            return None
        return parse_date(self.text(), today=self._today(), field=self.objectName() or None)

    def set_value(self, value: date | None) -> None:
        self.setText("" if value is None else format_date(value))

    def open_calendar(self) -> None:
        """Show a calendar under the field."""
        if self._calendar is None:
            self._calendar = _Calendar(self)
            self._calendar.chosen.connect(self._take)
        try:
            shown = self.value() or self._today()
        except InvalidInput:
            shown = self._today()
        self._calendar.show_at(self.mapToGlobal(QPoint(0, self.height())), shown)

    def _take(self, day: date) -> None:
        self.set_value(day)
        self.setFocus()
        self.edited.emit()

    def _tell(self) -> None:
        self.edited.emit()

    def _tidy(self) -> None:
        try:
            self.set_value(self.value())
        except InvalidInput:
            return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._tidy()
        super().focusOutEvent(event)


class _Calendar(QWidget):
    """A month in a small window that closes on a choice."""

    chosen = Signal(object)

    def __init__(self, field: DateField) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self._month = QCalendarWidget()
        self._month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setGridVisible(False)
        self._month.setAccessibleName("Kalender")
        self._month.activated.connect(self._choose)
        self._month.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._month)

    def show_at(self, corner: QPoint, day: date) -> None:
        self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.move(corner)
        self.show()
        self._month.setFocus()

    def _choose(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))
