"""The card that shows how my families are doing: a row of small blocks per family, the chosen one said in words."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.services.start import StateLine
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.start.columns import NAME_WIDTH, state_columns, state_words, title_of
from gezinscoach_desktop.views.start.domain_heads import DomainHeads
from gezinscoach_desktop.views.start.section import Section
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_ABOUT = "Per gezin het laagste niveau van elk domein: hoe donkerder, hoe meer nood. Leeg is niet gemeten."


class StatesSection(Section[StateLine]):
    """Those under most pressure first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._domains: tuple[str, ...] = ()
        super().__init__(
            "Hoe het gaat", state_columns(()), row_id=_family_of, family_of=_family_of, most=8, parent=parent
        )

    def _build(self) -> None:
        super()._build()
        self.words = paragraph(_ABOUT, TextStyle.SMALL, Tone.SECONDARY)
        self.words.setContentsMargins(grid(3), 0, grid(3), grid(1))
        self.body.insertWidget(self.body.indexOf(self.table), self.words)
        self.heads = DomainHeads(left=NAME_WIDTH + grid(3), right=grid(3))
        self.body.insertWidget(self.body.indexOf(self.table), self.heads)

    def _connect(self) -> None:
        super()._connect()
        self.table.selectionModel().currentRowChanged.connect(self._say_chosen)
        self.table.selectionModel().selectionChanged.connect(self._say_chosen)

    def show_states(self, rows: Sequence[StateLine], domains: Sequence[str]) -> None:
        """The levels of each row stand in the order of `domains`."""
        if tuple(domains) != self._domains:
            self._domains = tuple(domains)
            self.table.use_columns(state_columns(domains))
            self.heads.show_domains(domains)
        self.show_rows(rows)
        self._say_chosen()

    def _say_chosen(self) -> None:
        line = self.table.current_row if self.table.selectionModel().hasSelection() else None
        self.words.setText(
            _ABOUT if line is None else f"{title_of(line.family)}: {state_words(line, self._domains)}"
        )


def _family_of(line: StateLine) -> UUID:
    return line.family.id
