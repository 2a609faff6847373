"""The page of a referral: with the phone in hand, kept after every letter, Ctrl+Enter registers it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.duplicate import Match, SuspectKind
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, KeptForLater, UserError
from gezinscoach_desktop.domain.referral import ReferralInput, referral_title
from gezinscoach_desktop.services import referral as referral_service
from gezinscoach_desktop.services import referral_form
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.referral_form import ReferralDraft, ReferralForm
from gezinscoach_desktop.views.elements import label
from gezinscoach_desktop.views.family.meanwhile import colleague_of
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.form_keeper import FormKeeper
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.referral.form import ReferralFormView
from gezinscoach_desktop.views.referral.lines import LABELS
from gezinscoach_desktop.views.referral.merging import LONG_TEXTS, draft_of_both, put_together
from gezinscoach_desktop.views.referral.places import referrals_page
from gezinscoach_desktop.views.snapshot.banner import Banner, above_page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_NEW, _CHANGE = "Nieuwe aanmelding", "Aanmelding wijzigen"
_RESUMED = "Je begon deze aanmelding eerder en registreerde ze nog niet. Alles staat er nog."
_HINT = "Tab: volgende   ·   Ctrl+Enter: registreren   ·   wat je niet weet, laat je leeg"
_KEPT = "Deze aanmelding is bewaard op deze pc en wordt verzonden zodra de server terug is."


class ReferralFormPage(Page):
    """Whatever happens, what was typed of a new referral is there again at the next one."""

    nouns: ClassVar[frozenset[Noun]] = frozenset()
    help_topic: ClassVar[str] = "aanmeldingen"

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        desk: Desk,
        referral_id: UUID | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._messages = messages
        self._desk = desk
        self._referral_id = referral_id
        self._begun: ReferralDraft | None = None
        self._version = 0
        self._thrown_away: ReferralDraft | None = None
        self._keeper = FormKeeper(tasks, "referral-draft", self)
        self._is_held = False
        self._build()
        self._connect()

    def _build(self) -> None:
        title, verb = (_NEW, "Registreren") if self._referral_id is None else (_CHANGE, "Bewaren")
        self.header = PageHeader(title, "Een naam of een telefoonnummer is genoeg. De rest kan later.")
        self.header.show_back()
        self.register_button = self.header.add_command(
            verb, "checkmark", self.register, kind="primary", hint="Ctrl+Enter"
        )
        if self._referral_id is None:
            self.header.add_more("Klad weggooien", "delete", self.discard)
        self.resumed_bar = Banner(_RESUMED, "Leeg beginnen", may_close=True)
        self._bar_holder = above_page(self.resumed_bar)
        self.form = ReferralFormView(self._tasks, self._desk)
        self.form.setEnabled(False)
        hint = label(_HINT, TextStyle.SMALL, Tone.SECONDARY)
        hint.setContentsMargins(grid(5), 0, grid(4), grid(2))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._bar_holder)
        whole.addWidget(self.form, 1)
        whole.addWidget(hint)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.form.edited.connect(self._keep)
        self.form.likeness_edited.connect(self._look_for_likeness)
        self.form.matches.linked.connect(self._link)
        self.form.matches.unlinked.connect(self._unlink)
        self.form.matches.answered.connect(self._go_on_typing)
        self.resumed_bar.acted.connect(self.discard)
        self._keeper.tell_in(self.header, self._messages, again=self._keep)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.register)

    @property
    def title(self) -> str:
        return "Aanmelding"

    # --------------------------------------------------------------------------------------------------- loading

    def load(self) -> None:
        if self._begun is None:
            self._keeper.after(self._read_form)  # a page that was closed may just have handed its draft over

    def refresh(self, change: Change) -> None:
        """Nothing changes under the hands of who types."""

    def take_focus(self) -> bool:
        if self._begun is None:
            return False
        self.form.focus_first()
        return True

    def new_here(self) -> None:
        """This is one already."""

    def _read_form(self, _: None) -> None:
        self._tasks.query(
            referral_form.open_form, self._desk, self._referral_id, then=self._show_form, key="form"
        )

    def _show_form(self, form: ReferralForm) -> None:
        if self.is_done:
            return
        self._begun = form.begun
        self._version = 0 if form.record is None else form.record.version
        self.form.offer(form.municipalities, form.organisations)
        self.form.show_draft(form.draft)
        self.form.matches.begin(_linked_text(form.draft))
        self.form.setEnabled(True)
        self._bar_holder.setVisible(form.is_resumed)
        if form.record is not None:
            self.header.set_title(_CHANGE, referral_title(form.record.details))
        self.form.focus_first()
        self._look_for_likeness()

    # --------------------------------------------------------------------------------------------- known already?

    def _look_for_likeness(self) -> None:
        if self._begun is None:
            return
        self._tasks.query(
            referral_service.look_alike,
            self._desk,
            self.form.wanted(),
            self._begun.id if self._referral_id else None,
            then=self.form.matches.show_matches,
            key="likeness",
            owner=self.form.matches,
        )

    def _link(self, match: Match) -> None:
        suspect = match.suspect
        is_referral = suspect.kind is SuspectKind.REFERRAL
        self.form.link(suspect.family_id, suspect.id if is_referral else None)
        self.form.matches.show_linked(f"{suspect.title} ({suspect.detail})")
        self._go_on_typing()

    def _unlink(self) -> None:
        self.form.link(None, None)
        self.form.matches.show_linked("")
        self._look_for_likeness()
        self._go_on_typing()

    def _go_on_typing(self) -> None:
        self.form.municipality.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------------------------------------- the draft

    def _keep(self) -> None:
        if self._begun is None or self._is_held or self._referral_id is not None:
            return
        self._bar_holder.hide()
        draft = self.form.draft()
        if draft.has_content(self._begun):
            self._keeper.keep_by(partial(referral_form.draft_to_keep, self._desk, draft), of=draft.id)
        else:
            self._keeper.drop_by(partial(referral_form.draft_to_drop, self._desk, draft.id), of=draft.id)

    def discard(self) -> None:
        """Begin with an empty form; what was typed can be brought back."""
        if self._begun is None or self._is_held or self._referral_id is not None:
            return
        thrown_away = self.form.draft()
        self._keeper.drop_by(
            partial(referral_form.draft_to_drop, self._desk, thrown_away.id), of=thrown_away.id
        )
        self._bar_holder.hide()
        self.form.show_draft(self._begun)
        self.form.matches.begin()
        self.header.show_state("")
        self.form.focus_first()
        if thrown_away.has_content(self._begun):
            self._thrown_away = thrown_away
            self._messages.offer_undo("Het klad is weggegooid.", self._put_back)

    def _put_back(self) -> None:
        if self._thrown_away is not None:
            self.form.show_draft(self._thrown_away)
            self.form.matches.begin(_linked_text(self._thrown_away))
            self._keep()
            self._look_for_likeness()

    # ------------------------------------------------------------------------------------------------ registering

    def register(self) -> None:
        """Register it, or keep what was changed; what does not fit is shown where it was typed."""
        if self._begun is None or self._is_held:
            return
        self.form.clear_errors()
        self._hold(is_held=True)
        self._keeper.after(self._register_draft)

    def _register_draft(self, _: None) -> None:
        """Once no draft is on its way to the disk any more: one that came late would stay behind."""
        draft = self.form.draft()
        write = partial(referral_form.register_draft, self._desk, draft)
        if self._referral_id is not None:
            write = partial(referral_form.change_by_draft, self._desk, draft, self._version)
        self._tasks.run(write, then=self._go_on, failed=self._show_failed, owner=self)

    def _hold(self, *, is_held: bool) -> None:
        self._is_held = is_held
        self.register_button.setEnabled(not is_held)

    def _go_on(self, done: Done) -> None:
        self.is_done = True
        self._messages.good("Aanmelding geregistreerd." if self._referral_id is None else "Bewaard.")
        self.left_for.emit(referrals_page(referral_id=done.id))

    def _show_failed(self, error: Exception) -> bool:
        if isinstance(error, KeptForLater):
            self.is_done = True
            self.form.setEnabled(False)
            self.header.show_state("Wacht op verzending", Tone.SECONDARY)
            self._messages.warn(_KEPT, action_text="Terug", action=self.back_wanted.emit)
            return True
        self._hold(is_held=False)
        if isinstance(error, ChangedMeanwhile) and self._referral_id is not None:
            self._tasks.query(
                referral_form.open_form, self._desk, self._referral_id, then=self._put_together, key="newer"
            )
            return True
        if self.form.show_error(error):
            return True
        if not isinstance(error, UserError):
            return False
        self._messages.warn(error.message)
        return True

    def _put_together(self, now: ReferralForm) -> None:
        """A colleague was first: both versions beside each other, as often as it happens."""
        if self._begun is None or now.record is None:
            return
        found = put_together(self._begun, self.form.draft(), now.begun, self._desk.today())
        versions = now.record.version - self._version
        who = colleague_of(now.record.changed_by, now.record.changed_at, versions=versions)
        dialog = MergeDialog(
            found,
            LABELS,
            colleague=who.name,
            intro=who.said("deze aanmelding", self._desk.today()),
            long_texts=LONG_TEXTS,
            parent=self,
        )
        dialog.merged.connect(partial(self._save_merged, now))
        dialog.open()

    def _save_merged(self, now: ReferralForm, details: ReferralInput) -> None:
        if self._begun is None or now.record is None:
            return
        draft = draft_of_both(details, self._begun, self.form.draft(), now.begun)
        self._begun, self._version = now.begun, now.record.version
        self.form.show_draft(draft)
        self.register()


def _linked_text(draft: ReferralDraft) -> str:
    """What is said of a referral that was linked before."""
    if draft.family_id is not None:
        return "Een gezin dat in het kantoor staat"
    return "" if draft.details.earlier_id is None else "Een vroegere aanmelding"
