"""Where a family wants to go, on the scale of an item, and what runs for it beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner, ActionRecord, ActionState
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.request import GoalInput, GoalRecord, GoalState
from gezinscoach_desktop.services.snapshot import SnapshotForm
from gezinscoach_desktop.views.snapshot.detail_pane import DetailPane
from gezinscoach_desktop.views.snapshot.form_state import FormState
from gezinscoach_desktop.views.snapshot.item_card import ItemCard
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import grid, palette
from tests.views.looks import LOOKS
from tests.views.snapshot.samples import FAMILY, NOW, SOFIE, TODAY, make_form

pytestmark = LOOKS

Show = Callable[[QWidget], None]
INCOME = (None, "income")


def goal(number: int, item: str, wished: int, person: UUID | None = None, **more: object) -> GoalRecord:
    details = GoalInput(item, person, level_wished=wished, set_on=TODAY, **more)  # type: ignore[arg-type]
    return Kept(UUID(int=number), FAMILY, 1, details, NOW, None, None, NOW, None)


def action(number: int, what: str, **more: object) -> ActionRecord:
    details = ActionInput(what, **more)  # type: ignore[arg-type]
    return Kept(UUID(int=number), FAMILY, 1, details, NOW, None, None, NOW, None)


ACTIONS = (
    action(
        1, "Attest vragen", owner=ActionOwner.FAMILY, due_on=TODAY - timedelta(3), domain=LifeDomain.FINANCES
    ),
    action(2, "Leefloon nakijken", due_on=TODAY + timedelta(1), domain=LifeDomain.FINANCES),
    action(3, "Gedaan", domain=LifeDomain.FINANCES, state=ActionState.DONE),
    action(4, "Huisarts bellen", domain=LifeDomain.HEALTH),
    action(5, "Zonder domein"),
)


def form(*goals: GoalRecord) -> SnapshotForm:
    return replace(make_form(), goals=goals, actions=ACTIONS)


def test_a_card_knows_the_wish_of_its_person_and_says_it() -> None:
    state = FormState(form(goal(1, "income", 4), goal(2, "dutch", 5, SOFIE)))
    assert state.content(INCOME).wished == 4
    assert state.content((SOFIE, "dutch")).wished == 5
    assert state.content((None, "debts")).wished is None
    assert state.content(INCOME).spoken.endswith("het gezin wil naar 4")
    assert "wil naar" not in state.content((None, "debts")).spoken


def test_a_goal_that_was_reached_is_no_wish_any_more() -> None:
    state = FormState(form(goal(1, "income", 4, state=GoalState.REACHED)))
    assert state.content(INCOME).wished is None
    assert state.wished(INCOME) is None


def test_what_runs_for_the_life_domain_of_the_item_is_told() -> None:
    state = FormState(form())
    assert [each.details.what for each in state.running_actions(INCOME)] == [
        "Attest vragen", "Leefloon nakijken",
    ]  # fmt: skip
    assert [each.details.what for each in state.running_actions((SOFIE, "adult_stress"))] == [
        "Huisarts bellen"
    ]
    assert state.running_actions((None, "safety")) == ()


def inked(card: ItemCard, ink: str) -> int:
    """How many pixels have this colour exactly."""
    image = card.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = int(ink.lstrip("#"), 16)
    return sum(
        image.pixel(x, y) & 0xFFFFFF == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_the_diamond_is_painted_on_the_scale(show: Show) -> None:
    with_wish, without = (FormState(form(*goals)).content(INCOME) for goals in ((goal(1, "income", 5),), ()))
    counts = []
    for content in (without, with_wish):
        card = ItemCard(content)
        card.resize(grid(180), card.heightForWidth(grid(180)))
        show(card)
        counts.append(inked(card, palette().better))
    assert counts[0] == 0
    assert counts[1] > 0


def shown_texts(pane: DetailPane) -> list[str]:
    return [each.text() for each in pane.findChildren(QLabel) if each.isVisible() and each.text()]


def test_the_pane_beside_the_form_shows_what_runs_with_who_and_when(show: Show, tasks: InlineTasks) -> None:
    pane = DetailPane(tasks)
    show(pane)
    pane.show_actions(ACTIONS[:2], TODAY)
    texts = shown_texts(pane)
    place = texts.index("Lopende acties")
    assert texts[place + 1 : place + 5] == [
        "Attest vragen", "Gezin · 3 dagen te laat", "Leefloon nakijken", "Coach · morgen",
    ]  # fmt: skip
    pane.show_actions((), TODAY)
    assert "Lopende acties" not in shown_texts(pane)
    assert "Attest vragen" not in shown_texts(pane)
