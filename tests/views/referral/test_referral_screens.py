"""Aanmeldingen by keys and clicks over a real office: the call, the decision, the line, the letter, the assignment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.referral import (
    Feedback,
    ReferralInput,
    ReferredPersonInput,
    Ruling,
    Urgency,
)
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.services.audit import AuditFilter, trail
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, list_families, read_family
from gezinscoach_desktop.services.referral import (
    change_referral,
    decide_referral,
    list_referrals,
    read_referral,
    register_referral,
)
from gezinscoach_desktop.services.waiting_list import read_queue
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.elements import Card
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.printing.preview import PrintPreview
from gezinscoach_desktop.views.referral.assign_dialog import AssignDialog
from gezinscoach_desktop.views.referral.dialogs import DecideDialog, WaitingContactDialog
from gezinscoach_desktop.views.referral.feedback_dialog import FeedbackDialog
from gezinscoach_desktop.views.referral.form_page import ReferralFormPage
from gezinscoach_desktop.views.referral.list_tab import Shown
from gezinscoach_desktop.views.referral.page import ReferralsPage
from gezinscoach_desktop.views.referral.places import REFERRAL_FORM, REFERRALS, Part
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.data.office_factory import TODAY, add_colleague
from tests.views.real_office import undo
from tests.views.waiting import wait_until

KEY = Qt.Key
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def page(
    desk: Desk,
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    messages: Messages,
    show: Callable[[QWidget], None],
) -> ReferralsPage:
    """Open in a window; it follows what is written."""
    made = ReferralsPage(tasks, desk, dialogs, messages)
    tasks.changed.connect(made.refresh)
    made.resize(1298, 700)
    show(made)
    made.load()
    return made


@pytest.fixture
def form(
    desk: Desk, tasks: InlineTasks, messages: Messages, show: Callable[[QWidget], None]
) -> ReferralFormPage:
    """The form of a new referral."""
    made = ReferralFormPage(tasks, messages, desk)
    made.resize(1298, 700)
    show(made)
    made.load()
    return made


def refer(desk: Desk, name: str, decision: Decision | None = None, **about: object) -> UUID:
    referral_id = uuid4()
    details = replace(ReferralInput(date(2026, 11, 2), name=name), **about)  # type: ignore[arg-type]
    register_referral(desk, referral_id, details)
    if decision is not None:
        decide_referral(desk, referral_id, 1, Ruling(decision, TODAY, "Besproken", "CAW"))
    return referral_id


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(widget, key, modifier)


def focused() -> QWidget:
    found = QGuiApplication.focusObject()
    assert isinstance(found, QWidget)
    return found


def dialog_of(page: ReferralsPage, kind: type[D]) -> D:
    return next(found for found in page.findChildren(kind) if found.isVisible())


def texts_of(widget: QWidget) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(found.text() for found in widget.findChildren(QLabel) if found.isVisibleTo(widget))


# --------------------------------------------------------------------------------------------------------- the call
def test_a_call_is_noted_by_keys_alone_and_leads_to_the_list(
    form: ReferralFormPage, desk: Desk, said: list[Message]
) -> None:
    went: list[Destination] = []
    form.left_for.connect(went.append)
    for text in ("Inge Cools", "CAW De Beemd", "014 11 22 33", "", "", "El Idrissi", "0470 12 34 56", "Mol"):
        QTest.keyClicks(focused(), text)
        press(focused(), KEY.Key_Tab)
    press(focused(), KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (line,) = list_referrals(desk)
    details = line.details
    assert (details.referrer, line.organisation, details.referrer_phone) == (
        "Inge Cools",
        "CAW De Beemd",
        "014 11 22 33",
    )
    assert (details.name, details.phone, details.municipality) == ("El Idrissi", "0470 12 34 56", "Mol")
    assert details.received_on == TODAY
    assert went == [Destination(REFERRALS, part=f"list/{line.id}")]
    assert said[-1].text == "Aanmelding geregistreerd."


def test_what_cannot_be_is_told_where_it_was_typed(form: ReferralFormPage, desk: Desk) -> None:
    QTest.keyClicks(focused(), "Inge")
    form.register()
    assert form.form.family.error_of("name") == "Vul de naam van het gezin in, of een telefoonnummer."
    assert form.form.name.hasFocus()
    QTest.keyClicks(form.form.name, "Nagy")
    form.form.received_on.setText("99/99")
    form.register()
    assert "99/99" in form.form.caller.error_of("received_on")
    form.form.received_on.setText("vandaag")
    _, _, _, born = form.form.persons.fields[0]
    QTest.keyClicks(born, "31/02/2020")
    form.register()
    assert "31/02/2020" in form.form.family.error_of("persons")
    assert list_referrals(desk) == ()


def test_what_was_typed_is_there_again_and_can_be_thrown_away_and_brought_back(
    form: ReferralFormPage,
    desk: Desk,
    tasks: InlineTasks,
    messages: Messages,
    said: list[Message],
    show: Callable[[QWidget], None],
) -> None:
    QTest.keyClicks(form.form.name, "Nagy")
    given, _, role, _ = form.form.persons.fields[1]
    QTest.keyClicks(given, "Jef")
    press(role, KEY.Key_Up)
    again = ReferralFormPage(tasks, messages, desk)
    show(again)
    again.load()
    assert again.resumed_bar.isVisible()
    assert again.form.name.value() == "Nagy"
    assert [person.given_name for person in again.form.draft().persons] == ["Jef"]
    again.discard()
    assert (again.form.name.value(), again.form.draft().persons) == ("", ())
    undo(said)
    assert again.form.name.value() == "Nagy"
    again.register()
    fresh = ReferralFormPage(tasks, messages, desk)
    show(fresh)
    fresh.load()
    assert fresh.form.name.value() == ""


def test_a_family_that_was_here_before_is_named_linked_and_let_go(form: ReferralFormPage, desk: Desk) -> None:
    family = add_family(desk, FamilyInput(name="Van de Velde", phone="0470 12 34 56")).id
    earlier = refer(desk, "Vandevelde", Decision.DECLINED)
    QTest.keyClicks(form.form.phone, "+32 470 12 34 56")
    QTest.keyClicks(form.form.name, "Vandevelde")
    matches = form.form.matches
    assert [match.suspect.id for match in matches.shown] == [family, earlier]
    assert "zelfde telefoon, een naam die hetzelfde klinkt" in texts_of(matches)
    buttons = {button.accessibleName(): button for button in matches.findChildren(QPushButton)}
    other = next(name for name in buttons if name.startswith("Toch een ander gezin: Gezin"))
    buttons[other].click()
    assert [match.suspect.id for match in matches.shown] == [earlier]
    next(button for name, button in buttons.items() if name.startswith("Dit is het: Vandevelde")).click()
    assert form.form.draft().details.earlier_id == earlier
    assert "Verbonden" in texts_of(matches)
    (line,) = matches.lines
    line.findChildren(QPushButton)[0].click()
    assert form.form.draft().details.earlier_id is None
    assert matches.isVisible()


def test_what_is_told_while_typing_is_as_wide_as_the_cards_and_leaves_the_field_in_sight(
    form: ReferralFormPage, desk: Desk
) -> None:
    for name in ("Vandevelde", "Van de Velde", "Vandevelden"):
        refer(desk, name, phone="0470 12 34 56")
    form.window().resize(956, 560)
    wait_until(lambda: form.form.area.viewport().height() < 500)
    form.form.phone.setFocus()
    QTest.keyClicks(form.form.phone, "0470 12 34 56")
    wait_until(form.form.matches.isVisible)
    room = form.form.area.viewport().rect()

    def is_in_sight() -> bool:
        spot = form.form.phone.mapTo(form.form.area.viewport(), QPoint())
        return room.contains(spot) and room.contains(spot + QPoint(0, form.form.phone.height()))

    wait_until(is_in_sight)
    card, told = form.form.name.parentWidget(), form.form.matches
    while card is not None and not isinstance(card, Card):
        card = card.parentWidget()
    assert card is not None
    right = QPoint(card.width(), 0)
    wait_until(lambda: card.mapTo(form, right).x() == told.mapTo(form, QPoint(told.width(), 0)).x())


def test_who_was_not_linked_while_typing_is_named_until_something_is_decided(
    page: ReferralsPage, desk: Desk
) -> None:
    add_family(desk, FamilyInput(name="Van de Velde", phone="0470 12 34 56"))
    referral_id = refer(desk, "Zonnebloem", phone="+32 470 12 34 56")
    page.load()
    assert "Misschien ken je dit gezin al" in texts_of(page.panel)
    assert "zelfde telefoon" in texts_of(page.panel)
    went: list[Destination] = []
    page.left_for.connect(went.append)
    next(each for each in page.panel.findChildren(QPushButton) if each.text() == "Verbinden…").click()
    assert went == [Destination(REFERRAL_FORM, referral_id)]
    decide_referral(desk, referral_id, 1, Ruling(Decision.WAITING, TODAY, "Vol"))
    page.load()
    assert "Misschien ken je dit gezin al" not in texts_of(page.panel)


def test_changing_a_referral_keeps_what_was_decided(
    page: ReferralsPage,
    desk: Desk,
    tasks: InlineTasks,
    messages: Messages,
    show: Callable[[QWidget], None],
) -> None:
    referral_id = refer(desk, "Nagy", Decision.WAITING)
    page.load()
    went: list[Destination] = []
    page.left_for.connect(went.append)
    page.panel.change_button.click()
    assert went == [Destination(REFERRAL_FORM, referral_id)]
    form = ReferralFormPage(tasks, messages, desk, referral_id)
    show(form)
    form.load()
    assert form.form.name.value() == "Nagy"
    press(form.form.name, KEY.Key_End)
    QTest.keyClicks(form.form.name, " - Peeters")
    form.register()
    details = read_referral(desk, referral_id).record.details
    assert (details.name, details.decision) == ("Nagy - Peeters", Decision.WAITING)


def test_what_two_changed_at_once_is_put_together(
    desk: Desk, tasks: InlineTasks, messages: Messages, show: Callable[[QWidget], None]
) -> None:
    referral_id = refer(desk, "Nagy", phone="0470 11 11 11")
    form = ReferralFormPage(tasks, messages, desk, referral_id)
    show(form)
    form.load()
    jef = ReferredPersonInput(referral_id, Role.CHILD, "Jef")
    theirs = replace(read_referral(desk, referral_id).record.details, phone="0470 22 22 22", address="Dorp 1")
    change_referral(desk, referral_id, 1, theirs, (jef,))
    decide_referral(desk, referral_id, 2, Ruling(Decision.WAITING, TODAY, "Vol"))
    form.form.phone.set_value("0470 33 33 33")
    QTest.keyClicks(form.form.municipality, "Mol")
    QTest.keyClicks(form.form.persons.fields[0][0], "Sofie")
    form.register()
    dialog = next(found for found in form.findChildren(MergeDialog) if found.isVisible())
    (card,) = dialog.cards
    assert card.field.name == "phone"
    assert len(dialog.automatic_lines) == 2
    card.mine_field.click()
    dialog.submit()
    found = read_referral(desk, referral_id)
    details = found.record.details
    assert (details.phone, details.address, details.municipality) == ("0470 33 33 33", "Dorp 1", "Mol")
    assert details.decision is Decision.WAITING
    assert sorted(person.details.given_name for person in found.persons) == ["Jef", "Sofie"]
    assert form.is_done


# ------------------------------------------------------------------------------------------------------- the list
def test_the_empty_office_says_what_will_stand_there(page: ReferralsPage) -> None:
    went: list[Destination] = []
    page.left_for.connect(went.append)
    assert "Hier komen de aanmeldingen te staan" in texts_of(page.list)
    page.new_here()
    assert went == [Destination(REFERRAL_FORM)]
    assert not page.panel.isVisible()
    page.go_to(Part.WAITING)
    assert "Niemand wacht" in texts_of(page.waiting)
    page.go_to(Part.MATCHING)
    assert "Geen gezin wacht op een coach" in texts_of(page.matching)


def test_what_still_asks_for_something_is_shown_first_and_all_is_found(
    page: ReferralsPage, desk: Desk
) -> None:
    waiting = refer(desk, "Adriaens", Decision.WAITING, phone="0470 12 34 56")
    refer(desk, "Benali", Decision.DECLINED)
    open_ = refer(desk, "Cuypers", received_on=date(2026, 11, 9))
    page.load()
    assert [line.id for line in page.list.model.shown_rows] == [open_, waiting]
    page.list.table.setFocus()
    QTest.keyClicks(page.list.table, "0")
    QTest.keyClicks(page.list.search_field, "470123456")
    assert [line.title for line in page.list.model.shown_rows] == ["Adriaens"]
    page.list.show_all()
    assert len(page.list.model.shown_rows) == 3
    page.list.shown_field.set_value(Shown.ELSEWHERE)
    page.list.shown_field.edited.emit()
    assert [line.title for line in page.list.model.shown_rows] == ["Benali"]
    page.go_to(f"{Part.LIST}/{open_}")
    assert page.panel.file is not None
    assert page.panel.file.record.id == open_


def test_every_opening_is_noted_once_and_refreshing_is_not(page: ReferralsPage, desk: Desk) -> None:
    refer(desk, "Adriaens")
    page.load()
    assert len(trail(desk, AuditFilter(action=AuditAction.READ_WAITING_LIST)).lines) == 1
    page.hide()
    page.show()
    assert len(trail(desk, AuditFilter(action=AuditAction.READ_WAITING_LIST)).lines) == 2


def test_deciding_by_a_digit_with_a_reason_and_taking_it_back(
    page: ReferralsPage, desk: Desk, said: list[Message]
) -> None:
    referral_id = refer(desk, "Adriaens")
    page.load()
    page.list.table.setFocus()
    press(page.list.table, KEY.Key_Return)
    dialog = dialog_of(page, DecideDialog)
    dialog.submit()
    assert "Kies wat er beslist is" in dialog.form.error_of("decision")
    press(dialog.decision, KEY.Key_2)
    dialog.submit()
    assert dialog.form.error_of("reason") == "Vul in waarom dit beslist is."
    QTest.keyClicks(dialog.reason, "Alles zit vol")
    press(dialog.on, KEY.Key_Return)
    assert read_queue(desk).place_of(referral_id) == 1
    assert page.panel.decision_chip.text == "Op de wachtlijst"
    assert "Alles zit vol" in texts_of(page.panel)
    undo(said)
    assert read_referral(desk, referral_id).record.details.decision is None


def test_a_referral_is_taken_away_and_brought_back(
    page: ReferralsPage, desk: Desk, said: list[Message]
) -> None:
    refer(desk, "Adriaens")
    page.load()
    page.panel.remove_button.click()
    assert list_referrals(desk) == ()
    undo(said)
    assert [line.title for line in list_referrals(desk)] == ["Adriaens"]


# ------------------------------------------------------------------------------------------------------ what is told
def text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()


def test_the_letter_says_no_more_than_agreed_and_warns_when_it_is_made_to(
    page: ReferralsPage, desk: Desk, said: list[Message], tmp_path: Path
) -> None:
    referral_id = refer(desk, "Adriaens", Decision.WAITING, feedback=Feedback.RECEIVED, referrer="Inge")
    page.load()
    page.panel.feedback_button.click()
    dialog = dialog_of(page, FeedbackDialog)
    assert "Dag Inge" in dialog.text.value()
    assert not dialog.warning.isVisible()
    QTest.keyClicks(dialog.text, "Ze staan op de wachtlijst. ")
    assert "vertelt meer dan het gezin afsprak" in dialog.warning.text()
    dialog.again_button.click()
    assert not dialog.warning.isVisible()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == dialog.text.value()
    dialog.print_button.click()
    (preview,) = [found for found in dialog.findChildren(PrintPreview) if found.isVisible()]
    text = text_of(preview._pdf)
    assert "Dag Inge" in text
    assert "Adriaens" not in text
    letter = QPrinter()
    letter.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    letter.setOutputFileName(str(tmp_path / "brief.pdf"))
    before = len(trail(desk, AuditFilter(action=AuditAction.CHANGE_REFERRAL)).lines)
    preview.printer_chosen.emit(letter)
    assert len(trail(desk, AuditFilter(action=AuditAction.CHANGE_REFERRAL)).lines) == before + 1
    assert (tmp_path / "brief.pdf").stat().st_size > 0
    dialog.submit()
    details = read_referral(desk, referral_id).record.details
    assert (details.fed_back_on, "Dag Inge" in details.fed_back) == (TODAY, True)
    undo(said)
    assert read_referral(desk, referral_id).record.details.fed_back_on is None


def test_a_referrer_who_may_hear_nothing_hears_nothing(page: ReferralsPage, desk: Desk) -> None:
    refer(desk, "Adriaens", Decision.WAITING, feedback=Feedback.NOTHING)
    page.load()
    page.tell_referrer()
    dialog = dialog_of(page, FeedbackDialog)
    assert dialog.text.value() == ""
    assert not dialog.copy_button.isEnabled()
    QTest.keyClicks(dialog.text, "Bedankt!")
    dialog.submit()
    assert "niets hoort" in dialog.form.error_of("fed_back")


# -------------------------------------------------------------------------------------------------- the waiting list
def test_the_line_is_moved_by_keys(page: ReferralsPage, desk: Desk) -> None:
    for name, urgency in (
        ("Adriaens", Urgency.URGENT),
        ("Benali", Urgency.SOON),
        ("Cuypers", Urgency.NORMAL),
    ):
        refer(desk, name, Decision.WAITING, urgency=urgency)
    page.load()
    page.go_to(Part.WAITING)
    table = page.waiting.table

    def line() -> list[str]:
        return [row.line.title for row in page.waiting.model.shown_rows]

    assert line() == ["Adriaens", "Benali", "Cuypers"]
    table.setFocus()
    press(table, KEY.Key_Down)
    press(table, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert line() == ["Benali", "Adriaens", "Cuypers"]
    row = table.current_row
    assert row is not None
    assert (row.place, row.line.title) == (1, "Benali")
    assert not page.waiting.up_button.isEnabled()
    page.waiting.down_button.click()
    assert line() == ["Adriaens", "Benali", "Cuypers"]
    press(table, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert line() == ["Adriaens", "Cuypers", "Benali"]
    page.waiting.usual_button.click()
    assert line() == ["Adriaens", "Benali", "Cuypers"]


def test_a_call_in_the_meantime_is_noted_changed_and_taken_away(
    page: ReferralsPage, desk: Desk, said: list[Message]
) -> None:
    referral_id = refer(desk, "Adriaens", Decision.WAITING)
    page.load()
    page.go_to(Part.WAITING)
    page.waiting.table.setFocus()
    QTest.keyClicks(page.waiting.table, "c")
    dialog = dialog_of(page, WaitingContactDialog)
    dialog.submit()
    assert "Schrijf in een paar woorden" in dialog.form.error_of("what")
    QTest.keyClicks(dialog.what, "Pakket gebracht")
    dialog.is_bridging.click()
    dialog.submit()
    (row,) = page.waiting.model.shown_rows
    assert (row.line.last_contact_on, row.line.is_bridged) == (TODAY, True)
    assert "Pakket gebracht" in texts_of(page.panel)
    contact = next(each for each in page.panel.findChildren(QPushButton) if each.property("isContact"))
    contact.click()
    dialog_of(page, WaitingContactDialog).remove_button.click()
    assert read_referral(desk, referral_id).contacts == ()
    undo(said)
    assert len(read_referral(desk, referral_id).contacts) == 1


# -------------------------------------------------------------------------------------------------------- assigning
def test_a_coach_is_chosen_by_keys_and_the_referral_becomes_a_family(
    page: ReferralsPage, desk: Desk, said: list[Message]
) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    referral_id = refer(desk, "Adriaens", Decision.WAITING, municipality="Mol")
    page.load()
    page.go_to(Part.MATCHING)
    page.matching.table.setFocus()
    press(page.matching.table, KEY.Key_Return)
    coaches = [each.coach.person.name for each in page.matching.proposals.shown_rows]
    assert sorted(coaches) == ["An", "Bo"]
    page.matching.coach_table.choose(bo.account.id)
    press(page.matching.coach_table, KEY.Key_Return)
    dialog = dialog_of(page, AssignDialog)
    assert dialog.responsible.value() == bo.account.id
    dialog.first_on.setText("gisteren")
    dialog.submit()
    assert dialog.form.error_of("first_on")
    dialog.first_on.setText("morgen")
    dialog.first_at.setText("14:00")
    dialog.consent.given.click()
    dialog.consent.given_on.setText("")
    dialog.submit()
    assert dialog.consent.form.error_of("given_on") == "Vul in wanneer het gezin instemde."
    dialog.consent.given_on.setText("vandaag")
    went: list[Destination] = []
    page.left_for.connect(went.append)
    dialog.submit()
    (family,) = list_families(desk)
    assert went == [Destination("family", family.id)]
    assert (family.name, family.responsible) == ("Adriaens", "Bo")
    record = read_referral(desk, referral_id).record
    assert (record.family_id, record.details.first_contact_on) == (family.id, TODAY + timedelta(1))
    assert read_family(desk, family.id).record.details.municipality == "Mol"
    assert page.matching.model.shown_rows == []


def test_the_header_has_the_only_filled_button(page: ReferralsPage, desk: Desk) -> None:
    refer(desk, "Adriaens", Decision.WAITING)
    refer(desk, "Benali")
    page.load()
    for part in Part:
        page.go_to(part)
        shown = [made for made in page.findChildren(QPushButton) if made.isVisible()]
        assert [made.text() for made in shown if made.property("kind") == "primary"] == ["Nieuwe aanmelding"]


def test_who_waits_goes_to_matching_and_who_started_to_the_family(page: ReferralsPage, desk: Desk) -> None:
    refer(desk, "Adriaens", Decision.WAITING)
    second = refer(desk, "Benali", Decision.ACCEPTED)
    page.load()
    page.go_to(f"{Part.LIST}/{second}")
    press(page.list.table, KEY.Key_Return)
    assert page.part is Part.MATCHING
    current = page.matching.table.current_row
    assert current is not None
    assert current.id == second
    assert [line.title for line in page.matching.model.shown_rows] == ["Benali", "Adriaens"]
    page.assign(desk.account.id)
    dialog_of(page, AssignDialog).submit()
    went: list[Destination] = []
    page.left_for.connect(went.append)
    page.go_to(Part.LIST)
    page.list.show_all()
    page.list.go_to(second)
    press(page.list.table, KEY.Key_Return)
    assert [place.room for place in went] == ["family"]
    page.panel.family_button.click()
    assert len(went) == 2
    assert not page.panel.remove_button.isVisible()


def test_the_blank_form_for_partners_is_one_page_with_the_name_of_the_office(
    page: ReferralsPage, dialogs: ScriptedDialogs, said: list[Message], tmp_path: Path
) -> None:
    import pypdfium2

    path = tmp_path / "blad.pdf"
    dialogs.will_answer(path)
    page.save_sheet()
    document = pypdfium2.PdfDocument(path.read_bytes())
    text = document[0].get_textpage().get_text_range()
    pages, width = len(document), round(document[0].get_width())
    document.close()
    assert (pages, width) == (1, 595)
    for words in (
        "OCMW Proefdorp",
        "De vraag, in de woorden van het gezin",
        "Wat mogen wij jou vertellen",
        "Dringend",
    ):
        assert words in text
    assert said[-1].text.startswith("Het formulier is bewaard.")
