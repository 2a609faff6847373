"""How far an office is set up, read from the office itself, and what it does without on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.setup import SetupStep, StepState
from gezinscoach_desktop.services import account, backup, recovery, setup
from gezinscoach_desktop.services.audit import AuditFilter, trail
from gezinscoach_desktop.services.desk import Desk
from tests.data.office_factory import add_home
from tests.offices import ON_FILE


def states(desk: Desk) -> dict[SetupStep, StepState]:
    return {line.step: line.state for line in setup.setup_state(desk).lines}


def test_every_step_is_found_done_in_the_office_itself(desk: Desk, tmp_path: Path) -> None:
    assert set(states(desk).values()) <= {StepState.TO_DO, StepState.ELSEWHERE}

    setup.name_municipalities(desk, ("Ninove", "ninove", "Aalst"))
    setup.name_municipalities(desk, ("Aalst",))
    sheet = recovery.make_recovery_sheet(desk)
    recovery.confirm_recovery_sheet(desk, sheet, sheet.code)
    account.add_account(desk, user_name="bea", display_name="Bea", roles=frozenset({OfficeRole.COACH}))
    add_home(desk)
    found = states(desk)
    left = {step for step, state in found.items() if state is not StepState.DONE}
    assert left == {SetupStep.BACKUP}

    if desk.office.is_partial:
        assert found[SetupStep.BACKUP] is StepState.ELSEWHERE
        return
    second = tmp_path / "stick"
    second.mkdir()
    backup.set_second_place(desk, second)
    assert not setup.setup_state(desk).is_done, "a place is not a backup yet"
    backup.back_up(desk, BackupReason.MANUAL)
    assert setup.setup_state(desk).is_done


@ON_FILE
def test_what_is_skipped_is_kept_noted_without_the_reason_and_can_be_brought_back(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        setup.skip_step(desk, SetupStep.RECOVERY, " ")
    setup.skip_step(desk, SetupStep.RECOVERY, "De printer is stuk.")
    setup.skip_step(desk, SetupStep.COLLEAGUES)
    line = setup.setup_state(desk).line_of(SetupStep.RECOVERY)
    assert line is not None
    assert (line.state, line.reason) == (StepState.SKIPPED, "De printer is stuk.")
    assert states(desk)[SetupStep.COLLEAGUES] is StepState.SKIPPED

    setup.bring_back_step(desk, SetupStep.COLLEAGUES)
    assert states(desk)[SetupStep.COLLEAGUES] is StepState.TO_DO
    noted = [
        line for line in trail(desk, AuditFilter()).lines if line.label == AuditAction.CHANGE_SETTINGS.label
    ]
    assert len(noted) >= 3
    assert "printer" not in str(noted)
