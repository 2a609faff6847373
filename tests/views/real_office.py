"""Fixtures for windows over a real office on this PC: what is done on screen is really kept, and read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.family.view import FamilyView
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.data.office_factory import at_desk
from tests.offices import NewDesk

MARCH, JUNE = date(2026, 3, 2), date(2026, 6, 1)
COACHING = ConsentInput(ConsentKind.COACHING, MARCH, given_by="Sofie")
ViewOf = Callable[..., FamilyView]


@pytest.fixture
def office_kind() -> OfficeKind:
    return OfficeKind.THIS_PC


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    """An, who has every role, on a Sunday in November."""
    return at_desk(new_desk())


@pytest.fixture
def family(desk: Desk) -> UUID:
    """Known since March, with An, who may coach it."""
    return family_of(desk, COACHING)


def family_of(desk: Desk, *consents: ConsentInput, name: str = "Nagy") -> UUID:
    """A family since March."""
    details = FamilyInput(name=name, started_on=MARCH)
    done = add_family(at_desk(desk, MARCH), details, (), *consents)
    assert done.id is not None
    return done.id


@pytest.fixture
def view_of(
    desk: Desk,
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    messages: Messages,
    show: Callable[[QWidget], None],
) -> ViewOf:
    """The page of a family in a window, at a tab; it follows what is written."""

    def make(family: UUID, part: str = "") -> FamilyView:
        view = FamilyView(tasks, desk, dialogs, messages, family)
        tasks.changed.connect(view.refresh)
        view.resize(1298, 700)
        show(view)
        view.load()
        if part:
            view.go_to(part)
        return view

    return make


def undo(said: list[Message]) -> None:
    """Press “Ongedaan maken” of what was said last."""
    action = said[-1].action
    assert action is not None
    action()
