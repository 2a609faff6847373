"""The papers of a family as they will come out of the printer, with which one and what its reader may see."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, UserError
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.reports.content import PaperOptions
from gezinscoach_desktop.services import dossier as dossier_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.dossier import Outlet, Papers
from gezinscoach_desktop.services.output_file import write_file
from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.dossier.kept_options import keep_options, kept_options
from gezinscoach_desktop.views.dossier.options_panel import OptionsPanel
from gezinscoach_desktop.views.dossier.texts_dialog import TextsDialog
from gezinscoach_desktop.views.elements import icon_button, label
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.printing.pages_view import PagesView
from gezinscoach_desktop.views.printing.print_job import PrintJob
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_PDF = FileKind("PDF-bestand", "pdf")
_FIRST = (PaperKind.PROGRESS, PaperKind.INTAKE)
"""What is shown to who asked for nothing in particular: the first of these that can be made."""


class ReportPage(Page):
    """Options at the left, pages at the right. The document lives in memory only, until the user saves it."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(Noun) - {Noun.ACCOUNT, Noun.DRAFT}
    help_topic: ClassVar[str] = "afdrukken"

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        dialogs: Dialogs,
        messages: Messages,
        settings: QSettings,
        family_id: UUID,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._settings = settings
        self.family_id = family_id
        self._papers: Papers | None = None
        self._wanted: PaperKind | None = None
        self._pdf = b""
        self._made = (PaperKind.PROGRESS, PaperOptions())
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Verslagen")
        self.header.show_back(name="Sluiten (Alt+pijl naar links)")
        self.close_button = self.header.add_command("Sluiten", None, self.close_preview)
        self.save_button = self.header.add_command("Opslaan als PDF", "save", self.save, hint="Ctrl+S")
        self.print_button = self.header.add_command(
            "Afdrukken", "print", self.print_here, kind="primary", hint="Ctrl+P"
        )
        if reach(self._desk.account.roles, Action.CHANGE_SETTINGS) is not Reach.NONE:
            self.header.add_more("Teksten van de formulieren…", "note-edit", self.change_texts)
        self.options = OptionsPanel()
        self.pages = PagesView(self._tasks)
        self._busy = BusyLine()
        self._trouble = EmptyState("document-text", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pages)
        self._stack.addWidget(self._trouble)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._busy)
        right.addWidget(self._stack, 1)
        right.addWidget(self._build_zoom_bar())
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.options)
        body.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(body, 1)
        self._enable(False)

    def _build_zoom_bar(self) -> QWidget:
        self.page_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.zoom_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.smaller_button = icon_button("zoom-out", "Kleiner (Ctrl+−)")
        self.larger_button = icon_button("zoom-in", "Groter (Ctrl++)")
        self.fit_button = icon_button("maximize", "Zo breed als het venster (Ctrl+0)")
        bar = QFrame()
        bar.setProperty("kind", "side")
        row = QHBoxLayout(bar)
        row.setContentsMargins(grid(4), grid(1), grid(4), grid(1))
        row.setSpacing(grid(2))
        row.addWidget(self.page_label)
        row.addStretch(1)
        for widget in (self.zoom_label, self.smaller_button, self.larger_button, self.fit_button):
            row.addWidget(widget)
        return bar

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.close_preview)
        self.options.changed.connect(self._follow_choice)
        self.options.kind_changed.connect(self._follow_kind)
        self.pages.page_changed.connect(self._show_numbers)
        self.pages.zoomed.connect(self._show_numbers)
        self.pages.shown.connect(self._show_ready)
        self.smaller_button.clicked.connect(self.pages.zoom_out)
        self.larger_button.clicked.connect(self.pages.zoom_in)
        self.fit_button.clicked.connect(self.pages.fit_width)
        for keys, slot in (
            ("Ctrl+S", self.save),
            ("Ctrl++", self.pages.zoom_in),
            ("Ctrl+=", self.pages.zoom_in),
            ("Ctrl+-", self.pages.zoom_out),
            ("Ctrl+0", self.pages.fit_width),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def title(self) -> str:
        """The kind of paper and the code: other programs can read it."""
        if self._papers is None:
            return "Verslagen"
        return f"{self._kind.label} {self._papers.content.code}"

    @property
    def suggested_name(self) -> str:
        """A name for the file: the code, never a name of somebody."""
        code = "" if self._papers is None else self._papers.content.code
        return dossier_service.file_name(code, self._kind.word, self._desk.today().isoformat())

    @property
    def _kind(self) -> PaperKind:
        return self.options.kind or PaperKind.PROGRESS

    def load(self) -> None:
        if self.family_id is None:
            return
        self._busy.set_busy(True)
        self._tasks.query(
            dossier_service.papers,
            self._desk,
            self.family_id,
            then=self._take_papers,
            failed=self._show_trouble,
            key="papers",
        )

    def go_to(self, part: str) -> None:
        """`part` is a kind of paper."""
        if part in tuple(PaperKind):
            self._wanted = PaperKind(part)
            self._show_wanted()

    def close_preview(self) -> None:
        """Back to the family."""
        self.back_wanted.emit()

    def save(self) -> None:
        """Ask where, and write the document there."""
        if not self.save_button.isEnabled():
            return
        path = self._dialogs.save_file(f"{self._kind.label} opslaan", _PDF, suggested=self.suggested_name)
        if path is not None:
            self._note(Outlet.FILE, partial(self._write, path, self._pdf))

    def print_here(self) -> None:
        if not self.print_button.isEnabled():
            return
        printer = self._dialogs.choose_printer(f"{self._kind.label} afdrukken")
        if printer is not None:
            self._note(Outlet.PAPER, partial(self._print, printer, self._pdf))

    def change_texts(self) -> None:
        """Open the window with the office's own words on the forms."""
        if self._papers is not None:
            TextsDialog(self._tasks, self._desk, self._papers.texts, parent=self).open()

    def _note(self, outlet: Outlet, then: Callable[[Done], None]) -> None:
        """Nothing leaves the program before it stands in the audit trail."""
        if self.family_id is None:
            return
        kind, options = self._made
        self._tasks.run(
            dossier_service.note_print, self._desk, self.family_id, kind, options, outlet, then=then
        )

    def _write(self, path: Path, pdf: bytes, _: Done) -> None:
        self._tasks.compute(_written, path, pdf, then=self._say_saved)

    def _print(self, printer: QPrinter, pdf: bytes, _: Done) -> None:
        job = PrintJob(self._tasks, printer, pdf, self.pages.page_count, parent=self)
        job.finished.connect(self._say_printed)
        job.finished.connect(job.deleteLater)
        job.start()

    def _take_papers(self, papers: Papers) -> None:
        is_first = self._papers is None
        self._papers = papers
        content = papers.content
        if is_first:
            self.options.show_domains(content.instrument, content.profile)
        self.options.show_reasons({kind: papers.why_not(kind) for kind in PaperKind})
        self._show_wanted()

    def _show_wanted(self) -> None:
        """The kind that was asked for; else the one that stood there, or the first that can be made."""
        if self._papers is None:
            return
        can = [kind for kind in (*_FIRST, *PaperKind) if not self._papers.why_not(kind)]
        kind = self._wanted or self.options.kind or can[0]
        if self._wanted is not None or self.options.kind is None:
            self.options.show_kind(kind, kept_options(self._settings, kind))
        self._wanted = None
        self._show_title()
        self._rebuild()

    def _follow_kind(self) -> None:
        self.options.show_kind(self._kind, kept_options(self._settings, self._kind))
        self._show_title()
        self._rebuild()

    def _follow_choice(self) -> None:
        keep_options(self._settings, self._kind, self.options.value())
        self._rebuild()

    def _rebuild(self) -> None:
        """Make the paper again; only the newest choice is shown."""
        if self._papers is None:
            return
        kind = self._kind
        if reason := self._papers.why_not(kind):
            self._show_trouble(InvalidInput(reason))
            return
        self._busy.set_busy(True)
        options = self.options.value()
        self._tasks.compute(
            _made,
            self._papers,
            kind,
            options,
            then=self._take_paper,
            failed=self._show_trouble,
            key="report",
        )

    def _take_paper(self, made: tuple[PaperKind, PaperOptions, bytes]) -> None:
        kind, options, self._pdf = made
        self._made = (kind, options)
        pdf = self._pdf
        self._stack.setCurrentWidget(self.pages)
        self.pages.show_pdf(pdf)

    def _show_ready(self) -> None:
        self._busy.set_busy(False)
        if not self.save_button.isEnabled():
            self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable(True)
        self._show_numbers()

    def _show_trouble(self, error: Exception) -> bool:
        self._busy.set_busy(False)
        if not isinstance(error, UserError):
            return False
        self._enable(False)
        self._trouble.show_sentence(error.message)
        self._stack.setCurrentWidget(self._trouble)
        return True

    def _enable(self, has_document: bool) -> None:
        for widget in (
            self.print_button,
            self.save_button,
            self.smaller_button,
            self.larger_button,
            self.fit_button,
        ):
            widget.setEnabled(has_document)

    def _show_title(self) -> None:
        if self._papers is None:
            return
        content = self._papers.content
        family = family_title(content.name, content.code)
        self.header.set_title(self._kind.label, f"{family} · {content.code}")
        self.title_changed.emit()

    def _show_numbers(self) -> None:
        self.page_label.setText(f"Pagina {self.pages.current_page} van {self.pages.page_count}")
        width = " (vensterbreedte)" if self.pages.fits_width else ""
        self.zoom_label.setText(f"{round(self.pages.zoom * 100)} %{width}")

    def _say_saved(self, path: Path) -> None:
        self._messages.good(f"Bewaard als {path.name}.")

    def _say_printed(self, is_complete: bool) -> None:
        if is_complete:
            self._messages.good("Het papier is naar de printer gestuurd.")
        else:
            self._messages.warn(
                "De printer nam het papier niet aan. Kijk na of hij aanstaat en probeer opnieuw."
            )


def _made(papers: Papers, kind: PaperKind, options: PaperOptions) -> tuple[PaperKind, PaperOptions, bytes]:
    """On the worker; what was asked for comes back with it, since the choice may have changed meanwhile."""
    return kind, options, papers.make(kind, options)


def _written(path: Path, pdf: bytes) -> Path:
    """On the worker: the whole file or nothing of it, closed to other users of this computer."""
    write_file(path, pdf)
    return path
