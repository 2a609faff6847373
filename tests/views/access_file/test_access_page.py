"""Passages about somebody else are decided on one by one; only then is the access file shown and let go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.record import MemberInput
from gezinscoach_desktop.domain.third_party import OMITTED, Decision, Verdict
from gezinscoach_desktop.services import intake as intake_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_member
from gezinscoach_desktop.views.access_file.page import AccessFilePage
from gezinscoach_desktop.views.access_file.places import access_file
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.letting_go.section import OwnDataSection
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.printing.preview import PrintPreview
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.reports.reading import text_of
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.real_office import ViewOf, desk, family, office_kind, view_of

__all__ = ["desk", "family", "office_kind", "view_of"]
STORY = "Emre verloor zijn werk, Sofie vond er een."


@pytest.fixture
def sofie(desk: Desk, family: UUID) -> UUID:
    """Sofie, with a story in which Emre has a part, and something that is hers alone."""
    made = add_member(desk, family, MemberInput("Sofie", "Nagy")).id
    add_member(desk, family, MemberInput("Emre", "Nagy"))
    intake_service.keep_intake(
        desk,
        family,
        intake_service.NEVER_KEPT,
        IntakeInput(story=STORY, strengths="Zij lacht graag.", matters="De ex belt soms."),
    )
    assert made is not None
    return made


@pytest.fixture
def page(
    desk: Desk, family: UUID, sofie: UUID, tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages,
    show: Callable[[QWidget], None],
) -> AccessFilePage:  # fmt: skip
    made = AccessFilePage(tasks, desk, dialogs, messages, family)
    made.resize(1298, 660)
    show(made)
    made.go_to(str(sofie))
    made.load()
    return made


def select(page: AccessFilePage, words: str) -> None:
    cursor = page.passage.text.textCursor()
    begin = STORY.index(words)
    cursor.setPosition(begin)
    cursor.setPosition(begin + len(words), QTextCursor.MoveMode.KeepAnchor)
    page.passage.text.setTextCursor(cursor)


def test_every_passage_is_looked_at_before_anything_can_be_let_go(
    page: AccessFilePage, desk: Desk, family: UUID, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    assert_every_focusable_widget_is_named(page)
    assert page.person_field.currentText() == "Sofie Nagy"
    assert [row.text for row in page.model.shown_rows] == [STORY, "De ex belt soms."]
    assert page.count_label.text() == "Nog 2 teksten na te kijken"
    assert not page.print_button.isEnabled()
    assert page.passage.found_label.text() == "Gevonden: “Emre”"
    assert page.passage.result_label.text() == f"{OMITTED} verloor zijn werk, Sofie vond er een."

    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.count_label.text() == "Nog 1 tekst na te kijken"
    assert page.table.current_row is page.model.shown_rows[1]
    page.passage.verdict.chips[0].click()
    assert page.count_label.text() == "Alles is nagekeken"
    assert page.decisions["intake/matters"] == Decision(Verdict.KEEP)

    target = tmp_path / "inzage.pdf"
    dialogs.will_answer(target)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    told = text_of(target.read_bytes())
    assert f"{OMITTED} verloor zijn werk" in told
    assert "Emre" not in told
    assert "De ex belt soms." in told
    last = desk.office.read(audit.entries)[-1]
    assert (last.action, last.family_id, last.details["left_out"]) == ("print", family, 1)


def test_a_selection_goes_out_and_comes_back(page: AccessFilePage) -> None:
    select(page, "verloor zijn werk")
    QTest.keyClick(page.passage.text, Qt.Key.Key_Delete)
    assert page.passage.result_label.text() == f"{OMITTED}, Sofie vond er een."
    select(page, "Emre verloor")
    page.passage.put_back_button.click()
    assert page.passage.result_label.text() == f"Emre verloor {OMITTED}, Sofie vond er een."
    page.passage.verdict.chips[2].click()
    assert page.passage.result_label.text() == OMITTED
    assert page.decisions["intake/story"].verdict is Verdict.LEAVE_OUT


def test_texts_in_which_nobody_was_found_can_be_looked_at_too(page: AccessFilePage) -> None:
    page.everything_field.click()
    shown = {row.key: row for row in page.model.shown_rows}
    assert "intake/strengths" in shown
    page.table.choose("intake/strengths")
    assert page.passage.found_label.text() == "Er is niemand anders in gevonden."
    page.passage.verdict.chips[2].click()
    page.accept_button.click()
    assert page.count_label.text() == "Alles is nagekeken"
    assert page.decisions["intake/strengths"].verdict is Verdict.LEAVE_OUT


def test_somebody_else_begins_anew_and_the_preview_bears_no_name(page: AccessFilePage) -> None:
    page.accept_button.click()
    page.person_field.setFocus()
    QTest.keyClick(page.person_field, Qt.Key.Key_Up)
    QTest.keyClick(page.person_field, Qt.Key.Key_Down)
    assert page.decisions == {}
    page.accept_button.click()
    page.print_here()
    preview = page.window().findChild(PrintPreview)
    assert preview is not None
    assert "Inzagedossier G-" in preview.windowTitle()
    assert preview.pages.page_count > 1


def test_a_family_without_members_says_what_to_do(
    desk: Desk, family: UUID, tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages,
    show: Callable[[QWidget], None],
) -> None:  # fmt: skip
    page = AccessFilePage(tasks, replace(desk), dialogs, messages, family)
    show(page)
    page.load()
    assert "Voeg eerst een gezinslid toe" in page.nothing.sentence
    assert not page.save_button.isEnabled()


def test_who_asks_to_see_the_own_file_gets_it_from_where_the_question_stands(
    view_of: ViewOf, family: UUID, sofie: UUID
) -> None:
    view = view_of(family, "dossier/own_data")
    places: list[Destination] = []
    view.left_for.connect(places.append)
    section = next(iter(view.findChildren(OwnDataSection)))
    section.access_button.click()
    assert places == [access_file(family)]
