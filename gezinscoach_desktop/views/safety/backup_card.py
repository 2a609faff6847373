"""Backups: how old the last one is, make one now, try one, go back to one, and a second place for them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import backup as backup_service
from gezinscoach_desktop.services import restore as restore_service
from gezinscoach_desktop.services.backup import Backup, BackupPlace, BackupState
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.restore import RestorePreview, Trial
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import Card, Chip, button, paragraph
from gezinscoach_desktop.views.safety import words
from gezinscoach_desktop.views.safety.backup_columns import backup_columns
from gezinscoach_desktop.views.safety.long_work import LongWork
from gezinscoach_desktop.views.safety.restore_dialog import RestoreDialog
from gezinscoach_desktop.views.server.whole import Access, WholeOffice
from gezinscoach_desktop.views.setup.step_page import show_kind
from gezinscoach_desktop.views.table import ROW_HEIGHT, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

ASKING = "Even kijken…"
_MOST_ROWS = 8
_HEADER_HEIGHT = 8
_EXPLAINED = (
    "Het programma maakt zelf reservekopieën, bij het openen en bij het afsluiten, en leest elke kopie na. "
    "Oude kopieën ruimt het op: van elke dag, week en maand blijft er een."
)
_EXPLAINED_SERVER = (
    "Met de login van wie de server beheert, maak je hier ook zelf een kopie. "
    "Dat is een versleuteld bestand op deze pc."
)
_EMPTY = "Hier staan straks de reservekopieën van dit kantoor."


class BackupCard(Card):
    """A coach sees the state and one button; who may verify sees the list, who may restore everything."""

    backed_up = Signal()
    """One was made or put elsewhere: the state is another one."""

    def __init__(self, tasks: Tasks, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__("Reservekopieën", parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._is_on_server = desk.office.is_partial
        self._whole = WholeOffice(tasks, desk, self)
        self._sees_list = self._may(Action.VERIFY) or self._may(Action.RESTORE)
        self._build()
        self._connect()

    def _may(self, action: Action) -> bool:
        return reach(self._desk.account.roles, action) is not Reach.NONE

    @property
    def _makes_backups(self) -> bool:
        """On a server that is for who manages the office, with the login of the server at hand."""
        return not self._is_on_server or self._may(Action.RESTORE)

    # --------------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self.state_chip = Chip(ASKING)
        self._detail = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        explained = _EXPLAINED_SERVER if self._is_on_server else _EXPLAINED
        self._explained = paragraph(explained, TextStyle.SMALL, Tone.SECONDARY)
        self._places = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.back_up_button = button("Nu een reservekopie maken", "primary", "save")
        self.second_button = button("Tweede plaats kiezen…", icon_name="folder-open")
        self.drop_second_button = button("Tweede plaats niet meer gebruiken")
        self.work = LongWork(self._tasks)
        self._empty = paragraph(_EMPTY, TextStyle.TEXT, Tone.SECONDARY)
        self.rows: RowsModel[Backup] = RowsModel(backup_columns(), row_id=_row_id)
        self.table: RowsTable[Backup] = RowsTable(self.rows, "Reservekopieën")
        self.rows.setParent(self.table)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.try_button = button("Terugzetten uitproberen", icon_name="checkmark-circle")
        self.try_button.setToolTip(
            "Pakt de gekozen reservekopie helemaal uit en kijkt ze na; er verandert niets"
        )
        self.restore_button = button("Terugzetten…", icon_name="history")
        self.body.addWidget(self.state_chip)
        self.body.addWidget(self._detail)
        self.body.addWidget(self._explained)
        self.body.addWidget(self._places)
        self.body.addLayout(_row(self.back_up_button, self.second_button, self.drop_second_button))
        self.body.addWidget(self.work)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.table)
        self.body.addLayout(_row(self.try_button, self.restore_button))
        self._detail.hide()
        self._hide_what_is_not_for_this_role()
        self._show_choices()

    def _hide_what_is_not_for_this_role(self) -> None:
        for widget, is_seen in (
            (self._places, False),
            (self.table, False),
            (self._empty, self._sees_list),
            (self._explained, self._makes_backups),
            (self.back_up_button, self._makes_backups),
            (self.second_button, self._may(Action.CHANGE_SETTINGS) and not self._is_on_server),
            (self.drop_second_button, False),
            (self.try_button, self._may(Action.RESTORE)),
            (self.restore_button, self._may(Action.RESTORE)),
        ):
            widget.setVisible(is_seen)

    def _connect(self) -> None:
        self.back_up_button.clicked.connect(self._back_up)
        self.second_button.clicked.connect(self._choose_second)
        self.drop_second_button.clicked.connect(self._drop_second)
        self.try_button.clicked.connect(self._try)
        self.restore_button.clicked.connect(self._preview)
        self.table.row_chosen.connect(self._show_choices)
        self.table.row_opened.connect(self._open_row)
        self.work.running_changed.connect(self._show_choices)

    # ---------------------------------------------------------------------------------------------------- showing

    def load(self) -> None:
        """Read the state and, for who may see it, the list. Beside the database: a stick may be slow."""
        self._tasks.watch(backup_service.state, self._desk, then=self.show_state, key="state")
        if self._sees_list:
            self._tasks.watch(backup_service.list_backups, self._desk, then=self._show_list, key="list")

    def show_state(self, state: BackupState) -> None:
        """Also told by the heart beat."""
        if self._is_on_server:
            told = words.server_backup(state, self._desk.today())
            self.state_chip.show_text(told.text, told.tone)
            self._show_detail(told.detail)
        else:
            told = words.backup(state, self._desk.today())
            self.state_chip.show_text(told.text, Tone.GOOD if told.tone is Tone.SECONDARY else told.tone)
            self._show_detail(state.problem or "")
        self._places.setText("\n".join(_place_line(place) for place in state.places))
        is_told = not self._is_on_server or state.count > 0
        self._places.setVisible(self._sees_list and bool(state.places) and is_told)
        has_second = any(place.is_second for place in state.places)
        self.drop_second_button.setVisible(has_second and self._may(Action.CHANGE_SETTINGS))

    def step_back(self) -> None:
        """Something else is what comes next."""
        show_kind(self.back_up_button, is_primary=False, icon_name="save")

    def _show_detail(self, text: str) -> None:
        self._detail.setText(text)
        self._detail.setVisible(bool(text))

    def _show_list(self, backups: tuple[Backup, ...]) -> None:
        self.rows.set_rows(backups)
        height = _HEADER_HEIGHT + min(len(backups), _MOST_ROWS) * ROW_HEIGHT
        self.table.setFixedHeight(grid(height) + 2)
        self.table.setVisible(bool(backups))
        self._empty.setVisible(not backups)
        self._show_choices()

    def _show_choices(self) -> None:
        chosen = self.table.current_row
        is_free = not self.work.is_running
        can_go = is_free and chosen is not None and chosen.problem is None
        for one in (self.back_up_button, self.second_button, self.drop_second_button):
            one.setEnabled(is_free)
        for one in (self.try_button, self.restore_button):
            one.setEnabled(can_go)

    # ------------------------------------------------------------------------------------------------- making one

    def _back_up(self) -> None:
        self._whole.ask("Reservekopie maken", self._back_up_whole)

    def _back_up_whole(self, access: Access) -> None:
        self.work.tend(
            "Reservekopie maken",
            access,
            work=lambda desk, progress: backup_service.back_up(desk, BackupReason.MANUAL, progress),
            then=self._tell_made,
        )

    def _tell_made(self, made: Backup) -> None:
        done = f"De reservekopie is gemaakt en nagelezen ({words.size(made.size)})."
        self.work.end(f"{done} {made.warning or ''}".strip(), Tone.WARNING if made.warning else Tone.GOOD)
        self._look_again()

    def _choose_second(self) -> None:
        folder = self._dialogs.choose_folder("Waar komt elke reservekopie nog eens?")
        if folder is not None:
            self._set_second(folder)

    def _drop_second(self) -> None:
        self._set_second(None)

    def _set_second(self, folder: Path | None) -> None:
        self.work.clear()
        self._tasks.run(
            backup_service.set_second_place,
            self._desk,
            folder,
            then=self._tell_second,
            failed=self.work.fail,
            owner=self,
        )

    def _tell_second(self, _: Done) -> None:
        self.work.end("Bewaard. De volgende reservekopie houdt er rekening mee.")
        self._look_again()

    def _look_again(self) -> None:
        self.load()
        self.backed_up.emit()

    # ---------------------------------------------------------------------------------------------------- going back

    def _try(self) -> None:
        chosen = self.table.current_row
        if chosen is not None:
            self._whole.ask("Terugzetten uitproberen", partial(self._try_whole, chosen.path))

    def _try_whole(self, path: Path, access: Access) -> None:
        self.work.tend(
            "Terugzetten uitproberen",
            access,
            work=lambda desk, progress: restore_service.try_restore(desk, path, progress),
            then=self._tell_trial,
        )

    def _tell_trial(self, trial: Trial) -> None:
        if trial.is_good:
            self.work.end(f"Deze reservekopie is goed: {words.contents(trial.counts)}.")
        else:
            self.work.end(trial.problem or "Deze reservekopie kan niet teruggezet worden.", Tone.ERROR)

    def _open_row(self, _: Backup) -> None:
        if self.restore_button.isEnabled() and self._may(Action.RESTORE):
            self._preview()

    def _preview(self) -> None:
        chosen = self.table.current_row
        if chosen is not None:
            self._whole.ask("Reservekopie terugzetten", partial(self._preview_whole, chosen.path))

    def _preview_whole(self, path: Path, access: Access) -> None:
        self.work.tend(
            "Nakijken wat er zou veranderen",
            access,
            work=lambda desk, progress: restore_service.preview_restore(desk, path, progress),
            then=partial(self._show_preview, access),
        )

    def _show_preview(self, access: Access, preview: RestorePreview) -> None:
        self.work.end("")
        dialog = RestoreDialog(preview, self._desk, self._dialogs, parent=self)
        dialog.chosen.connect(partial(self._restore, access))
        dialog.open()

    def _restore(self, access: Access, preview: RestorePreview) -> None:
        self.work.run(
            "Terugzetten",
            access,
            work=lambda desk, progress: restore_service.restore(desk, preview.path, progress),
            then=self._tell_restored,
        )

    def _tell_restored(self, done: Done) -> None:
        undone = counted(done.counts.get("undone", 0), "wijziging", "wijzigingen")
        self.work.end(f"Teruggezet. {undone} van later zijn weg; de toestand van daarvoor staat in de lijst.")
        self._look_again()


def _row_id(backup: Backup) -> object:
    return backup.path


def _place_line(place: BackupPlace) -> str:
    name = "Tweede plaats" if place.is_second else "Plaats"
    many = counted(place.count, "reservekopie", "reservekopieën") if place.is_reachable else "niet bereikbaar"
    return f"{name}: {place.path} ({many})"


def _row(*buttons: QPushButton) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(grid(2))
    for one in buttons:
        made.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
    made.addStretch(1)
    return made
