"""A list of records as a table: read-only, quiet rows, searched and sorted in the model itself.

A QSortFilterProxyModel would ask Python for every row on every keystroke; here a keystroke over 10 000 rows is one
list comprehension over text folded beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.views.blocks import paint_blocks
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.signs import Shape, paint_shape
from gezinscoach_desktop.views.theme import TextStyle, Tone, font, grid, palette

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NO_PARENT = QModelIndex()
_ARROW = 8
_BOX = 16
ARROW = " → "
"""Between two levels in a cell; drawn as a shape."""
ROW_HEIGHT = 10  # in steps of the grid


class Align(IntFlag):
    """Where the text of a column stands; figures and dates stand right."""

    LEFT = int(Qt.AlignmentFlag.AlignLeft.value)
    RIGHT = int(Qt.AlignmentFlag.AlignRight.value)
    CENTER = int(Qt.AlignmentFlag.AlignHCenter.value)


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign before the text of a cell; `color_role` names a palette colour."""

    shape: Shape
    color_role: str


@dataclass(frozen=True)
class Column(Generic[R]):
    """How one column reads a record. `width` in pixels; None takes a share of what is left."""

    title: str
    text: Callable[[R], str]
    sort_key: Callable[[R], Any] | None = None
    align: Align = Align.LEFT
    width: int | None = None
    tooltip: Callable[[R], str] | None = None
    detail: Callable[[R], str] | None = None
    """A second, smaller line under the text."""
    tone: Callable[[R], Tone] | None = None
    mark: Callable[[R], Mark | None] | None = None
    levels: Callable[[R], Sequence[int | None]] | None = None
    """Levels to draw as small blocks instead of the text, which then is what is said of them."""
    is_strong: bool = False
    ticked: Callable[[R], bool] | None = None
    """A box to tick instead of the text, which only a screen reader says."""
    bar: Callable[[R], float | None] | None = None
    """A calm bar before the text: what share of it is full, above 1 too full; None draws none."""
    indent: Callable[[R], int] | None = None
    """How many steps to the right the text stands: a line that belongs under another."""
    most_lines: int = 1
    """On so many lines at most, for whoever makes rows as high as that (`lines_of`)."""


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows `rows` that pass the search and the filter, in the order chosen."""

    shown_changed = Signal()
    """The number or order of shown rows is different."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        row_id: Callable[[R], Hashable],
        search_text: Callable[[R], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.row_id = row_id
        self._search_text = search_text
        self._rows: list[R] = []
        self._texts: list[str] = []
        self._order: list[int] = []
        self._shown: list[int] = []
        self._words: tuple[str, ...] = ()
        self._filter: Callable[[R], bool] | None = None
        self._sort_column = -1
        self._is_descending = False

    @property
    def rows(self) -> Sequence[R]:
        """Every row, also the hidden ones."""
        return self._rows

    @property
    def shown_rows(self) -> list[R]:
        return [self._rows[place] for place in self._shown]

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """The column (-1 as delivered) and whether it runs from high to low."""
        return self._sort_column, self._is_descending

    def set_rows(self, rows: Sequence[R]) -> None:
        self.beginResetModel()  # first: whoever remembers the cursor has to find the old rows
        self._rows = list(rows)
        texts = self._search_text or self._all_text
        self._texts = [texts(row) for row in self._rows]
        self._arrange()
        self._shown = self._passing()
        self.endResetModel()
        self.shown_changed.emit()

    def search(self, text: str) -> None:
        """Show only rows in whose search text every word of `text` occurs; accents and case do not matter."""
        words = tuple(fold(text).split())
        if words != self._words:
            self._words = words
            self._show()

    def set_filter(self, keeps: Callable[[R], bool] | None) -> None:
        """Show only rows for which `keeps` says so."""
        self._filter = keeps
        self._show()

    def row_at(self, place: int) -> R:
        """The record on line `place` of what is shown."""
        return self._rows[self._shown[place]]

    def place_of(self, row_id: Hashable) -> int:
        """The line on which the record with this id is shown; -1 when it is not."""
        for place, number in enumerate(self._shown):
            if self.row_id(self._rows[number]) == row_id:
                return place
        return -1

    def _all_text(self, row: R) -> str:
        return fold(" ".join(column.text(row) for column in self.columns))

    def _arrange(self) -> None:
        self._order = list(range(len(self._rows)))
        if self._sort_column < 0:
            return
        column = self.columns[self._sort_column]
        key = column.sort_key or column.text
        keys = [key(row) for row in self._rows]
        known = [place for place in self._order if keys[place] is not None]
        known.sort(key=keys.__getitem__, reverse=self._is_descending)
        self._order = known + [place for place in self._order if keys[place] is None]

    def _show(self) -> None:
        self.beginResetModel()
        self._shown = self._passing()
        self.endResetModel()
        self.shown_changed.emit()

    def _passing(self) -> list[int]:
        texts, rows = self._texts, self._rows
        shown = self._order
        for word in self._words:
            shown = [place for place in shown if word in texts[place]]
        if self._filter is not None:
            keeps = self._filter
            shown = [place for place in shown if keeps(rows[place])]
        return shown

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip(row) if column.tooltip else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(column.align) | int(Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            detail = column.detail(row) if column.detail else ""
            text = _spoken(column.text(row))
            said = f"{text}, {detail}" if detail else text
            return f"{column.title}: {said}" if column.title else said
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self.columns[section].align) | int(Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort_column = column
        self._is_descending = order is Qt.SortOrder.DescendingOrder
        self._arrange()
        self._show()


class _RowDelegate(QStyledItemDelegate):
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
        _draw_line(painter, text, line, column.align, is_top=bool(detail))
        if detail:
            painter.setFont(font(TextStyle.TINY))
            painter.setPen(QColor(colors.secondary))
            below = QRect(space)
            below.setTop(rect.center().y() + 2)
            _draw_line(painter, detail, below, column.align, is_top=False, is_below=True)

    def _paint_focus(self, painter: QPainter, rect: QRect, column: int, columns: int) -> None:
        painter.setPen(QColor(palette().accent))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(palette().accent))
        if column == columns - 1:
            painter.drawLine(rect.topRight(), rect.bottomRight())

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


def _draw_line(
    painter: QPainter, text: str, space: QRect, align: Align, *, is_top: bool, is_below: bool = False
) -> None:
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


def _spoken(text: str) -> str:
    """What a screen reader says of `2 → 4`."""
    before, arrow, after = text.partition(ARROW)
    return f"van {before} naar {after}" if arrow else text


class _Header(QHeaderView):
    """Titles in small grey letters, with an arrow beside the one that is sorted on."""

    def __init__(self, model: RowsModel[Any]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._rows_model = model
        self.setHighlightSections(False)
        self.setFixedHeight(grid(8))
        self.setSectionsMovable(False)
        self.setSectionsClickable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSectionSize(grid(10))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colors = palette()
        column = self._rows_model.columns[section]
        sorted_column, is_descending = self._rows_model.sorted_by
        is_sorted = sorted_column == section
        painter.save()
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colors.line))
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(QColor(colors.text if is_sorted else colors.secondary))
        space = rect.adjusted(grid(3), 0, -grid(3), 0)
        width = min(painter.fontMetrics().horizontalAdvance(column.title), space.width())
        if is_sorted:
            left = space.left() + width + grid(1.5)
            if column.align is Align.RIGHT:
                left = space.right() - width - grid(1.5) - _ARROW
            box = QRectF(left, rect.center().y() - _ARROW / 2 + 1, _ARROW, _ARROW)
            paint_shape(painter, Shape.DOWN if is_descending else Shape.UP, box, fill=colors.secondary)
        _draw_line(painter, column.title, space, column.align, is_top=False)
        painter.restore()


class RowsTable(QTableView, Generic[R]):
    """The view for a RowsModel: whole rows, arrow keys, Enter or double click opens, typing searches."""

    row_opened = Signal(object)
    """The record that was double-clicked or on which Enter was pressed."""
    row_chosen = Signal(object)
    """The record that became the current one; None when there is none."""
    typed = Signal(str)
    """A letter typed in the list: for the search field."""
    has_cells: bool = False
    """Whether the cell under the cursor can be opened, and so is framed; the left and right arrow go along them."""

    def __init__(self, model: RowsModel[R], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._rows_model = model
        self._remembered: Hashable = None
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(self))
        self.setAccessibleName(name)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        upright = self.verticalHeader()
        upright.setVisible(False)
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(grid(ROW_HEIGHT))
        header = _Header(self._rows_model)
        self.setHorizontalHeader(header)
        for place, column in enumerate(self._rows_model.columns):
            if column.width is None:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(place, column.width)

    def _connect(self) -> None:
        self._rows_model.modelAboutToBeReset.connect(self._remember)
        self._rows_model.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.doubleClicked.connect(self._open)
        self.entered.connect(self._hover)
        self.viewportEntered.connect(self._stop_hover)
        self.horizontalHeader().sectionClicked.connect(self._sort_by)

    @property
    def current_row(self) -> R | None:
        """The record under the cursor."""
        place = self.currentIndex().row()
        return self._rows_model.row_at(place) if 0 <= place < self._rows_model.rowCount() else None

    def choose(self, row_id: Hashable) -> bool:
        """Put the cursor on the record with this id; False when it is not shown."""
        place = self._rows_model.place_of(row_id)
        if place >= 0:
            self.selectRow(place)
        return place >= 0

    def _sort_by(self, column: int) -> None:
        sorted_column, is_descending = self._rows_model.sorted_by
        order = (
            Qt.SortOrder.DescendingOrder
            if column == sorted_column and not is_descending
            else Qt.SortOrder.AscendingOrder
        )
        self._rows_model.sort(column, order)
        self.horizontalHeader().viewport().update()

    def _remember(self) -> None:
        row = self.current_row
        self._remembered = None if row is None else self._rows_model.row_id(row)

    def _restore(self) -> None:
        self.hovered_row = -1
        if self._remembered is not None and self.choose(self._remembered):
            return
        if self._rows_model.rowCount():
            self.selectRow(0)

    def _tell_chosen(self) -> None:
        self.row_chosen.emit(self.current_row)

    def _open(self) -> None:
        row = self.current_row
        if row is not None:
            self.row_opened.emit(row)

    def _hover(self, index: QModelIndex) -> None:
        self.hovered_row = index.row()
        self.viewport().update()

    def _stop_hover(self) -> None:
        self.hovered_row = -1
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Home:
            self.selectRow(0)
        elif event.key() == Qt.Key.Key_End:
            self.selectRow(self._rows_model.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        if search.strip():
            self.typed.emit(search)
