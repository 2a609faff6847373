"""Papers of many families at once (Dossiers maken): choose, wait or do something else, and let them go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import paper_queue
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.dossier import Outlet
from gezinscoach_desktop.services.paper_queue import Candidates
from gezinscoach_desktop.views.bulk.choose_view import ChooseView
from gezinscoach_desktop.views.bulk.places import families_of
from gezinscoach_desktop.views.bulk.queue_view import QueueView
from gezinscoach_desktop.views.bulk.run import BatchRun, Order, queue_lines
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.printing.outlets import Outlets
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_TITLE = "Dossiers maken"


class BulkPage(Page):
    """While the queue runs the user may go elsewhere; it is there when he comes back."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {Noun.FAMILY, Noun.MEMBER, Noun.ASSIGNMENT, Noun.PHASE, Noun.SNAPSHOT, Noun.SETTING}
    )
    help_topic: ClassVar[str] = "dossiers-in-bulk"

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        dialogs: Dialogs,
        messages: Messages,
        settings: QSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._settings = settings
        self._outlets = Outlets(tasks, dialogs, messages, self._note, self)
        self.run: BatchRun | None = None
        self._asked: Order | None = None
        self._pdf = b""
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader(_TITLE, "Van een of meer gezinnen, in één keer")
        self.header.show_back()
        self.choosing = ChooseView(self._desk, self._settings)
        self.queue = QueueView()
        self.nobody = EmptyState("people", "Hier kies je straks van welke gezinnen je papieren maakt.")
        self._stack = QStackedWidget()
        for widget in (self.choosing, self.queue, self.nobody):
            self._stack.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._build_question())
        whole.addWidget(self._stack, 1)

    def _build_question(self) -> QWidget:
        """What to do with files that are there already; asked once for all of them."""
        bar = QFrame()
        bar.setProperty("kind", "message")
        bar.setProperty("tone", "warning")
        self.question_label = paragraph("")
        self.keep_button = button("Bestaande houden")
        self.replace_button = button("Vervangen", "primary")
        self.cancel_button = button("Annuleren")
        row = QHBoxLayout(bar)
        row.setContentsMargins(grid(3), grid(1.5), grid(1.5), grid(1.5))
        row.addWidget(self.question_label, 1)
        for made in (self.cancel_button, self.keep_button, self.replace_button):
            row.addWidget(made)
        self.question = QWidget()
        column = QVBoxLayout(self.question)
        column.setContentsMargins(grid(4), grid(3), grid(4), 0)
        column.addWidget(bar)
        self.question.hide()
        return self.question

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.choosing.wanted.connect(self.make)
        self.queue.stop_wanted.connect(self._stop)
        self.queue.retry_wanted.connect(self._retry)
        self.queue.view_wanted.connect(self.print_here)
        self.queue.save_wanted.connect(self.save)
        self.queue.again_wanted.connect(self.choose_again)
        self.keep_button.clicked.connect(self._keep_existing)
        self.replace_button.clicked.connect(self._replace_existing)
        self.cancel_button.clicked.connect(self._forget_question)
        for keys, slot in (("Ctrl+Return", self.make), ("Ctrl+A", self._choose_all), ("Ctrl+S", self.save)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def title(self) -> str:
        return _TITLE

    @property
    def is_choosing(self) -> bool:
        return self._stack.currentWidget() is self.choosing

    def load(self) -> None:
        self._tasks.query(paper_queue.candidates, self._desk, then=self._show, key="candidates")

    def go_to(self, part: str) -> None:
        """`part` names the families that are chosen already."""
        families = families_of(part)
        if families and (self.run is None or not self.run.is_running):
            self.choose_again()
            self.choosing.choose(families)

    def find_here(self) -> None:
        self.choosing.filters.go_to_search()

    def make(self) -> None:
        """Begin with what was chosen; of files that are there already is asked first what becomes of them."""
        found = self.choosing.candidates
        if not self.is_choosing or found is None or not self.choosing.make_button.isEnabled():
            return
        how, folder = self.choosing.how, None
        if not how.is_one_file:
            folder = self._dialogs.choose_folder("In welke map?")
            if folder is None:
                return
        lines = queue_lines(self.choosing.families)
        order = Order(lines, self.choosing.papers, how.binding, found.maker, folder)
        if folder is None:
            self._begin(order)
            return
        self._tasks.compute(
            paper_queue.taken, folder, order.file_names, then=partial(self._ask_existing, order), owner=self
        )

    def choose_again(self) -> None:
        """Back to the choices, which are as they were."""
        if self.run is not None and not self.run.is_running:
            self.run.deleteLater()
            self.run, self._pdf = None, b""
        if self.run is None:
            self._stack.setCurrentWidget(self.choosing)
            self.load()  # what was let go meanwhile counts
            self.choosing.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_here(self) -> None:
        """Show the whole as it will come out of the printer."""
        if self._is_ready:
            self._outlets.preview(_TITLE, self._pdf)

    def save(self) -> None:
        """Ask where, and write the whole there."""
        if self._is_ready:
            suggested = f"dossiers-{self._desk.today().isoformat()}.pdf"
            path = self._outlets.ask_path("Dossiers opslaan", suggested)
            if path is not None:
                self._outlets.save(path, self._pdf)

    @property
    def _is_ready(self) -> bool:
        return self.run is not None and bool(self._pdf) and not self.run.is_running

    # ---------------------------------------------------------------------------------------------------- the queue

    def _show(self, found: Candidates) -> None:
        self.choosing.show_candidates(found)
        if self.run is None:
            self._stack.setCurrentWidget(self.choosing if found.families else self.nobody)

    def _choose_all(self) -> None:
        if self.is_choosing:
            self.choosing.choose_all()

    def _ask_existing(self, order: Order, names: frozenset[str]) -> None:
        if not names:
            self._begin(order)
            return
        self._asked = Order(order.lines, order.wanted, order.binding, order.maker, order.folder, kept=names)
        there = counted(len(names), "bestand staat", "bestanden staan")
        self.question_label.setText(f"{there} al in deze map. Wat doe je ermee?")
        self.question.show()
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_existing(self) -> None:
        if self._asked is not None:
            self._begin(self._asked)

    def _replace_existing(self) -> None:
        asked = self._asked
        if asked is not None:
            self._begin(Order(asked.lines, asked.wanted, asked.binding, asked.maker, asked.folder))

    def _forget_question(self) -> None:
        self._asked = None
        self.question.hide()

    def _begin(self, order: Order) -> None:
        self._forget_question()
        self._pdf = b""
        self.run = BatchRun(self._tasks, self._desk, order, self)
        self.run.moved.connect(self._show_run)
        self.run.ended.connect(self._bind)
        self._stack.setCurrentWidget(self.queue)
        self.queue.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.run.start()

    def _stop(self) -> None:
        if self.run is not None:
            self.run.stop()

    def _retry(self) -> None:
        if self.run is not None:
            self.run.retry()

    def _show_run(self) -> None:
        if self.run is not None:
            self.queue.show_run(self.run)

    def _bind(self) -> None:
        """Everything is made: put it together, when it is to be one file."""
        run = self.run
        if run is None:
            return
        if not run.parts:
            self._show_result()
            return
        self.queue.show_run(run, is_busy_binding=True)
        self._tasks.compute(
            paper_queue.make_bundle,
            run.parts,
            run.order.maker,
            run.order.binding,
            run.not_made,
            then=self._take_bundle,
            key="bundle",
            owner=self,
        )

    def _take_bundle(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._show_result()

    def _show_result(self) -> None:
        if self.run is None:
            return
        self.queue.show_run(self.run)
        first = self.queue.view_button if self._pdf else self.queue.again_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.isVisible():
            self._messages.good("De dossiers zijn gemaakt; ze staan klaar bij “Dossiers maken”.")

    def _note(self, outlet: Outlet, then: Callable[[Done], object]) -> None:
        """Nothing leaves the program before every paper of it stands in the audit trail."""
        if self.run is not None:
            self._tasks.run(paper_queue.note_prints, self._desk, self.run.let_go, outlet, then=then)
