"""Double-clicking a shortcut or dropping an office: known here it is chosen at once, otherwise it is shown first."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.call import Call
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.office_link import LinkKind, OfficeLink
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office_link import FoundOffice
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.joining.dialog import JoinDialog
from gezinscoach_desktop.views.joining.second_start import SecondStart
from gezinscoach_desktop.views.opening import OpeningWindow
from gezinscoach_desktop.views.recent_offices import (
    ExpectedOffice,
    expect_office,
    labels_of,
    learn_office,
    recent_offices,
    remember_device_key,
    remember_office,
)
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.account.fakes import PASSWORD, FakeEntrance, a_desk
from tests.views.joining.dropping import drop
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
MAP, FILE = "/net/gezinscoach", "/net/OCMW Ninove.gezinscoach"
LINK = OfficeLink("OCMW Ninove", UUID(int=9), LinkKind.FOLDER, MAP)
OTHER = UUID(int=3)


@pytest.fixture
def entrance() -> FakeEntrance:
    made = FakeEntrance()
    made.links[FILE] = LINK
    made.found[FILE] = FoundOffice(MAP, OfficeKind.FOLDER, LINK.name, str(LINK.office_id))
    return made


@pytest.fixture
def window(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    entrance: FakeEntrance,
    show: Show,
) -> OpeningWindow:
    remember_office(settings_store, MAP, "bea")
    remember_office(settings_store, "/kantoren/gent.gezinscoach", "an")
    made = OpeningWindow(tasks, dialogs, settings_store, entrance)
    show(made)
    return made


def joining(window: OpeningWindow) -> JoinDialog | None:
    return window.findChild(JoinDialog)


def test_a_shortcut_to_a_known_office_leaves_only_the_password(window: OpeningWindow) -> None:
    window.arrival.open_path(FILE)

    assert window.sign_in.place_field.value() == MAP
    assert window.sign_in.user_name_field.value() == "bea"
    assert window.sign_in.password_field.hasFocus()
    assert joining(window) is None


def test_a_known_office_out_of_reach_is_told_at_once_with_a_way_on(
    window: OpeningWindow, entrance: FakeEntrance
) -> None:
    entrance.found[FILE] = OfficeUnavailable("“/net” is niet bereikbaar; kijk het netwerk na.")
    window.arrival.open_path(FILE)
    assert "niet bereikbaar" in window.sign_in.error_label.text()
    assert window.sign_in.choose_button.isVisible()
    QTest.keyClick(window.sign_in.choose_button, Qt.Key.Key_Return)

    assert joining(window) is not None


def test_an_unknown_shortcut_asks_first_and_then_goes_to_the_name(
    window: OpeningWindow, entrance: FakeEntrance
) -> None:
    entrance.links["/stick/x.gezinscoach"] = OfficeLink("Gent", OTHER, LinkKind.FOLDER, "/net/gent")
    window.arrival.open_path("/stick/x.gezinscoach")
    dialog = joining(window)
    assert dialog is not None
    assert entrance.calls("look") == []
    QTest.keyClick(dialog.submit_button, Qt.Key.Key_Return)

    assert window.sign_in.place_field.value() == "/stick/x.gezinscoach", "where the stand-in found it"
    assert window.sign_in.user_name_field.value() == ""
    assert window.sign_in.user_name_field.hasFocus()


def test_an_impatient_second_double_click_asks_once(window: OpeningWindow, entrance: FakeEntrance) -> None:
    unknown = "/stick/x.gezinscoach"
    entrance.links[unknown] = OfficeLink("Gent", OTHER, LinkKind.FOLDER, "/net/gent")
    second = SecondStart(window)
    second.stand_in(window, window.arrival.open_path, is_asking=window.arrival.is_asking)
    window.arrival.open_path(unknown)
    window.arrival.open_path(unknown)
    second.answer(Call(unknown))
    (dialog,) = window.findChildren(JoinDialog)
    QTest.keyClick(dialog.submit_button, Qt.Key.Key_Return)

    assert not any(each.isVisible() for each in window.findChildren(JoinDialog))
    wait_until(lambda: window.focusWidget() is window.sign_in.user_name_field)

    second.answer(Call(unknown))
    assert any(each.isVisible() for each in window.findChildren(JoinDialog)), (
        "asked anew it is looked at anew"
    )


def test_what_is_double_clicked_while_an_office_is_being_opened_waits_for_that(
    window: OpeningWindow, entrance: FakeEntrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = SecondStart(window)
    second.stand_in(window, window.arrival.open_path, is_covered=window.is_busy)
    window.freed.connect(second.offer, Qt.ConnectionType.QueuedConnection)

    def open_slowly() -> Desk:
        second.answer(Call("/stick/x.gezinscoach"))
        assert joining(window) is None
        raise OfficeUnavailable("Er is geen plaats meer op deze pc.")

    monkeypatch.setattr(entrance, "open_practice", open_slowly)
    window.practise()
    assert joining(window) is None, "it goes to whatever window there is by then"
    wait_until(lambda: joining(window) is not None)


def test_a_shortcut_that_cannot_be_read_says_so_in_the_dialog(
    window: OpeningWindow, entrance: FakeEntrance
) -> None:
    entrance.errors["read_link"] = OfficeUnavailable("Deze snelkoppeling is beschadigd; vraag een nieuwe.")
    window.arrival.open_path(FILE)
    dialog = joining(window)

    assert dialog is not None
    assert "beschadigd" in dialog.found_view.text


def test_a_file_dropped_on_the_window_is_opened_and_nothing_else(window: OpeningWindow) -> None:
    assert not drop(window, "https://voorbeeld.be/x.gezinscoach")
    assert not drop(window, "file:///a", "file:///b")
    assert joining(window) is None
    assert drop(window, f"file://{FILE}")

    assert window.sign_in.place_field.value() == MAP


def test_another_office_than_expected_is_closed_again_and_said(
    window: OpeningWindow, entrance: FakeEntrance, settings_store: QSettings
) -> None:
    expect_office(settings_store, MAP, ExpectedOffice(str(OTHER), "Gent"))
    opened: list[object] = []
    window.opened.connect(opened.append)
    window.offer_place(MAP, "bea")
    QTest.keyClicks(window.sign_in.password_field, PASSWORD)
    QTest.keyClick(window.sign_in.password_field, Qt.Key.Key_Return)

    assert opened == []
    assert entrance.calls("close_office") == [(entrance.desk,)]
    assert "ander kantoor" in window.sign_in.error_label.text()
    assert window.sign_in.choose_button.isVisible()
    assert window.sign_in.can_submit


def test_an_office_that_was_opened_is_expected_there_and_called_by_its_name(
    settings_store: QSettings,
) -> None:
    remember_office(settings_store, MAP, "bea")
    learn_office(settings_store, MAP, OTHER, "OCMW Ninove")
    assert recent_offices(settings_store)[0].label == "OCMW Ninove"
    remember_office(settings_store, "/elders/kopie", "bea")
    learn_office(settings_store, "/elders/kopie", OTHER, "OCMW Ninove")

    assert labels_of(recent_offices(settings_store)) == (
        "OCMW Ninove (kopie)",
        "OCMW Ninove (gezinscoach)",
    )


def test_an_office_is_left_out_of_the_list_with_its_key(
    window: OpeningWindow, entrance: FakeEntrance, settings_store: QSettings
) -> None:
    remember_device_key(settings_store, MAP, "bea", is_kept=True)
    window.load()
    assert window.sign_in.place_field.value() == MAP
    window.sign_in.removal_action.trigger()

    assert [one.place for one in recent_offices(settings_store)] == ["/kantoren/gent.gezinscoach"]
    assert entrance.calls("forget_device_key") == [(MAP, "bea")]
    assert "staat niet meer in de lijst" in window.sign_in.error_label.text()
    assert window.sign_in.user_name_field.value() == "an"


def test_the_last_office_of_the_list_can_go_too(window: OpeningWindow) -> None:
    window.sign_in.removal_action.trigger()
    window.sign_in.removal_action.trigger()

    assert window.sign_in.place_field.currentText() == "Nog geen kantoor op deze pc"
    assert not window.sign_in.more_button.isVisible()


def test_a_pc_that_opened_without_password_asks_it_again_from_the_list(
    window: OpeningWindow, entrance: FakeEntrance, settings_store: QSettings
) -> None:
    remember_device_key(settings_store, MAP, "bea", is_kept=True)
    window.load()
    assert window.sign_in.device_button.isVisible()
    window.sign_in.password_action.trigger()

    assert not window.sign_in.device_button.isVisible()
    assert window.sign_in.password_field.hasFocus()
    assert entrance.calls("forget_device_key") == [(MAP, "bea")]
    assert recent_offices(settings_store)[0].place == MAP


def test_a_key_that_opens_another_office_lets_nobody_in(
    window: OpeningWindow, entrance: FakeEntrance, settings_store: QSettings
) -> None:
    expect_office(settings_store, MAP, ExpectedOffice(str(OTHER)))
    remember_device_key(settings_store, MAP, "bea", is_kept=True)
    entrance.device_desk = a_desk()
    window.load()
    opened: list[object] = []
    window.opened.connect(opened.append)
    QTest.keyClick(window.sign_in.device_button, Qt.Key.Key_Return)

    assert opened == []
    assert entrance.calls("close_office") == [(entrance.device_desk,)]
