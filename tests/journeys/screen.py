"""What can be read on a screen: of labels, buttons, fields, tables and painted cards alike."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from gezinscoach_desktop.views.account.code_view import CodeView
from gezinscoach_desktop.views.snapshot.item_card import ItemCard
from gezinscoach_desktop.views.start.line_table import LineTable

_MOST_ROWS = 200


def visible_widgets(root: QWidget) -> list[QWidget]:
    """`root` and everything shown in it, its open dialogs included; hidden pages cost nothing."""
    found: list[QWidget] = []
    _add_visible(root, found)
    return found


def _add_visible(widget: QWidget, found: list[QWidget]) -> None:
    if widget.isVisible():
        found.append(widget)
        for child in widget.children():
            if isinstance(child, QWidget):
                _add_visible(child, found)


def texts_of(widget: QWidget) -> Iterator[str]:
    """What one widget shows by itself, its tool tip left out."""
    match widget:
        case QLabel():
            yield widget.text()
        case QComboBox():
            yield widget.currentText()
        case QLineEdit():
            yield widget.text() or widget.placeholderText()
        case QTextBrowser():
            yield widget.toPlainText()
        case QPlainTextEdit():
            yield widget.toPlainText()
        case QAbstractButton():
            yield _without_mnemonics(widget.text())
        case QTabBar():
            for tab in range(widget.count()):
                yield _without_mnemonics(widget.tabText(tab))
        case QHeaderView():
            pass
        case QListWidget():
            for row in range(widget.count()):
                yield widget.item(row).text()
        case QAbstractItemView():
            yield from _cells(widget)
        case ItemCard():
            yield widget.accessibleName()
            yield widget.accessibleDescription()
        case _:
            yield widget.accessibleName()


def own_words_of(widget: QWidget) -> Iterator[str]:
    """What the program itself says on a widget: no user data, no level texts of the instrument."""
    match widget:
        case CodeView():
            return  # random letters
        case QTextBrowser():
            yield widget.toPlainText()
        case QPlainTextEdit() | LineTable() | ItemCard():
            pass
        case QLineEdit():
            yield widget.placeholderText()
        case QComboBox():
            for place in range(widget.count()):
                yield widget.itemText(place)
        case QHeaderView():
            model = widget.model()
            sections = widget.count() if widget.orientation() is Qt.Orientation.Horizontal else 0
            for section in range(sections):
                yield str(model.headerData(section, widget.orientation()) or "")
        case QAbstractItemView() if not isinstance(widget, QListWidget):
            pass
        case _:
            yield from texts_of(widget)
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()


def seen_in(root: QWidget) -> list[str]:
    """Every text that is shown in `root`."""
    return [text for widget in visible_widgets(root) for text in texts_of(widget) if text.strip()]


def clipped_in(root: QWidget) -> list[str]:
    """Labels and buttons with less room than their text needs; texts that wrap or end in … by design may."""
    return [
        f"{type(widget).__name__} “{text}”: {widget.width()} of {wanted} px"
        for widget in visible_widgets(root)
        if (text := _one_line_text(widget)) and (wanted := widget.sizeHint().width()) > widget.width()
    ]


def cut_off_in(root: QWidget) -> list[str]:
    """Content wider than the part that shows it, where nothing lets one scroll sideways."""
    return [
        f"{type(content).__name__}: {content.width()} in {area.viewport().width()} px"
        for area in visible_widgets(root)
        if isinstance(area, QScrollArea)
        and area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and (content := area.widget()) is not None
        and content.width() > area.viewport().width()
    ]


def is_in_sight(widget: QWidget) -> bool:
    """True when the middle of `widget` is not scrolled away."""
    return widget.visibleRegion().contains(widget.rect().center())


def hidden_behind(widget: QWidget) -> QWidget | None:
    """The widget that lies over the middle of `widget`, so that a click would not reach it."""
    window = widget.window()
    top = window.childAt(widget.mapTo(window, widget.rect().center()))
    return None if top is None or top is widget or widget.isAncestorOf(top) else top


def _one_line_text(widget: QWidget) -> str:
    from gezinscoach_desktop.views.elements import ElidedLabel

    match widget:
        case ElidedLabel():
            return ""
        case QLabel():
            return "" if widget.wordWrap() else widget.text().strip()
        case QPushButton() | QCheckBox():  # others paint their text themselves, and end it in …
            return widget.text().strip()
    return ""


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
        for column in range(columns):
            index = model.index(row, column)
            yield str(model.data(index, int(Qt.ItemDataRole.AccessibleTextRole)) or "")
            yield str(model.data(index, int(Qt.ItemDataRole.DisplayRole)) or "")


def _without_mnemonics(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
