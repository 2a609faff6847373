"""Who opened, changed or printed the file of one family."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import audit as audit_service
from gezinscoach_desktop.services.audit import AuditLine
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.audit.columns import audit_columns
from gezinscoach_desktop.views.elements import label
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.table import ROW_HEIGHT, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_SHOWN = 9
_INTRO = "Elke keer dat iemand dit dossier opende, wijzigde of afdrukte, het nieuwste eerst."


class LookedDialog(FormDialog):
    """For coordinators; only to read."""

    keeps = False

    def __init__(self, tasks: Tasks, desk: Desk, family_id: UUID, *, parent: QWidget | None = None) -> None:
        super().__init__("Wie keek in dit dossier", "Sluiten", intro=_INTRO, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model: RowsModel[AuditLine] = RowsModel(
            audit_columns({}, with_family=False), row_id=_number, parent=self
        )
        self.table = RowsTable(self.model, "Wie keek in dit dossier")
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.table.setFixedHeight(grid(8 + _SHOWN * ROW_HEIGHT))
        self.table.setMinimumWidth(grid(150))
        self.count_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.form.add_wide(self.table)
        self.form.add_wide(self.count_label)
        self.cancel_button.hide()
        self.submitted.connect(self.accept)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_busy(is_busy=True)
        tasks.query(
            audit_service.looked_at,
            desk,
            family_id,
            then=self._show_lines,
            failed=self.show_error,
            owner=self,
        )

    def _show_lines(self, lines: tuple[AuditLine, ...]) -> None:
        self.set_busy(is_busy=False)
        self.model.set_rows(lines)
        people = len({line.account for line in lines})
        whom = counted(people, "persoon", "personen")
        self.count_label.setText(f"{counted(len(lines), 'regel', 'regels')} van {whom}")


def _number(line: AuditLine) -> object:
    return line.number
