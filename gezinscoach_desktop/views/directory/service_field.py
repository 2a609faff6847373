"""A field to name a service: type to find it in the directory, or add it there on the spot."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services import directory as directory_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.directory import Directory, ServiceEntry, ServiceInput
from gezinscoach_desktop.views.directory.service_dialog import ServiceDialog
from gezinscoach_desktop.views.directory.suggestions import Suggestions
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.tasks import Tasks, is_expected

_MOST_SHOWN = 12
_JUST_A_NAME = "name"


class ServiceField(QLineEdit):
    """Reads the directory by itself. What was typed and chosen from no list is a name that is not in the directory."""

    edited = Signal()

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        may_add: bool = True,
        name_line: str = "",
    ) -> None:
        """`name_line`, as in `“{}” als persoon`, is offered first where a name may well be no service at all."""
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._directory = Directory()
        self._is_read = False
        self._may_add = may_add and reach(desk.account.roles, Action.CHANGE_DIRECTORY) is not Reach.NONE
        self._name_line = name_line
        self._id: UUID | None = None
        self._build()
        self._connect()
        self.load()

    def _build(self) -> None:
        self.setPlaceholderText("Zoek in de sociale kaart")
        self.setAccessibleName("Dienst")
        self.addAction(icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.setProperty("hasIcon", True)
        self._open_action = QAction(
            icon("chevron-down", "secondary"), "Alle diensten (Alt+pijl omlaag)", self
        )
        self.addAction(self._open_action, QLineEdit.ActionPosition.TrailingPosition)
        self.suggestions = Suggestions(self)

    def _connect(self) -> None:
        self.textEdited.connect(self._look)
        self._open_action.triggered.connect(self.open_list)
        self.suggestions.taken.connect(self._take)
        self._tasks.changed.connect(self._follow)

    def load(self) -> None:
        """Read the directory (again); who may not read it still can type a name."""
        self._tasks.query(
            directory_service.read_directory,
            self._desk,
            then=self._show_directory,
            failed=is_expected,
            key="directory",
            owner=self,
        )

    def value(self) -> UUID | None:
        """The service of the directory; None when nothing was chosen, or a name that is not in it."""
        return self._id

    def text(self) -> str:
        """The name of a service that is not in the directory; empty when one of the directory was chosen."""
        return "" if self._id is not None else super().text().strip()

    def shown(self) -> str:
        """What stands in the field."""
        return super().text()

    def set_value(self, service_id: UUID | None) -> None:
        """Show a service of the directory, or nothing."""
        self._id = service_id
        self._show_name()

    def set_text(self, name: str) -> None:
        """Show a name that is not in the directory."""
        self._id = None
        self.setText(name)
        self.setCursorPosition(0)

    def open_list(self) -> None:
        """Show every service, as when nothing was typed."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer("")

    def add_new(self, name: str) -> None:
        """Open the form of a new service; once it is kept it is what this field names."""
        dialog = ServiceDialog(self._tasks, self._desk, ServiceInput(name=name), parent=self.window())
        dialog.kept.connect(self._take_new)
        dialog.open()

    def _show_directory(self, directory: Directory) -> None:
        self._directory = directory
        self._is_read = True
        if self._id is not None:
            self._show_name()

    def _follow(self, change: object) -> None:
        if isinstance(change, Change) and change.touches(Noun.SERVICE):
            self.load()

    def _show_name(self) -> None:
        if self._id is None or self._is_read:
            self.setText(self._directory.name_of(self._id))
            self.setCursorPosition(0)

    def _look(self, typed: str) -> None:
        self._id = None
        self._offer(typed)
        self.edited.emit()

    def _offer(self, typed: str) -> None:
        """What fits, the names that begin with it first; and, unless it is there already, to add it."""
        words = fold(typed).split()
        fitting = [
            entry
            for entry in self._directory.entries
            if not entry.is_retired and all(word in entry.search_text for word in words)
        ]
        start = fold(typed)
        fitting.sort(
            key=lambda entry: (not fold(entry.details.name).startswith(start), fold(entry.details.name))
        )
        lines: list[tuple[str, object]] = [
            (_told(entry), entry.id) for entry in (fitting[:_MOST_SHOWN] if words else fitting)
        ]
        name = typed.strip()
        if name and self._may_add and not any(fold(entry.details.name) == start for entry in fitting):
            lines.append((f"“{name}” toevoegen aan de sociale kaart…", None))
        if name and lines and self._name_line:
            lines.insert(0, (self._name_line.format(name), _JUST_A_NAME))
        self.suggestions.offer(lines)

    def _take(self, value: object) -> None:
        if isinstance(value, UUID):
            self._choose(value)
        elif value == _JUST_A_NAME:
            self.returnPressed.emit()
        else:
            self.add_new(super().text().strip())

    def _take_new(self, service_id: UUID) -> None:
        self._is_read = False  # until the directory with the new one came
        self._choose(service_id)
        self.load()

    def _choose(self, service_id: UUID) -> None:
        self.set_value(service_id)
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_open = self.suggestions.isVisible()
        match event.key():
            case Qt.Key.Key_Down if not is_open:
                self._offer("" if self._id is not None else super().text())
            case Qt.Key.Key_Down:
                self.suggestions.move_by(1)
            case Qt.Key.Key_Up if is_open:
                self.suggestions.move_by(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if is_open:
                self.suggestions.take_current()
            case Qt.Key.Key_Escape if is_open:
                self.suggestions.hide()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A name typed whole is the service of that name."""
        self.suggestions.hide()
        if self._id is None and event.reason() is not Qt.FocusReason.PopupFocusReason:
            typed = fold(super().text())
            alike = [
                entry for entry in self._directory.entries
                if typed and not entry.is_retired
                and typed in (fold(entry.details.name), fold(self._directory.name_of(entry.id)))
            ]  # fmt: skip
            if len(alike) == 1:
                self._choose(alike[0].id)
        super().focusOutEvent(event)


def _told(entry: ServiceEntry) -> str:
    """`Onthaal · CAW De Beemd · Mol`, each word once."""
    told: list[str] = []
    for part in (entry.details.name, entry.details.organisation, entry.details.municipality):
        if part and fold(part) not in map(fold, told):
            told.append(part)
    return " · ".join(told)
