"""The right of the form: how the open item went over time, and what was noted before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.action import ActionRecord
from gezinscoach_desktop.domain.agenda import due_words
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.reports.charts.step import Steps
from gezinscoach_desktop.views.charts import ChartView
from gezinscoach_desktop.views.elements import heading, label, paragraph, scrolling
from gezinscoach_desktop.views.snapshot.past import EarlierNote
from gezinscoach_desktop.views.snapshot.step_drawing import Drawn, draw_steps
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid, palette

WIDTH = 66
_CHART_WIDTH = 58
_CHART_HEIGHT = 53


class DetailPane(QFrame):
    """Shows what it is given; the chart is drawn away from the window, and again when light becomes dark."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._steps: Steps | None = None
        self._notes: list[QWidget] = []
        self._shown_notes: tuple[EarlierNote, ...] = ()
        self._shown_actions: tuple[tuple[ActionRecord, ...], date | None] = ((), None)
        self._build()
        self.chart.redraw_wanted.connect(self._draw)

    def _build(self) -> None:
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(WIDTH))
        self._title = heading("Evolutie")
        self._title.setWordWrap(True)
        self.chart = ChartView("Evolutie van dit item")
        self._empty = paragraph(
            "Hier komt de evolutie, zodra er een waarde is.", TextStyle.SMALL, Tone.SECONDARY
        )
        self._notes_title = heading("Vorige toelichtingen")
        self._actions_title = heading("Lopende acties")
        self._actions = QVBoxLayout()
        self._actions.setSpacing(grid(2))
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(grid(4), grid(3.5), grid(3), grid(4))
        self._column.setSpacing(grid(2))
        self._column.addWidget(self._title)
        self._column.addWidget(self.chart)
        self._column.addWidget(self._empty)
        self._column.addSpacing(grid(1))
        self._column.addWidget(self._actions_title)
        self._column.addLayout(self._actions)
        self._column.addSpacing(grid(1))
        self._column.addWidget(self._notes_title)
        self._actions_title.hide()
        self._notes_title.hide()
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(content))

    def show_item(self, steps: Steps, notes: Sequence[EarlierNote]) -> None:
        """Name the item and show its earlier notes; the chart follows when it is drawn."""
        self._steps = steps
        self._draw()
        self._title.setText(f"Evolutie – {steps.title}")
        self._empty.setVisible(not steps.points)
        self.chart.setVisible(bool(steps.points))
        if tuple(notes) == self._shown_notes:
            return
        self._shown_notes = tuple(notes)
        for widget in self._notes:
            widget.hide()
            widget.deleteLater()
        self._notes.clear()
        self._notes_title.setVisible(bool(notes))
        for note in notes:
            self._add_note(note)

    def show_actions(self, actions: Sequence[ActionRecord], today: date) -> None:
        """What runs for the life domains of the item: what, who, and by when."""
        if (tuple(actions), today) == self._shown_actions:
            return
        self._shown_actions = (tuple(actions), today)
        while (old := self._actions.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._actions_title.setVisible(bool(actions))
        for action in actions:
            line = _action_line(action, today)
            self._actions.addWidget(line)
            line.show()

    def _draw(self) -> None:
        if self._steps is None or not self._steps.points:
            return
        self._tasks.compute(
            draw_steps,
            self._steps,
            grid(_CHART_WIDTH),
            grid(_CHART_HEIGHT),
            palette().is_dark,
            then=self._show_chart,
            key="chart",
        )

    def _show_chart(self, drawn: Drawn) -> None:
        self.chart.show_svg(drawn.svg, description=drawn.description)

    def _add_note(self, note: EarlierNote) -> None:
        who = f" – {note.author}" if note.author else ""
        baseline = " (nulmeting)" if note.is_baseline else ""
        caption = label(f"{format_date(note.date)}{who}{baseline}", TextStyle.SMALL, Tone.SECONDARY)
        caption.setWordWrap(True)
        for widget in (caption, paragraph(note.text)):
            self._column.insertWidget(self._column.count() - 1, widget)
            self._notes.append(widget)
            widget.show()


def _action_line(action: ActionRecord, today: date) -> QWidget:
    """The action, and below it who does it by when; what is late says so in words."""
    details = action.details
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(paragraph(details.what))
    text = " · ".join(part for part in (details.owner.label, due_words(details.due_on, today)) if part)
    tone = Tone.ERROR if details.is_overdue(today) else Tone.SECONDARY
    column.addWidget(label(text, TextStyle.SMALL, tone))
    return made
