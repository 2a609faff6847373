"""Stories by keys: a moment of pride in one field, a story with what of it may go out, taken away and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.services.story import StoryInput, StoryKind, add_story, list_stories
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.story.dialog import StoryDialog
from gezinscoach_desktop.views.story.pride_dialog import PrideDialog
from gezinscoach_desktop.views.story.section import StorySection
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.data.office_factory import TODAY, at_desk
from tests.offices import NewDesk
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.small_office import SmallOffice, small_office

pytestmark = pytest.mark.parametrize("office_kind", [OfficeKind.THIS_PC], indirect=True)
Show = Callable[[QWidget], None]


@pytest.fixture
def office(new_desk: NewDesk) -> SmallOffice:
    return small_office(at_desk(new_desk()))


@pytest.fixture
def section(office: SmallOffice, tasks: InlineTasks, messages: Messages, show: Show) -> StorySection:
    made = StorySection(tasks, office.desk, messages)
    made.resize(760, 600)
    show(made)
    made.show_family(office.family)
    tasks.changed.connect(lambda change: made.show_family(office.family) if change.nouns else None)
    return made


def kept(office: SmallOffice) -> list[StoryInput]:
    return [each.details for each in list_stories(office.desk, office.family_id)]


def opened(section: StorySection, kind: type[StoryDialog]) -> StoryDialog:
    found = [each for each in section.findChildren(kind) if each.isVisible()]
    return found[-1]


def test_a_moment_of_pride_is_one_field(
    section: StorySection, office: SmallOffice, said: list[Message]
) -> None:
    assert section.new_here()
    dialog = section.findChild(PrideDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.text_field, "Alles is betaald.")
    QTest.keyClick(dialog.text_field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert kept(office) == [StoryInput(StoryKind.PRIDE, "Alles is betaald.", TODAY)]
    assert len(section.cards) == 1
    assert said


def test_an_empty_moment_of_pride_is_not_kept(section: StorySection, office: SmallOffice) -> None:
    section.tell_pride()
    dialog = section.findChild(PrideDialog)
    assert dialog is not None
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert "trots" in dialog.form.error_of("text")
    assert kept(office) == []


def test_a_story_of_a_person(section: StorySection, office: SmallOffice) -> None:
    QTest.mouseClick(section.story_button, Qt.MouseButton.LeftButton)
    dialog = opened(section, StoryDialog)
    assert not dialog.public_field.isVisible()
    QTest.keyClicks(dialog.title_field, "Werk")
    QTest.keyClicks(dialog.text_field, "Sofie vond werk.")
    (sofie,) = office.family.header.members
    dialog.member_field.set_value(sofie.id)
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert kept(office) == [
        StoryInput(StoryKind.STORY, "Sofie vond werk.", TODAY, title="Werk", member_id=sofie.id)
    ]


def test_it_may_go_out_only_with_the_day_on_which_the_family_agreed(
    section: StorySection, office: SmallOffice
) -> None:
    section.tell_story()
    dialog = opened(section, StoryDialog)
    QTest.keyClicks(dialog.text_field, "Sofie vond werk.")
    assert dialog.warning_label.text() == ""
    dialog.released_field.setFocus()
    QTest.keyClick(dialog.released_field, Qt.Key.Key_Space)
    assert dialog.public_field.isVisible()
    assert dialog.released_on_field.value() == TODAY
    dialog.released_on_field.clear()
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert "wanneer het gezin akkoord ging" in dialog.form.error_of("released_on")
    QTest.keyClicks(dialog.released_on_field, "01/11/2026")
    QTest.keyClicks(dialog.public_field, "Sofie vond werk.")
    assert "“Sofie”" in dialog.warning_label.text()
    dialog.public_field.selectAll()
    QTest.keyClicks(dialog.public_field, "Een moeder vond werk.")
    assert not dialog.warning_label.isVisible()
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    (story,) = kept(office)
    assert (story.is_released, story.released_on) == (True, date(2026, 11, 1))
    assert story.public_text == "Een moeder vond werk."


def test_a_family_that_thinks_better_of_it(section: StorySection, office: SmallOffice) -> None:
    released = StoryInput(
        StoryKind.STORY, "Het lukte", TODAY, is_released=True, released_on=TODAY, public_text="Het lukte."
    )
    add_story(office.desk, office.family_id, released)
    section.show_family(office.family)
    QTest.mouseClick(section.cards[0].change_button, Qt.MouseButton.LeftButton)
    dialog = opened(section, StoryDialog)
    assert dialog.public_field.value() == "Het lukte."
    dialog.released_field.setFocus()
    QTest.keyClick(dialog.released_field, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    (story,) = kept(office)
    assert (story.is_released, story.released_on, story.public_text) == (False, None, "Het lukte.")


def test_taken_away_and_brought_back(section: StorySection, office: SmallOffice, said: list[Message]) -> None:
    for text in ("Eerst", "Dan"):
        add_story(office.desk, office.family_id, StoryInput(StoryKind.PRIDE, text, TODAY))
    section.show_family(office.family)
    assert [card.kept.details.text for card in section.cards] == ["Dan", "Eerst"]
    QTest.mouseClick(section.cards[0].remove_button, Qt.MouseButton.LeftButton)
    assert [each.text for each in kept(office)] == ["Eerst"]
    assert said[-1].action is not None
    said[-1].action()
    assert [each.text for each in kept(office)] == ["Dan", "Eerst"]


def test_every_part_is_named_also_when_there_is_nothing(section: StorySection, office: SmallOffice) -> None:
    assert_every_focusable_widget_is_named(section)
    assert section.first_focus() is section.pride_button
    add_story(office.desk, office.family_id, StoryInput(StoryKind.PRIDE, "Ja", TODAY))
    section.show_family(office.family)
    assert_every_focusable_widget_is_named(section)
    assert section.first_focus() is section.cards[0].change_button
