"""Index profiles on screen: read, chosen, copied, counted beforehand, kept as a new version."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.exchange import import_file, preview_import
from gezinscoach_desktop.services.index_profile import list_profiles
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.profile.criteria import Weight
from gezinscoach_desktop.views.profile.editor import ProfileEditorPage
from gezinscoach_desktop.views.profile.page import ProfilesPage
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.data.office_factory import add_colleague
from tests.factories import load_instrument
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.real_office import desk as desk
from tests.views.real_office import office_kind as office_kind
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]


@pytest.fixture
def page_of(tasks: InlineTasks, messages: Messages, show: Show) -> Callable[[Desk], ProfilesPage]:
    def make(at: Desk) -> ProfilesPage:
        page = ProfilesPage(tasks, at, messages)
        tasks.changed.connect(page.refresh)
        page.resize(1240, 700)
        show(page)
        page.load()
        return page

    return make


@pytest.fixture
def editor_of(tasks: InlineTasks, messages: Messages, show: Show) -> Callable[..., ProfileEditorPage]:
    def make(at: Desk, profile_id: str) -> ProfileEditorPage:
        page = ProfileEditorPage(tasks, at, messages)
        page.resize(1240, 700)
        show(page)
        page.load()
        page.go_to(profile_id)
        return page

    return make


def texts(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def names(page: ProfilesPage) -> list[tuple[str, str]]:
    """What stands in the list: name and state."""
    first, second = page.model.columns
    return [(first.text(row), second.text(row)) for row in page.model.shown_rows]


def test_the_list_says_which_one_counts_and_the_rules_stand_beside_it(
    desk: Desk, page_of: Callable[[Desk], ProfilesPage]
) -> None:
    page = page_of(desk)
    assert names(page)[0] == ("Standaard (eigen operationalisering)", "Telt nu")
    assert "kansarm vanaf 3 zwakke domeinen" in texts(page)
    assert "Zwak vanaf 1 zwak kernitem" in texts(page)
    assert not page.choose_button.isEnabled()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.title_label.text() == "Streng (elke grens een niveau lager), versie 1"
    assert_every_focusable_widget_is_named(page)


def test_choosing_another_one_counts_at_once_and_can_be_undone(
    desk: Desk, page_of: Callable[[Desk], ProfilesPage], messages: Messages
) -> None:
    offered: list[Message] = []
    messages.said.connect(offered.append)
    page = page_of(desk)
    page.table.choose("breed")
    QTest.mouseClick(page.choose_button, Qt.MouseButton.LeftButton)
    assert list_profiles(desk).chosen.id == "breed"
    assert ("Breed (één steunend item volstaat)", "Telt nu") in names(page)
    assert offered[-1].action is not None
    offered[-1].action()
    assert list_profiles(desk).chosen.id == "standaard"


def test_a_copy_is_counted_first_and_kept_as_the_offices_own(
    desk: Desk, editor_of: Callable[..., ProfileEditorPage]
) -> None:
    import_file(desk, preview_import(desk, resource_path("practice", "pilot-90.csv")), skip_bad=False)
    page = editor_of(desk, "standaard")
    left: list[Destination] = []
    page.left_for.connect(left.append)
    QTest.keyClicks(page.name_field, "Ons profiel")
    page.number_fields["deprived_from"].set_value(2)
    housing = next(card for card in page.domain_cards if card.value().key == "housing")
    housing._lines[1].weight_field.set_value(Weight.SUPPORTING)
    page.preview.count_button.click()
    told = texts(page.preview)
    assert "– Kansarm vanaf 2 zwakke domeinen in plaats van 3." in told
    moved = load_instrument().items["home_upkeep"].name
    assert f"– Huisvesting, kernitem “{moved}”: valt weg." in told
    assert f"– Huisvesting, steunend item “{moved}”: nieuw." in told
    assert page.preview.model.rowCount() > 0
    table = page.preview.table
    assert table.verticalScrollBar().maximum() == 0, "what stands around it scrolls"
    table.setFocus()

    def is_laid_out() -> bool:
        top = table.mapTo(page.preview, table.rect().topLeft()).y()
        return page.preview.count_button.y() < top < page.preview.height() - table.height()

    wait_until(is_laid_out)
    QTest.keyClick(table, Qt.Key.Key_End)
    last = table.visualRect(table.currentIndex()).center()
    assert table.viewport().visibleRegion().contains(last), "and follows the cursor"
    assert len(list_profiles(desk).versions) == 3, "counting keeps nothing"
    assert_every_focusable_widget_is_named(page)
    QTest.keyClicks(page.why_field, "Wij zien het vroeger.")
    QTest.mouseClick(page.keep_button, Qt.MouseButton.LeftButton)
    own = list_profiles(desk).versions[-1]
    assert (own.id, own.profile.name, own.why) == ("eigen-1@1", "Ons profiel", "Wij zien het vroeger.")
    assert [each.room for each in left] == ["index_profiles"]


def test_an_own_profile_gets_a_new_version(desk: Desk, editor_of: Callable[..., ProfileEditorPage]) -> None:
    first = editor_of(desk, "streng")
    QTest.mouseClick(first.keep_button, Qt.MouseButton.LeftButton)
    second = editor_of(desk, "eigen-1@1")
    assert second.name_field.text() == "Kopie van Streng (elke grens een niveau lager)"
    second.number_fields["supporting_needed"].set_value(3)
    QTest.mouseClick(second.keep_button, Qt.MouseButton.LeftButton)
    assert [each.id for each in list_profiles(desk).versions if not each.is_shipped] == [
        "eigen-1@2",
        "eigen-1@1",
    ]


def test_what_cannot_count_is_said_where_it_stands_and_nothing_is_kept(
    desk: Desk, editor_of: Callable[..., ProfileEditorPage]
) -> None:
    page = editor_of(desk, "standaard")
    page.name_field.clear()
    QTest.mouseClick(page.keep_button, Qt.MouseButton.LeftButton)
    assert page.form.error_of("name") == "Geef het profiel een naam."
    QTest.keyClicks(page.name_field, "Leeg")
    for line in page.domain_cards[0]._lines:
        line.weight_field.set_value(Weight.NONE)
    page.preview.count_button.click()
    assert page.error_label.text() == "“Inkomen” heeft geen kernitem; houd er minstens één."
    QTest.mouseClick(page.keep_button, Qt.MouseButton.LeftButton)
    assert len(list_profiles(desk).versions) == 3


def test_an_item_can_be_added_to_a_domain(desk: Desk, editor_of: Callable[..., ProfileEditorPage]) -> None:
    page = editor_of(desk, "standaard")
    card = page.domain_cards[0]
    card.add_field.set_value("adult_mobility")
    card.add_button.click()
    assert [each.item for each in page.value().domains[0].supporting][-1] == "adult_mobility"


def test_a_coach_reads_and_changes_nothing(desk: Desk, page_of: Callable[[Desk], ProfilesPage]) -> None:
    page = page_of(add_colleague(desk, "Bo", OfficeRole.COACH))
    assert not page.choose_button.isVisible()
    assert not page.edit_button.isVisible()
    left: list[Destination] = []
    page.left_for.connect(left.append)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert left == []


def test_what_is_no_longer_used_is_out_of_sight_until_asked_for(
    desk: Desk, page_of: Callable[[Desk], ProfilesPage], editor_of: Callable[..., ProfileEditorPage]
) -> None:
    QTest.mouseClick(editor_of(desk, "breed").keep_button, Qt.MouseButton.LeftButton)
    page = page_of(desk)
    page.table.choose("eigen-1@1")
    page.retire()
    assert len(names(page)) == 3
    page.retired_field.setFocus()
    QTest.keyClick(page.retired_field, Qt.Key.Key_Space)
    assert names(page)[-1][1] == "Niet meer gebruikt"
