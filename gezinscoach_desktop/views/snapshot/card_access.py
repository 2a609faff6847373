"""What a screen reader hears of a card: a slider with a name, a value and its text.

PySide6 6.11 can do this with a real interface: `QAccessible.installFactory` keeps what the factory returns, and the
wrapper becomes invalid together with the widget (tried with thousands of widgets made and thrown away, with garbage
collections in between). The card's accessible name and description say the same, should a factory ever be ignored.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from gezinscoach_desktop.views.snapshot.content import short_level
from gezinscoach_desktop.views.snapshot.item_card import ItemCard


class CardInterface(QAccessibleWidget):
    """An item's scale as assistive technology sees it."""

    def __init__(self, card: ItemCard) -> None:
        super().__init__(card, QAccessible.Role.Slider, card.content.item.name)
        self._card = card

    def text(self, kind: QAccessible.Text) -> str:
        content = self._card.content
        match kind:
            case QAccessible.Text.Name:
                return content.item.name
            case QAccessible.Text.Value:
                return short_level(content.level) if content.has_level else ""
            case QAccessible.Text.Description:
                return content.spoken
            case QAccessible.Text.Help:
                return content.item.help or ""
            case _:
                return super().text(kind)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Slider


def _interface_of(_kind: str, widget: QObject) -> QAccessibleInterface | None:
    return CardInterface(widget) if isinstance(widget, ItemCard) else None


_installed: list[bool] = []


def speak_cards() -> None:
    """Give every card its interface; once per program."""
    if not _installed:
        QAccessible.installFactory(_interface_of)
        _installed.append(True)
