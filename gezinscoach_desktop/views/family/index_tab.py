"""Kansarmoede-index: how it went, which domains are weak now and which items make them so."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.index import DomainState
from gezinscoach_desktop.views.elements import Card, heading, label, paragraph, scrolling
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.drawings import IndexHistory, draw_index
from gezinscoach_desktop.views.family.index_reading import (
    DomainReading,
    WeighingLine,
    move_texts,
    readings,
)
from gezinscoach_desktop.views.family.item_detail import LevelBadge
from gezinscoach_desktop.views.family.live_chart import LiveChart
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.family.tiles import deprivation_text, interval_text
from gezinscoach_desktop.views.signs import Shape, SignMark
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_CHART_HEIGHT = 260
_SIGNS = {
    DomainState.WEAK: (Shape.DOWN, "worse", Tone.ERROR),
    DomainState.SUFFICIENT: (Shape.DOT, "better", Tone.GOOD),
    DomainState.UNKNOWN: (Shape.RING, "secondary", Tone.SECONDARY),
    DomainState.NOT_APPLICABLE: (Shape.SAME, "secondary", Tone.SECONDARY),
}


class IndexTab(FamilyTab):
    """Nothing is hidden: every item that weighs, its level, its cut and whose value counted."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._build()

    def _build(self) -> None:
        self._value = label("", TextStyle.TITLE)
        self._meaning = label("", TextStyle.TEXT, Tone.SECONDARY)
        self._profile = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.chart = LiveChart(self._tasks, "Kansarmoede-index over de tijd")
        self._moves = QVBoxLayout()
        self._moves.setSpacing(grid(2))
        self._domains = QVBoxLayout()
        self._domains.setSpacing(grid(4))
        figures = QHBoxLayout()
        figures.setSpacing(grid(2))
        figures.addWidget(self._value)
        figures.addWidget(self._meaning)
        figures.addStretch(1)
        history = Card("Hoe het ging")
        history.body.addLayout(figures)
        history.add(self.chart)
        history.add(self._profile)
        moved = Card("Wat veranderde sinds de nulmeting")
        moved.body.addLayout(self._moves)
        left = QVBoxLayout()
        left.setSpacing(grid(4))
        left.addWidget(history)
        left.addWidget(moved)
        left.addStretch(1)
        now = Card("De domeinen nu")
        now.body.addLayout(self._domains)
        right = QVBoxLayout()
        right.addWidget(now)
        right.addStretch(1)
        inside = QWidget()
        inside.setProperty("kind", "page")
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        columns.setSpacing(grid(4))
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        self._scroll = scrolling(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName("Kansarmoede-index")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def first_focus(self) -> QWidget:
        return self._scroll

    def show_family(self, data: FamilyData) -> None:
        evolution = data.evolution
        if evolution.index_now is None:
            return
        self._value.setText(interval_text(evolution.index_now.tally))
        self._meaning.setText(
            f"van {len(evolution.profile.domains)} domeinen zwak, "
            f"{deprivation_text(evolution.index_now, evolution.profile.deprived_from)}"
        )
        self._profile.setText(
            f"Profiel: {evolution.profile.title}. De zes domeinen zijn die van Kind en Gezin; hoe de items meetellen "
            "is een eigen operationalisering."
        )
        history = IndexHistory(
            evolution.indexes,
            evolution.profile,
            None if evolution.baseline is None else evolution.baseline.date,
        )
        self.chart.use_drawing(partial(draw_index, history, _CHART_HEIGHT))
        self._show_moves(data)
        _empty(self._domains)
        for reading in readings(data):
            self._domains.addWidget(_DomainBlock(reading))

    def _show_moves(self, data: FamilyData) -> None:
        _empty(self._moves)
        moves = move_texts(data)
        for name, before, after, items in moves:
            text = f"Van {before.label.lower()} naar {after.label.lower()}"
            self._moves.addWidget(_Move(name, after, f"{text} door {items}." if items else f"{text}."))
        if not moves and data.evolution.baseline is not None:
            day = format_date(data.evolution.baseline.date)
            text = f"Geen enkel domein veranderde sinds {day}."
            if not data.can_compare:
                text = "Vergelijken kan vanaf de volgende momentopname."
            self._moves.addWidget(paragraph(text, TextStyle.TEXT, Tone.SECONDARY))


class _Move(QWidget):
    """A domain that changed state, with the items that did it."""

    def __init__(self, name: str, after: DomainState, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        shape, role, _ = _SIGNS[after]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(2))
        row.addWidget(SignMark(shape, role, size=12), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(name, TextStyle.STRONG))
        texts.addWidget(paragraph(text, TextStyle.SMALL, Tone.SECONDARY))
        row.addLayout(texts, 1)


class _DomainBlock(QWidget):
    """One domain: its state in a word and a sign, and every item that weighs."""

    def __init__(self, reading: DomainReading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        shape, role, tone = _SIGNS[reading.state]
        top = QHBoxLayout()
        top.setSpacing(grid(2))
        top.addWidget(SignMark(shape, role, size=13))
        top.addWidget(heading(reading.name))
        top.addStretch(1)
        top.addWidget(label(reading.state.label, TextStyle.STRONG, tone))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        column.addLayout(top)
        if reading.explanation:
            column.addWidget(paragraph(reading.explanation, TextStyle.SMALL, Tone.SECONDARY))
        if reading.state is not DomainState.NOT_APPLICABLE:
            column.addLayout(_lines(reading.lines))


def _lines(lines: tuple[WeighingLine, ...]) -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(grid(2))
    made.setVerticalSpacing(grid(0.5))
    made.setColumnStretch(1, 1)
    for row, line in enumerate(lines):
        style = TextStyle.STRONG if line.is_deciding else TextStyle.TEXT
        name = f"{line.item} ({line.whose})" if line.whose else line.item
        made.addWidget(_missing() if line.level is None else _badge(line.level), row, 0)
        made.addWidget(paragraph(name, style), row, 1)
        made.addWidget(_rule(line), row, 2)
    return made


def _badge(level: int) -> LevelBadge:
    made = LevelBadge()
    made.show_level(level)
    return made


def _missing() -> QLabel:
    made = label("–", TextStyle.TEXT, Tone.SECONDARY)
    made.setFixedWidth(grid(11))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setAccessibleName("Geen waarde")
    return made


def _rule(line: WeighingLine) -> QLabel:
    text = f"{line.rule} · nu zwak" if line.is_weak else line.rule
    made = label(text, TextStyle.SMALL, Tone.ERROR if line.is_deciding else Tone.SECONDARY)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def _empty(layout: QVBoxLayout) -> None:
    while (old := layout.takeAt(0)) is not None:
        widget = old.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
