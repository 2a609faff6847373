"""Families for whom somebody is looked for, beside the coaches: who fits best first, with why. Choosing is done by people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.matching import Proposal, household_text
from gezinscoach_desktop.domain.referral import ReferralLine
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.matching import Matching
from gezinscoach_desktop.views.elements import Card, button, heading, label, paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.referral.columns import proposal_columns, to_assign_columns
from gezinscoach_desktop.views.table import RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_LEFT = 80
_HINT = "Een voorstel, geen beslissing: wat mensen van elkaar weten, staat hier niet bij."


class MatchingTab(QWidget):
    """Enter on a coach opens the assignment."""

    chosen = Signal(object)
    """ReferralLine or None: for this one the coaches are to be read."""
    coach_chosen = Signal(object)
    """The id of the account, or None for somebody still to be chosen."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matching: Matching | None = None
        self.model: RowsModel[ReferralLine] = RowsModel(to_assign_columns(today), row_id=_id_of, parent=self)
        self.table = RowsTable(self.model, "Toe te wijzen gezinnen")
        self.proposals: RowsModel[Proposal] = RowsModel(proposal_columns(), row_id=_coach_of, parent=self)
        self.coach_table = RowsTable(self.proposals, "Coaches")
        self._needs_title = heading("")
        self._needs = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self.assign_button = button("Toewijzen…", icon_name="people-add")
        self._nobody = EmptyState(
            "people-add", "Geen gezin wacht op een coach. Hier zoek je straks wie met welk gezin op weg gaat."
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        families = Card()
        families.body.setContentsMargins(1, 1, 1, 1)
        families.setFixedWidth(grid(_LEFT))
        families.add(self.table)
        needs = QVBoxLayout()
        needs.setSpacing(0)
        needs.addWidget(self._needs_title)
        needs.addWidget(self._needs)
        top = QHBoxLayout()
        top.setSpacing(grid(3))
        top.addLayout(needs, 1)
        top.addWidget(self.assign_button, 0, Qt.AlignmentFlag.AlignTop)
        coaches = Card()
        coaches.body.setContentsMargins(1, 1, 1, 1)
        coaches.add(self.coach_table)
        right = QVBoxLayout()
        right.setSpacing(grid(3))
        right.addLayout(top)
        right.addWidget(coaches, 1)
        right.addWidget(label(_HINT, TextStyle.SMALL, Tone.SECONDARY))
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(grid(4), grid(4), grid(4), grid(3))
        row.setSpacing(grid(4))
        row.addWidget(families)
        row.addLayout(right, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(filled)
        self._stack.addWidget(self._nobody)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.table.row_chosen.connect(self.chosen)
        self.table.row_opened.connect(self._go_to_coaches)
        self.coach_table.row_opened.connect(self._choose)
        self.assign_button.clicked.connect(self._assign)

    @property
    def matching(self) -> Matching | None:
        """What is shown now."""
        return self._matching

    @property
    def subtitle(self) -> str:
        return counted(len(self.model.rows), "gezin zoekt een coach", "gezinnen zoeken een coach")

    def show_lines(self, lines: tuple[ReferralLine, ...]) -> None:
        """Who may start or waits: the one first in line first."""
        self.model.set_rows(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        if not lines:
            self.chosen.emit(None)

    def show_matching(self, matching: Matching | None) -> None:
        """The coaches beside the needs of the family under the cursor."""
        self._matching = matching
        self.proposals.set_rows(() if matching is None else matching.proposals)
        self.assign_button.setEnabled(matching is not None and bool(matching.proposals))
        if matching is not None:
            self._needs_title.setText(matching.line.title)
            self._needs.setText(_needs_text(matching.line))

    def go_to(self, referral_id: UUID) -> bool:
        """Put the cursor on a family; False when none is looked for."""
        return self.table.choose(referral_id)

    def focus_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_coaches(self, _: ReferralLine) -> None:
        self.coach_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, proposal: Proposal) -> None:
        self.coach_chosen.emit(proposal.coach.person.account_id)

    def _assign(self) -> None:
        row = self.coach_table.current_row
        self.coach_chosen.emit(None if row is None else row.coach.person.account_id)


def _needs_text(line: ReferralLine) -> str:
    details = line.details
    language = details.languages + (" (tolk nodig)" if details.needs_interpreter else "")
    wanted = f"liefst {line.wanted_organisation}" if line.wanted_organisation else ""
    domains = ", ".join(domain.short.lower() for domain in details.domains)
    parts = (
        details.municipality,
        household_text(line.adults, line.children),
        language.strip(),
        domains,
        wanted,
    )
    return " · ".join(part for part in parts if part) or "Over dit gezin is nog weinig bekend."


def _id_of(line: ReferralLine) -> UUID:
    return line.id


def _coach_of(proposal: Proposal) -> UUID:
    return proposal.coach.person.account_id
