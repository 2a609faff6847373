"""A second place for backups, and at once a first one there that is read back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.setup import SetupState, SetupStep, StepState
from gezinscoach_desktop.services import backup as backup_service
from gezinscoach_desktop.services import restore as restore_service
from gezinscoach_desktop.services import setup as setup_service
from gezinscoach_desktop.services.backup import Backup
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, paragraph
from gezinscoach_desktop.views.joining.words import breakable
from gezinscoach_desktop.views.safety.long_work import LongWork
from gezinscoach_desktop.views.server.whole import Access
from gezinscoach_desktop.views.setup.step_page import StepPage, show_kind
from gezinscoach_desktop.views.tasks import Progress, Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone

_INTRO = (
    "Het programma maakt vanzelf reservekopieën, naast het kantoor. Kies een tweede plaats op een andere schijf: een"
    " stick, een externe schijf of een netwerkmap. Dan is niets weg als deze schijf stukgaat. Elke kopie is versleuteld."
)
_INTRO_FOLDER = (
    "Het programma maakt vanzelf reservekopieën, in de gedeelde map. Kies een tweede plaats die ergens anders staat: een"
    " stick, een externe schijf of een map op deze pc. Dan is niets weg als de server stukgaat. Elke kopie is versleuteld."
)
_INTRO_SERVER = (
    "Dit kantoor staat op een server. Wie de server beheert, maakt daar de reservekopieën: spreek af hoe vaak, en vraag of"
    " het terugzetten al eens uitgeprobeerd is. Zelf hoef je hier niets te doen."
)
_SAME_DISK = (
    "Let op: “{}” staat op dezelfde schijf als het kantoor. Gaat die schijf stuk, dan is ook deze kopie weg. Kies"
    " liever een stick of een andere schijf."
)
_NOT_THERE = "De reservekopie staat niet op de tweede plaats. Steek de stick opnieuw in of kies een andere stick of map."


@dataclass(frozen=True, slots=True)
class FirstBackup:
    """What came of the first one."""

    made: Backup
    problem: str | None
    second: SecondPlace


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where every backup comes once more, and whether that is another disk than that of the office."""

    folder: Path
    is_apart: bool


class BackupStep(StepPage):
    """One button does all of it: choose, make, read back."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs, desk: Desk, parent: QWidget | None = None) -> None:
        self._is_elsewhere = desk.office.is_partial
        intro = _INTRO_FOLDER if desk.office.kind is OfficeKind.FOLDER else _INTRO
        super().__init__(SetupStep.BACKUP.value, _INTRO_SERVER if self._is_elsewhere else intro, parent)
        self._tasks, self._dialogs, self._desk = tasks, dialogs, desk
        self._build()
        self.choose_button.clicked.connect(self._choose)
        self.work.running_changed.connect(self._show_running)

    def _build(self) -> None:
        self.state_label = paragraph("", TextStyle.STRONG, Tone.GOOD)
        self.choose_button = button("Map of stick kiezen…", "primary")
        row = QHBoxLayout()
        row.addWidget(self.choose_button)
        row.addStretch(1)
        self.work = LongWork(self._tasks)
        self.apart_label = paragraph("", TextStyle.TEXT, Tone.WARNING)
        self.body.addWidget(self.state_label)
        self.body.addLayout(row)
        self.body.addWidget(self.work)
        self.body.addWidget(self.apart_label)
        self.choose_button.setVisible(not self._is_elsewhere)
        self.state_label.hide()
        self.apart_label.hide()

    @property
    def is_running(self) -> bool:
        return self.work.is_running

    def show_state(self, state: SetupState) -> None:
        """As the office tells it."""
        line = state.line_of(SetupStep.BACKUP)
        is_done = line is not None and line.state is StepState.DONE and state.backed_up_at is not None
        if is_done and state.backed_up_at is not None:
            day = format_date(state.backed_up_at.astimezone().date())
            self.state_label.setText(f"Er is een tweede plaats. De laatste reservekopie is van {day}.")
        self.state_label.setVisible(is_done and not self.work.result and not self.work.is_running)
        text = "Andere map of stick kiezen…" if is_done else "Map of stick kiezen…"
        self.choose_button.setText(text)
        self.choose_button.setAccessibleName(text)
        show_kind(self.choose_button, is_primary=not is_done)

    def load(self) -> None:
        """Also when somebody comes back: the warning is as true then."""
        if not self._is_elsewhere and not self.work.is_running:
            self._tasks.watch(_second_place, self._desk, then=self._warn, key="second")

    def take_focus(self) -> None:
        if not self._is_elsewhere:
            self._focus(self.choose_button)

    def _choose(self) -> None:
        folder = self._dialogs.choose_folder("Waar komt elke reservekopie nog eens?")
        if folder is None:
            return
        self.clear_errors()
        self.work.clear()
        self.apart_label.hide()
        self._tasks.run(
            _placed, self._desk, folder, then=self._make_first, failed=self.show_error, owner=self
        )

    def _make_first(self, placed: _Placed) -> None:
        self.work.tend(
            "De eerste reservekopie wordt gemaakt en nagelezen",
            Access(self._desk),
            work=_first_backup,
            then=self._tell,
        )
        self.grown.emit(self.work)

    def _tell(self, first: FirstBackup) -> None:
        problem = first.made.warning or first.problem
        if problem:
            self.work.end(problem, Tone.ERROR)
        else:
            self.work.end("De eerste reservekopie staat op beide plaatsen en is helemaal teruggelezen.")
        self._warn(first.second)
        self.edited.emit()

    def _warn(self, second: SecondPlace | None) -> None:
        """A copy that is lost with the office itself is no second one."""
        if self.work.is_running:  # about the place of before
            return
        is_together = second is not None and not second.is_apart
        if second is not None:
            self.apart_label.setText(_SAME_DISK.format(breakable(str(second.folder))))
        self.apart_label.setVisible(is_together)

    def _show_running(self, is_running: bool) -> None:
        self.choose_button.setEnabled(not is_running)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Carries its Done, so that the window hears of the change."""

    done: Done


def _placed(desk: Desk, folder: Path) -> _Placed:
    return _Placed(backup_service.set_second_place(desk, folder))


def _first_backup(desk: Desk, progress: Progress) -> FirstBackup:
    """On the worker: in both places, and the second one read back as if all else was lost."""
    made = backup_service.back_up(desk, BackupReason.MANUAL, progress)
    second = backup_service.second_place(desk)
    if second is None:
        raise OfficeUnavailable("De tweede plaats is weer weggehaald; kies ze opnieuw.")
    copies = (each for each in backup_service.list_backups(desk) if each.is_second)
    copy = next((each for each in copies if each.sequence == made.sequence), None)
    if copy is None:
        problem: str | None = _NOT_THERE
    else:
        trial = restore_service.try_restore(desk, copy.path, progress)
        problem = None if trial.is_good else trial.problem
    return FirstBackup(made, problem, _told(desk, second))


def _second_place(desk: Desk) -> SecondPlace | None:
    """Beside the database: a stick may be slow."""
    second = backup_service.second_place(desk)
    return None if second is None else _told(desk, second)


def _told(desk: Desk, second: Path) -> SecondPlace:
    return SecondPlace(second, setup_service.is_second_place_apart(desk, second))
