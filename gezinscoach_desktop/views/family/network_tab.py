"""Netwerk: people and services around the family, drawn as ecogram and genogram, and referrals to services."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.services import network as network_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.network import NetworkPage
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.network.ecogram_section import EcogramSection
from gezinscoach_desktop.views.network.genogram_section import GenogramSection
from gezinscoach_desktop.views.network.people_section import PeopleSection
from gezinscoach_desktop.views.network.referrals_section import ReferralsSection
from gezinscoach_desktop.views.network.section import NetworkSection
from gezinscoach_desktop.views.snapshot.chips import ChipRow
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid


class NetworkPart(StrEnum):
    """The parts of the tab; also what a Destination names behind `network/`."""

    PEOPLE = "people"
    ECOGRAM = "ecogram"
    GENOGRAM = "genogram"
    REFERRALS = "referrals"

    @property
    def label(self) -> str:
        return {
            "people": "Lijst",
            "ecogram": "Ecogram",
            "genogram": "Genogram",
            "referrals": "Doorverwijzingen",
        }[self.value]


class NetworkTab(FamilyTab):
    """One reading for all parts; the list is the source of both drawings."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.NETWORK, Noun.SERVICE, Noun.CONSENT})
    help_topic: ClassVar[str] = "netwerk"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._family: FamilyData | None = None
        self._is_read = False
        self.people = PeopleSection(tasks, desk, messages)
        self.ecogram = EcogramSection(tasks, desk, messages)
        self.genogram = GenogramSection(tasks, desk, messages)
        self.referrals = ReferralsSection(tasks, desk, messages)
        self._sections: dict[NetworkPart, NetworkSection] = {
            NetworkPart.PEOPLE: self.people,
            NetworkPart.ECOGRAM: self.ecogram,
            NetworkPart.GENOGRAM: self.genogram,
            NetworkPart.REFERRALS: self.referrals,
        }
        self.parts: ChipRow[NetworkPart] = ChipRow(
            "Onderdelen van het netwerk", [(part.label, part) for part in NetworkPart]
        )
        self.parts.set_value(NetworkPart.PEOPLE)
        self._stack = QStackedWidget()
        for section in self._sections.values():
            self._stack.addWidget(section)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        column.setSpacing(grid(3))
        column.addWidget(self.parts)
        column.addWidget(self._stack, 1)
        self.parts.chosen.connect(self._switch)

    @property
    def current(self) -> NetworkPart:
        """The part in sight."""
        return self.parts.value() or NetworkPart.PEOPLE

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self._tasks.query(
            network_service.network_page,
            self._desk,
            data.header.record.id,
            then=self._show_page,
            key="network",
        )

    def first_focus(self) -> QWidget:
        return self._sections[self.current].first_focus()

    def go_to(self, part: str) -> None:
        """`part` is one of the parts of the tab."""
        if part in tuple(NetworkPart):
            self.parts.set_value(NetworkPart(part))
            self._switch()

    def new_here(self) -> bool:
        self._sections[self.current].new_here()
        return True

    def find_here(self) -> bool:
        if self.current is not NetworkPart.PEOPLE:
            return False
        self.people.find_here()
        return True

    def _switch(self) -> None:
        self._stack.setCurrentWidget(self._sections[self.current])

    def _show_page(self, page: NetworkPage) -> None:
        if self._family is None:
            return
        for section in self._sections.values():
            section.show_network(page, self._family)
        is_first, self._is_read = not self._is_read, True
        if is_first and self.people.who.hasFocus() and not self.people.who.shown():
            self.first_focus().setFocus(
                Qt.FocusReason.OtherFocusReason
            )  # who came in before there was a list
