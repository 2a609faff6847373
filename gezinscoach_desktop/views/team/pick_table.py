"""Families with who gets each: tick some, choose for those, and see the choice on every line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.family import FamilyRow
from gezinscoach_desktop.views.elements import button, label
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.plan.ticked_table import TickedTable
from gezinscoach_desktop.views.table import ROW_HEIGHT, Column, RowsModel
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_FEWEST, _MOST = 4, 10
_AROUND = 560
"""How high a window is without these lines; it takes 87 % of the screen at most (views/form_dialog.py)."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A family with what was chosen for it, by column; no entry is no change."""

    family: FamilyRow
    chosen: Mapping[str, UUID]
    is_ticked: bool = True


class PickTable(QWidget):
    """`choices` are the columns: name and title. Space ticks a line; the fields above choose for the ticked ones."""

    edited = Signal()

    def __init__(self, choices: Mapping[str, str], *, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = dict(choices)
        self._names: dict[UUID, str] = {}
        self.fields: dict[str, ComboField[UUID | None]] = {}
        self.tick_button = button("Alles aan of uit", "link")
        self.apply_button = button(verb)
        self._count = label("", TextStyle.SMALL, Tone.SECONDARY)
        columns: list[Column[Pick]] = [
            Column("", _said, width=grid(10), ticked=lambda pick: pick.is_ticked),
            Column(
                "Gezin",
                lambda pick: family_title(pick.family.name, pick.family.code),
                detail=lambda pick: " · ".join(
                    filter(None, (pick.family.code, pick.family.phase.label if pick.family.phase else ""))
                ),
                is_strong=True,
            ),
            Column("Nu", _now, detail=_second, tooltip=_second, width=grid(40)),
        ]
        columns += (
            Column(title, self._chosen(name), width=grid(38), tone=self._tone(name))
            for name, title in self._choices.items()
        )
        self.model: RowsModel[Pick] = RowsModel(columns, row_id=lambda pick: pick.family.id, parent=self)
        self.table = TickedTable(self.model, "Gezinnen, met de spatiebalk aan of uit")
        self._build()
        self._connect()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        for name, title in self._choices.items():
            field: ComboField[UUID | None] = ComboField()
            field.setAccessibleName(f"{title} voor wat aangevinkt is")
            field.setMinimumWidth(grid(42))
            caption = label(title, TextStyle.SMALL, Tone.SECONDARY)
            caption.setBuddy(field)
            self.fields[name] = field
            row.addWidget(caption)
            row.addWidget(field)
        row.addWidget(self.apply_button)
        row.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.tick_button)
        below.addStretch(1)
        below.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(2))
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self.table.ticked.connect(self._tick)
        self.tick_button.clicked.connect(self._tick_all)
        self.apply_button.clicked.connect(self.apply)

    def showEvent(self, event: QShowEvent) -> None:
        room = self.screen().availableGeometry().height() * 87 // 100 - _AROUND
        rows = max(_FEWEST, min(_MOST, room // grid(ROW_HEIGHT)))
        self.table.setMinimumHeight(grid(8 + rows * ROW_HEIGHT))
        super().showEvent(event)

    @property
    def picks(self) -> tuple[Pick, ...]:
        return tuple(self.model.rows)

    def offer(self, people: Sequence[tuple[str, UUID]], *, nothing: str) -> None:
        """Who can be chosen; `nothing` is the choice to change nothing."""
        self._names = {id_: name for name, id_ in people}
        none: list[tuple[str, UUID | None]] = [(nothing, None)]
        for field in self.fields.values():
            kept = field.value()
            field.set_choices([*none, *people])
            field.set_value(kept if kept in self._names else None)

    def show_families(self, families: Iterable[FamilyRow], chosen: Mapping[UUID, Mapping[str, UUID]]) -> None:
        """These lines, ticked where nothing was chosen yet."""
        picks = [
            Pick(family, chosen.get(family.id, {}), is_ticked=not chosen.get(family.id))
            for family in families
        ]
        self._set(picks)

    def apply(self) -> None:
        """Choose for every ticked line, and take the ticks away."""
        wanted = {name: field.value() for name, field in self.fields.items()}
        picks = []
        for pick in self.model.rows:
            if pick.is_ticked:
                chosen = {name: id_ for name, id_ in wanted.items() if id_ is not None}
                pick = replace(pick, chosen=chosen, is_ticked=False)
            picks.append(pick)
        self._set(picks)

    def _tick(self, pick: Pick) -> None:
        self._set(
            [
                replace(each, is_ticked=not each.is_ticked) if each.family.id == pick.family.id else each
                for each in self.model.rows
            ]
        )

    def _tick_all(self) -> None:
        is_on = not all(pick.is_ticked for pick in self.model.rows)
        self._set([replace(pick, is_ticked=is_on) for pick in self.model.rows])

    def _set(self, picks: list[Pick]) -> None:
        self.model.set_rows(picks)
        ticked = sum(pick.is_ticked for pick in picks)
        done = sum(bool(pick.chosen) for pick in picks)
        waits = f"   ·   {ticked} aangevinkt, nog toe te passen" if ticked else ""
        self._count.setText(
            f"{counted(len(picks), 'gezin', 'gezinnen')}, voor {done} is iemand gekozen{waits}"
        )
        self.apply_button.setEnabled(ticked > 0)
        self.edited.emit()

    def _chosen(self, name: str) -> Callable[[Pick], str]:
        def text(pick: Pick) -> str:
            id_ = pick.chosen.get(name)
            return "–" if id_ is None else self._names.get(id_, "")

        return text

    def _tone(self, name: str) -> Callable[[Pick], Tone]:
        def tone(pick: Pick) -> Tone:
            return Tone.ACCENT if name in pick.chosen else Tone.SECONDARY

        return tone


def _said(pick: Pick) -> str:
    return "aangevinkt" if pick.is_ticked else "niet aangevinkt"


def _now(pick: Pick) -> str:
    return pick.family.responsible or "niemand"


def _second(pick: Pick) -> str:
    return "" if pick.family.second is None else f"tweede: {pick.family.second}"
