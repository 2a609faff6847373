"""Changing what the form holds: levels, notes, reasons, its date, and taking all of it back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.snapshot import Draft
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.snapshot.form_view import FormView
from gezinscoach_desktop.views.snapshot.item_card import CardCommand
from gezinscoach_desktop.views.snapshot.keys import Ask

_BURST_MS = 1500


class Changes(QObject):
    """Each is one step to undo; it is shown at once and told, so that it is kept."""

    made = Signal()

    def __init__(self, messages: Messages, desk: Desk, form: FormView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._desk = desk
        self._form = form
        self._thrown_away: Draft | None = None
        self._burst_timer = QTimer(self, singleShot=True, interval=_BURST_MS)
        self._connect()

    def _connect(self) -> None:
        form, editor = self._form, self._form.item_list.editor
        form.item_list.commanded.connect(self._obey)
        editor.reason_chosen.connect(self._set_reason)
        editor.setback_chosen.connect(self._set_setback)
        editor.note_field.typed.connect(self._set_note)
        editor.note_field.rested.connect(self._end_burst)
        editor.note_field.undo_wanted.connect(self.undo)
        editor.note_field.redo_wanted.connect(self.redo)
        self._burst_timer.timeout.connect(self._end_burst)
        form.header.undo_wanted.connect(self.undo)
        form.header.redo_wanted.connect(self.redo)
        form.header.discard_wanted.connect(self._discard)
        form.options_strip.date_chosen.connect(self._change_date)
        form.options_strip.baseline_chosen.connect(self._set_revised_baseline)
        form.body.resume_bar.acted.connect(self._begin_again)
        form.body.news_bar.closed.connect(self._close_news)

    def _tell(self) -> None:
        self._form.show_changed()
        self.made.emit()

    # ------------------------------------------------------------------------------------------------ of an item

    def _obey(self, given: CardCommand) -> None:
        """Set the level that a key or a click on a card asks for; where it asks to go is for Walk."""
        state, place, number = self._form.known_state, given.place, given.command.number
        match given.command.ask:
            case Ask.SET_LEVEL:
                state.set_level(place, number)
            case Ask.STEP_LEVEL:
                state.step_level(place, number or 0)
            case Ask.CLEAR_LEVEL:
                state.clear_level(place)
            case _:
                return
        if place != self._form.place:  # a small button also opens its card, which stays under the mouse
            self._form.show_place(place, keeps_place=True)
        self._tell()

    def _set_note(self, note: str) -> None:
        self._form.known_state.set_note(self._form.place, note)
        self._burst_timer.start()
        self._tell()

    def _end_burst(self) -> None:
        if self._form.state is not None:
            self._form.state.end_burst()

    def _set_reason(self, reason: Reason) -> None:
        self._form.known_state.set_reason(self._form.place, reason)
        self._tell()

    def _set_setback(self, setback: Setback | None) -> None:
        self._form.known_state.set_setback(self._form.place, setback)
        self._tell()

    # ------------------------------------------------------------------------------------------------ of the whole

    def _change_date(self, day: date) -> None:
        try:
            self._form.known_state.change_date(day, today=self._desk.today())
        except InvalidInput as error:
            self._form.options_strip.show_error(error.message)
            return
        self._form.side_list.show_people(self._form.known_state.route.people)
        self._tell()

    def _set_revised_baseline(self, is_revised: bool) -> None:
        self._form.known_state.set_revised_baseline(is_revised)
        self._tell()

    def _close_news(self) -> None:
        """The user read it: kept with the draft, so that it is not told again after a crash either."""
        state = self._form.known_state
        state.mark_seen()
        self._form.show_news()
        if state.has_content:
            self.made.emit()
        self._form.item_list.focus_scale()

    # ------------------------------------------------------------------------------------------------- taking back

    def undo(self) -> None:
        """Take the last change back and show where it was."""
        state = self._form.state
        if state is not None and state.can_undo and not self._form.is_held:
            self._travel(state.undo())

    def redo(self) -> None:
        """Do again what was undone."""
        state = self._form.state
        if state is not None and state.can_redo and not self._form.is_held:
            self._travel(state.redo())

    def _travel(self, place: Place | None) -> None:
        form, state = self._form, self._form.known_state
        has_note_focus = form.item_list.editor.note_field.hasFocus()
        is_here = place == form.place
        form.side_list.show_people(state.route.people)
        if place is not None and not is_here:
            form.show_place(place)
        self._tell()
        if has_note_focus and is_here:
            form.item_list.focus_note()

    def _discard(self) -> None:
        """Throw the draft away, with ten seconds to think again."""
        if self._form.state is not None and self._form.state.has_content:
            self._begin_again()

    def _begin_again(self) -> None:
        self._thrown_away = self._form.known_state.begin_again()
        self._form.show_everything()
        self._tell()
        self._messages.offer_undo("Het klad is weggegooid.", self._put_back)

    def _put_back(self) -> None:
        if self._thrown_away is None or self._form.is_held:  # the offer may outlive the draft
            return
        self._form.known_state.put_back(self._thrown_away)
        self._form.show_everything()
        self._tell()
