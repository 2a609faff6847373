"""What a user may rely on when Windows ends the session while the program is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.app import Program
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.windows_instance import APP_ID, REASON, WindowsInstance
from tests.views.waiting import destroy


class Windows:
    """Keeps what was asked of it, in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def name_process(self, app_id: str) -> None:
        self.asked.append(app_id)

    def hold_up(self, window: int, reason: str) -> None:
        self.asked.append(reason)

    def let_go(self, window: int) -> None:
        self.asked.append("let go")


@pytest.fixture
def windows() -> Windows:
    return Windows()


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.show()
    yield made
    destroy(made)


def instance(qapp: QApplication, windows: Windows, *, is_bundled: bool = True) -> WindowsInstance:
    return WindowsInstance(qapp, lambda: windows.asked.append("ended"), windows, is_bundled=is_bundled)


def test_the_end_of_the_session_waits_until_everything_is_closed(
    qapp: QApplication, windows: Windows, window: QWidget
) -> None:
    made = instance(qapp, windows)

    made.session_ends()
    assert windows.asked == [REASON], "somebody else may still stop it"
    assert window.isVisible()
    made.quits()

    assert windows.asked == [REASON, "ended", "let go"]
    assert not window.isVisible()
    destroy(made)


def test_an_ordinary_end_is_left_to_the_program(qapp: QApplication, windows: Windows) -> None:
    made = instance(qapp, windows)

    made.quits()

    assert windows.asked == []
    destroy(made)


def test_a_reason_is_withdrawn_also_when_closing_fails(
    qapp: QApplication, windows: Windows, window: QWidget
) -> None:
    def fail() -> None:
        raise OSError("full")

    made = WindowsInstance(qapp, fail, windows, is_bundled=True)
    made.session_ends()

    with pytest.raises(OSError, match="full"):
        made.quits()

    assert windows.asked == [REASON, "let go"]
    destroy(made)


def test_only_from_source_it_needs_a_name_of_its_own_in_the_taskbar(
    qapp: QApplication, windows: Windows
) -> None:
    destroy(instance(qapp, windows, is_bundled=True))
    assert windows.asked == []

    destroy(instance(qapp, windows, is_bundled=False))
    assert windows.asked == [APP_ID]


def test_a_program_that_ended_with_the_session_can_be_closed_once_more(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEZINSCOACH_HOME", str(tmp_path))
    program = Program(QSettings(str(tmp_path / "x.ini"), QSettings.Format.IniFormat), ScriptedDialogs())
    program.show_opening()

    program.end_with_session()
    program.close()

    assert program.desk is None
    assert program.opening is not None
    program.opening.close()
    destroy(program.opening)
    destroy(program)
