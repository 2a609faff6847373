"""A shortcut for colleagues: where it comes, and what to tell them about it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.services import office_link as link_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import paragraph, set_tone
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.radio import RadioField
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_INTRO = (
    "Een klein bestand waarop een collega dubbelklikt om dit kantoor te openen. Er staat alleen in waar het kantoor is, "
    "geen wachtwoord: wie het heeft, moet zich nog aanmelden."
)
_ONLY_HERE = (
    "Dit kantoor staat in een bestand op deze pc. Een collega op een andere pc kan het zo niet openen: "
    "verhuis het daarvoor eerst naar een gedeelde map of een server, bij Veiligheid."
)
_IN_OFFICE = "In de gedeelde map van het kantoor zelf"
_ELSEWHERE = "In een andere map, bijvoorbeeld op een stick"
_MADE = "“{}” staat klaar in deze map:"
_TELL = (
    "Zeg aan je collega waar dit bestand staat: erop dubbelklikken opent het kantoor. "
    "Gezinscoach moet dan al op die pc staan."
)
_CERTIFICATE = "Staat er een certificaat van de server naast, geef dat dan samen met de snelkoppeling."
_TITLE = "Waar komt de snelkoppeling?"


class LinkDialog(FormDialog):
    """Writes the shortcut, and stays to say where it is."""

    keeps = False
    made = Signal(object)
    """Path of the shortcut."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__("Snelkoppeling voor collega’s", "Snelkoppeling maken", intro=_INTRO, parent=parent)
        self._tasks = tasks
        self._dialogs = dialogs
        self._desk = desk
        self._path: Path | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build_rows(desk.office.kind)
        self.submitted.connect(self._write)

    def _build_rows(self, kind: OfficeKind) -> None:
        self.in_office_field = RadioField(_IN_OFFICE)
        self.elsewhere_field = RadioField(_ELSEWHERE)
        self._choices = QWidget()
        column = QVBoxLayout(self._choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        column.addWidget(self.in_office_field)
        column.addWidget(self.elsewhere_field)
        has_folder = kind is OfficeKind.FOLDER
        (self.in_office_field if has_folder else self.elsewhere_field).setChecked(True)
        self.form.add_wide(self._choices)
        self._choices.setVisible(has_folder)
        self.told_label = paragraph(_ONLY_HERE, TextStyle.TEXT, Tone.WARNING)
        self.where_field = TextField()
        self.where_field.setReadOnly(True)
        self.where_field.setAccessibleName("Map van de snelkoppeling")
        self.next_label = paragraph(_TELL)
        for widget in (self.told_label, self.where_field, self.next_label):
            self.form.add_wide(widget)
        self.told_label.setVisible(kind is OfficeKind.THIS_PC)
        if kind is OfficeKind.POSTGRESQL:
            self.next_label.setText(f"{_TELL} {_CERTIFICATE}")
        self.where_field.hide()
        self.next_label.hide()
        first = self.in_office_field if has_folder else self.submit_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self) -> None:
        if self._path is not None:
            self.accept()
            return
        folder: Path | None = Path(self._desk.office.place)
        if not self.in_office_field.isChecked():
            folder = self._dialogs.choose_folder(_TITLE)
        if folder is None:
            return
        self.set_busy(True)
        self._tasks.run(
            partial(link_service.write_link, self._desk, folder),
            then=self._show_made,
            failed=self.show_error,
            owner=self,
        )

    def _show_made(self, path: Path) -> None:
        self.set_busy(False)
        self._path = path
        self._choices.hide()
        self.told_label.setText(_MADE.format(path.name))
        set_tone(self.told_label, Tone.GOOD)
        self.where_field.set_value(str(path.parent))
        for widget in (self.told_label, self.where_field, self.next_label):
            widget.show()
        self.submit_button.setText("Klaar")
        self.submit_button.setAccessibleName("Klaar")
        self.cancel_button.hide()
        self._fit()
        self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.made.emit(path)
