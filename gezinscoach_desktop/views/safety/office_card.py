"""The whole office: to one file, or to another place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services import archive as archive_service
from gezinscoach_desktop.services import move as move_service
from gezinscoach_desktop.services.archive import Exported
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.move import Moved
from gezinscoach_desktop.services.sharing import OfficeKind
from gezinscoach_desktop.views.account.slip import Slip
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import Card, button, paragraph
from gezinscoach_desktop.views.joining.words import breakable
from gezinscoach_desktop.views.place_chooser import ChosenPlace
from gezinscoach_desktop.views.recent_offices import is_server, office_label
from gezinscoach_desktop.views.safety import words
from gezinscoach_desktop.views.safety.export_dialog import ExportDialog
from gezinscoach_desktop.views.safety.long_work import LongWork
from gezinscoach_desktop.views.safety.move_dialog import MoveDialog
from gezinscoach_desktop.views.server.codes_dialog import CodesDialog
from gezinscoach_desktop.views.server.whole import Access, WholeOffice
from gezinscoach_desktop.views.tasks import Progress, Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

ARCHIVE_FILE = FileKind("Kantoor in één bestand", "gcx")
SURE = "verhuizen"
_EXPLAINED = (
    "Een bestand met heel het kantoor is een kopie die los staat van dit programma en zijn databank. "
    "Verhuizen zet het kantoor op een andere plaats, met dezelfde accounts."
)


class OfficeCard(Card):
    """Each half only for who may do it."""

    move_done = Signal(object)
    """Moved: the user wants to open the office in its new place."""
    move_told = Signal()
    """Here can only be read from now on: opening it there is what comes next."""

    def __init__(self, tasks: Tasks, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__("Heel het kantoor", parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._whole = WholeOffice(tasks, desk, self)
        self._moved: Moved | None = None
        self.export_button = button("Naar een bestand…", icon_name="arrow-export")
        self.move_button = button("Verhuizen…", icon_name="building")
        self.work = LongWork(self._tasks)
        self.open_button = button("Kantoor openen op de nieuwe plaats", "primary")
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.export_button)
        row.addWidget(self.move_button)
        row.addStretch(1)
        self.body.addWidget(paragraph(_EXPLAINED, TextStyle.SMALL, Tone.SECONDARY))
        self.body.addLayout(row)
        self.body.addWidget(self.work)
        self.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        roles = desk.account.roles
        self.export_button.setVisible(reach(roles, Action.EXPORT_OFFICE) is not Reach.NONE)
        self.move_button.setVisible(reach(roles, Action.MOVE_OFFICE) is not Reach.NONE)
        self.open_button.hide()
        self.export_button.clicked.connect(self._ask_password)
        self.move_button.clicked.connect(self._ask_place)
        self.open_button.clicked.connect(self._open_new)
        self.work.running_changed.connect(self._show_running)

    def _show_running(self, is_running: bool) -> None:
        self.export_button.setEnabled(not is_running)
        self.move_button.setEnabled(not is_running)

    # --------------------------------------------------------------------------------------------------- to a file

    def _ask_password(self) -> None:
        dialog = ExportDialog(self._desk, parent=self)
        dialog.chosen.connect(self._export)
        dialog.open()

    def _export(self, password: str) -> None:
        self._whole.ask("Heel het kantoor naar een bestand", partial(self._export_whole, password))

    def _export_whole(self, password: str, access: Access) -> None:
        suggested = f"kantoor-{self._desk.today():%Y-%m-%d}.{ARCHIVE_FILE.extension}"
        path = self._dialogs.save_file("Waar komt het bestand?", ARCHIVE_FILE, suggested=suggested)
        if path is None:
            return
        self.work.run(
            "Heel het kantoor naar een bestand",
            access,
            work=lambda desk, progress: archive_service.export_office(desk, path, password, progress),
            then=self._tell_exported,
        )

    def _tell_exported(self, made: Exported) -> None:
        self.work.end(
            f"Het bestand “{made.path.name}” is geschreven en nagelezen ({words.size(made.size)}): "
            f"{words.contents(made.counts)}."
        )

    # --------------------------------------------------------------------------------------------- to another place

    def _ask_place(self) -> None:
        dialog = MoveDialog(self._tasks, self._desk, self._dialogs, parent=self)
        dialog.chosen.connect(self._ask_sure)
        dialog.open()

    def _ask_sure(self, order: ChosenPlace) -> None:
        is_sure = self._dialogs.confirm_irreversible(
            "Kantoor verhuizen", _moving(order.kind), code=SURE, verb="Verhuizen"
        )
        if is_sure:
            self._whole.ask("Kantoor verhuizen", partial(self._move_whole, order))

    def _move_whole(self, order: ChosenPlace, access: Access) -> None:
        self.work.run("Verhuizen", access, work=partial(_put_elsewhere, order), then=self._tell_moved)

    def _tell_moved(self, moved: Moved) -> None:
        self._moved = moved
        self.work.end(
            f"Het kantoor staat nu in “{_called(moved.place)}”. "
            f"Alles is nageteld: {words.contents(moved.contents.counts)}. "
            "Hier kan alleen nog gelezen worden."
        )
        self.open_button.show()
        self.move_told.emit()
        if moved.codes:
            dialog = CodesDialog(
                self._dialogs, _slips(self._desk, moved), own=self._desk.account.user_name, parent=self
            )
            dialog.finished.connect(self._offer_new)
            dialog.open()
        else:
            self._offer_new()

    def _offer_new(self, _: int = 0) -> None:
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_new(self) -> None:
        if self._moved is not None:
            self.move_done.emit(self._moved)


def _called(place: str) -> str:
    """As people know it: of a server they do not know the whole address."""
    return office_label(place) if is_server(place) else breakable(place)


def _moving(kind: OfficeKind) -> str:
    how = "met een code die je straks ziet" if kind is OfficeKind.POSTGRESQL else "met hetzelfde wachtwoord"
    return (
        "Vraag eerst aan je collega’s om te stoppen. Daarna openen ze het kantoor op de nieuwe plaats, "
        f"{how}; hier kan dan alleen nog gelezen worden."
    )


def _slips(desk: Desk, moved: Moved) -> tuple[Slip, ...]:
    return tuple(
        Slip(desk.office.name, moved.place, one.display_name, one.user_name, one.code)
        for one in sorted(moved.codes, key=lambda code: fold(code.display_name))
    )


def _put_elsewhere(order: ChosenPlace, desk: Desk, progress: Progress) -> Moved:
    return move_service.move(
        desk,
        order.place,
        kind=order.kind,
        server_user=order.server_user,
        server_password=order.server_password,
        report=progress,
    )
