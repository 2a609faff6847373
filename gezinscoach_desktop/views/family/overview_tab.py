"""Overzicht: what runs, three tiles, what got better first, and every item at the baseline and now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.evolution import LevelChange
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import glance as glance_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.glance import Glance
from gezinscoach_desktop.views.elements import Card, button, heading, paragraph, scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.drawings import BaselineNow, Moved, draw_baseline_now
from gezinscoach_desktop.views.family.glance_card import GlanceCard
from gezinscoach_desktop.views.family.live_chart import LineChart
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.family.tiles import DirectionsTile, IndexTile, LastTile
from gezinscoach_desktop.views.fields import CheckField, ComboField
from gezinscoach_desktop.views.signs import SHAPE_OF_DIRECTION
from gezinscoach_desktop.views.table import ROW_HEIGHT, Align, Column, Mark, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_MOST_CHANGES = 12
_BETTER = "Wat beter gaat"
_EVERYBODY = "everybody"
_ROLES = {"up": "better", "same": "secondary", "down": "worse"}


class OverviewTab(FamilyTab):
    """The one screen to look at before a visit."""

    help_topic: ClassVar[str] = "gezinnen"
    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.CONTACT, Noun.APPOINTMENT, Noun.ACTION, Noun.REQUEST})
    index_wanted = Signal()
    snapshots_wanted = Signal()
    evolution_wanted = Signal()
    snapshot_wanted = Signal()
    contacts_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._family: FamilyData | None = None
        self._shown: tuple[LevelChange, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.directions_tile = DirectionsTile()
        self.index_tile = IndexTile()
        self.last_tile = LastTile()
        tiles = QHBoxLayout()
        tiles.setSpacing(grid(4))
        for tile in (self.directions_tile, self.index_tile, self.last_tile):
            tiles.addWidget(tile, 1)
        self.glance_card = GlanceCard()
        self.invitation = EmptyState(
            "calendar-add", "Het begint met een eerste momentopname: de nulmeting.", "Nieuwe momentopname"
        )
        self.invitation.hide()
        inside = QWidget()
        inside.setProperty("kind", "page")
        cards = QHBoxLayout()
        cards.setSpacing(grid(4))
        cards.addWidget(self._build_changes(), 2)
        cards.addWidget(self._build_chart(), 3)
        self._measured = QWidget()
        measured = QVBoxLayout(self._measured)
        measured.setContentsMargins(0, 0, 0, 0)
        measured.setSpacing(grid(4))
        measured.addLayout(tiles)
        measured.addLayout(cards)
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(4))
        column.addWidget(self.glance_card)
        column.addWidget(self._measured)
        column.addWidget(self.invitation)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def _build_changes(self) -> QWidget:
        self._changes: RowsModel[LevelChange] = RowsModel(
            (
                Column("Item", self._item_name, detail=self._person_name, mark=_mark, is_strong=True),
                Column("Niveau", _from_to, align=Align.RIGHT, width=118),
            ),
            row_id=_place_of,
            parent=self,
        )
        self.changes_table = RowsTable(self._changes, "Wat veranderde, het beste eerst")
        self.changes_table.horizontalHeader().hide()
        self._calm = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self._calm.setContentsMargins(grid(3), 0, grid(3), grid(2))
        self.all_button = button("Toon alles in Evolutie", "link")
        title = heading(_BETTER)
        title.setContentsMargins(grid(3), 0, grid(3), 0)
        row = QHBoxLayout()
        row.setContentsMargins(grid(3), 0, grid(3), 0)
        row.addWidget(self.all_button)
        row.addStretch(1)
        card = Card()
        card.body.setContentsMargins(1, grid(3.5), 1, grid(2))
        card.add(title)
        card.add(self._calm)
        card.add(self.changes_table)
        card.body.addLayout(row)
        self._changes_title = title
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        holder = QWidget()
        holder.setLayout(column)
        return holder

    def _build_chart(self) -> QWidget:
        self.person_field: ComboField[UUID | str | None] = ComboField([("Iedereen", _EVERYBODY)])
        self.person_field.setAccessibleName("Van wie")
        self.same_field = CheckField("Ook ongewijzigde items")
        self.chart = LineChart(self._tasks, "Nulmeting en nu, per item")
        self._chart_note = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        top = QHBoxLayout()
        top.setSpacing(grid(3))
        top.addWidget(heading("Nulmeting en nu"))
        top.addStretch(1)
        top.addWidget(self.same_field)
        top.addWidget(self.person_field)
        card = Card()
        card.body.addLayout(top)
        card.add(self._chart_note)
        card.add(self.chart)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        holder = QWidget()
        holder.setLayout(column)
        self._chart_holder = holder
        return holder

    def _connect(self) -> None:
        self.glance_card.contacts_wanted.connect(self.contacts_wanted)
        self.glance_card.plan_wanted.connect(self.plan_wanted)
        self.invitation.chosen.connect(self.snapshot_wanted)
        self.changes_table.row_opened.connect(self._open_change)
        self.changes_table.clicked.connect(self._open_clicked)
        self.all_button.clicked.connect(self.evolution_wanted)
        self.chart.line_opened.connect(self._open_line)
        self.person_field.edited.connect(self._show_chart)
        self.same_field.edited.connect(self._show_chart)
        self.index_tile.opened.connect(self.index_wanted)
        self.last_tile.opened.connect(self.snapshots_wanted)
        self.directions_tile.opened.connect(self.evolution_wanted)

    @property
    def calm_text(self) -> str:
        """What is said when nothing moved; empty otherwise."""
        return self._calm.text() if self._calm.isVisible() else ""

    def first_focus(self) -> QWidget:
        if self._measured.isHidden():
            return self.invitation.button
        return self.changes_table if self._changes.rowCount() else self.last_tile.link_button

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self._tasks.query(
            glance_service.glance, self._desk, data.header.record.id, then=self._show_glance, key="glance"
        )
        self._measured.setVisible(bool(data.evolution.snapshots))
        self.invitation.setVisible(not data.evolution.snapshots)
        if data.evolution.snapshots:
            self._show_measured(data)

    def _show_glance(self, glance: Glance) -> None:
        self.glance_card.show_glance(glance, self._desk.today())

    def _show_measured(self, data: FamilyData) -> None:
        self.directions_tile.show_family(data)
        self.index_tile.show_family(data)
        self.last_tile.show_family(data)
        self._show_changes(data)
        self._chart_holder.setVisible(data.can_compare)
        persons = [(data.name(group), group) for group in _measured(data.evolution.since_baseline)]
        self.person_field.set_choices([("Iedereen", _EVERYBODY), *persons])
        if self.person_field.currentIndex() < 0:
            self.person_field.set_value(_EVERYBODY)
        self._show_chart()

    def _show_changes(self, data: FamilyData) -> None:
        moved = [change for change in data.evolution.since_baseline if change.steps]
        self._changes.set_rows(moved[:_MOST_CHANGES])
        self.changes_table.clearSelection()
        self.changes_table.setFixedHeight(min(len(moved), _MOST_CHANGES) * grid(ROW_HEIGHT))
        self.changes_table.setVisible(bool(moved))
        self.all_button.setVisible(len(moved) > _MOST_CHANGES)
        self._changes_title.setText(_title(moved))
        self._calm.setText(_calm(data))
        self._calm.setVisible(not moved)

    def _show_chart(self) -> None:
        data = self._family
        if data is None or data.evolution.baseline is None or data.evolution.balance_now is None:
            return
        person = self.person_field.value()
        comparable = [
            change
            for change in data.evolution.since_baseline
            if change.is_comparable and person in (_EVERYBODY, change.place[0])
        ]
        shown = tuple(change for change in comparable if change.steps or self.same_field.value())
        self._shown = shown
        rows = tuple(
            Moved(self._line_name(change), change.before, change.after, data.wished(change.place))
            for change in shown
            if change.before is not None and change.after is not None
        )
        hidden = len(comparable) - len(shown)
        self._chart_note.setText(
            f"{counted(len(comparable), 'item', 'items')} op beide momenten gemeten"
            + (f", {hidden} ongewijzigd (verborgen)" if hidden else "")
            + _how_to_read(rows)
        )
        moments = BaselineNow(rows, data.evolution.baseline.date, data.evolution.balance_now.date)
        self.chart.setVisible(bool(rows))
        self.chart.use_drawing(partial(draw_baseline_now, moments))

    def _line_name(self, change: LevelChange) -> str:
        data = self._family
        if data is None:
            return ""
        name = data.item_name(change.place[1])
        if self.person_field.value() != _EVERYBODY or change.place[0] is None:
            return name
        return f"{name} · {data.short_name(change.place[0])}"

    def _item_name(self, change: LevelChange) -> str:
        return "" if self._family is None else self._family.item_name(change.place[1])

    def _person_name(self, change: LevelChange) -> str:
        return "" if self._family is None else self._family.name(change.place[0])

    def _open_change(self, change: LevelChange) -> None:
        self.item_wanted.emit(change.place)

    def _open_clicked(self) -> None:
        change = self.changes_table.current_row
        if change is not None:
            self.item_wanted.emit(change.place)

    def _open_line(self, line: int) -> None:
        if line < len(self._shown):
            self.item_wanted.emit(self._shown[line].place)


def _how_to_read(rows: Sequence[Moved]) -> str:
    """What its marks are: the legend stands under all its lines, often out of sight."""
    if not any(row.before != row.after for row in rows):
        return ""
    wish = ", ruit: wens van het gezin" if any(row.wished is not None for row in rows) else ""
    return f". Cirkel: nulmeting, pijl: nu{wish}."


def _measured(changes: Iterable[LevelChange]) -> list[UUID | None]:
    """Who has items at both moments: the household first, then in the order in which they come."""
    found = dict.fromkeys(change.place[0] for change in changes if change.is_comparable)
    return sorted(found, key=lambda person: person is not None)


def _calm(data: FamilyData) -> str:
    evolution = data.evolution
    if evolution.baseline is None:
        return "Na de eerste momentopname zie je hier wat er verandert."
    if not data.can_compare:
        which = "eerste momentopname" if len(evolution.snapshots) == 1 else "herziene nulmeting"
        return f"Dit is de {which}. Vanaf de volgende momentopname zie je hier wat er verandert."
    return f"Sinds {format_date(evolution.baseline.date)} bleef elk item op hetzelfde niveau."


def _title(moved: list[LevelChange]) -> str:
    has_better = any(change.steps > 0 for change in moved)
    has_worse = any(change.steps < 0 for change in moved)
    if has_better and has_worse:
        return f"{_BETTER}, en wat minder goed gaat"
    return "Wat minder goed gaat" if has_worse else _BETTER


def _place_of(change: LevelChange) -> object:
    return change.place


def _mark(change: LevelChange) -> Mark:
    return Mark(SHAPE_OF_DIRECTION[change.direction], _ROLES[change.direction.value])


def _from_to(change: LevelChange) -> str:
    return f"{change.before} → {change.after}"
