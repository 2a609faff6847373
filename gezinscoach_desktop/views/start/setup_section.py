"""The top of Start for administrators: what remains of setting up the office, and going there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.setup import SetupState, SetupStep
from gezinscoach_desktop.services import setup as setup_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.family.places import new_family
from gezinscoach_desktop.views.organisation.places import ORGANISATION
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.setup.opener import Checklist
from gezinscoach_desktop.views.start.setup_card import SetupCard
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid


class SetupSection(QWidget):
    """Takes no room at all while there is nothing to say."""

    left_for = Signal(object)
    """Destination."""
    shown = Signal()
    """What remains may be something else now."""

    def __init__(self, tasks: Tasks, desk: Desk, checklist: Checklist, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._desk, self._checklist = tasks, desk, checklist
        self.card = SetupCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(4), grid(4), 0)
        column.addWidget(self.card)
        self.card.wanted.connect(self._go)
        self.card.skipped.connect(self._skip)
        self.card.brought_back.connect(self._bring_back)
        self.card.closed.connect(self._fit)
        self.hide()

    @property
    def asks_for_family(self) -> bool:
        """Whether one of its lines leads to the first family."""
        return any(each.step is SetupStep.FAMILY and each.is_reminded for each in self.card.steps)

    def load(self) -> None:
        self._tasks.query(setup_service.setup_state, self._desk, then=self._show, key="setup")

    def show_whole(self) -> None:
        """With what was done and what was skipped."""
        self.card.show_whole()
        self._fit()

    def _show(self, state: SetupState) -> None:
        self.card.show_state(state)
        self._fit()

    def _fit(self) -> None:
        self.setVisible(not self.card.isHidden())
        self.shown.emit()

    def _go(self, step: SetupStep) -> None:
        """Straight to it: a page of its own, or the checklist at that step."""
        if step is SetupStep.ORGANISATION:
            self.left_for.emit(Destination(ORGANISATION))
        elif step is SetupStep.FAMILY:
            self._register_family()
        else:
            self._checklist.open(step, self).family_wanted.connect(self._register_family)

    def _register_family(self) -> None:
        self.left_for.emit(new_family())

    def _skip(self, step: SetupStep) -> None:
        self._tasks.run(setup_service.skip_step, self._desk, step)

    def _bring_back(self, step: SetupStep) -> None:
        self._tasks.run(setup_service.bring_back_step, self._desk, step)
