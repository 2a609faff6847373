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


def bring_into_view(widget: QWidget) -> None:
    """Scroll what it stands in, so that it begins at the top."""
    from PySide6.QtWidgets import QScrollArea

    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    inside = None if around is None else around.widget()
    if around is None or inside is None:
        raise TypeError("It stands in nothing that scrolls.")
    around.verticalScrollBar().setValue(widget.mapTo(inside, widget.rect().topLeft()).y())


def fill(guide: Guide, field: TextField, text: str) -> None:
    """Type it, letter by letter."""
    from PySide6.QtTest import QTest

    QTest.keyClicks(field, text)
    guide.settle()


def choose(guide: Guide, password: NewPassword, text: str) -> None:
    """Type a new password, twice."""
    fill(guide, password.field, text)
    fill(guide, password.repeated_field, text)
