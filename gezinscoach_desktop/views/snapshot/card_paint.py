"""Painting a card. A value carried forward is outlined, one entered now is filled, the previous one is dashed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gezinscoach_desktop.domain.instrument import LEVELS
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.signs import Shape, paint_shape, paint_wish
from gezinscoach_desktop.views.snapshot.card_layout import NO_HELP, CompactLayout, OpenLayout
from gezinscoach_desktop.views.snapshot.content import NOT_APPLICABLE, CardContent
from gezinscoach_desktop.views.snapshot.text_block import clipped, face, line_height, lines, metrics
from gezinscoach_desktop.views.theme import Palette, TextStyle, color, grid, palette

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_RADIUS = 4.0
_PENCIL = 14
_WISH = 11.0


@dataclass(frozen=True, slots=True)
class Look:
    """What decides how a card is painted besides its content."""

    is_open: bool
    has_focus: bool
    hovered: int | None
    """The level under the mouse; 0 is n.v.t."""


def paint_frame(painter: QPainter, rect: QRect, look: Look) -> None:
    """The surface: edged in the accent when open, thicker while the scale has the focus."""
    colors = palette()
    thickness = 2.0 if look.is_open and look.has_focus else 1.0
    edge = colors.accent if look.is_open or look.has_focus else colors.line
    painter.setPen(QPen(color(edge), thickness))
    painter.setBrush(color(colors.surface))
    half = thickness / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), 6, 6)


def paint_compact(painter: QPainter, content: CardContent, layout: CompactLayout, look: Look) -> None:
    """One row: name, five small buttons, the level's text, where it comes from."""
    colors = palette()
    painter.setPen(color(colors.text))
    name = clipped(content.item.name, TextStyle.STRONG, layout.name.width(), 2)
    _paint_lines(painter, name, TextStyle.STRONG, layout.name, _LEFT)
    for level, box in zip(LEVELS, layout.buttons, strict=True):
        _paint_button(
            painter, box, str(level), _state_of(content, level), look.hovered == level, TextStyle.SMALL
        )
        if level == content.wished:
            _paint_wish(painter, box)
    _paint_level_text(painter, content, layout.text, colors)
    _paint_status(painter, content, layout.status, colors, is_open=False)


def paint_open(
    painter: QPainter, content: CardContent, layout: OpenLayout, look: Look, *, shows_help: bool
) -> None:
    """Title, five wide buttons with their full texts, n.v.t.; the help where it is asked for."""
    colors = palette()
    painter.setPen(color(colors.text))
    painter.setFont(face(TextStyle.HEADING))
    painter.drawText(layout.title, _LEFT, content.item.name)
    if content.item.help:
        icon("info", "accent" if shows_help else "secondary").paint(painter, help_icon_rect(content, layout))
    _paint_status(painter, content, layout.status, colors, is_open=True)
    if layout.help is not None:
        _paint_help(painter, content.item.help or NO_HELP, layout.help, colors)
    for level, box, below in zip(LEVELS, layout.buttons, layout.texts, strict=True):
        state = _state_of(content, level)
        _paint_button(painter, box, str(level), state, look.hovered == level, TextStyle.HEADING)
        if state is _State.PREVIOUS:
            _paint_previous(painter, box, colors)
        if level == content.wished:
            _paint_wish(painter, box, word=colors.on_accent if state is _State.ENTERED else colors.better)
        is_chosen = state in (_State.ENTERED, _State.CARRIED)
        painter.setPen(color(colors.text if is_chosen else colors.secondary))
        wrapped = lines(
            content.item.level_text(level), TextStyle.SMALL, below.width() - grid(1), strong=is_chosen
        )
        _paint_lines(
            painter, wrapped, TextStyle.SMALL, below,
            int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), strong=is_chosen,
        )  # fmt: skip
    _paint_button(
        painter,
        layout.not_applicable,
        NOT_APPLICABLE,
        _state_of(content, None),
        look.hovered == 0,
        TextStyle.SMALL,
    )


def help_icon_rect(content: CardContent, layout: OpenLayout) -> QRect:
    """The ⓘ behind the title."""
    left = layout.title.left() + metrics(TextStyle.HEADING).horizontalAdvance(content.item.name) + grid(2)
    side = grid(4)
    return QRect(left, layout.title.center().y() - side // 2 + 1, side, side)


class _State:
    """How a level's button looks."""

    PLAIN = "plain"
    CARRIED = "carried"
    ENTERED = "entered"
    PREVIOUS = "previous"


def _state_of(content: CardContent, level: int | None) -> str:
    if content.has_level and content.level == level:
        return _State.ENTERED if content.is_entered else _State.CARRIED
    if level is None:
        return _State.PREVIOUS if content.previous_is_not_applicable else _State.PLAIN
    return _State.PREVIOUS if content.previous_level == level else _State.PLAIN


def _paint_button(
    painter: QPainter, box: QRect, text: str, state: str, is_hovered: bool, style: TextStyle
) -> None:
    colors = palette()
    edge, thickness, fill, ink = colors.border, 1.0, colors.side, colors.secondary
    line = Qt.PenStyle.SolidLine
    if is_hovered:
        fill, ink = colors.hover, colors.text
    if state == _State.ENTERED:
        edge, fill, ink = colors.accent, colors.accent, colors.on_accent
    elif state == _State.CARRIED:
        edge, thickness, fill, ink = colors.accent, 2.0, colors.accent_soft, colors.accent_soft_text
    elif state == _State.PREVIOUS:
        line, ink = Qt.PenStyle.DashLine, colors.text
    elif style is TextStyle.HEADING:
        ink = colors.text
    pen = QPen(color(edge), thickness, line)
    if line is Qt.PenStyle.DashLine:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(color(fill))
    half = thickness / 2
    painter.drawRoundedRect(QRectF(box).adjusted(half, half, -half, -half), _RADIUS, _RADIUS)
    painter.setPen(color(ink))
    painter.setFont(face(style, strong=state in (_State.ENTERED, _State.CARRIED)))
    painter.drawText(box, _CENTER, text)


def _paint_previous(painter: QPainter, box: QRect, colors: Palette) -> None:
    if box.width() < grid(22):
        return  # the dashed edge says it too, and the status names both levels
    painter.setPen(color(colors.secondary))
    painter.setFont(face(TextStyle.TINY))
    painter.drawText(box.adjusted(0, 0, -grid(2), 0), _RIGHT, "vorige")


def _paint_wish(painter: QPainter, box: QRect, *, word: str = "") -> None:
    """A hollow diamond with a dot in it on the edge of the level where the family wants to go, as in the charts.

    With the word beside it in the colour `word`, where there is room.
    """
    side = _WISH
    mark = QRectF(box.right() - side * 0.7, box.top() - side * 0.4, side, side)
    paint_wish(painter, mark)
    if word and box.width() >= grid(22):
        painter.setPen(color(word))
        painter.setFont(face(TextStyle.TINY))
        painter.drawText(box.adjusted(grid(2), 0, 0, 0), _LEFT, "wens")


def _paint_level_text(painter: QPainter, content: CardContent, box: QRect, colors: Palette) -> None:
    if content.has_level and content.level is None:
        width = metrics(TextStyle.SMALL, strong=True).horizontalAdvance(NOT_APPLICABLE) + grid(4)
        pill = QRect(box.left(), box.center().y() - grid(3) + 1, width, grid(6))
        _paint_button(painter, pill, NOT_APPLICABLE, _state_of(content, None), False, TextStyle.SMALL)
        return
    painter.setPen(color(colors.text if content.has_level else colors.secondary))
    shown = clipped(content.level_text, TextStyle.SMALL, box.width(), 2)
    _paint_lines(painter, shown, TextStyle.SMALL, box, _LEFT)


def _paint_status(
    painter: QPainter, content: CardContent, box: QRect, colors: Palette, *, is_open: bool
) -> None:
    """`sinds …` in grey, or the movement with its triangle; a pencil where there is a note."""
    right = box.right() + 1
    ink = _status_color(content, colors)
    if content.has_any_note and not is_open:
        spot = QRect(right - _PENCIL, box.center().y() - _PENCIL // 2 + 1, _PENCIL, _PENCIL)
        role = "accent" if content.note else "secondary"
        icon("edit", role).paint(painter, spot)
        right = spot.left() - grid(1)
    text = content.status
    if is_open and content.asks_reason:
        text = f"{text}  gewijzigd"
    strong = content.is_entered or content.lacks_level
    painter.setFont(face(TextStyle.SMALL, strong=strong))
    painter.setPen(color(ink))
    painter.drawText(QRect(box.left(), box.top(), right - box.left(), box.height()), _RIGHT, text)
    if content.steps:
        width = metrics(TextStyle.SMALL, strong=True).horizontalAdvance(text)
        sign = QRectF(right - width - grid(4), box.center().y() - 4.5, 10, 10)
        paint_shape(painter, Shape.UP if content.steps > 0 else Shape.DOWN, sign, fill=ink)


def _status_color(content: CardContent, colors: Palette) -> str:
    if content.lacks_level:
        return colors.warning
    if not content.is_entered:
        return colors.secondary
    if content.steps:
        return colors.better if content.steps > 0 else colors.worse
    return colors.accent


def _paint_help(painter: QPainter, text: str, box: QRect, colors: Palette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(colors.accent_soft))
    painter.drawRoundedRect(QRectF(box), _RADIUS, _RADIUS)
    painter.setPen(color(colors.accent_soft_text))
    wrapped = lines(text, TextStyle.SMALL, box.width() - grid(6))
    _paint_lines(painter, wrapped, TextStyle.SMALL, box.adjusted(grid(3), 0, -grid(3), 0), _LEFT)


def _paint_lines(
    painter: QPainter,
    texts: tuple[str, ...],
    style: TextStyle,
    box: QRect,
    alignment: int,
    *,
    strong: bool = False,
) -> None:
    painter.setFont(face(style, strong=strong))
    height = line_height(style)
    is_top = bool(alignment & int(Qt.AlignmentFlag.AlignTop))
    top = box.top() if is_top else box.top() + (box.height() - height * len(texts)) // 2
    for text in texts:
        painter.drawText(QRect(box.left(), top, box.width(), height), alignment, text)
        top += height
