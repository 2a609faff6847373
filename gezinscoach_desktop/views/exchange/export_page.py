"""Writing out for research or for who pays, and what went out before."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput, UserError
from gezinscoach_desktop.domain.export import ExportChoice, checked_choice, file_stem
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.transfer import ExportKind
from gezinscoach_desktop.services import export as export_service
from gezinscoach_desktop.services import export_log as log_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.export import ExportResult
from gezinscoach_desktop.views.busy import ProgressView
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import Card, button, paragraph, scrolling, set_tone
from gezinscoach_desktop.views.exchange.export_form import ExportForm
from gezinscoach_desktop.views.exchange.export_log import ExportLog
from gezinscoach_desktop.views.exchange.groups_card import GroupsCard
from gezinscoach_desktop.views.exchange.import_page import CSV
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Progress, Tasks
from gezinscoach_desktop.views.theme import Tone, grid

XLSX = FileKind("Excel-werkboek", "xlsx")
_BESIDE_FROM = 1100
_WIDEST = 400


class Part(StrEnum):
    """The tabs; also the `part` of a Destination."""

    NEW = "new"
    LOG = "log"

    @property
    def label(self) -> str:
        return {"new": "&Nieuwe export", "log": "&Wat uit het kantoor ging"}[self.value]


class ExportPage(Page):
    """Choices on the left, small groups on the right or below; the proposed name of the file holds no personal data."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.TRANSFER, Noun.FAMILY, Noun.MEMBER, Noun.PHASE})
    help_topic: ClassVar[str] = "uitvoeren"

    def __init__(self, tasks: Tasks, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._is_first = True
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Exporteren")
        self.header.show_back()
        self.export_button = self.header.add_command(
            "Exporteren…", "arrow-export", self.export, kind="primary", hint="Ctrl+Enter"
        )
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Onderdelen van Exporteren")
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        for part in Part:
            self.tab_bar.addTab(part.label)
        tab_row = QFrame()
        tab_row.setProperty("kind", "header")
        row = QHBoxLayout(tab_row)
        row.setContentsMargins(grid(4), 0, grid(4), 0)
        row.addWidget(self.tab_bar, 1)
        self.log = ExportLog()
        self._stack = QStackedWidget()
        for widget in (self._build_new(), self.log):
            self._stack.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(tab_row)
        whole.addWidget(self._stack, 1)

    def _build_new(self) -> QWidget:
        self.form = ExportForm(self._desk)
        self.groups = GroupsCard()
        self.waiting = ProgressView("De export wordt gemaakt")
        self.waiting.hide()
        self.result_label = paragraph()
        self.open_button = button("Map openen", icon_name="folder-open")
        self.open_button.hide()
        self._made_in: Path | None = None
        result = QHBoxLayout()
        result.addWidget(self.result_label, 1)
        result.addWidget(self.open_button)
        told = Card()
        told.add(self.waiting)
        told.body.addLayout(result)
        self._outcome = QWidget()
        above = QVBoxLayout(self._outcome)
        above.setContentsMargins(grid(4), grid(3), grid(4), 0)
        above.addWidget(told)
        self._outcome.hide()
        right = QVBoxLayout()
        right.setSpacing(grid(3))
        right.addWidget(self.form.recognisable_card)
        right.addWidget(self.groups)
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addStretch(1)
        content = QWidget()
        content.setMaximumWidth(grid(_WIDEST))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._columns.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        self._columns.setSpacing(grid(3))
        self._columns.addLayout(left, 5)
        self._columns.addLayout(right, 4)
        self._area = scrolling(content)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._outcome)
        column.addWidget(self._area, 1)
        return whole

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.tab_bar.currentChanged.connect(self._show_part)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.export_button.click)
        self.log.nothing.chosen.connect(partial(self.go_to, Part.NEW))
        self.open_button.clicked.connect(self.open_folder)
        self.form.edited.connect(self._count)
        self.form.recognisable_changed.connect(self._follow_recognisable)
        self.groups.edited.connect(self._count)

    @property
    def title(self) -> str:
        return "Exporteren"

    def load(self) -> None:
        self._tasks.query(
            export_service.export_municipalities,
            self._desk,
            then=self.form.show_municipalities,
            key="municipalities",
        )
        self._tasks.query(log_service.list_exports, self._desk, then=self.log.show_records, key="exports")
        self._count()
        if self._is_first:
            self._is_first = False
            self.take_focus()

    def refresh(self, change: Change) -> None:
        if change.touches(Noun.TRANSFER):
            self._tasks.query(log_service.list_exports, self._desk, then=self.log.show_records, key="exports")
        if change.touches(Noun.FAMILY, Noun.MEMBER, Noun.PHASE):
            self.load()

    def go_to(self, part: str) -> None:
        if part in tuple(Part):
            self.tab_bar.setCurrentIndex(tuple(Part).index(Part(part)))

    def take_focus(self) -> bool:
        wanted: QWidget = self.form.project_field if self.tab_bar.currentIndex() == 0 else self.log.table
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def new_here(self) -> None:
        self.go_to(Part.NEW)
        self.take_focus()

    def export(self) -> None:
        """Ask where, and write it there."""
        self.form.clear_errors()
        try:
            choice = checked_choice(self._choice())
        except InvalidInput as error:
            self._show_error(error)
            return
        suggested = file_stem(choice, self._desk.today())
        path = None
        match choice.kind:
            case ExportKind.SPSS:
                folder = self._dialogs.choose_folder("In welke map komt de map met bestanden?")
                path = None if folder is None else folder / suggested
            case ExportKind.XLSX:
                path = self._dialogs.save_file("Exporteren", XLSX, suggested=f"{suggested}.xlsx")
            case ExportKind.EXCHANGE:
                path = self._dialogs.save_file("Exporteren", CSV, suggested=f"{suggested}.csv")
        if path is None:
            return
        progress = Progress()
        self._show_busy(progress)
        self._tasks.run(
            partial(export_service.export_data, self._desk, choice, path, report=progress),
            then=self._say_done,
            failed=self._say_failed,
            progress=progress,
            owner=self,
        )

    def _choice(self) -> ExportChoice:
        return self.groups.added_to(self.form.value())

    def _count(self) -> None:
        """Look how small the groups would be; while a date is being typed nothing can be said."""
        if self.form.is_recognisable:
            return
        try:
            choice = self._choice()
        except InvalidInput:
            return
        self._tasks.query(
            export_service.check_export, self._desk, choice, then=self.groups.show_check, key="groups"
        )

    def _follow_recognisable(self) -> None:
        self.groups.setVisible(not self.form.is_recognisable)
        self._outcome.hide()  # of an earlier export
        self._count()

    def _show_part(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.export_button.setVisible(place == 0)

    def _show_busy(self, progress: Progress) -> None:
        self.result_label.hide()
        self.open_button.hide()
        self.waiting.follow(progress)
        self.waiting.show()
        self._outcome.show()
        self.waiting.stop_button.setFocus()
        self.export_button.setEnabled(False)

    def _say_done(self, result: ExportResult) -> None:
        words = f"{counted(result.families, 'gezin staat', 'gezinnen staan')} in {result.path}."
        if result.left_out:
            words += f" {counted(result.left_out, 'gezin bleef', 'gezinnen bleven')} eruit: hun groep was te klein."
        if result.blanked:
            words += f" Bij {counted(result.blanked, 'gezin', 'gezinnen')} staat “niet vermeld”."
        self._say(words, Tone.GOOD)
        self._made_in = result.path if result.path.is_dir() else result.path.parent
        self.open_button.show()
        self._tasks.query(log_service.list_exports, self._desk, then=self.log.show_records, key="exports")

    def open_folder(self) -> None:
        """Show where the export stands."""
        if self._made_in is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made_in)))

    def _say_failed(self, error: Exception) -> bool:
        if isinstance(error, Cancelled):
            self._say("Gestopt. Er is geen bestand gemaakt.", Tone.SECONDARY)
            return True
        if isinstance(error, UserError):
            self._say("", Tone.SECONDARY)
            self._show_error(error)
            return True
        self._say("", Tone.SECONDARY)
        return False

    def _show_error(self, error: UserError) -> None:
        """At its field, and in sight."""
        if not self.form.show_error(error):
            self._say(error.message, Tone.ERROR)
        elif (field := self.window().focusWidget()) is not None:
            self._area.ensureWidgetVisible(field)

    def _say(self, text: str, tone: Tone) -> None:
        had_focus = self.waiting.stop_button.hasFocus()
        self.waiting.hide()
        self.export_button.setEnabled(True)
        if had_focus:
            self.export_button.setFocus()
        self.result_label.setText(text)
        set_tone(self.result_label, tone)
        self.result_label.setVisible(bool(text))
        self.open_button.hide()
        self._outcome.setVisible(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = event.size().width() >= _BESIDE_FROM
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        for place, share in enumerate((5, 4)):
            self._columns.setStretch(place, share if is_wide else 0)
