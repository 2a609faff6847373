"""The page of a new contact: what is typed is kept at once, Ctrl+Enter registers all of it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.contact_entry import ContactEntry
from gezinscoach_desktop.domain.errors import KeptForLater, NeedsConsent, UserError
from gezinscoach_desktop.services import contact_form
from gezinscoach_desktop.services.contact_form import ContactDraft, ContactForm
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import MemberRecord
from gezinscoach_desktop.views.contact.form import ContactFormView
from gezinscoach_desktop.views.contact.keeper import ContactKeeper
from gezinscoach_desktop.views.contact.taking_back import TakeBack
from gezinscoach_desktop.views.elements import label
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.tab import TabName
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.snapshot.banner import Banner, above_page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_TITLE = "Nieuw contactmoment"
_KEPT = "Dit contactmoment is bewaard op deze pc en wordt verzonden zodra de server terug is."
_RESUMED = "Je begon dit contactmoment eerder en registreerde het nog niet. Alles staat er nog."
_OTHER = "Je begon een contactmoment met {family} en registreerde het nog niet."
_EMPTY, _GO_ON = "Leeg beginnen", "Verder gaan"
_HINT = "1 tot 9: soort   ·   T: notitie   ·   Tab: volgende   ·   Ctrl+Enter: registreren"


class ContactPage(Page):
    """Whatever happens, what was typed is there again at the next Ctrl+L."""

    nouns: ClassVar[frozenset[Noun]] = frozenset()
    help_topic: ClassVar[str] = "contacten"

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        desk: Desk,
        family_id: UUID | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._messages = messages
        self._desk = desk
        self.family_id = family_id
        self._appointment_id: UUID | None = None
        self._begun: ContactDraft | None = None
        self._thrown_away: ContactDraft | None = None
        self._other: ContactDraft | None = None
        self._keeper = ContactKeeper(tasks, desk, self)
        self._is_held = False
        self._build()
        self._connect()

    # -------------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self.header = PageHeader(_TITLE)
        self.header.show_back()
        self.register_button = self.header.add_command(
            "Registreren", "checkmark", self.register, kind="primary", hint="Ctrl+Enter"
        )
        self.header.add_more("Klad weggooien", "delete", self.discard)
        self.resumed_bar = Banner(_RESUMED, _EMPTY, may_close=True)
        self.form = ContactFormView(self._desk.today)
        self.form.setEnabled(False)
        self.refused = EmptyState("info", "", "Naar het dossier")
        self._bar_holder = above_page(self.resumed_bar)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar_holder)
        column.addWidget(self.form, 1)
        hint = label(_HINT, TextStyle.SMALL, Tone.SECONDARY)
        hint.setContentsMargins(grid(5), 0, grid(4), grid(2))
        column.addWidget(hint)
        self._stack = QStackedWidget()
        self._stack.addWidget(body)
        self._stack.addWidget(self.refused)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.form.edited.connect(self._keep)
        self.form.family_wanted.connect(self._read_members)
        self.resumed_bar.acted.connect(self._act_on_bar)
        self.refused.chosen.connect(self._go_to_consent)
        self._keeper.tell_in(self.header, self._messages, again=self._keep)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.register)

    @property
    def title(self) -> str:
        return "Contactmoment"

    # --------------------------------------------------------------------------------------------------- loading

    def load(self) -> None:
        if self._begun is None:
            self._keeper.after(self._read_form)  # a page that was closed may just have handed its draft over

    def refresh(self, change: Change) -> None:
        """Nothing changes under the hands of who types."""

    def go_to(self, part: str) -> None:
        """`appointment/<id>`: the contact is this appointment."""
        kind, _, rest = part.partition("/")
        if kind == "appointment" and rest:
            self._appointment_id = UUID(rest)
            self._begun = None
            self.load()

    def take_focus(self) -> bool:
        if self._begun is None:
            return False
        self.form.focus_first()
        return True

    def new_contact(self) -> None:
        """This is one already."""

    def new_snapshot(self) -> None:
        """First the contact is registered; then M begins a snapshot from it."""

    def _read_form(self, _: None) -> None:
        self._tasks.query(
            contact_form.open_form,
            self._desk,
            self.family_id,
            self._appointment_id,
            then=self._show_form,
            failed=self._show_refused,
            key="form",
        )

    def _show_form(self, form: ContactForm) -> None:
        if self.is_done:
            return
        self._begun = form.begun
        self._stack.setCurrentIndex(0)
        self.register_button.setEnabled(True)
        self.form.begin(form)
        self.form.setEnabled(True)
        self._other = form.other
        self._show_bar(form)
        self._show_title()
        self.form.focus_first()

    def _show_bar(self, form: ContactForm) -> None:
        """What was begun before: it stands here already, or can be gone on with."""
        if form.other is not None:
            family = next(
                (each.title for each in form.choices if each.id == form.other.family_id), "een gezin"
            )
            self.resumed_bar.show_text(_OTHER.format(family=family))
        text = _EMPTY if form.other is None else _GO_ON
        self.resumed_bar.action_button.setText(text)
        self.resumed_bar.action_button.setAccessibleName(text)
        self._bar_holder.setVisible(form.is_resumed or form.other is not None)

    def _act_on_bar(self) -> None:
        if self._other is None:
            self.discard()
            return
        other, self._other = self._other, None
        self._bar_holder.hide()
        self.form.show_draft(other)
        self._show_title()
        self.form.focus_first()

    def _show_refused(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self.refused.show_sentence(error.message)
        self.refused.button.setVisible(isinstance(error, NeedsConsent) and self.family_id is not None)
        self.register_button.setEnabled(False)
        self._stack.setCurrentWidget(self.refused)
        return True

    def _read_members(self, family_id: UUID) -> None:
        then = partial(self._add_family, family_id)
        self._tasks.query(contact_form.people_of, self._desk, family_id, then=then, key=family_id, owner=self)

    def _add_family(self, family_id: UUID, members: tuple[MemberRecord, ...]) -> None:
        self.form.add_members(family_id, members)
        self._show_title()

    def _show_title(self) -> None:
        self.header.set_title(
            self.form.title or _TITLE, _TITLE if self.form.title else "Kies eerst het gezin"
        )

    # ------------------------------------------------------------------------------------------------- the draft

    def _keep(self) -> None:
        if self._begun is None or self._is_held:
            return
        draft = self.form.draft()
        self._show_title()
        if draft.has_content(self._begun):
            self._keeper.keep(draft)
        else:
            self._keeper.throw_away(draft)

    def discard(self) -> None:
        """Begin with an empty form; what was typed can be brought back."""
        if self._begun is None or self._is_held:
            return
        thrown_away = self.form.draft()
        self._keeper.throw_away(thrown_away)
        self._bar_holder.hide()
        self.form.show_draft(self._begun)
        self.header.show_state("")
        self._show_title()
        self.form.focus_first()
        if thrown_away.has_content(self._begun):
            self._thrown_away = thrown_away
            self._messages.offer_undo("Het klad is weggegooid.", self._put_back)

    def _put_back(self) -> None:
        if self._thrown_away is not None:
            self.form.show_draft(self._thrown_away)
            self._keep()

    # ------------------------------------------------------------------------------------------------ registering

    def register(self) -> None:
        """Register all of it; what does not fit is shown where it was typed."""
        if self._begun is None or self._is_held:
            return
        self.form.clear_errors()
        self._hold(is_held=True)
        self._keeper.after(self._register_draft)

    def _register_draft(self, _: None) -> None:
        """Once no draft is on its way to the disk any more: one that came late would stay behind."""
        draft = self.form.draft()
        self._tasks.run(
            contact_form.register_draft,
            self._desk,
            draft,
            then=partial(self._go_on, draft),
            failed=self._show_failed,
            owner=self,
        )

    def _hold(self, *, is_held: bool) -> None:
        self._is_held = is_held
        self.register_button.setEnabled(not is_held)

    def _go_on(self, draft: ContactDraft, done: Done) -> None:
        """To the family's timeline, where M begins a snapshot from it."""
        self.is_done = True
        contacts = tuple((ContactEntry.id_for(draft.id, part.family_id), 1) for part in draft.families)
        text = "Contactmoment geregistreerd. Met M begin je er een momentopname bij."
        if len(contacts) > 1:
            text = f"Groepsactiviteit geregistreerd voor {len(contacts)} gezinnen."
        self._messages.offer_undo(text, TakeBack(self._tasks, self._desk, contacts, draft))
        self.left_for.emit(
            places.family_page(self.family_id or draft.families[0].family_id, f"{TabName.CONTACTS}/{done.id}")
        )

    def _show_failed(self, error: Exception) -> bool:
        if isinstance(error, KeptForLater):
            self.is_done = True
            self.form.setEnabled(False)
            self.header.show_state("Wacht op verzending", Tone.SECONDARY)
            self._messages.warn(_KEPT, action_text="Terug", action=self.back_wanted.emit)
            return True
        self._hold(is_held=False)
        if self.form.show_error(error):
            return True
        if not isinstance(error, UserError):
            return False
        self._messages.warn(f"{error.message} Wat je invulde, is bewaard als klad.")
        return True

    def _go_to_consent(self) -> None:
        if self.family_id is not None:
            self.left_for.emit(places.family_page(self.family_id, TabName.DOSSIER))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_T and not event.modifiers() and self._begun is not None:
            self.form.focus_note()
            return
        super().keyPressEvent(event)
