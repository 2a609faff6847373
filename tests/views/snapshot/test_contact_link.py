"""A snapshot begun from a contact knows it; one that was not, does not."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.views.family import places
from tests.views.snapshot.conftest import ShowForm
from tests.views.snapshot.samples import FAMILY, make_form

CONTACT, LATER = UUID(int=71), UUID(int=72)


def enter_level() -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_4)


def part_of(contact_id: UUID) -> str:
    return places.snapshot_form(FAMILY, contact_id).part


def test_what_is_filled_in_is_kept_with_the_contact_it_was_begun_from(show_form: ShowForm) -> None:
    screen = show_form()
    screen.page.go_to(part_of(CONTACT))
    enter_level()

    assert screen.service.draft.contact_id == CONTACT


def test_a_snapshot_of_its_own_belongs_to_no_contact(show_form: ShowForm) -> None:
    screen = show_form()
    enter_level()

    assert screen.service.draft.contact_id is None


def test_a_draft_keeps_its_contact_until_it_is_gone_on_with_from_another(show_form: ShowForm) -> None:
    form = make_form()
    screen = show_form(replace(form, draft=replace(form.draft, contact_id=CONTACT), is_resumed=True))
    enter_level()
    assert screen.service.draft.contact_id == CONTACT

    screen.page.go_to(part_of(LATER))
    enter_level()
    assert screen.service.draft.contact_id == LATER


def test_a_destination_names_a_contact_or_an_item() -> None:
    assert places.contact_of(part_of(CONTACT)) == CONTACT
    assert places.contact_of("income") is None
    assert places.snapshot_form(FAMILY).part == ""
