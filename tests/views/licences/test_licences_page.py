"""What a user may rely on: every part is listed, can be looked for, and its whole text can be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.services.licences import Part
from gezinscoach_desktop.views.licences import page as page_module
from gezinscoach_desktop.views.licences.page import LicencesPage
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named

Show = Callable[[QWidget], None]
_PARTS = (
    Part("gezinscoach", "Gezinscoach Desktop", "1.0", "MIT", "", "dit programma zelf"),
    Part("icu", "ICU", "73", "Unicode-3.0", "https://icu.unicode.org", "hoort bij Qt"),
    Part("qt", "Qt", "6.11.3", "LGPL-3.0-only", "https://www.qt.io", "vensters"),
    Part("zlib", "zlib", "", "Zlib", "https://www.zlib.net", "inpakken"),
)


@pytest.fixture
def page(tasks: InlineTasks, show: Show, monkeypatch: pytest.MonkeyPatch) -> LicencesPage:
    monkeypatch.setattr(page_module, "read_parts", lambda: _PARTS)
    monkeypatch.setattr(page_module, "read_licence", lambda key: f"De hele tekst van {key}.")
    made = LicencesPage(tasks)
    show(made)
    made.load()
    return made


def test_the_first_part_is_shown_with_its_whole_text(page: LicencesPage) -> None:
    assert page.header.subtitle == "4 onderdelen van dit programma"
    assert page.name_label.text() == "Gezinscoach Desktop"
    assert page.licence_label.text() == "MIT  ·  1.0"
    assert page.what_label.text() == "Dit programma zelf"
    assert page.text_view.toPlainText() == "De hele tekst van gezinscoach."
    assert page.text_view.isReadOnly()


def test_arrows_walk_through_the_parts_while_the_cursor_stays_in_the_search_field(page: LicencesPage) -> None:
    page.find_here()

    QTest.keyClick(page.search_field, Qt.Key.Key_Down)
    QTest.keyClick(page.search_field, Qt.Key.Key_Down)
    QTest.keyClick(page.search_field, Qt.Key.Key_Up)

    assert page.name_label.text() == "ICU"
    assert page.search_field.hasFocus()
    QTest.keyClick(page.search_field, Qt.Key.Key_PageDown)
    assert page.name_label.text() == "zlib"


def test_a_part_is_found_by_name_first_then_by_what_it_is_for_or_its_licence(page: LicencesPage) -> None:
    QTest.keyClicks(page.search_field, "qt")
    assert [part.name for part in page.parts_list.entries] == ["Qt", "ICU"]
    assert page.text_view.toPlainText() == "De hele tekst van qt."

    assert page.header.subtitle == "2 van de 4 onderdelen van dit programma"
    page.search_field.setText("lgpl")
    assert [part.name for part in page.parts_list.entries] == ["Qt"]


def test_what_was_marked_stays_marked_when_the_search_is_wiped(page: LicencesPage) -> None:
    page.search_field.setText("zlib")

    QTest.keyClick(page.search_field, Qt.Key.Key_Escape)

    assert len(page.parts_list.entries) == 4
    assert page.name_label.text() == "zlib"
    assert page.parts_list.current == _PARTS[3]


def test_nothing_found_says_what_to_do(page: LicencesPage) -> None:
    page.search_field.setText("bestaat niet")

    assert page.none_label.isVisible()
    assert not page.reading.isEnabled()
    page.search_field.clear()
    assert not page.none_label.isVisible()
    assert page.reading.isEnabled()


def test_back_is_asked_with_the_arrow_and_everything_has_a_name(page: LicencesPage) -> None:
    asked: list[bool] = []
    page.back_wanted.connect(lambda: asked.append(True))

    page.header.back_button.click()

    assert asked == [True]
    assert_every_focusable_widget_is_named(page)
    assert page.help_topic == "licenties"
