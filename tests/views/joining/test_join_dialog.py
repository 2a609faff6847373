"""What a colleague may rely on who joins an office: it is looked for before anything is asked, and nothing opens silently."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.office_link import LinkKind, OfficeLink
from gezinscoach_desktop.services.office_link import FoundOffice
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.joining.dialog import JoinDialog
from gezinscoach_desktop.views.recent_offices import expected_office, remember_office
from gezinscoach_desktop.views.tasks import InlineTasks, Tasks
from tests.views.account.fakes import FakeEntrance
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.joining.dropping import drop
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
MAP, FILE = "/net/gezinscoach", "/net/OCMW Ninove.gezinscoach"
ID = UUID(int=7)
FOUND = FoundOffice(MAP, OfficeKind.FOLDER, "OCMW Ninove", str(ID))
AWAY = OfficeUnavailable("“/net” is niet bereikbaar; kijk na of de map verbonden is.")


@pytest.fixture
def entrance() -> FakeEntrance:
    return FakeEntrance()


@pytest.fixture
def join(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    entrance: FakeEntrance,
    show: Show,
) -> Callable[..., JoinDialog]:
    def make(place: str = "") -> JoinDialog:
        made = JoinDialog(tasks, dialogs, settings_store, entrance, place=place)
        made.told = []  # type: ignore[attr-defined]
        made.chosen.connect(lambda *given: made.told.append(given))  # type: ignore[attr-defined]
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        show(made)
        return made

    return make


def told(dialog: JoinDialog) -> list[tuple[str, str]]:
    """What it chose."""
    found: list[tuple[str, str]] = dialog.told  # type: ignore[attr-defined]
    return found


def enter(dialog: QWidget) -> None:
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def test_a_chosen_folder_is_looked_at_and_shown_before_going_on(
    join: Callable[..., JoinDialog], dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    dialog = join()
    assert dialog.link_button.hasFocus()
    dialogs.will_answer(Path(MAP))
    entrance.found[MAP] = FOUND
    QTest.keyClick(dialog.folder_button, Qt.Key.Key_Return)
    assert "Gevonden: OCMW Ninove" in dialog.found_view.text
    assert told(dialog) == []
    assert dialog.submit_button.hasFocus()
    enter(dialog)

    assert told(dialog) == [(MAP, "")]
    assert not dialog.isVisible()


def test_who_worked_there_before_need_not_type_his_name(
    join: Callable[..., JoinDialog], settings_store: QSettings, entrance: FakeEntrance
) -> None:
    remember_office(settings_store, MAP, "bea")
    entrance.found[MAP] = FOUND
    dialog = join()
    QTest.keyClicks(dialog.place_field, MAP)
    QTest.keyClick(dialog.place_field, Qt.Key.Key_Return)

    assert told(dialog) == [(MAP, "bea")], "typed and Enter: nothing to warn about, so on at once"
    assert expected_office(settings_store, MAP).office_id == str(ID)


def test_a_shortcut_that_was_opened_says_where_it_leads_before_anybody_goes_there(
    join: Callable[..., JoinDialog], entrance: FakeEntrance
) -> None:
    entrance.links[FILE] = OfficeLink("OCMW Ninove", ID, LinkKind.FOLDER, "\\\\nas\\gezinscoach")
    entrance.found[FILE] = FOUND
    dialog = join(FILE)
    assert "Snelkoppeling naar OCMW Ninove" in dialog.found_view.text
    assert "nas" in dialog.found_view.text
    assert entrance.calls("look") == []
    enter(dialog)

    assert entrance.calls("look") == [(FILE,)]
    assert told(dialog) == [(MAP, "")]


def test_a_shortcut_that_was_chosen_says_where_it_leads_too(
    join: Callable[..., JoinDialog], dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    """Going to a stranger's share or server already tells who you are."""
    entrance.links[FILE] = OfficeLink("OCMW Ninove", ID, LinkKind.FOLDER, "\\\\evil\\gezinscoach")
    entrance.found[FILE] = FOUND
    dialog = join()
    dialogs.will_answer(Path(FILE))
    QTest.keyClick(dialog.link_button, Qt.Key.Key_Return)
    assert "evil" in dialog.found_view.text
    assert entrance.calls("look") == []
    enter(dialog)

    assert entrance.calls("look") == [(FILE,)]


def test_a_place_out_of_reach_can_be_tried_again(
    join: Callable[..., JoinDialog], entrance: FakeEntrance
) -> None:
    entrance.found[MAP] = AWAY
    dialog = join(MAP)
    assert "niet bereikbaar" in dialog.found_view.text
    assert dialog.submit_button.text() == "Opnieuw proberen"
    entrance.found[MAP] = FOUND
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)

    assert told(dialog) == [(MAP, "")]


def test_another_place_forgets_what_was_found_at_the_first(
    join: Callable[..., JoinDialog], entrance: FakeEntrance
) -> None:
    entrance.found[MAP] = AWAY
    dialog = join(MAP)
    QTest.keyClicks(dialog.place_field, "2")

    assert dialog.found_view.text == ""
    assert dialog.submit_button.text() == "Verder"


def test_what_is_pointed_at_wrongly_is_put_right_and_said(
    join: Callable[..., JoinDialog], entrance: FakeEntrance
) -> None:
    note = "Je koos een deel van het kantoor; het kantoor zelf is de map “gezinscoach”."
    entrance.found[f"{MAP}/log"] = FoundOffice(MAP, OfficeKind.FOLDER, "", str(ID), note)
    dialog = join()
    QTest.keyClicks(dialog.place_field, f"{MAP}/log")
    QTest.keyClick(dialog.place_field, Qt.Key.Key_Return)
    assert note in dialog.found_view.text
    assert told(dialog) == []
    enter(dialog)

    assert told(dialog) == [(MAP, "")]


@pytest.mark.parametrize("pasted", [f'"{MAP}"', f"  {MAP} ", f"file://{MAP}"])
def test_a_path_is_understood_as_windows_copies_it(
    join: Callable[..., JoinDialog], entrance: FakeEntrance, pasted: str
) -> None:
    entrance.found[MAP] = FOUND
    dialog = join()
    QTest.keyClicks(dialog.place_field, pasted)
    QTest.keyClick(dialog.place_field, Qt.Key.Key_Return)

    assert told(dialog) == [(MAP, "")]


def test_a_shortcut_dropped_on_the_dialog_takes_the_place_of_what_was_there(
    join: Callable[..., JoinDialog], entrance: FakeEntrance
) -> None:
    entrance.links[FILE] = OfficeLink("OCMW Ninove", ID, LinkKind.FOLDER, MAP)
    dialog = join()
    QTest.keyClick(dialog.server_button, Qt.Key.Key_Return)
    assert drop(dialog, QUrl.fromLocalFile(FILE).toString())

    assert "Snelkoppeling naar OCMW Ninove" in dialog.found_view.text
    assert dialog.place_field.isVisible()
    assert not dialog.server.host_field.isVisible()


def test_nothing_chosen_yet_is_said_at_the_place(join: Callable[..., JoinDialog]) -> None:
    dialog = join()
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)

    assert dialog.form.error_of("place") == "Kies eerst een snelkoppeling, een map of een bestand."


def test_a_server_is_asked_for_by_its_name(join: Callable[..., JoinDialog], entrance: FakeEntrance) -> None:
    dialog = join()
    assert not dialog.server.host_field.isVisible()
    QTest.keyClick(dialog.server_button, Qt.Key.Key_Return)
    assert dialog.server.host_field.hasFocus()
    assert not dialog.place_field.isVisible()
    QTest.keyClicks(dialog.server.host_field, "db.ninove.be")
    QTest.keyClick(dialog.server.host_field, Qt.Key.Key_Return)
    assert dialog.form.error_of("database") != ""
    QTest.keyClicks(dialog.server.database_field, "kantoor")
    QTest.keyClick(dialog.server.database_field, Qt.Key.Key_Return)

    assert told(dialog) == [("postgresql://db.ninove.be/kantoor", "")]


def test_the_window_lives_while_a_share_does_not_answer(
    dialogs: ScriptedDialogs, settings_store: QSettings, entrance: FakeEntrance, show: Show
) -> None:
    tasks = Tasks()
    entrance.gate = threading.Event()
    entrance.found[MAP] = FOUND
    dialog = JoinDialog(tasks, dialogs, settings_store, entrance)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    chosen: list[str] = []
    dialog.chosen.connect(lambda place, _: chosen.append(place))
    show(dialog)
    dialog.place_field.set_value(MAP)
    dialog.submit()
    assert "wordt gekeken" in dialog.found_view.text
    assert not dialog.submit_button.isEnabled()
    QTest.keyClicks(dialog.place_field, "x")
    assert dialog.submit_button.isEnabled(), "another place can be chosen meanwhile"
    entrance.gate.set()
    wait_until(lambda: tasks.is_at_rest)
    tasks.close()

    assert chosen == [], "what was found is about a place that stands there no longer"


def test_everything_is_named(join: Callable[..., JoinDialog], entrance: FakeEntrance) -> None:
    dialog = join()
    assert_every_focusable_widget_is_named(dialog)
    QTest.keyClick(dialog.server_button, Qt.Key.Key_Return)
    assert_every_focusable_widget_is_named(dialog)
