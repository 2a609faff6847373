"""The page of a new snapshot: the form, and what it became once it is finished."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.errors import NeedsConsent, UserError
from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.services import snapshot as snapshot_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.snapshot import Finished, SnapshotForm
from gezinscoach_desktop.views.consent.consent_steps import ConsentSteps
from gezinscoach_desktop.views.consent.needed_view import ConsentNeeded
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.tab import TabName
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.snapshot.changes import Changes
from gezinscoach_desktop.views.snapshot.draft_keeper import DraftKeeper
from gezinscoach_desktop.views.snapshot.finished_page import FinishedPage
from gezinscoach_desktop.views.snapshot.finishing import Finishing
from gezinscoach_desktop.views.snapshot.form_state import FormState
from gezinscoach_desktop.views.snapshot.form_view import FormView
from gezinscoach_desktop.views.snapshot.walk import Walk
from gezinscoach_desktop.views.tasks import Tasks

_KEPT = "Deze momentopname is bewaard op deze pc en wordt verzonden zodra de server terug is."


class SnapshotPage(Page):
    """Reads the form, and passes every change on as a draft; finishing turns the draft into a snapshot."""

    family_id: UUID
    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.FAMILY, Noun.MEMBER, Noun.SNAPSHOT})
    help_topic: ClassVar[str] = "momentopname"

    finished = Signal(object)
    """Finished: the draft became a snapshot; the finishing screen is shown in place."""

    def __init__(
        self, tasks: Tasks, messages: Messages, desk: Desk, family_id: UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._messages = messages
        self._desk = desk
        self.family_id = family_id
        self._wanted_part = ""
        self._kept_place: Place | None = None
        self._consent_steps = ConsentSteps(tasks, desk, messages, self)
        self._build()
        self._keeper = DraftKeeper(tasks, desk, family_id, self)
        self._walk = Walk(self._form, self)
        self._changes = Changes(messages, desk, self._form, self)
        self._finishing = Finishing(tasks, messages, desk, self._form, self._keeper, self)
        self._connect()

    # -------------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        form = self._form = FormView(self._tasks, self._desk)
        self.header, self.options_strip = form.header, form.options_strip
        self.side_list, self.item_list, self.detail_pane = (
            form.side_list,
            form.item_list,
            form.body.detail_pane,
        )
        self.resume_bar, self.news_bar = form.body.resume_bar, form.body.news_bar
        self.find_panel = form.body.find_panel
        self.finished_page = FinishedPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(form)
        self._stack.addWidget(self.finished_page)
        self.consent_needed = ConsentNeeded("Momentopname")
        self._stack.addWidget(self.consent_needed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.header.finish_wanted.connect(self.finish)
        self.news_bar.acted.connect(self._go_to_snapshots)
        self.consent_needed.back_wanted.connect(self.back_wanted)
        self.consent_needed.consent_wanted.connect(self._ask_consent)
        self._form.members_wanted.connect(self._go_to_members)
        self.finished_page.left_for.connect(self.left_for)
        self._changes.made.connect(self._save)
        self._finishing.finished.connect(self._show_finished)
        self._finishing.kept.connect(self._show_kept)
        self._keeper.saved.connect(self.header.show_saved)
        self._keeper.emptied.connect(self.header.show_nothing)
        self._keeper.failed.connect(self._show_not_saved)
        self._add_shortcuts()

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl+Z", self._changes.undo),
            ("Ctrl+Y", self._changes.redo),
            ("Ctrl+Shift+Z", self._changes.redo),
            ("Ctrl+Return", self.finish),
            ("Ctrl+Enter", self.finish),
            ("F6", self._walk.focus_next_region),
            ("Shift+F6", self._walk.focus_previous_region),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --------------------------------------------------------------------------------------------------- loading

    @property
    def title(self) -> str:
        return "Momentopname"

    @property
    def state(self) -> FormState | None:
        """What the form holds; None until it is read."""
        return self._form.state

    def load(self) -> None:
        if not self.is_done:
            self._keeper.after(self._read_form)  # a page that was closed may just have handed its draft over

    def _read_form(self, _: None) -> None:
        if not self.is_done:
            self._tasks.query(
                snapshot_service.open_form,
                self._desk,
                self.family_id,
                then=self._show_form,
                failed=self._show_needed,
                key="form",
            )

    def _show_needed(self, error: Exception) -> bool:
        """Without consent there is no form; what was typed before is kept as a draft."""
        if not isinstance(error, NeedsConsent):
            return False
        self._stack.setCurrentWidget(self.consent_needed)
        self.consent_needed.take_focus()
        return True

    def _ask_consent(self) -> None:
        self._consent_steps.add(self.family_id, then=self.load)

    def _show_form(self, form: SnapshotForm) -> None:
        if self.is_done:
            return
        self._stack.setCurrentWidget(self._form)
        if self._form.state is not None:
            self._form.renew(form)
            return
        self._form.begin(form)
        self._keeper.found(is_kept=self._form.known_state.is_resumed)
        self._kept_place = self._form.place
        self.go_to(self._wanted_part)

    # ---------------------------------------------------------------------------------------- what the window asks

    def go_to(self, part: str) -> None:
        self._wanted_part = part
        if self._form.state is None or not part:
            return
        if contact_id := places.contact_of(part):
            self._form.state.link_contact(contact_id)
        else:
            self._walk.go_to(part)

    def take_focus(self) -> bool:
        if self.is_done:
            self.finished_page.focus_first()
        else:
            self.item_list.focus_scale()
        return self._form.state is not None

    def help_here(self) -> bool:
        if self._form.state is None or self.is_done:
            return False
        self.item_list.toggle_help()
        return True

    def print_here(self) -> None:
        """The report can be printed from the finishing screen; before that there is nothing new to print."""
        if self.is_done:
            self.finished_page.print_here()

    def find_here(self) -> None:
        if self._form.state is not None and not self.is_done:
            self._walk.find()

    def leave(self) -> None:
        if self.is_done or self._form.state is None:
            return
        if self._form.state.has_content and self._form.place != self._kept_place:
            self._save()

    def _go_to_snapshots(self) -> None:
        self._go_to_family(TabName.SNAPSHOTS)

    def _go_to_members(self) -> None:
        self._go_to_family(TabName.MEMBERS)

    def _go_to_family(self, tab: TabName) -> None:
        self.left_for.emit(places.family_page(self.family_id, tab))

    # ------------------------------------------------------------------------------------------ keeping the draft

    def _save(self) -> None:
        """Hand the form over to be kept."""
        state, self._kept_place = self._form.known_state, self._form.place
        if state.has_content:
            self._keeper.keep(state.draft(self._form.place))
        else:
            self._keeper.throw_away()

    def _show_not_saved(self, error: Exception) -> None:
        self.header.show_not_saved()
        if isinstance(error, UserError):
            text = f"Nog niet bewaard. {error.message}"
            self._messages.warn(text, action_text="Opnieuw proberen", action=self._save)

    # -------------------------------------------------------------------------------------------------- finishing

    def finish(self) -> None:
        """Turn the draft into a snapshot, unless something is missing: then show where."""
        if not self.is_done:
            self._finishing.begin()

    def _show_finished(self, result: Finished) -> None:
        self.is_done = True
        self._messages.withdraw()
        self.finished_page.show_result(result)
        self._stack.setCurrentWidget(self.finished_page)
        self.finished_page.focus_first()
        self.finished.emit(result)

    def _show_kept(self) -> None:
        """As good as finished: what is registered under this draft's id may not change any more."""
        self.is_done = True
        self._messages.warn(_KEPT, action_text="Naar het gezin", action=self._go_to_snapshots)
