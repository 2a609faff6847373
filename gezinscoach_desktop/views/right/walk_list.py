"""The left of the walk: how far it is, every right along the way with a sign for how it stands, and the keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.views.elements import label, paragraph
from gezinscoach_desktop.views.fields import CheckField, ComboField
from gezinscoach_desktop.views.right.walk_plan import WalkPlan, WalkStop
from gezinscoach_desktop.views.right.words import domains_text, state_mark
from gezinscoach_desktop.views.table import Column, Mark, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 70
_KEYS = (
    "1–8 hoe het staat     Enter volgende",
    "↑ ↓ ander recht     ← → andere keuze",
    "W voor wie     T nota     Backspace wissen",
)


class WalkList(QFrame):
    """Tells only of a stop that the user went to, not of one it is made to show."""

    stop_chosen = Signal(object)
    """WalkStop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: WalkPlan | None = None
        self._is_showing = False
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(_WIDTH))
        self._build()
        self.table.row_chosen.connect(self._tell)

    def _build(self) -> None:
        self.progress_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Hoever je bent")
        self.model: RowsModel[WalkStop] = RowsModel(
            (Column("Recht", _name, detail=_detail, mark=self._mark, tooltip=_name),),
            row_id=lambda stop: stop.right.id,
            parent=self,
        )
        self.table = RowsTable(self.model, "Rechten om te bekijken")
        self.table.horizontalHeader().hide()
        self.everything_field = CheckField("Ook wat al beslist is")
        self.domain_field: ComboField[LifeDomain | None] = ComboField(
            [("Elk levensdomein", None), *((domain.label, domain) for domain in LifeDomain)]
        )
        self.domain_field.setAccessibleName("Levensdomein")
        top, low = QVBoxLayout(), QVBoxLayout()
        for layout in (top, low):
            layout.setContentsMargins(grid(3), 0, grid(3), 0)
            layout.setSpacing(grid(1.5))
        top.addWidget(self.progress_label)
        top.addWidget(self._progress)
        top.addWidget(self.domain_field)
        low.addWidget(self.everything_field)
        low.addWidget(paragraph("\n".join(_KEYS), TextStyle.TINY, Tone.SECONDARY))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, grid(3), 0, grid(3))
        column.setSpacing(grid(2))
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(low)

    def show_plan(self, plan: WalkPlan) -> None:
        """Every stop, with the cursor on the one the plan is at."""
        self._plan = plan
        self._is_showing = True
        self.model.set_rows(plan.stops)
        if plan.stop is not None:
            self.table.choose(plan.stop.right.id)
        else:
            self.table.clearSelection()
        self._is_showing = False
        self._progress.setRange(0, max(len(plan.stops), 1))
        self._progress.setValue(plan.place)
        here = min(plan.place + 1, len(plan.stops))
        self.progress_label.setText(f"Recht {here} van {len(plan.stops)} · {len(plan.decided)} beslist")

    def _tell(self, stop: WalkStop | None) -> None:
        if stop is not None and not self._is_showing:
            self.stop_chosen.emit(stop)

    def _mark(self, stop: WalkStop) -> Mark | None:
        state = None if self._plan is None else self._plan.state_of(stop.right.id)
        return None if state is None else state_mark(state)


def _name(stop: WalkStop) -> str:
    return stop.right.details.name


def _detail(stop: WalkStop) -> str:
    return domains_text(stop.right.details.domains) if stop.hint is None else f"Hint: {stop.hint.reason}"
