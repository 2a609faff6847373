"""People and services around a family, who belongs with whom, and referrals to services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.data.consent import CONSENTS
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.directory import ServiceInput
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NeedsConsent, NotFound
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import BondKind, Direction, ReferralOutcome, Ring, Strength, TieKind
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.directory import add_service, merge_services, read_directory
from gezinscoach_desktop.services.family import FamilyHeader, FamilyInput, MemberInput, add_family
from gezinscoach_desktop.services.network import (
    BondInput,
    Part,
    ServiceReferralInput,
    TieInput,
    add_bonds,
    add_referral,
    add_tie,
    bring_back,
    change_bond,
    change_referral,
    change_tie,
    network_page,
    remove,
    turn_tie,
)
from tests.data.office_factory import TODAY, add_home, at_desk
from tests.offices import ON_FILE, NewDesk
from tests.services.test_family import counted_queries

MOTHER = MemberInput(given_name="Hanne", family_name="Claes", birth_date=date(1994, 2, 3))
SON = MemberInput(given_name="Jef", family_name="Nijs", role=Role.CHILD, birth_date=date(2017, 5, 6))
OMA = TieInput(
    TieKind.PERSON, "Oma Lea", relation="grootmoeder", ring=Ring.NEAR, strength=Strength.STRONG, is_tense=True,
    direction=Direction.TO_FAMILY, domains=(LifeDomain.CHILDCARE, LifeDomain.MATERIAL), reach="0470 11 22 33",
    note="Vangt op.", since=date(2020, 1, 1), angle=45,
)  # fmt: skip


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@pytest.fixture
def home(desk: Desk) -> FamilyHeader:
    return add_home(desk, MOTHER, SON, name="Claes")


def made(done: Done) -> UUID:
    assert done.id is not None
    return done.id


def agree(desk: Desk, family_id: UUID, consent: ConsentInput) -> None:
    def run(session: object) -> Done:
        CONSENTS.add(session, uuid4(), consent, family_id=family_id, at=desk.now(), by=desk.account.id)  # type: ignore[arg-type]
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run))


@ON_FILE
def test_a_tie_is_read_back_as_it_was_filled_in(desk: Desk, home: FamilyHeader) -> None:
    of_son = replace(OMA, member_id=home.members[1].id)
    done = add_tie(desk, home.record.id, of_son)
    page = network_page(desk, home.record.id)
    (tie,) = page.ties
    assert tie.details == replace(of_son, domains=(LifeDomain.MATERIAL, LifeDomain.CHILDCARE))
    assert (tie.id, page.name_of(tie.details), tie.created_by) == (done.id, "Oma Lea", "An")
    assert done.change.concerns(home.record.id)


@ON_FILE
def test_a_tie_needs_a_name_or_a_service_and_an_end_after_its_beginning(
    desk: Desk, home: FamilyHeader
) -> None:
    for details, field in (
        (replace(OMA, name=" "), "name"),
        (TieInput(TieKind.SERVICE), "service_id"),
        (replace(OMA, until=date(2019, 1, 1)), "until"),
    ):
        with pytest.raises(InvalidInput) as caught:
            add_tie(desk, home.record.id, details)
        assert caught.value.field == field


@ON_FILE
def test_nothing_is_noted_without_consent(desk: Desk) -> None:
    family_id = made(add_family(desk, FamilyInput(name="Zonder")))
    with pytest.raises(NeedsConsent):
        add_tie(desk, family_id, OMA)
    with pytest.raises(NeedsConsent):
        add_bonds(desk, family_id, ())


def test_a_member_of_another_family_and_an_unknown_service_are_refused(
    desk: Desk, home: FamilyHeader
) -> None:
    other = add_home(desk, MOTHER, name="Anders")
    for details in (
        replace(OMA, member_id=other.members[0].id),
        TieInput(TieKind.SERVICE, service_id=uuid4()),
    ):
        with pytest.raises(NotFound):
            add_tie(desk, home.record.id, details)
    with pytest.raises(NotFound):
        add_bonds(
            desk, home.record.id, (BondInput(BondKind.PARTNERS, home.members[0].id, other.members[0].id),)
        )


def test_a_tie_is_changed_turned_taken_away_and_brought_back(desk: Desk, home: FamilyHeader) -> None:
    tie = made(add_tie(desk, home.record.id, OMA))
    change_tie(desk, tie, 1, replace(OMA, until=TODAY))
    with pytest.raises(ChangedMeanwhile, match="An wijzigde deze persoon of dienst"):
        change_tie(desk, tie, 1, OMA)
    turn_tie(desk, tie, 370)
    kept = network_page(desk, home.record.id).ties[0]
    assert (kept.details.angle, kept.details.until, kept.version) == (10, TODAY, 3)
    remove(desk, Part.TIE, tie, 3)
    assert network_page(desk, home.record.id).ties == ()
    bring_back(desk, Part.TIE, tie, 4)
    assert network_page(desk, home.record.id).ties[0].details == kept.details


def test_bonds_are_kept_once_and_from_parent_to_child(desk: Desk, home: FamilyHeader) -> None:
    mother, son = (member.id for member in home.members)
    add_bonds(
        desk,
        home.record.id,
        (
            BondInput(BondKind.CHILD, son, mother),
            BondInput(BondKind.EX_PARTNERS, mother, other_name="Wim Nijs"),
            BondInput(BondKind.CHILD, son, other_name="Wim Nijs"),
            BondInput(BondKind.PARENT, mother, son),
        ),
    )
    page = network_page(desk, home.record.id)
    assert {(bond.details.kind, bond.details.member_id, bond.details.other_id) for bond in page.bonds} == {
        (BondKind.PARENT, mother, son),
        (BondKind.EX_PARTNERS, mother, None),
        (BondKind.CHILD, son, None),
    }
    first, second = page.bonds[:2]
    with pytest.raises(InvalidInput, match="staat er al"):
        change_bond(desk, first.id, first.version, second.details)
    change_bond(desk, first.id, first.version, replace(first.details, since=date(2020, 1, 1)))
    remove(desk, Part.BOND, second.id, second.version)
    assert len(network_page(desk, home.record.id).bonds) == 2


@ON_FILE
@pytest.mark.parametrize(
    "bond",
    [
        BondInput(BondKind.PARTNERS, UUID(int=1), UUID(int=1)),
        BondInput(BondKind.PARTNERS, UUID(int=1)),
        BondInput(BondKind.PARENT, UUID(int=1), other_name="Wim"),
    ],
)
def test_a_bond_of_nobody_is_refused(desk: Desk, home: FamilyHeader, bond: BondInput) -> None:
    with pytest.raises(InvalidInput) as caught:
        add_bonds(desk, home.record.id, (bond,))
    assert caught.value.field == "other_id"


def test_a_referral_waits_until_the_service_answers(desk: Desk, home: FamilyHeader) -> None:
    service = made(add_service(desk, ServiceInput("CGG De Meander")))
    asked = TODAY - timedelta(days=40)
    referral = made(
        add_referral(
            desk, home.record.id, ServiceReferralInput(service, asked, home.members[0].id, LifeDomain.HEALTH)
        )
    )
    (kept,) = network_page(desk, home.record.id).referrals
    assert (kept.details.answered_on, kept.details.waiting_days(TODAY)) == (None, 40)
    started = replace(kept.details, outcome=ReferralOutcome.STARTED)
    change_referral(desk, referral, 1, started)
    (kept,) = network_page(desk, home.record.id).referrals
    assert (kept.details.answered_on, kept.details.waiting_days(TODAY + timedelta(days=9))) == (TODAY, 40)
    for details, field in (
        (replace(started, asked_on=TODAY + timedelta(days=1)), "asked_on"),
        (replace(started, answered_on=asked - timedelta(days=1)), "answered_on"),
        (replace(started, answered_on=TODAY + timedelta(days=1)), "answered_on"),
    ):
        with pytest.raises(InvalidInput) as caught:
            change_referral(desk, referral, 2, details)
        assert caught.value.field == field


def test_what_names_a_double_means_the_service_that_was_kept(desk: Desk, home: FamilyHeader) -> None:
    kept, double = (made(add_service(desk, ServiceInput(name))) for name in ("CGG", "C.G.G."))
    add_tie(desk, home.record.id, TieInput(TieKind.SERVICE, service_id=double))
    directory = read_directory(desk)
    first, second = directory.entry(kept), directory.entry(double)
    assert first is not None
    assert second is not None
    merge_services(desk, first.record, second.record)
    page = network_page(desk, home.record.id)
    assert page.name_of(page.ties[0].details) == "CGG"


@ON_FILE
def test_it_says_whether_the_family_agreed_to_speak_with_a_service(desk: Desk, home: FamilyHeader) -> None:
    services = [
        made(add_service(desk, ServiceInput(name, organisation)))
        for name, organisation in (("Onthaal", "CAW De Beemd"), ("CLB", ""), ("CGG", ""), ("Wijkagent", ""))
    ]
    for consent in (
        ConsentInput(ConsentKind.SHARING, TODAY, service_id=services[1]),
        ConsentInput(ConsentKind.MANDATE, TODAY, partner="het CAW De Beemd in Mol"),
        ConsentInput(ConsentKind.MANDATE, TODAY, service_id=services[2], withdrawn_on=TODAY),
        ConsentInput(ConsentKind.PRIVACY_INFORMATION, TODAY, service_id=services[3]),
    ):
        agree(desk, home.record.id, consent)
    page = network_page(desk, home.record.id)
    assert [page.has_agreement(service) for service in services] == [True, True, False, False]
    assert not page.has_agreement(None)


@ON_FILE
def test_the_page_costs_the_same_however_much_there_is(desk: Desk, home: FamilyHeader) -> None:
    with counted_queries() as few:
        network_page(desk, home.record.id)
    for number in range(4):
        add_tie(desk, home.record.id, replace(OMA, name=f"Iemand {number}"))
    with counted_queries() as many:
        network_page(desk, home.record.id)
    assert len(many) == len(few)
