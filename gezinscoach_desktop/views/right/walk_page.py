"""The walk along the list of rights for one family: one right at a time, hints first, kept at every step."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import KeptForLater
from gezinscoach_desktop.domain.right import RightState, RightStepInput
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import right as right_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.right import RightsPage
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.places import family_page
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.right.walk_card import WalkCard
from gezinscoach_desktop.views.right.walk_list import WalkList
from gezinscoach_desktop.views.right.walk_plan import WalkPlan, WalkStop
from gezinscoach_desktop.views.tasks import Tasks


class WalkPage(Page):
    """What was decided is kept when going on; leaving at any moment loses nothing."""

    family_id: UUID
    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.RIGHT})
    help_topic: ClassVar[str] = "rechten"

    def __init__(
        self, tasks: Tasks, desk: Desk, messages: Messages, family_id: UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self.family_id = family_id
        self.plan: WalkPlan | None = None
        self._wanted: UUID | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Rechten doorlopen")
        self.header.show_back()
        self.header.add_command("Klaar voor nu", "checkmark", self.finish, hint="Alles is al bewaard")
        self.card = WalkCard()
        self._end = EmptyState("checkmark-circle", "", "Naar de rechten van het gezin")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.card)
        self._stack.addWidget(self._end)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self.list = WalkList()
        body.addWidget(self.list)
        body.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(body, 1)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.card.chosen.connect(self.choose)
        self.card.cleared.connect(self._clear)
        self.card.member_chosen.connect(self._ask_about)
        self.card.next_wanted.connect(self.go_on)
        self.card.previous_wanted.connect(self.go_back)
        self.list.stop_chosen.connect(self._go_to_stop)
        self.list.table.row_opened.connect(self._enter_card)
        self.list.table.typed.connect(self.card.type_state)
        self.list.everything_field.edited.connect(self._plan_again)
        self.list.domain_field.edited.connect(self._plan_again)
        self._end.chosen.connect(self.finish)

    # --------------------------------------------------------------------------------------------- page

    @property
    def title(self) -> str:
        return "Rechten doorlopen"

    def load(self) -> None:
        self._tasks.query(
            right_service.rights_page, self._desk, self.family_id, then=self._show_page, key="rights"
        )

    def refresh(self, change: Change) -> None:
        self.load()

    def go_to(self, part: str) -> None:
        """`part` is the id of a right to begin at."""
        self._wanted = UUID(part)
        self._go_to_wanted()

    def take_focus(self) -> bool:
        self.card.states.take_focus()
        return True

    def leave(self) -> None:
        self._keep()

    def finish(self) -> None:
        """Keep what was chosen, and go to the family's rights."""
        if self._keep():
            self.is_done = True  # the next walk begins with what is open then
            self.left_for.emit(family_page(self.family_id, "rights"))

    # ------------------------------------------------------------------------------------------ walking

    def choose(self, state: RightState) -> None:
        """How it stands, for whom is asked about now."""
        if self.plan is None or not self.card.fill(self.plan.choice):
            return
        self.plan.choose(state)
        self.card.show_choice(self.plan.choice, self.plan.standing)
        if self.list.table.hasFocus():
            return
        self.card.states.take_focus()

    def go_on(self) -> None:
        """To the next right; what was chosen here is kept."""
        if self.plan is not None and self._keep():
            self._move_to(self.plan.place + 1)

    def go_back(self) -> None:
        """To the right before this one; what was chosen here is kept."""
        if self.plan is not None and self.plan.place > 0 and self._keep():
            self._move_to(self.plan.place - 1)

    def _clear(self) -> None:
        if self.plan is not None:
            self.plan.drop_choice()
            self.card.show_choice(None, self.plan.standing)

    def _ask_about(self, member_id: UUID | None) -> None:
        if self.plan is None or not self.card.fill(self.plan.choice):
            return
        self.plan.member_id = member_id
        self.card.show_plan(self.plan)

    def _go_to_stop(self, stop: WalkStop) -> None:
        if self.plan is None or stop == self.plan.stop:
            return
        if self._keep():
            self._move_to(self.plan.stops.index(stop))
        else:
            self._show_place()

    def _enter_card(self, _: WalkStop) -> None:
        self.card.states.take_focus()

    def _move_to(self, place: int) -> None:
        if self.plan is None:
            return
        had_list = self.list.table.hasFocus()
        self.plan.go_to(place)
        self._show_place()
        if not had_list and self.plan.stop is not None:
            self.card.states.take_focus()

    def _keep(self) -> bool:
        """Hand what was chosen here to the store; False when something filled in cannot be read."""
        plan = self.plan
        if plan is None:
            return True
        if not self.card.fill(plan.choice):
            return False
        steps = plan.steps()
        if steps:
            plan.settle(steps)
            self._tasks.run(
                right_service.register_steps,
                self._desk,
                self.family_id,
                steps,
                failed=_Refused(self, steps).hear,
                owner=self,
            )
        return not plan.steps()  # there are again when they were refused at once

    def take_refusal(self, steps: tuple[RightStepInput, ...], error: Exception) -> bool:
        """The store did not take it: back to where it was chosen, with what was filled in. The window says why."""
        if isinstance(error, KeptForLater) or self.plan is None:
            return False
        self.card.fill(self.plan.choice)  # somewhere else by now: what is typed there stays there
        self.plan.unsettle(steps)
        self._show_place()
        return self.card.form.show_error(error)

    # ------------------------------------------------------------------------------------------ showing

    def _show_page(self, page: RightsPage) -> None:
        self.header.set_title("Rechten doorlopen", f"{page.header.title} · {page.header.record.code}")
        if self.plan is not None:
            self.plan.take_news(page)
            self.list.show_plan(self.plan)
            if self.plan.choice is None and self.plan.stop is not None:
                self.card.show_choice(None, self.plan.standing)
            return
        self._begin(page)

    def _begin(self, page: RightsPage) -> None:
        self.plan = self._planned(page)
        self._go_to_wanted()
        self._show_place()
        if self.plan.stop is not None:
            self.card.states.take_focus()

    def _planned(self, page: RightsPage) -> WalkPlan:
        fields = self.list
        return WalkPlan(
            page,
            self._desk.today(),
            is_everything=fields.everything_field.value(),
            domain=fields.domain_field.value(),
        )

    def _plan_again(self) -> None:
        if self.plan is not None and self._keep():
            decided = self.plan.decided
            self._begin(self.plan.page)
            self.plan.decided = decided
            self._show_place()

    def _go_to_wanted(self) -> None:
        if self.plan is None or self._wanted is None:
            return
        wanted, self._wanted = self._wanted, None
        if not self.plan.go_to_right(wanted):
            self.list.everything_field.set_value(True)
            self.list.domain_field.set_value(None)
            self.plan = self._planned(self.plan.page)
            self.plan.go_to_right(wanted)
        self._show_place()

    def _show_place(self) -> None:
        plan = self.plan
        if plan is None:
            return
        self.list.show_plan(plan)
        if plan.stop is None:
            self._end.show_sentence(_end_sentence(plan))
            self._stack.setCurrentWidget(self._end)
            self._end.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.card.show_plan(plan)
        self._stack.setCurrentWidget(self.card)


class _Refused:
    """Remembers what was handed to the store, for when it does not take it."""

    def __init__(self, page: WalkPage, steps: tuple[RightStepInput, ...]) -> None:
        self._page = page
        self._steps = steps

    def hear(self, error: Exception) -> bool:
        return self._page.take_refusal(self._steps, error)


def _end_sentence(plan: WalkPlan) -> str:
    if not plan.stops and plan.domain is not None:
        return f"Bij {plan.domain.label.lower()} is alles al bekeken. Kies links een ander levensdomein."
    if not plan.stops:
        return (
            "Alles op de lijst is al bekeken. Kies links “Ook wat al beslist is” om het opnieuw te doorlopen."
        )
    if not plan.decided:
        return (
            "Je bent aan het einde van de lijst. Er is nog niets beslist; de volgende keer begin je opnieuw."
        )
    counts = Counter(plan.decided.values())
    told = ", ".join(f"{counts[state]} {state.label.lower()}" for state in RightState if counts[state])
    rights = counted(len(plan.decided), "recht", "rechten")
    return f"Klaar: je besliste over {rights} ({told}). Alles is bewaard."
