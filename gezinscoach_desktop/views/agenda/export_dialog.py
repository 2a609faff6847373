"""Taking the own appointments along to a phone, as a file without names."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import agenda as agenda_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks

ICS = FileKind("Agendabestand", "ics")
_WEEKS = (2, 4, 8, 12, 26)
_USUAL = 8
_INTRO = (
    "Je eigen afspraken komen in een bestand dat elke agenda op een gsm of pc kan lezen. Alleen het tijdstip en het "
    "soort afspraak gaan mee: geen namen, geen codes en niet waarover het gaat."
)


class CalendarDialog(FormDialog):
    """How many weeks, and then where."""

    keeps = False

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages, *, parent: QWidget | None = None
    ) -> None:
        super().__init__("Agenda overnemen naar je gsm", "Bestand maken…", intro=_INTRO, parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.weeks: ComboField[int] = self.form.add_row(
            "weeks", "Hoe &ver vooruit?", ComboField([(f"{weeks} weken", weeks) for weeks in _WEEKS])
        )
        self.weeks.set_value(_USUAL)
        self.submitted.connect(self._ask_where)
        self.weeks.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_where(self) -> None:
        suggested = f"afspraken-{self._desk.today().isoformat()}.ics"
        path = self._dialogs.save_file("Agenda overnemen", ICS, suggested=suggested)
        if path is None:
            return
        self.set_busy(True)
        self._tasks.run(
            agenda_service.export_calendar,
            self._desk,
            path,
            self.weeks.value() or _USUAL,
            then=partial(self._close_done, path),
            failed=self.show_error,
            owner=self,
        )

    def _close_done(self, path: Path, number: int) -> None:
        staat = counted(number, "afspraak staat", "afspraken staan")
        self._messages.good(f"{staat} in “{path.name}”. Stuur het naar je gsm en open het daar.")
        self.accept()
