"""How the rows of a table are painted: quiet, a thin line under each, the chosen one on soft blue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from gezinscoach_desktop.views.blocks import paint_blocks
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.rows import ARROW, Align, Column, Index, RowsModel
from gezinscoach_desktop.views.signs import Shape, paint_shape
from gezinscoach_desktop.views.theme import TextStyle, font, grid, palette

ROW_HEIGHT = 10  # in steps of the grid
_BOX = 16


class RowDelegate(QStyledItemDelegate):
    """Quiet rows: a thin line under each, the chosen one on soft blue with an edge while it has the focus."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, RowsModel):
            return
        colors = palette()
        state = option.state
        rect: QRect = option.rect
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_selected:
            painter.fillRect(rect, QColor(colors.accent_soft))
        elif getattr(self._table, "hovered_row", -1) == index.row():
            painter.fillRect(rect, QColor(colors.hover))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colors.line))
        self._paint_text(painter, model.columns[index.column()], model.row_at(index.row()), rect)
        if is_selected and self._table.hasFocus():
            self._paint_focus(painter, rect, index.column(), len(model.columns))
            if getattr(self._table, "has_cells", False) and index == self._table.currentIndex():
                painter.drawRect(rect.adjusted(2, 2, -3, -4))
        painter.restore()

    def _paint_text(self, painter: QPainter, column: Column[Any], row: Any, rect: QRect) -> None:
        colors = palette()
        space = rect.adjusted(grid(3), 0, -grid(3), 0)
        if column.levels is not None:
            paint_blocks(painter, space, column.levels(row))
            return
        if column.ticked is not None:
            _paint_box(painter, space, is_ticked=column.ticked(row))
            return
        if column.indent is not None:
            space.setLeft(space.left() + grid(4) * column.indent(row))
        if column.bar is not None:
            space.setLeft(_paint_bar(painter, space, column.bar(row)))
        mark = column.mark(row) if column.mark else None
        text, detail = column.text(row), column.detail(row) if column.detail else ""
        painter.setFont(font(TextStyle.STRONG if column.is_strong else TextStyle.TEXT))
        if mark is not None:
            side = 10
            left = space.left()
            if column.align is Align.RIGHT:
                left = max(
                    left, space.right() - painter.fontMetrics().horizontalAdvance(text) - side - grid(2)
                )
            box = QRectF(left, rect.center().y() - side / 2 + 0.5, side, side)
            outline = colors.secondary if mark.color_role == "stays_out" else None
            paint_shape(painter, mark.shape, box, fill=str(getattr(colors, mark.color_role)), outline=outline)
            space.setLeft(left + side + grid(2))
        painter.setPen(QColor(colors.tone(column.tone(row)) if column.tone else colors.text))
        if column.most_lines > 1:
            _draw_lines(painter, lines_of(column, text, space.width()), detail, space)
            return
        line = QRect(space)
        if detail:
            line.setBottom(rect.center().y() + 2)
        draw_line(painter, text, line, column.align, is_top=bool(detail))
        if detail:
            painter.setFont(font(TextStyle.TINY))
            painter.setPen(QColor(colors.secondary))
            below = QRect(space)
            below.setTop(rect.center().y() + 2)
            draw_line(painter, detail, below, column.align, is_top=False, is_below=True)

    def _paint_focus(self, painter: QPainter, rect: QRect, column: int, columns: int) -> None:
        accent = QColor(palette().accent)
        painter.setPen(accent)
        painter.fillRect(
            rect.left(), rect.top(), rect.width(), 1, accent
        )  # a line would fall half outside at 150 %
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, accent)
        if column == 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), accent)
        if column == columns - 1:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), accent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(grid(20), grid(ROW_HEIGHT))


def lines_of(column: Column[Any], text: str, width: int) -> list[str]:
    """`text` on as many lines as it needs at this width, the last one cut off with … where that is too many."""
    metrics = QFontMetrics(font(TextStyle.STRONG if column.is_strong else TextStyle.TEXT))
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < column.most_lines - 1:
        count = 1
        while count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width:
            count += 1
        lines.append(" ".join(words[:count]))
        words = words[count:]
    rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
    return [*lines, rest] if rest or not lines else lines


def _draw_lines(painter: QPainter, lines: Sequence[str], detail: str, space: QRect) -> None:
    """Under each other in the middle of the row, the detail in small letters below."""
    height = painter.fontMetrics().lineSpacing()
    small = QFontMetrics(font(TextStyle.TINY)).lineSpacing() if detail else 0
    top = space.center().y() - (height * len(lines) + small) // 2 + 1
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    for place, line in enumerate(lines):
        painter.drawText(QRect(space.left(), top + place * height, space.width(), height), flags, line)
    if detail:
        painter.setFont(font(TextStyle.TINY))
        painter.setPen(QColor(palette().secondary))
        below = QRect(space.left(), top + height * len(lines), space.width(), small)
        shown = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, space.width())
        painter.drawText(below, flags, shown)


def _paint_bar(painter: QPainter, space: QRect, share: float | None) -> int:
    """Over a part of the cell; gives where the text begins."""
    width = space.width() * 2 // 5
    if share is not None:
        colors = palette()
        track = QRectF(space.left(), space.center().y() - 2, width, 6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.line))
        painter.drawRoundedRect(track, 3, 3)
        painter.setBrush(QColor(colors.warning if share > 1 else colors.accent))
        painter.drawRoundedRect(QRectF(track.left(), track.top(), width * min(share, 1.0), 6), 3, 3)
        painter.restore()
    return space.left() + width + grid(1)


def _paint_box(painter: QPainter, space: QRect, *, is_ticked: bool) -> None:
    colors = palette()
    box = QRectF(space.left(), space.center().y() - _BOX / 2 + 1, _BOX, _BOX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colors.accent if is_ticked else colors.border))
    painter.setBrush(QColor(colors.accent if is_ticked else colors.surface))
    painter.drawRoundedRect(box, 3, 3)
    if is_ticked:
        icon("checkmark", "on_accent").paint(painter, box.toAlignedRect().adjusted(1, 1, -1, -1))
    painter.restore()


def draw_line(
    painter: QPainter, text: str, space: QRect, align: Align, *, is_top: bool, is_below: bool = False
) -> None:
    """One line, cut off with … where it is too long; `2 → 4` with its arrow drawn."""
    vertical = (
        Qt.AlignmentFlag.AlignBottom
        if is_top
        else Qt.AlignmentFlag.AlignTop
        if is_below
        else Qt.AlignmentFlag.AlignVCenter
    )
    before, arrow, after = text.partition(ARROW)
    if arrow:
        _draw_from_to(painter, before, after, space, align)
        return
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, space.width())
    painter.drawText(space, int(align) | int(vertical) | int(Qt.TextFlag.TextSingleLine), shown)


def _draw_from_to(painter: QPainter, before: str, after: str, space: QRect, align: Align) -> None:
    """`2 → 4` with a drawn arrow: not every font has one."""
    metrics = painter.fontMetrics()
    gap, side = grid(1.5), 11
    first, last = metrics.horizontalAdvance(before), metrics.horizontalAdvance(after)
    whole = first + gap + side + gap + last
    left = space.right() - whole + 1 if align is Align.RIGHT else space.left()
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.drawText(QRect(left, space.top(), first + 2, space.height()), flags, before)
    box = QRectF(left + first + gap, space.center().y() - side / 2 + 1, side, side)
    paint_shape(painter, Shape.ARROW, box, fill=painter.pen().color().name())
    painter.drawText(QRect(left + whole - last, space.top(), last + 2, space.height()), flags, after)
