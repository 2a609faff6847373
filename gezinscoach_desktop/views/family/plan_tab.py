"""Plan: what the family asks, where it wants to go, who does what, and what is agreed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.action import ActionInput, ActionRecord, ActionState
from gezinscoach_desktop.domain.agenda import When, when_of
from gezinscoach_desktop.domain.appointment import AppointmentRecord, in_time
from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.errors import KeptForLater
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.quick_action import quick_action
from gezinscoach_desktop.domain.request import GoalRecord, GoalState, RequestRecord, RequestState
from gezinscoach_desktop.services import action as action_service
from gezinscoach_desktop.services import plan as plan_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.plan import Plan
from gezinscoach_desktop.views.contact.places import contact_form
from gezinscoach_desktop.views.elements import label, scrolling
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.parts import parts
from gezinscoach_desktop.views.plan.action_dialog import ActionDialog
from gezinscoach_desktop.views.plan.appointment_dialog import AppointmentDialog
from gezinscoach_desktop.views.plan.columns import Reading
from gezinscoach_desktop.views.plan.goal_dialog import GoalDialog
from gezinscoach_desktop.views.plan.plan_card import PlanCard
from gezinscoach_desktop.views.plan.plan_table import Moved, PlanTable
from gezinscoach_desktop.views.plan.request_dialog import RequestDialog
from gezinscoach_desktop.views.plan.work import PlanWork
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

R = TypeVar("R")
Slot = Callable[..., None]
_HINT = (
    "Spatie: gedaan   ·   Enter: openen   ·   Delete: weg   ·   Alt+pijltjes: volgorde van vragen   ·   "
    "C: contactmoment bij een afspraak"
)


class PlanTab(FamilyTab):
    """Four cards: requests and goals at the left, actions and appointments at the right."""

    help_topic: ClassVar[str] = "vragen-en-acties"
    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.REQUEST, Noun.ACTION, Noun.APPOINTMENT, Noun.SERVICE})

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._work = PlanWork(tasks, desk, messages)
        self._reading = Reading(desk.today, me=desk.account.id)
        self._family: FamilyData | None = None
        self._plan: Plan | None = None
        self._wanted: str = ""
        self._build()
        self._connect()

    # ------------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self.request_card, self.goal_card = self._make_requests(), self._make_goals()
        self.action_card, self.appointment_card = self._make_actions(), self._make_appointments()
        self.quick_field = TextField(
            placeholder="Nieuwe actie, en Enter. Met @gezin, #huisvesting, tegen vrijdag"
        )
        self.quick_field.setAccessibleName("Nieuwe actie in één regel")
        self.action_card.insert_above(self.quick_field)
        if not parts().uses(Part.GOALS):
            self.goal_card.hide()
        hint = label(_HINT, TextStyle.SMALL, Tone.SECONDARY)
        inside = QWidget()
        inside.setProperty("kind", "page")
        columns = QHBoxLayout()
        columns.setSpacing(grid(4))
        for cards in ((self.request_card, self.goal_card), (self.action_card, self.appointment_card)):
            column = QVBoxLayout()
            column.setSpacing(grid(4))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, 1)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        whole.setSpacing(grid(3))
        whole.addLayout(columns, 1)
        whole.addWidget(hint)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scrolling(inside))

    def _make_requests(self) -> PlanCard[RequestRecord]:
        columns = self._reading.request_columns()
        return PlanCard(
            "Wat het gezin vraagt",
            PlanTable(columns, "Vragen van het gezin, het belangrijkste eerst", row_id=_id, can_move=True),
            PlanTable(columns, "Vragen van vroeger", row_id=_id),
            calm="Hier komt wat het gezin vraagt, in eigen woorden en in eigen volgorde.",
            add_text="Vraag",
            closed_word="van vroeger",
        )

    def _make_goals(self) -> PlanCard[GoalRecord]:
        columns = self._reading.goal_columns()
        return PlanCard(
            "Doelen",
            PlanTable(columns, "Doelen op de Sociale Balans", row_id=_id),
            PlanTable(columns, "Doelen van vroeger", row_id=_id),
            calm="Wil het gezin ergens naartoe op de Sociale Balans? Dat kan hier, het hoeft niet.",
            add_text="Doel",
            closed_word="van vroeger",
        )

    def _make_actions(self) -> PlanCard[ActionRecord]:
        columns = self._reading.action_columns()
        return PlanCard(
            "Acties",
            PlanTable(columns, "Acties die lopen", row_id=_id, is_done=_is_done),
            PlanTable(columns, "Acties die gedaan zijn", row_id=_id, is_done=_is_done),
            calm="Hier komt wie wat doet, en tegen wanneer.",
            add_text="Actie",
            closed_word="afgeronde",
        )

    def _make_appointments(self) -> PlanCard[AppointmentRecord]:
        columns = self._reading.appointment_columns()
        return PlanCard(
            "Afspraken",
            PlanTable(columns, "Afspraken", row_id=_id),
            PlanTable(columns, "Afspraken van vroeger", row_id=_id),
            calm="Hier komen de afspraken met dit gezin.",
            add_text="Afspraak",
            closed_word="van vroeger",
        )

    def _connect(self) -> None:
        kinds: tuple[tuple[PlanCard[Any], Slot, Slot, Slot], ...] = (
            (self.request_card, self.add_request, self._change_request, self._work.remove_request),
            (self.goal_card, self.add_goal, self._change_goal, self._work.remove_goal),
            (self.action_card, self.add_action, self._change_action, self._work.remove_action),
            (
                self.appointment_card,
                self.add_appointment,
                self._change_appointment,
                self._work.remove_appointment,
            ),
        )
        for card, add, change, remove in kinds:
            card.add_wanted.connect(add)
            for table in (card.table, card.closed_table):
                table.row_opened.connect(change)
                table.removal_wanted.connect(remove)
        for table in (self.action_card.table, self.action_card.closed_table):
            table.ticked.connect(self._work.tick)
        self.request_card.table.moved.connect(self._move_request)
        self.quick_field.returnPressed.connect(self._add_quickly)
        keys = QShortcut(QKeySequence("C"), self.appointment_card.table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._register_contact)

    # -------------------------------------------------------------------------------------------------- showing

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self._reading.family = data
        self._tasks.query(
            plan_service.plan, self._desk, data.header.record.id, then=self._show_plan, key="plan"
        )

    def _show_plan(self, plan: Plan) -> None:
        today = self._desk.today()
        self._plan = plan
        self._reading.coaches, self._reading.services = plan.coaches, plan.services
        self.request_card.show_records(*_split(plan.requests, _is_open_request))
        self.goal_card.show_records(*_split(plan.goals, _is_running))
        running, closed = _split(plan.actions, _is_running_action)
        late = sum(when_of(each.details.due_on, today) is When.OVERDUE for each in running)
        self.action_card.show_records(
            running,
            closed[::-1],
            count_text=f"{len(running)}, {late} te laat" if late else "",
        )
        ahead = [each for each in plan.appointments if each.details.is_open or each.details.on >= today]
        ahead.sort(key=lambda each: in_time(each.details))
        past = [each for each in plan.appointments if each not in ahead]
        past.sort(key=lambda each: in_time(each.details), reverse=True)
        self.appointment_card.show_records(ahead, past)
        if self._wanted:
            self.go_to(self._wanted)

    def go_to(self, part: str) -> None:
        """The id of a record; waits for the plan where that is still under way."""
        self._wanted = part if self._plan is None else ""
        if self._plan is None:
            return
        try:
            record_id = UUID(part)
        except ValueError:
            return
        for card in self._cards:
            if card.reveal(record_id):
                return

    @property
    def _cards(self) -> tuple[PlanCard[Any], ...]:
        return (self.request_card, self.goal_card, self.action_card, self.appointment_card)

    def first_focus(self) -> QWidget:
        return self.quick_field

    # --------------------------------------------------------------------------------------------------- adding

    def new_here(self) -> bool:
        """Of the kind where the keyboard is; else an action, in the line for that."""
        kinds: tuple[tuple[PlanCard[Any], Slot], ...] = (
            (self.request_card, self.add_request),
            (self.goal_card, self.add_goal),
            (self.appointment_card, self.add_appointment),
        )
        focused: QWidget | None = self.focusWidget()
        for card, add in kinds:
            if focused is not None and card.isAncestorOf(focused):
                add()
                return True
        self.quick_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def add_request(self) -> None:
        """Open the form for what the family asks."""
        if self._family is not None:
            RequestDialog(self._tasks, self._desk, self._family.header.record.id, parent=self).open()

    def add_goal(self) -> None:
        """Open the form for a goal."""
        if self._family is not None:
            GoalDialog(
                self._tasks, self._desk, self._family, requests=self._open_requests, parent=self
            ).open()

    def add_action(self) -> None:
        """Open the form for an action, with what stands in the quick line already."""
        if self._family is None:
            return
        proposed = quick_action(self.quick_field.value(), today=self._desk.today())
        dialog = self._action_dialog(None, proposed)
        dialog.accepted.connect(self.quick_field.clear)
        dialog.open()

    def add_appointment(self) -> None:
        """Open the form for an appointment."""
        if self._family is not None:
            AppointmentDialog(self._tasks, self._desk, self._family.header.record.id, parent=self).open()

    def _add_quickly(self) -> None:
        if self._family is None or not self.quick_field.value():
            return
        details = quick_action(self.quick_field.value(), today=self._desk.today())
        self._tasks.run(
            action_service.add_action,
            self._desk,
            self._family.header.record.id,
            details,
            then=self._empty_quick_field,
            failed=self._keep_quick_field,
        )

    def _empty_quick_field(self, done: Done) -> None:
        self.quick_field.clear()

    def _keep_quick_field(self, error: Exception) -> bool:
        """What was refused stays to be mended; what only waits for the server is as good as kept."""
        if isinstance(error, KeptForLater):
            self.quick_field.clear()
        return False

    # ------------------------------------------------------------------------------------------------- changing

    @property
    def _open_requests(self) -> tuple[RequestRecord, ...]:
        return () if self._plan is None else self._plan.requests

    def _action_dialog(
        self, record: ActionRecord | None, proposed: ActionInput | None = None
    ) -> ActionDialog:
        if self._family is None:
            raise RuntimeError("The plan is used before it was read.")
        dialog = ActionDialog(
            self._tasks,
            self._desk,
            self._family.header.record.id,
            record,
            proposed=proposed,
            requests=self._open_requests,
            parent=self,
        )
        dialog.removal_wanted.connect(self._work.remove_action)
        return dialog

    def _change_request(self, record: RequestRecord) -> None:
        if self._family is not None:
            family_id = self._family.header.record.id
            dialog = RequestDialog(self._tasks, self._desk, family_id, record, parent=self)
            dialog.removal_wanted.connect(self._work.remove_request)
            dialog.open()

    def _change_goal(self, record: GoalRecord) -> None:
        if self._family is not None:
            requests = self._open_requests
            dialog = GoalDialog(self._tasks, self._desk, self._family, record, requests=requests, parent=self)
            dialog.removal_wanted.connect(self._work.remove_goal)
            dialog.open()

    def _change_action(self, record: ActionRecord) -> None:
        self._action_dialog(record).open()

    def _change_appointment(self, record: AppointmentRecord) -> None:
        if self._family is not None:
            family_id = self._family.header.record.id
            dialog = AppointmentDialog(self._tasks, self._desk, family_id, record, parent=self)
            dialog.removal_wanted.connect(self._work.remove_appointment)
            dialog.open()

    def _move_request(self, moved: Moved) -> None:
        if self._family is None or self._plan is None:
            return
        before = [row.id for row in self.request_card.table.rows]
        order = [id_ for id_ in before if id_ != getattr(moved.row, "id", None)]
        order.insert(moved.place, getattr(moved.row, "id", before[0]))
        self._work.order(self._family.header.record.id, tuple(order), tuple(before))

    def _register_contact(self) -> None:
        """To the form of the contact that came of an appointment; registering it says that it took place."""
        row = self.appointment_card.table.current_row
        if row is not None and self._family is not None:
            self.left_for.emit(contact_form(self._family.header.record.id, row.id))


def _split(records: Sequence[R], is_shown: Callable[[R], bool]) -> tuple[list[R], list[R]]:
    """Those that are shown, and the others."""
    return [each for each in records if is_shown(each)], [each for each in records if not is_shown(each)]


def _id(row: object) -> object:
    return getattr(row, "id", None)


def _is_done(row: ActionRecord) -> bool:
    return row.details.state is ActionState.DONE


def _is_running_action(row: ActionRecord) -> bool:
    return row.details.state is ActionState.OPEN


def _is_open_request(row: RequestRecord) -> bool:
    return row.details.state is RequestState.OPEN


def _is_running(row: GoalRecord) -> bool:
    return row.details.state is GoalState.RUNNING
