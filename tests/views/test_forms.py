"""What a user may rely on in every form: named fields, errors where they belong, and the Alt key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, KeptForLater, UserError
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.forms import CheckField, ComboField, DateField, Form, NoteField, TextField
from tests.views.checks import accessible_name, assert_every_focusable_widget_is_named
from tests.views.looks import LOOKS
from tests.views.waiting import wait_until

pytestmark = LOOKS

Show = Callable[[QWidget], None]


@pytest.fixture
def form() -> Form:
    made = Form()
    made.add_group("Gezin")
    made.add_row("name", "&Naam", TextField(), is_required=True)
    made.add_row("code", "Code", TextField(), is_half=True, help_text="Leeg: het programma maakt er een.")
    made.add_row("started_on", "Start", DateField(today=lambda: date(2026, 11, 14)), is_half=True)
    made.add_row("kind", "Soort", ComboField([("Koppel", 1)]))
    made.add_row("interpreter", "", CheckField("Tolk nodig"))
    made.add_row("note", "Toelichting", NoteField())
    return made


def field(form: Form, name: str) -> QWidget:
    found = form.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def test_every_field_is_named(form: Form) -> None:
    assert_every_focusable_widget_is_named(form)


def test_a_required_field_says_so_in_words(form: Form) -> None:
    assert accessible_name(field(form, "name")) == "Naam, verplicht"


def test_a_check_is_called_by_its_own_text(form: Form) -> None:
    assert accessible_name(field(form, "interpreter")) == "Tolk nodig"


def test_help_is_read_aloud_with_the_field(form: Form) -> None:
    assert field(form, "code").accessibleDescription() == "Leeg: het programma maakt er een."


def test_alt_and_the_letter_go_to_the_field(form: Form, show: Show) -> None:
    show(form)
    field(form, "note").setFocus()
    QTest.keyClick(form, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)

    assert field(form, "name").hasFocus()


def test_every_label_belongs_to_its_field(form: Form) -> None:
    buddies = {
        label.text(): label.buddy() for label in form.findChildren(QLabel) if label.buddy() is not None
    }

    assert buddies["Code"] is field(form, "code")
    assert buddies["Toelichting"] is field(form, "note")


def test_an_error_stands_under_its_field_and_the_cursor_goes_there(form: Form, show: Show) -> None:
    show(form)
    shown = form.show_error(InvalidInput("Deze code bestaat al.", field="code"))

    assert shown
    assert form.error_of("code") == "Deze code bestaat al."
    assert field(form, "code").hasFocus()
    assert "Deze code bestaat al." in field(form, "code").accessibleDescription()


def test_an_error_goes_away_once_the_field_is_changed(form: Form, show: Show) -> None:
    show(form)
    form.show_error(InvalidInput("Deze code bestaat al.", field="code"))
    QTest.keyClicks(field(form, "code"), "G")

    assert form.error_of("code") == ""
    assert field(form, "code").accessibleDescription() == "Leeg: het programma maakt er een."


@pytest.mark.parametrize(
    "error", [InvalidInput("Zonder veld."), InvalidInput("Ander veld.", field="other"), UserError("Bezet.")]
)
def test_an_error_about_no_field_of_the_form_is_for_somebody_else(form: Form, error: UserError) -> None:
    assert not form.show_error(error)


def test_a_date_that_cannot_be_read_is_told_on_leaving_the_field(form: Form, show: Show) -> None:
    show(form)
    started = field(form, "started_on")
    started.setFocus()
    QTest.keyClicks(started, "35/1")
    QTest.keyClick(started, Qt.Key.Key_Tab)

    assert "dd/mm/jjjj" in form.error_of("started_on")


def test_every_change_by_the_user_is_told(form: Form, show: Show) -> None:
    edits: list[int] = []
    form.edited.connect(lambda: edits.append(1))
    show(form)
    QTest.keyClicks(field(form, "name"), "P")
    QTest.keyClick(field(form, "interpreter"), Qt.Key.Key_Space)

    assert len(edits) == 2


def test_tab_goes_through_the_fields_in_the_order_in_which_they_stand(form: Form, show: Show) -> None:
    show(form)
    field(form, "name").setFocus()
    order = []
    for _ in range(6):
        focused = form.focusWidget()
        assert focused is not None
        order.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    assert order == ["name", "code", "started_on", "kind", "interpreter", "note"]


def test_a_name_can_be_used_once(form: Form) -> None:
    with pytest.raises(ValueError, match="code"):
        form.add_row("code", "Nog eens", TextField())


@pytest.fixture
def dialog() -> FormDialog:
    made = FormDialog("Nieuw gezinslid", "Toevoegen")
    made.form.add_row("given_name", "Voornaam", TextField())
    return made


def test_enter_in_a_field_submits_the_form(dialog: FormDialog, show: Show) -> None:
    submitted: list[int] = []
    dialog.submitted.connect(lambda: submitted.append(1))
    show(dialog)
    QTest.keyClick(field(dialog.form, "given_name"), Qt.Key.Key_Return)

    assert submitted == [1]
    assert dialog.isVisible()


@pytest.mark.parametrize("letters", range(150, 210, 4))
def test_sentences_of_any_length_stand_in_a_window_whole(letters: int, show: Show) -> None:
    made = FormDialog("Account afsluiten", "Afsluiten")
    for _ in range(3):
        made.form.add_wide(paragraph(("woord " * 40)[:letters]))
    show(made)
    bar = made.area.verticalScrollBar()
    wait_until(lambda: bar.maximum() == 0 and made._inside.height() == made.area.viewport().height())


def test_a_form_that_is_being_kept_cannot_be_submitted_twice(dialog: FormDialog, show: Show) -> None:
    submitted: list[int] = []
    dialog.submitted.connect(lambda: submitted.append(1))
    show(dialog)
    dialog.set_busy(True)
    QTest.keyClick(field(dialog.form, "given_name"), Qt.Key.Key_Return)

    assert submitted == []


def test_after_a_refusal_the_form_is_still_there_with_the_sentence(dialog: FormDialog, show: Show) -> None:
    show(dialog)
    dialog.set_busy(True)
    handled = dialog.show_error(UserError("An wijzigde dit gezin om 14:32."))

    assert handled
    assert dialog.error_label.text() == "An wijzigde dit gezin om 14:32."
    assert dialog.error_label.isVisible()
    assert dialog.submit_button.isEnabled()


def test_what_is_kept_for_later_closes_the_form_so_that_nobody_fills_it_in_again(
    dialog: FormDialog, show: Show
) -> None:
    show(dialog)
    assert not dialog.show_error(KeptForLater())  # the window says it
    assert not dialog.isVisible()
    assert dialog.result() == FormDialog.DialogCode.Accepted


def test_a_bug_is_left_to_the_calm_handler(dialog: FormDialog) -> None:
    assert not dialog.show_error(ValueError())


def test_escape_closes_the_form(dialog: FormDialog, show: Show) -> None:
    show(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
