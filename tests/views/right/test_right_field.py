"""Naming a right: by any word, with the keyboard, and only one of the list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.right_list import right_id
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.right.right_field import RightField
from tests.views.right.conftest import some_rights

Show = Callable[[QWidget], None]


@pytest.fixture
def field(show: Show) -> RightField:
    """With another field after it to go to."""
    window = QWidget()
    column = QVBoxLayout(window)
    made = RightField(some_rights())
    made.setAccessibleName("Recht")
    column.addWidget(made)
    column.addWidget(TextField())
    column.addStretch(1)
    window.resize(500, 400)
    show(window)
    made.setFocus()
    return made


def test_tab_takes_what_stands_first(field: RightField) -> None:
    QTest.keyClicks(field, "onderhoudsgeld")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.value() == right_id("davo")
    assert field.text() == "Voorschot op onderhoudsgeld (DAVO)"
    assert not field.suggestions.isVisible()


def test_tab_past_an_empty_field_takes_nothing(field: RightField) -> None:
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert len(field.suggestions.texts) == 6
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.value() is None


def test_escape_closes_the_list_and_keeps_what_was_typed(field: RightField) -> None:
    QTest.keyClicks(field, "uit")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.suggestions.isVisible()
    assert (field.text(), field.value()) == ("uit", None)


def test_typing_on_after_a_choice_is_no_choice_any_more(field: RightField) -> None:
    field.set_value(right_id("uitpas"))
    QTest.keyClicks(field, "x")
    assert field.value() is None


def test_a_name_goes_before_an_explanation(field: RightField) -> None:
    QTest.keyClicks(field, "onderhoudsgeld")
    assert len(field.suggestions.texts) == 1
    field.clear()
    QTest.keyClicks(field, "tarief")  # in the explanation of others, in the name of these
    names = [text.partition(" · ")[0].lower() for text in field.suggestions.texts]
    has_it = ["tarief" in name for name in names]
    assert has_it == sorted(has_it, reverse=True)
    assert any(has_it)


def test_the_whole_list_opens_with_its_arrow(field: RightField) -> None:
    field.set_value(right_id("uitpas"))
    field.open_list()
    assert len(field.suggestions.texts) == 6
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == some_rights()[0].id
