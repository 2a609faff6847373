"""What a user may rely on after a crash or a bug: told once, calmly, with a report that can be read before it is saved."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QMessageLogContext, QSettings, Qt, QtMsgType
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gezinscoach_desktop.services import crash as crash_service
from gezinscoach_desktop.services.crash import Crash
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.frame import Frame, OfficeLabel
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination, Page
from gezinscoach_desktop.views.recent_offices import remember_office
from gezinscoach_desktop.views.tasks import Breakdown, InlineTasks, Tasks
from gezinscoach_desktop.views.trouble import crash_watch
from gezinscoach_desktop.views.trouble.crash_notice import CrashNotice, sentence
from gezinscoach_desktop.views.trouble.crash_watch import CrashWatch
from gezinscoach_desktop.views.trouble.dialog import TroubleDialog
from gezinscoach_desktop.views.trouble.page import TroublePage
from gezinscoach_desktop.views.trouble.places import TROUBLE, trouble_page
from gezinscoach_desktop.views.trouble.view import TroubleView
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.waiting import destroy, wait_until

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk

TODAY = date(2026, 11, 22)
Show = Callable[[QWidget], None]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "thuis"
    monkeypatch.setenv("GEZINSCOACH_HOME", str(folder))
    return folder


@pytest.fixture
def view(tasks: InlineTasks, dialogs: ScriptedDialogs, settings_store: QSettings, show: Show) -> TroubleView:
    remember_office(settings_store, "/kantoren/geheim.gezinscoach", "an")
    made = TroubleView(tasks, dialogs, settings_store)
    made.resize(900, 600)
    made.load()
    show(made)
    return made


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 16, 32).astimezone().astimezone(UTC)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "vandaag om 16:32"), (1, "gisteren om 16:32"), (9, "op 13/11/2026 om 16:32")],
)
def test_the_sentence_says_when_and_that_nothing_is_lost(days: int, words: str) -> None:
    said = sentence(Crash(at(TODAY - timedelta(days=days)), "1", is_fault=False), TODAY)
    assert (
        said
        == f"De vorige keer stopte het programma onverwacht ({words}). Alles wat bewaard was, staat er nog."
    )


def test_what_is_saved_is_what_was_shown_with_what_the_user_wrote(
    view: TroubleView, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    QTest.keyClicks(view.doing_field, "Ik drukte af.")
    assert_every_focusable_widget_is_named(view)
    titles = [view.file_list.item(row).text() for row in range(view.file_list.count())]
    assert titles == ["Wat je deed", "Verslag", "Fouten van het programma"]
    shown = {}
    for row in range(len(titles)):
        view.file_list.setCurrentRow(row)
        shown[titles[row]] = view.text_view.toPlainText()
    assert shown["Wat je deed"] == "Ik drukte af.\n"
    assert "Bekende kantoren: 1 × deze pc" in shown["Verslag"]
    dialogs.will_answer(tmp_path / "verslag")
    QTest.mouseClick(view.save_button, Qt.MouseButton.LeftButton)
    assert "verslag.zip" in view.result_label.text()
    with zipfile.ZipFile(tmp_path / "verslag.zip") as packed:
        assert [packed.read(name).decode() for name in packed.namelist()] == list(shown.values())


def test_a_share_that_hangs_keeps_no_report_waiting(
    qapp: QApplication, dialogs: ScriptedDialogs, settings_store: QSettings, tmp_path: Path
) -> None:
    """Whatever waits for the network waits behind it; a report is wanted most of all then."""
    let_go = threading.Event()
    tasks = Tasks()
    view = TroubleView(tasks, dialogs, settings_store)
    try:
        tasks.watch(let_go.wait)
        view.load()
        wait_until(lambda: view.shown is not None)
        dialogs.will_answer(tmp_path / "verslag.zip")
        view.save_button.click()
        wait_until((tmp_path / "verslag.zip").exists)
    finally:
        let_go.set()
        tasks.close()
        destroy(view)


def test_where_it_cannot_be_saved_is_said(
    view: TroubleView, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    dialogs.will_answer(tmp_path / "weg" / "x.zip", None)
    view.save_button.click()
    assert "bestaat niet" in view.result_label.text()
    assert view.save_button.isEnabled()
    view.save_button.click()
    assert len(dialogs.asked) == 2


@pytest.fixture
def first_window(show: Show) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addStretch(1)
    show(made)
    return made


@pytest.fixture
def watch(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[Crash | None], CrashWatch]]:
    watching: list[CrashWatch] = []

    def made(crash: Crash | None) -> CrashWatch:
        monkeypatch.setattr(crash_service, "look_back", lambda: crash)
        watching.append(CrashWatch(tasks, dialogs, settings_store))
        return watching[-1]

    yield made
    for one in watching:
        one.end()


def test_a_crash_is_told_above_the_first_window_until_it_is_closed(
    watch: Callable[[Crash | None], CrashWatch], first_window: QWidget
) -> None:
    watching = watch(Crash(at(TODAY), "1", is_fault=True))
    watching.stand_in(first_window)
    notice = watching.notice
    assert notice is not None
    assert notice.isVisible()
    notice.report_button.click()
    (dialog,) = first_window.findChildren(TroubleDialog)
    assert dialog.isVisible()
    notice.close_button.click()
    assert not notice.isVisible()
    watching.stand_in(first_window)
    assert watching.notice is None


def test_after_a_good_end_nothing_is_said(
    watch: Callable[[Crash | None], CrashWatch], first_window: QWidget
) -> None:
    watching = watch(None)
    watching.stand_in(first_window)
    assert watching.notice is None


def test_a_serious_message_of_qt_is_noted_without_what_it_says(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crash_watch._hear(QtMsgType.QtCriticalMsg, QMessageLogContext(), "kan Peeters.pdf niet openen")
    crash_watch._hear(QtMsgType.QtWarningMsg, QMessageLogContext(), "niet erg")
    text = (home / "gezinscoach.log").read_text(encoding="utf-8")
    assert text.count("Qt · default") == 1
    assert "Peeters" not in text
    assert capsys.readouterr().err == "kan Peeters.pdf niet openen\nniet erg\n"


def test_after_a_bug_the_bar_leads_to_the_report(messages: Messages, said: list[Message]) -> None:
    asked: list[bool] = []
    messages.show_breakdown(Breakdown("Er ging iets mis.", "details"))
    assert "Details" in said[-1].action_text
    messages.offer_report(lambda: asked.append(True))
    messages.show_breakdown(Breakdown("Er ging iets mis.", "details"))
    assert said[-1].action_text == "&Foutverslag maken"
    assert said[-1].action is not None
    said[-1].action()
    assert asked == [True]


def test_who_is_past_the_first_window_reads_it_above_the_pages(
    watch: Callable[[Crash | None], CrashWatch],
    tasks: InlineTasks,
    messages: Messages,
    settings_store: QSettings,
    show: Show,
) -> None:
    """Also when it is only known by then; the button leads to the page where a report is made."""
    frame = Frame(tasks, messages, settings_store, office=OfficeLabel("Kantoor", "An"))
    went: list[object] = []
    page = Page()
    frame.add_room("start", "Start", "home", lambda _: page)

    def make(place: Destination) -> Page:
        went.append(place)
        return Page()

    frame.add_page(TROUBLE, make, under="start")
    frame.go(Destination("start"))
    show(frame)
    watching = watch(None)
    watching.stand_in_frame(frame)
    assert frame.findChild(CrashNotice) is None
    watching._take(Crash(at(TODAY), "1", is_fault=False))
    notice = frame.findChild(CrashNotice)
    assert notice is not None
    assert notice.isVisible()
    notice.report_button.click()
    assert went == [trouble_page()]
    assert not notice.isVisible()


def test_on_its_page_typing_begins_at_once_wherever_one_came_from(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    messages: Messages,
    settings_store: QSettings,
    show: Show,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(TroubleView, "load", lambda _: None)
    frame = Frame(tasks, messages, settings_store, office=OfficeLabel("Kantoor", "An"))
    first = Page()
    pressed = button("Ergens")
    QVBoxLayout(first).addWidget(pressed)
    made = TroublePage(tasks, cast("Desk", None), dialogs, settings_store)
    frame.add_room("start", "Start", "home", lambda _: first)
    frame.add_page(TROUBLE, lambda _: made, under="start")
    frame.go(Destination("start"))
    show(frame)
    pressed.setFocus()
    frame.go(trouble_page())
    assert made.view.doing_field.hasFocus()


def test_in_a_window_of_its_own_both_buttons_stand_together(
    tasks: InlineTasks, dialogs: ScriptedDialogs, settings_store: QSettings, show: Show
) -> None:
    dialog = TroubleDialog(tasks, dialogs, settings_store)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(dialog)
    assert dialog.view.doing_field.hasFocus()
    assert dialog.view.save_button.y() == dialog.close_button.y()
    assert dialog.view.save_button.x() > dialog.close_button.x()
