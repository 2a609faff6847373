"""Consent: from when until when it holds, and what becomes of it when it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gezinscoach_desktop.domain.consent import (
    AfterWithdrawal,
    ConsentForm,
    ConsentInput,
    ConsentKind,
    Withdrawal,
    checked_consent,
    may_be_coached,
    reinstated,
    withdrawn,
)
from gezinscoach_desktop.domain.errors import InvalidInput

MARCH, JUNE, TODAY = date(2026, 3, 2), date(2026, 6, 1), date(2026, 11, 22)
COACHING = ConsentInput(ConsentKind.COACHING, MARCH)
SHARING = ConsentInput(ConsentKind.SHARING, MARCH, partner="OCMW", purpose="budget", content="inkomen")


@pytest.mark.parametrize(
    ("consent", "day", "runs"),
    [
        (COACHING, MARCH, True),
        (COACHING, date(2026, 3, 1), False),
        (replace(COACHING, until=JUNE), date(2026, 5, 31), True),
        (replace(COACHING, until=JUNE), JUNE, False),
        (replace(COACHING, until=TODAY, withdrawn_on=JUNE), JUNE, False),
        (replace(COACHING, withdrawn_on=MARCH), MARCH, False),
    ],
)
def test_from_when_until_when_it_holds(consent: ConsentInput, day: date, runs: bool) -> None:
    assert consent.runs_on(day) is runs
    assert may_be_coached([consent], day) is runs


def test_only_the_consent_to_be_coached_lets_one_register() -> None:
    assert not may_be_coached([SHARING, replace(COACHING, withdrawn_on=JUNE)], TODAY)
    assert may_be_coached([SHARING, COACHING], TODAY)


def test_blanks_around_words_go() -> None:
    consent = replace(SHARING, partner="  OCMW   Mol ", given_by=" Sofie\n")
    assert checked_consent(consent, TODAY) == replace(SHARING, partner="OCMW Mol", given_by="Sofie")


@pytest.mark.parametrize(
    ("consent", "field"),
    [
        (replace(COACHING, given_on=date(2026, 11, 23)), "given_on"),
        (replace(SHARING, partner=""), "partner"),
        (replace(SHARING, until=MARCH), "until"),
        (ConsentInput(ConsentKind.MANDATE, MARCH, partner="school", content="les"), "who"),
    ],
)
def test_what_cannot_be_is_told(consent: ConsentInput, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_consent(consent, TODAY)
    assert caught.value.field == field


def test_taking_back_and_taking_that_back() -> None:
    withdrawal = Withdrawal(JUNE, " Wil rust ", AfterWithdrawal.ERASE)
    coaching = withdrawn(COACHING, withdrawal)
    assert (coaching.withdrawn_on, coaching.withdrawn_why) == (JUNE, "Wil rust")
    assert coaching.after_withdrawal is AfterWithdrawal.ERASE
    assert withdrawn(SHARING, withdrawal).after_withdrawal is None
    assert reinstated(coaching) == COACHING


def test_one_given_after_the_withdrawal_of_the_others_never_held() -> None:
    later = replace(SHARING, given_on=TODAY)
    assert withdrawn(later, Withdrawal(JUNE)).withdrawn_on == TODAY


def test_what_was_taken_over_waits_to_be_confirmed() -> None:
    taken_over = replace(COACHING, form=ConsentForm.IMPORT)
    assert taken_over.is_to_confirm
    assert not replace(taken_over, confirmed_on=JUNE).is_to_confirm
    assert not replace(taken_over, withdrawn_on=JUNE).is_to_confirm
    assert not COACHING.is_to_confirm
