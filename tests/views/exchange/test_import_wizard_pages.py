"""Somebody's own sheet, from choosing it to undoing it, by keys and clicks in a real office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.mapping import ColumnPlan
from gezinscoach_desktop.domain.mapping_fields import Field
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import list_families, read_family
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.exchange.check_view import Part
from gezinscoach_desktop.views.exchange.import_page import ImportPage
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.real_office import desk as desk
from tests.views.real_office import office_kind as office_kind

Show = Callable[[QWidget], None]
LINES = (
    "Naam gezin;Gemeente;Voornaam;Geslacht;income;Extra",
    "Nagy;Mol;Sofie;v;3;a",
    "Nagy;Mol;Noah;jongetje;;b",
    "Diallo;Geel;Awa;v;2;c",
    ";Geel;Kofi;m;2;d",
)


@pytest.fixture
def page(desk: Desk, tasks: InlineTasks, dialogs: ScriptedDialogs, show: Show) -> ImportPage:
    made = ImportPage(tasks, desk, dialogs)
    made.resize(1298, 660)
    show(made)
    made.load()
    return made


def choose(page: ImportPage, dialogs: ScriptedDialogs, folder: Path, *lines: str) -> Path:
    path = folder / "gezinnen.csv"
    path.write_text("\r\n".join(lines), encoding="cp1252", newline="")
    dialogs.will_answer(path)
    QTest.keyClick(page.choose.choose_button, Qt.Key.Key_Space)
    return path


def step(page: ImportPage) -> QWidget | None:
    """What is shown now."""
    return page.step


def click(widget: QWidget) -> None:
    assert widget.isEnabled(), "nothing to click"
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_sheet_comes_in_after_its_columns_and_words_are_told(
    page: ImportPage, desk: Desk, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    choose(page, dialogs, tmp_path, *LINES)
    assert step(page) is page.columns
    assert [field.currentText() for field in page.columns.fields] == [
        "Naam van het gezin", "Gemeente", "Voornaam", "Geslacht", "Score: Inkomen", "Niet inlezen",
    ]  # fmt: skip
    assert page.columns.date_field.isVisible()
    assert_every_focusable_widget_is_named(page)
    page.columns.date_field.setText("1/6/2026")
    QTest.keyClick(page.columns.try_button, Qt.Key.Key_Space)

    check = page.check
    assert step(page) is check
    assert check.tab_bar.currentIndex() == Part.WORDS
    assert not check.begin_button.isEnabled()
    assert_every_focusable_widget_is_named(page)
    [(unknown, field)] = check.words.fields
    assert (unknown.word, unknown.count) == ("jongetje", 1)
    field.set_value("male")
    click(check.words.again_button)
    assert not check.tab_bar.isTabVisible(Part.WORDS)
    assert [(each.line, each.column) for each in check.errors.shown_rows] == [(5, "Naam van het gezin")]
    click(check.save_button)
    saved = (tmp_path / "gezinnen-lijst-fouten.csv").read_text("utf-8-sig").splitlines()
    assert saved[1].startswith("5;Naam van het gezin;")
    check.tab_bar.setCurrentIndex(Part.FAMILIES)
    assert check.families.data(check.families.index(0, 2)) == "Sofie, Noah"
    assert list_families(desk) == ()

    check.skip_field.click()
    click(check.begin_button)
    assert step(page) is page.result
    assert "2 nieuwe gezinnen" in page.result.text
    assert (tmp_path / "gezinnen-fouten.csv").exists()
    nagy = next(row for row in list_families(desk) if row.name == "Nagy")
    assert [each.details.given_name for each in read_family(desk, nagy.id).members] == ["Sofie", "Noah"]

    click(page.result.undo_button)
    dialog = page.undo_dialog
    assert dialog is not None
    assert "2 gezinnen met 3 gezinsleden en 2 momentopnamen." in dialog.text
    assert_every_focusable_widget_is_named(dialog)
    assert not dialog.submit_button.isEnabled()
    QTest.keyClicks(dialog.typed_field, "Weghalen")
    click(dialog.submit_button)
    assert list_families(desk) == ()
    assert step(page) is page.imports
    assert not page.imports.undo_button.isEnabled()


def test_a_sheet_without_a_family_says_what_to_choose_and_columns_are_remembered(
    page: ImportPage, desk: Desk, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    choose(page, dialogs, tmp_path, "Wie;Waar", "Nagy;Mol")
    click(page.columns.try_button)
    assert step(page) is page.columns
    assert "naam van het gezin" in page.columns.error_label.text()
    first, second = page.columns.fields
    for field in (first, second):
        field.set_value(ColumnPlan(Field.FAMILY_NAME))
    click(page.columns.try_button)
    assert "Twee kolommen" in page.columns.error_label.text()
    second.set_value(ColumnPlan(Field.MUNICIPALITY))
    click(page.columns.try_button)
    click(page.check.begin_button)
    assert [row.municipality for row in list_families(desk)] == ["Mol"]
    click(page.result.other_button)
    choose(page, dialogs, tmp_path, "Wie;Waar", "Nagy;Mol", "Nagi;Mol")
    assert page.columns.fields[0].value() == ColumnPlan(Field.FAMILY_NAME)
    click(page.columns.try_button)
    assert page.check.families_tile.accessibleName() == "Gezinnen: 1. nieuw, 1 al bekend"


def test_a_family_that_may_be_there_is_asked_about(
    page: ImportPage, desk: Desk, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    choose(page, dialogs, tmp_path, "Code;Gezinsnaam", "1;Diallo", "2;Diallo")
    click(page.columns.try_button)
    click(page.check.begin_button)
    click(page.result.other_button)
    choose(page, dialogs, tmp_path, "Gezinsnaam;Wijk", "Diallo;Donk")
    click(page.columns.try_button)
    assert page.check.tab_bar.currentIndex() == Part.DOUBTS
    assert not page.check.begin_button.isEnabled()
    [(_, field)] = page.check.doubts.fields
    field.set_value("2")
    click(page.check.doubts.again_button)
    click(page.check.begin_button)
    assert {row.code: row.neighbourhood for row in list_families(desk)} == {"1": "", "2": "Donk"}


def test_what_cannot_be_read_is_told_in_place(
    page: ImportPage, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    choose(page, dialogs, tmp_path, "")
    assert step(page) is page.choose
    assert page.choose.error_label.text() == "“gezinnen.csv” is leeg."
    click(page.imports_button)
    assert step(page) is page.imports
    assert page.imports.nothing.isVisible()


def test_a_family_that_looks_like_one_is_shown_before_it_becomes_a_second(
    page: ImportPage, desk: Desk, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    choose(page, dialogs, tmp_path, "Gezinsnaam;Gemeente", "Vandenbroeck;Geel")
    click(page.columns.try_button)
    click(page.check.begin_button)
    [row] = list_families(desk)
    click(page.result.other_button)
    choose(page, dialogs, tmp_path, "Gezinsnaam;Gemeente", "Vandenbroek;Geel")
    click(page.columns.try_button)
    assert page.check.tab_bar.currentIndex() == Part.DOUBTS
    [(_, field)] = page.check.doubts.fields
    assert field.hasFocus()
    assert f"Lijkt op {row.code} Vandenbroeck (Geel): " in field.accessibleDescription()
    field.set_value(row.code)
    click(page.check.doubts.again_button)
    assert page.check.hint_label.text() == "Alles uit dit bestand staat er al."


def test_what_was_chosen_is_looked_at_again_before_it_comes_in(
    page: ImportPage, desk: Desk, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    choose(page, dialogs, tmp_path, "Gezinsnaam;Gemeente", "Vandenbroeck;Geel")
    click(page.columns.try_button)
    click(page.check.begin_button)
    [row] = list_families(desk)
    click(page.result.other_button)
    rows = ("Vandenbroek;Geel;Sofie;v", "Vandenbroek;Geel;Noah;jongetje")
    choose(page, dialogs, tmp_path, "Gezinsnaam;Gemeente;Voornaam;Geslacht", *rows)
    click(page.columns.try_button)
    check = page.check
    [(_, same)] = check.doubts.fields
    same.set_value(row.code)
    same.activated.emit(same.currentIndex())
    check.skip_field.click()
    assert not check.begin_button.isEnabled()
    assert "Opnieuw nakijken" in check.hint_label.text()
    [(_, word)] = check.words.fields
    word.set_value("male")
    word.activated.emit(word.currentIndex())
    check.tab_bar.setCurrentIndex(Part.WORDS)
    click(check.words.again_button)
    [(_, same)] = check.doubts.fields
    assert same.value() == row.code, "what was chosen under the other tab counts too"
    click(check.begin_button)
    assert [each.code for each in list_families(desk)] == [row.code]
