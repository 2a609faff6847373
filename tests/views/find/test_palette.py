"""Ctrl+K in the window, by keys: families by any spelling, people, screens and commands; Ctrl+Enter, Esc, what is noted."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.action import ActionInput
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.find import FoundKind
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services import audit
from gezinscoach_desktop.services import find as find_service
from gezinscoach_desktop.services.action import add_action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.directory import ServiceInput, add_service
from gezinscoach_desktop.services.expense import expenses_page
from gezinscoach_desktop.services.family import add_family, note_opening
from gezinscoach_desktop.services.find import Catalogue
from gezinscoach_desktop.views.expense.dialog import ExpenseDialog
from gezinscoach_desktop.views.find.finder import Finder
from gezinscoach_desktop.views.find.palette import Palette
from gezinscoach_desktop.views.frame import Frame, OfficeLabel
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination, Page
from gezinscoach_desktop.views.signal.dialog import SignalDialog
from gezinscoach_desktop.views.story.pride_dialog import PrideDialog
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.data.office_factory import TODAY, add_colleague, at_desk
from tests.offices import NewDesk
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.looks import LOOKS
from tests.views.small_office import SmallOffice, small_office

pytestmark = pytest.mark.parametrize("office_kind", [OfficeKind.THIS_PC], indirect=True)
Show = Callable[[QWidget], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


class _Page(Page):
    def __init__(self, place: Destination) -> None:
        super().__init__()
        self.family_id = place.subject
        self.contacts = 0
        self.field = QWidget(self)
        self.field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field.setAccessibleName("Veld")
        QVBoxLayout(self).addWidget(self.field)

    def take_focus(self) -> bool:
        self.field.setFocus()
        return True

    def new_contact(self) -> None:
        self.contacts += 1


@pytest.fixture
def office(new_desk: NewDesk) -> SmallOffice:
    return small_office(at_desk(new_desk()))


class Window:
    """The frame with a few rooms, and what the palette in it shows."""

    def __init__(self, desk: Desk, tasks: InlineTasks, settings: QSettings, messages: Messages) -> None:
        self.frame = Frame(tasks, messages, settings, office=OfficeLabel("Kantoor", "An"))
        for room, text in (
            ("start", "Start"),
            ("families", "Gezinnen"),
            ("agenda", "Agenda"),
            ("help", "Hulp"),
        ):
            self.frame.add_room(room, text, "home", _Page)
        for room in ("family", "contact", "expenses", "directory"):
            self.frame.add_page(room, _Page, under="families")
        self.finder = Finder(self.frame, tasks, desk, settings, messages)
        self.frame.go(Destination("start"))

    def ask(self, text: str = "") -> Palette:
        """Ctrl+K, and type."""
        QTest.keyClick(self.frame, Qt.Key.Key_K, CONTROL)
        palette = self.palette
        QTest.keyClicks(palette.field, text)
        return palette

    @property
    def palette(self) -> Palette:
        return next(each for each in self.frame.findChildren(Palette) if each.isVisible())

    @property
    def place(self) -> Destination:
        found = self.frame.current_destination
        assert found is not None
        return found

    def dialog(self, kind: type[QWidget]) -> QWidget:
        return next(each for each in self.frame.findChildren(kind) if each.isVisible())


@pytest.fixture
def window(
    office: SmallOffice, tasks: InlineTasks, settings_store: QSettings, messages: Messages, show: Show
) -> Window:
    made = Window(office.desk, tasks, settings_store, messages)
    show(made.frame)
    return made


def titles(palette: Palette) -> list[str]:
    return [entry.title for entry in palette.hits.entries]


def press(
    palette: Palette, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(palette.field, key, modifier)


@pytest.mark.parametrize(
    "typed", ["peet", "pieters", "yilmas", "g-2026-001", "0470123456", "+32 470 12 34 56", "mol"]
)
def test_a_family_is_found_and_opened_by_keys(window: Window, office: SmallOffice, typed: str) -> None:
    palette = window.ask(typed)
    assert titles(palette)[0] == "Gezin Peeters – Yilmaz"
    press(palette, Qt.Key.Key_Return)
    assert window.place == Destination("family", office.family_id)
    assert not palette.isVisible()


def test_a_member_leads_to_the_family(window: Window, office: SmallOffice) -> None:
    press(window.ask("sofie"), Qt.Key.Key_Return)
    assert window.place == Destination("family", office.family_id, "members")


def test_an_action_leads_to_the_plan(window: Window, office: SmallOffice) -> None:
    action_id = add_action(office.desk, office.family_id, ActionInput("Huurpremie aanvragen")).id
    press(window.ask("huurpermie"), Qt.Key.Key_Return)
    assert window.place == Destination("family", office.family_id, f"plan/{action_id}")


def test_a_service_leads_to_the_directory(window: Window, office: SmallOffice) -> None:
    service_id = add_service(office.desk, ServiceInput("Wonen Kempen", phone="014 58 12 34")).id
    press(window.ask("014/58.12.34"), Qt.Key.Key_Return)
    assert window.place == Destination("directory", part=str(service_id))


def test_control_enter_begins_a_contact_with_the_family(window: Window, office: SmallOffice) -> None:
    palette = window.ask("pieters")
    press(palette, Qt.Key.Key_Return, CONTROL)
    assert (window.place.room, window.place.subject) == ("contact", office.family_id)
    palette = window.ask("agenda")
    press(palette, Qt.Key.Key_Return, CONTROL)  # no contact with a screen
    assert palette.isVisible()


def test_arrows_choose_and_stop_at_the_ends(window: Window) -> None:
    palette = window.ask()
    count = len(palette.hits.entries)
    assert count > 3
    for key, place in (
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_PageUp, 0),
    ):
        press(palette, key)
        assert palette.hits.currentIndex().row() == place
    for _ in range(count):
        press(palette, Qt.Key.Key_PageDown)
    assert palette.hits.currentIndex().row() == count - 1


def test_a_click_opens_a_line(window: Window, office: SmallOffice) -> None:
    palette = window.ask("peeters")
    spot = palette.hits.visualRect(palette.hits.currentIndex()).center()
    QTest.mouseClick(palette.hits.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert window.place == Destination("family", office.family_id)


def test_escape_leaves_everything_as_it_was(window: Window) -> None:
    before = window.place
    palette = window.ask("pee")
    press(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.place == before


def test_screens_and_help_are_found_by_their_name_and_by_what_people_call_them(window: Window) -> None:
    press(window.ask("agen"), Qt.Key.Key_Return)
    assert window.place == Destination("agenda")
    press(window.ask("uitgaven"), Qt.Key.Key_Return)
    assert window.place == Destination("expenses")
    palette = window.ask("sneltoetsen")
    assert palette.hits.entries[0].kind is FoundKind.HELP
    press(palette, Qt.Key.Key_Return)
    assert window.place == Destination("help", part="sneltoetsen")


def test_a_page_that_is_not_there_is_not_offered(window: Window) -> None:
    assert "Rechtenlijst" not in titles(window.ask("rechtenlijst"))


def test_a_command_is_done_on_the_page_that_is_open(window: Window) -> None:
    press(window.ask("nieuw contact"), Qt.Key.Key_Return)
    page = window.frame.current_page
    assert isinstance(page, _Page)
    assert page.contacts == 1


def test_what_is_about_a_family_is_offered_on_its_page(window: Window, office: SmallOffice) -> None:
    assert "Onkost noteren" not in titles(window.ask("onkost"))
    press(window.palette, Qt.Key.Key_Escape)
    window.frame.go(Destination("family", office.family_id))
    press(window.ask("onkost not"), Qt.Key.Key_Return)
    dialog = window.dialog(ExpenseDialog)
    assert isinstance(dialog, ExpenseDialog)
    QTest.keyClicks(dialog.cents_field, "6,50")
    QTest.keyClicks(dialog.what_field, "ijsje")
    QTest.keyClick(dialog.what_field, Qt.Key.Key_Return)
    assert [each.details.cents for each in expenses_page(office.desk, office.family_id).expenses] == [650]
    press(window.ask("trots"), Qt.Key.Key_Return)
    assert window.dialog(PrideDialog).isVisible()


def test_a_signal_is_told_from_anywhere(window: Window, office: SmallOffice) -> None:
    window.frame.go(Destination("family", office.family_id))
    QTest.keyClick(window.frame, Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.dialog(SignalDialog)
    assert isinstance(dialog, SignalDialog)
    assert dialog.family_field.value()
    assert dialog.family_field.isVisible()


def test_what_is_opened_most_stands_first_and_no_family_is_counted_on_this_pc(
    window: Window, office: SmallOffice, settings_store: QSettings
) -> None:
    note_opening(office.desk, office.family_id)
    for _ in range(2):
        press(window.ask("agen"), Qt.Key.Key_Return)
    press(window.ask("pieters"), Qt.Key.Key_Return)
    palette = window.ask()
    assert titles(palette)[:2] == ["Gezin Peeters – Yilmaz", "Agenda"]
    settings_store.sync()
    kept = settings_store.allKeys()
    assert any("agenda" in key for key in kept)
    assert not [key for key in kept if str(office.family_id) in key or "peeters" in key.casefold()]


def test_what_is_nowhere_is_said(window: Window) -> None:
    palette = window.ask("xqzwq")
    assert titles(palette) == []
    assert palette.hits.isHidden() or not palette.hits.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_that_somebody_looked_is_noted_once(window: Window, office: SmallOffice) -> None:
    def searches() -> int:
        lines = audit.trail(office.desk, audit.AuditFilter()).lines
        return sum(line.label == AuditAction.SEARCH_FAMILIES.label for line in lines)

    press(window.ask(), Qt.Key.Key_Escape)
    assert searches() == 0
    press(window.ask("peeters"), Qt.Key.Key_Return)
    assert searches() == 1
    press(window.ask("xqzwq"), Qt.Key.Key_Escape)
    assert searches() == 2


def test_a_long_list_is_looked_through_by_the_store(
    window: Window, office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_service, "WHOLE", 0)
    consent = ConsentInput(ConsentKind.COACHING, TODAY)
    other = add_family(office.desk, FamilyInput(name="Vandevelde"), (), consent).id
    press(window.ask("van de veld"), Qt.Key.Key_Return)
    assert isinstance(other, UUID)
    assert window.place == Destination("family", other)


def test_who_reaches_no_family_finds_screens(
    office: SmallOffice, tasks: InlineTasks, settings_store: QSettings, messages: Messages, show: Show
) -> None:
    administrator = add_colleague(office.desk, "Ada", OfficeRole.ADMINISTRATOR)
    assert isinstance(administrator.account, Account)
    window = Window(administrator, tasks, settings_store, messages)
    show(window.frame)
    assert titles(window.ask("peeters")) == []
    press(window.palette, Qt.Key.Key_Escape)
    assert titles(window.ask("agenda"))[0] == "Agenda"
    assert "Onkosten" not in [entry.title for entry in window.palette.hits.entries]


def test_every_part_has_a_name_for_who_cannot_see_it(window: Window) -> None:
    palette = window.ask("pieters")
    assert_every_focusable_widget_is_named(palette)
    model = palette.hits.model()
    spoken = model.data(model.index(0, 0), int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("Gezin, Gezin Peeters – Yilmaz, G-2026-001")


@LOOKS
def test_the_palette_stays_within_a_small_window(window: Window) -> None:
    window.frame.resize(1024, 680)
    palette = window.ask("p")
    assert palette.width() <= window.frame.width()
    assert palette.height() <= window.frame.height()
    assert window.frame.geometry().contains(palette.geometry().center())


def test_what_was_read_is_kept_until_something_changes_or_the_window_is_covered(
    window: Window, office: SmallOffice, monkeypatch: pytest.MonkeyPatch, tasks: InlineTasks
) -> None:
    reads: list[Desk] = []
    catalogue = find_service.catalogue

    def read(desk: Desk) -> Catalogue:
        reads.append(desk)
        return catalogue(desk)

    monkeypatch.setattr(find_service, "catalogue", read)

    def look() -> list[str]:
        palette = window.ask("maes")
        found = [entry.title for entry in palette.hits.entries]
        press(palette, Qt.Key.Key_Escape)
        return found

    assert look() == look() == []
    assert len(reads) == 1
    consent = ConsentInput(ConsentKind.COACHING, TODAY)
    tasks.run(add_family, office.desk, FamilyInput(name="Maes"), (), consent)
    assert look() == ["Gezin Maes"]
    assert len(reads) == 2
    cover = QWidget()
    window.frame.cover(cover)
    window.frame.uncover()
    assert look() == ["Gezin Maes"]
    assert len(reads) == 3


def test_there_is_one_palette_at_a_time(window: Window) -> None:
    first = window.ask("pee")
    assert window.finder.open() is first
    assert first.field.text() == "pee"


def test_below_stand_only_the_keys_that_do_something_with_the_line(window: Window) -> None:
    palette = window.ask("peet")
    assert palette.hint.text() == "Enter: openen   ·   Ctrl+Enter: nieuw contactmoment met dit gezin"
    palette.field.clear()
    QTest.keyClicks(palette.field, "onkosten")
    assert palette.hint.text() == "Enter: openen"
