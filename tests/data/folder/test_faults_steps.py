"""T4, short: whatever fails at whatever step of sharing, nothing acknowledged is lost and all PCs agree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.data.folder.faulty_folder import NETWORK, Fault, Plan, plans
from tests.faults import folder_steps
from tests.faults.folder_tally import Tally, compare, office


@pytest.mark.parametrize("fault", NETWORK)
def test_any_one_fault_at_any_step_of_a_save_loses_nothing(fault: Fault) -> None:
    tally = folder_steps.one_fault_at_each_step(fault)
    assert tally.problems == []
    assert tally.lost == 0
    assert tally.faults > 0
    assert tally.acknowledged == 3 * tally.tried  # a share that fails keeps nobody from saving


def test_many_faults_on_three_pcs_at_once_lose_nothing() -> None:
    tally = folder_steps.many_faults_at_once(seed=1, rounds=8)
    assert tally.problems == []
    assert tally.faults > 0
    assert tally.acknowledged > 0


@settings(max_examples=10)
@given(st.tuples(plans(30), plans(30)), st.lists(st.sampled_from(("save", "look", "restart")), max_size=5))
def test_any_plan_of_faults_on_two_pcs_loses_nothing(ills: tuple[Plan, Plan], turns: list[str]) -> None:
    tally, tried = Tally(), set[str]()
    with office() as (pcs, _, _):
        for name, plan in zip("ab", ills, strict=True):
            pcs.start(name, plan)
        for number, turn in enumerate(("save", *turns, "save")):
            for pc in tuple(pcs.running):
                if turn == "restart":
                    pc.folder.heal()  # opening without the share is another matter
                    pcs.restart(pc)
                elif turn == "look":
                    pc.look()
                else:
                    tried.add(f"{pc.name}-{number}")
                    pc.save(f"{pc.name}-{number}")
        pcs.settle()
        compare(pcs, {name for pc in pcs.running for name in pc.acknowledged}, tried, "in the end", tally)
    assert tally.problems == []


def test_a_pc_killed_at_any_moment_of_a_save_has_what_it_told_when_it_starts_again() -> None:
    tally = folder_steps.killed_at_each_moment(every=6)
    assert tally.problems == []
    assert tally.tried > 8


def test_the_trial_bites_when_commits_can_be_overwritten() -> None:
    assert folder_steps.lost_by_overwriting() > 0
