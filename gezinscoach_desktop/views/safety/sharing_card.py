"""Sharing: whether colleagues have everything, what still waits on this PC, and what could not be shared."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.services import sharing as sharing_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.sharing import Health, OfficeKind, Stuck
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import Card, Chip, paragraph
from gezinscoach_desktop.views.safety import words
from gezinscoach_desktop.views.safety.stuck_view import StuckView
from gezinscoach_desktop.views.safety.stuck_words import lines_of
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

SURE = "laten vallen"
_WAITING = (
    "Wat je bewaart, staat veilig en versleuteld op deze pc. Zodra de gedeelde plaats er weer is, krijgen je collega’s "
    "het vanzelf. Je kan gewoon verder werken."
)
_SHARED = "Alles wat je bewaarde, staat ook op de gedeelde plaats."
_WAITING_SERVER = (
    "Wat je bewaart, staat veilig en versleuteld op deze pc. Zodra de server weer te bereiken is, gaat het vanzelf naar "
    "het kantoor. Je kan gewoon verder werken."
)
_SHARED_SERVER = "Alles wat je bewaarde, staat op de server."
_STUCK = "Dit kon niet gedeeld worden. Niets ervan is weg: kies per regel wat ermee gebeurt."


class SharingCard(Card):
    """Hidden in an office of one PC, where there is nobody to share with."""

    settled = Signal()
    """Something was offered again or dropped: the state is another one."""
    stuck_shown = Signal()
    """What could not be shared stands there now."""

    def __init__(self, tasks: Tasks, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__("Delen met je collega’s", parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        is_on_server = desk.office.kind is OfficeKind.POSTGRESQL
        self._waiting = _WAITING_SERVER if is_on_server else _WAITING
        self._shared = _SHARED_SERVER if is_on_server else _SHARED
        self.state_chip = Chip("Even kijken…")
        self._detail = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self._stuck_label = paragraph(_STUCK)
        self._list = QVBoxLayout()
        self._list.setSpacing(grid(2))
        self.stuck_views: tuple[StuckView, ...] = ()
        for widget in (self.state_chip, self._detail, self._stuck_label, self.error_label):
            self.body.addWidget(widget)
        self.body.addLayout(self._list)
        self.error_label.hide()
        self._stuck_label.hide()
        self.setVisible(desk.office.kind is not OfficeKind.THIS_PC)

    @property
    def detail(self) -> str:
        """The sentence under the state."""
        return self._detail.text()

    def load(self) -> None:
        """Read what could not be shared; the state itself comes with the heart beat."""
        self._tasks.watch(sharing_service.health, self._desk, then=self.show_health, key="health")

    def show_health(self, health: Health) -> None:
        """Also told by the heart beat."""
        told = words.sharing(health, self._desk.office.kind)
        if told is None:
            self.setVisible(self._desk.office.kind is not OfficeKind.THIS_PC)
            self.state_chip.hide()
            self._detail.setText(self._shared)
        else:
            self.show()
            tone = Tone.GOOD if told.tone is Tone.SECONDARY else told.tone
            self.state_chip.show_text(told.text, tone)
            self.state_chip.show()
            self._detail.setText(health.problem or (self._waiting if health.waiting else self._shared))
        self._detail.setVisible(not health.conflicts or health.problem is not None)
        known = {view.stuck.id for view in self.stuck_views}
        if {conflict.operation.id for conflict in health.conflicts} != known:
            self._tasks.watch(sharing_service.stuck, self._desk, then=self._show_stuck, key="stuck")

    def _show_stuck(self, found: tuple[Stuck, ...]) -> None:
        for view in self.stuck_views:
            self._list.removeWidget(view)
            view.hide()
            view.deleteLater()
        self.stuck_views = tuple(StuckView(one, self._desk) for one in found)
        for view in self.stuck_views:
            view.again_wanted.connect(self._offer_again)
            view.drop_wanted.connect(self._ask_to_drop)
            self._list.addWidget(view)
            view.show()
        self._stuck_label.setVisible(bool(found))
        self.error_label.hide()
        self.stuck_shown.emit()

    def _offer_again(self, stuck: Stuck) -> None:
        self._settle(stuck, is_again=True)

    def _ask_to_drop(self, stuck: Stuck) -> None:
        given = "\n".join(lines_of(stuck.given))
        is_sure = self._dialogs.confirm_irreversible(
            f"{stuck.what}: laten vallen",
            f"Dit wordt nooit bewaard en is daarna weg.\n{given}".strip(),
            code=SURE,
            verb="Laten vallen",
        )
        if is_sure:
            self._settle(stuck, is_again=False)

    def _settle(self, stuck: Stuck, *, is_again: bool) -> None:
        self.error_label.hide()
        for view in self.stuck_views:
            view.set_busy(is_busy=True)
        self._tasks.run(
            partial(sharing_service.settle, self._desk, stuck.id, again=is_again),
            then=self._tell_settled,
            failed=self._fail,
            owner=self,
        )

    def _tell_settled(self, _: None) -> None:
        self.load()
        self.settled.emit()

    def _fail(self, error: Exception) -> bool:
        for view in self.stuck_views:
            view.set_busy(is_busy=False)
        if not isinstance(error, UserError):
            return False
        self.error_label.setText(error.message)
        self.error_label.show()
        self.load()
        return True
