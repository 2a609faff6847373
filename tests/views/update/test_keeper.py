"""The program looks by itself, installs only what was asked for, and only after a backup."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gezinscoach_desktop.data import schema, update_folder
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.update import MANIFEST, Refusal, parse_version
from gezinscoach_desktop.services import update as update_service
from gezinscoach_desktop.services.installation import installation_of
from gezinscoach_desktop.services.update import FOLDER_VARIABLE, Finding, Installation
from gezinscoach_desktop.views.lane import Job, Lane
from gezinscoach_desktop.views.tasks import InlineTasks, Tasks
from gezinscoach_desktop.views.update.keeper import Plan, UpdateKeeper
from gezinscoach_desktop.views.update.memory import IT_FOLDER, Memory
from gezinscoach_desktop.views.update.news_dialog import show_news
from tests.updates import (
    NEW,
    NEWER,
    OUTSIDE,
    PATIENCE_SECONDS,
    SETUP,
    TEST_PUBLIC,
    FakeWindows,
    fill,
    manifest,
)
from tests.views.waiting import destroy, wait_until

PLACE, ELSEWHERE = "/kantoor", "/ander kantoor"
TODAY = date(2026, 11, 22)
MakeKeeper = Callable[[], UpdateKeeper]


@pytest.fixture(autouse=True)
def home(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(update_service, "trusted_keys", lambda: (TEST_PUBLIC,))
    monkeypatch.setattr(update_service, "READ_SECONDS", PATIENCE_SECONDS)
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    return own_home


@pytest.fixture
def folder(tmp_path: Path, settings_store: QSettings) -> Path:
    """An update folder that the office told of before."""
    made = tmp_path / "bijwerkingen"
    fill(made)
    Memory(settings_store).keep_office_folder(str(made))
    return made


@pytest.fixture
def windows() -> FakeWindows:
    return FakeWindows()


@pytest.fixture
def make(qapp: QApplication, settings_store: QSettings, windows: FakeWindows) -> Iterator[MakeKeeper]:
    made: list[UpdateKeeper] = []

    def keeper() -> UpdateKeeper:
        tasks = InlineTasks()
        made.append(
            UpdateKeeper(
                tasks, settings_store, launch=windows, installation=Installation.OWN, today=lambda: TODAY
            )
        )
        tasks.setParent(made[-1])
        return made[-1]

    yield keeper
    for each in made:
        each.cancel()
        destroy(each)  # here and now: no other thread may find it among the garbage


@pytest.fixture
def keeper(make: MakeKeeper, folder: Path) -> UpdateKeeper:
    made = make()
    made.start()
    return made


class LaterTasks(InlineTasks):
    """What is fetched waits until the test lets it go, as on a slow share."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []

    def _start(self, lane: Lane, job: Job) -> None:
        if job.progress is None:
            super()._start(lane, job)
        else:
            self._note(job)  # known, so that the end of the program stops it
            self.waiting.append(partial(super()._start, lane, job))

    def go_on(self) -> None:
        waiting, self.waiting = self.waiting, []
        for each in waiting:
            each()


@pytest.fixture
def slow(
    qapp: QApplication, settings_store: QSettings, windows: FakeWindows, folder: Path
) -> Iterator[tuple[UpdateKeeper, LaterTasks]]:
    """A keeper whose fetching takes until the test says so."""
    tasks = LaterTasks()
    made = UpdateKeeper(
        tasks, settings_store, launch=windows, installation=Installation.OWN, today=lambda: TODAY
    )
    tasks.setParent(made)
    made.start()
    yield made, tasks
    made.cancel()
    destroy(made)


def finding(keeper: UpdateKeeper) -> Finding | None:
    look = keeper.state.look
    return None if look is None else look.finding


def kept_files(home: Path) -> list[Path]:
    temp = home / "temp"
    return [path for path in temp.rglob("*") if path.suffix == ".exe"] if temp.exists() else []


# ------------------------------------------------------------------------------------------------- looking


def test_an_update_is_found_before_anybody_signs_in(keeper: UpdateKeeper) -> None:
    assert finding(keeper) is Finding.OFFERED
    assert keeper.state.can_install


def test_without_a_folder_there_is_nothing_to_find(make: MakeKeeper) -> None:
    keeper = make()
    keeper.start()
    assert finding(keeper) is Finding.NO_FOLDER


def test_a_program_without_a_key_never_updates_itself(
    keeper: UpdateKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_service, "trusted_keys", tuple)
    keeper.look()
    assert finding(keeper) is Finding.NO_KEY
    assert not keeper.state.can_install


@pytest.mark.parametrize("way", ["variable", "settings"])
def test_what_it_sets_for_this_pc_goes_before_what_the_office_says(
    way: str,
    make: MakeKeeper,
    folder: Path,
    tmp_path: Path,
    settings_store: QSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    empty = tmp_path / "leeg"
    empty.mkdir()
    if way == "variable":
        monkeypatch.setenv(FOLDER_VARIABLE, str(empty))
    else:
        settings_store.setValue(IT_FOLDER, str(empty))
    keeper = make()
    keeper.start()
    assert finding(keeper) is Finding.EMPTY
    assert keeper.memory.fixed_folder == str(empty)


def test_nothing_is_asked_of_the_internet_whatever_an_office_says(settings_store: QSettings) -> None:
    """In an office of which somebody went round the program any text can stand."""
    memory = Memory(settings_store)
    for folder in OUTSIDE:
        memory.keep_office_folder(folder)
        assert memory.folder == "", folder
    memory.keep_office_folder("\\\\server\\bijwerkingen")  # control
    assert memory.folder


def test_a_folder_that_goes_back_is_noticed_also_by_the_next_program(
    keeper: UpdateKeeper, make: MakeKeeper, folder: Path
) -> None:
    fill(folder, manifest("98.0.0"))
    later = make()
    later.start()
    assert finding(later) is Finding.WENT_BACK
    assert not later.state.can_install
    fill(folder, manifest("99.0.1"))
    later.look()
    assert finding(later) is Finding.OFFERED


def test_an_update_that_changes_the_office_says_that_colleagues_need_it_too(
    keeper: UpdateKeeper, folder: Path
) -> None:
    window = QWidget()
    keeper.enter(schema.VERSION)
    for database, changes in ((schema.VERSION, False), (schema.VERSION + 1, True)):
        fill(folder, manifest(database=database))
        keeper.look()
        assert keeper.state.look is not None
        assert keeper.state.look.changes_office is changes
        dialog = show_news(keeper, window)
        assert dialog is not None
        told = [label.text() for label in dialog.findChildren(QLabel)]
        assert any("Spreek af met je collega" in text for text in told) is changes
        dialog.reject()


def test_an_update_that_cannot_bring_the_office_along_is_not_offered(
    keeper: UpdateKeeper, folder: Path
) -> None:
    fill(folder, manifest(least_database=6, database=9))
    keeper.enter(5)
    assert finding(keeper) is Finding.TOO_FAR


def test_a_refusal_is_told_and_logged_only_once_a_day_without_where_it_is(
    keeper: UpdateKeeper, folder: Path, home: Path
) -> None:
    told: list[Refusal] = []
    keeper.refusal_found.connect(told.append)
    (folder / MANIFEST).write_bytes(b"{}")
    keeper.look()
    keeper.look()
    assert (finding(keeper), set(told)) == (Finding.REFUSED, {Refusal.SIGNATURE})
    log = (home / "gezinscoach.log").read_text(encoding="utf-8")
    assert log.count("update refused: signature") == 1
    assert str(folder) not in log


def test_a_share_that_never_answers_costs_nothing(
    qapp: QApplication, settings_store: QSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window goes on, the answer is that there is none, and the program ends."""
    let_go = threading.Event()

    def hang(_: Path) -> None:
        let_go.wait()

    monkeypatch.setattr(update_folder, "read_folder", hang)
    monkeypatch.setattr(update_service, "READ_SECONDS", 0.05)
    tasks = Tasks()
    keeper = UpdateKeeper(tasks, settings_store, installation=Installation.OWN)
    try:
        keeper.start()
        assert finding(keeper) is None  # nobody waited
        wait_until(lambda: finding(keeper) is Finding.SILENT)
        tasks.close()
        keeper.finish()
    finally:
        let_go.set()
        destroy(keeper)


# ----------------------------------------------------------------------------------------------- installing


def test_nothing_is_installed_that_nobody_asked_for(keeper: UpdateKeeper, windows: FakeWindows) -> None:
    keeper.finish()
    assert windows.started == []


def test_at_the_end_the_checked_copy_is_started(
    keeper: UpdateKeeper, windows: FakeWindows, folder: Path, home: Path
) -> None:
    keeper.want()
    assert keeper.state.plan is Plan.READY
    (folder / f"Gezinscoach-{NEWER}-setup.exe").write_bytes(b"changed on the share meanwhile")
    keeper.note_leaving(PLACE)
    keeper.finish()
    assert windows.started == [(f"Gezinscoach-{NEWER}-setup.exe", SETUP)]
    assert kept_files(home)  # the setup goes on with it


def test_a_copy_that_was_changed_on_this_pc_is_not_started(
    keeper: UpdateKeeper, make: MakeKeeper, windows: FakeWindows, home: Path
) -> None:
    keeper.want()
    (changed,) = kept_files(home)
    changed.write_bytes(SETUP[:-1] + b"?")
    keeper.finish()
    assert windows.started == []
    assert "veranderd" in make().state.failed


def test_what_was_asked_can_be_taken_back_until_the_end(
    keeper: UpdateKeeper, windows: FakeWindows, home: Path
) -> None:
    keeper.want()
    assert kept_files(home)
    keeper.cancel()
    assert kept_files(home) == []
    keeper.finish()
    assert windows.started == []


def test_who_thinks_again_and_once_more_while_it_is_fetched_gets_the_update(
    slow: tuple[UpdateKeeper, LaterTasks], windows: FakeWindows
) -> None:
    keeper, tasks = slow
    keeper.want()
    keeper.cancel()
    keeper.want()
    tasks.go_on()  # the first one hears only now that it was stopped
    assert keeper.state.plan is Plan.READY
    keeper.finish()
    assert len(windows.started) == 1


def test_what_turns_out_to_be_wrong_after_it_was_taken_back_is_offered_no_more(
    slow: tuple[UpdateKeeper, LaterTasks], folder: Path
) -> None:
    keeper, tasks = slow
    shown: list[bool] = []
    keeper.changed.connect(lambda: shown.append(keeper.state.can_install))
    keeper.want()
    keeper.cancel()
    (folder / f"Gezinscoach-{NEWER}-setup.exe").unlink()
    tasks.go_on()
    assert finding(keeper) is Finding.REFUSED
    assert shown[-1] is False, "the bar and the card heard of it"


def test_closing_while_it_is_fetched_is_told_at_the_next_start(
    slow: tuple[UpdateKeeper, LaterTasks], make: MakeKeeper, windows: FakeWindows
) -> None:
    keeper, tasks = slow
    keeper.want()
    tasks.close()
    tasks.go_on()
    keeper.finish()
    assert windows.started == []
    assert "nog niet opgehaald" in make().state.failed


def test_an_update_that_was_replaced_by_a_newer_one_meanwhile_is_no_alarm(
    keeper: UpdateKeeper, folder: Path, home: Path
) -> None:
    told: list[Refusal] = []
    keeper.refusal_found.connect(told.append)
    (folder / f"Gezinscoach-{NEWER}-setup.exe").unlink()
    fill(folder, manifest("99.1.0"))
    keeper.want()
    assert (finding(keeper), told, keeper.state.plan) == (Finding.OFFERED, [], Plan.NONE)
    assert keeper.state.look is not None
    assert keeper.state.look.manifest is not None
    assert str(keeper.state.look.manifest.version) == "99.1.0"
    assert not (home / "gezinscoach.log").exists()
    keeper.want()
    assert keeper.state.plan is Plan.READY


def test_without_its_backup_an_update_does_not_go_on_and_the_next_start_says_why(
    keeper: UpdateKeeper, make: MakeKeeper, windows: FakeWindows
) -> None:
    keeper.want()
    keeper.note_leaving(PLACE, OfficeUnavailable("De map voor reservekopieën is vol."))
    keeper.finish()
    assert windows.started == []
    later = make()
    assert "is vol" in later.state.failed
    later.close_notice("failed")
    assert make().state.failed == ""


def test_an_office_that_was_left_well_says_nothing_about_another_one(
    keeper: UpdateKeeper, windows: FakeWindows
) -> None:
    keeper.want()
    keeper.note_leaving(PLACE, OfficeUnavailable("Vol."))
    keeper.note_leaving(ELSEWHERE)
    keeper.finish()
    assert windows.started == []


def test_a_failure_is_over_once_that_office_was_left_well(keeper: UpdateKeeper, windows: FakeWindows) -> None:
    keeper.want()
    keeper.note_leaving(PLACE, OfficeUnavailable("Vol."))
    keeper.note_leaving(PLACE)
    keeper.finish()
    assert len(windows.started) == 1


def test_a_setup_that_fails_its_check_is_refused_when_it_is_asked_for(
    keeper: UpdateKeeper, folder: Path, windows: FakeWindows, home: Path
) -> None:
    told: list[Refusal] = []
    keeper.refusal_found.connect(told.append)
    (folder / f"Gezinscoach-{NEWER}-setup.exe").write_bytes(SETUP[:-1] + b"?")
    keeper.want()
    assert (finding(keeper), told) == (Finding.REFUSED, [Refusal.SETUP])
    assert kept_files(home) == []
    keeper.finish()
    assert windows.started == []


def test_the_first_start_after_an_update_tells_what_is_new_once(
    keeper: UpdateKeeper, make: MakeKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.want()
    keeper.finish()
    monkeypatch.setattr(update_service, "__version__", NEWER)
    updated = make()
    assert updated.state.updated is not None
    assert (updated.state.updated.version, updated.state.updated.what_is_new) == (parse_version(NEWER), NEW)
    assert make().state.updated is not None  # nobody was in an office to read it
    updated.note_told()
    assert make().state.updated is None


def test_a_setup_that_did_not_do_its_work_is_told_at_the_next_start(
    keeper: UpdateKeeper, make: MakeKeeper
) -> None:
    keeper.want()
    keeper.finish()
    assert f"naar versie {NEWER} is niet af" in make().state.failed


def test_a_setup_that_windows_cannot_start_is_told(
    keeper: UpdateKeeper, make: MakeKeeper, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def refuse(_: Path) -> None:
        raise OSError("blocked by a virus scanner")

    keeper.want()
    monkeypatch.setattr(keeper, "_launch", refuse)
    keeper.finish()
    assert "kon het installatiebestand niet starten" in make().state.failed
    assert kept_files(home) == []


def test_on_another_system_it_says_that_this_is_for_windows(
    keeper: UpdateKeeper, make: MakeKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.want()
    monkeypatch.setattr(keeper, "_launch", None)
    keeper.finish()
    assert "alleen op Windows" in make().state.failed


@pytest.mark.parametrize(
    ("uninstaller", "noted", "installation"),
    [
        (True, "", Installation.OWN),
        (True, "elsewhere", Installation.OWN),
        (True, "here", Installation.EVERYBODY),
        (False, "", Installation.PORTABLE),
    ],
)
def test_how_it_was_installed_is_seen(
    tmp_path: Path, uninstaller: bool, noted: str, installation: Installation
) -> None:
    here = tmp_path / "Gezinscoach"
    here.mkdir()
    if uninstaller:
        (here / "Verwijderen.exe").touch()
    for_everybody = str(here) if noted == "here" else noted
    assert installation_of(here, for_everybody) is installation


def test_a_program_for_everybody_is_known_by_another_spelling_of_its_folder(tmp_path: Path) -> None:
    """Windows spells one folder in more than one way (PROGRA~1); a setup of one's own beside it would be a second program."""
    here = tmp_path / "Program Files"
    here.mkdir()
    (here / "Verwijderen.exe").touch()
    short = tmp_path / "PROGRA~1"
    short.symlink_to(here)
    assert installation_of(here, str(short)) is Installation.EVERYBODY
    assert installation_of(here, f'"{here}"') is Installation.EVERYBODY
