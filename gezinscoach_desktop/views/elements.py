"""Small building blocks: texts, buttons, cards, tiles, chips, dividers."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.signs import Shape, SignMark
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

ButtonKind = Literal["primary", "secondary", "quiet", "danger", "link"]


def restyle(widget: QWidget) -> None:
    """Make a changed dynamic property take effect."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def label(text: str = "", style: TextStyle = TextStyle.TEXT, tone: Tone = Tone.TEXT) -> QLabel:
    """A text in one of the styles; never interpreted as rich text."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("textStyle", style.value)
    made.setProperty("tone", tone.value)
    return made


def paragraph(text: str = "", style: TextStyle = TextStyle.TEXT, tone: Tone = Tone.TEXT) -> QLabel:
    """A text that wraps."""
    made = label(text, style, tone)
    made.setWordWrap(True)
    return made


def heading(text: str) -> QLabel:
    """14 px semibold above a part of a page."""
    return label(text, TextStyle.HEADING)


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Change the meaning, and so the colour, of a label, chip or message."""
    widget.setProperty("tone", tone.value)
    restyle(widget)


class _Button(QPushButton):
    """Enter presses the button that has the focus: on Annuleren it cancels, whatever Enter means elsewhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


def button(text: str, kind: ButtonKind = "secondary", icon_name: str | None = None) -> QPushButton:
    """A button whose text is a verb."""
    made = _Button(text)
    made.setProperty("kind", kind)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
    if icon_name is not None:
        role = {"primary": "on_accent", "danger": "error", "link": "accent"}.get(kind, "text")
        made.setIcon(icon(icon_name, role))
        width = 16 if kind == "link" else 20  # wider than the drawing, to keep it off the text
        made.setIconSize(QSize(width, 16))
    return made


def icon_button(icon_name: str, name: str, role: str = "text") -> QToolButton:
    """A button with only an icon; `name` is its tool tip and its name for who cannot see it."""
    made = QToolButton()
    made.setIcon(icon(icon_name, role))
    made.setIconSize(QSize(20, 20))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def divider() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


def scrolling(content: QWidget) -> QScrollArea:
    """`content` that scrolls down, never sideways."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(content)
    content.setAutoFillBackground(False)  # setWidget switches it on; what lies beneath should show through
    return made


def centred(card: QWidget) -> QScrollArea:
    """`card` in the middle of whatever room there is; scrolls where there is too little."""
    content = QWidget()
    middle = QHBoxLayout()  # not an alignment: that would give wrapped texts too little height
    middle.addStretch(1)
    middle.addWidget(card)
    middle.addStretch(1)
    column = QVBoxLayout(content)
    column.addStretch(1)
    column.addLayout(middle)
    column.addStretch(1)
    return scrolling(content)


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room; the tool tip then has all of it."""

    def __init__(self, text: str = "", style: TextStyle = TextStyle.TEXT, tone: Tone = Tone.TEXT) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("textStyle", style.value)
        self.setProperty("tone", tone.value)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(grid(6), super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self._renew_tip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew_tip()

    def _renew_tip(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class Card(QFrame):
    """A white surface with a thin edge; add to `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(grid(4), grid(3.5), grid(4), grid(4))
        self.body.setSpacing(grid(2))
        self.title_label = heading(title)
        self.body.addWidget(self.title_label)
        self.title_label.setVisible(bool(title))  # in its place first: else it flashes as a window of its own

    def add(self, widget: QWidget) -> None:
        """Put `widget` under what is there."""
        self.body.addWidget(widget)


class Tile(Card):
    """One figure with what it counts and a line beneath; a sign may stand before the figure."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(grid(1))
        self._title = label(title, TextStyle.SMALL, Tone.SECONDARY)
        self._value = label("–", TextStyle.TITLE)
        self._note = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._mark = SignMark(Shape.DOT, size=12)
        self._mark.hide()
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self._mark)
        row.addWidget(self._value)
        row.addStretch(1)
        self.body.addWidget(self._title)
        self.body.addLayout(row)
        self.body.addWidget(self._note)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_value(self, value: str, note: str = "", *, tone: Tone = Tone.TEXT) -> None:
        """What stands on the tile; screen readers hear it as one sentence."""
        self._value.setText(value)
        set_tone(self._value, tone)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(f"{self._title.text()}: {value}. {note}".strip())

    def show_mark(self, shape: Shape | None, color_role: str = "text") -> None:
        """A sign before the figure, or none."""
        self._mark.setVisible(shape is not None)
        if shape is not None:
            self._mark.show_shape(shape, color_role)


class Chip(QFrame):
    """A short word on a soft ground: a phase, a state, a count."""

    def __init__(self, text: str = "", tone: Tone = Tone.SECONDARY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(grid(5))
        self._text = label(text, TextStyle.SMALL, tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(grid(2), 0, grid(2), 0)
        row.addWidget(self._text)
        self.setProperty("tone", tone.value)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_text(self, text: str, tone: Tone = Tone.SECONDARY) -> None:
        self._text.setText(text)
        set_tone(self._text, tone)
        set_tone(self, tone)
