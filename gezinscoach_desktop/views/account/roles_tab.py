"""What each role may: the one table of the program, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.views.elements import Card, paragraph
from gezinscoach_desktop.views.table import Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import Tone, grid

_INTRO = (
    "Wie meer rollen heeft, mag alles wat een van die rollen mag. Een beheerder ziet geen gezinnen. "
    "Let op: in een kantoor op deze pc of in een gedeelde map heeft iedereen met een account ook de sleutel van alles; "
    "alleen op een server houdt ook de databank collega’s uit elkaars gezinnen."
)
_NO = "nee"


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One action, and how far each role reaches."""

    action: str
    reach: Mapping[OfficeRole, str]


class RolesTab(QWidget):
    """Only to read."""

    def __init__(
        self, lines: Sequence[tuple[str, Mapping[OfficeRole, str]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model: RowsModel[RoleLine] = RowsModel(
            (
                Column("Wat", lambda line: line.action, is_strong=True),
                *(self._column(role) for role in OfficeRole),
            ),
            row_id=lambda line: line.action,
            parent=self,
        )
        self.table = RowsTable(self.model, "Wat mag elke rol")
        self.model.set_rows([RoleLine(action, reach) for action, reach in lines])
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        column.setSpacing(grid(3))
        column.addWidget(paragraph(_INTRO, tone=Tone.SECONDARY))
        column.addWidget(card, 1)

    @staticmethod
    def _column(role: OfficeRole) -> Column[RoleLine]:
        return Column(
            role.label,
            lambda line: line.reach[role],
            tone=lambda line: Tone.SECONDARY if line.reach[role] == _NO else Tone.GOOD,
            width=150,
        )
