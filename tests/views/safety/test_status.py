"""The status bar says whether the work is shared and backed up, and leads to what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Thread
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import AccountClosed, OfficeLocked, OfficeUnavailable, UserError
from gezinscoach_desktop.services import backup, sharing
from gezinscoach_desktop.services.sharing import Health, OfficeKind, Reachability
from gezinscoach_desktop.views.frame import Frame, OfficeLabel
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination, Page
from gezinscoach_desktop.views.safety import pulse as pulses
from gezinscoach_desktop.views.safety import words
from gezinscoach_desktop.views.safety.pulse import Pulse
from gezinscoach_desktop.views.safety.status_line import StatusLine
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import Tone
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.samples import TODAY, make_desk
from tests.views.looks import LOOKS
from tests.views.safety.samples import AT, EARLIER, make_conflict, make_state
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
SHARED = Health(shared_at=AT)
CHANGE = Change(frozenset({Noun.SNAPSHOT}), UUID(int=1))


# -------------------------------------------------------------------------------------------------------------- words
@pytest.mark.parametrize(
    ("health", "kind", "text", "tone"),
    [
        (SHARED, OfficeKind.FOLDER, f"Gedeeld om {AT.astimezone():%H:%M}", Tone.SECONDARY),
        (replace(SHARED, waiting=2), OfficeKind.FOLDER, "Bewaard op deze pc, nog niet gedeeld (2)", Tone.WARNING),
        (
            Health(Reachability.AWAY, waiting=2),
            OfficeKind.FOLDER,
            "Bewaard op deze pc, nog niet gedeeld (2)",
            Tone.WARNING,
        ),
        (Health(Reachability.AWAY), OfficeKind.FOLDER, "De gedeelde map is niet bereikbaar", Tone.WARNING),
        (Health(Reachability.AWAY), OfficeKind.POSTGRESQL, "De server is niet bereikbaar", Tone.WARNING),
        (
            Health(Reachability.AWAY, waiting=2),
            OfficeKind.POSTGRESQL,
            "Bewaard op deze pc, nog niet verzonden (2)",
            Tone.WARNING,
        ),
        (Health(Reachability.BROKEN), OfficeKind.FOLDER, "Er is iets mis met het kantoor", Tone.ERROR),
        (
            Health(conflicts=(make_conflict(),)),
            OfficeKind.FOLDER,
            "Iets kon niet gedeeld worden",
            Tone.ERROR,
        ),
        (
            Health(conflicts=(make_conflict(1), make_conflict(2))),
            OfficeKind.FOLDER,
            "2 dingen konden niet gedeeld worden",
            Tone.ERROR,
        ),
    ],
)  # fmt: skip
def test_each_state_of_sharing_has_its_words(health: Health, kind: OfficeKind, text: str, tone: Tone) -> None:
    told = words.sharing(health, kind)
    assert told is not None
    assert (told.text, told.tone) == (text, tone)


def test_an_office_of_one_pc_has_nothing_to_say_about_sharing() -> None:
    assert words.sharing(Health(), OfficeKind.THIS_PC) is None


def test_the_last_backup_is_told_with_the_day_when_it_was_not_today() -> None:
    today = words.backup(make_state(), TODAY)
    assert (today.text, today.tone) == (f"Reservekopie van {AT.astimezone():%H:%M}", Tone.SECONDARY)
    red = words.backup(make_state(at=EARLIER, is_red=True, problem="Te oud."), TODAY)
    assert red.text == f"Laatste reservekopie: 20/11/2026 om {EARLIER.astimezone():%H:%M}"
    assert (red.tone, red.detail) == (Tone.ERROR, "Te oud.")
    assert words.backup(make_state(at=None), TODAY).text == "Nog geen reservekopie"
    assert words.backup(make_state(problem="De stick is er niet."), TODAY).tone is Tone.WARNING


def test_sizes_and_contents_are_told_as_people_do() -> None:
    assert [words.size(number) for number in (10, 250_000, 4_300_000)] == ["1 kB", "244 kB", "4,1 MB"]
    assert words.contents({"family": 1, "snapshot": 1_200}) == "1 gezin, 1.200 momentopnamen"


# ------------------------------------------------------------------------------------------------------ the status bar
@pytest.fixture
def line(show: Show) -> StatusLine:
    made = StatusLine(make_desk())
    made.show_health(replace(SHARED, waiting=1))
    made.show_backups(make_state())
    show(made)
    return made


@pytest.mark.parametrize(("name", "part"), [("sharing_button", "sharing"), ("backup_button", "backups")])
def test_each_state_leads_to_its_part_of_the_page_by_keys_and_clicks(
    line: StatusLine, name: str, part: str
) -> None:
    went: list[Destination] = []
    line.left_for.connect(went.append)
    state = getattr(line, name)
    state.setFocus()
    QTest.keyClick(state, Qt.Key.Key_Space)
    QTest.mouseClick(state, Qt.MouseButton.LeftButton)
    assert went == [Destination("safety", part=part)] * 2


@LOOKS
def test_states_are_said_aloud_with_what_they_are_about(line: StatusLine) -> None:
    assert_every_focusable_widget_is_named(line)
    assert line.sharing_button.accessibleName() == "Delen: Bewaard op deze pc, nog niet gedeeld (1)"
    assert line.sharing_button.grab().width() > 0
    line.show_health(Health())
    assert not line.sharing_button.isVisible()


# --------------------------------------------------------------------------------------------------------- the heart beat
class Store:
    """What the office answers, and how often it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.changes: tuple[Change, ...] = ()
        self.health = SHARED
        self.error: UserError | None = None
        self.looks = 0
        self.wakes: list[Callable[[], None]] = []
        monkeypatch.setattr(sharing, "look", self.look)
        monkeypatch.setattr(sharing, "when_news", lambda desk, wake: self.wakes.append(wake))
        monkeypatch.setattr(sharing, "health", lambda desk: self.health)
        monkeypatch.setattr(backup, "state", lambda desk: make_state())

    def look(self, desk: object) -> tuple[Change, ...]:
        self.looks += 1
        if self.error is not None:
            raise self.error
        return self.changes


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    return Store(monkeypatch)


@pytest.fixture
def pulse(store: Store, tasks: InlineTasks, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    """It beats when a test says so."""
    monkeypatch.setattr(pulses, "BEAT_MS", 3600_000)
    made = Pulse(tasks, make_desk())
    yield made
    made.stop()


def heard(signal: object) -> list[object]:
    got: list[object] = []
    signal.connect(got.append)  # type: ignore[attr-defined]
    return got


def test_what_colleagues_wrote_is_told_and_the_state_only_when_it_differs(pulse: Pulse, store: Store) -> None:
    changes, states, backups = heard(pulse.changed), heard(pulse.health_changed), heard(pulse.backups_changed)
    store.changes = (CHANGE,)
    pulse.start()
    pulse.beat()
    assert changes == [CHANGE, CHANGE]
    assert states == [SHARED]
    assert backups == [make_state()]
    pulse.stop()


def test_a_store_out_of_reach_is_a_state_and_no_message(
    pulse: Pulse, store: Store, tasks: InlineTasks
) -> None:
    refusals, states = heard(tasks.refused), heard(pulse.health_changed)
    store.error = OfficeUnavailable("De server antwoordt niet.")
    pulse.beat()
    assert states == [replace(SHARED, reachability=Reachability.AWAY, problem="De server antwoordt niet.")]
    store.error = OfficeLocked()
    pulse.beat()
    assert refusals == []


def test_who_may_no_longer_work_here_is_told_once(pulse: Pulse, store: Store) -> None:
    expelled = heard(pulse.expelled)
    store.error = AccountClosed("Je account in dit kantoor is afgesloten.")
    pulse.start()
    assert expelled == [store.error]
    pulse._wake(Qt.ApplicationState.ApplicationActive)
    assert store.looks == 1


def test_coming_back_to_the_window_and_saving_look_at_once(
    pulse: Pulse, store: Store, tasks: InlineTasks
) -> None:
    pulse.start()
    pulse._wake(Qt.ApplicationState.ApplicationInactive)
    assert store.looks == 1
    pulse._wake(Qt.ApplicationState.ApplicationActive)
    assert store.looks == 2
    tasks.changed.emit(CHANGE)
    assert store.looks == 3
    pulse.stop()
    tasks.changed.emit(CHANGE)
    assert store.looks == 3


def ring(store: Store) -> None:
    """As the store does, from a thread of its own."""
    [wake] = store.wakes
    ringer = Thread(target=wake)
    ringer.start()
    ringer.join()


def test_a_store_that_tells_is_looked_at_at_once(pulse: Pulse, store: Store) -> None:
    changes = heard(pulse.changed)
    pulse.start()
    store.changes = (CHANGE,)
    ring(store)
    wait_until(lambda: store.looks == 2)
    assert changes == [CHANGE]
    pulse.stop()
    ring(store)
    QApplication.processEvents()
    assert store.looks == 2


def test_what_is_told_during_a_look_is_looked_at_after_it(
    pulse: Pulse, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulse.start()

    def told_meanwhile(desk: object) -> tuple[Change, ...]:
        if store.looks == 1:
            pulse._hear(None)
        return store.look(desk)

    monkeypatch.setattr(sharing, "look", told_meanwhile)
    pulse.beat()
    assert store.looks == 3
    pulse.stop()


def test_a_share_that_hangs_is_not_asked_again_before_it_answered(
    pulse: Pulse, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_again(desk: object) -> tuple[Change, ...]:
        pulse.beat()  # as the timer would, while this look is under way
        return store.look(desk)

    monkeypatch.setattr(sharing, "look", look_again)
    pulse.beat()
    assert store.looks == 1


# ------------------------------------------------------------------------------------------------- pages and colleagues
class TypingPage(Page):
    """A page with something typed in it."""

    nouns = frozenset({Noun.SNAPSHOT})

    def __init__(self) -> None:
        super().__init__()
        self.loads = 0
        QVBoxLayout(self).addWidget(QLineEdit())

    def load(self) -> None:
        self.loads += 1


def test_a_colleagues_change_refreshes_pages_without_saying_that_anything_was_kept_here(
    tasks: InlineTasks, settings_store: QSettings, show: Show
) -> None:
    frame = Frame(tasks, Messages(), settings_store, office=OfficeLabel("Kantoor", "An"))
    page = TypingPage()
    frame.add_room("one", "Een", "home", lambda _: page)
    line = StatusLine(make_desk())
    frame.add_status(line)
    line.left_for.connect(frame.go)
    frame.go(Destination("one"))
    show(frame)
    frame.hear(CHANGE)
    assert page.loads == 2
    assert frame.state_label.text() == ""
    tasks.changed.emit(CHANGE)
    assert page.loads == 3
    assert frame.state_label.text().startswith("Bewaard om ")
