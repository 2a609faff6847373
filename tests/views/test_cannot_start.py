"""A program whose own folder takes nothing says so in a window: started by a double-click, it has no other place to say it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop import app
from gezinscoach_desktop.data.home import why_not_kept
from gezinscoach_desktop.views.cannot_start import CannotStart
from tests.views.checks import assert_every_focusable_widget_is_named


@pytest.fixture
def closed_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where no folder can be made, whoever asks."""
    file = tmp_path / "geen map"
    file.write_bytes(b"")
    monkeypatch.setenv("GEZINSCOACH_HOME", str(file / "thuis"))
    return file


def test_it_ends_with_why_and_what_to_do(
    qapp: QApplication, closed_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def read_and_close() -> int:
        window = next(each for each in qapp.topLevelWidgets() if isinstance(each, CannotStart))
        assert_every_focusable_widget_is_named(window)
        told.append(window.text_label.text())
        QTest.keyClick(window, Qt.Key.Key_Return)
        assert not window.isVisible()
        return 0

    monkeypatch.setattr(qapp, "exec", read_and_close)
    assert app.run(lambda program: pytest.fail("nothing may begin")) == 1
    assert "schrijfrechten" in told[0]


def test_a_stick_that_is_write_protected_says_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GEZINSCOACH_HOME", raising=False)
    (tmp_path / "portable.txt").touch()
    (tmp_path / "gegevens").touch()  # no folder can be made there
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Gezinscoach.exe"))
    problem = why_not_kept()
    assert problem is not None
    assert "stick" in problem


def test_a_home_that_is_in_order_is_left_as_it_was(own_home: Path) -> None:
    assert why_not_kept() is None
    assert list(own_home.iterdir()) == []


def test_a_full_disk_keeps_nobody_from_reading(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "touch", full)
    assert why_not_kept() is None


def test_a_virus_scanner_that_holds_what_was_tried_keeps_nobody_from_starting(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    with monkeypatch.context() as scanning:
        scanning.setattr(Path, "unlink", held)
        assert why_not_kept() is None, "what could be made there can be kept there"

    assert why_not_kept() is None
    assert list(own_home.iterdir()) == [], "what was left then is gone"
