"""Checks that fit every screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget


def focusable_widgets(root: QWidget) -> list[QWidget]:
    """Every widget under `root` that the keyboard can reach, hidden pages included."""
    return focusable_among([root, *root.findChildren(QWidget)])


def focusable_among(widgets: Sequence[QWidget]) -> list[QWidget]:
    """Those that the keyboard can reach."""
    inner = {widget.viewport() for widget in widgets if isinstance(widget, QAbstractScrollArea)}
    return [
        widget
        for widget in widgets
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget not in inner
        and not isinstance(widget, QScrollBar)
        and not widget.objectName().startswith("qt_")
        and widget.focusProxy() is None
        and widget.window().windowType() is not Qt.WindowType.Popup  # the list of a combo box, a menu
    ]


def accessible_name(widget: QWidget) -> str:
    """What a screen reader says first."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def assert_every_focusable_widget_is_named(root: QWidget) -> None:
    """Whoever cannot see the screen has to hear what has the focus."""
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}".strip()
        for widget in focusable_widgets(root)
        if not accessible_name(widget).strip()
    ]
    assert nameless == [], nameless
