"""Keeping and letting go: own terms, two people, and what is left when a file is let go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.data.referral import REFERRALS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.consent import AfterWithdrawal, Withdrawal
from gezinscoach_desktop.domain.contact import ContactKind, ContactRecord
from gezinscoach_desktop.domain.contact_draft import ContactDraft
from gezinscoach_desktop.domain.contact_entry import ContactEntry, FamilyContact
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed, NotFound
from gezinscoach_desktop.domain.file_term import FileTerms, TermKind, checked_terms, terms_from
from gezinscoach_desktop.domain.letting_go import (
    ANONYMOUS_CODE,
    DisposalKind,
    DisposalReason,
    PersonRequestInput,
    PersonRequestKind,
    due_on,
)
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.referral import ReferralInput
from gezinscoach_desktop.domain.trajectory import ClosingReason, Decision, Phase, PhaseStart
from gezinscoach_desktop.services import letting_go as service
from gezinscoach_desktop.services.account import add_account
from gezinscoach_desktop.services.consent import read_consents, withdraw_consent
from gezinscoach_desktop.services.contact import register
from gezinscoach_desktop.services.contact_form import store_of as contact_store
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.draft import families_with_draft, store_of
from gezinscoach_desktop.services.family import add_family, list_families, read_family
from gezinscoach_desktop.services.letting_go import Candidate, LettingGo
from gezinscoach_desktop.services.person_request import add_person_request
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry
from gezinscoach_desktop.services.trajectory import close_family
from tests.data.office_factory import TODAY, at_desk
from tests.data.office_factory import register as register_snapshot
from tests.factories import CONSENT
from tests.offices import EVERY_KIND, ON_FILE, NewDesk
from tests.services.colleague import signed_in
from tests.services.test_expense import noted

CLOSED = date(2021, 5, 17)
TERMS = FileTerms(file=60, notes=12)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@pytest.fixture
def second(desk: Desk) -> Iterator[Desk]:
    """Another coordinator."""
    with signed_in(desk, "Bea", OfficeRole.COORDINATOR) as other:
        yield other


def closed(desk: Desk, name: str, on: date = CLOSED) -> UUID:
    """A file that was closed, with a contact, a snapshot and members."""
    details = FamilyInput(name=name, municipality="Lier", started_on=on - timedelta(days=400))
    family_id = add_family(desk, details, (MemberInput("Ann", "Zz"),), CONSENT).id
    assert family_id is not None
    then = at_desk(desk, on)
    register_snapshot(then, family_id, on, {(None, "income"): 3})
    contact = ContactEntry(uuid4(), ContactKind.PHONE, on, (FamilyContact(family_id),), note=f"Zz{name}")
    register(then, contact)
    close_family(desk, family_id, PhaseStart(Phase.CLOSED, on, "x", ClosingReason.GOALS_REACHED))
    return family_id


def on_page(desk: Desk) -> LettingGo:
    desk.office.news()  # of a folder: what others did
    return service.read_letting_go(desk)


def contacts(desk: Desk, family_id: UUID) -> tuple[ContactRecord, ...]:
    return desk.office.read(lambda session: CONTACTS.read(session, CONTACTS.of_family(family_id)))


def candidate(desk: Desk, subject_id: UUID) -> Candidate:
    (found,) = (each for each in on_page(desk).candidates if each.subject_id == subject_id)
    return found


def proposed(desk: Desk, subject_id: UUID, kind: DisposalKind | None = None) -> UUID:
    done = service.propose(desk, (candidate(desk, subject_id),), kind)
    assert done.id is not None
    return done.id


def test_without_terms_of_the_office_nothing_is_ever_proposed(desk: Desk) -> None:
    closed(desk, "Peeters", date(2002, 1, 1))
    page = on_page(desk)
    assert page.terms.is_empty
    assert page.candidates == ()


def test_what_is_past_its_own_term_stands_there_the_longest_first(desk: Desk) -> None:
    service.change_file_terms(desk, TERMS)
    today = add_months(CLOSED, 60)
    old, thin, none = (
        closed(desk, "Oud"),
        closed(desk, "Half", add_months(today, -12)),
        closed(desk, "Jong", today),
    )
    still = add_family(desk, FamilyInput(name="Loopt"), (), CONSENT).id
    page = on_page(at_desk(desk, today))
    assert {each.past_on for each in page.candidates} == {today}
    assert {each.subject_id: (each.kind, each.parts) for each in page.candidates} == {
        old: (DisposalKind.ANONYMISE, ()),
        thin: (DisposalKind.THIN, (TermKind.NOTES,)),
    }
    assert not {none, still} & {each.subject_id for each in page.candidates}
    (before,) = on_page(at_desk(desk, today - timedelta(days=1))).candidates
    assert (before.subject_id, before.kind, before.past_on) == (
        old,
        DisposalKind.THIN,
        add_months(CLOSED, 12),
    )


@EVERY_KIND
def test_one_proposes_another_approves_and_then_it_is_gone_for_good(desk: Desk, second: Desk) -> None:
    service.change_file_terms(desk, TERMS)
    family_id, other = closed(desk, "Oud"), closed(desk, "Ander")
    disposal = proposed(desk, family_id, DisposalKind.ERASE)
    store_of(second).save(Draft(uuid4(), family_id, TODAY, {(None, "income"): DraftEntry(4, has_level=True)}))
    (waiting,) = on_page(second).proposals
    assert (waiting.asked_by, waiting.is_mine, waiting.name) == ("An", False, "Oud")
    assert candidate(desk, other).name == "Ander"
    code = service.code_to_type(waiting.record.details)
    with pytest.raises(NotAllowed, match="andere coördinator"):
        service.approve(desk, disposal, 1, code)
    with pytest.raises(InvalidInput, match=code):
        service.approve(second, disposal, 1, "ja")
    with pytest.raises(ChangedMeanwhile):
        service.approve(second, disposal, 7, code)
    assert read_family(desk, family_id).record.details.name == "Oud"
    done = service.approve(second, disposal, 1, f" {code.lower()} ")
    assert done.change.concerns(family_id)
    desk.office.news()
    with pytest.raises(NotFound):
        read_family(desk, family_id)
    assert families_with_draft(second) == frozenset()
    assert read_family(desk, other).record.details.name == "Ander"
    (gone,) = on_page(desk).done
    assert (gone.name, gone.approved_by, gone.record.details.code) == ("", "Bea", code)
    assert noted(desk)[0] == AuditAction.ERASE_FAMILY.label
    with pytest.raises(NotFound):
        service.approve(second, disposal, 3, code)


@ON_FILE
def test_what_is_gone_for_good_is_not_said_to_have_failed_because_a_draft_of_it_is_held(
    desk: Desk, second: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner has one file for a moment: the other drafts of it go, and the lists hear that it is gone."""
    service.change_file_terms(desk, TERMS)
    family_id = closed(desk, "Oud")
    disposal = proposed(desk, family_id, DisposalKind.ERASE)
    (waiting,) = on_page(second).proposals
    store_of(second).save(Draft(uuid4(), family_id, TODAY, {(None, "income"): DraftEntry(4, has_level=True)}))
    contact_store(second).save(ContactDraft(uuid4(), (FamilyContact(family_id),), note="Zz"))
    real = Path.unlink

    def hold_snapshots(path: Path, *args: Any, **kwargs: Any) -> None:
        if path.suffix == ".draft":
            raise PermissionError("held")
        real(path, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", hold_snapshots)
        done = service.approve(second, disposal, 1, service.code_to_type(waiting.record.details))
    assert done.change.concerns(family_id)
    assert contact_store(second).all() == ()


@EVERY_KIND
def test_made_anonymous_it_is_found_under_no_name_and_still_counts(desk: Desk, second: Desk) -> None:
    service.change_file_terms(desk, TERMS)
    family_id = closed(desk, "Oud")
    disposal = proposed(desk, family_id)
    service.approve(second, disposal, 1, service.code_to_type(on_page(second).proposals[0].record.details))
    desk.office.news()
    with pytest.raises(NotFound):
        read_family(desk, family_id)
    (left,) = list_families(desk)
    assert left.code.startswith(ANONYMOUS_CODE)
    new = read_family(desk, left.id)
    assert (new.record.details.name, new.record.details.municipality) == ("Anoniem", "Lier")
    assert [member.details.given_name for member in new.members] == [""]
    (contact,) = contacts(desk, left.id)
    assert (contact.details.note, contact.details.on) == ("", date(2021, 4, 1))
    assert on_page(desk).candidates == ()
    (gone,) = on_page(desk).done
    assert left.id not in (gone.record.details.subject_id, gone.record.id)


def test_who_is_alone_types_the_code_and_that_is_noted(desk: Desk) -> None:
    service.change_file_terms(desk, TERMS)
    family_id = closed(desk, "Oud")
    disposal = proposed(desk, family_id)
    page = on_page(desk)
    assert page.is_alone
    service.approve(desk, disposal, 1, page.proposals[0].record.details.code)
    from gezinscoach_desktop.data import audit

    entries = [] if desk.office.is_partial else desk.office.read(audit.entries)
    assert desk.office.is_partial or (entries[-1].action, entries[-1].details) == (
        "anonymise_family",
        {"alone": True},
    )


def test_notes_go_and_the_file_stays(desk: Desk) -> None:
    service.change_file_terms(desk, FileTerms(notes=12))
    family_id = closed(desk, "Oud")
    disposal = proposed(desk, family_id)
    service.approve(desk, disposal, 1, on_page(desk).proposals[0].record.details.code)
    (contact,) = contacts(desk, family_id)
    assert (contact.details.note, contact.details.kind) == ("", ContactKind.PHONE)
    assert read_family(desk, family_id).record.details.name == "Oud"
    assert on_page(desk).candidates == ()


def test_a_file_is_kept_longer_with_the_reason_and_comes_back_then(desk: Desk) -> None:
    service.change_file_terms(desk, TERMS)
    family_id = closed(desk, "Oud")
    until = TODAY + timedelta(days=90)
    for day, why, field in ((TODAY, "x", "until"), (None, "x", "until"), (until, " ", "note")):
        with pytest.raises(InvalidInput) as refused:
            service.put_off(desk, candidate(desk, family_id), day, why)
        assert refused.value.field == field
    service.put_off(desk, candidate(desk, family_id), until, "Er loopt een klacht.")
    page = on_page(desk)
    assert (page.candidates, page.put_off[0].record.details.note) == ((), "Er loopt een klacht.")
    assert candidate(at_desk(desk, until), family_id).name == "Oud"
    kept = page.put_off[0].record
    service.take_back(desk, kept.id, kept.version)
    disposal = proposed(desk, family_id)
    with pytest.raises(InvalidInput, match="al een voorstel"):
        service.propose(desk, (_again(desk, disposal),))
    service.refuse(desk, disposal, 1, until, "Toch niet.")
    assert (on_page(desk).proposals, on_page(desk).candidates) == ((), ())
    with pytest.raises(NotFound):
        service.approve(desk, disposal, 2, "x")


def _again(desk: Desk, disposal: UUID) -> Candidate:
    (found,) = (each.record for each in on_page(desk).proposals if each.record.id == disposal)
    details = found.details
    return Candidate(
        details.subject, details.subject_id, details.code, "", "", TODAY, TODAY, details.reason, details.kind
    )


def test_a_family_that_took_its_consent_back_or_asks_it_stands_there_without_any_term(desk: Desk) -> None:
    family_id, asking = closed(desk, "Weg", TODAY), closed(desk, "Vraagt", TODAY)
    (consent,) = read_consents(desk, family_id).records
    withdrawal = Withdrawal(TODAY, after=AfterWithdrawal.ERASE)
    withdraw_consent(desk, consent.id, consent.version, withdrawal)
    asked = PersonRequestInput(PersonRequestKind.ERASURE, TODAY, due_on(TODAY), who="de moeder")
    add_person_request(desk, asking, asked)
    assert {each.subject_id: (each.reason, each.kind) for each in on_page(desk).candidates} == {
        family_id: (DisposalReason.CONSENT_WITHDRAWN, DisposalKind.ERASE),
        asking: (DisposalReason.PERSON_ASKED, DisposalKind.ERASE),
    }


def test_a_referral_that_came_to_nothing_is_erased_past_its_term(desk: Desk) -> None:
    service.change_file_terms(desk, FileTerms(referral=6))
    referral_id = uuid4()
    details = ReferralInput(
        CLOSED, name="Zz", decision=Decision.DECLINED, decided_on=CLOSED, decided_by=desk.account.id
    )

    def run(session: Session) -> Done:
        REFERRALS.add(session, referral_id, details, at=datetime.now(UTC), by=desk.account.id)
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run, desk.account.id))
    disposal = proposed(desk, referral_id)
    service.approve(desk, disposal, 1, service.REFERRAL_CODE)
    assert desk.office.read(lambda session: REFERRALS.one(session, referral_id)) is None
    assert on_page(desk).candidates == ()


def test_only_coordinators_let_go_and_administrators_choose_terms(desk: Desk) -> None:
    for role, may_look, may_choose in (
        (OfficeRole.COACH, False, False),
        (OfficeRole.COORDINATOR, True, False),
        (OfficeRole.ADMINISTRATOR, False, True),
    ):
        with signed_in(desk, role.value, role) as other:
            assert _is_allowed(lambda other=other: service.read_letting_go(other)) == may_look
            assert _is_allowed(lambda other=other: service.change_file_terms(other, TERMS)) == may_choose


def _is_allowed(do: object) -> bool:
    assert callable(do)
    try:
        do()
    except NotAllowed:
        return False
    return True


def test_terms_are_whole_months_and_a_part_never_outlives_the_file() -> None:
    for terms, field in (
        (FileTerms(file=-1), "file"),
        (FileTerms(referral=601), "referral"),
        (FileTerms(file=12, notes=13), "notes"),
    ):
        with pytest.raises(InvalidInput) as refused:
            checked_terms(terms)
        assert refused.value.field == field
    assert terms_from({**TERMS.kept(), "later": 3}) == checked_terms(TERMS)
    assert FileTerms().kept() == {}


def test_a_second_account_of_a_coordinator_makes_the_first_not_alone(desk: Desk) -> None:
    assert on_page(desk).is_alone
    add_account(desk, user_name="c", display_name="C", roles=frozenset({OfficeRole.COORDINATOR}))
    assert not on_page(desk).is_alone
