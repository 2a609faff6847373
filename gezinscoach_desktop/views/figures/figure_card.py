"""One table of figures with its chart: to look at, to copy, to save, and to ask which families stand behind a number."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from gezinscoach_desktop.domain.figures import Figures, FigureTable, keys
from gezinscoach_desktop.domain.sign_test import said
from gezinscoach_desktop.views.elements import Card, ElidedLabel, icon_button, label, paragraph
from gezinscoach_desktop.views.family.live_chart import LiveChart
from gezinscoach_desktop.views.figures.drawings import draw_table
from gezinscoach_desktop.views.figures.words import as_rows, behind, cell_text, over
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.table import Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, font, grid

_ROW = 7.5
_LEAST_CHART = 110
"""In steps of the grid: with less room beside the table the chart stands above it."""
_LEAST_LABEL, _MOST_LABEL = 34, 84
Line = int
"""A row of the table, by its place."""


class FigureCard(Card):
    """`cell_opened` tells which number: (table, row, column) by their keys."""

    cell_opened = Signal(str, str, str)
    save_wanted = Signal(object, str)
    """This card, and png, svg or csv."""

    def __init__(
        self, tasks: Tasks, figures: Figures, table: FigureTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.figures, self.table = figures, table
        self._tasks = tasks
        self._build()
        self._fill()

    def _build(self) -> None:
        self.heading_label = label("", TextStyle.HEADING)
        self.n_label = ElidedLabel("", TextStyle.SMALL, Tone.SECONDARY)
        self.chart_button = self._toggle("data-bar-vertical", "Grafiek tonen")
        self.table_button = self._toggle("table", "Tabel tonen")
        head = QHBoxLayout()
        head.setSpacing(grid(2))
        head.addWidget(self.heading_label)
        head.addWidget(self.n_label)
        head.addStretch(1)
        for made in (self.chart_button, self.table_button, self._make_more()):
            head.addWidget(made)
        self.body.addLayout(head)
        self.chart = LiveChart(self._tasks, "Grafiek")
        self.model: RowsModel[Line] = RowsModel(self._columns(), row_id=_same, parent=self)
        self.view = _FigureView(self.model, self.table.title)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.verticalHeader().setMinimumSectionSize(grid(_ROW))
        self.view.verticalHeader().setDefaultSectionSize(grid(_ROW))
        self.view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.view.setMinimumWidth(grid(_LEAST_LABEL))
        self.view.wanted_width = self._table_width
        self.view.row_opened.connect(self._open)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(grid(6))
        self._beside.addWidget(self.chart, 1, Qt.AlignmentFlag.AlignTop)
        self._beside.addWidget(self.view, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._beside)
        self.meaning_label = paragraph("", TextStyle.TEXT)
        self.note_label = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.body.addWidget(self.meaning_label)
        self.body.addWidget(self.note_label)

    def _toggle(self, icon_name: str, name: str) -> QToolButton:
        made = icon_button(icon_name, name, "secondary")
        made.setCheckable(True)
        made.setChecked(True)
        made.toggled.connect(self._show_parts)
        return made

    def _make_more(self) -> QToolButton:
        made = icon_button("more", "Kopiëren of bewaren", "secondary")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        choices: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("Tabel kopiëren", "copy", self.copy),
            ("Tabel bewaren als CSV…", "table", partial(self._want, "csv")),
            ("Grafiek bewaren als PNG…", "image", partial(self._want, "png")),
            ("Grafiek bewaren als SVG…", "image", partial(self._want, "svg")),
        )
        for text, icon_name, chosen in choices:
            action = menu.addAction(icon(icon_name), text)
            action.triggered.connect(chosen)
        made.setMenu(menu)
        self.more_button = made
        return made

    def fits(self, table: FigureTable) -> bool:
        """Whether this card can show `table`: the same one with the same columns."""
        return self.table.key == table.key and [c.key for c in self.table.columns] == [
            c.key for c in table.columns
        ]

    def show_figures(self, figures: Figures, table: FigureTable) -> None:
        """Newer figures of the same table."""
        self.figures, self.table = figures, table
        self._fill()

    def copy(self) -> None:
        """The table to the clipboard, as a spreadsheet takes it."""
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in as_rows(self.table)))

    def _fill(self) -> None:
        table = self.table
        self.heading_label.setText(table.title)
        self.setAccessibleName(table.title)
        self.n_label.setText(over(table))
        self.model.set_rows(range(len(table.rows)))
        if not self.view.hasFocus():
            self.view.clearSelection()
        self.view.setFixedHeight(
            grid(_ROW) * len(table.rows) + self.view.horizontalHeader().sizeHint().height() + 4
        )
        self.chart.setAccessibleName(f"Grafiek: {table.title}")
        self.chart.use_drawing(partial(draw_table, self.figures, table))
        meaning = meaning_of(table)
        self.meaning_label.setText(meaning)
        self.meaning_label.setVisible(bool(meaning))
        self.note_label.setText(table.note)
        self.note_label.setVisible(bool(table.note))
        self._show_parts()
        self._lay_out()

    def _columns(self) -> list[Column[Line]]:
        metrics = QFontMetrics(font(TextStyle.TEXT))
        labels = max(metrics.horizontalAdvance(row.text) for row in self.table.rows) if self.table.rows else 0
        self._whole_label = max(labels + grid(7), grid(_LEAST_LABEL))
        first = min(self._whole_label, grid(_MOST_LABEL))
        made: list[Column[Line]] = [
            Column("", self._row_text, width=first, tooltip=self._row_text, tone=self._tone)
        ]
        for place, column in enumerate(self.table.columns):
            texts = [column.text, *(cell_text(self.table, row, place) for row in range(len(self.table.rows)))]
            width = max(metrics.horizontalAdvance(text) for text in texts) + grid(8)
            made.append(
                Column(
                    column.text,
                    partial(self._text, place),
                    sort_key=partial(self._sort_key, place),
                    align=Align.RIGHT,
                    width=max(width, grid(16)),
                    tooltip=partial(self._tooltip, place),
                    is_strong=column.is_total,
                )
            )
        self._table_width = sum(column.width or 0 for column in made) + 4
        return made

    def _row_text(self, row: Line) -> str:
        return self.table.rows[row].text

    def _tone(self, row: Line) -> Tone:
        return Tone.SECONDARY if self.table.rows[row].is_total else Tone.TEXT

    def _text(self, column: int, row: Line) -> str:
        return cell_text(self.table, row, column)

    def _sort_key(self, column: int, row: Line) -> int | None:
        return None if self.table.rows[row].is_total else self.table.cells[row][column].value

    def _tooltip(self, column: int, row: Line) -> str:
        return behind(self.table.cells[row][column])

    def _open(self, row: Line) -> None:
        column = self.view.currentIndex().column() - 1
        if column < 0:
            column = next((p for p, each in enumerate(self.table.columns) if each.is_total), 0)
        if self.table.cells[row][column].families:
            self.cell_opened.emit(self.table.key, self.table.rows[row].key, self.table.columns[column].key)

    def _want(self, kind: str) -> None:
        self.save_wanted.emit(self, kind)

    def _show_parts(self) -> None:
        if not (self.chart_button.isChecked() or self.table_button.isChecked()):
            self.table_button.setChecked(True)
            return
        self.chart.setVisible(self.chart_button.isChecked())
        self.view.setVisible(self.table_button.isChecked())

    def _lay_out(self) -> None:
        """Beside each other where both fit, else the chart above the table."""
        room = self.width() - grid(8)
        is_beside = room >= self._table_width + grid(_LEAST_CHART)
        direction = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        if self._beside.direction() != direction:
            self._beside.setDirection(direction)
        self._widen_labels(room - (grid(_LEAST_CHART) + self._beside.spacing() if is_beside else 0))
        squeezed = room < self._table_width
        self.view.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if squeezed else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def _widen_labels(self, room: int) -> None:
        """Names of rows in full as far as there is room, and never narrower than they were made."""
        header = self.view.horizontalHeader()
        made = min(self._whole_label, grid(_MOST_LABEL))
        wide = min(self._whole_label, max(made, room - (self._table_width - made)))
        if header.sectionSize(0) != wide:
            header.resizeSection(0, wide)
            self.view.wanted_width = self._table_width - made + wide
            self.view.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()


class _FigureView(RowsTable[Line]):
    """Of the many tables on the page only the one with the keyboard shows where one is."""

    has_cells = True
    wanted_width = 0

    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width, super().sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        at = self.currentIndex()
        self.setCurrentIndex(self.model().index(max(at.row(), 0), max(at.column(), 1)))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()


def meaning_of(table: FigureTable) -> str:
    """Of before and after what the difference means and does not mean; of other tables nothing."""
    if table.key != keys.SIGNS:
        return ""
    rows = {row.key: place for place, row in enumerate(table.rows)}
    told = []
    for place, column in enumerate(table.columns):
        better = table.cells[rows["better"]][place].value or 0
        worse = table.cells[rows["worse"]][place].value or 0
        if sum(
            cells[place].value or 0
            for cells, row in zip(table.cells, table.rows, strict=True)
            if not row.is_total
        ):
            told.append(f"{column.text}. {said(better, worse)}")
    return "\n\n".join(told)


def _same(row: Line) -> Line:
    return row
