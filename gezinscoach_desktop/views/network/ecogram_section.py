"""The ecogram of a family: drawn from the list, turned by hand."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.reports.charts.ecogram import EcogramChart, ecogram_of
from gezinscoach_desktop.services import network as network_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.elements import Card, label, scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.names import is_former
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.network.drawings import DrawnEcogram, draw_ecogram
from gezinscoach_desktop.views.network.ecogram_canvas import EcogramCanvas
from gezinscoach_desktop.views.network.section import NetworkSection
from gezinscoach_desktop.views.network.tie_dialog import TieDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid, theme

_HINT = "Versleep iemand, of kies met Tab en verplaats met de pijlen links en rechts. Enter opent."


class EcogramSection(NetworkSection):
    """Draws on the drawing worker whenever the list, the room or the theme changes."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(tasks, desk, messages, parent)
        self._is_wanted = False
        self.canvas = EcogramCanvas()
        self.ended_field = CheckField("Ook wat voorbij is")
        holder = QWidget()
        middle = QVBoxLayout(holder)
        middle.setContentsMargins(grid(2), grid(2), grid(2), grid(2))
        middle.addWidget(self.canvas, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self._area: QScrollArea = scrolling(holder)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self._area)
        self._empty = EmptyState(
            "people", "Hier komt de tekening van het netwerk. Voeg eerst mensen en diensten toe aan de lijst."
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self._empty)
        below = QHBoxLayout()
        self._hint = label(_HINT, TextStyle.SMALL, Tone.SECONDARY)
        below.addWidget(self._hint, 1)
        below.addWidget(self.ended_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(2))
        column.addWidget(self._stack, 1)
        column.addLayout(below)
        self.ended_field.edited.connect(self._draw)
        self.canvas.turned.connect(self._turn)
        self.canvas.opened.connect(self._open)
        self.canvas.reached.connect(self._bring_in_sight)
        theme().changed.connect(self._draw)
        self._area.viewport().installEventFilter(self)

    def first_focus(self) -> QWidget:
        return self.canvas.nodes[0] if self.canvas.nodes else self.canvas

    def _show(self) -> None:
        if self._network is None:
            return
        today = self._network.today
        ended = [tie for tie in self._network.ties if not tie.details.runs_on(today)]
        self.ended_field.setVisible(bool(ended))
        has_any = bool(self._network.ties)
        self._hint.setVisible(has_any)
        self._stack.setCurrentIndex(0 if has_any else 1)
        self._draw()

    def _chart(self) -> EcogramChart:
        if self._network is None or self._family is None:
            return EcogramChart((), ())
        family, today = self._family, self._network.today
        here = [member for member in self._network.members if not is_former(member, today)]
        return ecogram_of(
            self._network.ties,
            name_of=self._network.name_of,
            members={member.id: family.short_name(member.id) for member in self._network.members},
            household=[family.short_name(member.id) for member in here],
            today=today,
            with_ended=self.ended_field.value(),
        )

    def _draw(self) -> None:
        if self._network is None or not self.isVisible():
            self._is_wanted = True
            return
        self._is_wanted = False
        chart = self._chart()
        bar = (
            self._area.verticalScrollBar().sizeHint().width()
        )  # as if it were there: it may come with the drawing
        width = max(self._area.width() - bar - grid(4), grid(60))
        self._tasks.compute(
            draw_ecogram, chart, width, theme().is_dark,
            then=partial(self._show_drawn, chart), key="ecogram", owner=self,
        )  # fmt: skip

    def _show_drawn(self, chart: EcogramChart, drawn: DrawnEcogram) -> None:
        self.canvas.show_drawn(drawn, {tie.id: tie.tie.ring for tie in chart.ties})

    def _bring_in_sight(self, node: QWidget) -> None:
        self._area.ensureWidgetVisible(node)

    def _turn(self, tie_id: UUID, angle: int | None) -> None:
        self._tasks.run(network_service.turn_tie, self._desk, tie_id, angle, key=("turn", tie_id))

    def _open(self, tie_id: UUID) -> None:
        if self._network is None or self._family is None:
            return
        tie = next((each for each in self._network.ties if each.id == tie_id), None)
        if tie is not None:
            name = self._network.name_of(tie.details)
            TieDialog(
                self._tasks, self._desk, self._family, tie.details, tie=tie, title=name, parent=self.window()
            ).open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and self._is_wanted:
            self._draw()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._draw()
