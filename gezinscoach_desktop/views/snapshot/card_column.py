"""What carries the cards: answers for all of them what would cost too much to ask each one."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from gezinscoach_desktop.views.snapshot.item_card import ItemCard
from gezinscoach_desktop.views.snapshot.keys import command_of


class CardColumn(QWidget):
    """Tool tips and keys that the window would take, passed up by the cards.

    An `event` of its own in Python would make every card a third dearer; Qt asks the parent when a card does not answer.
    """

    def _show_tip(self, event: QHelpEvent) -> None:
        child = self.childAt(event.pos())
        tip = child.tip_at(child.mapFrom(self, event.pos())) if isinstance(child, ItemCard) else ""
        QToolTip.showText(event.globalPos(), tip, self)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            if isinstance(QApplication.focusWidget(), ItemCard) and command_of(event) is not None:
                event.accept()  # F1 is about the item here, not the handbook
                return True
        elif isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        return super().event(event)
