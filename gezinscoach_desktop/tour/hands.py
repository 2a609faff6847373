"""What the parts of the tour do in windows: find the one that opened, click, and type."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QWidget

    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.account.new_password import NewPassword
    from gezinscoach_desktop.views.fields import TextField
    from gezinscoach_desktop.views.opening import OpeningWindow

    W = TypeVar("W", bound=QWidget)


def opening_of(guide: Guide) -> OpeningWindow:
    """The first window."""
    opening = guide.program.opening
    if opening is None:
        raise TypeError("The opening window did not come.")
    return opening


def over(window: QWidget, kind: type[W]) -> W:
    """The dialog of this kind that is shown."""
    return next(found for found in window.findChildren(kind) if found.isVisible())


def click(guide: Guide, button: QAbstractButton) -> None:
    """With the mouse, and wait for what comes of it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    guide.settle()


def fill(guide: Guide, field: TextField, text: str) -> None:
    """Type it, letter by letter."""
    from PySide6.QtTest import QTest

    QTest.keyClicks(field, text)
    guide.settle()


def choose(guide: Guide, password: NewPassword, text: str) -> None:
    """Type a new password, twice."""
    fill(guide, password.field, text)
    fill(guide, password.repeated_field, text)
