"""Which backup: a list of those that were found, newest first, and a way to look elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, paragraph, set_tone
from gezinscoach_desktop.views.restoring import words
from gezinscoach_desktop.views.restoring.drives import drives
from gezinscoach_desktop.views.restoring.services import RestoreServices
from gezinscoach_desktop.views.table import ROW_HEIGHT, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Progress, Tasks, is_expected
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from gezinscoach_desktop.services.loose_backup import LooseBackup

_FEWEST, _ROWS = 2, 5
_HEADER_HEIGHT = 8
_SEARCHING = "Even zoeken op deze pc en op wat erin steekt…"
_NONE = (
    "Hier staan straks de reservekopieën. Steek de stick in of kies de map waar ze staan: bij een kantoor op een pc is dat "
    "de map met de naam van het kantoor en “.backups”, bij een gedeelde map de map “backups”."
)
_NONE_THERE = "In “{}” staat geen reservekopie van Gezinscoach. Kies een andere map."
_UNREADABLE = "Kan niet gelezen worden"


class BackupChoice(QWidget):
    """Looks by itself in what is known here, once shown; `chosen` is the line under the cursor."""

    chosen_changed = Signal()
    opened = Signal()
    """Enter or a double click on a line."""

    def __init__(
        self, tasks: Tasks, dialogs: Dialogs, services: RestoreServices, known: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._dialogs = dialogs
        self._services = services
        self._known = tuple(known)
        self._progress: Progress | None = None
        self._build()
        self.browse_button.clicked.connect(self._browse)
        self.table.row_chosen.connect(self._tell_chosen)
        self.table.row_opened.connect(self._tell_opened)

    def _build(self) -> None:
        columns: tuple[Column[LooseBackup], ...] = (
            Column("Gemaakt", _made, sort_key=_made_key, width=grid(47), is_strong=True),
            Column("Kantoor", _office, tooltip=_path),
            Column("Inhoud", _contents, tone=_tone),
        )
        self.rows: RowsModel[LooseBackup] = RowsModel(columns, row_id=_row_id)
        self.table: RowsTable[LooseBackup] = RowsTable(self.rows, "Reservekopieën die gevonden zijn")
        self.rows.setParent(self.table)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.sentence = paragraph(_SEARCHING, TextStyle.TEXT, Tone.SECONDARY)
        self.browse_button = button("Map of stick kiezen…", icon_name="folder-open")
        row = QHBoxLayout()
        row.addWidget(self.browse_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(2))
        column.addWidget(self.table)
        column.addWidget(self.sentence)
        column.addLayout(row)
        self.table.hide()

    @property
    def chosen(self) -> LooseBackup | None:
        """The backup under the cursor, when it can be read."""
        row = self.table.current_row
        return row if row is not None and row.is_readable else None

    def look_here(self) -> None:
        """In the places of the offices that this computer knows, and on the sticks that are in it."""
        self._look(partial(_found_here, self._services, self._known), "")

    def look_in(self, place: str) -> None:
        """In a folder that the user chose."""
        self._look(partial(self._services.find_backups, (place,)), place)

    def stop(self) -> None:
        """Nobody waits for it any more."""
        if self._progress is not None:
            self._progress.cancel()
            self._progress = None

    def _look(self, work: partial[tuple[LooseBackup, ...]], place: str) -> None:
        self.stop()
        progress = self._progress = Progress()
        self._say(_SEARCHING, Tone.SECONDARY)
        self._tasks.tend(
            partial(work, progress),
            then=partial(self._show, progress, place),
            failed=is_expected,
            progress=progress,
            owner=self,
        )

    def _show(self, progress: Progress, place: str, found: tuple[LooseBackup, ...]) -> None:
        if progress is not self._progress:
            return
        self._progress = None
        self.rows.set_rows(found)
        height = _HEADER_HEIGHT + max(_FEWEST, min(len(found), _ROWS)) * ROW_HEIGHT
        self.table.setFixedHeight(grid(height) + 2)
        self.table.setVisible(bool(found))
        if found:
            self.sentence.hide()
            self.table.selectRow(0)
        elif place:
            self._say(_NONE_THERE.format(place), Tone.ERROR)
        else:
            self._say(_NONE, Tone.SECONDARY)
        self.chosen_changed.emit()

    def _say(self, sentence: str, tone: Tone) -> None:
        self.sentence.setText(sentence)
        set_tone(self.sentence, tone)
        self.sentence.show()

    def _browse(self) -> None:
        folder = self._dialogs.choose_folder("Waar staan de reservekopieën?")
        if folder is not None:
            self.look_in(str(folder))

    def _tell_chosen(self, _: object) -> None:
        self.chosen_changed.emit()

    def _tell_opened(self, _: object) -> None:
        self.opened.emit()


def _found_here(
    services: RestoreServices, known: tuple[str, ...], progress: Progress
) -> tuple[LooseBackup, ...]:
    """On the worker."""
    return services.find_backups((*known, *drives()), progress)


def _row_id(backup: LooseBackup) -> object:
    return backup.path


def _made(backup: LooseBackup) -> str:
    return backup.path.name if backup.made_at is None else words.when(backup.made_at)


def _made_key(backup: LooseBackup) -> object:
    return 0.0 if backup.made_at is None else backup.made_at.timestamp()


def _office(backup: LooseBackup) -> str:
    return backup.folder_name


def _path(backup: LooseBackup) -> str:
    return str(backup.path)


def _contents(backup: LooseBackup) -> str:
    return words.short(backup.counts) if backup.is_readable else _UNREADABLE


def _tone(backup: LooseBackup) -> Tone:
    return Tone.TEXT if backup.is_readable else Tone.ERROR
