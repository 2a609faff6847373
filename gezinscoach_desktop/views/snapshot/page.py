"""The snapshot form: header, who and what at the left, the items in the middle, their evolution at the right."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.errors import InvalidInput, KeptForLater, UserError
from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback
from gezinscoach_desktop.services import snapshot as snapshot_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.snapshot import Draft, Finished, SnapshotForm
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.tab import TabName
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.snapshot import words
from gezinscoach_desktop.views.snapshot.draft_keeper import DraftKeeper
from gezinscoach_desktop.views.snapshot.finished_page import FinishedPage
from gezinscoach_desktop.views.snapshot.form_body import FormBody
from gezinscoach_desktop.views.snapshot.form_state import EarlierNote, FormState
from gezinscoach_desktop.views.snapshot.item_card import CardWish
from gezinscoach_desktop.views.snapshot.keys import Ask
from gezinscoach_desktop.views.snapshot.options_strip import OptionsStrip
from gezinscoach_desktop.views.snapshot.route import Hit, Section
from gezinscoach_desktop.views.snapshot.saved_header import SavedHeader
from gezinscoach_desktop.views.snapshot.step_drawing import steps_of
from gezinscoach_desktop.views.tasks import Tasks

_BURST_MS = 1500
_KEPT = "Deze momentopname is bewaard op deze pc en wordt verzonden zodra de server terug is."


class SnapshotPage(Page):
    """Shows the form's state and passes every change on as a draft; finishing turns the draft into a snapshot."""

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
        self._state: FormState | None = None
        self._place: Place = (None, "")
        self._sections: tuple[Section, ...] = ()
        self._wanted_part = ""
        self._kept_place: Place | None = None
        self._thrown_away: Draft | None = None
        self._keeper = DraftKeeper(tasks, desk, family_id, self)
        self._build()
        self._connect()

    # -------------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self.header = self._make_header()
        self.options_strip = OptionsStrip(today=self._desk.today)
        body = self._body = FormBody(self._tasks, self._find_hits)
        self.side_list, self.item_list, self.detail_pane = body.side_list, body.item_list, body.detail_pane
        self.resume_bar, self.find_panel = body.resume_bar, body.find_panel
        self.news_bar = body.news_bar
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.options_strip)
        column.addWidget(self._body, 1)
        self.finished_page = FinishedPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(form)
        self._stack.addWidget(self.finished_page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._body.setEnabled(False)
        self._burst_timer = QTimer(self, singleShot=True, interval=_BURST_MS)

    def _make_header(self) -> SavedHeader:
        made = SavedHeader()
        made.show_back()
        self.undo_button = made.add_command(
            "Ongedaan maken", "arrow-undo", self.undo, hint="Ctrl+Z; opnieuw: Ctrl+Y"
        )
        self.finish_button = made.add_command(
            "Momentopname afronden", None, self.finish, kind="primary", hint="Ctrl+Enter"
        )
        made.add_more("Datum wijzigen …", "calendar", self.show_date)
        self.baseline_action = made.add_more("Herziene nulmeting …", "flag", self.show_baseline)
        self.redo_action = made.add_more("Opnieuw (Ctrl+Y)", "arrow-redo", self.redo)
        self.discard_action = made.add_more("Klad weggooien", "delete", self.discard)
        self.undo_button.setEnabled(False)
        return made

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.side_list.person_chosen.connect(self._show_first_of)
        self.side_list.domain_chosen.connect(self._show_domain)
        self.item_list.wished.connect(self._grant)
        self.item_list.fold_toggled.connect(self._toggle_fold)
        self.item_list.tabbed.connect(self._tab_on)
        editor = self.item_list.editor
        editor.reason_chosen.connect(self._set_reason)
        editor.setback_chosen.connect(self._set_setback)
        editor.reason_chips.left.connect(self.item_list.focus_scale)
        editor.setback_chips.left.connect(self.item_list.focus_scale)
        editor.note_field.typed.connect(self._set_note)
        editor.note_field.left.connect(self.item_list.focus_scale)
        editor.note_field.rested.connect(self._end_burst)
        editor.note_field.undo_wanted.connect(self.undo)
        editor.note_field.redo_wanted.connect(self.redo)
        self._burst_timer.timeout.connect(self._end_burst)
        self.find_panel.chosen.connect(self._show_found)
        self.find_panel.closed.connect(self.item_list.focus_scale)
        self.resume_bar.acted.connect(self._begin_again)
        self.resume_bar.closed.connect(self._body.hide_resumed)
        self.news_bar.acted.connect(self._go_to_snapshots)
        self.news_bar.closed.connect(self._close_news)
        self.options_strip.date_chosen.connect(self._change_date)
        self.options_strip.baseline_chosen.connect(self._set_revised_baseline)
        self.options_strip.closed.connect(self._close_options)
        self._body.room_changed.connect(self._use_room)
        self.finished_page.left_for.connect(self.left_for)
        self._keeper.saved.connect(self.header.show_saved)
        self._keeper.emptied.connect(self.header.show_nothing)
        self._keeper.failed.connect(self._show_not_saved)
        self._add_shortcuts()

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+Return", self.finish),
            ("Ctrl+Enter", self.finish),
            ("F6", self._focus_next_region),
            ("Shift+F6", self._focus_previous_region),
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
        return self._state

    def load(self) -> None:
        if not self.is_done:
            self._keeper.after(self._read_form)  # a page that was closed may just have handed its draft over

    def _read_form(self, _: None) -> None:
        if self.family_id is not None and not self.is_done:
            self._tasks.query(
                snapshot_service.open_form, self._desk, self.family_id, then=self._show_form, key="form"
            )

    def _show_form(self, form: SnapshotForm) -> None:
        if self.is_done:
            return
        if self._state is not None:
            self._state.take_form(form)
            self._show_again()
            return
        state = self._state = FormState(form)
        self._keeper.found(is_kept=state.is_resumed)
        self._body.setEnabled(True)
        self._place = state.resume_place()
        self._kept_place = self._place
        self._body.show_resumed(state)
        self._show_news()
        if state.is_resumed and state.found_saved_at is not None:
            self.header.show_saved(state.found_saved_at)
        self._show_banner()
        self._show_everything()
        self.go_to(self._wanted_part)

    def _show_again(self) -> None:
        """A colleague changed something: shown under the hands of whoever types, who stays where he is."""
        state = self._known_state()
        if not state.is_known(self._place):  # a member may be gone
            self._place = state.first_place(None)
        self._show_news()
        self._show_banner()
        self.side_list.show_people(state.people)
        self._rebuild_in_place()
        self._mark_side()
        self._show_header()
        self._show_detail()

    def _show_news(self) -> None:
        state, me = self._known_state(), self._desk.account.display_name
        self._body.show_news(words.news(state, state.since(me), me=me, today=self._desk.today()))

    def _close_news(self) -> None:
        """The user read it: kept with the draft, so that it is not told again after a crash either."""
        state = self._known_state()
        state.mark_seen()
        self._show_news()
        if state.has_content:
            self._save()
        self.item_list.focus_scale()

    def _go_to_snapshots(self) -> None:
        if self.family_id is not None:
            self.left_for.emit(places.family_page(self.family_id, TabName.SNAPSHOTS))

    def _known_state(self) -> FormState:
        if self._state is None:
            raise RuntimeError("The form is used before it was read.")
        return self._state

    def _show_banner(self) -> None:
        banner = self._body.show_banner(self._known_state())
        if banner is not None:
            banner.acted.connect(self._go_to_members)

    # --------------------------------------------------------------------------------------------------- showing

    def _show_everything(self) -> None:
        """People, sections, cards and all that follows from them."""
        state = self._known_state()
        self.side_list.show_people(state.people)
        self._build_person()
        self._show_place(self._place)
        self._show_header()

    def _build_person(self) -> None:
        state = self._known_state()
        self._sections = state.sections(self._place[0])
        self.side_list.show_domains(self._sections)
        self.item_list.show_person(self._sections, state.content)

    def _show_place(self, place: Place, *, keeps_place: bool = False, is_at_top: bool = False) -> None:
        """Open an item's card and bring the keyboard to its scale."""
        state = self._known_state()
        state.end_burst()
        is_other_person = place[0] != self._place[0]
        self._place = place
        state.reveal(place)
        if is_other_person or self.item_list.card(place) is None:
            self._build_person()
        self.item_list.open_place(place, self._earlier_note(), keeps_place=keeps_place, is_at_top=is_at_top)
        self.item_list.focus_scale()
        self._mark_side()
        self._show_detail()

    def _show_changed(self) -> None:
        """A value, note or reason changed: show it everywhere and keep it."""
        state = self._known_state()
        self._body.hide_resumed()
        if state.sections(self._place[0]) != self._sections:
            self._rebuild_in_place()
        self.item_list.show_contents(state.content)
        self.item_list.show_editor(self._earlier_note())
        self.item_list.keep_visible()
        self._mark_side()
        self._show_header()
        self._show_detail()
        self._save()

    def _rebuild_in_place(self) -> None:
        """Items come, go or fold; the keyboard stays in the note, on a reason, or wherever else it is."""
        focused, editor = QApplication.focusWidget(), self.item_list.editor
        is_in_editor = focused is not None and editor.isAncestorOf(focused)
        is_elsewhere = (
            focused is not None and self.isAncestorOf(focused) and not self.item_list.isAncestorOf(focused)
        )
        scrolled = self.item_list.verticalScrollBar().value()
        self._known_state().reveal(self._place)
        self._build_person()
        self.item_list.open_place(self._place, self._earlier_note())
        self.item_list.verticalScrollBar().setValue(scrolled)
        if focused is not None and is_in_editor and focused.isVisible():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not is_elsewhere:
            self.item_list.focus_scale()

    def _show_header(self) -> None:
        state = self._known_state()
        note = words.date_note(state, self._desk.today())
        self.header.show_form(state.header.title, words.subtitles(state), note)
        self.undo_button.setEnabled(state.can_undo)
        self.redo_action.setEnabled(state.can_redo)
        self.discard_action.setEnabled(state.has_content)
        self.baseline_action.setVisible(not state.is_first_measurement)
        self.options_strip.show_options(
            state.day,
            note,
            is_revised=state.is_revised_baseline,
            may_revise=not state.is_first_measurement,
        )

    def _mark_side(self) -> None:
        state = self._known_state()
        person, item = self._place
        self.side_list.mark(
            person,
            state.instrument.items[item].domain_key,
            touched_people={who.id for who in state.people if state.is_person_touched(who.id)},
            touched_domains={
                section.key for section in self._sections if state.is_domain_touched(person, section.key)
            },
        )

    def _earlier_note(self) -> EarlierNote | None:
        """The last earlier note, for the open card: only where the pane at the right does not show it."""
        if self._body.is_wide:
            return None
        return next(iter(self._known_state().earlier_notes(self._place)), None)

    def _use_room(self) -> None:
        """The pane at the right came or went: the last earlier note moves between it and the open card."""
        if self._state is not None:
            self.item_list.show_editor(self._earlier_note())
            self._show_detail()

    def _show_detail(self) -> None:
        state = self._known_state()
        if not self._body.is_wide:
            return
        name = state.instrument.items[self._place[1]].name
        steps = steps_of(name, state.history(self._place), state.baseline_day)
        self.detail_pane.show_item(steps, state.earlier_notes(self._place))

    # ---------------------------------------------------------------------------------------------- walking about

    def go_to(self, part: str) -> None:
        self._wanted_part = part
        state = self._state
        if state is None or not part:
            return
        for who in state.people:
            if state.is_known((who.id, part)):
                self._show_place((who.id, part))
                return

    def take_focus(self) -> bool:
        if self.is_done:
            self.finished_page.focus_first()
        else:
            self.item_list.focus_scale()
        return self._state is not None

    def help_here(self) -> bool:
        if self._state is None or self.is_done:
            return False
        self.item_list.toggle_help()
        return True

    def print_here(self) -> None:
        """The report can be printed from the finishing screen; before that there is nothing new to print."""
        if self.is_done:
            self.finished_page.print_here()

    def find_here(self) -> None:
        if self._state is not None and not self.is_done:
            self.find_panel.open_panel()

    def _find_hits(self, text: str) -> tuple[Hit, ...]:
        return () if self._state is None else self._state.find(text, first=self._place[0])

    def _show_found(self, place: Place) -> None:
        self._show_place(place)

    def _show_first_of(self, person: UUID | None) -> None:
        self._show_place(self._known_state().first_place(person))

    def _show_domain(self, key: str) -> None:
        section = next(section for section in self._sections if section.key == key)
        if not section.shown:
            self._known_state().unfold(self._place[0], key)
        self._show_place((section.shown or section.places)[0], is_at_top=True)

    def _toggle_fold(self, key: str) -> None:
        state = self._known_state()
        section = next(section for section in self._sections if section.key == key)
        scrolled = self.item_list.verticalScrollBar().value()
        if section.is_unfolded:
            state.fold(self._place[0], key)
        else:
            state.unfold(self._place[0], key)
        if section.is_unfolded and self._place in section.folded:
            self._place = state.first_place(self._place[0])
        self._build_person()
        self._show_place(self._place)
        self.item_list.verticalScrollBar().setValue(scrolled)

    def _grant(self, asked: CardWish) -> None:
        """Do what was asked with a key or a click on a card."""
        state = self._known_state()
        place, number = asked.place, asked.wish.number
        match asked.wish.ask:
            case Ask.SET_LEVEL:
                state.set_level(place, number)
                self._show_touched(place)
            case Ask.STEP_LEVEL:
                state.step_level(place, number or 0)
                self._show_touched(place)
            case Ask.CLEAR_LEVEL:
                state.clear_level(place)
                self._show_touched(place)
            case Ask.OPEN:
                self._show_place(place, keeps_place=True)
            case Ask.NEXT:
                self._show_place(state.next_place(place) or place)
            case Ask.PREVIOUS:
                self._show_place(state.previous_place(place) or place)
            case Ask.NEXT_PERSON:
                self._show_first_of(state.person_beside(place[0], 1))
            case Ask.PREVIOUS_PERSON:
                self._show_first_of(state.person_beside(place[0], -1))
            case Ask.NOTE:
                self.item_list.focus_note()
            case Ask.REASON:
                self._focus_reason()
            case Ask.HELP:
                self.item_list.toggle_help()
            case Ask.FIND:
                self.find_here()

    def _show_touched(self, place: Place) -> None:
        """A level was set: a click on a small button also opens its card, which stays under the mouse."""
        if place != self._place:
            self._show_place(place, keeps_place=True)
        self._show_changed()

    def _focus_reason(self) -> None:
        editor = self.item_list.editor
        if self._known_state().content(self._place).asks_reason:
            editor.reason_chips.focus_chosen()

    def _tab_on(self, step: int) -> None:
        """Tab: to the scale of the next item, or back to the note of the one before; at either end out of the list."""
        state = self._known_state()
        place = state.next_place(self._place) if step > 0 else state.previous_place(self._place)
        if place is None:
            self._focus_region(step)
            return
        self._show_place(place)
        if step < 0:
            self.item_list.focus_note()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Who comes to the items with Tab begins at the scale of the open one."""
        before = QApplication.focusWidget()
        has_moved = super().focusNextPrevChild(is_next)
        after = QApplication.focusWidget()
        came_from_elsewhere = before is None or not self.item_list.isAncestorOf(before)
        if came_from_elsewhere and after is not None and self.item_list.editor.isAncestorOf(after):
            self.item_list.focus_scale()
        return has_moved

    def _focus_next_region(self) -> None:
        self._focus_region(1)

    def _focus_previous_region(self) -> None:
        self._focus_region(-1)

    def _focus_region(self, step: int) -> None:
        """F6 goes round: people and domains, the open item, the buttons above."""
        focused = QApplication.focusWidget()
        regions: list[QWidget] = [self.side_list, self.item_list, self.header]
        here = next((n for n, region in enumerate(regions) if focused and region.isAncestorOf(focused)), 0)
        match (here + step) % len(regions):
            case 0:
                self.side_list.focus_chosen()
            case 1:
                self.item_list.focus_scale()
            case _:
                self.finish_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --------------------------------------------------------------------------------------------------- changing

    def _set_note(self, note: str) -> None:
        self._known_state().set_note(self._place, note)
        self._burst_timer.start()
        self._show_changed()

    def _end_burst(self) -> None:
        if self._state is not None:
            self._state.end_burst()

    def _set_reason(self, reason: Reason) -> None:
        self._known_state().set_reason(self._place, reason)
        self._show_changed()

    def _set_setback(self, setback: Setback | None) -> None:
        self._known_state().set_setback(self._place, setback)
        self._show_changed()

    def undo(self) -> None:
        """Take the last change back and show where it was."""
        if self._state is not None and self._state.can_undo and self._body.isEnabled():
            self._travel(self._state.undo())

    def redo(self) -> None:
        """Do again what was undone."""
        if self._state is not None and self._state.can_redo and self._body.isEnabled():
            self._travel(self._state.redo())

    def _travel(self, place: Place | None) -> None:
        has_note_focus = self.item_list.editor.note_field.hasFocus()
        is_here = place == self._place
        self.side_list.show_people(self._known_state().people)
        self.item_list.show_contents(self._known_state().content)
        if place is not None and not is_here:
            self._show_place(place)
        self._show_changed()
        if has_note_focus and is_here:
            self.item_list.focus_note()

    def show_date(self) -> None:
        """Open the strip with the date, the keyboard in it."""
        self.options_strip.show()
        self.options_strip.date_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.options_strip.date_field.selectAll()

    def show_baseline(self) -> None:
        """Open the strip at the revised baseline."""
        self.options_strip.show()
        self.options_strip.baseline_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _close_options(self) -> None:
        self.options_strip.hide()
        self.item_list.focus_scale()

    def _change_date(self, day: date) -> None:
        try:
            self._known_state().change_date(day, today=self._desk.today())
        except InvalidInput as error:
            self.options_strip.show_error(error.message)
            return
        self.side_list.show_people(self._known_state().people)
        self._show_changed()

    def _set_revised_baseline(self, is_revised: bool) -> None:
        self._known_state().set_revised_baseline(is_revised)
        self._show_changed()

    def discard(self) -> None:
        """Throw the draft away, with ten seconds to think again."""
        if self._state is not None and self._state.has_content:
            self._begin_again()

    def _begin_again(self) -> None:
        self._thrown_away = self._known_state().begin_again()
        self._show_everything()
        self._show_changed()
        self._messages.offer_undo("Het klad is weggegooid.", self._put_back)

    def _put_back(self) -> None:
        if self.is_done or self._thrown_away is None:
            return
        self._known_state().put_back(self._thrown_away)
        self._show_everything()
        self._show_changed()

    def _go_to_members(self) -> None:
        if self.family_id is not None:
            self.left_for.emit(places.family_page(self.family_id, TabName.MEMBERS))

    # ---------------------------------------------------------------------------------------------- keeping the draft

    def _save(self) -> None:
        """Hand the form over to be kept."""
        state = self._known_state()
        self._kept_place = self._place
        if state.has_content:
            self._keeper.keep(state.draft(self._place))
        else:
            self._keeper.throw_away()

    def _show_not_saved(self, error: Exception) -> None:
        self.header.show_not_saved()
        if isinstance(error, UserError):
            text = f"Nog niet bewaard. {error.message}"
            self._messages.warn(text, action_text="Opnieuw proberen", action=self._save)

    def leave(self) -> None:
        if self.is_done:
            return
        if self._state is not None and self._state.has_content and self._place != self._kept_place:
            self._save()

    # ----------------------------------------------------------------------------------------------------- finishing

    def finish(self) -> None:
        """Turn the draft into a snapshot, unless something is missing: then show where."""
        state = self._state
        if state is None or self.is_done or not self._body.isEnabled():
            return
        problem = state.first_problem()
        if problem is not None:
            self._messages.warn(problem.message)
            if problem.place is not None:
                self._show_place(problem.place)
            return
        self._body.setEnabled(False)
        self.finish_button.setEnabled(False)
        self._keeper.after(self._finish_draft)

    def _finish_draft(self, _: None) -> None:
        """Once no draft is on its way to the disk any more: one that came late would stay behind."""
        draft: Draft = self._known_state().draft(self._place)
        self._tasks.run(
            snapshot_service.finish, self._desk, draft, then=self._show_finished, failed=self._finish_failed
        )

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

    def _finish_failed(self, error: Exception) -> bool:
        if isinstance(error, KeptForLater):
            self._show_kept()
            return True
        self._body.setEnabled(True)
        self.finish_button.setEnabled(True)
        self.item_list.focus_scale()
        if not isinstance(error, UserError):
            return False
        self._messages.warn(f"{error.message} Wat je invulde, is bewaard als klad.")
        return True
