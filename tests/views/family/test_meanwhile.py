"""A colleague was first: both versions beside each other, chosen by keys and clicks, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from gezinscoach_desktop.domain.household import Living, Stay
from gezinscoach_desktop.domain.merge import merge
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyHeader, FamilyInput, MemberInput, MemberRecord
from gezinscoach_desktop.views.family.edit_family import EditFamilyDialog
from gezinscoach_desktop.views.family.meanwhile import as_typed, colleague_of, in_words
from gezinscoach_desktop.views.family.member_form import MemberDialog
from gezinscoach_desktop.views.family.merge_dialog import ConflictCard, MergeDialog
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.journeys.screen import seen_in
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.conftest import Answers
from tests.views.family.samples import LINA, TODAY
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
AT = datetime(2026, 11, 22, 13, 32, tzinfo=UTC)
REFUSAL = ChangedMeanwhile("Karim wijzigde dit gezin intussen.")


class Store:
    """One record that colleagues keep as well: refuses whoever hands back an older version."""

    def __init__(self, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers = answers
        self.kept: list[Any] = []
        self.busy_colleague: Callable[[], None] | None = None
        monkeypatch.setattr(family_service, "change_family", self.change_family)
        monkeypatch.setattr(family_service, "change_member", self.change_member)

    @property
    def header(self) -> FamilyHeader:
        return self.answers.page.header

    def colleague_changes_family(self, **changed: Any) -> None:
        record = self.header.record
        newer = replace(
            record,
            version=record.version + 1,
            details=replace(record.details, **changed),
            changed_by="Karim",
            changed_at=AT,
        )
        self.answers.page = replace(self.answers.page, header=replace(self.header, record=newer))

    def colleague_changes_lina(self, **changed: Any) -> None:
        members = tuple(
            replace(
                one, version=one.version + 1, details=replace(one.details, **changed), changed_by="Karim", changed_at=AT
            )
            if one.id == LINA
            else one
            for one in self.header.members
        )  # fmt: skip
        self.answers.page = replace(self.answers.page, header=replace(self.header, members=members))

    def change_family(self, desk: Desk, family_id: object, version: int, details: FamilyInput) -> Done:
        return self._keep(version, self.header.record.version, details)

    def change_member(self, desk: Desk, member_id: object, version: int, details: MemberInput) -> Done:
        return self._keep(version, lina_of(self.header).version, details)

    def _keep(self, version: int, kept_version: int, details: object) -> Done:
        if version != kept_version:
            raise REFUSAL
        self.kept.append(details)
        return self.answers.keep("merged", details)


def lina_of(header: FamilyHeader) -> MemberRecord:
    return next(member for member in header.members if member.id == LINA)


@pytest.fixture
def store(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> Store:
    return Store(answers, monkeypatch)


@pytest.fixture
def editor(store: Store, tasks: InlineTasks, desk: Desk, show: Show) -> EditFamilyDialog:
    made = EditFamilyDialog(tasks, desk, store.header.record)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(made)
    return made


def write(editor: EditFamilyDialog, name: str, text: str) -> None:
    field = getattr(editor.fields, name)
    field.selectAll()
    QTest.keyClicks(field, text)


def asked(editor: FormDialog) -> MergeDialog[Any]:
    """The dialog that puts both versions beside each other."""
    [dialog] = [one for one in editor.findChildren(MergeDialog) if one.isVisible()]
    dialog.activateWindow()
    wait_until(lambda: QApplication.activeWindow() is dialog)
    return dialog


def texts(dialog: QWidget) -> str:
    return "\n".join(seen_in(dialog))


# ------------------------------------------------------------------------------------------------------------ a family
def test_who_and_when_and_all_three_versions_of_a_field_are_shown(
    editor: EditFamilyDialog, store: Store
) -> None:
    was = store.header.record.details.address
    store.colleague_changes_family(address="Dorp 1")
    write(editor, "address", "Kerk 2")
    editor.submit()
    dialog = asked(editor)
    seen = texts(dialog)
    assert f"Karim bewaarde dit gezin om {AT.astimezone():%H:%M}, terwijl jij bezig was." in seen
    assert all(text in seen for text in ("Adres", f"Eerst: {was}", "Kerk 2", "Dorp 1"))
    assert_every_focusable_widget_is_named(dialog)


def test_what_only_a_colleague_changed_is_merged_by_itself_and_shown_so(
    editor: EditFamilyDialog, store: Store
) -> None:
    was = store.header.record.details
    store.colleague_changes_family(address="Dorp 1")
    write(editor, "municipality", "Balen")
    editor.submit()
    dialog = asked(editor)
    assert dialog.cards == ()
    assert dialog.automatic_lines == (
        f"Gemeente: van “{was.municipality}” naar “Balen”, door jou",
        f"Adres: van “{was.address}” naar “Dorp 1”, door Karim",
    )
    assert dialog.submit_button.hasFocus()
    QTest.keyClick(dialog.submit_button, Qt.Key.Key_Return)
    assert store.kept == [replace(was, municipality="Balen", address="Dorp 1")]
    assert not editor.isVisible()


def test_a_choice_is_made_from_the_keyboard_alone(editor: EditFamilyDialog, store: Store) -> None:
    store.colleague_changes_family(municipality="Geel")
    write(editor, "municipality", "Balen")
    editor.submit()
    dialog = asked(editor)
    assert QApplication.focusWidget() is dialog.cards[0].mine_field
    QTest.keyClick(dialog.cards[0].mine_field, Qt.Key.Key_Down)
    QTest.keyClick(dialog.cards[0].theirs_field, Qt.Key.Key_Space)
    assert dialog.cards[0].theirs_field.isChecked()
    QTest.keyClick(dialog.cards[0].theirs_field, Qt.Key.Key_Return)
    assert store.kept[0].municipality == "Geel"


def test_without_a_choice_nothing_is_saved_and_it_says_where(editor: EditFamilyDialog, store: Store) -> None:
    store.colleague_changes_family(municipality="Geel", address="Dorp 1")
    write(editor, "municipality", "Balen")
    write(editor, "address", "Kerk 2")
    editor.submit()
    dialog = asked(editor)
    dialog.cards[0].mine_field.click()
    dialog.submit()
    assert [card.error_text for card in dialog.cards] == ["", "Kies welke versie blijft."]
    assert dialog.cards[1].mine_field.hasFocus()
    assert store.kept == []


def test_two_texts_can_both_stand(editor: EditFamilyDialog, store: Store) -> None:
    was = store.header.record.details.remarks
    store.colleague_changes_family(remarks=f"{was} Tolk Turks.".strip())
    editor.fields.remarks.setFocus()
    editor.fields.remarks.moveCursor(editor.fields.remarks.textCursor().MoveOperation.End)
    QTest.keyClicks(editor.fields.remarks, " Hond in huis.")
    editor.submit()
    card = asked(editor).cards[0]
    assert "Tolk Turks." in card.text_field.value()
    assert "Hond in huis." in card.text_field.value()
    card.text_field.setFocus()
    QTest.keyClicks(card.text_field, "Let op: ")
    assert card.both_field.isChecked()
    asked(editor).submit()
    assert "Tolk Turks." in store.kept[0].remarks
    assert "Hond in huis." in store.kept[0].remarks
    assert "Let op:" in store.kept[0].remarks


def test_two_names_of_places_do_not_become_one(editor: EditFamilyDialog, store: Store) -> None:
    store.colleague_changes_family(municipality="Balen")
    write(editor, "municipality", "Geel")
    editor.submit()
    card = asked(editor).cards[0]
    assert not card.both_field.isVisible()
    assert not card.text_field.isVisible()
    assert card.mine_field.isVisible()


def test_it_may_happen_again_while_merging(editor: EditFamilyDialog, store: Store) -> None:
    store.colleague_changes_family(municipality="Geel")
    write(editor, "municipality", "Balen")
    editor.submit()
    first = asked(editor)
    first.cards[0].mine_field.click()
    store.colleague_changes_family(municipality="Dessel", name="Peeters-Çelik")
    first.submit()
    assert store.kept == []
    second = asked(editor)
    [card] = second.cards
    assert (card.field.base, card.field.mine, card.field.theirs) == ("Geel", "Balen", "Dessel")
    card.mine_field.click()
    second.submit()
    assert (store.kept[0].municipality, store.kept[0].name) == ("Balen", "Peeters-Çelik")


def test_the_last_of_several_colleagues_is_called_the_last(editor: EditFamilyDialog, store: Store) -> None:
    store.colleague_changes_family(municipality="Geel")
    store.colleague_changes_family(address="Dorp 1")
    editor.submit()
    assert "Karim bewaarde dit gezin als laatste" in texts(asked(editor))


def test_going_back_leaves_the_form_as_typed_and_saving_asks_again(
    editor: EditFamilyDialog, store: Store
) -> None:
    store.colleague_changes_family(municipality="Geel")
    write(editor, "municipality", "Balen")
    editor.submit()
    asked(editor).reject()
    assert editor.fields.municipality.value() == "Balen"
    assert editor.error_label.text() == REFUSAL.message
    assert editor.submit_button.isEnabled()
    editor.submit()
    assert asked(editor).cards[0].field.mine == "Balen"
    assert store.kept == []


def test_what_does_not_fit_after_merging_stands_at_its_field(
    editor: EditFamilyDialog, store: Store, answers: Answers
) -> None:
    store.colleague_changes_family(municipality="Geel")
    write(editor, "code", "G-1")
    answers.refusal = InvalidInput("De code “G-1” is al van een ander gezin.", field="code")
    editor.submit()
    asked(editor).submit()
    assert editor.form.error_of("code") == "De code “G-1” is al van een ander gezin."
    assert (editor.fields.municipality.value(), editor.fields.code.value()) == ("Geel", "G-1")


def test_who_may_no_longer_look_is_told_so_and_keeps_what_was_typed(
    editor: EditFamilyDialog, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object) -> FamilyHeader:
        raise NotAllowed("Dit gezin hoort niet bij jouw gezinnen.")

    store.colleague_changes_family(municipality="Geel")
    monkeypatch.setattr(family_service, "read_family", refuse)
    write(editor, "municipality", "Balen")
    editor.submit()
    assert editor.error_label.text() == "Dit gezin hoort niet bij jouw gezinnen."
    assert editor.fields.municipality.value() == "Balen"


def test_the_same_change_twice_is_no_quarrel(editor: EditFamilyDialog, store: Store) -> None:
    store.colleague_changes_family(municipality="Geel")
    write(editor, "municipality", "Geel")
    editor.submit()
    assert asked(editor).cards == ()
    asked(editor).submit()
    assert store.kept[0].municipality == "Geel"


# ------------------------------------------------------------------------------------------------------------ a member
@pytest.fixture
def lina(store: Store, tasks: InlineTasks, desk: Desk, show: Show) -> MemberDialog:
    made = MemberDialog.for_change(tasks, desk, store.header, lina_of(store.header))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(made)
    return made


def test_a_member_is_merged_field_by_field_as_well(lina: MemberDialog, store: Store) -> None:
    store.colleague_changes_lina(school="De Krekel")
    lina.given_name.selectAll()
    QTest.keyClicks(lina.given_name, "Lena")
    lina.submit()
    dialog = asked(lina)
    assert "Karim bewaarde dit gezinslid" in texts(dialog)
    dialog.submit()
    [kept] = store.kept
    assert (kept.given_name, kept.school) == ("Lena", "De Krekel")


def test_stays_are_chosen_as_a_whole_and_a_stretch_too_many_goes(lina: MemberDialog, store: Store) -> None:
    theirs = (Stay(date(2024, 5, 1), None),)
    store.colleague_changes_lina(stays=theirs)
    _, left = lina.stays.date_fields
    QTest.keyClicks(left, "1/3/2026")
    QTest.mouseClick(lina.stays.again_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(lina.stays.date_fields[2], "1/9/2026")
    lina.submit()
    [card] = asked(lina).cards
    assert "tot 01/03/2026; sinds 01/09/2026" in texts(card)
    assert "sinds 01/05/2024" in texts(card)
    assert not card.both_field.isVisible()
    card.theirs_field.click()
    asked(lina).submit()
    assert store.kept[0].stays == theirs


def test_where_and_with_whom_are_chosen_side_by_side(lina: MemberDialog, store: Store) -> None:
    store.colleague_changes_lina(living=Living.ELSEWHERE)
    lina.lives_with.selectAll()
    QTest.keyClicks(lina.lives_with, "bij oma")
    lina.submit()
    assert {card.field.name for card in asked(lina).cards} == {"living", "lives_with"}


def test_a_member_who_is_gone_is_said_to_be_gone(
    lina: MemberDialog, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_lina = store.header

    def refuse(*given: object) -> Done:
        store.answers.page = replace(store.answers.page, header=replace(with_lina, members=()))
        raise REFUSAL

    monkeypatch.setattr(family_service, "change_member", refuse)
    lina.submit()
    assert lina.error_label.text() == "Dit gezinslid bestaat niet (meer) in dit kantoor."


# ---------------------------------------------------------------------------------------------------------------- words
def test_a_field_that_was_only_shown_tidier_was_not_changed() -> None:
    kept = FamilyInput(name="Peeters ", municipality="Mol")
    shown = FamilyInput(name="Peeters", municipality="Mol")
    assert as_typed(kept, shown, replace(shown, municipality="Geel")) == replace(kept, municipality="Geel")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "niet ingevuld"),
        ("", "niet ingevuld"),
        (True, "ja"),
        (False, "nee"),
        (date(2026, 3, 1), "01/03/2026"),
        (Living.HERE, "Woont hier"),
        ((Stay(),), "altijd al en nog steeds"),
        ((Stay(date(2026, 1, 2), date(2026, 3, 4)),), "van 02/01/2026 tot 04/03/2026"),
    ],
)
def test_values_are_said_as_a_person_says_them(value: object, words: str) -> None:
    assert in_words(value) == words


def test_an_unknown_colleague_on_another_day_is_told_with_the_day() -> None:
    said = colleague_of(None, AT, versions=1).said("dit gezin", date(2026, 12, 1))
    assert said.startswith("Een collega bewaarde dit gezin op 22/11/2026 om ")
    assert colleague_of(None, None, versions=1).said("dit gezin", TODAY) == (
        "Een collega bewaarde dit gezin, terwijl jij bezig was."
    )


def test_a_text_on_one_line_stays_on_one_line(show: Show) -> None:
    found = merge(FamilyInput(), FamilyInput(languages="A"), FamilyInput(languages="B"))
    card = ConflictCard(found.conflicts[0], "Talen", "Karim", keeps_lines=False)
    show(card)
    card.text_field.setFocus()
    card.text_field.set_value("A\nB")
    card.both_field.click()
    assert card.value() == "A B"
