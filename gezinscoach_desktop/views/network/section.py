"""What the parts of the tab Netwerk have in common."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.services import network as network_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.network import (
    BondRecord,
    NetworkPage,
    Part,
    ServiceReferralRecord,
    TieRecord,
)
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks

Removable = TieRecord | BondRecord | ServiceReferralRecord


class NetworkSection(QWidget):
    """Shows one reading of the network; what it changes comes back as another reading."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._network: NetworkPage | None = None
        self._family: FamilyData | None = None

    def show_network(self, page: NetworkPage, family: FamilyData) -> None:
        """Show this reading, keeping what was chosen."""
        self._network = page
        self._family = family
        self._show()

    def first_focus(self) -> QWidget:
        """Where the keyboard comes in."""
        raise NotImplementedError

    def new_here(self) -> None:
        """Ctrl+N."""

    def _show(self) -> None:
        raise NotImplementedError

    def _take_away(self, part: Part, record: Removable, told: str) -> None:
        """Done at once; for ten seconds it can be brought back."""
        self._tasks.run(
            network_service.remove, self._desk, part, record.id, record.version,
            then=partial(self._offer_back, part, record, told),
        )  # fmt: skip

    def _offer_back(self, part: Part, record: Removable, told: str, done: Done) -> None:
        self._messages.offer_undo(told, partial(self._bring_back, part, record))

    def _bring_back(self, part: Part, record: Removable) -> None:
        self._tasks.run(network_service.bring_back, self._desk, part, record.id, record.version + 1)
