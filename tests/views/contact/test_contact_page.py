"""Registering a contact from the keyboard, and that what was typed is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.contact_entry import ContactExpense
from gezinscoach_desktop.domain.errors import InvalidInput, KeptForLater, NeedsConsent, OfficeUnavailable
from gezinscoach_desktop.domain.life_domain import LifeDomain
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.contact.conftest import ContactServices, FormOnScreen, OpenForm
from tests.views.contact.samples import FAMILY, HEADER, OTHER
from tests.views.family.samples import EMRE, LINA, NOAH, SOFIE
from tests.views.looks import LOOKS


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def type_text(text: str) -> None:
    QTest.keyClicks(focused(), text)


def register() -> None:
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_three_keys_and_a_note_register_a_home_visit_now_with_everybody(
    open_form: OpenForm, services: ContactServices
) -> None:
    shown = open_form()
    type_text("1")
    type_text("t")
    type_text("De huur is betaald.")
    register()

    (entry,) = services.registered
    assert (entry.kind, entry.on, entry.begins_at) == (ContactKind.HOME_VISIT, date(2026, 11, 22), 9 * 60)
    assert entry.note == "De huur is betaald."
    (part,) = entry.families
    assert set(part.members) == {SOFIE, EMRE, LINA, NOAH}
    assert shown.page.is_done
    assert shown.went[-1].room == "family"
    assert shown.went[-1].part == f"contacts/{entry.contact_id(FAMILY)}"
    assert services.kept == {}


@pytest.mark.parametrize("number", range(1, 10))
def test_every_kind_has_its_digit_also_on_a_belgian_keyboard(open_form: OpenForm, number: int) -> None:
    shown = open_form()
    kind = tuple(ContactKind)[number - 1]

    type_text(str(number))
    assert shown.form.draft().kind is kind

    shown.form.when.kind.set_value(None)
    sign = "&é\"'(§è!ç"[number - 1]
    pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
    QApplication.sendEvent(focused(), pressed)
    assert shown.form.draft().kind is kind


def test_who_is_there_follows_the_kind_until_somebody_was_ticked_by_hand(open_form: OpenForm) -> None:
    shown = open_form()
    chips = shown.form.parts.parts[0].members
    type_text("1")
    assert set(chips.values()) == {SOFIE, EMRE, LINA, NOAH}
    type_text("6")
    assert set(chips.values()) == {SOFIE, EMRE}
    type_text("5")
    assert chips.values() == ()

    chips.chips[0].click()
    chosen = chips.values()
    shown.form.when.kind.chips[0].setFocus()
    type_text("1")
    assert chips.values() == chosen


def test_tab_goes_through_the_form_in_the_order_in_which_it_is_filled_in(open_form: OpenForm) -> None:
    shown = open_form()
    form = shown.form
    expected = (
        form.when.kind.chips[0],
        form.when.on,
        form.when.begins_at,
        form.when.length.chips.chips[0],
        form.when.length.field,
        form.parts.parts[0].members.chips[0],
        form.about.note,
        form.about.domains.chips[LifeDomain.ADMINISTRATION],
        form.about.others,
        form.follows.next_on,
        form.follows.next_at,
        form.follows.next_what,
        form.follows.actions.lines[0].what,
        form.follows.actions.lines[0].owner,
        form.follows.actions.lines[0].due,
        form.follows.amount,
        form.follows.expense_what,
    )
    met = []
    for _ in expected:
        met.append(focused())
        press(Qt.Key.Key_Tab)

    assert met == list(expected)


def test_what_was_agreed_and_spent_goes_along(open_form: OpenForm, services: ContactServices) -> None:
    form = open_form().form
    type_text("1")
    form.when.length.chips.chips[3].click()
    form.about.domains.chips[LifeDomain.HOUSING].click()
    for field, text in (
        (form.follows.next_on, "vrijdag"),
        (form.follows.next_at, "14u"),
        (form.follows.next_what, "thuis"),
        (form.follows.actions.lines[0].what, "Attest vragen"),
        (form.follows.actions.lines[0].due, "1/12"),
        (form.follows.amount, "3,5"),
        (form.follows.expense_what, "IJsje"),
    ):
        QTest.keyClicks(field, text)
    form.follows.actions.lines[0].owner.setFocus()
    press(Qt.Key.Key_Home)
    register()

    (entry,) = services.registered
    assert (entry.minutes, entry.domains) == (90, (LifeDomain.HOUSING,))
    assert entry.appointment is not None
    assert (entry.appointment.on, entry.appointment.begins_at) == (date(2026, 11, 27), 14 * 60)
    assert entry.actions == (ActionInput("Attest vragen", ActionOwner.FAMILY, due_on=date(2026, 12, 1)),)
    assert entry.expense == ContactExpense(350, "IJsje")


def test_a_filled_line_of_follow_up_brings_an_empty_one(open_form: OpenForm) -> None:
    lines = open_form().form.follows.actions
    QTest.keyClicks(lines.lines[0].what, "Bellen")
    assert len(lines.lines) == 2
    lines.lines[0].due.setFocus()
    press(Qt.Key.Key_Tab)
    assert focused() is lines.lines[1].what


def test_a_typed_length_and_a_chip_say_the_same(open_form: OpenForm) -> None:
    length = open_form().form.when.length
    QTest.keyClicks(length.field, "1u30")
    assert length.chips.value() == 90
    length.chips.chips[0].click()
    assert length.field.value() == 15
    length.field.clear()
    QTest.keyClicks(length.field, "50")
    assert length.chips.value() is None


@pytest.mark.parametrize(
    ("fill", "field"),
    [
        (lambda shown: None, "kind"),
        (lambda shown: QTest.keyClicks(shown.form.follows.amount, "veel"), "cents"),
        (lambda shown: QTest.keyClicks(shown.form.follows.next_at, "14u"), "next_on"),
        (lambda shown: shown.form.when.begins_at.setText("27:00"), "on"),
        (lambda shown: shown.form.when.length.set_text("eeuwig"), "on"),
    ],
)
def test_what_does_not_fit_is_shown_where_it_was_typed_and_nothing_is_lost(
    open_form: OpenForm, services: ContactServices, fill: object, field: str
) -> None:
    shown = open_form()
    if field != "kind":
        type_text("2")
    assert callable(fill)
    fill(shown)
    shown.page.register()

    errors = [form.error_of(field) for form in shown.form.forms if field in form._rows]
    assert errors[0]
    assert services.registered == []
    assert not shown.page.is_done
    assert shown.page.register_button.isEnabled()


def test_everything_typed_is_kept_at_once_and_offered_again(
    open_form: OpenForm, services: ContactServices
) -> None:
    first = open_form()
    type_text("2")
    type_text("t")
    type_text("Ze belt morgen")
    (draft,) = services.kept.values()
    assert (draft.kind, draft.note) == (ContactKind.PHONE, "Ze belt morgen")
    assert draft.saved_at is not None
    assert first.page.header._state.text() == f"Klad bewaard om {draft.saved_at.astimezone():%H:%M}"

    again = open_form()
    assert not again.page._bar_holder.isHidden()
    assert again.form.about.note.value() == "Ze belt morgen"
    assert again.form.when.kind.value() is ContactKind.PHONE


def test_without_a_family_what_was_begun_for_one_is_offered_and_not_put_in_its_place(
    open_form: OpenForm, services: ContactServices
) -> None:
    open_form()
    type_text("2")
    again = open_form(None)
    assert again.form.parts.parts == ()
    assert "Gezin Peeters – Yilmaz" in again.page.resumed_bar.text

    again.page.resumed_bar.action_button.click()
    assert again.form.when.kind.value() is ContactKind.PHONE
    assert [part.family_id for part in again.form.draft().families] == [FAMILY]
    assert services.kept


def test_a_draft_is_thrown_away_and_can_be_brought_back(
    open_form: OpenForm, services: ContactServices
) -> None:
    shown = open_form()
    type_text("2")
    shown.page.discard()
    assert services.kept == {}
    assert shown.form.when.kind.value() is None

    message = shown.said[-1]
    assert message.action is not None
    message.action()
    assert shown.form.when.kind.value() is ContactKind.PHONE
    assert [draft.kind for draft in services.kept.values()] == [ContactKind.PHONE]


def test_a_form_emptied_again_keeps_nothing(open_form: OpenForm, services: ContactServices) -> None:
    shown = open_form()
    type_text("t")
    type_text("x")
    assert services.kept
    press(Qt.Key.Key_Backspace)
    assert services.kept == {}
    assert not shown.page.is_done


def test_registering_can_be_taken_back_and_then_waits_as_a_draft(
    open_form: OpenForm, services: ContactServices
) -> None:
    shown = open_form()
    type_text("2")
    register()
    undo = shown.said[-1].action
    assert undo is not None
    undo()

    (entry,) = services.registered
    assert services.removed == [((entry.contact_id(FAMILY), 1),)]
    (again,) = services.kept.values()
    assert again.kind is ContactKind.PHONE
    assert again.id != entry.id


def test_while_the_server_is_away_the_form_says_so_calmly_and_keeps_what_it_holds(
    open_form: OpenForm, services: ContactServices
) -> None:
    services.refusal = KeptForLater()
    shown = open_form()
    type_text("2")
    register()

    assert "wordt verzonden" in shown.said[-1].text
    assert not shown.form.isEnabled()
    assert shown.form.when.kind.value() is ContactKind.PHONE
    assert services.kept


def test_what_a_person_can_act_upon_is_said_and_the_form_stays(
    open_form: OpenForm, services: ContactServices
) -> None:
    services.refusal = OfficeUnavailable("De schijf is vol.")
    shown = open_form()
    type_text("2")
    register()
    assert shown.said[-1].text.startswith("De schijf is vol.")

    services.refusal = None
    register()
    assert len(services.registered) == 1


def test_a_family_without_consent_is_told_before_anything_is_typed(
    open_form: OpenForm, services: ContactServices
) -> None:
    services.opening_refusal = NeedsConsent()
    shown = open_form()

    assert "toestemming" in shown.page.refused.sentence
    shown.page.refused.button.click()
    assert shown.went[-1].part == "dossier"


def test_once_the_office_is_back_the_form_opens_at_f5(open_form: OpenForm, services: ContactServices) -> None:
    services.opening_refusal = OfficeUnavailable("De server is niet bereikbaar.")
    shown = open_form()
    assert not shown.page.register_button.isEnabled()
    services.opening_refusal = None
    shown.page.load()

    type_text("2")
    register()
    assert len(services.registered) == 1


def test_a_family_is_found_by_part_of_its_name_and_the_form_goes_on_from_there(
    open_form: OpenForm, services: ContactServices
) -> None:
    shown = open_form(None)
    assert focused() is shown.form.picker.search
    type_text("cla")
    assert [choice.id for choice in shown.form.picker.shown] == [OTHER]
    press(Qt.Key.Key_Return)
    assert shown.page.header.title == "Gezin Claes"
    type_text("2")
    register()

    (entry,) = services.registered
    assert [part.family_id for part in entry.families] == [OTHER]


def test_arrows_mark_another_family(open_form: OpenForm) -> None:
    shown = open_form(None)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert [part.family_id for part in shown.form.draft().families] == [OTHER]


def test_nothing_is_registered_without_a_family(open_form: OpenForm, services: ContactServices) -> None:
    shown = open_form(None)
    shown.form.when.kind.chips[0].click()
    shown.page.register()
    assert shown.form.happened.error_of("family")
    assert services.registered == []


def test_a_group_has_several_families_each_with_a_note_and_the_expense_on_one(
    open_form: OpenForm, services: ContactServices
) -> None:
    shown = open_form()
    form = shown.form
    assert form.more_button.isHidden()
    type_text("8")
    form.more_button.click()
    type_text("claes")
    press(Qt.Key.Key_Return)
    assert shown.page.header.title == "Gezin Peeters – Yilmaz en nog 1 gezin"
    QTest.keyClicks(form.parts.parts[1].note, "Blij")
    QTest.keyClicks(form.follows.amount, "10")
    QTest.keyClicks(form.follows.expense_what, "Soep")
    form.follows.expense_family.set_value(OTHER)
    shown.page.register()

    (entry,) = services.registered
    assert [(part.family_id, part.note) for part in entry.families] == [(FAMILY, ""), (OTHER, "Blij")]
    assert entry.expense == ContactExpense(1000, "Soep", OTHER)
    assert "2 gezinnen" in shown.said[-1].text

    services.registered.clear()


def test_a_family_can_be_left_out_of_the_group_again(open_form: OpenForm) -> None:
    shown = open_form()
    type_text("8")
    shown.form.more_button.click()
    type_text("claes")
    press(Qt.Key.Key_Return)
    shown.form.parts.parts[0].remove_button.click()
    assert [part.family_id for part in shown.form.draft().families] == [OTHER]


def test_a_service_is_asked_for_only_where_one_is_involved(
    open_form: OpenForm, services: ContactServices
) -> None:
    services.services = {UUID(int=70): "Woonloket"}
    shown = open_form()
    service = shown.form.about.service
    type_text("1")
    assert not service.isVisible()
    type_text("4")
    assert service.isVisible()
    service.set_value(UUID(int=70))
    shown.page.register()
    assert services.registered[0].service_id == UUID(int=70)


def test_an_appointment_is_asked_for_and_closed_by_its_contact(
    open_form: OpenForm, services: ContactServices
) -> None:
    shown = open_form()
    shown.page.go_to(f"appointment/{UUID(int=60)}")
    assert services.asked_appointment == UUID(int=60)


@LOOKS
@pytest.mark.parametrize("width", [956, 1298, 1900])
def test_every_chip_is_in_sight_and_nothing_scrolls_sideways(open_form: OpenForm, width: int) -> None:
    form = open_form(width=width).form
    for field in (form.when.kind, form.parts.parts[0].members, form.when.length.chips):
        for chip in field.chips:
            assert field.rect().contains(chip.geometry()), chip.text()
    for card in (*form.follows.cards, form._happened_card):
        assert card.geometry().right() <= form.area.viewport().width()


@LOOKS
def test_a_field_that_a_key_goes_to_comes_in_sight(open_form: OpenForm) -> None:
    form = open_form(width=956, height=400).form
    assert form.follows.amount.visibleRegion().isEmpty()
    press(Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    assert focused() is form.follows.amount
    assert not form.follows.amount.visibleRegion().isEmpty()


def test_every_widget_says_what_it_is(open_form: OpenForm) -> None:
    shown = open_form()
    type_text("8")
    shown.form.more_button.click()
    assert_every_focusable_widget_is_named(shown.page)


def test_an_error_that_belongs_to_no_field_of_the_form_is_said(
    open_form: OpenForm, services: ContactServices
) -> None:
    services.refusal = InvalidInput("Er is iets met dit gezin.", field="onbekend")
    shown = open_form()
    type_text("2")
    register()
    assert "bewaard als klad" in shown.said[-1].text


def test_the_title_bar_names_nobody(open_form: OpenForm) -> None:
    shown: FormOnScreen = open_form()
    assert HEADER.record.details.name not in shown.page.title
    assert replace(HEADER).title in shown.page.header.title
