"""The window: rail at the left, one page at a time, history, messages, the state of the work below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import shiboken6
from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.elements import label
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Message, MessageBar, Messages, Toast
from gezinscoach_desktop.views.page import Destination, Page
from gezinscoach_desktop.views.practice_bar import PracticeBar
from gezinscoach_desktop.views.rail import MOST_NUMBERED, Rail
from gezinscoach_desktop.views.read_only import ReadOnlyGate
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

PROGRAM = "Gezinscoach"
SMALLEST = QSize(1024, 680)
_USUAL = QSize(1366, 768)
_MOST_KEPT = 8
_GEOMETRY = "window/geometry"

HELP = "help"
FAMILIES = "families"
LOCK = "lock"

MakePage = Callable[[Destination], Page]


@dataclass(frozen=True, slots=True)
class OfficeLabel:
    """What the window says about where and who."""

    office_name: str
    display_name: str
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class _Room:
    make: MakePage
    rail_room: str
    is_kept: bool


class Frame(QMainWindow):
    """Register rooms and pages, then `go` to the first."""

    page_shown = Signal(object)
    """The page that is in front now."""
    practice_reset_wanted = Signal()
    """The user wants the practice office as it was at first."""
    practice_left = Signal()
    """The user wants to begin for real."""
    lock_wanted = Signal()
    """The user goes away from the PC for a while."""
    covered = Signal()
    """The window shows nothing any more: what was kept to be quick is to be forgotten."""
    heard = Signal(object)
    """Change: of somebody here or of a colleague."""
    find_wanted = Signal()
    """Ctrl+K: the user looks for anything, wherever he is."""

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        settings: QSettings,
        *,
        office: OfficeLabel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._messages = messages
        self._settings = settings
        self._rooms: dict[str, _Room] = {}
        self._hidden: frozenset[str] = frozenset()
        self._pages: dict[tuple[str, object], Page] = {}
        self._stale: set[Page] = set()
        self._history: list[Destination] = []
        self._behind: QWidget | None = None
        self._focus_behind: QWidget | None = None
        self._held: list[Message] = []
        self.gate = ReadOnlyGate(messages, self)
        self._build(office)
        self._connect()
        self._restore_place()

    # ------------------------------------------------------------------------------------- registering

    def add_room(
        self,
        room: str,
        text: str,
        icon_name: str,
        make: MakePage,
        *,
        is_low: bool = False,
        can_fold: bool = False,
    ) -> None:
        """A page with its own entry on the rail, made on the first visit and then kept."""
        self._rooms[room] = _Room(make, room, is_kept=True)
        self.rail.add(room, text, icon_name, is_low=is_low, can_fold=can_fold)

    def add_page(self, room: str, make: MakePage, *, under: str) -> None:
        """A page one comes to from elsewhere; the rail then marks the room `under`."""
        self._rooms[room] = _Room(make, under, is_kept=False)

    def add_lock(self) -> None:
        """The lock low on the rail, and Ctrl+Shift+L."""
        self.rail.add_command(LOCK, "Vergrendel", "lock-closed", "Vergrendelen (Ctrl+Shift+L)")
        self.add_action("Vergrendelen", "Ctrl+Shift+L", self.lock_wanted.emit)

    def add_action(self, text: str, keys: str, slot: Callable[[], object]) -> None:
        """Something to do from any page, by keys."""
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(slot)
        self.addAction(action)

    def knows(self, room: str) -> bool:
        """Whether there is such a page, for this account and in this office."""
        return room in self._rooms and room not in self._hidden

    def hide_rooms(self, rooms: frozenset[str]) -> None:
        """Only these cannot be gone to from now on; what is not in front is made anew when somebody goes there."""
        self._hidden = rooms
        self.rail.hide_rooms(rooms)
        self._history = [each for each in self._history[:-1] if each.room not in rooms] + self._history[-1:]
        for key in [key for key, page in self._pages.items() if page is not self.current_page]:
            self._drop(self._pages.pop(key))

    # ------------------------------------------------------------------------------------------- locking

    @property
    def is_covered(self) -> bool:
        return self._behind is not None

    def cover(self, cover: QWidget) -> None:
        """Show nothing but `cover`.

        What stood here leaves the window altogether: a hidden widget could still be read by a program that goes
        through the window as a screen reader does.
        """
        content = self.centralWidget()
        if self.is_covered or content is None:
            return
        self._focus_behind = self.focusWidget()
        self._behind = content
        self.toast.panel.dismiss()
        self.toast.setParent(content)
        self.takeCentralWidget()
        content.hide()
        for action in self.actions():
            action.setEnabled(False)
        self.statusBar().hide()
        self.setWindowTitle(f"Vergrendeld – {PROGRAM}")
        self.setCentralWidget(cover)
        cover.show()
        self.covered.emit()

    def uncover(self) -> None:
        """Put everything back as it was, the cursor too."""
        cover = self.centralWidget()
        if self._behind is None or cover is None:
            return
        self.takeCentralWidget()
        cover.hide()
        cover.deleteLater()
        self.setCentralWidget(self._behind)
        self._behind.show()
        self._behind = None
        self.toast.setParent(self)
        for action in self.actions():
            action.setEnabled(True)
        self.statusBar().show()
        self._show_title()
        focus, self._focus_behind = self._focus_behind, None
        if focus is not None and shiboken6.isValid(focus):
            focus.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        for message in self._held:
            self._say(message)
        self._held.clear()

    # -------------------------------------------------------------------------------------- going about

    @property
    def current_page(self) -> Page | None:
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    @property
    def current_destination(self) -> Destination | None:
        return self._history[-1] if self._history else None

    def go(self, destination: Destination) -> None:
        """Show the page, and remember where we came from; not to where something begins that cannot be kept."""
        if self.gate.refuses_room(destination.room):
            return
        here = self.current_destination
        if here is None or (here.room, here.subject) != (destination.room, destination.subject):
            self._history.append(destination)
        else:
            self._history[-1] = destination
        self._show(destination)

    def show_read_only(self, reason: str) -> None:
        """Why nothing can be kept in this office; empty when it can."""
        self.gate.set_reason(reason)
        self.gate.show_on(self.current_page)

    def back(self) -> None:
        """To where we came from, on this page or before it; does nothing on the first page."""
        page = self.current_page
        if (page is not None and page.back_here()) or len(self._history) < 2:
            return
        self._history.pop()
        self._show(self._history[-1])

    def _forget_page(self, page: Page) -> None:
        """A page that has done its work (a finished snapshot) is not to be found again with back."""
        key = next(known for known, kept in self._pages.items() if kept is page)
        here = self._history[-1]
        self._history = [known for known in self._history[:-1] if (known.room, known.subject) != key]
        if not self._history or self._history[-1] != here:
            self._history.append(here)
        self._drop(self._pages.pop(key))

    def _show(self, destination: Destination) -> None:
        room = self._rooms[destination.room]
        key = (destination.room, destination.subject)
        page = self._pages.pop(key, None)
        is_new = page is None
        if page is None:
            page = room.make(destination)
            self._adopt(page)
        self._pages[key] = page
        before = self.current_page
        if before is not None and before is not page:
            self._close_messages()  # first: what fails while leaving is said on the next page
            before.leave()
        self._stack.setCurrentWidget(page)
        if before is not None and before is not page and before.is_done:
            self._forget_page(before)
        self.rail.mark(room.rail_room)
        self.gate.show_on(page)
        if is_new or page in self._stale:
            self._stale.discard(page)
            page.load()
        if destination.part:
            page.go_to(destination.part)
        self._place_focus(page)
        self._show_title()
        self._drop_oldest()
        self.page_shown.emit(page)

    def _close_messages(self) -> None:
        """What was said belongs to the page it was said on; only what can be undone goes along."""
        self.message_bar.dismiss()
        self.toast.dismiss_passing()
        self.state_label.clear()

    def _place_focus(self, page: Page) -> None:
        """On the page; else on the rail, so that the keyboard always is somewhere.

        Qt gives it to the first widget of a new page, which is the arrow back.
        """
        header = page.findChild(PageHeader)
        is_nowhere = page.focusWidget() is None
        is_on_way_back = header is not None and page.focusWidget() is header.back_button
        if (is_nowhere or is_on_way_back) and not page.take_focus() and is_nowhere:
            self.rail.focus_open()

    def _adopt(self, page: Page) -> None:
        page.left_for.connect(self.go)
        page.back_wanted.connect(self.back)
        page.title_changed.connect(self._show_title)
        self._stack.addWidget(page)

    def _drop_oldest(self) -> None:
        passing = [key for key in self._pages if not self._rooms[key[0]].is_kept]
        for key in passing[:-_MOST_KEPT]:
            self._drop(self._pages.pop(key))

    def _drop(self, page: Page) -> None:
        self._stale.discard(page)
        page.leave()
        self._stack.removeWidget(page)
        page.deleteLater()

    # ------------------------------------------------------------------------------------------ building

    def _build(self, office: OfficeLabel) -> None:
        self.setMinimumSize(SMALLEST)
        self.rail = Rail()
        self._stack = QStackedWidget()
        self.message_bar = MessageBar()
        self._busy = BusyLine()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._busy)
        self._bars = QVBoxLayout()
        column.addLayout(self._bars)
        column.addWidget(self.message_bar)
        column.addWidget(self._stack, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(content, 1)
        whole = QWidget()
        all_of_it = QVBoxLayout(whole)
        all_of_it.setContentsMargins(0, 0, 0, 0)
        all_of_it.setSpacing(0)
        self.practice_bar = PracticeBar(whole)
        self.practice_bar.setVisible(office.is_practice)
        all_of_it.addWidget(self.practice_bar)
        all_of_it.addWidget(body, 1)
        self.setCentralWidget(whole)
        self.toast = Toast(self)
        self._build_status(office)
        self._build_actions()
        self.setWindowTitle(PROGRAM)

    def _build_status(self, office: OfficeLabel) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(grid(3), 0, grid(3), 0)
        self.office_label = label(
            f"{office.office_name}  ·  {office.display_name}", TextStyle.SMALL, Tone.SECONDARY
        )
        self.state_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        bar.addWidget(self.office_label)
        bar.addPermanentWidget(self.state_label)

    def add_status(self, widget: QWidget) -> None:
        """Something more at the right end of the status bar."""
        self.statusBar().addPermanentWidget(widget)

    def add_bar(self, widget: QWidget) -> None:
        """A line of its own above every page, shown and hidden by whoever adds it."""
        self._bars.addWidget(widget)

    def _build_actions(self) -> None:
        self.add_action("Terug", "Alt+Left", self.back)
        self.add_action("Zoeken in deze lijst", "Ctrl+F", self._find)
        self.add_action("Zoeken en openen", "Ctrl+K", self.find_wanted.emit)
        self.add_action("Vernieuwen", "F5", self._reload)
        self.add_action("Hulp", "F1", self._open_help)
        self.add_action("Afdrukken", "Ctrl+P", self._print)
        self.add_action("Nieuw", "Ctrl+N", self._make_new)
        self.add_action("Nieuwe momentopname", "Ctrl+M", self._make_snapshot)
        self.add_action("Nieuw contactmoment", "Ctrl+L", self._make_contact)
        self._numbers = QActionGroup(self)
        for number in range(1, MOST_NUMBERED + 1):
            action = QAction(f"Kamer {number}", self)
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.setData(number)
            self._numbers.addAction(action)
            self.addAction(action)

    def _connect(self) -> None:
        self.practice_bar.left.connect(self.practice_left)
        self.practice_bar.reset_wanted.connect(self.practice_reset_wanted)
        self.rail.chosen.connect(self._go_to_room)
        self._numbers.triggered.connect(self._go_to_number)
        self._messages.said.connect(self._say)
        self._messages.outdated.connect(self.message_bar.dismiss)
        self._tasks.refused.connect(self._messages.show_refusal)
        self._tasks.broke.connect(self._messages.show_breakdown)
        self._tasks.changed.connect(self._announce)
        self._tasks.busy_changed.connect(self._busy.set_busy)

    def _restore_place(self) -> None:
        geometry = self._settings.value(_GEOMETRY)
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(_USUAL)

    # --------------------------------------------------------------------------------------------- slots

    def _go_to_room(self, room: str) -> None:
        if room == LOCK:
            self.lock_wanted.emit()
        else:
            self.go(Destination(room))

    def _go_to_number(self, action: QAction) -> None:
        place = int(action.data()) - 1
        if place < len(self.rail.rooms):
            self.go(Destination(self.rail.rooms[place]))

    def _say(self, message: Message) -> None:
        if self.is_covered:  # nobody may hear it now; what went well is old news by the time somebody may
            self._held += [message] if message.kind.stays else []
        elif message.kind.stays:
            self.message_bar.show_message(message)
        else:
            self.toast.show_message(message)

    def _announce(self, change: Change) -> None:
        if change.nouns and change.nouns != {Noun.DRAFT}:  # the form says itself when its draft is kept
            self.state_label.setText(f"Bewaard om {datetime.now():%H:%M}")  # noqa: DTZ005 - wall clock
        self.hear(change)

    def hear(self, change: Change) -> None:
        """A colleague changed something, or somebody here did: pages that are concerned show it, now or when shown."""
        self.heard.emit(change)
        for page in list(self._pages.values()):
            if not page.is_concerned(change):
                continue
            if page is self.current_page:
                page.refresh(change)
            else:
                self._stale.add(page)

    def _show_title(self) -> None:
        if self.is_covered:
            return
        page = self.current_page
        title = page.title if page is not None else ""
        self.setWindowTitle(f"{title} – {PROGRAM}" if title else PROGRAM)

    def _find(self) -> None:
        if self.current_page is not None:
            self.current_page.find_here()

    def _reload(self) -> None:
        if self.current_page is not None:
            self.current_page.load()

    def _open_help(self) -> None:
        page = self.current_page
        if page is not None and page.help_here():
            return
        if HELP in self._rooms:
            self.go(Destination(HELP, part=page.topic_now if page is not None else ""))

    def _print(self) -> None:
        if self.current_page is not None:
            self.current_page.print_here()

    def _make_new(self) -> None:
        if self.current_page is not None and not self.gate.refuses():
            self.current_page.new_here()

    def _make_snapshot(self) -> None:
        if self.current_page is not None and not self.gate.refuses():
            self.current_page.new_snapshot()

    def _make_contact(self) -> None:
        if self.current_page is not None and not self.gate.refuses():
            self.current_page.new_contact()

    # ------------------------------------------------------------------------------------- Qt overrides

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """The button that throws everything away is the last that Tab comes to."""
        last, practice = self.previousInFocusChain(), self.practice_bar
        if last is not None and last is not practice.reset_button and not self.is_covered:
            self.setTabOrder(last, practice.real_button)
            self.setTabOrder(practice.real_button, practice.reset_button)
        return super().focusNextPrevChild(is_next)

    def closeEvent(self, event: QCloseEvent) -> None:
        for page in self._pages.values():
            page.leave()
        self._settings.setValue(_GEOMETRY, self.saveGeometry())
        if self._behind is not None:
            self._behind.deleteLater()
        super().closeEvent(event)
