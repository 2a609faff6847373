"""Adding and changing a family and its members, by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, KeptForLater
from gezinscoach_desktop.domain.family import Known, Likeness
from gezinscoach_desktop.domain.household import Living, Role, Stay
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, MemberInput
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.family.edit_family import EditFamilyDialog
from gezinscoach_desktop.views.family.family_fields import LABELS as FAMILY_LABELS
from gezinscoach_desktop.views.family.member_form import LABELS as MEMBER_LABELS
from gezinscoach_desktop.views.family.member_form import MemberDialog
from gezinscoach_desktop.views.family.new_family_page import NewFamilyPage
from gezinscoach_desktop.views.family.phase_dialog import PhaseDialog
from gezinscoach_desktop.views.family.view import FamilyView
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.conftest import Answers, Travels
from tests.views.family.samples import LINA, TODAY

Show = Callable[[QWidget], None]
FAMILY = UUID(int=1)


# ------------------------------------------------------------------------------------------------ new family


@pytest.fixture
def page(answers: Answers, tasks: InlineTasks, messages: Messages, desk: Desk, show: Show) -> NewFamilyPage:
    made = NewFamilyPage(tasks, messages, desk)
    made.resize(1298, 660)
    show(made)
    made.load()
    return made


def test_a_code_is_proposed_and_the_name_has_the_focus(page: NewFamilyPage) -> None:
    assert page.fields.code.value() == "G-2026-105"
    assert page.fields.name.hasFocus()


def test_a_family_with_members_is_added_and_opened(page: NewFamilyPage, answers: Answers) -> None:
    travels = Travels(page)
    QTest.keyClicks(page.fields.name, "Peeters")
    adult, child = page.members.given_name_fields
    QTest.keyClicks(adult, "Sofie")
    QTest.keyClicks(child, "Lina")
    QTest.keyClicks(page.members.birth_date_fields[1], "2/5/18")
    QTest.mouseClick(page.add_button, Qt.MouseButton.LeftButton)
    assert answers.kept == [
        (
            "add_family",
            (
                FamilyInput(name="Peeters"),  # nobody chose the proposed code: the next one does as well
                (
                    MemberInput(given_name="Sofie", role=Role.ADULT),
                    MemberInput(given_name="Lina", role=Role.CHILD, birth_date=date(2018, 5, 2)),
                ),
            ),
        )
    ]
    assert travels.last == Destination("family", UUID(int=77))
    assert page.fields.name.value() == ""


def test_one_more_member_gets_a_line_with_the_focus(page: NewFamilyPage) -> None:
    QTest.mouseClick(page.members.add_button, Qt.MouseButton.LeftButton)
    assert len(page.members.given_name_fields) == 3
    assert page.members.given_name_fields[2].hasFocus()


def test_a_likely_duplicate_shows_while_typing_with_reasons_and_can_be_opened(
    page: NewFamilyPage, answers: Answers
) -> None:
    travels = Travels(page)
    known = Known(UUID(int=3), "G-2025-014", "Peeters", "", frozenset())
    answers.likenesses = (Likeness(known, ("bijna dezelfde naam",)),)
    assert not page.likenesses.isVisible()
    QTest.keyClicks(page.fields.name, "Peters")
    assert page.likenesses.isVisible()
    assert page.likenesses.codes == ("G-2025-014",)
    page.likenesses.opened.emit(UUID(int=3))
    assert travels.last == Destination("family", UUID(int=3))
    assert page.fields.name.value() == "Peters"


def test_an_error_stands_at_its_field_and_nothing_is_lost(page: NewFamilyPage, answers: Answers) -> None:
    answers.refusal = InvalidInput("Die code bestaat al.", field="code")
    QTest.keyClicks(page.fields.name, "Peeters")
    page.submit()
    assert page.form.error_of("code") == "Die code bestaat al."
    assert page.fields.code.hasFocus()
    assert page.fields.name.value() == "Peeters"
    assert page.add_button.isEnabled()


def test_an_error_about_no_field_stands_under_the_form(page: NewFamilyPage, answers: Answers) -> None:
    answers.refusal = InvalidInput("Geef minstens een naam of een gezinslid.")
    page.submit()
    assert page.error_label.text() == "Geef minstens een naam of een gezinslid."
    assert page.error_label.isVisible()


def test_a_family_that_is_kept_for_later_leaves_an_empty_form(
    page: NewFamilyPage, answers: Answers, tasks: InlineTasks
) -> None:
    said: list[object] = []
    tasks.refused.connect(said.append)
    answers.refusal = KeptForLater()
    QTest.keyClicks(page.fields.name, "Peeters")
    page.submit()
    assert said == [answers.refusal]
    assert page.fields.name.value() == ""
    assert not page.error_label.isVisible()


def test_a_date_that_cannot_be_read_stops_before_anything_is_kept(
    page: NewFamilyPage, answers: Answers
) -> None:
    QTest.keyClicks(page.members.given_name_fields[0], "Sofie")
    QTest.keyClicks(page.members.birth_date_fields[0], "31/02/1990")
    page.submit()
    assert answers.kept == []
    assert page.members.birth_date_fields[0].hasFocus()


def test_whoever_cannot_see_the_form_hears_every_field(page: NewFamilyPage) -> None:
    assert_every_focusable_widget_is_named(page)


# ------------------------------------------------------------------------------------------------ changing


@pytest.fixture
def editor(answers: Answers, tasks: InlineTasks, desk: Desk, show: Show) -> EditFamilyDialog:
    made = EditFamilyDialog(tasks, desk, answers.page.header.record)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(made)
    return made


def test_changed_details_are_kept_with_the_version_that_was_read(
    editor: EditFamilyDialog, answers: Answers
) -> None:
    editor.fields.municipality.selectAll()
    QTest.keyClicks(editor.fields.municipality, "Balen")
    QTest.mouseClick(editor.submit_button, Qt.MouseButton.LeftButton)
    record = answers.page.header.record
    assert answers.kept == [
        ("change_family", (record.id, record.version, replace(record.details, municipality="Balen")))
    ]
    assert not editor.isVisible()


def test_an_address_put_right_leaves_how_to_reach_the_family(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    """What came along with a referral or an import was lost without a word."""
    record = answers.page.header.record
    reach: dict[str, Any] = {
        "phone": "0471 00 00 00",
        "email": "gezin@example.be",
        "reach_note": "Na 16 uur.\nBel twee keer.",
    }
    dialog = EditFamilyDialog(tasks, desk, replace(record, details=replace(record.details, **reach)))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(dialog)
    dialog.fields.address.set_value("Dorp 1")
    dialog.submit()
    kept = answers.kept[0][-1][-1]
    assert kept == replace(record.details, address="Dorp 1", **reach)


def test_a_school_put_right_leaves_how_to_reach_a_member(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    header = answers.page.header
    lina = next(member for member in header.members if member.id == LINA)
    reach: dict[str, Any] = {"phone": "0472 00 00 00", "email": "lina@example.be"}
    known = replace(lina, details=replace(lina.details, **reach))
    dialog = MemberDialog.for_change(tasks, desk, header, known)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(dialog)
    dialog.school.set_value("De Krekel")
    dialog.submit()
    assert answers.kept[0][-1][-1] == replace(known.details, school="De Krekel")


def test_both_forms_know_every_field_that_is_kept() -> None:
    """One that a form does not show is emptied by it."""
    assert {each.name for each in fields(FamilyInput)} == set(FAMILY_LABELS)
    assert {each.name for each in fields(MemberInput)} == {*MEMBER_LABELS, "stays"}


def test_a_member_form_shows_and_keeps_every_field(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    header = answers.page.header
    for member in header.members:
        dialog = MemberDialog.for_change(tasks, desk, header, member)
        assert dialog.value() == member.details
        show(dialog)
        dialog.submit()
        assert answers.kept[-1] == ("change_member", (member.id, member.version, member.details))


@pytest.fixture
def lina(answers: Answers, tasks: InlineTasks, desk: Desk, show: Show) -> MemberDialog:
    header = answers.page.header
    member = next(member for member in header.members if member.id == LINA)
    made = MemberDialog.for_change(tasks, desk, header, member)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(made)
    return made


def test_who_comes_back_gets_a_second_stay(lina: MemberDialog) -> None:
    assert not lina.stays.again_button.isVisible()
    joined, left = lina.stays.date_fields
    QTest.keyClicks(left, "1/3/2026")
    QTest.mouseClick(lina.stays.again_button, Qt.MouseButton.LeftButton)
    again = lina.stays.date_fields[2]
    assert again.hasFocus()
    QTest.keyClicks(again, "1/9/2026")
    assert lina.value().stays == (Stay(None, date(2026, 3, 1)), Stay(date(2026, 9, 1), None))
    assert joined.value() is None


def test_an_error_about_the_stays_stands_with_the_stays(lina: MemberDialog, answers: Answers) -> None:
    answers.refusal = InvalidInput("Twee periodes overlappen.", field="joined")
    lina.submit()
    assert lina.stays.error_text == "Twee periodes overlappen."
    assert lina.isVisible()


def test_with_whom_is_asked_only_when_a_member_lives_elsewhere_too(lina: MemberDialog) -> None:
    assert lina.lives_with.isEnabled()
    lina.living.set_value(Living.HERE)
    lina.living.edited.emit()
    assert not lina.lives_with.isEnabled()
    assert lina.value().lives_with == ""


def test_an_unborn_child_has_an_expected_date(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    dialog = MemberDialog.for_new(tasks, desk, answers.page.header)
    show(dialog)
    assert dialog.given_name.hasFocus()
    QTest.keyClicks(dialog.birth_date, "12/03/2027")
    dialog.submit()
    _, (_, details) = answers.kept[-1]
    assert details.birth_date == date(2027, 3, 12)
    assert details.role is Role.CHILD


def test_a_phase_begins_on_a_date_with_a_reason(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    dialog = PhaseDialog(tasks, desk, FAMILY, Phase.INTENSIVE)
    show(dialog)
    dialog.phase.set_value(Phase.WINDING_DOWN)
    QTest.keyClicks(dialog.reason, "Het gaat goed")
    dialog.submit()
    assert answers.kept[-1] == (
        "change_phase",
        (FAMILY, PhaseStart(Phase.WINDING_DOWN, TODAY, "Het gaat goed")),
    )


def test_a_phase_without_a_date_says_so(answers: Answers, tasks: InlineTasks, desk: Desk, show: Show) -> None:
    dialog = PhaseDialog(tasks, desk, FAMILY, None)
    show(dialog)
    dialog.since.clear()
    dialog.submit()
    assert dialog.form.error_of("since") == "Vul in vanaf wanneer."
    assert answers.kept == []


def test_the_forms_open_from_the_family_page(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    view = FamilyView(tasks, desk, ScriptedDialogs(), Messages(), FAMILY)
    show(view)
    view.load()
    for open_form, kind in (
        (view.steps.edit_family, EditFamilyDialog),
        (view.steps.change_phase, PhaseDialog),
        (view.steps.add_member, MemberDialog),
    ):
        open_form()
        dialog = view.findChild(kind)
        assert dialog is not None
        assert dialog.isVisible()
        assert_every_focusable_widget_is_named(dialog)
        dialog.reject()
