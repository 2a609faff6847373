"""Foutverslag maken: a page under Hulp."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import Card, scrolling
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid
from gezinscoach_desktop.views.trouble.view import TroubleView

_WIDEST = 260


class TroublePage(Page):
    """Made anew each time somebody comes here, so that it tells of now."""

    help_topic: ClassVar[str] = "als-het-misgaat"

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, settings: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.view = TroubleView(tasks, dialogs, settings, desk)
        card = Card()
        card.setMaximumWidth(grid(_WIDEST))
        card.add(self.view)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        row.addWidget(card, 1)
        row.addStretch(0)
        self.header = PageHeader("Foutverslag maken")
        self.header.show_back()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(scrolling(inside), 1)
        self.header.back_wanted.connect(self.back_wanted)

    @property
    def title(self) -> str:
        return "Foutverslag maken"

    def load(self) -> None:
        self.view.load()
        self.take_focus()  # else it stays where coming in front put it: on the arrow back

    def take_focus(self) -> bool:
        self.view.doing_field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
