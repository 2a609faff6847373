"""What leaves a window without being saved: copied text, and pictures of the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from gezinscoach_desktop.views.capture import CaptureGuard
from gezinscoach_desktop.views.clipboard import MARK, ClipboardGuard
from tests.views.waiting import destroy, wait_until

_HISTORY = 'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"'
_CLOUD = 'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"'


def _ours() -> bool:
    return True


@pytest.fixture
def guard(qapp: QApplication) -> Iterator[ClipboardGuard]:
    made = ClipboardGuard(_ours)
    yield made
    made.stop()


def test_text_copied_from_any_field_stays_out_of_history_and_cloud(guard: ClipboardGuard) -> None:
    field = QLineEdit("Peeters")
    field.selectAll()

    field.copy()

    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "Peeters"
    assert copied.data(_HISTORY).data() == bytes(4)
    assert copied.data(_CLOUD).data() == bytes(4)
    destroy(field)


def test_without_the_guard_the_marks_are_missing(qapp: QApplication) -> None:
    QGuiApplication.clipboard().setText("Peeters")

    assert not QGuiApplication.clipboard().mimeData().hasFormat(_HISTORY)


def test_what_was_copied_is_gone_after_its_time(qapp: QApplication) -> None:
    guard = ClipboardGuard(_ours, kept_ms=1)

    QGuiApplication.clipboard().setText("Peeters")

    wait_until(lambda: not QGuiApplication.clipboard().text())
    guard.stop()


def test_what_was_copied_is_gone_when_the_program_ends(qapp: QApplication) -> None:
    guard = ClipboardGuard(_ours)
    QGuiApplication.clipboard().setText("Peeters")

    guard.stop()

    assert not QGuiApplication.clipboard().text()


def test_what_another_program_copied_is_left_alone(qapp: QApplication) -> None:
    is_ours = True
    guard = ClipboardGuard(lambda: is_ours)
    QGuiApplication.clipboard().setText("Peeters")

    is_ours = False
    QGuiApplication.clipboard().setText("van elders")
    guard.clear()

    assert QGuiApplication.clipboard().text() == "van elders"
    assert not QGuiApplication.clipboard().mimeData().hasFormat(MARK)
    guard.stop()


def test_a_second_copy_is_marked_as_well(guard: ClipboardGuard) -> None:
    QGuiApplication.clipboard().setText("eerste")
    QGuiApplication.clipboard().setText("tweede")

    assert QGuiApplication.clipboard().mimeData().hasFormat(MARK)
    assert QGuiApplication.clipboard().text() == "tweede"
    assert guard.is_waiting


def test_windows_shown_while_the_office_wants_so_are_left_out_of_pictures(qapp: QApplication) -> None:
    asked: list[tuple[int, int]] = []
    there, later = QWidget(), QWidget()
    there.show()

    def note(window: int, affinity: int) -> bool:
        asked.append((window, affinity))
        return True

    guard = CaptureGuard(note)

    guard.hide_windows(True)
    later.show()

    assert (int(there.winId()), 0x11) in asked
    assert (int(later.winId()), 0x11) in asked
    guard.hide_windows(False)
    assert (int(later.winId()), 0x00) in asked
    destroy(there)
    destroy(later)


def test_an_older_windows_shows_black_instead(qapp: QApplication) -> None:
    asked: list[int] = []

    def refuses_the_new_way(_: int, affinity: int) -> bool:
        asked.append(affinity)
        return affinity != 0x11

    window = QWidget()
    window.show()
    guard = CaptureGuard(refuses_the_new_way)
    guard.hide_windows(True)

    assert asked[-2:] == [0x11, 0x01]
    guard.hide_windows(False)
    destroy(window)


def test_where_the_screen_cannot_be_hidden_nothing_is_asked(qapp: QApplication) -> None:
    guard = CaptureGuard()

    guard.hide_windows(True)

    assert not guard.is_hidden
