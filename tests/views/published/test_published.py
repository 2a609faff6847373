"""Released figures on screen: released, shown without anything behind them, withdrawn and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gezinscoach_desktop.domain.figures import Cell, Counted, FigureBlock, FigureTable, Label
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.suppression import HIDDEN_N
from gezinscoach_desktop.services import published_figures
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.published_figures import list_released, releasable, release
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.published.page import PublishedPage, ReleaseWindow
from gezinscoach_desktop.views.published.release_dialog import ReleaseDialog
from gezinscoach_desktop.views.published.tables import ReleasedTables, is_empty, over, shown_text
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.services.releases import small_figures
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.real_office import desk as desk
from tests.views.real_office import office_kind as office_kind

Show = Callable[[QWidget], None]


@pytest.fixture
def page(
    desk: Desk, tasks: InlineTasks, messages: Messages, show: Show, monkeypatch: pytest.MonkeyPatch
) -> PublishedPage:
    for municipality in ("Balen", "Mol"):
        add_family(desk, FamilyInput(name="Nagy", municipality=municipality))
    monkeypatch.setattr(published_figures, "counted_years", small_figures)
    page = PublishedPage(tasks, desk, messages)
    tasks.changed.connect(page.refresh)
    page.resize(1240, 700)
    show(page)
    page.load()
    return page


def texts(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel)]


def test_a_year_is_released_and_shown_in_a_window_without_anything_to_click(
    page: PublishedPage, desk: Desk
) -> None:
    assert page.nothing.button.isVisible()
    page.nothing.button.click()
    [dialog] = page.findChildren(ReleaseDialog)
    assert_every_focusable_widget_is_named(dialog)
    assert dialog.year_field.value() == desk.today().year - 1, "the year that is over is proposed"
    dialog.year_field.set_choices([("2022", 2022)])
    dialog.place_field.set_value(releasable(desk)[0])
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    [found] = list_released(desk)
    assert page.model.shown_rows[0].municipality == found.municipality
    assert {"Profiel", "Rij 0", "7"} <= set(texts(page.tables))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    [window] = page.findChildren(ReleaseWindow)
    assert found.municipality not in window.windowTitle(), "other programs read the title bar"
    assert f"Gezinscoaches in {found.municipality}, 2022" in texts(window)
    assert window.findChildren(QPushButton) == []
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert_every_focusable_widget_is_named(page)


def test_the_keyboard_is_on_the_list_on_arrival_and_not_on_the_arrow_back(
    page: PublishedPage, desk: Desk
) -> None:
    assert page.focusWidget() is page.nothing.button
    release(desk, releasable(desk)[0], 2022)
    page.header.back_button.setFocus()
    page.load()
    assert page.focusWidget() is page.table


def test_a_release_of_a_year_that_was_not_over_says_so(page: PublishedPage, desk: Desk) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    on = replace(desk, today=lambda: date(2026, 11, 22), now=lambda: noon)
    release(on, releasable(on)[0], 2026)
    page.load()
    said = "Geteld tot en met 22/11/2026: 2026 was toen nog niet om."
    assert said in texts(page.tables)
    page.show_window()
    [window] = page.findChildren(ReleaseWindow)
    assert said in texts(window)
    release(desk, releasable(desk)[1], 2022)
    whole = ReleaseWindow(list_released(desk)[-1], parent=page)
    assert not any(text.startswith("Geteld tot") for text in texts(whole))


def test_what_cannot_be_released_is_said_in_the_dialog(page: PublishedPage, desk: Desk) -> None:
    page.new_here()
    [dialog] = page.findChildren(ReleaseDialog)
    dialog.place_field.set_choices([("Nergens", "Nergens")])
    dialog.year_field.set_choices([("1990", 1990)])
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert "Van Nergens zijn er geen cijfers in 1990" in dialog.form.error_of("municipality")
    assert list_released(desk) == ()


def test_withdrawn_and_back(page: PublishedPage, desk: Desk, said: list[Message]) -> None:
    release(desk, releasable(desk)[0], 2022)
    page.load()
    page.table.setFocus()
    page.withdraw()
    assert page.nothing.button.isVisible()
    assert said[-1].action is not None
    said[-1].action()
    assert page.model.rowCount() == 1


def table(*rows: tuple[Cell, ...], n: int = 12, note: str = "") -> FigureTable:
    labels = tuple(Label(str(place), f"Rij {place}") for place in range(len(rows)))
    columns = tuple(Label(str(place), f"Kolom {place}") for place in range(len(rows[0])))
    return FigureTable(
        "reach.x", FigureBlock.REACH, "Titel", Counted.FAMILIES, labels, columns, rows, n=n, note=note
    )


def test_hidden_empty_and_shown_cells_look_different() -> None:
    one = table((Cell(7, 5), Cell(None, 1), Cell(None, 0), Cell(0, 0)))
    assert [shown_text(one, 0, column) for column in range(4)] == ["7", "–*", "", "0"]
    assert (over(one), over(table((Cell(7, 5),), n=HIDDEN_N))) == ("n = 12", "")
    assert is_empty(table((Cell(0, 0), Cell(None, 0))))
    assert not is_empty(table((Cell(None, 1),)))


def test_tables_that_tell_nothing_are_left_out(show: Show) -> None:
    page = QPushButton("Iets om op te staan")
    show(page)
    shown = ReleasedTables(page)
    shown.show_tables((table((Cell(0, 0),)),))
    assert "Titel" not in texts(shown)
    shown.show_tables((table((Cell(8, 5),), note="Zonder wie nog niet gemeten is."),))
    assert {"Titel", "Rij 0", "8", "n = 12 · Zonder wie nog niet gemeten is."} <= set(texts(shown))
