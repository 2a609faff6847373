"""Referrals: what may be kept and decided, who waits in which order, and what a referrer may hear."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.referral import (
    Feedback,
    ReferralInput,
    ReferralRecord,
    ReferredPersonInput,
    Ruling,
    Urgency,
    WaitingContactInput,
    checked_persons,
    checked_referral,
    checked_waiting_contact,
    decided,
)
from gezinscoach_desktop.domain.referral_draft import DraftPerson, ReferralDraft, details_of, persons_of
from gezinscoach_desktop.domain.referral_feedback import Told, proposed_feedback, says_more
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.domain.waiting_list import in_line, moved

TODAY, AN = date(2026, 11, 22), UUID(int=1)
FIRST = ReferralInput(date(2026, 11, 1), name="Adriaens")
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


def refused(field: str) -> pytest.RaisesExc[InvalidInput]:
    return pytest.RaisesExc(InvalidInput, check=lambda error: error.field == field)


def test_a_name_or_a_phone_number_is_enough_and_the_day_is_not_ahead() -> None:
    assert checked_referral(replace(FIRST, name="  Adriaens "), TODAY).name == "Adriaens"
    only_phone = checked_referral(replace(FIRST, name=" ", phone=" 0470 12 34 56"), TODAY)
    assert only_phone.phone == "0470 12 34 56"
    with refused("name"):
        checked_referral(replace(FIRST, name=" "), TODAY)
    with refused("received_on"):
        checked_referral(replace(FIRST, received_on=TODAY + timedelta(1)), TODAY)


def test_persons_of_whom_nothing_is_known_are_left_out() -> None:
    nobody = ReferredPersonInput(UUID(int=2), Role.CHILD, "  ", relation="neefje")
    unborn = ReferredPersonInput(UUID(int=2), Role.CHILD, birth_date=TODAY + timedelta(200))
    assert checked_persons((nobody, unborn), TODAY) == (unborn,)
    with refused("persons"):
        checked_persons((replace(unborn, birth_date=TODAY + timedelta(400)),), TODAY)


@pytest.mark.parametrize(
    ("ruling", "field"),
    [
        (Ruling(Decision.WAITING, TODAY, " "), "reason"),
        (Ruling(Decision.REFERRED_ON, TODAY, "Past niet"), "referred_to"),
        (Ruling(Decision.ACCEPTED, TODAY + timedelta(1)), "on"),
        (Ruling(Decision.ACCEPTED, FIRST.received_on - timedelta(1)), "on"),
    ],
)
def test_a_decision_has_a_day_that_can_be_and_a_reason(ruling: Ruling, field: str) -> None:
    with refused(field):
        decided(FIRST, ruling, AN, TODAY)


def test_who_no_longer_waits_has_no_place_and_taking_back_leaves_nothing() -> None:
    waiting = replace(decided(FIRST, Ruling(Decision.WAITING, TODAY, "Vol"), AN, TODAY), place_in_line=2)
    assert (waiting.decided_by, waiting.decision_reason) == (AN, "Vol")
    again = decided(waiting, Ruling(Decision.WAITING, TODAY, "Nog vol"), AN, TODAY)
    assert again.place_in_line == 2
    sent = decided(waiting, Ruling(Decision.REFERRED_ON, TODAY, "Past beter", " CAW "), AN, TODAY)
    assert (sent.place_in_line, sent.referred_to) == (0, "CAW")
    assert decided(sent, Ruling(None, TODAY), AN, TODAY) == FIRST


def test_a_waiting_contact_lies_between_the_referral_and_today_and_says_something() -> None:
    contact = WaitingContactInput(UUID(int=3), TODAY, what=" Gebeld ")
    assert checked_waiting_contact(contact, FIRST.received_on, TODAY).what == "Gebeld"
    for wrong, field in (
        (replace(contact, what=" "), "what"),
        (replace(contact, on=FIRST.received_on - timedelta(1)), "on"),
        (replace(contact, on=TODAY + timedelta(1)), "on"),
    ):
        with refused(field):
            checked_waiting_contact(wrong, FIRST.received_on, TODAY)


def test_a_draft_gives_what_was_typed_and_says_which_field_cannot_be_read() -> None:
    draft = ReferralDraft(
        UUID(int=9), FIRST, "3/11/26", (DraftPerson(given_name="Jef", birth_date="5/6/2020"), DraftPerson())
    )
    assert details_of(draft, TODAY).received_on == date(2026, 11, 3)
    (jef,) = persons_of(draft, TODAY)
    assert (jef.given_name, jef.birth_date, jef.referral_id) == ("Jef", date(2020, 6, 5), draft.id)
    with refused("received_on"):
        details_of(replace(draft, received_on="gisterenmorgen"), TODAY)
    with refused("persons"):
        persons_of(replace(draft, persons=(DraftPerson(birth_date="99/1/2020"),)), TODAY)
    begun = ReferralDraft(UUID(int=8), FIRST, "3/11/26", (DraftPerson(), DraftPerson(Role.CHILD)))
    assert not replace(begun, id=UUID(int=7), persons=(DraftPerson(),)).has_content(begun)
    assert draft.has_content(begun)
    assert replace(begun, details=replace(FIRST, phone="0")).has_content(begun)


# ------------------------------------------------------------------------------------------------------- the waiting list
def waiting(number: int, urgency: Urgency, day: int, place: int = 0) -> ReferralRecord:
    details = ReferralInput(
        date(2026, 10, day),
        name=f"G{number}",
        urgency=urgency,
        decision=Decision.WAITING,
        place_in_line=place,
    )
    return Kept(UUID(int=number), None, 1, details, AT, AN, "An", AT, "An")


def names(records: tuple[ReferralRecord, ...] | list[ReferralRecord]) -> list[str]:
    return [record.details.name for record in in_line(records)]


LINE = [
    waiting(1, Urgency.NORMAL, 1),
    waiting(2, Urgency.URGENT, 9),
    waiting(3, Urgency.NORMAL, 3),
    waiting(4, Urgency.SOON, 8),
    replace(waiting(5, Urgency.URGENT, 1), details=FIRST),  # does not wait
]


def test_the_most_urgent_come_first_then_who_was_first_referred() -> None:
    assert names(LINE) == ["G2", "G4", "G1", "G3"]


def placed(records: list[ReferralRecord], referral_id: UUID, place: int) -> list[ReferralRecord]:
    changes = moved(records, referral_id, place)
    return [
        replace(
            each,
            details=replace(each.details, place_in_line=changes.get(each.id, each.details.place_in_line)),
        )
        for each in records
    ]


def test_a_place_by_hand_stays_while_others_come_and_go_and_can_be_let_go() -> None:
    moved_up = placed(LINE, UUID(int=3), 2)
    assert names(moved_up) == ["G2", "G3", "G4", "G1"]
    assert len(moved(LINE, UUID(int=3), 2)) == 1  # nobody else's record changes
    newcomer = [*moved_up, waiting(6, Urgency.URGENT, 20)]
    assert names(newcomer) == ["G2", "G3", "G6", "G4", "G1"]
    assert names(placed(newcomer, UUID(int=3), 0)) == ["G2", "G6", "G4", "G1", "G3"]


@given(
    st.lists(st.tuples(st.sampled_from(list(Urgency)), st.integers(1, 28)), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(1, 9)), max_size=8),
)
def test_whoever_is_put_somewhere_stands_there_and_nobody_is_lost(
    referred: list[tuple[Urgency, int]], moves: list[tuple[int, int]]
) -> None:
    records = [waiting(number, urgency, day) for number, (urgency, day) in enumerate(referred, 1)]
    everybody = {record.id for record in records}
    for which, place in moves:
        wanted = records[which % len(records)].id
        records = placed(records, wanted, place)
        line = [record.id for record in in_line(records)]
        assert set(line) == everybody
        assert line.index(wanted) == min(place, len(records)) - 1


# ----------------------------------------------------------------------------------------------------------- feedback
REASON = "Er is geen coach vrij in Mol"
SAID = replace(
    FIRST,
    referrer="Inge",
    question="Hulp met de brieven",
    phone="0470 12 34 56",
    decision=Decision.WAITING,
    decision_reason=REASON,
)


@pytest.mark.parametrize(
    ("feedback", "decision", "reason"),
    [
        (Feedback.RECEIVED, False, False),
        (Feedback.DECISION, True, False),
        (Feedback.DECISION_AND_REASON, True, True),
        (Feedback.START, True, True),
    ],
)
def test_a_letter_says_as_much_as_was_agreed_and_its_own_check_finds_nothing(
    feedback: Feedback, decision: bool, reason: bool
) -> None:
    told = Told(replace(SAID, feedback=feedback), "OCMW Mol")
    letter = proposed_feedback(told)
    assert "1 november 2026" in letter
    assert ("niet meteen starten" in letter) is decision
    assert (f"De reden:\n{REASON}" in letter) is reason
    assert "Adriaens" not in letter
    assert "OCMW Mol" in letter
    assert says_more(letter, told) == ()


def test_a_referrer_hears_who_started_only_when_the_family_agreed_to_that() -> None:
    accepted = replace(SAID, decision=Decision.ACCEPTED, decision_reason="")
    told = Told(replace(accepted, feedback=Feedback.START), "OCMW", "Bo Claes", date(2026, 12, 1))
    assert "Bo Claes begeleidt het gezin vanaf 1 december 2026." in proposed_feedback(told)
    less = replace(told, details=replace(accepted, feedback=Feedback.DECISION))
    assert "Bo Claes" not in proposed_feedback(less)
    assert says_more("bo  CLAES komt langs", less) == ("Hierin staat wie het gezin begeleidt.",)


@pytest.mark.parametrize(
    ("feedback", "text", "is_too_much"),
    [
        (Feedback.NOTHING, "Bedankt!", True),
        (Feedback.NOTHING, "  ", False),
        (Feedback.RECEIVED, "De aanmelding kwam aan.", False),
        (Feedback.RECEIVED, "Het gezin staat op de wachtlijst.", True),
        (Feedback.RECEIVED, "Dit is helaas geen DOELGROEP voor ons.", True),
        (Feedback.DECISION, f"We wachten: {REASON.upper()}!", True),
        (Feedback.DECISION, "We wachten nog, want het is druk.", True),
        (Feedback.DECISION_AND_REASON, f"We wachten nog: {REASON}.", False),
        (Feedback.START, "Ze vroegen: hulp met de brieven.", True),
        (Feedback.START, "Bel 0470 12 34 56.", True),
    ],
)
def test_what_says_more_is_pointed_out(feedback: Feedback, text: str, is_too_much: bool) -> None:
    assert bool(says_more(text, Told(replace(SAID, feedback=feedback)))) is is_too_much
