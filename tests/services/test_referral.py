"""Referrals: registered, found to be here before, decided, put in line, told and assigned, on a file and on a server."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.duplicate import Match, SuspectKind, Wanted
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NeedsConsent, NotFound
from gezinscoach_desktop.domain.family import FoundVia
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.referral import (
    Agreement,
    Feedback,
    ReferralInput,
    ReferredPersonInput,
    Ruling,
    Urgency,
    WaitingContactInput,
)
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Decision, Phase, PhaseStart
from gezinscoach_desktop.services.agenda import agenda
from gezinscoach_desktop.services.audit import AuditFilter, AuditLine, trail
from gezinscoach_desktop.services.contact import ContactEntry, ContactKind, FamilyContact, register
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, list_families, read_family
from gezinscoach_desktop.services.matching import AssignmentInput, assign_referral, read_matching
from gezinscoach_desktop.services.referral import (
    ReferralFile,
    bring_back_referral,
    change_referral,
    decide_referral,
    list_referrals,
    look_alike,
    note_reading,
    read_referral,
    register_referral,
    remove_referral,
    restore_decision,
    tell_referrer,
)
from gezinscoach_desktop.services.referral_form import (
    DraftPerson,
    change_by_draft,
    draft_to_keep,
    open_form,
    register_draft,
)
from gezinscoach_desktop.services.trajectory import close_family
from gezinscoach_desktop.services.waiting_list import (
    add_waiting_contact,
    bring_back_waiting_contact,
    change_waiting_contact,
    move_in_line,
    read_queue,
    remove_waiting_contact,
)
from tests.data.office_factory import TODAY, add_colleague, at_desk
from tests.offices import ON_FILE, NewDesk
from tests.services.referrals import keep, made_up, referral
from tests.services.test_family import counted_queries

MARCH = date(2026, 3, 2)
WAITS = Ruling(Decision.WAITING, TODAY, "Alle coaches zitten vol")
FULL = ReferralInput(
    received_on=date(2026, 11, 3), channel=FoundVia.OUTREACH, referrer="Inge Cools", referrer_organisation="CAW",
    referrer_phone="014 11 22 33", agreement=Agreement.YES, agreement_note="Mondeling, op 2/11",
    feedback=Feedback.DECISION, name="Adriaens", municipality="Mol", address="Kerkstraat 5", phone="0470 12 34 56",
    languages="Arabisch", needs_interpreter=True, question="Help ons met de brieven", reason="Veel schulden",
    domains=(LifeDomain.FINANCES, LifeDomain.HOUSING), urgency=Urgency.SOON, safety="Geen", reach_note="Na 16 uur",
)  # fmt: skip
HANNE = ReferredPersonInput(UUID(int=0), Role.ADULT, "Hanne", "Adriaens", relation="moeder")
JEF = ReferredPersonInput(UUID(int=0), Role.CHILD, "Jef", "Adriaens", date(2018, 4, 5))


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def refer(desk: Desk, details: ReferralInput = FULL, *persons: ReferredPersonInput) -> UUID:
    referral_id = uuid4()
    register_referral(desk, referral_id, details, persons)
    return referral_id


def version_of(desk: Desk, referral_id: UUID) -> int:
    return read_referral(desk, referral_id).record.version


def decide(desk: Desk, referral_id: UUID, ruling: Ruling = WAITS) -> ReferralFile:
    decide_referral(desk, referral_id, version_of(desk, referral_id), ruling)
    return read_referral(desk, referral_id)


def coach(desk: Desk, name: str = "Bo") -> Desk:
    return add_colleague(desk, name, OfficeRole.COACH)


def noted(desk: Desk, action: AuditAction) -> tuple[AuditLine, ...]:
    return trail(desk, AuditFilter(action=action)).lines


@ON_FILE
def test_a_referral_is_read_back_as_it_was_filled_in_and_only_once(desk: Desk) -> None:
    referral_id = uuid4()
    nobody = ReferredPersonInput(UUID(int=0), Role.CHILD)
    register_referral(desk, referral_id, FULL, (JEF, HANNE, nobody))
    done = register_referral(desk, referral_id, FULL, (JEF, HANNE, nobody))
    assert done.change.nouns == {Noun.REFERRAL}
    assert done.change.family_id is None
    found = read_referral(desk, referral_id)
    assert found.record.details == FULL
    assert [person.details.given_name for person in found.persons] == ["Hanne", "Jef"]
    (line,) = list_referrals(desk)
    assert (line.title, line.organisation, line.adults, line.children) == ("Adriaens", "CAW", 1, 1)
    assert list_families(desk) == ()


def test_changing_keeps_who_stays_named_and_refuses_an_older_version(desk: Desk) -> None:
    referral_id = refer(desk, FULL, HANNE, JEF)
    before = {each.details.given_name: each.id for each in read_referral(desk, referral_id).persons}
    grown = replace(JEF, role=Role.ADULT)
    change_referral(desk, referral_id, 1, replace(FULL, name="Adriaensen"), (HANNE, grown))
    found = read_referral(desk, referral_id)
    after = {each.details.given_name: (each.id, each.details.role) for each in found.persons}
    assert found.record.details.name == "Adriaensen"
    assert after["Hanne"] == (before["Hanne"], Role.ADULT)
    assert after["Jef"][1] is Role.ADULT
    assert after["Jef"][0] != before["Jef"]
    with pytest.raises(ChangedMeanwhile):
        change_referral(desk, referral_id, 1, FULL, ())
    with pytest.raises(InvalidInput, match="vroegere"):
        change_referral(desk, referral_id, found.record.version, replace(FULL, earlier_id=referral_id), ())


def test_what_is_taken_away_is_nowhere_and_comes_back(desk: Desk) -> None:
    referral_id = refer(desk)
    decide(desk, referral_id)
    remove_referral(desk, referral_id, 2)
    assert (list_referrals(desk), read_queue(desk).lines) == ((), ())
    with pytest.raises(NotFound):
        read_referral(desk, referral_id)
    bring_back_referral(desk, referral_id, 3)
    assert [line.id for line in read_queue(desk).lines] == [referral_id]


@ON_FILE
def test_a_decision_says_by_whom_and_when_can_be_undone_and_stays_in_the_trail(desk: Desk) -> None:
    referral_id = refer(desk)
    waiting = decide(desk, referral_id)
    details = waiting.record.details
    assert (details.decision, details.decided_on, waiting.line.decided_by) == (Decision.WAITING, TODAY, "An")
    declined = decide(desk, referral_id, Ruling(Decision.DECLINED, TODAY, "Wil niet meer"))
    restore_decision(desk, referral_id, declined.record.version, details)
    assert read_referral(desk, referral_id).record.details == details
    decide(desk, referral_id, Ruling(None, TODAY))
    assert read_referral(desk, referral_id).record.details == FULL
    lines = noted(desk, AuditAction.DECIDE_REFERRAL)
    assert [each.details["decision"] for each in reversed(lines)] == [
        "waiting",
        "declined",
        "waiting",
        "open",
    ]
    assert {each.family_code for each in lines} == {None}


@ON_FILE
def test_what_the_referrer_was_told_is_kept_and_can_be_taken_back(desk: Desk) -> None:
    referral_id = refer(desk)
    told = decide(desk, referral_id).told
    assert (told.office, told.coach) == ("OCMW Proefdorp", "")
    tell_referrer(desk, referral_id, 2, TODAY, " Bedankt. ")
    details = read_referral(desk, referral_id).record.details
    assert (details.fed_back_on, details.fed_back) == (TODAY, "Bedankt.")
    for on, text, field in ((TODAY + timedelta(1), "Bedankt", "fed_back_on"), (TODAY, " ", "fed_back")):
        with pytest.raises(InvalidInput) as error:
            tell_referrer(desk, referral_id, 3, on, text)
        assert error.value.field == field
    tell_referrer(desk, referral_id, 3, None, "")
    assert read_referral(desk, referral_id).record.details.fed_back_on is None


# -------------------------------------------------------------------------------------------------- who was here before
def found_for(desk: Desk, wanted: Wanted, besides: UUID | None = None) -> list[tuple[SuspectKind, str]]:
    return [(_kind(match), " + ".join(match.reasons)) for match in look_alike(desk, wanted, besides)]


def _kind(match: Match) -> SuspectKind:
    return match.suspect.kind


def test_families_open_and_closed_and_earlier_referrals_are_found_with_the_reason(desk: Desk) -> None:
    details = FamilyInput(
        name="Van de Velde", municipality="Mol", address="Kerkstraat 5", phone="+32 470 12 34 56"
    )
    son = MemberInput("Jef", "Özdemir", Role.CHILD, JEF.birth_date, phone="0495 11 22 33")
    family_id = add_family(desk, details, (son,)).id
    assert family_id is not None
    close_family(desk, family_id, PhaseStart(Phase.CLOSED, TODAY, closing_reason=ClosingReason.MOVED))
    FAMILY, REFERRAL = SuspectKind.FAMILY, SuspectKind.REFERRAL  # noqa: N806 - as the enumeration has them
    for wanted, reason in (
        (Wanted("Van de Veldde"), "bijna dezelfde naam"),
        (Wanted("Fandevelde"), "een naam die hetzelfde klinkt"),
        (Wanted("Ozdemir"), "een gezinslid heet zo"),
        (Wanted(phones=("0470/123456",)), "zelfde telefoon"),
        (Wanted(phones=("0495 112233",)), "zelfde telefoon"),
        (Wanted(address="kerkstr. 5"), "hetzelfde adres"),
        (
            Wanted("Jef Özdemir", birth_dates=(date(2018, 4, 5),)),
            "een gezinslid heet zo + een gezinslid met dezelfde geboortedatum",
        ),
    ):  # fmt: skip
        assert found_for(desk, wanted) == [(FAMILY, reason)], wanted
    first = refer(desk, FULL, HANNE, JEF)
    wanted = Wanted("Adriaens", ("0470 12 34 56",), "Kerkstraat 5", "Mol", (date(2018, 4, 5),))
    assert found_for(desk, wanted, besides=first) == [
        (FAMILY, "zelfde telefoon + hetzelfde adres + een gezinslid met dezelfde geboortedatum"),
    ]
    ((kind, reasons), *_) = found_for(desk, wanted)
    assert kind is REFERRAL
    assert "zelfde telefoon" in reasons
    assert found_for(desk, Wanted("Zonnebloem")) == []


def test_an_earlier_referral_and_a_family_can_be_linked(desk: Desk) -> None:
    family_id = add_family(desk, FamilyInput(name="Adriaens")).id
    first = refer(desk)
    second = uuid4()
    register_referral(desk, second, replace(FULL, earlier_id=first), (), family_id)
    found = read_referral(desk, second)
    assert found.family is not None
    assert [line.id for line in found.related] == [first]
    assert [line.id for line in read_referral(desk, first).related] == [second]
    change_referral(desk, second, 1, FULL, ())
    assert read_referral(desk, second).family is None
    with pytest.raises(NotFound):
        register_referral(desk, uuid4(), FULL, (), uuid4())


# ------------------------------------------------------------------------------------------------------------- the form
def test_what_was_begun_is_there_again_until_it_is_registered(desk: Desk) -> None:
    form = open_form(desk)
    typed = replace(
        form.draft,
        details=replace(form.draft.details, phone="0470"),
        persons=(DraftPerson(given_name="Jef"),),
    )
    draft_to_keep(desk, typed)()
    again = open_form(desk)
    assert (again.is_resumed, again.draft.details.phone, again.draft.id) == (True, "0470", typed.id)
    with pytest.raises(InvalidInput):
        register_draft(desk, replace(typed, received_on="ooit"))
    assert open_form(desk).is_resumed
    register_draft(desk, again.draft)
    fresh = open_form(desk)
    assert not fresh.is_resumed
    (line,) = list_referrals(desk)
    kept = open_form(desk, line.id)
    assert kept.draft.persons[0].given_name == "Jef"
    assert kept.draft.received_on == "22/11/2026"
    change_by_draft(desk, replace(kept.draft, details=replace(kept.draft.details, name="Nijs")), 1)
    assert read_referral(desk, line.id).record.details.name == "Nijs"


# ------------------------------------------------------------------------------------------------------ the waiting list
@ON_FILE
def test_the_line_is_moved_by_hand_and_follows_urgency_again(desk: Desk) -> None:
    one, two, three = (
        refer(desk, referral(name, urgency=urgency, received_on=date(2026, 11, day)))
        for name, urgency, day in (
            ("A", Urgency.NORMAL, 1),
            ("B", Urgency.URGENT, 5),
            ("C", Urgency.NORMAL, 3),
        )
    )
    for each in (one, two, three):
        decide(desk, each)

    def line() -> str:
        return "".join(each.title for each in read_queue(desk).lines)

    assert line() == "BAC"
    move_in_line(desk, three, 1)
    assert line() == "CBA"
    assert read_queue(desk).place_of(three) == 1
    move_in_line(desk, one, 1)
    assert line() == "ACB"
    for each in (one, three):
        move_in_line(desk, each, 0)
    assert line() == "BAC"
    decide(desk, two, Ruling(Decision.DECLINED, TODAY, "Wil niet"))
    with pytest.raises(InvalidInput, match="wachtlijst"):
        move_in_line(desk, two, 1)


def test_what_is_done_in_the_meantime_is_told_on_the_list(desk: Desk) -> None:
    referral_id = refer(desk)
    decide(desk, referral_id)
    assert read_queue(desk).lines[0].last_contact_on is None
    call = WaitingContactInput(referral_id, date(2026, 11, 10), what="Gebeld: het lukt nog")
    add_waiting_contact(desk, call)
    bridge = replace(call, on=date(2026, 11, 20), what="Voedselpakket via de kruidenier", is_bridging=True)
    done = add_waiting_contact(desk, bridge)
    (line,) = read_queue(desk).lines
    assert (line.last_contact_on, line.contacts, line.is_bridged) == (bridge.on, 2, True)
    assert done.id is not None
    change_waiting_contact(desk, done.id, 1, replace(bridge, what="Voedselpakket gebracht"))
    with pytest.raises(ChangedMeanwhile):
        remove_waiting_contact(desk, done.id, 1)
    remove_waiting_contact(desk, done.id, 2)
    assert read_queue(desk).lines[0].contacts == 1
    bring_back_waiting_contact(desk, done.id, 3)
    contacts = read_referral(desk, referral_id).contacts
    assert [each.details.what for each in contacts] == ["Voedselpakket gebracht", call.what]
    with pytest.raises(InvalidInput):
        add_waiting_contact(desk, replace(call, on=date(2026, 1, 1)))


def queries_of_lists(desk: Desk) -> list[int]:
    found = []
    for read in (list_referrals, read_queue):
        with counted_queries() as seen:
            read(desk)
        found.append(len(seen))
    return found


def test_lists_take_a_fixed_number_of_queries_and_looking_is_noted(desk: Desk) -> None:
    bo = coach(desk)
    decide(desk, refer(desk))
    for each in made_up(3, since=MARCH, until=TODAY):
        keep(desk, each, bo.account.id)
    few = queries_of_lists(desk)
    for each in made_up(12, since=MARCH, until=TODAY, seed=2):
        keep(desk, each, bo.account.id)
    assert queries_of_lists(desk) == few
    assert noted(desk, AuditAction.READ_WAITING_LIST) == ()
    note_reading(desk)
    assert len(noted(desk, AuditAction.READ_WAITING_LIST)) == 1


# ------------------------------------------------------------------------------------------------------------ assigning
def test_an_assignment_makes_a_family_with_its_people_coach_and_appointment(desk: Desk) -> None:
    bo, cis = coach(desk), coach(desk, "Cis")
    referral_id = refer(desk, FULL, HANNE, JEF)
    decide(desk, referral_id)
    assert [each.coach.person.name for each in read_matching(desk, referral_id).proposals] == [
        "An",
        "Bo",
        "Cis",
    ]
    friday = TODAY + timedelta(5)
    chosen = AssignmentInput(bo.account.id, TODAY, cis.account.id, friday, 14 * 60, "Plaats vrij")
    consent = ConsentInput(ConsentKind.COACHING, TODAY, given_by="Hanne")
    family_id = assign_referral(desk, referral_id, 2, chosen, (consent,)).id
    assert family_id is not None
    header = read_family(bo, family_id)
    details = header.record.details
    assert (details.name, details.phone, details.municipality, details.found_via, details.remarks) == (
        "Adriaens", "0470 12 34 56", "Mol", FoundVia.OUTREACH, "",
    )  # fmt: skip
    assert [member.display_name for member in header.members] == ["Hanne Adriaens", "Jef Adriaens"]
    assert header.phase is Phase.GETTING_TO_KNOW
    assert [(each.coach, each.kind) for each in header.assignments] == [
        ("Bo", AssignmentKind.RESPONSIBLE), ("Cis", AssignmentKind.SECOND),
    ]  # fmt: skip
    (planned,) = agenda(bo, friday, 1).appointments
    assert (planned.record.details.begins_at, planned.record.details.account_id) == (14 * 60, bo.account.id)
    register(desk, ContactEntry(uuid4(), ContactKind.PHONE, TODAY, (FamilyContact(family_id),)))
    found = read_referral(desk, referral_id)
    assert found.record.family_id == family_id
    assert (found.record.details.decision, found.record.details.first_contact_on) == (
        Decision.ACCEPTED,
        friday,
    )
    assert (found.told.coach, found.told.started_on) == ("Bo", friday)
    assert read_queue(desk).lines == ()
    with pytest.raises(InvalidInput, match="al toegewezen"):
        decide(desk, referral_id, Ruling(None, TODAY))
    with pytest.raises(InvalidInput, match="al toegewezen"):
        assign_referral(desk, referral_id, found.record.version, chosen)


@ON_FILE
def test_without_consent_the_family_is_there_and_nothing_can_be_registered(desk: Desk) -> None:
    bo = coach(desk)
    referral_id = refer(desk)
    family_id = assign_referral(desk, referral_id, 1, AssignmentInput(bo.account.id, TODAY)).id
    assert family_id is not None
    assert [row.name for row in list_families(bo)] == ["Adriaens"]
    with pytest.raises(NeedsConsent):
        register(desk, ContactEntry(uuid4(), ContactKind.PHONE, TODAY, (FamilyContact(family_id),)))


@ON_FILE
def test_a_family_that_was_here_goes_on_with_its_history(desk: Desk) -> None:
    bo = coach(desk)
    consent = ConsentInput(ConsentKind.COACHING, MARCH)
    family_id = add_family(
        at_desk(desk, MARCH), FamilyInput(name="Adriaens", started_on=MARCH), (), consent
    ).id
    assert family_id is not None
    june = date(2026, 6, 1)
    closed = PhaseStart(Phase.CLOSED, june, closing_reason=ClosingReason.GOALS_REACHED)
    close_family(at_desk(desk, june), family_id, closed)
    referral_id = uuid4()
    register_referral(desk, referral_id, FULL, (HANNE,), family_id)
    decide(desk, referral_id)
    assert read_family(desk, family_id).phase is Phase.CLOSED
    done = assign_referral(desk, referral_id, 2, AssignmentInput(bo.account.id, TODAY, desk.account.id))
    assert done.id == family_id
    header = read_family(bo, family_id)
    assert [start.phase for start in header.phases] == [Phase.GETTING_TO_KNOW, Phase.CLOSED, Phase.INTENSIVE]
    running = {(each.coach, each.kind) for each in header.assignments if each.runs_on(TODAY)}
    assert running == {("Bo", AssignmentKind.RESPONSIBLE), ("An", AssignmentKind.SECOND)}
    assert header.members == ()
    assert len(list_families(desk)) == 1


@ON_FILE
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"since": TODAY + timedelta(400)}, "since"),
        ({"first_on": TODAY - timedelta(1)}, "first_on"),
        ({"first_at": 600}, "first_on"),
    ],
)
def test_an_assignment_that_cannot_be_leaves_everything_as_it_was(
    desk: Desk, change: dict[str, object], field: str
) -> None:
    bo = coach(desk)
    referral_id = refer(desk)
    good = AssignmentInput(bo.account.id, TODAY)
    nobody = add_colleague(desk, "Dré", OfficeRole.ADMINISTRATOR).account.id
    for wrong, told in (
        (replace(good, **change), field),  # type: ignore[arg-type]
        (replace(good, second=bo.account.id), "second"),
        (replace(good, second=nobody), "second"),
        (replace(good, responsible=nobody), "responsible"),
    ):
        with pytest.raises(InvalidInput) as error:
            assign_referral(desk, referral_id, 1, wrong)
        assert error.value.field == told
    with pytest.raises(ChangedMeanwhile):
        assign_referral(desk, referral_id, 7, good)
    assert list_families(desk) == ()
    assert version_of(desk, referral_id) == 1


def test_two_who_decide_at_once_are_told_apart(desk: Desk) -> None:
    referral_id = refer(desk)
    decide(desk, referral_id)
    with pytest.raises(ChangedMeanwhile):
        decide_referral(desk, referral_id, 1, Ruling(Decision.DECLINED, TODAY, "Wil niet"))
