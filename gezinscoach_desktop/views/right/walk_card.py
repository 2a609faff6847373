"""One right during the walk: what it is, why to look at it, for whom, and eight large choices."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.right import Standing
from gezinscoach_desktop.views.elements import Card, button, label, paragraph, scrolling
from gezinscoach_desktop.views.fields import NoteField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.money_field import MoneyField
from gezinscoach_desktop.views.right.state_button import StateGrid, state_of_key, state_of_text
from gezinscoach_desktop.views.right.walk_plan import Choice, WalkPlan, WalkStop
from gezinscoach_desktop.views.right.words import domains_text, standing_text, step_text
from gezinscoach_desktop.views.snapshot.chips import ChipRow
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _WalkNote(NoteField):
    """Digits are text here; Esc goes back to the choices, Ctrl+Enter on to the next right."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class WalkCard(QWidget):
    """Shows where the plan is, and hands it what is chosen and filled in."""

    chosen = Signal(object)
    """RightState."""
    cleared = Signal()
    member_chosen = Signal(object)
    """UUID, or None for the whole family."""
    next_wanted = Signal()
    previous_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: ChipRow[UUID | None] | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self._domain = label("", TextStyle.SMALL, Tone.SECONDARY)
        self._name = paragraph("", TextStyle.TITLE)
        self._text = paragraph("")
        self._by = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._hint = QFrame()
        self._hint.setProperty("kind", "message")
        self._hint.setProperty("tone", "accent")
        self._reason = paragraph("")
        row = QHBoxLayout(self._hint)
        row.setContentsMargins(grid(3), grid(2), grid(3), grid(2))
        row.addWidget(self._reason)
        self._whom = QVBoxLayout()
        self._now = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.states = StateGrid()
        card = Card()
        card.body.setSpacing(grid(2))
        for widget in (self._domain, self._name, self._text, self._by, self._hint):
            card.add(widget)
        card.body.addSpacing(grid(1))
        card.add(label("Voor wie?", TextStyle.SMALL, Tone.SECONDARY))
        card.body.addLayout(self._whom)
        card.add(self._now)
        card.body.addSpacing(grid(1))
        card.add(self.states)
        card.add(self._build_form())
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(2))
        column.addWidget(card)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolling(inside), 1)
        whole.addLayout(self._build_buttons())

    def _build_form(self) -> Form:
        self.form = form = Form()
        self.monthly = form.add_row("monthly_cents", "Per &maand", MoneyField(), is_half=True)
        self.once = form.add_row("once_cents", "&Eenmalig", MoneyField(), is_half=True)
        self.reason = form.add_row(
            "not_taken_up",
            "&Waarom (nog) niet?",
            TextField(placeholder="bijvoorbeeld: te ingewikkeld, wil het niet, papieren ontbreken"),
        )
        self.note = form.add_row("note", "&Nota", _WalkNote())
        return form

    def _build_buttons(self) -> QHBoxLayout:
        self.previous_button = button("Vorige", icon_name="chevron-left")
        self.next_button = button("Volgende", "primary")
        self.next_button.setToolTip("Enter")
        made = QHBoxLayout()
        made.setContentsMargins(grid(4), grid(1), grid(4), grid(4))
        made.setSpacing(grid(2))
        made.addWidget(self.previous_button)
        made.addStretch(1)
        made.addWidget(self.next_button)
        return made

    def _connect(self) -> None:
        self.states.chosen.connect(self.chosen)
        self.states.stepped.connect(self._step)
        self.previous_button.clicked.connect(self.previous_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        self.note.left.connect(self.states.take_focus)

    def show_plan(self, plan: WalkPlan) -> None:
        """Where the plan is now; the plan has a stop."""
        stop = plan.stop
        if stop is None:
            return
        self._show_stop(stop)
        self._show_whom(plan)
        self.show_choice(plan.choice, plan.standing)
        self.previous_button.setEnabled(plan.place > 0)
        is_last = plan.place == len(plan.stops) - 1
        self.next_button.setText("Afronden" if is_last else "Volgende")
        self.next_button.setAccessibleName(self.next_button.text())

    def _show_stop(self, stop: WalkStop) -> None:
        details = stop.right.details
        self._domain.setText(domains_text(details.domains))
        self._name.setText(details.name)
        self._text.setText(details.description)
        self._text.setVisible(bool(details.description))
        self._by.setText(f"Toegekend door {details.granted_by}")
        self._by.setVisible(bool(details.granted_by))
        self._hint.setVisible(stop.hint is not None)
        self._reason.setText("" if stop.hint is None else f"Bekijk dit eens: {_lower(stop.hint.reason)}")

    def _show_whom(self, plan: WalkPlan) -> None:
        if self._chips is None:
            self._chips = ChipRow("Voor wie", plan.whom)
            self._chips.chosen.connect(self.member_chosen)
            self._chips.left.connect(self.states.take_focus)
            self._whom.addWidget(self._chips)
        self._chips.set_value(plan.member_id)

    def show_choice(self, choice: Choice | None, standing: Standing | None) -> None:
        """What is chosen for whom is asked about, with the fields that go with it."""
        self.form.clear_errors()
        before = None if standing is None else standing.state
        self.states.show_states(None if choice is None else choice.state, before)
        self._now.setText(_now_text(choice, standing))
        self._show_fields(choice)

    def _show_fields(self, choice: Choice | None) -> None:
        is_held = choice is not None and choice.state.is_held
        self.form.setVisible(choice is not None)
        self.form.set_row_visible("monthly_cents", is_held)
        self.form.set_row_visible("once_cents", is_held)
        self.form.set_row_visible("not_taken_up", choice is not None and choice.state.may_be_left)
        self.monthly.set_value(None if choice is None else choice.monthly_cents)
        self.once.set_value(None if choice is None else choice.once_cents)
        self.reason.set_value("" if choice is None else choice.not_taken_up)
        self.note.set_value("" if choice is None else choice.note)

    def fill(self, choice: Choice | None) -> bool:
        """Hand over what was filled in; False, with the reason under its field, when an amount cannot be read."""
        if choice is None:
            return True
        try:
            choice.monthly_cents = self.monthly.value() if choice.state.is_held else None
            choice.once_cents = self.once.value() if choice.state.is_held else None
        except InvalidInput as error:
            self.form.show_error(error)
            return False
        choice.not_taken_up = self.reason.value() if choice.state.may_be_left else ""
        choice.note = self.note.value()
        return True

    def type_state(self, text: str) -> None:
        """A sign typed elsewhere on the page, such as in the list."""
        state = state_of_text(text)
        if state is not None:
            self.chosen.emit(state)

    def _step(self, step: int) -> None:
        (self.next_wanted if step > 0 else self.previous_wanted).emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        state = state_of_key(event)
        if state is not None:
            self.chosen.emit(state)
        elif event.key() in _ENTER:
            self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.cleared.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.states.take_focus()
        elif event.key() == Qt.Key.Key_W and self._chips is not None:
            self._chips.focus_chosen()
        elif event.key() == Qt.Key.Key_T and self.form.isVisible():
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)


def _now_text(choice: Choice | None, standing: Standing | None) -> str:
    """How it stood, and what was chosen just now, which is not kept yet."""
    chosen = "" if choice is None else f"{choice.state.label} gekozen, bewaard zodra je verdergaat"
    if standing is None:
        return chosen or standing_text(standing)
    more = step_text(standing.last.details).replace("\n", " · ")
    return " · ".join(part for part in (standing_text(standing), more, chosen) if part)


def _lower(sentence: str) -> str:
    """A sentence behind a colon."""
    return sentence[:1].lower() + sentence[1:]
