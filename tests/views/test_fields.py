"""What a user may rely on while filling in: dates as one writes them, and a wheel that changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.fields import (
    CheckField,
    ComboField,
    DateField,
    NoteField,
    SearchField,
    TextField,
)
from gezinscoach_desktop.views.password_field import PasswordField
from tests.views.looks import LOOKS

pytestmark = LOOKS

TODAY = date(2026, 11, 14)
Show = Callable[[QWidget], None]


def wheel(widget: QWidget) -> None:
    """Turn the wheel once over the middle of a widget."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def date_field(day: date | None = None) -> DateField:
    return DateField(day, today=lambda: TODAY)


def beside(field: QWidget, show: Show) -> TextField:
    """Show the field with another one after it to go to."""
    window = QWidget()
    column = QVBoxLayout(window)
    other = TextField()
    column.addWidget(field)
    column.addWidget(other)
    show(window)
    field.setFocus()
    return other


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("14/11/26", "14/11/2026"),
        ("14.11.2026", "14/11/2026"),
        ("14112026", "14/11/2026"),
        ("3/2", "03/02/2026"),
        ("vandaag", "14/11/2026"),
        ("gisteren", "13/11/2026"),
        ("2026-02-03", "03/02/2026"),
        ("", ""),
    ],
)
def test_a_date_is_understood_as_typed_and_shown_in_full_after_leaving(
    typed: str, shown: str, show: Show
) -> None:
    field = date_field()
    other = beside(field, show)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Tab)

    assert other.hasFocus()
    assert field.text() == shown


def test_what_is_no_date_stays_as_typed(show: Show) -> None:
    field = date_field()
    field.setObjectName("birth_date")
    beside(field, show)
    QTest.keyClicks(field, "31/2/2026")
    QTest.keyClick(field, Qt.Key.Key_Tab)

    assert field.text() == "31/2/2026"
    with pytest.raises(InvalidInput) as caught:
        field.value()
    assert caught.value.field == "birth_date"


def test_alt_down_opens_a_calendar_and_enter_takes_the_day(show: Show) -> None:
    field = date_field(date(2026, 11, 10))
    beside(field, show)
    edits: list[int] = []
    field.edited.connect(lambda: edits.append(1))
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.isVisible()
    view = calendar.focusProxy() or QApplication.focusWidget() or calendar
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)

    assert field.value() == date(2026, 11, 11)
    assert edits
    assert not calendar.isVisible()


def test_the_calendar_opens_on_today_when_the_date_cannot_be_read(show: Show) -> None:
    field = date_field()
    beside(field, show)
    QTest.keyClicks(field, "geen idee")
    field.open_calendar()
    calendar = field.findChild(QCalendarWidget)

    assert calendar is not None
    assert calendar.selectedDate().toPython() == TODAY


def test_the_wheel_never_changes_a_choice(show: Show) -> None:
    field = ComboField([("Koppel", 1), ("Ander", 2)])
    field.set_value(1)
    other = beside(field, show)
    wheel(field)
    other.setFocus()
    wheel(field)

    assert field.value() == 1
    assert not field.hasFocus()


def test_a_choice_is_the_value_itself_not_its_label(show: Show) -> None:
    field = ComboField([("Koppel", None), ("Ander", "other")])
    edits: list[int] = []
    field.edited.connect(lambda: edits.append(1))
    beside(field, show)
    QTest.keyClick(field, Qt.Key.Key_Down)

    assert field.value() == "other"
    assert edits == [1]


def test_filling_a_choice_from_the_program_is_no_edit() -> None:
    field = ComboField([("Koppel", 1), ("Ander", 2)])
    edits: list[int] = []
    field.edited.connect(lambda: edits.append(1))
    field.set_value(2)
    field.set_choices([("Nieuw", 3), ("Ander", 2)])

    assert field.value() == 2
    assert edits == []


def test_a_value_that_is_not_in_the_list_shows_as_no_choice() -> None:
    field = ComboField([("Koppel", 1)])
    field.set_value(9)

    assert field.value() is None
    assert field.currentText() == ""


def test_a_letter_chooses_from_the_list(show: Show) -> None:
    field = ComboField([("Koppel", 1), ("Ander", 2)])
    beside(field, show)
    QTest.keyClick(field, Qt.Key.Key_A)

    assert field.value() == 2


def test_a_note_grows_with_its_lines_and_stops_at_twelve(show: Show) -> None:
    field = NoteField()
    beside(field, show)
    heights = []
    for lines in (1, 2, 5, 12, 40):
        field.set_value("\n".join("regel" for _ in range(lines)))
        heights.append(field.height())

    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_tab_leaves_a_note(show: Show) -> None:
    field = NoteField()
    other = beside(field, show)
    QTest.keyClicks(field, "ok")
    QTest.keyClick(field, Qt.Key.Key_Tab)

    assert other.hasFocus()
    assert field.value() == "ok"


def test_only_the_user_edits_a_note(show: Show) -> None:
    field = NoteField()
    edits: list[int] = []
    field.edited.connect(lambda: edits.append(1))
    field.set_value("van vroeger")
    assert edits == []
    beside(field, show)
    QTest.keyClicks(field, "!")

    assert edits == [1]


def test_blanks_around_a_text_do_not_count(show: Show) -> None:
    field = TextField()
    beside(field, show)
    QTest.keyClicks(field, "  Peeters ")

    assert field.value() == "Peeters"


def test_escape_empties_the_search(show: Show) -> None:
    field = SearchField("Zoek een gezin")
    edits: list[int] = []
    beside(field, show)
    QTest.keyClicks(field, "pee")
    field.edited.connect(lambda: edits.append(1))
    QTest.keyClick(field, Qt.Key.Key_Escape)

    assert field.value() == ""
    assert edits == [1]


def test_a_check_is_set_with_the_space_bar_or_a_click_on_its_text(show: Show) -> None:
    field = CheckField("Tolk nodig")
    beside(field, show)
    QTest.keyClick(field, Qt.Key.Key_Space)
    assert field.value() is True
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(60, field.height() // 2))

    assert field.value() is False


def test_a_password_is_hidden_until_asked_to_show(show: Show) -> None:
    field = PasswordField()
    beside(field, show)
    QTest.keyClicks(field, " vier woorden ")
    assert field.displayText() != field.text()
    QTest.keyClick(field, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)

    assert field.displayText() == field.text()
    assert field.value() == " vier woorden "


def test_caps_lock_is_noticed_from_a_capital_without_shift(show: Show) -> None:
    field = PasswordField()
    noticed: list[bool] = []
    field.caps_lock_noticed.connect(noticed.append)
    beside(field, show)
    QTest.keyEvent(QTest.KeyAction.Click, field, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert noticed == []
    QTest.sendKeyEvent(QTest.KeyAction.Press, field, Qt.Key.Key_A, "A", Qt.KeyboardModifier.NoModifier)
    assert noticed == [True]
    QTest.sendKeyEvent(QTest.KeyAction.Press, field, Qt.Key.Key_A, "A", Qt.KeyboardModifier.ShiftModifier)

    assert noticed == [True, False]
