"""The practice office holds expenses, stories and signals to look at, none of which names anybody where it should not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gezinscoach_desktop.domain.giveaway import giveaways
from gezinscoach_desktop.domain.signal import given_away
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.expense import expenses_of_year, expenses_page
from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.office import close_office
from gezinscoach_desktop.services.practice import open_practice
from gezinscoach_desktop.services.signal import list_signals, names_to_leave_out
from gezinscoach_desktop.services.story import list_stories


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEZINSCOACH_HOME", str(tmp_path_factory.mktemp("home")))
        opened = open_practice()
        yield opened
        close_office(opened)


def test_there_are_expenses_against_budgets(practice: Desk) -> None:
    own = next(row.id for row in list_families(practice) if row.name == "Peeters – Yilmaz")
    page = expenses_page(practice, own)
    assert len(page.expenses) >= 3
    assert {each.details.cents for each in page.budgets} == {15000}
    assert len({line.family_id for line in expenses_of_year(practice, practice.today().year).lines}) >= 1


def test_stories_and_signals_name_nobody_where_others_read_them(practice: Desk) -> None:
    signals = list_signals(practice)
    assert len(signals) == 9
    for line in signals:
        family_id = line.record.family_id
        names = () if family_id is None else names_to_leave_out(practice, family_id).to_leave_out
        assert given_away(line.record.details, names) == ()
    families = {row.name: row.id for row in list_families(practice)}
    own = families["Peeters – Yilmaz"]
    stories = list_stories(practice, own)
    assert len(stories) == 3
    (released,) = (each.details for each in stories if each.details.is_released)
    assert released.public_text
    assert giveaways(released.public_text, names_to_leave_out(practice, own).to_leave_out) == ()
