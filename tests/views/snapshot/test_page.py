"""What a coach may rely on while filling in the form, driven by keys and clicks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import KeptForLater, OfficeUnavailable
from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback
from gezinscoach_desktop.services import snapshot as snapshot_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry, Finished
from gezinscoach_desktop.views.family.tab import TabName
from gezinscoach_desktop.views.snapshot.card_layout import compact_layout, open_layout
from gezinscoach_desktop.views.snapshot.item_card import ItemCard
from gezinscoach_desktop.views.theme import Appearance, theme
from tests.views.looks import LOOKS
from tests.views.snapshot.conftest import FormOnScreen, ShowForm
from tests.views.snapshot.samples import (
    DEBTS,
    INCOME,
    LINA,
    NOW,
    RESIDENCE,
    SAFETY,
    SOFIE,
    SUMMER,
    FakeService,
    make_form,
    make_history,
)

CTRL = Qt.KeyboardModifier.ControlModifier
AFFORDABILITY: Place = (None, "housing_affordability")


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def type_text(text: str) -> None:
    """Every key to whatever has the keyboard by then."""
    for sign in text:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, sign)


def find(screen: FormOnScreen, text: str) -> None:
    """Ctrl+F, part of the name, Enter."""
    screen.page.find_here()
    type_text(text)
    press(Qt.Key.Key_Return)


def open_place(screen: FormOnScreen) -> Place:
    card = screen.page.item_list.open_card
    assert card is not None
    return card.place


def card_of(screen: FormOnScreen, place: Place) -> ItemCard:
    card = screen.page.item_list.card(place)
    assert card is not None
    return card


def entries(screen: FormOnScreen) -> dict[Place, int | None]:
    """The levels of the draft as it was last kept."""
    if not screen.service.saved:
        return {}
    return {place: entry.level for place, entry in screen.service.draft.entries.items() if entry.has_level}


def pixels(widget: QWidget) -> QImage:
    return widget.grab().toImage()


# ------------------------------------------------------------------------------------------------------ entering


def test_the_form_opens_on_the_first_item_of_the_household_with_the_keyboard_on_its_scale(
    show_form: ShowForm,
) -> None:
    screen = show_form()
    assert open_place(screen) == RESIDENCE
    assert QApplication.focusWidget() is card_of(screen, RESIDENCE)
    assert "vorige 12/08/2026" in screen.page.header.subtitle
    assert "0 van 82 items gewijzigd" in screen.page.header.subtitle
    assert screen.page.header.state_text == ""


def test_a_digit_sets_the_level_and_is_kept_at_once(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("4")
    assert entries(screen) == {RESIDENCE: 4}
    assert screen.page.header.state_text.startswith("Klad bewaard om ")
    assert "1 van 82 items gewijzigd" in screen.page.header.subtitle


@LOOKS
def test_where_there_is_little_room_the_count_stays_and_the_family_code_goes_first(
    show_form: ShowForm,
) -> None:
    wide, narrow = show_form(width=1298), show_form(width=856)
    for screen in (wide, narrow):
        screen.page.activateWindow()
        screen.page.item_list.focus_scale()
        type_text("4")
    assert wide.page.header.subtitle.startswith("G-2024-017")
    assert "G-2024-017" not in narrow.page.header.subtitle
    label = narrow.page.header._subtitle
    assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    assert "1 van 82" in label.text()
    assert label.toolTip().startswith("G-2024-017")
    assert narrow.page.header._check.toolTip().startswith("Klad bewaard om ")


@pytest.mark.parametrize(("text", "level"), [("&", 1), ("é", 2), ('"', 3), ("'", 4), ("(", 5), ("à", None)])
def test_the_digit_row_of_azerty_works_without_shift(
    show_form: ShowForm, text: str, level: int | None
) -> None:
    screen = show_form()
    QTest.sendKeyEvent(
        QTest.KeyAction.Click,
        card_of(screen, RESIDENCE),
        Qt.Key.Key_unknown,
        text,
        Qt.KeyboardModifier.NoModifier,
    )
    assert entries(screen) == {RESIDENCE: level}


def test_the_scale_is_worked_entirely_from_the_keyboard(show_form: ShowForm) -> None:
    screen = show_form()
    press(Qt.Key.Key_Down)
    assert open_place(screen) == AFFORDABILITY
    press(Qt.Key.Key_Right)
    assert entries(screen) == {AFFORDABILITY: 3}
    press(Qt.Key.Key_Backspace)
    assert screen.page.state is not None
    assert screen.page.state.draft().entries == {}
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Up)
    assert open_place(screen) == AFFORDABILITY


def test_down_at_the_end_of_a_person_goes_on_with_the_next(show_form: ShowForm) -> None:
    screen = show_form()
    find(screen, "veiligheid")
    assert open_place(screen) == SAFETY
    press(Qt.Key.Key_Down)
    assert open_place(screen) == (SOFIE, "recognition")
    assert screen.page.side_list.person_row(SOFIE).isChecked()
    press(Qt.Key.Key_PageUp)
    assert open_place(screen) == RESIDENCE


def test_a_note_is_text_and_esc_leads_back_to_the_scale(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("3t")
    type_text("3 dagen per week")
    assert screen.service.draft.entries[RESIDENCE].note == "3 dagen per week"
    assert entries(screen) == {RESIDENCE: 3}
    press(Qt.Key.Key_Escape)
    type_text("5")
    assert entries(screen) == {RESIDENCE: 5}
    assert screen.service.draft.entries[RESIDENCE].note == "3 dagen per week"


def test_tab_goes_through_the_item_and_on_to_the_next(show_form: ShowForm) -> None:
    screen = show_form()
    find(screen, "inkom")
    type_text("1")
    editor = screen.page.item_list.editor
    way = []
    for _ in range(4):
        press(Qt.Key.Key_Tab)
        way.append(QApplication.focusWidget())
    assert way[:3] == [editor.reason_chips.chips[0], editor.setback_chips.chips[0], editor.note_field]
    assert open_place(screen) == DEBTS
    assert way[3] is card_of(screen, DEBTS)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is editor.note_field, "nothing changed, so there is no reason to ask"


def test_shift_tab_goes_the_same_way_back(show_form: ShowForm) -> None:
    screen = show_form()
    find(screen, "inkom")
    type_text("1")
    editor = screen.page.item_list.editor
    press(Qt.Key.Key_Down)
    way = []
    for _ in range(4):
        press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        way.append(QApplication.focusWidget())
    assert way == [
        editor.note_field,
        editor.setback_chips.chips[0],
        editor.reason_chips.chips[0],
        card_of(screen, INCOME),
    ]


def test_tab_also_halts_at_what_is_folded_away_and_goes_on_with_the_next_person(show_form: ShowForm) -> None:
    screen = show_form()
    QTest.mouseClick(screen.page.side_list.person_row(LINA), Qt.MouseButton.LeftButton)
    halted = set()
    for _ in range(300):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert screen.page.item_list.isAncestorOf(focused)
        halted.add(type(focused).__name__)
        if open_place(screen)[0] != LINA:
            break
    assert open_place(screen)[0] is not None
    assert open_place(screen)[0] != LINA
    assert "FoldButton" in halted


def test_tab_from_the_buttons_above_comes_to_the_scale(show_form: ShowForm) -> None:
    screen = show_form()
    screen.page.header.finish_button.setFocus()
    for _ in range(12):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None and screen.page.item_list.isAncestorOf(focused):
            break
    assert QApplication.focusWidget() is card_of(screen, RESIDENCE)


def test_before_the_first_item_shift_tab_leads_out_of_the_list(show_form: ShowForm) -> None:
    screen = show_form()
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is screen.page.side_list.person_row(None)


def test_enter_in_a_note_is_a_new_line(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("3tleefloon")
    press(Qt.Key.Key_Return)
    type_text("2 kinderen")
    assert screen.service.draft.entries[RESIDENCE].note == "leefloon\n2 kinderen"
    assert open_place(screen) == RESIDENCE


def test_every_keystroke_is_kept(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("4t")
    before = len(screen.service.saved)
    type_text("abc")
    assert [draft.entries[RESIDENCE].note for draft in screen.service.saved[before:]] == ["a", "ab", "abc"]


def test_undo_and_redo_cover_levels_and_notes_also_from_within_the_note(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("4")
    press(Qt.Key.Key_Down)
    type_text("4tsamen bekeken")
    press(Qt.Key.Key_Z, CTRL)
    assert screen.service.draft.entries[AFFORDABILITY].note == ""
    assert screen.page.item_list.editor.note_field.toPlainText() == ""
    press(Qt.Key.Key_Z, CTRL)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Z, CTRL)
    assert screen.service.discarded == 1
    assert open_place(screen) == RESIDENCE
    for _ in range(3):
        press(Qt.Key.Key_Y, CTRL)
    assert entries(screen) == {RESIDENCE: 4, AFFORDABILITY: 4}
    assert screen.service.draft.entries[AFFORDABILITY].note == "samen bekeken"


def test_a_pause_in_typing_is_a_step_of_its_own(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("4teen")
    screen.page._changes._burst_timer.timeout.emit()
    type_text(" twee")
    press(Qt.Key.Key_Z, CTRL)
    assert screen.service.draft.entries[RESIDENCE].note == "een"


def test_a_click_on_a_small_button_sets_the_level_and_opens_the_card(show_form: ShowForm) -> None:
    screen = show_form()
    card = card_of(screen, AFFORDABILITY)
    spot = compact_layout(card.width()).buttons[3].center()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=spot)
    assert entries(screen) == {AFFORDABILITY: 4}
    assert open_place(screen) == AFFORDABILITY


def test_a_click_on_a_wide_button_or_its_text_sets_the_level(show_form: ShowForm) -> None:
    screen = show_form()
    card = card_of(screen, RESIDENCE)
    layout = open_layout(card.width(), card.content.item, shows_help=False)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=layout.texts[4].center())
    assert entries(screen) == {RESIDENCE: 5}
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=layout.not_applicable.center())
    assert entries(screen) == {RESIDENCE: None}


def test_a_click_beside_the_buttons_only_opens_the_card(show_form: ShowForm) -> None:
    screen = show_form()
    QTest.mouseClick(card_of(screen, DEBTS), Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    assert open_place(screen) == DEBTS
    assert screen.service.saved == []


@LOOKS
def test_the_mouse_wheel_never_changes_a_value(show_form: ShowForm) -> None:
    screen = show_form(height=400)
    card = card_of(screen, RESIDENCE)
    note = screen.page.item_list.editor.note_field
    for target in (note.viewport(), card):
        spot = target.mapTo(screen.page, target.rect().center())
        QTest.wheelEvent(screen.page.windowHandle(), QPointF(spot), QPoint(0, -240))
    assert screen.service.saved == []
    assert screen.page.item_list.verticalScrollBar().value() > 0


# ------------------------------------------------------------------------------------------------------ reasons and help


def test_a_drop_asks_for_the_reason_and_where_it_comes_from(show_form: ShowForm) -> None:
    screen = show_form()
    find(screen, "inkom")
    editor = screen.page.item_list.editor
    assert not editor.reason_chips.isVisible()
    type_text("1")
    assert editor.reason_chips.value() is Reason.CHANGED
    assert editor.setback_chips.isVisible()
    QTest.mouseClick(editor.setback_chips.chips[1], Qt.MouseButton.LeftButton)
    assert screen.service.draft.entries[INCOME].setback is Setback.INCOME
    QTest.mouseClick(editor.reason_chips.chips[1], Qt.MouseButton.LeftButton)
    assert screen.service.draft.entries[INCOME].reason is Reason.INSIGHT
    assert not editor.setback_chips.isVisible()


def test_the_reason_is_chosen_from_the_keyboard(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("4r")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert screen.service.draft.entries[RESIDENCE].reason is Reason.INSIGHT
    assert QApplication.focusWidget() is card_of(screen, RESIDENCE)


@LOOKS
def test_f1_shows_and_hides_what_the_item_means(show_form: ShowForm) -> None:
    screen = show_form()
    card = card_of(screen, RESIDENCE)
    low = card.height()
    press(Qt.Key.Key_F1)
    assert card.shows_help
    assert card.height() > low
    press(Qt.Key.Key_F1)
    assert not card.shows_help


def test_f1_and_undo_act_on_the_item_also_where_the_window_has_keys_of_its_own(show_form: ShowForm) -> None:
    screen = show_form()
    window_heard: list[str] = []
    for keys in ("F1", "T", "1"):
        shortcut = QShortcut(QKeySequence(keys), screen.page)
        shortcut.activated.connect(partial(window_heard.append, keys))
    press(Qt.Key.Key_F1)
    type_text("1t")
    type_text("T1")
    assert card_of(screen, RESIDENCE).shows_help
    assert screen.service.draft.entries[RESIDENCE] == DraftEntry(1, True, "T1", Reason.CHANGED)
    assert window_heard == []


# ------------------------------------------------------------------------------------------------------ how it looks


@LOOKS
def test_carried_looks_different_from_entered(show_form: ShowForm) -> None:
    """Same level, same text: only outlined against filled."""
    screen = show_form()
    card = card_of(screen, DEBTS)
    box = compact_layout(card.width()).buttons[1]
    carried = pixels(card).pixelColor(box.topLeft() + QPoint(6, 5))
    state = screen.page.state
    assert state is not None
    state.set_level(DEBTS, 2)
    card.show_content(state.content(DEBTS))
    entered = pixels(card).pixelColor(box.topLeft() + QPoint(6, 5))
    assert entered.name() == theme().palette.accent.lower()
    assert carried.name() == theme().palette.accent_soft.lower()


@LOOKS
def test_a_level_that_moved_is_marked_with_a_drawn_triangle(show_form: ShowForm) -> None:
    screen = show_form()
    state = screen.page.state
    assert state is not None
    card = card_of(screen, DEBTS)
    state.set_level(DEBTS, 4)
    card.show_content(state.content(DEBTS))
    image = pixels(card)
    colors = {
        image.pixelColor(x, y).name() for x in range(card.width() - 150, card.width()) for y in range(48)
    }
    assert theme().palette.better.lower() in colors


def test_a_card_follows_light_and_dark(show_form: ShowForm) -> None:
    screen = show_form()
    card = card_of(screen, DEBTS)
    light = pixels(card)
    theme().use_appearance(Appearance.DARK)
    dark = pixels(card)
    theme().use_appearance(Appearance.LIGHT)
    assert light != dark


@LOOKS
@pytest.mark.parametrize("width", [700, 956, 1298, 1900])
def test_the_level_texts_of_an_open_card_are_never_clipped(show_form: ShowForm, width: int) -> None:
    screen = show_form(width=width)
    card_width = card_of(screen, RESIDENCE).width()
    for item in make_form().instrument.items.values():
        layout = open_layout(card_width, item, shows_help=True)
        assert layout.editor_top > max(box.bottom() for box in layout.texts)
        assert layout.not_applicable.right() < card_width
    assert card_of(screen, RESIDENCE).height() >= card_of(screen, RESIDENCE).heightForWidth(card_width)


def test_the_pane_at_the_right_gives_way_where_there_is_no_room(show_form: ShowForm) -> None:
    wide = show_form(width=1298)
    assert wide.page.detail_pane.isVisible()
    narrow = show_form(width=956)
    find(narrow, "inkom")
    assert not narrow.page.detail_pane.isVisible()
    assert "Leefloon aangevraagd" in narrow.page.item_list.editor._earlier_label.text()


def test_the_chart_tells_in_words_what_it_shows(show_form: ShowForm) -> None:
    screen = show_form()
    find(screen, "inkom")
    assert not screen.page.detail_pane.chart.is_empty
    assert screen.page.detail_pane.chart.accessibleDescription() != ""


# ------------------------------------------------------------------------------------------------------ accessibility


def test_a_screen_reader_hears_a_slider_with_name_value_and_text(show_form: ShowForm) -> None:
    screen = show_form()
    find(screen, "inkom")
    type_text("3")
    heard = QAccessible.queryAccessibleInterface(card_of(screen, INCOME))
    assert heard.role() is QAccessible.Role.Slider
    assert heard.text(QAccessible.Text.Name) == "Inkomen"
    assert heard.text(QAccessible.Text.Value) == "3"
    assert heard.text(QAccessible.Text.Description) == (
        "niveau 3 van 5: Inkomen is nipt toereikend, vorige keer 2"
    )
    assert card_of(screen, INCOME).accessibleDescription() == heard.text(QAccessible.Text.Description)


def test_everything_that_takes_the_keyboard_has_a_name(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("1")
    nameless = [
        widget
        for widget in screen.page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_f6_goes_round_list_scale_and_buttons(show_form: ShowForm) -> None:
    screen = show_form()
    press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is screen.page.header.finish_button
    press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is screen.page.side_list.person_row(None)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert open_place(screen) == (SOFIE, "recognition")


# ------------------------------------------------------------------------------------------------------ jumping about


def test_a_click_on_a_person_or_a_domain_jumps_there(show_form: ShowForm) -> None:
    screen = show_form()
    QTest.mouseClick(screen.page.side_list.person_row(LINA), Qt.MouseButton.LeftButton)
    assert open_place(screen)[0] == LINA
    QTest.mouseClick(screen.page.side_list.domain_row("school"), Qt.MouseButton.LeftButton)
    assert open_place(screen) == (LINA, "school_attendance")
    assert QApplication.focusWidget() is card_of(screen, (LINA, "school_attendance"))


def test_a_dot_stands_where_something_changed(show_form: ShowForm) -> None:
    screen = show_form()
    find(screen, "inkom")
    type_text("3")
    side = screen.page.side_list
    assert side.person_row(None).is_touched
    assert side.domain_row("finances").is_touched
    assert not side.domain_row("housing").is_touched
    assert side.person_row(None).accessibleName() == "Huishouden, gewijzigd"


def test_who_is_not_present_is_folded_away_but_can_be_reached(show_form: ShowForm) -> None:
    screen = show_form()
    side = screen.page.side_list
    maria = next(row for person, row in side._people.items() if row.text() == "Maria Claes")
    assert side.absent_button.text() == "Ook Maria Claes"
    assert maria.isHidden()
    QTest.mouseClick(side.absent_button, Qt.MouseButton.LeftButton)
    assert not maria.isHidden()


def test_items_of_another_age_unfold_on_a_click(show_form: ShowForm) -> None:
    screen = show_form()
    find(screen, "zorg voor kinderen lina")
    place = (LINA, "baby_supplies")
    assert screen.page.item_list.card(place) is None
    screen.page.item_list.fold_toggled.emit("basic_needs_infant")
    assert card_of(screen, place).isVisible()
    screen.page.item_list.fold_toggled.emit("basic_needs_infant")
    assert screen.page.item_list.card(place) is None


def test_a_folded_item_can_be_found_filled_in_and_noted_without_losing_the_keyboard(
    show_form: ShowForm,
) -> None:
    screen = show_form()
    find(screen, "babyuitzet lina")
    type_text("t")
    type_text("niet meer nodig")
    assert screen.service.draft.entries[(LINA, "baby_supplies")].note == "niet meer nodig"
    press(Qt.Key.Key_Escape)
    type_text("0")
    assert entries(screen) == {(LINA, "baby_supplies"): None}


def test_find_lists_nothing_for_an_unknown_name_and_esc_closes_it(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("/")
    type_text("xyz")
    assert screen.page.find_panel.hits == ()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert not screen.page.find_panel.isVisible()
    assert QApplication.focusWidget() is card_of(screen, RESIDENCE)


def test_two_changes_with_a_note_take_nine_interactions(show_form: ShowForm) -> None:
    """From the open form; a note counts as one."""
    screen = show_form()
    interactions = 0
    for name, level in (("inkom", "3"), ("mentale", "4")):
        screen.page.find_here()
        type_text(name)
        press(Qt.Key.Key_Return)
        type_text(level)
        interactions += 4
    type_text("t")
    type_text("Gaat naar de psycholoog.")
    press(Qt.Key.Key_Return, CTRL)
    interactions += 3
    assert len(screen.service.finished) == 1
    assert interactions <= 11


# ------------------------------------------------------------------------------------------------------ drafts


def test_a_draft_found_again_opens_on_the_same_item_and_says_so(show_form: ShowForm) -> None:
    screen = show_form(make_form(entries={DEBTS: DraftEntry(3, True)}, resume_at=DEBTS, saved_at=NOW))
    assert open_place(screen) == DEBTS
    assert screen.page.resume_bar.isVisible()
    assert screen.page.resume_bar.text.startswith("Je was hier bezig op 14/11 om ")
    type_text("4")
    assert not screen.page.resume_bar.isVisible()


def test_beginning_again_can_be_taken_back(show_form: ShowForm) -> None:
    screen = show_form(make_form(entries={DEBTS: DraftEntry(3, True)}, resume_at=DEBTS, saved_at=NOW))
    QTest.mouseClick(screen.page.resume_bar.action_button, Qt.MouseButton.LeftButton)
    assert screen.service.discarded == 1
    assert screen.page.state is not None
    assert not screen.page.state.has_content
    action = screen.said[-1].action
    assert action is not None
    action()
    assert entries(screen) == {DEBTS: 3}


def test_what_was_thrown_away_does_not_come_back_while_the_rest_is_being_finished(
    show_form: ShowForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = show_form(make_form(entries={DEBTS: DraftEntry(3, True)}, resume_at=DEBTS, saved_at=NOW))
    QTest.mouseClick(screen.page.resume_bar.action_button, Qt.MouseButton.LeftButton)
    put_back = screen.said[-1].action
    assert put_back is not None
    type_text("4")
    kept, finish = len(screen.service.saved), screen.service.finish

    def finish_with_a_click_meanwhile(desk: Desk, draft: Draft) -> Finished:
        put_back()
        return finish(desk, draft)

    monkeypatch.setattr(snapshot_service, "finish", finish_with_a_click_meanwhile)
    screen.page.finish()
    put_back()

    assert screen.page.is_done
    assert len(screen.service.saved) == kept  # a draft kept now would lie waiting after the snapshot


def test_closing_remembers_where_the_coach_was(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("4")
    find(screen, "schulden")
    screen.page.leave()
    assert screen.service.draft.resume_at == DEBTS


def test_looking_around_keeps_nothing(show_form: ShowForm) -> None:
    screen = show_form()
    find(screen, "schulden")
    screen.page.leave()
    assert screen.service.saved == []


def test_a_draft_that_cannot_be_kept_says_so_and_offers_to_try_again(show_form: ShowForm) -> None:
    service = FakeService(make_form(), save_error=OfficeUnavailable("De schijf is vol."))
    screen = show_form(service=service)
    type_text("4")
    assert screen.page.header.state_text == "Nog niet bewaard"
    assert "De schijf is vol." in screen.said[-1].text
    service.save_error = None
    action = screen.said[-1].action
    assert action is not None
    action()
    assert screen.page.header.state_text.startswith("Klad bewaard om ")
    assert entries(screen) == {RESIDENCE: 4}


def test_lists_hear_when_a_draft_begins_and_ends_and_not_in_between(show_form: ShowForm) -> None:
    screen = show_form()
    heard: list[Change] = []
    screen.tasks.changed.connect(heard.append)
    type_text("45")
    press(Qt.Key.Key_Backspace)
    assert [change.nouns for change in heard] == [frozenset({Noun.DRAFT})] * 2


# ------------------------------------------------------------------------------------------------------ date and baseline


@pytest.mark.parametrize("typed", ["12/08/2026", "12/8/26", "12.08.2026", "12082026", "12/8"])
def test_the_date_can_be_changed_in_every_usual_spelling(show_form: ShowForm, typed: str) -> None:
    screen = show_form()
    type_text("4")
    screen.page.header.date_action.trigger()
    type_text(typed)
    press(Qt.Key.Key_Return)
    assert screen.service.draft.date == SUMMER
    assert "Momentopname 12/08/2026" in screen.page.header.subtitle


def test_a_date_that_lies_ahead_is_explained_and_not_taken(show_form: ShowForm) -> None:
    screen = show_form()
    screen.page.header.date_action.trigger()
    type_text("15/11/2026")
    assert "ligt in de toekomst" in screen.page.options_strip.note
    assert screen.page.state is not None
    assert screen.page.state.day == date(2026, 11, 14)


def test_an_earlier_date_shows_who_lived_there_then(show_form: ShowForm) -> None:
    screen = show_form()
    screen.page.header.date_action.trigger()
    type_text("01/12/2025")
    assert screen.page.side_list.absent_button.isHidden()
    assert "latere momentopname" in screen.page.options_strip.note


def test_a_second_snapshot_of_one_day_is_remarked(show_form: ShowForm) -> None:
    today = replace(make_history()[-1], date=date(2026, 11, 14))
    screen = show_form(make_form(snapshots=(*make_history()[:-1], today)))
    assert screen.page.options_strip.note.startswith("Er is vandaag al een momentopname.")
    assert "Er is vandaag al een momentopname." in screen.page.header._subtitle.toolTip()


def test_a_revised_baseline_is_one_click_and_stands_in_the_header(show_form: ShowForm) -> None:
    screen = show_form()
    screen.page.header.baseline_action.trigger()
    press(Qt.Key.Key_Space)
    assert screen.service.draft.is_revised_baseline
    assert "herziene nulmeting" in screen.page.header.subtitle


# ------------------------------------------------------------------------------------------------------ empty states


def test_a_family_without_members_shows_the_household_and_the_way_to_add_them(show_form: ShowForm) -> None:
    screen = show_form(make_form(members=(), snapshots=()))
    banner = screen.page.item_list.banner
    assert banner is not None
    banner.action_button.click()
    assert (screen.went[-1].room, screen.went[-1].part) == ("family", "members")


def test_the_first_measurement_says_that_it_may_be_incomplete(show_form: ShowForm) -> None:
    screen = show_form(make_form(snapshots=()))
    banner = screen.page.item_list.banner
    assert banner is not None
    assert "mag onvolledig zijn" in banner.text
    assert "eerste meting" in screen.page.header.subtitle
    assert not screen.page.header.baseline_action.isVisible()


# ------------------------------------------------------------------------------------------------------ finishing


def test_ctrl_enter_finishes_and_shows_what_got_better_first(show_form: ShowForm) -> None:
    screen = show_form()
    results: list[object] = []
    screen.page.finished.connect(results.append)
    heard: list[Change] = []
    screen.tasks.changed.connect(heard.append)
    find(screen, "inkom")
    type_text("4t")
    type_text("Werkt nu.")
    press(Qt.Key.Key_Return, CTRL)
    assert screen.service.finished[0].entries[INCOME].note == "Werkt nu."
    assert len(results) == 1
    assert Noun.SNAPSHOT in heard[-1].nouns
    assert screen.page.finished_page.isVisible()
    assert screen.page.finished_page.header.title == "Momentopname van 14/11/2026 is afgerond"


def test_a_note_without_level_stops_finishing_and_is_shown(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("t")
    type_text("Nog niet duidelijk")
    find(screen, "inkom")
    type_text("3")
    screen.page.finish()
    assert screen.said[-1].text == "Kies een niveau of n.v.t. bij Verblijfplaats, of wis de toelichting."
    assert open_place(screen) == RESIDENCE
    assert screen.service.finished == []


def test_what_no_longer_fits_who_is_in_the_family_is_said_and_the_rest_can_be_finished(
    show_form: ShowForm,
) -> None:
    school = (SOFIE, "learning")  # she was a child of this family when it was typed
    entries = {DEBTS: DraftEntry(3, True), school: DraftEntry(2, True, "Bleef zitten")}
    screen = show_form(make_form(entries=entries, resume_at=DEBTS, saved_at=NOW))
    banner = screen.page.item_list.banner
    assert banner is not None
    assert "Leertraject (Sofie Peeters), telt niet mee" in banner.text
    banner.action_button.click()
    assert screen.went[-1].part == TabName.MEMBERS
    press(Qt.Key.Key_Return, CTRL)
    assert set(screen.service.finished[0].entries) == {DEBTS}


def test_what_no_longer_counts_is_said_again_when_throwing_the_draft_away_is_taken_back(
    show_form: ShowForm,
) -> None:
    entries = {DEBTS: DraftEntry(3, True), (SOFIE, "learning"): DraftEntry(2, True)}
    screen = show_form(make_form(entries=entries, resume_at=DEBTS, saved_at=NOW))

    def is_told() -> bool:
        banner = screen.page.item_list.banner
        return banner is not None and banner.isVisible() and "telt niet mee" in banner.text

    assert is_told()
    screen.page.header.discard_wanted.emit()
    assert not is_told()
    press(Qt.Key.Key_Z, CTRL)
    assert is_told()
    press(Qt.Key.Key_Y, CTRL)
    assert not is_told()


def test_nothing_filled_in_is_said_and_nothing_is_finished(show_form: ShowForm) -> None:
    screen = show_form()
    press(Qt.Key.Key_Return, CTRL)
    assert screen.said[-1].text.startswith("Er is nog niets ingevuld.")
    assert screen.service.finished == []


def test_a_finish_that_fails_leaves_the_form_as_it_was(show_form: ShowForm) -> None:
    service = FakeService(make_form(), finish_error=OfficeUnavailable("Het kantoor is niet bereikbaar."))
    screen = show_form(service=service)
    type_text("4")
    screen.page.finish()
    assert screen.said[-1].text == "Het kantoor is niet bereikbaar. Wat je invulde, is bewaard als klad."
    assert open_place(screen) == RESIDENCE
    assert QApplication.focusWidget() is card_of(screen, RESIDENCE)
    type_text("5")
    assert entries(screen) == {RESIDENCE: 5}


def test_a_finish_that_waits_for_the_server_is_as_good_as_done_and_cannot_be_changed(
    show_form: ShowForm,
) -> None:
    screen = show_form(service=FakeService(make_form(), finish_error=KeptForLater()))
    type_text("4")
    screen.page.finish()
    kept = len(screen.service.saved)
    said = screen.said[-1]
    assert said.text.startswith("Deze momentopname is bewaard op deze pc")
    assert not card_of(screen, RESIDENCE).isEnabled()
    screen.page.finish()
    screen.page.leave()
    assert (entries(screen), len(screen.service.saved)) == ({RESIDENCE: 4}, kept)
    assert screen.page.is_done
    assert said.action is not None
    said.action()
    assert [place.room for place in screen.went] == ["family"]


def test_after_finishing_nothing_is_kept_as_a_draft_any_more(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("4")
    screen.page.finish()
    kept = len(screen.service.saved)
    screen.page.leave()
    screen.page.refresh(Change(frozenset({Noun.SNAPSHOT})))
    assert len(screen.service.saved) == kept


def test_the_finishing_screen_leads_to_family_report_and_list(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("4")
    screen.page.finish()
    ready = screen.page.finished_page
    for chosen in (ready.family_button, ready.print_button, ready.list_button):
        QTest.mouseClick(chosen, Qt.MouseButton.LeftButton)
    assert [place.room for place in screen.went] == ["family", "report", "families"]


def test_a_finished_form_is_done_so_that_the_window_forgets_it(show_form: ShowForm) -> None:
    screen = show_form()
    type_text("4")
    was_done = screen.page.is_done
    screen.page.finish()
    assert (was_done, screen.page.is_done, screen.page.help_here()) == (False, True, False)


def test_the_window_finds_the_scale_when_it_gives_the_page_the_keyboard(show_form: ShowForm) -> None:
    screen = show_form()
    screen.page.header.finish_button.setFocus()
    assert screen.page.take_focus()
    assert QApplication.focusWidget() is card_of(screen, RESIDENCE)
    assert screen.page.help_here()
    assert card_of(screen, RESIDENCE).shows_help
