"""A new family with its members on one page; says at once when it may be known already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar
from uuid import UUID, uuid4

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.consent import ConsentInput
from gezinscoach_desktop.domain.errors import InvalidInput, KeptForLater, UserError
from gezinscoach_desktop.domain.family import Likeness, is_server_code
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services import family_form
from gezinscoach_desktop.services import organisation as organisation_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, MemberInput
from gezinscoach_desktop.services.family_form import FamilyDraft
from gezinscoach_desktop.views.consent.new_family_block import NewFamilyConsent
from gezinscoach_desktop.views.elements import Card, paragraph, scrolling
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.family_fields import FamilyFields
from gezinscoach_desktop.views.family.likeness_view import LikenessView
from gezinscoach_desktop.views.family.quick_members import QuickMembers
from gezinscoach_desktop.views.form_keeper import FormKeeper
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.snapshot.banner import Banner, above_page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_RESUMED = "Je begon dit gezin eerder en voegde het nog niet toe. Alles staat er nog."
_WIDEST = 190
_BESIDE = 78


class NewFamilyPage(Page):
    """What was typed is kept after every letter, and stays until the family has really been added."""

    help_topic: ClassVar[str] = "gezinnen"

    def __init__(self, tasks: Tasks, messages: Messages, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._messages = messages
        self._desk = desk
        self._proposed = ""
        self._id = uuid4()
        self._is_begun = False
        self._is_held = False
        self._had_focus: QWidget | None = None
        self._thrown_away: FamilyDraft | None = None
        self._keeper = FormKeeper(tasks, "family-draft", self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Nieuw gezin", "Een naam of een gezinslid is genoeg. De rest kan later.")
        self.header.show_back()
        self.add_button = self.header.add_command(
            "Gezin toevoegen", "checkmark", self.submit, kind="primary", hint="Ctrl+Enter"
        )
        self.add_button.setShortcut("Ctrl+Return")
        self.header.add_more("Klad weggooien", "delete", self.discard)
        self.resumed_bar = Banner(_RESUMED, "Leeg beginnen", may_close=True)
        self._bar_holder = above_page(self.resumed_bar)
        self.form = Form()
        self.members = QuickMembers(self._desk.today)
        self.fields = FamilyFields(self.form, self._desk.today, between=("Gezinsleden", self.members))
        self.members.follow(self.fields.found_via)
        self.likenesses = LikenessView()
        self.consent = NewFamilyConsent(self._desk.today)
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.error_label.hide()
        details = Card()
        details.add(self.form)
        details.add(self.error_label)
        left = QWidget()
        left.setMaximumWidth(grid(_WIDEST))
        cards = QVBoxLayout(left)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(grid(4))
        cards.addWidget(details)
        cards.addStretch(1)
        beside = QWidget()
        beside.setFixedWidth(grid(_BESIDE))
        hints = QVBoxLayout(beside)
        hints.setContentsMargins(0, 0, 0, 0)
        hints.setSpacing(grid(4))
        hints.addWidget(self.consent)
        hints.addWidget(self.likenesses)
        hints.addStretch(1)
        self._inside = QWidget()
        self._inside.setProperty("kind", "page")
        columns = QHBoxLayout(self._inside)
        columns.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        columns.setSpacing(grid(4))
        columns.addWidget(left, 1)
        columns.addWidget(beside)
        columns.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._bar_holder)
        whole.addWidget(scrolling(self._inside), 1)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.likenesses.opened.connect(self._open_family)
        for field in (self.fields.name, self.fields.address):
            field.edited.connect(self._look_for_likeness)
        self.members.edited.connect(self._look_for_likeness)
        for part in (self.form, self.members, self.consent.form):
            part.edited.connect(self._keep)
        self.resumed_bar.acted.connect(self.discard)
        self._keeper.tell_in(self.header, self._messages, again=self._keep)

    @property
    def title(self) -> str:
        return "Nieuw gezin"

    def load(self) -> None:
        if not self._is_begun:
            self._is_begun = True
            self._keeper.after(self._look_back)  # a page that was closed may just have handed its draft over
        self._tasks.query(family_service.proposed_code, self._desk, then=self._propose_code, key="code")
        self._tasks.query(
            family_service.known_municipalities,
            self._desk,
            then=self.fields.complete_municipalities,
            key="municipalities",
            owner=self,
        )
        self._tasks.query(
            organisation_service.municipality_names,
            self._desk,
            then=self.fields.show_municipalities,
            key="municipality names",
            owner=self,
        )
        self.fields.name.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------------------------------------- the draft

    def _look_back(self, _: None) -> None:
        self._tasks.query(
            family_form.begun_before,
            self._desk,
            then=self._resume,
            failed=self._warn_unread,
            key="begun",
            owner=self,
        )

    def _warn_unread(self, error: Exception) -> bool:
        """What was begun is there still, and may be read a moment later."""
        if not isinstance(error, UserError):
            return False
        again = partial(self._look_back, None)
        self._messages.warn(error.message, action_text="Opnieuw proberen", action=again)
        return True

    def _resume(self, draft: FamilyDraft | None) -> None:
        """Unless somebody typed meanwhile: then it waits for the next empty form."""
        if draft is None or self._is_held or self._draft().has_content:
            return
        self._show_draft(draft)
        self.fields.name.end(False)  # where one goes on
        self._bar_holder.show()

    def _draft(self) -> FamilyDraft:
        details = self.fields.typed()
        if details.code == self._proposed:
            details = replace(details, code="")
        return FamilyDraft(
            self._id, details, self.fields.started_on.text(), self.members.typed(), self.consent.typed()
        )

    def _show_draft(self, draft: FamilyDraft) -> None:
        self._id = draft.id
        self._clear_errors()
        self.fields.set_value(replace(draft.details, code=draft.details.code or self._proposed))
        self.fields.started_on.setText(draft.started_on)
        self.members.show_typed(draft.members)
        self.consent.show_typed(draft.consent)
        self._look_for_likeness()

    def _keep(self) -> None:
        if self._is_held:
            return
        self._bar_holder.hide()
        draft = self._draft()
        if draft.has_content:
            self._keep_draft(draft)
        else:
            self._drop_draft(draft)

    def _keep_draft(self, draft: FamilyDraft) -> None:
        self._keeper.keep_by(partial(family_form.draft_to_keep, self._desk, draft), of=draft.id)

    def _drop_draft(self, draft: FamilyDraft, then: Callable[[None], object] | None = None) -> None:
        self._keeper.drop_by(partial(family_form.draft_to_drop, self._desk, draft.id), then, of=draft.id)

    def discard(self) -> None:
        """Begin with an empty form; what was typed can be brought back."""
        if self._is_held:
            return
        thrown_away = self._draft()
        self._clear()
        self.fields.name.setFocus(Qt.FocusReason.OtherFocusReason)
        if thrown_away.has_content:
            self._thrown_away = thrown_away
            self._drop_draft(thrown_away, self._offer_undo)

    def _offer_undo(self, _: None) -> None:
        self._messages.offer_undo("Het klad is weggegooid.", self._put_back)

    def _put_back(self) -> None:
        """Before the eyes; while another family is on its way it waits for the empty form after that."""
        if self._thrown_away is None:
            return
        if not self._is_held:
            self._show_draft(self._thrown_away)
        self._keep_draft(self._thrown_away)

    # ---------------------------------------------------------------------------------------------------- adding

    def submit(self) -> None:
        """Add the family; what does not fit is shown where it was typed."""
        if self._is_held:
            return
        self._clear_errors()
        try:
            details = self.fields.value()
        except InvalidInput as error:
            self.form.show_error(error)
            return
        try:
            members = self.members.value()
        except InvalidInput as error:
            self.members.show_error(error)
            return
        try:
            consents = self.consent.value()
        except InvalidInput as error:
            self.consent.form.show_error(error)
            return
        if details.code == self._proposed and not is_server_code(details.code):
            # Nobody chose it: should a colleague have taken the number meanwhile, the next one does as well.
            details = replace(details, code="")
        self._hold(is_held=True)
        # Once no draft is on its way to the disk any more: one that came late would stay behind.
        self._keeper.after(partial(self._add, self._id, details, members, consents))

    def _add(
        self,
        id_: UUID,
        details: FamilyInput,
        members: tuple[MemberInput, ...],
        consents: tuple[ConsentInput, ...],
        _: None,
    ) -> None:
        self._tasks.run(
            family_form.add_begun,
            self._desk,
            id_,
            details,
            members,
            *consents,
            then=self._added,
            failed=self._refused,
        )

    def _hold(self, *, is_held: bool) -> None:
        """While it is on its way nothing can be typed that would come too late; the focus stays where it was."""
        self._is_held = is_held
        self.add_button.setEnabled(not is_held)
        focused = QApplication.focusWidget()
        if is_held:
            is_inside = focused is not None and self._inside.isAncestorOf(focused)
            self._had_focus = focused if is_inside else None
        self._inside.setEnabled(not is_held)
        if not is_held and self._had_focus is not None and shiboken6.isValid(self._had_focus):
            self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose_code(self, code: str) -> None:
        if self.fields.code.value() in ("", self._proposed):
            self.fields.code.set_value(code)
        self._proposed = code

    def _look_for_likeness(self) -> None:
        details = FamilyInput(name=self.fields.name.value(), address=self.fields.address.value())
        self._tasks.query(
            family_service.likely_duplicates,
            self._desk,
            details,
            self.members.birth_dates(),
            then=self._show_likenesses,
            key="likeness",
        )

    def _show_likenesses(self, found: tuple[Likeness, ...]) -> None:
        self.likenesses.show_likenesses(found)

    def _added(self, done: Done) -> None:
        self._hold(is_held=False)
        self._begin_again()
        self._is_begun = False
        self.load()
        if done.id is not None:
            self.left_for.emit(places.family_page(done.id))

    def _begin_again(self) -> None:
        """Another family, with another code: what stood there is kept."""
        self._proposed = ""
        self._clear()

    def _clear(self) -> None:
        self._id = uuid4()
        self._bar_holder.hide()
        self.header.show_state("")
        self._clear_errors()
        self.fields.set_value(FamilyInput(code=self._proposed))
        self.members.reset()
        self.consent.reset()
        self.likenesses.show_likenesses(())

    def _clear_errors(self) -> None:
        self.form.clear_errors()
        self.members.clear_error()
        self.consent.form.clear_errors()
        self.error_label.hide()

    def _refused(self, error: Exception) -> bool:
        self._hold(is_held=False)
        if isinstance(error, KeptForLater):
            self._begin_again()
            return False
        if self.form.show_error(error) or self.consent.form.show_error(error):
            return True
        if not isinstance(error, UserError):
            return False
        self.error_label.setText(error.message)
        self.error_label.show()
        return True

    def _open_family(self, family_id: UUID) -> None:
        self.left_for.emit(places.family_page(family_id))
