"""Consent and mandate: given, confirmed, withdrawn with all that follows, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.consent import (
    AfterWithdrawal,
    ConsentForm,
    ConsentInput,
    ConsentKind,
    ConsentRecord,
    Withdrawal,
)
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NeedsConsent
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.trajectory import ClosingReason, Phase, PhaseStart
from gezinscoach_desktop.services.consent import (
    add_consents,
    attach_document,
    bring_back_consent,
    change_consent,
    confirm_consent,
    consents_to_confirm,
    read_consents,
    remove_consent,
    undo_withdrawal,
    withdraw_consent,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.family import add_family, change_phase, read_family
from tests.data.office_factory import TODAY, at_desk, register
from tests.offices import ON_FILE, NewDesk

JUNE = date(2026, 6, 1)
COACHING = ConsentInput(ConsentKind.COACHING, JUNE, given_by="Sofie")
SHARING = ConsentInput(
    ConsentKind.SHARING, JUNE, partner="OCMW Mol", purpose="Budgetbegeleiding", content="Inkomen en schulden"
)
MANDATE = ConsentInput(ConsentKind.MANDATE, JUNE, who="De coach", partner="De school", content="Afwezigheden")
PRIVACY = ConsentInput(ConsentKind.PRIVACY_INFORMATION, JUNE)
ERASE = Withdrawal(TODAY, "Wil niet meer", AfterWithdrawal.ERASE)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def add(desk: Desk, *given: ConsentInput, name: str = "Nagy") -> UUID:
    done = add_family(at_desk(desk, JUNE), FamilyInput(name=name), (), *given)
    assert done.id is not None
    return done.id


def records(desk: Desk, family: UUID) -> dict[ConsentKind, ConsentRecord]:
    return {each.details.kind: each for each in read_consents(desk, family).records}


@ON_FILE
def test_a_new_family_with_all_that_was_agreed(desk: Desk) -> None:
    family = add(desk, COACHING, PRIVACY)
    page = family_page(desk, family)
    assert page.has_consent
    assert page.consent_to_confirm is None
    add_consents(desk, family, SHARING, MANDATE)
    kept = records(desk, family)
    assert {each.details for each in kept.values()} == {COACHING, PRIVACY, SHARING, MANDATE}


def test_without_consent_nothing_is_registered_until_there_is_one(desk: Desk) -> None:
    family = add(desk)
    assert not family_page(desk, family).has_consent
    with pytest.raises(NeedsConsent):
        register(desk, family, TODAY, {(None, "income"): 3})
    add_consents(desk, family, replace(COACHING, given_on=TODAY))
    register(desk, family, TODAY, {(None, "income"): 3})


@ON_FILE
@pytest.mark.parametrize(
    ("consent", "field"),
    [
        (replace(COACHING, given_on=TODAY + timedelta(days=1)), "given_on"),
        (replace(COACHING, given_on=date(1823, 1, 1)), "given_on"),
        (replace(SHARING, until=JUNE), "until"),
        (replace(SHARING, partner=" "), "partner"),
        (replace(SHARING, purpose=""), "purpose"),
        (replace(SHARING, content=""), "content"),
        (replace(MANDATE, who=""), "who"),
    ],
)
def test_what_is_missing_or_cannot_be_is_told(desk: Desk, consent: ConsentInput, field: str) -> None:
    family = add(desk, COACHING)
    with pytest.raises(InvalidInput) as caught:
        add_consents(desk, family, consent)
    assert caught.value.field == field
    assert len(records(desk, family)) == 1


def test_withdrawing_to_be_coached_closes_the_family_and_remembers_the_choice(desk: Desk) -> None:
    family = add(desk, COACHING, PRIVACY, SHARING)
    coaching = records(desk, family)[ConsentKind.COACHING]
    withdraw_consent(desk, coaching.id, coaching.version, ERASE)
    kept = records(desk, family)
    assert kept[ConsentKind.COACHING].details.withdrawn_on == TODAY
    assert kept[ConsentKind.COACHING].details.after_withdrawal is AfterWithdrawal.ERASE
    assert kept[ConsentKind.SHARING].details.withdrawn_on == TODAY
    assert kept[ConsentKind.SHARING].details.after_withdrawal is None
    assert kept[ConsentKind.PRIVACY_INFORMATION].details == PRIVACY
    assert read_family(desk, family).phases[-1] == PhaseStart(
        Phase.CLOSED, TODAY, "Wil niet meer", ClosingReason.CONSENT_WITHDRAWN
    )
    assert not family_page(desk, family).has_consent


@ON_FILE
def test_a_withdrawal_is_undone_whole(desk: Desk) -> None:
    family = add(desk, COACHING, SHARING, MANDATE)
    change_phase(desk, family, PhaseStart(Phase.LESS_INTENSIVE, TODAY, "Rustiger"))
    earlier = records(desk, family)[ConsentKind.MANDATE]
    withdraw_consent(desk, earlier.id, earlier.version, Withdrawal(JUNE))
    before = read_family(desk, family).phases
    coaching = records(desk, family)[ConsentKind.COACHING]
    withdraw_consent(desk, coaching.id, coaching.version, ERASE)
    undo_withdrawal(desk, coaching.id, before[-1])
    kept = records(desk, family)
    assert kept[ConsentKind.COACHING].details == COACHING
    assert kept[ConsentKind.SHARING].details == SHARING
    assert kept[ConsentKind.MANDATE].details.withdrawn_on == JUNE
    assert read_family(desk, family).phases == before


@ON_FILE
def test_a_withdrawal_of_before_the_last_phase_closes_after_it(desk: Desk) -> None:
    family = add(desk, COACHING)
    change_phase(desk, family, PhaseStart(Phase.INTENSIVE, TODAY - timedelta(days=3), "Veel"))
    coaching = records(desk, family)[ConsentKind.COACHING]
    withdraw_consent(desk, coaching.id, coaching.version, replace(ERASE, on=JUNE))
    last = read_family(desk, family).phases[-1]
    assert (last.phase, last.since) == (Phase.CLOSED, TODAY - timedelta(days=3))


@ON_FILE
def test_withdrawing_needs_a_choice_and_a_day_that_can_be(desk: Desk) -> None:
    family = add(desk, COACHING)
    coaching = records(desk, family)[ConsentKind.COACHING]
    for withdrawal, field in (
        (Withdrawal(TODAY), "after"),
        (replace(ERASE, on=TODAY + timedelta(days=1)), "on"),
        (replace(ERASE, on=JUNE - timedelta(days=1)), "on"),
    ):
        with pytest.raises(InvalidInput) as caught:
            withdraw_consent(desk, coaching.id, coaching.version, withdrawal)
        assert caught.value.field == field
    assert family_page(desk, family).has_consent


@ON_FILE
def test_sharing_is_taken_back_alone(desk: Desk) -> None:
    family = add(desk, COACHING, SHARING)
    sharing = records(desk, family)[ConsentKind.SHARING]
    withdraw_consent(desk, sharing.id, sharing.version, replace(ERASE, on=TODAY))
    assert records(desk, family)[ConsentKind.SHARING].details.after_withdrawal is None
    assert family_page(desk, family).has_consent
    undo_withdrawal(desk, sharing.id, None)
    assert records(desk, family)[ConsentKind.SHARING].details == SHARING


def test_taken_over_consents_are_listed_until_they_are_confirmed(desk: Desk) -> None:
    taken_over = replace(COACHING, form=ConsentForm.IMPORT)
    family = add(desk, taken_over, name="Zorg")
    closed = add(desk, taken_over, name="Dicht")
    change_phase(desk, closed, PhaseStart(Phase.CLOSED, TODAY, None, ClosingReason.MOVED))
    add(desk, COACHING, name="Nieuw")
    (found,) = consents_to_confirm(desk)
    assert (found.family_id, found.name, found.given_on) == (family, "Zorg", JUNE)
    page = family_page(desk, family)
    assert page.has_consent
    assert page.consent_to_confirm is not None
    confirm_consent(desk, found.consent_id, found.version, TODAY)
    assert consents_to_confirm(desk) == ()
    confirm_consent(desk, found.consent_id, found.version + 1, None)
    assert len(consents_to_confirm(desk)) == 1


@ON_FILE
def test_two_people_change_one_consent(desk: Desk) -> None:
    family = add(desk, COACHING)
    coaching = records(desk, family)[ConsentKind.COACHING]
    change_consent(desk, coaching.id, coaching.version, replace(COACHING, form=ConsentForm.PAPER))
    with pytest.raises(ChangedMeanwhile, match="An wijzigde deze toestemming intussen"):
        change_consent(desk, coaching.id, coaching.version, replace(COACHING, given_by="Emre"))
    with pytest.raises(ChangedMeanwhile):
        withdraw_consent(desk, coaching.id, coaching.version, ERASE)
    kept = records(desk, family)[ConsentKind.COACHING]
    assert (kept.details.form, kept.details.given_by) == (ConsentForm.PAPER, "Sofie")


@ON_FILE
def test_a_change_does_not_touch_the_withdrawal(desk: Desk) -> None:
    family = add(desk, COACHING, SHARING)
    sharing = records(desk, family)[ConsentKind.SHARING]
    withdraw_consent(desk, sharing.id, sharing.version, Withdrawal(TODAY, "Ruzie"))
    change_consent(desk, sharing.id, sharing.version + 1, replace(SHARING, content="Enkel inkomen"))
    kept = records(desk, family)[ConsentKind.SHARING].details
    assert (kept.content, kept.withdrawn_on, kept.withdrawn_why) == ("Enkel inkomen", TODAY, "Ruzie")


def test_a_mistake_is_taken_away_and_brought_back(desk: Desk) -> None:
    family = add(desk, COACHING, SHARING)
    sharing = records(desk, family)[ConsentKind.SHARING]
    remove_consent(desk, sharing.id, sharing.version)
    assert ConsentKind.SHARING not in records(desk, family)
    bring_back_consent(desk, sharing.id, sharing.version)
    assert records(desk, family)[ConsentKind.SHARING].details == SHARING
    attach_document(desk, sharing.id, sharing.version + 2, None)
