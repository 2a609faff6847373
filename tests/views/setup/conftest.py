"""The checklist over services that only note what they are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.setup import SetupFacts, SetupState, setup_state_of
from gezinscoach_desktop.services import account, setup
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.setup.dialog import SetupDialog
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.account.fakes import FakeEntrance

Show = Callable[[QWidget], None]


class OfficeFacts:
    """What the office tells of itself; a test changes `facts`."""

    def __init__(self) -> None:
        self.facts = SetupFacts(1, False, 1, has_second_place=False, backed_up_at=None, families=0)

    def change(self, **changed: object) -> None:
        self.facts = replace(self.facts, **changed)  # type: ignore[arg-type]

    def state(self, _: object) -> SetupState:
        return setup_state_of(self.facts)


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch) -> OfficeFacts:
    made = OfficeFacts()
    monkeypatch.setattr(setup, "setup_state", made.state)
    monkeypatch.setattr(account, "list_accounts", lambda desk: ())
    return made


@pytest.fixture
def entrance() -> FakeEntrance:
    return FakeEntrance()


@pytest.fixture
def dialog(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    entrance: FakeEntrance,
    show: Show,
) -> SetupDialog:
    made = SetupDialog(tasks, dialogs, settings_store, entrance)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(made)
    return made
