"""On Instellingen: which version this is, where updates stand, and what was found there."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop import __version__
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services import update_setting as update_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.update import Finding
from gezinscoach_desktop.views.account.facts import Facts
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import Card, button, paragraph
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid
from gezinscoach_desktop.views.update.keeper import UpdateKeeper
from gezinscoach_desktop.views.update.news_dialog import show_news

_HELP = "Zet een bijwerking in één map die elke pc kan lezen; elke pc kijkt er zelf. Internet is niet nodig."
_FIXED = "{folder} (op deze pc vastgelegd door de ICT-dienst)"
_NONE = "nog niet gekozen"
_KEPT = "Elke pc van het kantoor kijkt voortaan in deze map naar bijwerkingen."
_DROPPED = "Het kantoor heeft geen map met bijwerkingen meer."


class UpdateCard(Card):
    """Everybody may look; who may change settings chooses the folder for all."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        dialogs: Dialogs,
        messages: Messages,
        keeper: UpdateKeeper,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Bijwerken", parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._keeper = keeper
        self._before = ""
        self._may_choose = reach(desk.account.roles, Action.CHANGE_SETTINGS) is not Reach.NONE
        self._build()
        self._connect()
        self.show_state()

    def _build(self) -> None:
        self._help = paragraph(_HELP, TextStyle.SMALL, Tone.SECONDARY)
        self.add(self._help)
        facts = Facts(self)
        facts.add("Deze versie", __version__)
        self.folder_label = facts.add("Map met bijwerkingen")
        self.found_label = facts.add("Gevonden")
        self.choose_button = button("Map kiezen…", icon_name="folder-open")
        self.drop_button = button("Geen map meer")
        self.look_button = button("Nu kijken", icon_name="arrow-sync")
        self.news_button = button("Wat is er nieuw")
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        for made in (self.choose_button, self.drop_button, self.look_button, self.news_button):
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self._choose)
        self.drop_button.clicked.connect(self._drop)
        self.look_button.clicked.connect(self._look)
        self.news_button.clicked.connect(self._show_news)
        self._keeper.changed.connect(self.show_state)

    def show_state(self) -> None:
        """As it was last found."""
        memory, state = self._keeper.memory, self._keeper.state
        folder = memory.folder
        self.folder_label.setText(_FIXED.format(folder=folder) if memory.fixed_folder else folder or _NONE)
        self.found_label.setText(self._found())
        can_update = state.look is None or state.look.finding is not Finding.NO_KEY
        self._help.setVisible(can_update)
        self.choose_button.setVisible(self._may_choose and can_update)
        self.look_button.setEnabled(bool(folder) and can_update)
        self.drop_button.setVisible(self._may_choose and bool(memory.office_folder))
        has_news = state.look is not None and state.look.is_offered
        self.news_button.setVisible(has_news)

    def _found(self) -> str:
        state = self._keeper.state
        if state.look is None or state.looked_at is None:
            return "nog niet gekeken"
        advice = state.look.advice if self._may_choose else ""
        parts = (state.look.sentence, advice, f"Gekeken {_when(state.looked_at)}.")
        return " ".join(part for part in parts if part)

    # ---------------------------------------------------------------------------------------------- acting

    def _look(self) -> None:
        self.found_label.setText("Even kijken…")
        self._keeper.look()

    def _show_news(self) -> None:
        show_news(self._keeper, self.window())

    def _choose(self) -> None:
        chosen = self._dialogs.choose_folder("Map met bijwerkingen")
        if chosen is not None:
            self._change(str(chosen), _KEPT)

    def _drop(self) -> None:
        self._change("", _DROPPED)

    def _change(self, folder: str, said: str) -> None:
        self._before = self._keeper.memory.office_folder

        def tell(_: Done) -> None:
            self._messages.offer_undo(said, self._undo)

        self._tasks.run(
            update_service.change_update_folder, self._desk, folder, then=tell, failed=self._fail, owner=self
        )

    def _undo(self) -> None:
        self._tasks.run(update_service.change_update_folder, self._desk, self._before, owner=self)

    def _fail(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self._messages.warn(error.message)
        return True


def _when(moment: datetime) -> str:
    return f"om {moment:%H:%M}"
