"""Where a family wants to go, in Evolutie."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, Qt

from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.request import GoalInput
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.evolution_tab import EvolutionTab
from gezinscoach_desktop.views.family.timeline_model import TimelineModel
from gezinscoach_desktop.views.family.timeline_table import TimelineTable
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.family.samples import SOFIE, TODAY, make_page
from tests.views.plan.samples import AT, FAMILY

PLACE = (SOFIE, "dutch")
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)


def family(*, has_goal: bool) -> FamilyData:
    goal = Kept(UUID(int=1), FAMILY, 1, GoalInput("dutch", SOFIE, 2, 5), AT, None, None, AT, None)
    return FamilyData.of(replace(make_page(), goals=(goal,) if has_goal else ()), TODAY)


def said_of(data: FamilyData, parent: QObject) -> tuple[str, str]:
    """The heading of the last column, and what a screen reader hears of its cell for PLACE."""
    model = TimelineModel(parent)
    model.show_family(data)
    last = model.columnCount() - 1
    heading = model.headerData(last, Qt.Orientation.Horizontal)
    return heading, model.data(model.index(model.row_of(PLACE), last), ACCESSIBLE)


def test_the_wish_stands_beside_the_difference_and_is_heard(qapp: QObject) -> None:
    heading, said = said_of(family(has_goal=True), qapp)
    assert heading == "Verschil en wens"
    assert said.endswith("het gezin wil naar 5")
    heading, said = said_of(family(has_goal=False), qapp)
    assert heading == "Verschil"
    assert "wil naar" not in said


def test_its_column_is_wider_only_where_there_is_one(tasks: InlineTasks) -> None:
    widths = []
    for has_goal in (False, True):
        tab = EvolutionTab(tasks)
        tab.resize(1200, 700)
        tab.show_family(family(has_goal=has_goal))
        table: TimelineTable = tab.table
        widths.append(table.columnWidth(table.timeline.columnCount() - 1))
    assert widths[0] < widths[1]
