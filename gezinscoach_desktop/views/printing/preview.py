"""A window with a document as it will come out of the printer: every page small at the left, one large beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, icon_button, label, paragraph, set_tone
from gezinscoach_desktop.views.printing.page_list import PageList
from gezinscoach_desktop.views.printing.pages_view import PagesView
from gezinscoach_desktop.views.printing.print_job import PrintJob
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SHARE_OF_SCREEN = 0.9
_WIDEST, _HIGHEST = 1200, 900


class PrintPreview(QDialog):
    """PgUp and PgDn turn pages, Ctrl with + − 0 zooms, Ctrl+P prints. The document lives in memory only.

    Whoever opens it hears `printer_chosen`, notes that the document leaves the program, and calls `print_on`.
    """

    printer_chosen = Signal(object)
    """QPrinter: where the user wants it."""

    def __init__(
        self, tasks: Tasks, dialogs: Dialogs, title: str, pdf: bytes, *, parent: QWidget | None = None
    ) -> None:
        """`title` stands on the title bar, which other programs can read: no names."""
        super().__init__(parent)
        self._tasks = tasks
        self._dialogs = dialogs
        self._title = title
        self._pdf = pdf
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self._build()
        self._connect()
        self.pages.show_pdf(pdf)
        self._busy.set_busy(True)

    def _build(self) -> None:
        self.pages = PagesView(self._tasks)
        self.list = PageList(self._tasks)
        self._busy = BusyLine()
        self.page_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.zoom_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.smaller_button = icon_button("zoom-out", "Kleiner (Ctrl+−)")
        self.larger_button = icon_button("zoom-in", "Groter (Ctrl++)")
        self.fit_button = icon_button("maximize", "Zo breed als het venster (Ctrl+0)")
        self.told_label = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self.print_button = button("Afdrukken…", "primary", "print")
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.setEnabled(False)
        self.close_button = button("Sluiten")
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.list)
        middle.addWidget(self.pages, 1)
        bar = QFrame()
        bar.setProperty("kind", "side")
        row = QHBoxLayout(bar)
        row.setContentsMargins(grid(4), grid(2), grid(4), grid(2))
        row.setSpacing(grid(2))
        row.addWidget(self.page_label)
        row.addWidget(self.zoom_label)
        for widget in (self.smaller_button, self.larger_button, self.fit_button):
            row.addWidget(widget)
        row.addWidget(self.told_label, 1)
        row.addWidget(self.close_button)
        row.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._busy)
        column.addLayout(middle, 1)
        column.addWidget(bar)
        room = self.screen().availableGeometry().size() * _SHARE_OF_SCREEN
        self.resize(QSize(_WIDEST, _HIGHEST).boundedTo(room))

    def _connect(self) -> None:
        self.pages.shown.connect(self._show_ready)
        self.pages.page_changed.connect(self._follow_page)
        self.pages.zoomed.connect(self._show_numbers)
        self.list.page_chosen.connect(self.pages.go_to_page)
        self.smaller_button.clicked.connect(self.pages.zoom_out)
        self.larger_button.clicked.connect(self.pages.zoom_in)
        self.fit_button.clicked.connect(self.pages.fit_width)
        self.print_button.clicked.connect(self.choose_printer)
        self.close_button.clicked.connect(self.reject)

    def choose_printer(self) -> None:
        """Ask which printer, how many copies and which pages."""
        if not self.print_button.isEnabled():
            return
        printer = self._dialogs.choose_printer(f"{self._title} afdrukken")
        if printer is not None:
            self.printer_chosen.emit(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Send it to the printer."""
        self.print_button.setEnabled(False)
        self._say("Wordt naar de printer gestuurd…", Tone.SECONDARY)
        job = PrintJob(self._tasks, printer, self._pdf, self.pages.page_count, title=self._title, parent=self)
        job.finished.connect(self._say_printed)
        job.finished.connect(job.deleteLater)
        job.start()

    def _say_printed(self, is_complete: bool) -> None:
        self.print_button.setEnabled(True)
        if is_complete:
            self._say("Naar de printer gestuurd.", Tone.GOOD)
        else:
            self._say("De printer nam het niet aan. Kijk na of hij aanstaat en probeer opnieuw.", Tone.ERROR)

    def _say(self, text: str, tone: Tone) -> None:
        self.told_label.setText(text)
        set_tone(self.told_label, tone)

    def _show_ready(self) -> None:
        self._busy.set_busy(False)
        self.list.show_pages(self._pdf, self.pages.page_count)
        self.print_button.setEnabled(True)
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_numbers()

    def _follow_page(self, number: int) -> None:
        self.list.mark(number)
        self._show_numbers()

    def _show_numbers(self) -> None:
        self.page_label.setText(f"Pagina {self.pages.current_page} van {self.pages.page_count}")
        self.zoom_label.setText(f"{round(self.pages.zoom * 100)} %")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_P: self.choose_printer,
            Qt.Key.Key_Plus: self.pages.zoom_in,
            Qt.Key.Key_Equal: self.pages.zoom_in,
            Qt.Key.Key_Minus: self.pages.zoom_out,
            Qt.Key.Key_0: self.pages.fit_width,
            Qt.Key.Key_Agrave: self.pages.fit_width,
        }
        does = keys.get(Qt.Key(event.key()))
        if does is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            does()
            return
        super().keyPressEvent(event)
