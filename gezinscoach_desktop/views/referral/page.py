"""Aanmeldingen: who was referred, who waits, and who could go with them. For coordinators only."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.referral import ReferralLine, ReferralRecord, WaitingContactRecord
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.services import matching as matching_service
from gezinscoach_desktop.services import referral as referral_service
from gezinscoach_desktop.services import waiting_list as waiting_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.matching import Matching
from gezinscoach_desktop.services.referral import ReferralFile
from gezinscoach_desktop.services.waiting_list import Queue
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.family.places import family_page
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.referral.assign_dialog import AssignDialog
from gezinscoach_desktop.views.referral.dialogs import DecideDialog, WaitingContactDialog
from gezinscoach_desktop.views.referral.feedback_dialog import FeedbackDialog
from gezinscoach_desktop.views.referral.list_tab import ListTab
from gezinscoach_desktop.views.referral.matching_tab import MatchingTab
from gezinscoach_desktop.views.referral.panel import ReferralPanel
from gezinscoach_desktop.views.referral.places import Part, referral_form
from gezinscoach_desktop.views.referral.sheet import save_sheet
from gezinscoach_desktop.views.referral.waiting_tab import WaitingTab
from gezinscoach_desktop.views.referral.words import is_to_assign
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_NARROW_UNDER = 1100


class ReferralsPage(Page):
    """One panel beside the list and the waiting list; each opening of the page is noted once."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {Noun.REFERRAL, Noun.ASSIGNMENT, Noun.PHASE, Noun.ORGANISATION, Noun.SERVICE}
    )
    help_topic: ClassVar[str] = "aanmeldingen"

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._wanted: UUID | None = None
        self._has_lines = False
        self._build()
        self._connect()

    # -------------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self.header = PageHeader("Aanmeldingen")
        self.header.add_command("Nieuwe aanmelding", "add", self.new_here, kind="primary", hint="Ctrl+N")
        self.header.add_more("Leeg formulier voor partners…", "document-pdf", self.save_sheet)
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Onderdelen van Aanmeldingen")
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        for part in Part:
            self.tab_bar.addTab(part.label)
        tab_row = QFrame()
        tab_row.setProperty("kind", "header")
        row = QHBoxLayout(tab_row)
        row.setContentsMargins(grid(4), 0, grid(4), 0)
        row.addWidget(self.tab_bar, 1)
        today = self._desk.today
        self.list = ListTab()
        self.waiting = WaitingTab(today)
        self.matching = MatchingTab(today)
        self.panel = ReferralPanel(today=today)
        self._stack = QStackedWidget()
        for widget in (self.list, self.waiting, self.matching):
            self._stack.addWidget(widget)
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self._stack, 1)
        columns.addWidget(self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(tab_row)
        whole.addWidget(content, 1)

    def _connect(self) -> None:
        self.tab_bar.currentChanged.connect(self._show_part)
        self.list.chosen.connect(partial(self._follow, Part.LIST))
        self.waiting.chosen.connect(partial(self._follow, Part.WAITING))
        self.list.opened.connect(self._open)
        self.list.new_wanted.connect(self.new_here)
        self.list.counted_changed.connect(self._show_title)
        self.waiting.opened.connect(self._go_to_matching)
        self.waiting.moved.connect(self._move)
        self.waiting.contact_wanted.connect(self.note_contact)
        self.matching.chosen.connect(self._read_matching)
        self.matching.coach_chosen.connect(self.assign)
        panel = self.panel
        panel.decide_wanted.connect(self.decide)
        panel.assign_wanted.connect(self._go_to_matching)
        panel.change_wanted.connect(self.change)
        panel.feedback_wanted.connect(self.tell_referrer)
        panel.contact_wanted.connect(self.note_contact)
        panel.contact_opened.connect(self.open_contact)
        panel.removal_wanted.connect(self.remove)
        panel.family_wanted.connect(self._go_to_family)
        panel.referral_wanted.connect(self._go_to_referral)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step_tab, step))

    # ------------------------------------------------------------------------------------------------------- page

    @property
    def title(self) -> str:
        return "Aanmeldingen"

    @property
    def part(self) -> Part:
        """The tab in front."""
        return tuple(Part)[self.tab_bar.currentIndex()]

    def load(self) -> None:
        self._tasks.query(referral_service.list_referrals, self._desk, then=self._show_lines, key="referrals")
        self._tasks.query(waiting_service.read_queue, self._desk, then=self._show_queue, key="queue")

    def refresh(self, change: Change) -> None:
        self.load()

    def go_to(self, part: str) -> None:
        """A tab, after which the id of a referral may stand."""
        name, _, referral_id = part.partition("/")
        if name in tuple(Part):
            self.tab_bar.setCurrentIndex(tuple(Part).index(Part(name)))
            self._in_front.focus_list()
        if referral_id:
            self._wanted = UUID(referral_id)
            self._go_to_wanted()

    def take_focus(self) -> bool:
        self._in_front.focus_list()
        return True

    def find_here(self) -> None:
        self.tab_bar.setCurrentIndex(0)
        self.list.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search_field.selectAll()

    def new_here(self) -> None:
        self.left_for.emit(referral_form())

    @property
    def _in_front(self) -> ListTab | WaitingTab | MatchingTab:
        return (self.list, self.waiting, self.matching)[self.tab_bar.currentIndex()]

    def _step_tab(self, step: int) -> None:
        self.tab_bar.setCurrentIndex((self.tab_bar.currentIndex() + step) % self.tab_bar.count())

    def _show_part(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        part = self.part
        if part is Part.MATCHING:
            self.panel.show_file(None)
            self._read_matching(self.matching.table.current_row)
        elif part is Part.WAITING:
            row = self.waiting.table.current_row
            self._read_file(None if row is None else row.line)
        else:
            self._read_file(self.list.table.current_row)
        self._show_title()
        self._in_front.focus_list()

    def _show_title(self) -> None:
        self.header.set_title("Aanmeldingen", self._in_front.subtitle)

    def _show_lines(self, lines: tuple[ReferralLine, ...]) -> None:
        self.list.show_lines(lines)
        if not self._has_lines:  # where one came from has left the keyboard on the first button there is
            self._has_lines = True
            self.take_focus()
        self._go_to_wanted()
        self._show_title()

    def _show_queue(self, queue: Queue) -> None:
        self.waiting.show_queue(queue)
        waiting = {line.id for line in queue.lines}
        accepted = [line for line in self.list.model.rows if is_to_assign(line) and line.id not in waiting]
        self.matching.show_lines((*accepted, *queue.lines))
        self._go_to_wanted()
        self._show_title()

    def _go_to_wanted(self) -> None:
        """The cursor on what was asked for, once it is there."""
        if self._wanted is not None and self._in_front.go_to(self._wanted):
            self._wanted = None
            self._in_front.focus_list()

    # -------------------------------------------------------------------------------------------------- one of them

    def _follow(self, part: Part, line: ReferralLine | None) -> None:
        """The cursor went elsewhere; of a tab that is not in front nothing is shown."""
        if part is self.part:
            self._read_file(line)

    def _read_file(self, line: ReferralLine | None) -> None:
        if line is None:
            self.panel.show_file(None)
            return
        self._tasks.query(
            referral_service.read_referral, self._desk, line.id, then=self._show_file, key="file"
        )

    def _show_file(self, file: ReferralFile) -> None:
        if self.part is not Part.MATCHING:
            self.panel.show_file(file)

    def _read_matching(self, line: ReferralLine | None) -> None:
        if line is None:
            self.matching.show_matching(None)
            return
        if self.part is not Part.MATCHING:
            return
        self._tasks.query(
            matching_service.read_matching, self._desk, line.id, then=self._show_matching, key="matching"
        )

    def _show_matching(self, matching: Matching) -> None:
        self.matching.show_matching(matching)

    def _open(self, line: ReferralLine) -> None:
        """Enter: what is to be done next, else the form."""
        if line.details.decision is None:
            self.decide()
        elif is_to_assign(line):
            self._go_to_matching(line)
        elif line.record.family_id is not None:
            self._go_to_family(line.record.family_id)
        else:
            self.change()

    def decide(self) -> None:
        """What is decided about the referral under the cursor."""
        if (file := self.panel.file) is not None:
            dialog = DecideDialog(self._tasks, self._desk, file.record, parent=self)
            dialog.saved.connect(self._offer_decision_back)
            dialog.open()

    def _offer_decision_back(self, before: ReferralRecord) -> None:
        self._messages.offer_undo("De beslissing is bewaard.", partial(self._restore_decision, before))

    def _restore_decision(self, before: ReferralRecord) -> None:
        self._tasks.run(
            referral_service.restore_decision, self._desk, before.id, before.version + 1, before.details
        )

    def tell_referrer(self) -> None:
        """What the referrer hears."""
        if (file := self.panel.file) is not None:
            dialog = FeedbackDialog(self._tasks, self._desk, self._dialogs, file, parent=self)
            dialog.saved.connect(self._offer_telling_back)
            dialog.open()

    def _offer_telling_back(self, before: ReferralRecord) -> None:
        self._messages.offer_undo("Bewaard wat je terugmeldde.", partial(self._tell_back, before))

    def _tell_back(self, before: ReferralRecord) -> None:
        details = before.details
        self._tasks.run(
            referral_service.tell_referrer,
            self._desk, before.id, before.version + 1, details.fed_back_on, details.fed_back,
        )  # fmt: skip

    def change(self) -> None:
        """The form of the referral under the cursor."""
        if (file := self.panel.file) is not None:
            self.left_for.emit(referral_form(file.record.id))

    def remove(self) -> None:
        """Taken away at once; it can be undone for a while."""
        if (file := self.panel.file) is None:
            return
        record = file.record
        self._tasks.run(
            referral_service.remove_referral, self._desk, record.id, record.version,
            then=partial(self._offer_back, record),
        )  # fmt: skip

    def _offer_back(self, record: ReferralRecord, _: object) -> None:
        self._messages.offer_undo("De aanmelding is verwijderd.", partial(self._bring_back, record))

    def _bring_back(self, record: ReferralRecord) -> None:
        self._tasks.run(referral_service.bring_back_referral, self._desk, record.id, record.version + 1)

    # -------------------------------------------------------------------------------------------------- who waits

    def note_contact(self) -> None:
        """A call or help in the meantime, for the referral under the cursor."""
        file = self.panel.file
        if file is not None and file.record.details.decision in (None, Decision.WAITING):
            WaitingContactDialog(self._tasks, self._desk, file.record, parent=self).open()

    def open_contact(self, contact: WaitingContactRecord) -> None:
        """Change one, or take it away."""
        if (file := self.panel.file) is not None:
            dialog = WaitingContactDialog(self._tasks, self._desk, file.record, contact, parent=self)
            dialog.removal_wanted.connect(self._remove_contact)
            dialog.open()

    def _remove_contact(self, contact: WaitingContactRecord) -> None:
        self._tasks.run(
            waiting_service.remove_waiting_contact, self._desk, contact.id, contact.version,
            then=partial(self._offer_contact_back, contact),
        )  # fmt: skip

    def _offer_contact_back(self, contact: WaitingContactRecord, _: object) -> None:
        self._messages.offer_undo("Het contact is verwijderd.", partial(self._bring_contact_back, contact))

    def _bring_contact_back(self, contact: WaitingContactRecord) -> None:
        self._tasks.run(
            waiting_service.bring_back_waiting_contact, self._desk, contact.id, contact.version + 1
        )

    def _move(self, referral_id: UUID, place: int) -> None:
        self._tasks.run(waiting_service.move_in_line, self._desk, referral_id, place)

    # -------------------------------------------------------------------------------------------------- assigning

    def _go_to_matching(self, line: ReferralLine | None = None) -> None:
        found = line.id if line is not None else self.panel.file.record.id if self.panel.file else None
        self.tab_bar.setCurrentIndex(tuple(Part).index(Part.MATCHING))
        if found is not None:
            self.matching.go_to(found)

    def assign(self, coach: UUID | None = None) -> None:
        """The assignment of the family under the cursor, with the coach that was chosen."""
        if (matching := self.matching.matching) is not None:
            dialog = AssignDialog(self._tasks, self._desk, matching, coach, parent=self)
            dialog.saved.connect(self._go_to_new_family)
            dialog.open()

    def _go_to_new_family(self, family_id: UUID) -> None:
        self._messages.good("Het gezin is toegewezen; de coach ziet het vanaf nu.")
        self._go_to_family(family_id)

    def _go_to_family(self, family_id: UUID) -> None:
        self.left_for.emit(family_page(family_id))

    def _go_to_referral(self, referral_id: UUID) -> None:
        self.tab_bar.setCurrentIndex(0)
        self.list.go_to(referral_id)

    def save_sheet(self) -> None:
        """The blank form for partners, as a PDF of one page."""
        save_sheet(self._tasks, self._desk, self._dialogs, self._messages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.fit(is_narrow=self.width() < _NARROW_UNDER)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # else the window was only behind another one
            self._tasks.run(referral_service.note_reading, self._desk)
