"""The checklist of a new office. It goes on where it was left: from what this PC kept, and then from the office itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, UserError
from gezinscoach_desktop.domain.setup import SetupState, SetupStep, StepState
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.recent_offices import remember_office
from gezinscoach_desktop.views.setup.before import BeforeSteps
from gezinscoach_desktop.views.setup.draft import drop_draft, kept_draft, note_left, note_unfinished
from gezinscoach_desktop.views.setup.making import MadeNotOpened, make_office
from gezinscoach_desktop.views.setup.shell import SetupShell
from gezinscoach_desktop.views.setup.step_page import StepPage
from gezinscoach_desktop.views.setup.words import ACCOUNT, AFTER, BEFORE, NOT_DONE_YET, ORGANISATION, PLACE
from gezinscoach_desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.views.setup.office_steps import OfficeStep

_CONCERNED = (Noun.SETTING, Noun.ACCOUNT, Noun.FAMILY)


class SetupDialog(SetupShell):
    """Without a desk it begins with an organisation; with one it shows what remains of that office."""

    entered = Signal(object, bool)
    """Desk, and whether the user wants to register a family at once: nobody is in that office yet."""
    family_wanted = Signal()
    """The same wish, of somebody who is in the office already."""
    made_elsewhere = Signal(str, str, object)
    """Place, user name and UserError: the office is there, and is to be opened by signing in."""

    def __init__(
        self,
        tasks: Tasks,
        dialogs: Dialogs,
        settings: QSettings,
        entrance: Entrance,
        *,
        desk: Desk | None = None,
        step: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`desk` is of an office that is open in a window; `step` is where to begin, else what remains first."""
        super().__init__("Nieuw kantoor" if desk is None else desk.office.name, parent)
        self._tasks, self._dialogs, self._settings, self._entrance = tasks, dialogs, settings, entrance
        self.desk: Desk | None = None
        """The office, once it is there."""
        self.is_entering = False
        """True while there is an office that nobody is in yet."""
        self._state: SetupState | None = None
        self._wanted_step = step
        self._office_steps: tuple[OfficeStep, ...] = ()
        self.setWindowTitle("Nieuw kantoor" if desk is None else NOT_DONE_YET)
        self.before = BeforeSteps(tasks, dialogs, entrance)
        for page in self.before.pages:
            self._add(page)
        self._connect()
        if desk is None:
            self._go_on_with_draft()
        else:
            self._take_desk(desk)

    def _connect(self) -> None:
        self.list.wanted.connect(self.show_step)
        self.next_button.clicked.connect(self.pass_on)
        self.back_button.clicked.connect(self._back)
        self.later_button.clicked.connect(self.reject)
        self._tasks.changed.connect(self._hear)

    def _add(self, page: StepPage) -> None:
        self.add_page(page)
        page.edited.connect(self._keep)
        page.done.connect(self.go_on)

    # ---------------------------------------------------------------------------------------------- which step is open

    def show_step(self, key: str) -> None:
        """Go to a step, unless it is not its turn."""
        page = self.page(key)
        if page is None or not self._may_open(key):
            return
        page.clear_errors()
        self.show_page(page)
        page.load()
        page.take_focus()
        self._keep()
        self._show_progress()

    def _may_open(self, key: str) -> bool:
        """The first steps until the office is there, each once those before it are good; then only the others."""
        if self.desk is not None:
            return key in AFTER
        return key in BEFORE and all(self.before.is_good(before) for before in BEFORE[: BEFORE.index(key)])

    def _state_of(self, key: str) -> StepState:
        if key in AFTER:
            line = None if self._state is None else self._state.line_of(SetupStep(key))
            return StepState.TO_DO if line is None else line.state
        is_behind = self.desk is not None or (
            BEFORE.index(key) < BEFORE.index(self.current.key) and self.before.is_good(key)
        )
        return StepState.DONE if is_behind else StepState.TO_DO

    def _show_progress(self) -> None:
        open_key = self.current.key
        for row in self.list.rows:
            row.show_state(
                self._state_of(row.key), is_open=row.key == open_key, can_open=self._may_open(row.key)
            )
        is_last = open_key == AFTER[-1]
        is_settled = open_key in BEFORE or self._state_of(open_key) is not StepState.TO_DO
        self.back_button.setVisible(open_key not in (BEFORE[0], AFTER[0]))
        self.show_verb(self._verb(open_key, is_settled=is_settled), is_primary=is_settled and not is_last)
        self.later_button.setVisible(not self._is_over_window and not is_last)
        self.note_label.setVisible(not is_last)

    def _verb(self, key: str, *, is_settled: bool) -> str:
        if key == ACCOUNT:
            return "Kantoor maken"
        if key == AFTER[-1]:
            return "Sluiten" if self._is_over_window else "Naar het kantoor"
        return "Volgende" if is_settled else self.current.later_verb

    @property
    def _is_over_window(self) -> bool:
        return self.desk is not None and not self.is_entering

    def pass_on(self) -> None:
        """The button: a step that is not done may ask first why it is left out."""
        key = self.current.key
        is_left_out = key in AFTER[:-1] and self._state_of(key) is StepState.TO_DO
        if not is_left_out or self.current.pass_by():
            self.go_on()

    def go_on(self) -> None:
        """What is missing is said; else the next step, or the end."""
        page = self.current
        page.clear_errors()
        try:
            page.check()
        except InvalidInput as error:
            page.show_error(error)
            return
        if page.key == ACCOUNT:
            self._make()
        elif page.key == AFTER[-1]:
            self._leave(wants_family=False)
        else:
            keys = AFTER if page.key in AFTER else BEFORE
            self.show_step(keys[keys.index(page.key) + 1])

    def _back(self) -> None:
        keys = AFTER if self.current.key in AFTER else BEFORE
        place = keys.index(self.current.key)
        if place:
            self.show_step(keys[place - 1])

    def _keep(self) -> None:
        """Before there is an office this PC keeps what was typed; afterwards the office itself tells."""
        if self.desk is not None:
            self._look()
            return
        self.before.keep(self._settings, step=self.current.key)
        self._show_progress()

    # ---------------------------------------------------------------------------------------------- before there is one

    def _go_on_with_draft(self) -> None:
        draft = kept_draft(self._settings)
        self.before.use(draft)
        # A place is tried out again: nobody lands behind it, and what was typed there waits.
        is_past = draft.step in (PLACE, ACCOUNT) and bool(draft.name)
        self.show_step(PLACE if is_past else ORGANISATION)

    def _make(self) -> None:
        try:
            wanted = self.before.wanted()
        except InvalidInput as error:
            self._refuse_input(error)
            return
        self.set_busy(True)
        self.before.keep(self._settings, step=ACCOUNT, is_being_made=True)
        self._tasks.run(
            partial(make_office, self._entrance, wanted),
            then=partial(self._finish_making, wanted.chosen.place),
            failed=partial(self._fail, wanted.chosen.place),
            owner=self,
        )

    def _finish_making(self, place: str, desk: Desk) -> None:
        self.set_busy(False)
        self._note_made(place)
        note_unfinished(self._settings, desk.office.place)
        self.begin_in(desk)

    def _fail(self, place: str, error: Exception) -> bool:
        self.set_busy(False)
        if isinstance(error, MadeNotOpened):
            self._note_made(place)
            note_unfinished(self._settings, place)
            self.made_elsewhere.emit(place, self.before.account.user_name, error)
            super().reject()
            return True
        if isinstance(error, UserError):  # it was not made; after a bug it may stand there
            self._keep()
        return self._refuse_input(error)

    def _note_made(self, place: str) -> None:
        self.before.forget_passwords()
        remember_office(self._settings, place, self.before.account.user_name)
        drop_draft(self._settings)

    def _refuse_input(self, error: Exception) -> bool:
        """At the step that it is about."""
        error = self.before.place.at_its_row(error)
        if isinstance(error, InvalidInput):
            page = self.before.page_of(error.field)
            if page is not self.current:
                self.show_step(page.key)
            return page.show_error(error)
        return self.current.show_error(error)

    # ------------------------------------------------------------------------------------------------ once it is there

    def begin_in(self, desk: Desk) -> None:
        """The office is there and nobody is in it yet: go on with what remains, and enter it at the end."""
        self.is_entering = True
        self._take_desk(desk)

    def _take_desk(self, desk: Desk) -> None:
        from gezinscoach_desktop.views.setup.family_step import FamilyStep
        from gezinscoach_desktop.views.setup.office_steps import office_steps

        self.desk = desk
        self.show_title(desk.office.name)
        self._office_steps = office_steps(self._tasks, self._dialogs, self._entrance, desk)
        for page in self._office_steps:
            self._add(page)
            if isinstance(page, FamilyStep):
                page.family_wanted.connect(self._register_family)
        self.show_step(self._wanted_step or AFTER[0])

    def _hear(self, change: Change) -> None:
        if self.desk is not None and change.touches(*_CONCERNED):
            self._look()

    def _look(self) -> None:
        from gezinscoach_desktop.services.setup import setup_state

        if self.desk is not None:
            self._tasks.query(setup_state, self.desk, then=self._show_state, key="setup", owner=self)

    def _show_state(self, state: SetupState) -> None:
        is_first = self._state is None
        self._state = state
        for page in self._office_steps:
            page.show_state(state)
        if is_first and not self._wanted_step:
            self._open_first_left(state)
        self._show_progress()

    def _open_first_left(self, state: SetupState) -> None:
        """What was skipped on purpose is not asked again by itself."""
        left = {line.step.value for line in state.lines if line.state is StepState.TO_DO}
        wanted = next((key for key in AFTER if key in left), AFTER[-1])
        if wanted != self.current.key:
            self.show_step(wanted)

    def _register_family(self) -> None:
        self._leave(wants_family=True)

    def _leave(self, *, wants_family: bool) -> None:
        """Whoever is behind is let in; over a window there is only something to close."""
        note_left(self._settings)
        is_entering, self.is_entering = self.is_entering, False
        self.accept()
        if is_entering:
            self.entered.emit(self.desk, wants_family)
        elif wants_family:
            self.family_wanted.emit()

    def help_here(self) -> None:
        """The page of the handbook about this checklist, beside it."""
        from gezinscoach_desktop.views.help.window import open_beside

        open_beside(self._tasks, self, self.help_topic)

    # ------------------------------------------------------------------------------------------------- Qt overrides

    def reject(self) -> None:
        """Stopping loses nothing: before there is an office all was kept, and afterwards it is entered."""
        if not self.later_button.isEnabled():
            return  # the office is being made
        self.before.place.stop()
        if self.is_entering:
            self._leave(wants_family=False)
            return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.help_here()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.next_button.isEnabled():
                self.current.enter()
            return
        super().keyPressEvent(event)
