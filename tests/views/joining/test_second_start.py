"""Started again while it runs: forward comes the window, and what was double-clicked waits until it can be seen."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.call import Call
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services.office_link import FoundOffice
from gezinscoach_desktop.views.joining.other_office import OtherOffice
from gezinscoach_desktop.views.joining.second_start import SecondStart
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.account.fakes import FakeEntrance
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
FILE = "/stick/OCMW Gent.gezinscoach"
OPEN, OTHER = UUID(int=9), UUID(int=3)


@pytest.fixture
def window(qapp: QApplication, show: Show) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit())
    show(made)
    return made


def a_form(window: QWidget) -> QDialog:
    form = QDialog(window)
    QVBoxLayout(form).addWidget(QLineEdit("half getypt"))
    form.open()
    return form


def test_a_minimised_window_comes_forward(window: QWidget) -> None:
    offered: list[str] = []
    second = SecondStart(window)
    second.stand_in(window, offered.append)
    window.showMinimized()

    second.answer(Call())

    assert not window.isMinimized()
    assert window.isVisible()
    assert offered == []


def test_a_maximised_window_stays_so(window: QWidget) -> None:
    second = SecondStart(window)
    second.stand_in(window, lambda _: None)
    window.showMaximized()

    second.answer(Call())

    assert window.isMaximized()


def test_what_was_double_clicked_waits_for_the_forms_that_are_open(
    qapp: QApplication, window: QWidget
) -> None:
    offered: list[str] = []
    second = SecondStart(window)
    second.stand_in(window, offered.append)
    form = a_form(window)
    above = a_form(form)

    second.answer(Call("/eerst"))
    second.answer(Call(FILE))
    assert offered == []
    assert form.findChildren(QLineEdit)[0].text() == "half getypt"
    above.reject()
    qapp.processEvents()
    assert offered == [], "there is another one"
    form.accept()
    wait_until(lambda: bool(offered))

    assert offered == [FILE], "the last one, once"


def test_what_was_double_clicked_waits_for_the_lock(window: QWidget) -> None:
    offered: list[str] = []
    is_locked = True
    second = SecondStart(window)
    second.stand_in(window, offered.append, is_covered=lambda: is_locked)

    second.answer(Call(FILE))
    assert offered == []
    is_locked = False
    second.offer()
    second.offer()

    assert offered == [FILE]


def test_who_leaves_a_locked_office_is_offered_it_in_the_next_window(window: QWidget, show: Show) -> None:
    offered: list[str] = []
    second = SecondStart()
    second.stand_in(window, lambda _: None, is_covered=lambda: True)
    second.answer(Call(FILE))
    opening = QWidget()
    show(opening)

    second.stand_in(opening, offered.append)

    assert offered == [FILE]


class _Office:
    """An office that is open, and what is said and done in it."""

    def __init__(self, tasks: InlineTasks, holder: QObject) -> None:
        self.entrance = FakeEntrance()
        self.gone_to: list[str] = []
        self.said: list[Message] = []
        messages = Messages(holder)
        messages.said.connect(self.said.append)
        desk: Any = SimpleNamespace(place="/net/hier", office=SimpleNamespace(id=OPEN))
        self.other = OtherOffice(tasks, desk, messages, self.entrance, self.gone_to.append, parent=holder)


@pytest.fixture
def office(tasks: InlineTasks, window: QWidget) -> _Office:
    return _Office(tasks, window)


def test_another_office_is_opened_only_when_somebody_says_so(office: _Office) -> None:
    office.entrance.found[FILE] = FoundOffice("/net/gent", OfficeKind.FOLDER, "OCMW Gent", str(OTHER))

    office.other.take(FILE)

    (message,) = office.said
    assert "“OCMW Gent”" in message.text
    assert office.gone_to == []
    assert message.action is not None
    message.action()
    assert office.gone_to == [FILE]


@pytest.mark.parametrize(
    "found",
    [
        FoundOffice("/net/elders", OfficeKind.FOLDER, "OCMW Ninove", str(OPEN)),
        FoundOffice("/net/hier", OfficeKind.FOLDER, ""),
    ],
)
def test_the_office_that_is_open_already_is_said_to_be(office: _Office, found: FoundOffice) -> None:
    office.entrance.found[FILE] = found

    office.other.take(FILE)

    (message,) = office.said
    assert message.text == "Dit kantoor is al open."
    assert message.action is None


def test_an_office_out_of_reach_is_offered_by_the_name_of_its_file(office: _Office) -> None:
    office.entrance.found[FILE] = OfficeUnavailable("“/stick” is niet bereikbaar.")

    office.other.take(FILE)

    (message,) = office.said
    assert "“OCMW Gent”" in message.text
    assert message.action_text
