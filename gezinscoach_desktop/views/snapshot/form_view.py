"""The form on the screen: its header, who and what at the left, the items in the middle, their evolution at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.snapshot import SnapshotForm
from gezinscoach_desktop.views.snapshot import words
from gezinscoach_desktop.views.snapshot.form_body import FormBody
from gezinscoach_desktop.views.snapshot.form_header import FormHeader
from gezinscoach_desktop.views.snapshot.form_state import FormState
from gezinscoach_desktop.views.snapshot.options_strip import OptionsStrip
from gezinscoach_desktop.views.snapshot.past import EarlierNote
from gezinscoach_desktop.views.snapshot.route import Hit, Section
from gezinscoach_desktop.views.snapshot.step_drawing import steps_of
from gezinscoach_desktop.views.tasks import Tasks


class FormView(QWidget):
    """Shows what the form holds, open at one place; who walks and who changes is told from outside."""

    members_wanted = Signal()

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state: FormState | None = None
        self._place: Place = (None, "")
        self._sections: tuple[Section, ...] = ()
        self._left_out: tuple[Place, ...] = ()
        self._build(tasks)
        self._connect()

    def _build(self, tasks: Tasks) -> None:
        self.header = FormHeader()
        self.options_strip = OptionsStrip(today=self._desk.today)
        self.body = FormBody(tasks, self._find_hits)
        self.side_list, self.item_list = self.body.side_list, self.body.item_list
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.options_strip)
        column.addWidget(self.body, 1)
        self.body.setEnabled(False)

    def _connect(self) -> None:
        editor = self.item_list.editor
        editor.reason_chips.left.connect(self.item_list.focus_scale)
        editor.setback_chips.left.connect(self.item_list.focus_scale)
        editor.note_field.left.connect(self.item_list.focus_scale)
        self.header.date_wanted.connect(self.options_strip.open_at_date)
        self.header.baseline_wanted.connect(self.options_strip.open_at_baseline)
        self.options_strip.closed.connect(self._close_options)
        self.body.find_panel.closed.connect(self.item_list.focus_scale)
        self.body.resume_bar.closed.connect(self.body.hide_resumed)
        self.body.room_changed.connect(self._use_room)

    # ------------------------------------------------------------------------------------------ what it shows

    @property
    def state(self) -> FormState | None:
        """What the form holds; None until it is read."""
        return self._state

    @property
    def known_state(self) -> FormState:
        """The same for whatever can only happen once it is read."""
        if self._state is None:
            raise RuntimeError("The form is used before it was read.")
        return self._state

    @property
    def place(self) -> Place:
        """The item that is open."""
        return self._place

    @property
    def sections(self) -> tuple[Section, ...]:
        """The domains of whoever is open."""
        return self._sections

    @property
    def is_held(self) -> bool:
        """Whether nothing may change: it is not read yet, or on its way to become a snapshot."""
        return not self.body.isEnabled()

    def hold(self) -> None:
        """Let nothing change while it is being finished."""
        self.body.setEnabled(False)
        self.header.finish_button.setEnabled(False)

    def release(self) -> None:
        """It was not finished after all."""
        self.body.setEnabled(True)
        self.header.finish_button.setEnabled(True)
        self.item_list.focus_scale()

    # ------------------------------------------------------------------------------------------------ showing

    def begin(self, form: SnapshotForm) -> None:
        """Show what was read for the first time, open where it was left."""
        state = self._state = FormState(form)
        self.body.setEnabled(True)
        self._place = state.resume_place()
        self.body.show_resumed(state)
        self.show_news()
        if state.is_resumed and state.found_saved_at is not None:
            self.header.show_saved(state.found_saved_at)
        self.show_everything()

    def renew(self, form: SnapshotForm) -> None:
        """A colleague changed something: shown under the hands of whoever types, who stays where he is."""
        state = self.known_state
        state.take_form(form)
        if not state.route.is_known(self._place):  # a member may be gone
            self._place = state.route.first_place(None)
        self.show_news()
        self._show_banner()
        self.side_list.show_people(state.route.people)
        self._rebuild_in_place()
        self._mark_side()
        self._show_header()
        self._show_detail()

    def show_news(self) -> None:
        """What colleagues did since this form was begun."""
        state, me = self.known_state, self._desk.account.display_name
        self.body.show_news(words.news(state, state.since(me), me=me, today=self._desk.today()))

    def show_everything(self) -> None:
        """People, sections, cards and all that follows from them."""
        self._show_banner()
        self.side_list.show_people(self.known_state.route.people)
        self.show_rebuilt(self._place)
        self._show_header()

    def show_rebuilt(self, place: Place) -> None:
        """Build the cards of this person anew, and open one."""
        self._place = place
        self._build_person()
        self.show_place(place)

    def show_place(self, place: Place, *, keeps_place: bool = False, is_at_top: bool = False) -> None:
        """Open an item's card and bring the keyboard to its scale."""
        state = self.known_state
        state.end_burst()
        is_other_person = place[0] != self._place[0]
        self._place = place
        state.route.reveal(place)
        if is_other_person or self.item_list.card(place) is None:
            self._build_person()
        self.item_list.open_place(place, self._earlier_note(), keeps_place=keeps_place, is_at_top=is_at_top)
        self.item_list.focus_scale()
        self._mark_side()
        self._show_detail()

    def show_changed(self) -> None:
        """A value, note or reason changed: show it everywhere."""
        state = self.known_state
        self.body.hide_resumed()
        has_other_banner = state.left_out != self._left_out  # taken back, or thrown away
        if has_other_banner:
            self._show_banner()
        if has_other_banner or state.route.sections(self._place[0]) != self._sections:
            self._rebuild_in_place()
        self.item_list.show_contents(state.content)
        self.item_list.show_editor(self._earlier_note())
        self.item_list.keep_visible()
        self._mark_side()
        self._show_header()
        self._show_detail()

    def _show_banner(self) -> None:
        self._left_out = self.known_state.left_out
        banner = self.body.show_banner(self.known_state)
        if banner is not None:
            banner.acted.connect(self.members_wanted)

    def _build_person(self) -> None:
        state = self.known_state
        self._sections = state.route.sections(self._place[0])
        self.side_list.show_domains(self._sections)
        self.item_list.show_person(self._sections, state.content)

    def _rebuild_in_place(self) -> None:
        """Items come, go or fold; the keyboard stays in the note, on a reason, or wherever else it is."""
        focused, editor = QApplication.focusWidget(), self.item_list.editor
        is_in_editor = focused is not None and editor.isAncestorOf(focused)
        is_elsewhere = (
            focused is not None and self.isAncestorOf(focused) and not self.item_list.isAncestorOf(focused)
        )
        scrolled = self.item_list.verticalScrollBar().value()
        self.known_state.route.reveal(self._place)
        self._build_person()
        self.item_list.open_place(self._place, self._earlier_note())
        self.item_list.verticalScrollBar().setValue(scrolled)
        if focused is not None and is_in_editor and focused.isVisible():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not is_elsewhere:
            self.item_list.focus_scale()

    def _show_header(self) -> None:
        state, today = self.known_state, self._desk.today()
        self.header.show_state_of(state, today=today)
        self.options_strip.show_options(
            state.day,
            words.date_note(state, today),
            is_revised=state.is_revised_baseline,
            may_revise=not state.is_first_measurement,
        )

    def _mark_side(self) -> None:
        state = self.known_state
        person, item = self._place
        self.side_list.mark(
            person,
            state.instrument.items[item].domain_key,
            touched_people={who.id for who in state.route.people if state.is_person_touched(who.id)},
            touched_domains={
                section.key for section in self._sections if state.is_domain_touched(person, section.key)
            },
        )

    def _earlier_note(self) -> EarlierNote | None:
        """The last earlier note, for the open card: only where the pane at the right does not show it."""
        if self.body.is_wide:
            return None
        return next(iter(self.known_state.earlier_notes(self._place)), None)

    def _use_room(self) -> None:
        """The pane at the right came or went: the last earlier note moves between it and the open card."""
        if self._state is not None:
            self.item_list.show_editor(self._earlier_note())
            self._show_detail()

    def _show_detail(self) -> None:
        state = self.known_state
        if not self.body.is_wide:
            return
        name = state.instrument.items[self._place[1]].name
        place = self._place
        steps = steps_of(name, state.history(place), state.baseline_day, state.wished(place))
        self.body.detail_pane.show_item(steps, state.earlier_notes(place))
        self.body.detail_pane.show_actions(state.running_actions(place), self._desk.today())

    def _close_options(self) -> None:
        self.options_strip.hide()
        self.item_list.focus_scale()

    def _find_hits(self, text: str) -> tuple[Hit, ...]:
        return () if self._state is None else self._state.route.find(text, first=self._place[0])

    # ------------------------------------------------------------------------------------------ Qt overrides

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Who comes to the items with Tab begins at the scale of the open one."""
        before = QApplication.focusWidget()
        has_moved = super().focusNextPrevChild(is_next)
        after = QApplication.focusWidget()
        came_from_elsewhere = before is None or not self.item_list.isAncestorOf(before)
        if came_from_elsewhere and after is not None and self.item_list.editor.isAncestorOf(after):
            self.item_list.focus_scale()
        return has_moved
