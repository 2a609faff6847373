"""What was read in before, and undoing one of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.import_run import ImportRunRecord, UndoPlan
from gezinscoach_desktop.views.elements import Card, button, paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.table import Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_NAMED = 12
SURE = "weghalen"


class ImportsView(QWidget):
    """A list with the newest first; one that was undone stays in it."""

    undo_wanted = Signal(object)
    """ImportRunRecord."""
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[ImportRunRecord] = RowsModel(
            (
                Column(
                    "Datum",
                    lambda run: format_date(run.details.on),
                    sort_key=lambda run: run.created_at,
                    width=grid(28),
                ),
                Column("Bestand", lambda run: run.details.source, is_strong=True),
                Column("Door", lambda run: run.created_by or "", width=grid(40)),
                Column(
                    "Gezinnen", lambda run: str(len(run.details.families)), align=Align.RIGHT, width=grid(24)
                ),
                Column(
                    "Momentopnamen",
                    lambda run: str(len(run.details.snapshots)),
                    align=Align.RIGHT,
                    width=grid(36),
                ),
                Column(
                    "Overgeslagen", lambda run: str(run.details.skipped), align=Align.RIGHT, width=grid(32)
                ),
                Column("Ongedaan gemaakt op", _undone_on, width=grid(44)),
            ),
            row_id=lambda run: run.id,
            parent=self,
        )
        self.table = RowsTable(self.model, "Wat eerder ingelezen is")
        self.undo_button = button("Ongedaan maken…", icon_name="arrow-undo")
        self.new_button = button("Bestand inlezen", "primary", "arrow-import")
        self.nothing = EmptyState(
            "arrow-import", "Hier komt te staan wat er ingelezen is, door wie en wanneer.", "Bestand inlezen"
        )
        self._build()
        self.table.row_chosen.connect(self._follow)
        self.undo_button.clicked.connect(self._undo)
        for signal in (self.new_button.clicked, self.nothing.chosen):
            signal.connect(self.new_wanted)

    def _build(self) -> None:
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        actions = QHBoxLayout()
        actions.addStretch(1)
        actions.setSpacing(grid(3))
        actions.addWidget(self.undo_button)
        actions.addWidget(self.new_button)
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(grid(3))
        inside.addWidget(card, 1)
        inside.addLayout(actions)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.addWidget(self._stack)

    def show_runs(self, runs: Sequence[ImportRunRecord]) -> None:
        """Show these, the newest first."""
        self.model.set_rows(runs)
        self._stack.setCurrentIndex(0 if runs else 1)
        self._follow(self.table.current_row)

    def _follow(self, run: ImportRunRecord | None) -> None:
        self.undo_button.setEnabled(run is not None and run.details.undone_on is None)

    def _undo(self) -> None:
        run = self.table.current_row
        if run is not None:
            self.undo_wanted.emit(run)


def _undone_on(run: ImportRunRecord) -> str:
    on = run.details.undone_on
    return "" if on is None else format_date(on)


class UndoDialog(FormDialog):
    """Says what goes and what stays, before anything happens; there is no way back, so a word is typed."""

    def __init__(self, plan: UndoPlan, parent: QWidget | None = None) -> None:
        super().__init__("Import ongedaan maken", "Ongedaan maken", intro=_goes(plan), parent=parent)
        self.plan = plan
        self.stays_label = paragraph(_stays(plan))
        self.stays_label.setVisible(bool(self.stays_label.text()))
        body = self._inside.layout()
        if isinstance(body, QVBoxLayout):
            body.insertWidget(2, self.stays_label)
            filled = "Wat bij bestaande gezinnen ingevuld werd, blijft staan."
            body.insertWidget(3, paragraph(filled, TextStyle.SMALL, Tone.SECONDARY))
        if plan.is_empty:
            self.submit_button.setEnabled(False)
            return
        self.typed_field = self.ask_to_type(
            SURE, "Dit kan niet teruggedraaid worden. Het bestand kan je wel opnieuw inlezen."
        )

    @property
    def text(self) -> str:
        """Everything that is said."""
        return f"{_goes(self.plan)} {_stays(self.plan)}".strip()


def _goes(plan: UndoPlan) -> str:
    if plan.is_empty:
        return f"Van “{plan.run.details.source}” is niets meer weg te halen."
    parts = [_families(plan)] if plan.families else []
    parts += [
        f"{counted(number, one, more)} van gezinnen die er al waren"
        for number, one, more in (
            (plan.members, "gezinslid", "gezinsleden"),
            (plan.snapshots, "momentopname", "momentopnamen"),
        )
        if number
    ]
    return f"Wat uit “{plan.run.details.source}” kwam, gaat weer weg: {', '.join(parts)}."


def _families(plan: UndoPlan) -> str:
    within = [
        counted(number, one, more)
        for number, one, more in (
            (plan.family_members, "gezinslid", "gezinsleden"),
            (plan.family_snapshots, "momentopname", "momentopnamen"),
        )
        if number
    ]
    families = counted(plan.families, "gezin", "gezinnen")
    return f"{families} met {' en '.join(within)}" if within else families


def _stays(plan: UndoPlan) -> str:
    lines = [
        f"• {family_title(each.name, each.code)} blijft, omdat {each.why}." for each in plan.staying[:_NAMED]
    ]
    if len(plan.staying) > _NAMED:
        lines.append(f"• Nog {len(plan.staying) - _NAMED} andere gezinnen blijven, omdat eraan gewerkt is.")
    if plan.staying_members:
        blijft = counted(plan.staying_members, "gezinslid blijft", "gezinsleden blijven")
        lines.append(f"• {blijft}, omdat er intussen iets over genoteerd is.")
    return "\n".join(lines)
