"""Breaking a text into lines for painted widgets, at words and within a word that is too long for the line."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from gezinscoach_desktop.views.theme import TextStyle, font

SEMIBOLD = QFont.Weight.DemiBold


@lru_cache(maxsize=16)
def face(style: TextStyle, *, strong: bool = False) -> QFont:
    """The font of a text style, semibold for what is chosen."""
    made = font(style)
    if strong:
        made.setWeight(SEMIBOLD)
    return made


@lru_cache(maxsize=16)
def metrics(style: TextStyle, *, strong: bool = False) -> QFontMetrics:
    """The measures of a text style."""
    return QFontMetrics(face(style, strong=strong))


def line_height(style: TextStyle) -> int:
    """The height of one line."""
    return metrics(style).height()


@lru_cache(maxsize=4096)
def lines(text: str, style: TextStyle, width: int, *, strong: bool = False) -> tuple[str, ...]:
    """`text` broken to fit `width`, nothing left out."""
    if width <= 0 or not text or metrics(style, strong=strong).horizontalAdvance(text) <= width:
        return (text,)
    layout = QTextLayout(text, face(style, strong=strong))
    layout.setTextOption(_wrapping())
    found: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(found)


@lru_cache(maxsize=4096)
def clipped(text: str, style: TextStyle, width: int, most: int) -> tuple[str, ...]:
    """At most `most` lines, the last one ending in … when there was more."""
    found = lines(text, style, width)
    if len(found) <= most:
        return found
    rest = " ".join(found[most - 1 :])
    last = metrics(style).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return (*found[: most - 1], last)


def is_clipped(text: str, style: TextStyle, width: int, most: int) -> bool:
    """True when `clipped` leaves something out."""
    return len(lines(text, style, width)) > most


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
