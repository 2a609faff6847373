"""Parts of the program that the office does without: shown nowhere, on no paper, and unharmed when they come back."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.data.expense import EXPENSES
from gezinscoach_desktop.data.request import GOALS
from gezinscoach_desktop.data.signal import SIGNALS
from gezinscoach_desktop.data.story import STORIES
from gezinscoach_desktop.domain.expense import ExpenseInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.part import Part, hidden_rooms, parts_of
from gezinscoach_desktop.domain.request import GoalInput
from gezinscoach_desktop.domain.signal import SignalInput
from gezinscoach_desktop.domain.story import StoryInput, StoryKind
from gezinscoach_desktop.services import contact, dossier, evolution, part, plan, snapshot
from gezinscoach_desktop.services.desk import Desk
from tests.data.office_factory import TODAY
from tests.services.test_caseload import a_family, desk, has_own_login
from tests.services.test_start import keep

__all__ = ["desk", "has_own_login"]  # fixtures


def test_what_is_off_is_read_nowhere_and_comes_back_unharmed(desk: Desk) -> None:
    family = a_family(desk, "Nagy")
    keep(desk, GOALS, family, GoalInput("income", level_wished=4))
    keep(desk, EXPENSES, family, ExpenseInput(650, "ijsje", TODAY))
    keep(desk, STORIES, family, StoryInput(StoryKind.PRIDE, "Alles is betaald.", TODAY))
    keep(desk, SIGNALS, family, SignalInput(LifeDomain.HOUSING, "Lange wachtlijst.", TODAY))

    def seen() -> list[int]:
        life = dossier.papers(desk, family).content.life
        return [
            len(plan.plan(desk, family).goals),
            len(evolution.family_page(desk, family).goals),
            len(snapshot.open_form(desk, family).goals),
            sum(line.story is not None for line in contact.contacts_page(desk, family).lines),
            *(len(each) for each in (life.goals, life.expenses, life.stories, life.signals)),
        ]

    before = seen()
    assert before == [1] * 8
    part.switch_off(desk, Part)
    assert part.switched_off(desk) == frozenset(Part)
    assert seen() == [0] * 8
    part.switch_off(desk, (Part.GOALS,))
    assert seen() == [0, 0, 0, 1, 0, 1, 1, 1]
    part.switch_off(desk, ())
    assert seen() == before


@pytest.mark.parametrize("each", Part)
def test_every_part_says_what_it_is_and_belongs_somewhere(each: Part) -> None:
    assert each.label
    assert each.what.endswith(".")
    assert each.on_paper
    assert parts_of([each.value, "kept by a newer program"]) == {each}
    assert hidden_rooms([each]) == each.rooms
