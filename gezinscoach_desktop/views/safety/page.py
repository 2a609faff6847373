"""Veiligheid: is the work shared, is it backed up, does everything fit, and what can be done about it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import scrolling
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.safety import places
from gezinscoach_desktop.views.safety.backup_card import BackupCard
from gezinscoach_desktop.views.safety.check_card import CheckCard
from gezinscoach_desktop.views.safety.office_card import OfficeCard
from gezinscoach_desktop.views.safety.pulse import Pulse
from gezinscoach_desktop.views.safety.sharing_card import SharingCard
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_WIDEST = 260


class SafetyPage(Page):
    """Everybody sees whether the work is safe; what a role may not do is not there."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.SETTING})
    help_topic: ClassVar[str] = "reservekopieen"

    move_done = Signal(object)
    """Moved: the user wants to open the office in its new place."""

    repair_wanted = Signal()
    """The office has to be closed and looked at from outside."""

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, pulse: Pulse, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pulse = pulse
        self._wants_sharing = False
        self._build(tasks, dialogs)
        self._connect()

    def _build(self, tasks: Tasks, dialogs: Dialogs) -> None:
        desk = self._desk
        inside, cards = QWidget(), QWidget()
        # The limit is on what holds all cards: their height is asked for the width that they really get.
        cards.setMaximumWidth(grid(_WIDEST))
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(cards, 1)
        row.addStretch(0)
        column = QVBoxLayout(cards)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(4))
        self.backup_card = BackupCard(tasks, desk, dialogs, cards)
        self.sharing_card = SharingCard(tasks, desk, dialogs, cards)
        self.check_card = CheckCard(tasks, desk, cards)
        self.office_card = OfficeCard(tasks, desk, dialogs, cards)
        for card in (self.backup_card, self.sharing_card, self.check_card, self.office_card):
            column.addWidget(card)
        column.addStretch(1)
        self.check_card.setVisible(self._may(Action.VERIFY))
        self.office_card.setVisible(self._may(Action.EXPORT_OFFICE) or self._may(Action.MOVE_OFFICE))
        self.header = PageHeader("Veiligheid")
        self._scroll = scrolling(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._scroll, 1)

    def _connect(self) -> None:
        self._pulse.backups_changed.connect(self.backup_card.show_state)
        self._pulse.health_changed.connect(self.sharing_card.show_health)
        self.backup_card.backed_up.connect(self._pulse.look_at_backups)
        self.sharing_card.settled.connect(self._pulse.beat)
        self.sharing_card.stuck_shown.connect(self._show_stuck)
        self.office_card.move_done.connect(self.move_done)
        self.office_card.move_told.connect(self.backup_card.step_back)
        self.check_card.repair_wanted.connect(self.repair_wanted)

    def _may(self, action: Action) -> bool:
        return reach(self._desk.account.roles, action) is not Reach.NONE

    @property
    def title(self) -> str:
        return "Veiligheid"

    def load(self) -> None:
        self.backup_card.load()
        self.sharing_card.load()

    def refresh(self, change: Change) -> None:
        """A restore changed everything: the cards keep what they say about work that was just done."""
        self.load()

    def go_to(self, part: str) -> None:
        self._wants_sharing = part == places.SHARING_PART
        if not self._show_stuck():
            card = self.sharing_card if self._wants_sharing else self.backup_card
            self.take_focus()
            self._scroll.ensureWidgetVisible(card)

    def _show_stuck(self) -> bool:
        """To the first thing that the user can decide on, when that is what he came for; it may still be on its way."""
        mine = [view for view in self.sharing_card.stuck_views if view.stuck.may_decide]
        if not self._wants_sharing or not mine:
            return False
        self._wants_sharing = False
        self._scroll.ensureWidgetVisible(mine[0])
        mine[0].again_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def take_focus(self) -> bool:
        if self.backup_card.back_up_button.isHidden():
            return False
        self.backup_card.back_up_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
