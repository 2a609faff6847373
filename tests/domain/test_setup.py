"""What remains to be done for a new office, and what names are made of what somebody typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.setup import (
    SetupFacts,
    SetupStep,
    StepState,
    checked_office_name,
    checked_reason,
    file_name_of,
    municipalities_in,
    setup_state_of,
    skipped_in,
    user_name_from,
)

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NEW = SetupFacts(
    municipalities=0, has_recovery=False, accounts=1, has_second_place=False, backed_up_at=None, families=0
)
WHOLE = SetupFacts(
    municipalities=1, has_recovery=True, accounts=2, has_second_place=True, backed_up_at=AT, families=1
)


def test_a_new_office_has_everything_to_do_and_a_whole_one_nothing() -> None:
    assert [line.step for line in setup_state_of(NEW).remaining] == list(SetupStep)
    assert setup_state_of(WHOLE).is_done


@pytest.mark.parametrize(
    ("step", "missing"),
    [
        (SetupStep.ORGANISATION, replace(WHOLE, municipalities=0)),
        (SetupStep.RECOVERY, replace(WHOLE, has_recovery=False)),
        (SetupStep.COLLEAGUES, replace(WHOLE, accounts=1)),
        (SetupStep.BACKUP, replace(WHOLE, has_second_place=False)),
        (SetupStep.BACKUP, replace(WHOLE, backed_up_at=None)),
        (SetupStep.FAMILY, replace(WHOLE, families=0)),
    ],
)
def test_each_thing_that_is_missing_is_one_line(step: SetupStep, missing: SetupFacts) -> None:
    assert [line.step for line in setup_state_of(missing).remaining] == [step]
    skipped = setup_state_of(replace(missing, skipped={step: "Later."}))
    line = skipped.line_of(step)
    assert line is not None
    assert (line.state, line.reason) == (StepState.SKIPPED, "Later.")
    assert skipped.is_done is (step is not SetupStep.RECOVERY), "of the sheet alone Start goes on reminding"


def test_what_was_done_after_all_is_done() -> None:
    assert setup_state_of(replace(WHOLE, skipped=dict.fromkeys(SetupStep, ""))).is_done
    assert {line.state for line in setup_state_of(WHOLE).lines} == {StepState.DONE}


def test_the_keeper_of_a_server_makes_its_backups() -> None:
    state = setup_state_of(replace(NEW, is_kept_by_others=True))
    line = state.line_of(SetupStep.BACKUP)
    assert line is not None
    assert line.state is StepState.ELSEWHERE
    assert SetupStep.BACKUP not in {line.step for line in state.remaining}


def test_who_may_add_no_families_is_not_asked_for_the_first_one() -> None:
    assert setup_state_of(replace(NEW, can_add_family=False)).line_of(SetupStep.FAMILY) is None


def test_only_the_recovery_sheet_is_skipped_with_a_reason() -> None:
    with pytest.raises(InvalidInput, match="waarom"):
        checked_reason(SetupStep.RECOVERY, "  \n ")
    with pytest.raises(InvalidInput):
        checked_reason(SetupStep.BACKUP, "x" * 201)
    assert checked_reason(SetupStep.BACKUP, "") == ""
    assert checked_reason(SetupStep.RECOVERY, " Geen \n printer. ") == "Geen printer."


@pytest.mark.parametrize("kept", [None, [], "x", {"van later": "x", "backup": ""}])
def test_settings_of_a_newer_program_are_no_trouble(kept: object) -> None:
    assert skipped_in(kept) == ({SetupStep.BACKUP: ""} if isinstance(kept, dict) else {})


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ()),
        ("Ninove", ("Ninove",)),
        (
            " Ninove ,Denderleeuw;  Sint-Lievens-Houtem\nNinove",
            ("Ninove", "Denderleeuw", "Sint-Lievens-Houtem"),
        ),
        (",;,", ()),
    ],
)
def test_municipalities_are_typed_between_commas(typed: str, names: tuple[str, ...]) -> None:
    assert municipalities_in(typed) == names


@pytest.mark.parametrize(
    ("name", "proposed"),
    [("An De Smet", "an"), ("Zoë Öztürk", "zoe"), ("  ", ""), ("Jean-Pierre Maes", "jeanpierre")],
)
def test_a_user_name_is_proposed_that_can_be_typed_anywhere(name: str, proposed: str) -> None:
    assert user_name_from(name) == proposed


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("OCMW Ninove", "OCMW Ninove"),
        ("Welzijnshuis: Aalst/Erpe?", "Welzijnshuis Aalst Erpe"),
        ("con", "kantoor con"),
        ("...", "kantoor"),
        ("Huis van het Kind.", "Huis van het Kind"),
        ("COM¹", "kantoor COM¹"),
        ("conin$.x", "kantoor conin$.x"),
        ("Geel\u202egpj", "Geel gpj"),
        ("half\ud83d", "half"),
    ],
)
def test_the_name_of_an_office_makes_the_name_of_a_file(name: str, file: str) -> None:
    assert file_name_of(name) == file


def test_an_office_has_a_name_that_fits_on_a_letter() -> None:
    assert checked_office_name("  OCMW\n Geel ") == "OCMW Geel"
    assert len(checked_office_name("x" * 150)) == 150
    with pytest.raises(InvalidInput) as refused:
        checked_office_name("x" * 151)
    assert refused.value.field == "name"


@given(st.text())
def test_any_name_makes_a_file_that_windows_takes(name: str) -> None:
    made = file_name_of(name)
    assert 0 < len(made.encode()) <= 160, "a backup of it still fits beside its folder"
    assert made.isprintable()
    assert not set(made) & set('<>:"/\\|?*')
    assert made == made.strip(" .")
    assert made.partition(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}
