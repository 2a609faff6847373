"""Who has no family yet reads on Start what a new coach does first; it goes once it is done, or not wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import start
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.start import Today
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.safety.pulse import Pulse
from gezinscoach_desktop.views.setup.opener import Checklist
from gezinscoach_desktop.views.start.first_steps import FirstSteps, Step
from gezinscoach_desktop.views.start.page import StartPage
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.conftest import Travels
from tests.views.family.samples import make_desk

Show = Callable[[QWidget], None]
NOBODY = Today("Bea", 0, (), (), ())


ME, SOMEBODY_ELSE = UUID(int=7), UUID(int=8)


def desk_of(*roles: OfficeRole, account_id: UUID = ME) -> Desk:
    desk = make_desk()
    return replace(desk, account=replace(desk.account, id=account_id, roles=frozenset(roles)))


class Starts:
    """Start as often as somebody opens it on this PC; notes what was opened from it."""

    def __init__(self, tasks: InlineTasks, settings: QSettings, show: Show) -> None:
        self.tasks, self.settings, self.show = tasks, settings, show
        self.done: list[Step] = []

    def open(
        self,
        desk: Desk,
        *,
        checklist: Checklist | None = None,
        without: tuple[Step, ...] = (),
    ) -> StartPage:
        def note(step: Step) -> Callable[[], None]:
            return lambda: self.done.append(step)

        actions = {step: note(step) for step in Step if step not in without}
        page = StartPage(
            self.tasks,
            desk,
            Pulse(self.tasks, desk),
            checklist=checklist,
            first_steps=FirstSteps(self.settings, desk, actions),
        )
        page.resize(1298, 660)
        self.show(page)
        page.load()
        return page


@pytest.fixture
def starts(
    tasks: InlineTasks, settings_store: QSettings, show: Show, monkeypatch: pytest.MonkeyPatch
) -> Starts:
    monkeypatch.setattr(start, "today", lambda desk: NOBODY)
    return Starts(tasks, settings_store, show)


def verbs(page: StartPage) -> list[str]:
    """The buttons in front, without those of the header."""
    return [
        button.text()
        for button in page.findChildren(QPushButton)
        if button.isVisible() and not page.header.isAncestorOf(button)
    ]


def press(button: QPushButton) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


COACH = desk_of(OfficeRole.COACH)
EVERYTHING = ["Niet meer tonen", "Lezen", "Oefenen", "Sneltoetsen tonen", "Gezin registreren"]


def test_a_new_coach_reads_what_to_do_first_and_does_it_from_there(starts: Starts) -> None:
    page = starts.open(COACH)
    travels = Travels(page)
    assert page.first_steps is not None
    assert verbs(page) == EVERYTHING
    assert_every_focusable_widget_is_named(page)
    told = [label.text() for label in page.first_steps.findChildren(QLabel)]
    assert any("Je coördinator wijst ze je toe" in text for text in told)

    press(page.first_steps.buttons[Step.READ])
    press(page.first_steps.buttons[Step.KEYS])
    press(page.first_steps.family_button)

    assert starts.done == [Step.READ, Step.KEYS]
    assert travels.last == places.new_family()
    assert verbs(page) == ["Niet meer tonen", "Oefenen", "Gezin registreren"]


def test_what_was_done_stays_done_on_this_pc_for_this_account_only(starts: Starts) -> None:
    page = starts.open(COACH)
    assert page.first_steps is not None
    press(page.first_steps.buttons[Step.PRACTISE])

    assert "Oefenen" not in verbs(starts.open(COACH))
    assert verbs(starts.open(desk_of(OfficeRole.COACH, account_id=SOMEBODY_ELSE))) == EVERYTHING


def test_when_all_is_done_start_says_again_what_will_stand_there(starts: Starts) -> None:
    page = starts.open(COACH)
    assert page.first_steps is not None
    for step in Step:
        press(page.first_steps.buttons[step])

    assert verbs(page) == ["Nieuw gezin"]
    assert verbs(starts.open(COACH)) == ["Nieuw gezin"]


def test_who_does_not_want_it_is_never_asked_again(starts: Starts) -> None:
    page = starts.open(COACH)
    assert page.first_steps is not None
    press(page.first_steps.dismiss_button)

    assert verbs(page) == ["Nieuw gezin"]
    page.load()
    assert verbs(page) == ["Nieuw gezin"]
    assert verbs(starts.open(COACH)) == ["Nieuw gezin"]
    assert starts.done == []


def test_with_a_first_family_it_is_gone(starts: Starts, monkeypatch: pytest.MonkeyPatch) -> None:
    page = starts.open(COACH)
    assert page.first_steps is not None
    monkeypatch.setattr(start, "today", lambda desk: replace(NOBODY, families=1))

    page.load()

    assert not page.first_steps.isVisible()
    assert page.lists.isVisible()


def test_a_coordinator_is_not_told_to_wait_for_a_coordinator(starts: Starts) -> None:
    page = starts.open(desk_of(OfficeRole.COORDINATOR))
    assert page.first_steps is not None
    told = " ".join(label.text() for label in page.first_steps.findChildren(QLabel))

    assert "coördinator" not in told
    assert "lees ze in" in told


def test_an_administrator_has_no_families_to_register(starts: Starts) -> None:
    page = starts.open(desk_of(OfficeRole.ADMINISTRATOR))
    travels = Travels(page)

    assert page.first_steps is None
    assert verbs(page) == []
    assert not any(button.text() == "Nieuw gezin" for button in page.findChildren(QPushButton))
    page.new_here()
    assert travels.destinations == []


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"x": 3}', '"y"'])
def test_a_note_that_cannot_be_read_shows_everything(
    starts: Starts, settings_store: QSettings, kept: str
) -> None:
    settings_store.setValue("start/first_steps", kept)

    assert verbs(starts.open(COACH)) == EVERYTHING


def test_what_this_window_cannot_do_is_not_offered(starts: Starts) -> None:
    assert "Oefenen" not in verbs(starts.open(COACH, without=(Step.PRACTISE,)))


def test_who_sees_no_families_is_not_refused_but_told_so(
    starts: Starts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(desk: Desk) -> Today:
        raise NotAllowed("Met jouw rol in dit kantoor kan dit niet.")

    monkeypatch.setattr(start, "today", refuse)

    page = starts.open(desk_of(OfficeRole.ADMINISTRATOR))

    assert not page.lists.isVisible()
    assert any("Met jouw rol zie je geen gezinnen" in label.text() for label in page.findChildren(QLabel))
    assert page.header.title.endswith(", An")
    assert [button.text() for button in page.header.findChildren(QPushButton) if button.isVisible()] == []
