"""One item of one person: the level now, its steps over time, and what was noted with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.views.elements import heading, label, paragraph, scrolling
from gezinscoach_desktop.views.family.cell_paint import paint_cell
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.drawings import ItemSteps, draw_steps
from gezinscoach_desktop.views.family.history import Cell, NoteAt, cells_of, registrations
from gezinscoach_desktop.views.family.live_chart import LiveChart
from gezinscoach_desktop.views.family.words import ago, level_word
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_CHART_HEIGHT = 190


class LevelBadge(QWidget):
    """The digit of a level in its colour; the words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell = Cell(None, is_entered=True)
        self.setFixedSize(grid(11), grid(6.5))

    def show_level(self, level: int | None, *, is_entered: bool = True) -> None:
        self._cell = Cell(level, is_entered)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_cell(painter, QRect(self.rect()), self._cell)
        painter.end()


class ItemDetail(QFrame):
    """Stands beside the timeline matrix and follows its cursor."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._build()

    def _build(self) -> None:
        self.setProperty("kind", "side")
        self._title = paragraph("", TextStyle.HEADING)
        self._who = label("", TextStyle.SMALL, Tone.SECONDARY)
        self._badge = LevelBadge()
        self._level_text = paragraph()
        self._since = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.chart = LiveChart(self._tasks, "Verloop van dit item")
        self._notes_title = heading("Wat er geregistreerd werd")
        self._notes = QVBoxLayout()
        self._notes.setSpacing(grid(3))
        self._hint = paragraph("Kies een item om te zien hoe het ging.", TextStyle.TEXT, Tone.SECONDARY)
        now = QHBoxLayout()
        now.setSpacing(grid(2))
        now.addWidget(self._badge)
        now.addWidget(self._level_text, 1)
        self._parts = QWidget()
        parts = QVBoxLayout(self._parts)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(grid(1.5))
        parts.addWidget(self._title)
        parts.addWidget(self._who)
        parts.addSpacing(grid(1))
        parts.addLayout(now)
        parts.addWidget(self._since)
        parts.addSpacing(grid(1))
        parts.addWidget(self.chart)
        parts.addSpacing(grid(2))
        parts.addWidget(self._notes_title)
        parts.addLayout(self._notes)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.addWidget(self._hint)
        column.addWidget(self._parts)
        column.addStretch(1)
        self._scroll = scrolling(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self._parts.hide()

    @property
    def title(self) -> str:
        """The name of the item that is shown."""
        return self._title.text()

    def show_item(self, data: FamilyData, place: Place | None) -> None:
        """Show an item, or a hint when there is none."""
        self._hint.setVisible(place is None)
        self._parts.setVisible(place is not None)
        if place is None:
            return
        self._title.setText(data.item_name(place[1]))
        self._who.setText(
            " · ".join(text for text in (data.name(place[0]), data.ages.get(place[0], "")) if text)
        )
        found = registrations(data.evolution, place)
        self._show_now(data, place, found)
        self._show_chart(data, place)
        self._show_notes(data, found)
        self._scroll.verticalScrollBar().setValue(0)

    def _show_now(self, data: FamilyData, place: Place, found: tuple[NoteAt, ...]) -> None:
        if not found:
            return
        newest, last = found[0], data.evolution.snapshots[-1]
        is_entered = newest.snapshot.date == last.date
        self._badge.show_level(newest.score.level, is_entered=is_entered)
        self._level_text.setText(data.level_text(place[1], newest.score.level))
        day = newest.snapshot.date
        self._since.setText(f"sinds {format_date(day)} ({ago(day, data.today)})")
        self._badge.setAccessibleName(f"Niveau {level_word(newest.score.level)}")

    def _show_chart(self, data: FamilyData, place: Place) -> None:
        evolution = data.evolution
        steps = ItemSteps(
            data.place_name(place),
            tuple(snapshot.date for snapshot in evolution.snapshots),
            cells_of(evolution, place),
            None if evolution.baseline is None else evolution.baseline.date,
            data.wished(place),
        )
        self.chart.use_drawing(partial(draw_steps, steps, _CHART_HEIGHT))

    def _show_notes(self, data: FamilyData, found: tuple[NoteAt, ...]) -> None:
        while (old := self._notes.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, note in enumerate(found):
            before = found[place + 1].score.level if place + 1 < len(found) else None
            self._notes.addWidget(_NoteBlock(data, note, before, is_first=place + 1 == len(found)))


class _NoteBlock(QWidget):
    """One registration: date, author, level, and in the coach's own words why."""

    def __init__(
        self,
        data: FamilyData,
        note: NoteAt,
        before: int | None,
        *,
        is_first: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        score, snapshot = note.score, note.snapshot
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        texts = [format_date(snapshot.date)]
        if snapshot.author:
            texts.append(snapshot.author)
        if snapshot == data.evolution.baseline:
            texts.append("nulmeting")
        column.addWidget(label(" – ".join(texts), TextStyle.SMALL, Tone.SECONDARY))
        change = "" if is_first or before == score.level else f" (was {level_word(before)})"
        column.addWidget(paragraph(f"Niveau {level_word(score.level)}{change}", TextStyle.STRONG))
        if score.note:
            column.addWidget(paragraph(score.note))
        if not is_first and score.reason is not None:
            reason = score.reason.label
            if score.setback is not None:
                reason = f"{reason}: {score.setback.label.lower()}"
            column.addWidget(paragraph(reason, TextStyle.SMALL, Tone.SECONDARY))
