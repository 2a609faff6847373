"""A few ways to choose from, each a card with a sentence on who it is for: by mouse, arrows, Enter or its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import label, paragraph
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.theme import TextStyle, Tone, color, grid, palette

_ICON = 24
_SIGN = 16
_BELGIAN = {"&": 1, "é": 2, '"': 3, "'": 4, "(": 5}
"""The digit row of a Belgian keyboard gives these without Shift."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way; `key` names it."""

    key: str
    title: str
    sentence: str
    icon_name: str


class ChoiceCard(QAbstractButton):
    """Painted like a card; the one that is chosen bears a sign besides its colour."""

    def __init__(self, choice: Choice, number: int, *, can_stay: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self._icon = icon(choice.icon_name, "accent")
        self._sign = icon("checkmark-circle-filled", "accent")
        self._can_stay = can_stay
        self.setCheckable(can_stay)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(choice.title)
        self.setAccessibleDescription(choice.sentence)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._build(number)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _build(self, number: int) -> None:
        self._title = label(self.choice.title, TextStyle.STRONG)
        self._sentence = paragraph(self.choice.sentence, TextStyle.SMALL, Tone.SECONDARY)
        texts = QVBoxLayout()
        texts.setSpacing(grid(0.5))
        texts.addWidget(self._title)
        texts.addWidget(self._sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(grid(4) + _ICON + grid(3), grid(2.5), grid(4), grid(2.5))
        row.setSpacing(grid(3))
        row.addLayout(texts, 1)
        shown = label(str(number), TextStyle.TINY, Tone.SECONDARY)
        shown.setFixedWidth(_SIGN)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(shown)
        self._number = shown
        policy = shown.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        shown.setSizePolicy(policy)
        self.toggled.connect(shown.setHidden)
        for text in (self._title, self._sentence, shown):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_sentence(self, sentence: str) -> None:
        """Say something else about this way."""
        self._sentence.setText(sentence)
        self.setAccessibleDescription(sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        ground = colors.accent_soft if is_on else colors.hover if self.underMouse() else colors.surface
        edge = colors.accent if is_on or self.hasFocus() else colors.line
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(color(edge), width))
        painter.setBrush(color(ground))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        middle = self.height() // 2
        self._icon.paint(painter, grid(4), middle - _ICON // 2, _ICON, _ICON)
        if is_on:
            spot = self._number.geometry().center()
            self._sign.paint(painter, spot.x() - _SIGN // 2, spot.y() - _SIGN // 2, _SIGN, _SIGN)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.isChecked():
                event.ignore()  # it is chosen already: Enter goes on
            elif not event.isAutoRepeat():
                self.click()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the list knows what stands above and below
            return
        super().keyPressEvent(event)


class Choices(QWidget):
    """Cards under each other. With `can_stay` one of them stays chosen and the arrows choose; else a click is told."""

    chosen = Signal(str)
    """The key of a choice that the user made."""

    def __init__(
        self, choices: Sequence[Choice], *, name: str, can_stay: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._can_stay = can_stay
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(2))
        self.cards = tuple(
            ChoiceCard(choice, number, can_stay=can_stay) for number, choice in enumerate(choices, 1)
        )
        for card in self.cards:
            column.addWidget(card)
            card.clicked.connect(self._tell)
        for before, after in zip(self.cards, self.cards[1:], strict=False):
            self.setTabOrder(before, after)

    def card(self, key: str) -> ChoiceCard:
        """The card of this choice."""
        return next(card for card in self.cards if card.choice.key == key)

    @property
    def value(self) -> str:
        """The key of what is chosen; empty as long as nothing is."""
        return next((card.choice.key for card in self.cards if card.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Mark this one, without telling anybody."""
        for card in self.cards:
            card.setChecked(card.choice.key == key)
            card.update()

    def take_focus(self) -> None:
        """On what is chosen, else on the first."""
        chosen = next((card for card in self.cards if card.isChecked()), self.cards[0])
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def press_number(self, event: QKeyEvent) -> bool:
        """1 to the last, also on a Belgian keyboard without Shift; False for any other key."""
        text = event.text()
        number = int(text) if text.isdigit() else _BELGIAN.get(text, 0)
        if not 1 <= number <= len(self.cards) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        card = self.cards[number - 1]
        card.setFocus(Qt.FocusReason.ShortcutFocusReason)
        card.click()
        return True

    def _tell(self) -> None:
        sender = self.sender()
        if not isinstance(sender, ChoiceCard):
            return
        if self._can_stay:
            self.set_value(sender.choice.key)
        self.chosen.emit(sender.choice.key)

    def _walk(self, step: int) -> None:
        place = next((number for number, card in enumerate(self.cards) if card.hasFocus()), -1) + step
        if not 0 <= place < len(self.cards):
            return
        card = self.cards[place]
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._can_stay:
            card.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        if not self.press_number(event):
            super().keyPressEvent(event)
