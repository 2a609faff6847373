"""Bewaren en loslaten by keys: terms, proposing what is ticked, keeping longer, and the code that lets go for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.file_term import FileTerms, TermKind
from gezinscoach_desktop.domain.letting_go import DisposalKind, PersonRequestInput, PersonRequestKind, due_on
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import letting_go as service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.letting_go import read_letting_go
from gezinscoach_desktop.services.own_view import list_own_views
from gezinscoach_desktop.services.person_request import add_person_request, list_person_requests
from gezinscoach_desktop.services.start import today
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.family.places import family_list
from gezinscoach_desktop.views.family.view import FamilyView
from gezinscoach_desktop.views.letting_go.decide_dialogs import ApproveDialog, KeepLongerDialog
from gezinscoach_desktop.views.letting_go.list_view import MANY
from gezinscoach_desktop.views.letting_go.page import LettingGoPage, Part
from gezinscoach_desktop.views.letting_go.places import letting_go, own_data_of
from gezinscoach_desktop.views.letting_go.request_dialog import RequestDialog
from gezinscoach_desktop.views.letting_go.section import OwnDataSection
from gezinscoach_desktop.views.letting_go.terms_dialog import TermsDialog
from gezinscoach_desktop.views.letting_go.view_dialog import ViewDialog
from gezinscoach_desktop.views.letting_go.words import NO_TERMS, length_of
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.start.notices import notice_of_requests
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import Tone
from tests.data.office_factory import TODAY, add_colleague, at_desk
from tests.offices import NewDesk
from tests.services.test_letting_go import closed
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.small_office import SmallOffice, small_office

pytestmark = pytest.mark.parametrize("office_kind", [OfficeKind.THIS_PC], indirect=True)
Show = Callable[[QWidget], None]
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@pytest.fixture
def files(desk: Desk) -> dict[str, UUID]:
    service.change_file_terms(desk, FileTerms(file=60))
    return {name: closed(desk, name) for name in ("Peeters", "Claes")}


@pytest.fixture
def page(desk: Desk, tasks: InlineTasks, messages: Messages, show: Show) -> LettingGoPage:
    made = LettingGoPage(tasks, desk, messages)
    tasks.changed.connect(made.refresh)
    made.resize(1000, 700)
    show(made)
    made.load()
    return made


def dialog(page: QWidget, kind: type[D]) -> D:
    found = [each for each in page.findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_terms_are_empty_until_the_office_chooses_them(page: LettingGoPage, desk: Desk) -> None:
    assert page.terms_label.text() == NO_TERMS
    assert_every_focusable_widget_is_named(page)
    click(page.terms_button)
    form = dialog(page, TermsDialog)
    field = form.fields[TermKind.FILE]
    assert all(each.value() == "" for each in form.fields.values())
    QTest.keyClicks(field, "vijf")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "aantal maanden" in form.form.error_of("file")
    field.clear()
    QTest.keyClicks(field, "60")
    QTest.keyClicks(form.fields[TermKind.NOTES], "18")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert read_letting_go(desk).terms == FileTerms(file=60, notes=18)
    assert "heel het dossier 5 jaar · notities bij contactmomenten 18 maanden" in page.terms_label.text()
    assert length_of(1) == "1 maand"


@pytest.mark.usefixtures("files")
def test_what_is_ticked_is_proposed_and_the_code_lets_go_of_it(
    page: LettingGoPage, desk: Desk, said: list[Message]
) -> None:
    view = page.views[Part.PAST]
    assert page.tab_bar.tabText(0) == "Voorbij de termijn (2)"
    line = view.model.rows[0]
    assert line.under_on.startswith("Afgesloten ")
    assert line.under_why == "Afgesloten: doelen bereikt", "why the guidance ended is not why the file goes"
    assert page.what_label.isVisible()
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    assert page.erase_button.text() == "Wissen voorstellen (2)"
    click(page.erase_button)
    assert page.erase_button.text() == "Wissen voorstellen"
    assert len(read_letting_go(desk).proposals) == 2
    assert view.nothing.isVisible()
    assert "de enige coördinator" in said[-1].text
    page.go_to("waiting")
    click(page.approve_button)
    form = dialog(page, ApproveDialog)
    assert_every_focusable_widget_is_named(form)
    code = read_letting_go(desk).proposals[0].record.details.code
    assert not form.submit_button.isEnabled()
    QTest.keyClicks(form.typed_field, "ja")
    QTest.keyClick(form.typed_field, Qt.Key.Key_Return)
    assert len(read_letting_go(desk).done) == 0
    form.typed_field.clear()
    QTest.keyClicks(form.typed_field, code.lower())
    QTest.keyClick(form.typed_field, Qt.Key.Key_Return)
    (gone,) = read_letting_go(desk).done
    assert (gone.record.details.kind, gone.record.details.code) == (DisposalKind.ERASE, code)
    page.go_to("done")
    assert len(page.views[Part.DONE].model.rows) == 1


@pytest.mark.usefixtures("files")
def test_who_proposed_does_not_approve_while_there_is_somebody_else(page: LettingGoPage, desk: Desk) -> None:
    add_colleague(desk, "Bea", OfficeRole.COORDINATOR)
    click(page.propose_button)
    page.go_to("waiting")
    assert not page.approve_button.isEnabled()
    assert "andere coördinator" in page.approve_button.toolTip()
    page.approve()
    assert not [each for each in page.findChildren(ApproveDialog) if each.isVisible()]
    click(page.withdraw_button)
    assert read_letting_go(desk).proposals == ()


@pytest.mark.usefixtures("files")
def test_a_file_is_kept_longer_with_the_reason_and_not_any_more(page: LettingGoPage, desk: Desk) -> None:
    click(page.keep_button)
    form = dialog(page, KeepLongerDialog)
    click(form.submit_button)
    assert "waarom" in form.form.error_of("note")
    QTest.keyClicks(form.note_field, "Er loopt een klacht.")
    click(form.submit_button)
    (kept,) = read_letting_go(desk).put_off
    assert kept.record.details.note == "Er loopt een klacht."
    page.go_to("put_off")
    click(page.again_button)
    assert len(read_letting_go(desk).candidates) == 2
    page.go_to("past")
    click(page.propose_button)
    page.go_to("waiting")
    click(page.refuse_button)
    form = dialog(page, KeepLongerDialog)
    QTest.keyClicks(form.note_field, "Toch niet.")
    click(form.submit_button)
    assert read_letting_go(desk).proposals == ()


def test_enter_opens_what_somebody_asked(page: LettingGoPage, desk: Desk, files: dict[str, UUID]) -> None:
    asked = PersonRequestInput(
        PersonRequestKind.ACCESS, date(2026, 10, 1), due_on(date(2026, 10, 1)), who="x"
    )
    add_person_request(desk, files["Claes"], asked)
    page.load()
    page.go_to("requests")
    gone: list[Destination] = []
    page.left_for.connect(gone.append)
    table = page.views[Part.REQUESTS].table
    assert page.views[Part.REQUESTS].model.rows[0].under_on == "21 dagen te laat"
    table.setFocus()
    table.choose(page.views[Part.REQUESTS].model.rows[0].id)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert gone == [own_data_of(files["Claes"])]


# ------------------------------------------------------------------------------------------------ in a family's dossier
@pytest.fixture
def office(desk: Desk) -> SmallOffice:
    return small_office(desk)


@pytest.fixture
def section(office: SmallOffice, tasks: InlineTasks, messages: Messages, show: Show) -> OwnDataSection:
    made = OwnDataSection(tasks, office.desk, messages)
    made.resize(760, 600)
    show(made)
    made.show_family(office.family)
    tasks.changed.connect(lambda change: made.show_family(office.family) if change.nouns else None)
    return made


def test_a_question_is_noted_with_its_term_and_answered(section: OwnDataSection, office: SmallOffice) -> None:
    assert section.new_here()
    form = dialog(section, RequestDialog)
    assert_every_focusable_widget_is_named(form)
    assert form.due_field.value() == due_on(TODAY)
    assert not form.answer_field.isVisible()
    QTest.keyClicks(form.who_field, "Sofie")
    click(form.submit_button)
    (kept,) = list_person_requests(office.desk, office.family_id)
    assert (kept.details.kind, kept.details.due_on) == (PersonRequestKind.ACCESS, due_on(TODAY))
    (card,) = section.request_cards
    click(card.change_button)
    form = dialog(section, RequestDialog)
    form.state_field.setFocus()
    QTest.keyClick(form.state_field, Qt.Key.Key_Down)
    click(form.submit_button)
    assert "geantwoord" in form.form.error_of("answer")
    QTest.keyClicks(form.answer_field, "Het inzagedossier is gegeven.")
    click(form.submit_button)
    (kept,) = list_person_requests(office.desk, office.family_id)
    assert (kept.details.state.label, kept.details.answered_on) == ("Ingewilligd", TODAY)


def test_a_coach_notes_and_does_not_answer(
    office: SmallOffice, tasks: InlineTasks, messages: Messages, show: Show
) -> None:
    account = replace(office.desk.account, roles=frozenset({OfficeRole.COACH}))
    section = OwnDataSection(tasks, replace(office.desk, account=account), messages)
    show(section)
    section.show_family(office.family)
    section.ask()
    form = dialog(section, RequestDialog)
    states = [form.state_field.itemText(place) for place in range(form.state_field.count())]
    assert states == ["Lopend", "Ingetrokken"]


def test_an_own_view_stands_beside_it_and_can_be_taken_away_and_back(
    section: OwnDataSection, office: SmallOffice, said: list[Message]
) -> None:
    click(section.view_button)
    form = dialog(section, ViewDialog)
    click(form.submit_button)
    assert "eigen woorden" in form.form.error_of("text")
    QTest.keyClicks(form.text_field, "Ik werkte wel.")
    click(form.submit_button)
    (card,) = section.view_cards
    click(card.remove_button)
    assert list_own_views(office.desk, office.family_id) == ()
    undo = said[-1].action
    assert undo is not None
    undo()
    (kept,) = list_own_views(office.desk, office.family_id)
    assert kept.details.text == "Ik werkte wel."


def test_start_tells_when_an_answer_is_nearly_due(desk: Desk, files: dict[str, UUID]) -> None:
    def asked_so_long_ago(days: int) -> PersonRequestInput:
        day = TODAY - timedelta(days=days)
        return PersonRequestInput(PersonRequestKind.ACCESS, day, due_on(day), who="x")

    add_person_request(desk, files["Claes"], asked_so_long_ago(10))
    assert notice_of_requests(today(desk).requests) is None
    add_person_request(desk, files["Claes"], asked_so_long_ago(25))
    soon = notice_of_requests(today(desk).requests)
    assert soon is not None
    assert (soon.tone, soon.place) == (Tone.WARNING, letting_go("requests"))
    assert soon.text == "1 vraag over eigen gegevens wacht op een antwoord, voor 28/11/2026."
    add_person_request(desk, files["Claes"], asked_so_long_ago(40))
    late = notice_of_requests(today(desk).requests)
    assert late is not None
    assert (late.tone, late.text) == (
        Tone.ERROR,
        "2 vragen over eigen gegevens wachten op een antwoord, 1 te laat.",
    )


def test_a_family_that_was_let_go_of_is_not_left_in_sight(
    desk: Desk,
    files: dict[str, UUID],
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    messages: Messages,
    show: Show,
) -> None:
    view = FamilyView(tasks, desk, dialogs, messages, files["Claes"])
    show(view)
    view.load()
    assert not view.is_done
    (candidate,) = (each for each in read_letting_go(desk).candidates if each.name == "Claes")
    service.propose(desk, (candidate,), DisposalKind.ERASE)
    (waiting,) = read_letting_go(desk).proposals
    gone: list[Destination] = []
    view.left_for.connect(gone.append)
    done = service.approve(desk, waiting.record.id, 1, candidate.code)
    assert view.is_concerned(done.change)
    view.refresh(done.change)
    assert (gone, view.is_done) == ([family_list()], True)


def test_a_long_list_is_searched(page: LettingGoPage, desk: Desk) -> None:
    service.change_file_terms(desk, FileTerms(file=60))
    for place in range(MANY):
        closed(desk, f"Gezin {chr(65 + place) * 3}")
    page.load()
    view = page.views[Part.PAST]
    page.find_here()
    assert view.search_field.hasFocus()
    QTest.keyClicks(view.search_field, "ccc")
    assert [line.name for line in view.model.shown_rows] == ["Gezin CCC"]
