"""Fields for a time of day and for a length."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.time_field import LengthField, TimeField
from tests.views.looks import LOOKS

pytestmark = LOOKS

Show = Callable[[QWidget], None]


@pytest.mark.parametrize(
    ("kind", "typed", "minutes", "shown"),
    [
        (TimeField, "14u30", 870, "14:30"),
        (TimeField, "9", 540, "09:00"),
        (LengthField, "90", 90, "1 u 30"),
        (LengthField, "1 uur", 60, "1 uur"),
    ],
)
def test_what_is_typed_is_tidied_when_the_field_is_left(
    kind: type[TimeField] | type[LengthField], typed: str, minutes: int, shown: str, show: Show
) -> None:
    holder, field, other = QWidget(), kind(), QLineEdit()
    column = QVBoxLayout(holder)
    column.addWidget(field)
    column.addWidget(other)
    show(holder)
    edits: list[None] = []
    field.edited.connect(lambda: edits.append(None))
    field.setFocus()
    QTest.keyClicks(field, typed)
    assert field.value() == minutes
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == shown
    assert len(edits) == len(typed)


def test_what_cannot_be_read_stays_as_typed_and_is_refused_by_name(show: Show) -> None:
    field = TimeField()
    field.setObjectName("begins_at")
    show(field)
    field.setFocus()
    QTest.keyClicks(field, "half twee")
    field.clearFocus()
    assert field.text() == "half twee"
    with pytest.raises(InvalidInput) as refused:
        field.value()
    assert refused.value.field == "begins_at"


def test_an_empty_field_has_no_value() -> None:
    field = LengthField(45)
    assert field.text() == "45 min"
    field.set_value(None)
    assert field.value() is None
