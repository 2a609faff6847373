"""An office that was moved is offered in its new place, where no other one is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.app import Program
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.backup import Contents
from gezinscoach_desktop.services import leaving
from gezinscoach_desktop.services.move import Moved
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.recent_offices import ExpectedOffice, expected_office
from tests.views.account.fakes import a_desk
from tests.views.waiting import destroy

MAP = "/net/gezinscoach"


@pytest.fixture
def program(
    qapp: QApplication, own_home: Path, settings_store: QSettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr(leaving, "leave_office", lambda _: None)
    made = Program(settings_store, ScriptedDialogs())
    made.desk = a_desk()
    yield made
    made.close()
    if made.opening is not None:
        made.opening.close()
        destroy(made.opening)
    destroy(made)


def test_where_an_office_moved_to_no_other_one_is_expected(
    program: Program, settings_store: QSettings
) -> None:
    program.open_moved(Moved(MAP, OfficeKind.FOLDER, "hier", Contents(UUID(int=9), "2", {})))
    assert expected_office(settings_store, MAP) == ExpectedOffice(str(UUID(int=9)), "OCMW Ninove")
    assert program.opening is not None
    assert program.opening.sign_in.place_field.value() == MAP
