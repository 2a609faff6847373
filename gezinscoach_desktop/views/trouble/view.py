"""A report for whoever helps: everything in it can be read before it is saved; nothing is sent."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.services import trouble_report
from gezinscoach_desktop.services.trouble_report import Surroundings, TroubleReport
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import button, heading, paragraph, set_tone
from gezinscoach_desktop.views.fields import NoteField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid
from gezinscoach_desktop.views.trouble.surroundings import surroundings

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk

REPORT_FILE = FileKind("Foutverslag", "zip")
_EXPLAINED = (
    "Een foutverslag helpt wie jou helpt. Er staan geen gezinnen, namen, plaatsen of wachtwoorden in. "
    "Het programma verstuurt niets: je bewaart het verslag en geeft het zelf door."
)
_DOING_HELP = "Bijvoorbeeld: ik drukte een verslag af. Schrijf geen namen van gezinnen of mensen."
_LIST_WIDTH = 56


class TroubleView(QWidget):
    """The same on its page and in the window that comes before any office is open."""

    saved = Signal(object)
    """Path: where the report stands."""

    def __init__(
        self,
        tasks: Tasks,
        dialogs: Dialogs,
        settings: QSettings,
        desk: Desk | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._dialogs = dialogs
        self._settings = settings
        self._desk = desk
        self._report: TroubleReport | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.form = Form()
        self.doing_field = self.form.add_row(
            "doing", "Wat deed je?", NoteField(fewest_lines=2, most_lines=5), help_text=_DOING_HELP
        )
        self.file_list = QListWidget()
        self.file_list.setAccessibleName("Wat in het verslag komt")
        self.file_list.setFixedWidth(grid(_LIST_WIDTH))
        self.file_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text_view = QPlainTextEdit()
        self.text_view.setReadOnly(True)
        self.text_view.setTabChangesFocus(True)
        self.text_view.setAccessibleName("Inhoud")
        self.text_view.setMinimumHeight(grid(44))
        self.save_button = button("Foutverslag bewaren…", "primary", "save")
        self.save_button.setEnabled(False)
        self.result_label = paragraph("", TextStyle.TEXT, Tone.GOOD)
        self.result_label.hide()
        contents = QHBoxLayout()
        contents.setSpacing(grid(3))
        contents.addWidget(self.file_list)
        contents.addWidget(self.text_view, 1)
        self.save_row = QWidget()
        buttons = QHBoxLayout(self.save_row)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(3))
        column.addWidget(paragraph(_EXPLAINED))
        column.addWidget(self.form)
        column.addWidget(heading("Dit komt in het verslag"))
        column.addLayout(contents, 1)
        column.addWidget(self.save_row)
        column.addWidget(self.result_label)

    def _connect(self) -> None:
        self.doing_field.edited.connect(self._tell_doing)
        self.file_list.currentRowChanged.connect(self._show_file)
        self.save_button.clicked.connect(self._save)

    def load(self) -> None:
        """Gather it anew; what the user wrote stays."""
        self._tasks.compute(  # not behind a share that hangs: that may be what the report is about
            _gathered, surroundings(self._settings), self._desk, then=self._take, key="report", owner=self
        )

    @property
    def shown(self) -> TroubleReport | None:
        """What will be saved."""
        return self._report

    def _take(self, report: TroubleReport) -> None:
        self._report = report.telling(self.doing_field.value())
        place = max(0, self.file_list.currentRow())
        self.file_list.clear()
        self.file_list.addItems([each.title for each in self._report.files])
        first = next((row for row, each in enumerate(self._report.files) if each.name == "verslag.txt"), 0)
        self.file_list.setCurrentRow(place or first)
        self.save_button.setEnabled(True)

    def _tell_doing(self) -> None:
        self.result_label.hide()
        if self._report is not None:
            self._report = self._report.telling(self.doing_field.value())
            self._show_file(self.file_list.currentRow())

    def _show_file(self, place: int) -> None:
        if self._report is not None and 0 <= place < len(self._report.files):
            self.text_view.setPlainText(self._report.files[place].text)

    def _save(self) -> None:
        if self._report is None:
            return
        chosen = self._dialogs.save_file(
            "Waar komt het foutverslag?", REPORT_FILE, suggested=trouble_report.suggested_name()
        )
        if chosen is None:
            return
        self.save_button.setEnabled(False)
        self._tasks.compute(
            partial(_saved, self._report, chosen), then=self._tell_saved, failed=self._fail, owner=self
        )

    def _tell_saved(self, path: Path) -> None:
        self.save_button.setEnabled(True)
        self._say(
            f"Bewaard als “{path.name}” in “{path.parent}”. Geef dit bestand aan wie je helpt.", Tone.GOOD
        )
        self.saved.emit(path)

    def _fail(self, error: Exception) -> bool:
        self.save_button.setEnabled(True)
        if not isinstance(error, UserError):
            return False
        self._say(error.message, Tone.ERROR)
        return True

    def _say(self, sentence: str, tone: Tone) -> None:
        self.result_label.setText(sentence)
        set_tone(self.result_label, tone)
        self.result_label.show()


def _gathered(around: Surroundings, desk: Desk | None) -> TroubleReport:
    """On the worker."""
    return trouble_report.make_report("", around, desk)


def _saved(report: TroubleReport, path: Path) -> Path:
    """On the worker."""
    return trouble_report.save_report(report, trouble_report.check_place(path))
