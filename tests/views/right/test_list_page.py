"""The office's list of rights: looked through, kept up, taken out and in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.right import RightInput
from gezinscoach_desktop.domain.right_file import RightProblem, RightsFile, RightWanted
from gezinscoach_desktop.domain.right_list import Right, right_id
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.right.import_dialog import ImportDialog
from gezinscoach_desktop.views.right.list_page import RightsListPage
from gezinscoach_desktop.views.right.right_dialog import RightDialog
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.samples import TODAY
from tests.views.right.conftest import Answers

Show = Callable[[QWidget], None]
LEEFLOON, DAVO = right_id("leefloon"), right_id("davo")


@pytest.fixture
def make_list(
    answers: Answers, tasks: InlineTasks, desk: Desk, dialogs: ScriptedDialogs, messages: Messages, show: Show
) -> Callable[..., RightsListPage]:
    def make(*roles: OfficeRole) -> RightsListPage:
        account = replace(desk.account, roles=frozenset(roles or {OfficeRole.COORDINATOR}))
        page = RightsListPage(tasks, replace(desk, account=account), dialogs, messages)
        tasks.changed.connect(page.refresh)
        page.resize(1240, 700)
        show(page)
        page.load()
        return page

    return make


def names(page: RightsListPage) -> list[str]:
    return [right.details.name for right in page.model.shown_rows]


def chosen(page: RightsListPage, wanted: object) -> Right:
    assert page.table.choose(wanted)
    right = page.table.current_row
    assert right is not None
    return right


def texts(widget: QWidget) -> str:
    return "\n".join(found.text() for found in widget.findChildren(QLabel) if found.isVisibleTo(widget))


def test_the_list_is_searched_by_name_explanation_and_who_grants_it(
    make_list: Callable[..., RightsListPage],
) -> None:
    page = make_list()
    assert page.header.subtitle == "6 rechten"
    page.search_field.setText("onderhoudsgeld fod")
    assert names(page) == ["Voorschot op onderhoudsgeld (DAVO)"]
    page.search_field.setText("bestaat niet")
    assert page._stack.currentWidget() is page._nothing_found
    page._nothing_found.button.click()
    assert len(names(page)) == 6


def test_the_list_shows_one_life_domain(make_list: Callable[..., RightsListPage]) -> None:
    page = make_list()
    page.domain_field.set_value(LifeDomain.MOBILITY)
    page.domain_field.edited.emit()
    assert names(page) == ["Verminderd tarief NMBS"]


def test_what_is_out_of_the_list_is_hidden_until_asked_for(
    answers: Answers, make_list: Callable[..., RightsListPage], said: list[Message]
) -> None:
    page = make_list()
    chosen(page, LEEFLOON)
    page.panel.retire_button.click()
    assert len(names(page)) == 5
    assert said[-1].text == "Het recht is uit de lijst."
    page.retired_field.click()
    assert len(names(page)) == 6
    chosen(page, LEEFLOON)
    assert "Uit de lijst sinds 22/11/2026" in texts(page.panel)
    page.panel.retire_button.click()
    assert said[-1].text == "Het recht staat weer in de lijst."
    page.retired_field.click()
    assert len(names(page)) == 6


def test_taking_a_shipped_right_out_is_undone_to_what_was_shipped(
    answers: Answers, make_list: Callable[..., RightsListPage], said: list[Message]
) -> None:
    page = make_list()
    before = chosen(page, LEEFLOON)
    page.panel.retire_button.click()
    assert said[-1].action is not None
    said[-1].action()
    assert answers.kept[-1] == ("reset", LEEFLOON, 1)
    assert chosen(page, LEEFLOON) == before


def test_undoing_keeps_what_the_office_had_noted_before(
    answers: Answers, make_list: Callable[..., RightsListPage], said: list[Message]
) -> None:
    page = make_list()
    right = chosen(page, LEEFLOON)
    answers.change_right(page._desk, LEEFLOON, 0, replace(right.details, checked_on=TODAY))
    page.load()
    chosen(page, LEEFLOON)
    page.panel.retire_button.click()
    assert said[-1].action is not None
    said[-1].action()
    again = chosen(page, LEEFLOON)
    assert (again.details.checked_on, again.details.retired_on) == (TODAY, None)


def test_going_back_to_the_shipped_text_is_undone_too(
    answers: Answers, make_list: Callable[..., RightsListPage], said: list[Message]
) -> None:
    page = make_list()
    right = chosen(page, DAVO)
    assert not page.panel.reset_button.isVisible()
    changed = replace(right.details, granted_by="Anders")
    answers.change_right(page._desk, DAVO, 0, changed)
    page.load()
    chosen(page, DAVO)
    page.panel.reset_button.click()
    assert chosen(page, DAVO).details == right.details
    assert said[-1].action is not None
    said[-1].action()
    assert chosen(page, DAVO).details == changed


def test_checked_today_is_noted_for_one_or_for_all_that_is_shown(
    answers: Answers, make_list: Callable[..., RightsListPage], said: list[Message]
) -> None:
    page = make_list()
    right = chosen(page, DAVO)
    page.panel.checked_button.click()
    assert answers.kept == [("note_checked", (right,))]
    page.domain_field.set_value(LifeDomain.FINANCES)
    page.domain_field.edited.emit()
    page.note_all_checked()
    assert answers.kept[1] == ("note_checked", tuple(page.model.shown_rows))
    assert said[-1].text == "Vandaag nagekeken: 2 rechten."


def test_a_right_is_changed_from_the_keyboard(
    answers: Answers, make_list: Callable[..., RightsListPage]
) -> None:
    page = make_list()
    chosen(page, DAVO)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    dialog = page.findChild(RightDialog)
    assert dialog is not None
    dialog.checked_on.setText("vandaag")
    dialog.granted_by.set_value("FOD")
    dialog.submit()
    kind, wanted_id, version, details = answers.kept[0]
    assert (kind, wanted_id, version) == ("change", DAVO, 0)
    assert (details.granted_by, details.checked_on) == ("FOD", TODAY)
    assert details.domains == (LifeDomain.FINANCES, LifeDomain.ADMINISTRATION)
    assert chosen(page, DAVO).details.granted_by == "FOD"


def test_a_right_is_added_and_what_is_wrong_is_told_at_its_field(
    answers: Answers, make_list: Callable[..., RightsListPage]
) -> None:
    page = make_list()
    page.new_here()
    dialog = page.findChild(RightDialog)
    assert dialog is not None
    answers.refusal = InvalidInput("Geef het recht een naam.", field="name")
    dialog.submit()
    assert dialog.form.error_of("name") == "Geef het recht een naam."
    dialog.name.set_value("Pamperbank")
    dialog.domains.set_value([LifeDomain.MATERIAL])
    dialog.submit()
    assert answers.kept == [("add_right", RightInput("Pamperbank", domains=(LifeDomain.MATERIAL,)))]


def test_a_coach_looks_and_changes_nothing(make_list: Callable[..., RightsListPage]) -> None:
    page = make_list(OfficeRole.COACH)
    chosen(page, DAVO)
    for made in (page.panel.edit_button, page.panel.retire_button, page.panel.checked_button):
        assert not made.isVisible()
    page.new_here()
    page.edit()
    assert page.findChild(RightDialog) is None


def test_a_link_leads_to_one_right_also_when_it_is_out_of_the_list(
    answers: Answers, make_list: Callable[..., RightsListPage]
) -> None:
    answers.rights = [
        replace(right, details=replace(right.details, retired_on=TODAY)) if right.id == DAVO else right
        for right in answers.rights
    ]
    page = make_list()
    page.go_to(str(DAVO))
    assert page.table.current_row is not None
    assert page.table.current_row.id == DAVO


def test_the_list_goes_out_to_a_file(
    answers: Answers,
    make_list: Callable[..., RightsListPage],
    dialogs: ScriptedDialogs,
    said: list[Message],
    tmp_path: Path,
) -> None:
    page = make_list(OfficeRole.COACH)
    dialogs.will_answer(None, tmp_path / "rechten.csv")
    page.export()
    assert answers.kept == []
    page.export()
    assert answers.kept == [("export", tmp_path / "rechten.csv")]
    assert said[-1].text == "6 rechten bewaard in “rechten.csv”."


def test_a_file_is_shown_first_and_comes_in_with_its_button(
    answers: Answers,
    make_list: Callable[..., RightsListPage],
    dialogs: ScriptedDialogs,
    said: list[Message],
    tmp_path: Path,
) -> None:
    new = RightWanted(None, 0, RightInput("Pamperbank"), is_new=True)
    answers.file = RightsFile((new, RightWanted(DAVO, 0, RightInput("DAVO anders"))), 4, ())
    page = make_list()
    dialogs.will_answer(tmp_path / "rechten.csv")
    page.open_import()
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    told = texts(dialog)
    assert "1 nieuw, 1 gewijzigd, 4 ongewijzigd" in told
    assert "Pamperbank." in told
    assert answers.kept == []
    dialog.submit()
    assert answers.kept == [("import",)]
    assert said[-1].text == "2 rechten ingelezen in de lijst."


def test_a_file_with_wrong_lines_cannot_come_in(
    answers: Answers, make_list: Callable[..., RightsListPage], dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    problems = tuple(RightProblem(line, f"Regel {line}, kolom “naam”: fout.") for line in range(2, 20))
    answers.file = RightsFile((RightWanted(None, 0, RightInput("x"), is_new=True),), 0, problems)
    page = make_list()
    dialogs.will_answer(tmp_path / "rechten.csv")
    page.open_import()
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    assert "Regel 2, kolom “naam”: fout." in texts(dialog)
    assert "En nog 6 regels." in texts(dialog)
    dialog.copy_button.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 18
    dialog.submit()
    assert answers.kept == []


def test_whoever_cannot_see_hears_every_part(make_list: Callable[..., RightsListPage]) -> None:
    page = make_list()
    assert_every_focusable_widget_is_named(page)
    page.new_here()
    dialog = page.findChild(RightDialog)
    assert dialog is not None
    assert_every_focusable_widget_is_named(dialog)
