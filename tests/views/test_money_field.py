"""What a user may rely on while filling in an amount."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.money_field import MoneyField
from tests.views.looks import LOOKS

pytestmark = LOOKS

Show = Callable[[QWidget], None]


def beside(field: QWidget, show: Show) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(TextField())
    show(window)
    field.setFocus()


def test_an_amount_is_understood_as_typed_and_shown_in_full_after_leaving(show: Show) -> None:
    field = MoneyField()
    beside(field, show)
    QTest.keyClicks(field, "1234,5")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "€\u00a01.234,50"
    assert field.value() == 123450


def test_an_amount_that_cannot_be_read_stays_and_says_so(show: Show) -> None:
    field = MoneyField()
    field.setObjectName("amount")
    beside(field, show)
    QTest.keyClicks(field, "twintig")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "twintig"
    with pytest.raises(InvalidInput) as caught:
        field.value()
    assert caught.value.field == "amount"


def test_an_empty_field_has_no_amount() -> None:
    field = MoneyField(500)
    field.set_value(None)
    assert field.value() is None
