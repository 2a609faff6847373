"""What a user may rely on in the window: the keys, the way back, and pages that are up to date when one sees them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.frame import Frame, OfficeLabel
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages, Toast
from gezinscoach_desktop.views.page import Destination, Page
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.update.news_dialog import NewsDialog
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.looks import LOOKS
from tests.views.waiting import wait_until

pytestmark = LOOKS

Show = Callable[[QWidget], None]
FAMILY, OTHER = uuid4(), uuid4()


class FakePage(Page):
    """Notes what the window asks of it."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.FAMILY, Noun.SNAPSHOT})
    help_topic: ClassVar[str] = "gezinnen"

    def __init__(self, name: str, family_id: UUID | None = None) -> None:
        super().__init__()
        self.name = name
        self.family_id = family_id
        self.asked: list[str] = []
        self.field = QLineEdit()
        self.field.setAccessibleName("Zoeken")
        QVBoxLayout(self).addWidget(self.field)

    @property
    def title(self) -> str:
        return self.name

    def load(self) -> None:
        self.asked.append("load")

    def leave(self) -> None:
        self.asked.append("leave")

    def go_to(self, part: str) -> None:
        self.asked.append(f"go_to {part}")

    def take_focus(self) -> bool:
        self.field.setFocus()
        return True

    def find_here(self) -> None:
        self.asked.append("find")

    def new_here(self) -> None:
        self.asked.append("new")

    def print_here(self) -> None:
        self.asked.append("print")

    def new_snapshot(self) -> None:
        self.asked.append("snapshot")

    def new_contact(self) -> None:
        self.asked.append("contact")


class PageWithWayBack(FakePage):
    """Its first widget is the arrow back."""

    def __init__(self) -> None:
        super().__init__("cijfers")
        self.header = PageHeader("Cijfers")
        self.header.show_back()
        self.layout().insertWidget(0, self.header)  # type: ignore[union-attr]


class Made:
    """Every page that was made, by room and subject."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, UUID | None], FakePage] = {}
        self.count = 0

    def __call__(self, destination: Destination) -> FakePage:
        self.count += 1
        page = FakePage(destination.room, destination.subject)
        self.pages[destination.room, destination.subject] = page
        return page


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def frame(tasks: InlineTasks, messages: Messages, settings_store: QSettings, made: Made, show: Show) -> Frame:
    window = make_frame(tasks, messages, settings_store, made)
    show(window)
    return window


def make_frame(
    tasks: InlineTasks, messages: Messages, store: QSettings, made: Made, *, is_practice: bool = False
) -> Frame:
    window = Frame(
        tasks, messages, store, office=OfficeLabel("OCMW Ninove", "An De Smet", is_practice=is_practice)
    )
    window.add_room("start", "Start", "home", made)
    window.add_room("families", "Gezinnen", "people", made)
    window.add_room("help", "Hulp", "help", made, is_low=True)
    window.add_room("settings", "Instellingen", "settings", made, is_low=True)
    window.add_page("family", made, under="families")
    window.go(Destination("start"))
    return window


def here(frame: Frame) -> FakePage:
    page = frame.current_page
    assert isinstance(page, FakePage)
    return page


def press(frame: Frame, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(frame, key, modifier)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_ctrl_and_a_number_goes_to_a_room(frame: Frame) -> None:
    press(frame, Qt.Key.Key_2, CTRL)
    assert here(frame).name == "families"
    press(frame, Qt.Key.Key_1, CTRL)
    assert here(frame).name == "start"
    press(frame, Qt.Key.Key_6, CTRL)

    assert here(frame).name == "start"


def test_alt_left_goes_back_step_by_step(frame: Frame) -> None:
    frame.go(Destination("families"))
    frame.go(Destination("family", FAMILY))
    frame.go(Destination("family", OTHER))
    names = []
    for _ in range(5):
        press(frame, Qt.Key.Key_Left, ALT)
        names.append((here(frame).name, here(frame).family_id))

    assert names == [("family", FAMILY), ("families", None)] + [("start", None)] * 3


def test_going_back_finds_the_page_as_it_was_left(frame: Frame, made: Made) -> None:
    frame.go(Destination("families"))
    here(frame).field.setText("pee")
    frame.go(Destination("family", FAMILY))
    press(frame, Qt.Key.Key_Left, ALT)

    assert here(frame).field.text() == "pee"
    assert here(frame).asked.count("load") == 1


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (Qt.Key.Key_F, "find"),
        (Qt.Key.Key_N, "new"),
        (Qt.Key.Key_P, "print"),
        (Qt.Key.Key_M, "snapshot"),
        (Qt.Key.Key_L, "contact"),
    ],
)
def test_keys_go_to_the_page_one_sees(frame: Frame, key: Qt.Key, asked: str) -> None:
    frame.go(Destination("families"))
    press(frame, key, CTRL)

    assert here(frame).asked[-1] == asked


def test_f5_loads_again(frame: Frame) -> None:
    press(frame, Qt.Key.Key_F5)

    assert here(frame).asked == ["load", "load"]


def test_f1_opens_the_handbook_at_the_page_s_subject(frame: Frame) -> None:
    press(frame, Qt.Key.Key_F1)

    assert here(frame).name == "help"
    assert here(frame).asked == ["load", "go_to gezinnen"]


def test_f1_opens_it_at_what_is_in_front_where_that_differs_by_tab(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakePage, "topic_now", "rechten")
    press(frame, Qt.Key.Key_F1)

    assert here(frame).asked == ["load", "go_to rechten"]


def test_ctrl_k_looks_for_anything_from_anywhere(frame: Frame) -> None:
    wanted: list[str] = []
    frame.find_wanted.connect(lambda: wanted.append(here(frame).name))
    press(frame, Qt.Key.Key_K, CTRL)

    assert wanted == ["start"]


def test_a_page_may_send_the_user_elsewhere_and_back(frame: Frame) -> None:
    here(frame).left_for.emit(Destination("family", FAMILY, part="evolution"))
    assert (here(frame).name, here(frame).asked) == ("family", ["load", "go_to evolution"])
    here(frame).back_wanted.emit()

    assert here(frame).name == "start"


def test_another_part_of_the_same_page_is_no_step_back(frame: Frame) -> None:
    frame.go(Destination("family", FAMILY, part="overview"))
    frame.go(Destination("family", FAMILY, part="evolution"))
    press(frame, Qt.Key.Key_Left, ALT)

    assert here(frame).name == "start"


def test_a_change_refreshes_the_page_one_sees_and_others_when_shown(
    frame: Frame, tasks: InlineTasks, made: Made
) -> None:
    frame.go(Destination("families"))
    tasks.run(lambda: Done(Change(frozenset({Noun.FAMILY}), FAMILY)))
    start = made.pages["start", None]
    assert here(frame).asked.count("load") == 2
    assert start.asked.count("load") == 1
    frame.go(Destination("start"))

    assert start.asked.count("load") == 2


def test_a_change_of_another_family_or_another_kind_leaves_a_page_alone(
    frame: Frame, tasks: InlineTasks
) -> None:
    frame.go(Destination("family", FAMILY))
    tasks.run(lambda: Done(Change(frozenset({Noun.SNAPSHOT}), OTHER)))
    tasks.run(lambda: Done(Change(frozenset({Noun.SETTING}))))

    assert here(frame).asked == ["load"]


def test_a_change_of_everything_concerns_every_family(frame: Frame, tasks: InlineTasks) -> None:
    frame.go(Destination("family", FAMILY))
    tasks.run(lambda: Done(Change(frozenset({Noun.SNAPSHOT}))))

    assert here(frame).asked == ["load", "load"]


def test_the_window_says_when_something_was_kept(frame: Frame, tasks: InlineTasks) -> None:
    tasks.run(lambda: Done(Change(frozenset({Noun.FAMILY}), FAMILY)))

    assert frame.state_label.text().startswith("Bewaard om ")


def test_the_window_leaves_drafts_to_the_form_and_says_nothing_on_the_next_page(
    frame: Frame, tasks: InlineTasks
) -> None:
    tasks.run(lambda: Done(Change(frozenset({Noun.DRAFT}), FAMILY)))
    after_draft = frame.state_label.text()
    tasks.run(lambda: Done(Change(frozenset({Noun.FAMILY}), FAMILY)))
    frame.go(Destination("families"))

    assert (after_draft, frame.state_label.text()) == ("", "")


def test_a_page_hands_over_what_is_not_kept_before_another_comes(frame: Frame, made: Made) -> None:
    frame.go(Destination("families"))

    assert made.pages["start", None].asked == ["load", "leave"]


def test_closing_the_window_asks_nothing_and_loses_nothing(frame: Frame, made: Made) -> None:
    frame.go(Destination("family", FAMILY))
    frame.close()

    assert made.pages["family", FAMILY].asked[-1] == "leave"


def test_pages_of_families_are_let_go_after_a_while_rooms_never(frame: Frame, made: Made) -> None:
    gone: list[int] = []
    first = uuid4()
    frame.go(Destination("family", first))
    here(frame).destroyed.connect(lambda: gone.append(1))
    for _ in range(20):
        frame.go(Destination("family", uuid4()))
    frame.go(Destination("start"))
    wait_until(lambda: bool(gone))

    assert gone == [1]
    assert made.count == 1 + 21


def test_a_page_that_was_let_go_is_made_again_on_the_way_back(frame: Frame, made: Made) -> None:
    subjects = [uuid4() for _ in range(12)]
    for subject in subjects:
        frame.go(Destination("family", subject))
    for _ in range(11):
        frame.back()

    assert here(frame).family_id == subjects[0]
    assert here(frame).asked == ["load"]


def test_a_page_that_is_done_is_not_found_again_with_back(frame: Frame, made: Made) -> None:
    frame.go(Destination("families"))
    frame.go(Destination("family", FAMILY))
    here(frame).is_done = True
    frame.go(Destination("start"))
    frame.back()

    assert here(frame).name == "families"


def test_going_where_one_came_from_after_a_page_that_is_done_does_not_stand_twice_in_the_history(
    frame: Frame,
) -> None:
    frame.go(Destination("families"))
    frame.go(Destination("family", FAMILY))
    here(frame).is_done = True
    frame.go(Destination("families"))
    frame.back()

    assert here(frame).name == "start"


def test_the_rail_shows_where_one_is(frame: Frame) -> None:
    frame.go(Destination("family", FAMILY))
    marked = [one.room for one in frame.rail._buttons if one.isChecked()]

    assert marked == ["families"]


def test_a_click_on_the_rail_goes_there(frame: Frame) -> None:
    target = next(one for one in frame.rail._buttons if one.room == "settings")
    QTest.mouseClick(target, Qt.MouseButton.LeftButton)

    assert here(frame).name == "settings"


def test_the_title_bar_never_names_a_family(frame: Frame) -> None:
    frame.go(Destination("families"))

    assert frame.windowTitle() == "families – Gezinscoach"


def test_an_expected_error_stands_in_the_bar(frame: Frame, tasks: InlineTasks) -> None:
    def refuse() -> None:
        raise UserError("Het kantoor is bezet.")

    tasks.query(refuse)

    assert frame.message_bar.text == "Het kantoor is bezet."


def test_good_news_stands_in_the_toast(frame: Frame, messages: Messages) -> None:
    messages.good("Verslag bewaard.")

    assert frame.toast.text == "Verslag bewaard."
    assert frame.message_bar.text == ""


def test_a_warning_belongs_to_the_page_it_was_raised_on(frame: Frame, messages: Messages) -> None:
    messages.warn("Er is nog niets ingevuld.")
    frame.go(Destination("start", part="reminders"))
    on_the_same_page = frame.message_bar.text
    frame.go(Destination("families"))

    assert (on_the_same_page, frame.message_bar.text) == ("Er is nog niets ingevuld.", "")
    assert not frame.message_bar.isVisible()


def test_what_fails_while_leaving_a_page_or_after_is_still_said(
    frame: Frame, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here(frame), "leave", lambda: messages.warn("Nog niet bewaard."))
    frame.go(Destination("families"))

    assert frame.message_bar.text == "Nog niet bewaard."


def test_good_news_goes_with_its_page_but_what_can_be_undone_stays(frame: Frame, messages: Messages) -> None:
    messages.good("Verslag bewaard.")
    frame.go(Destination("families"))
    good_news = frame.toast.text
    messages.offer_undo("Het klad is weggegooid.", lambda: None)
    frame.go(Destination("start"))

    assert (good_news, frame.toast.text) == ("", "Het klad is weggegooid.")


def test_a_page_withdraws_a_warning_that_is_over(frame: Frame, messages: Messages) -> None:
    messages.warn("Kies een niveau.")
    messages.withdraw()

    assert frame.message_bar.text == ""


def test_the_window_comes_back_where_it_was(
    tasks: InlineTasks, messages: Messages, settings_store: QSettings, show: Show, made: Made
) -> None:
    window = make_frame(tasks, messages, settings_store, made)
    show(window)
    window.resize(1024, 720)  # wider than the screen of the tests is not given back
    window.close()

    assert make_frame(tasks, messages, settings_store, Made()).size() == QSize(1024, 720)


def test_the_window_is_never_smaller_than_1024_by_680(frame: Frame) -> None:
    frame.resize(100, 100)

    assert frame.size() == QSize(1024, 680)


def test_practising_has_a_bar_of_its_own(
    tasks: InlineTasks, messages: Messages, settings_store: QSettings, made: Made, frame: Frame
) -> None:
    practice = make_frame(tasks, messages, settings_store, made, is_practice=True)

    assert frame.practice_bar.isHidden()
    assert not practice.practice_bar.isHidden()


def test_the_cursor_lands_on_the_page_and_not_on_the_arrow_back(frame: Frame) -> None:
    page = PageWithWayBack()
    frame.add_page("cijfers", lambda _: page, under="start")
    frame.go(Destination("cijfers"))
    assert page.focusWidget() is page.field

    page.header.back_button.setFocus()
    frame.go(Destination("start"))
    frame.back()
    assert page.focusWidget() is page.field


def test_starting_over_asks_once_more_in_the_button_itself(
    tasks: InlineTasks, messages: Messages, settings_store: QSettings, made: Made, show: Show
) -> None:
    practice = make_frame(tasks, messages, settings_store, made, is_practice=True)
    show(practice)
    asked: list[int] = []
    practice.practice_reset_wanted.connect(lambda: asked.append(1))
    practice.practice_bar.reset_button.click()
    assert (practice.practice_bar.reset_button.text(), asked) == ("Zeker? Alles terugzetten", [])
    practice.practice_bar._sure_clock.setInterval(1)
    wait_until(lambda: practice.practice_bar.reset_button.text() == "Opnieuw beginnen")
    practice.practice_bar.reset_button.click()
    assert asked == []
    practice.practice_bar._sure_clock.start(5000)
    practice.practice_bar.reset_button.click()

    assert asked == [1]


def test_tab_comes_to_starting_over_last(
    tasks: InlineTasks, messages: Messages, settings_store: QSettings, made: Made, show: Show
) -> None:
    practice = make_frame(tasks, messages, settings_store, made, is_practice=True)
    show(practice)
    practice.go(Destination("families"))
    here(practice).field.setFocus()
    QTest.keyClick(here(practice).field, Qt.Key.Key_Tab)
    after_the_page = practice.focusWidget()
    QTest.keyClick(practice.practice_bar.real_button, Qt.Key.Key_Tab)
    last = practice.focusWidget()
    QTest.keyClick(practice.practice_bar.reset_button, Qt.Key.Key_Tab)

    assert after_the_page is practice.practice_bar.real_button
    assert last is practice.practice_bar.reset_button
    assert practice.rail.isAncestorOf(practice.focusWidget())


def test_the_window_says_which_office_and_who(frame: Frame) -> None:
    assert "OCMW Ninove" in frame.office_label.text()
    assert "An De Smet" in frame.office_label.text()


def test_the_keyboard_is_on_the_page_at_once(frame: Frame) -> None:
    assert here(frame).field.hasFocus()


def test_everything_in_the_window_is_named(frame: Frame) -> None:
    assert_every_focusable_widget_is_named(frame)


def test_in_an_office_to_read_only_keys_that_begin_something_say_why_they_do_not(frame: Frame) -> None:
    frame.gate.rooms = frozenset({"family"})
    frame.show_read_only("Je kan alleen lezen.")
    for key in (Qt.Key.Key_N, Qt.Key.Key_M, Qt.Key.Key_L):
        press(frame, key, CTRL)
        assert frame.toast.text.startswith("Je kan alleen lezen.")
        frame.toast.panel.dismiss()
    assert here(frame).asked == ["load"]
    frame.go(Destination("family", FAMILY))
    assert here(frame).name == "start"
    frame.show_read_only("")
    press(frame, Qt.Key.Key_N, CTRL)
    assert here(frame).asked[-1] == "new"
    frame.go(Destination("family", FAMILY))
    assert here(frame).name == "family"


def test_in_an_office_to_read_only_commands_that_begin_something_are_off(frame: Frame) -> None:
    header = PageHeader("Gezinnen", parent=here(frame))
    new = header.add_command("Nieuw gezin", "add", here(frame).new_here, hint="Ctrl+N")
    find = header.add_command("Zoeken", "search", here(frame).find_here)
    frame.show_read_only("Je kan alleen lezen.")
    assert (new.isEnabled(), find.isEnabled()) == (False, True)
    assert new.toolTip() == "Je kan alleen lezen."
    frame.show_read_only("")
    assert new.isEnabled()
    assert new.toolTip() == "Ctrl+N"


def test_what_the_toast_says_leaves_the_window_when_that_is_covered(frame: Frame, messages: Messages) -> None:
    messages.offer_undo("Nora is uit het gezin gehaald.", list)
    assert frame.toast.isVisible()
    frame.cover(QWidget())
    assert frame.toast not in frame.findChildren(Toast)
    assert frame.toast.text == ""
    frame.uncover()
    messages.good("Bewaard.")
    assert frame.toast.isVisible()
    assert frame.rect().contains(frame.toast.geometry())


def test_in_an_office_to_read_only_a_form_says_so_before_anything_is_typed(frame: Frame) -> None:
    frame.show_read_only("Je kan alleen lezen.")
    form = FormDialog("Actie", "Bewaren", parent=here(frame))
    form.open()
    assert form.error_label.isVisible()
    assert form.error_label.text() == "Je kan alleen lezen."
    form.reject()
    frame.show_read_only("")
    again = FormDialog("Actie", "Bewaren", parent=here(frame))
    again.open()
    assert not again.error_label.isVisible()


def test_in_an_office_to_read_only_a_window_that_keeps_nothing_in_it_opens_without_an_error(
    frame: Frame,
) -> None:
    frame.show_read_only("Je kan alleen lezen.")
    news = NewsDialog("2026.11", ("Nieuwe lijst",), verb="Nu installeren", parent=here(frame))
    news.open()
    assert not news.error_label.isVisible()
